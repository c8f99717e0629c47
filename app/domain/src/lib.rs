#![doc = include_str!("../GLOSSARY.md")]

pub mod api;
mod author;
pub mod body;
pub mod calendar;
pub mod called;
mod checkpoint;
pub mod consent;
pub mod crisis_html;
pub mod entry;
pub mod export;
pub mod fact;
mod field;
mod fold;
pub mod holiday;
mod id;
mod live;
mod locale;
pub mod meeting;
mod op;
#[cfg(feature = "openapi")]
mod op_schema;
pub mod phone;
pub mod position;
mod proposal;
pub mod rating;
pub mod reading;
pub mod recurrence;
pub mod rules;
pub mod share;
mod tab;
mod time;
mod value;
pub mod warning;

pub use api::RefusalCode;
pub use author::{Audience, Author, Provenance, Role};
pub use body::{Answer, Body};
pub use checkpoint::{Checkpoint, brings_back_for_anybody};
pub use entry::Entry;
pub use field::{EntryKind, Field, Policy};
pub use fold::{FOLD_VERSION, TabState, fold};
pub use id::{ActId, BinderId, DeviceId, EntryId, OpId, OrganizationId, PersonId, ReplicaId};
pub use locale::{Distance, Locale, distance};
pub use op::{Op, Seq, SequencedOp};
pub use tab::BinderTab;
pub use time::{LocalTime, Timestamp};
pub use value::{PEOPLE_MAX, Reference, TEXT_MAX, Value, ValueError};

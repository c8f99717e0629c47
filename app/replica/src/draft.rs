//! What a page hands in to be saved, and what it gets to read.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::RefusalCode;
use domain::body::FieldWrite;
use domain::rating::Occasion;
use domain::{ActId, Audience, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, TabState, Timestamp};
use serde::{Deserialize, Serialize};

/// A change as a page makes it: who, when and under which id is filled in at the commit.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// The tab it belongs to.
    pub tab: BinderTab,
    /// The entry it changes.
    pub entry: EntryId,
    /// Who may be served it.
    pub audience: Audience,
    /// The open meeting it is written in, if it is written together.
    pub meeting: Option<EntryId>,
    /// Ties it to changes in other tabs.
    pub act: Option<ActId>,
    /// What it does.
    pub body: Body,
}

/// A tab as it may be read now.
#[derive(Clone, PartialEq, Debug)]
pub enum TabRead {
    /// The log folded, and this device's unsent changes on top.
    Open(Arc<TabState>),
    /// R74: a rating is in progress, so earlier ones cannot be read.
    Blind,
    /// R74: a rating can be made now and is not; earlier ones are read by asking for them
    /// ([`crate::Replica::earlier_ratings`]), never by the way.
    Due,
}

/// A rating in progress: on this device only (sv: utkast).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RatingDraft {
    /// The entry it will be saved in, so that saving twice saves once.
    pub entry: EntryId,
    /// What it is for.
    pub occasion: Occasion,
    /// The marks given so far; there is no preset.
    pub marks: [Option<u8>; 4],
    /// The scale that is on the screen, 0–3, or 4 for the summary.
    pub step: u8,
    /// Somebody helps.
    #[serde(default)]
    pub supported: bool,
    /// It corrects this rating.
    #[serde(default)]
    pub replaces: Option<OpId>,
    /// When it was begun.
    pub begun_at: Timestamp,
}

/// What somebody has changed in one entry and not yet sent as a proposal: on this device only (sv: utkast).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct UnsentProposal {
    /// The entry.
    pub entry: EntryId,
    /// What sort of entry it is; it need not exist yet.
    pub kind: EntryKind,
    /// What is changed.
    pub fields: BTreeMap<Field, FieldWrite>,
    /// It is to be sent as urgent (R3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
}

/// A change that did not get through, with the words that were written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RefusedOp {
    /// The change as it was made.
    pub op: Op,
    /// Why.
    pub code: RefusalCode,
    /// When the refusal arrived, by the device's clock.
    pub at: Timestamp,
    /// The person can put it right: it waits on the device until she has. Otherwise it is kept for
    /// 14 days, to be copied.
    #[serde(default)]
    pub mendable: bool,
}

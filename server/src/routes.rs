//! The handlers, one file per thing that is asked for.

pub(crate) mod account;
pub(crate) mod attachments;
pub(crate) mod audit;
pub(crate) mod binders;
pub(crate) mod calendars;
pub(crate) mod cards;
pub(crate) mod dela;
pub(crate) mod devices;
pub(crate) mod feedback;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod invitations;
pub(crate) mod issues;
pub(crate) mod live;
pub(crate) mod lock;
pub(crate) mod pairings;
pub(crate) mod passkey;
pub(crate) mod people;
pub(crate) mod provider;
pub(crate) mod reminders;
pub(crate) mod reviews;
pub(crate) mod session;
pub(crate) mod sync;
pub(crate) mod visits;

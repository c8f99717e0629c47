//! What was done with an entry beside its fields.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::{Answer, OpId};

/// Something that was done with an entry and that none of its fields shows afterwards (sv: händelse).
#[doc(alias = "händelse")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Who and when.
    pub stamp: Stamp,
    /// What.
    pub what: EventKind,
}

/// What was done with an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It was taken away.
    Removed,
    /// It was taken back.
    Restored,
    /// She answered a suggestion.
    Answered {
        /// The proposal's op.
        proposal: OpId,
        /// What she said.
        answer: Answer,
    },
    /// She took an answer back.
    Reopened {
        /// The proposal's op.
        proposal: OpId,
    },
    /// A newer app did something that this one cannot read.
    Unread,
}

//! Sync: what a device hands in and asks for, and what it gets.

use serde::{Deserialize, Serialize};

use super::BinderCard;
use crate::{BinderTab, Checkpoint, Op, OpId, PersonId, ReplicaId, Seq, SequencedOp, Timestamp};

/// One round of sync for one binder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncRequest {
    /// The protocol the device speaks; see `PROTOCOL`.
    pub protocol: u32,
    /// The device's copy.
    pub replica: ReplicaId,
    /// The last place of the log that the copy has; 0 for an empty copy.
    pub after: Seq,
    /// The consent generation the copy was made under; 0 for an empty copy.
    pub generation: u64,
    /// Changes that wait on the device, in order.
    #[serde(default)]
    pub ops: Vec<Op>,
    /// Tabs that were opened and read on a device since the last round, for the access log.
    #[serde(default)]
    pub opened: Vec<OpenedTab>,
}

/// A tab was opened on a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedTab {
    /// Which tab.
    pub tab: BinderTab,
    /// When, by the device's clock.
    pub at: Timestamp,
}

/// The answer to one round.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncResponse {
    /// Ops that are in the log now, also those that were there before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
    /// Ops that were not taken, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
    /// Tabs whose local copy the device must drop before it takes what follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reset: Vec<BinderTab>,
    /// Whole tabs, for a copy that is empty, reset or far behind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checkpoints: Vec<Checkpoint>,
    /// Other people's ops after `after`, and this device's own that it may not know are stored. An
    /// op that this very request brought is only in `accepted`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ops: Vec<SequencedOp>,
    /// How far each person's copy has come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// The copy has everything it may have up to here.
    pub cursor: Seq,
    /// The consent generation now.
    pub generation: u64,
    /// Which line the log is on: another number after the server was put back from an older copy. A copy
    /// that knows another one, or a place after `cursor`, offers its own ops again and fetches everything
    /// anew. 0, and left out, if that never happened.
    #[serde(default, skip_serializing_if = "is_first_line")]
    pub lineage: u64,
    /// There is more: ask again with the new cursor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// The binder, its people and what this reader may do: sent when the copy is empty or the
    /// generation is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binder: Option<BinderCard>,
}

/// Whether a server was never put back from an older copy.
#[must_use]
pub const fn is_first_line(lineage: &u64) -> bool {
    *lineage == 0
}

/// An op has its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted {
    /// The op.
    pub id: OpId,
    /// Its place.
    pub seq: Seq,
}

/// An op was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refused {
    /// The op.
    pub id: OpId,
    /// Why.
    pub code: RefusalCode,
    /// What the device does with it.
    pub class: RefusalClass,
}

/// Why an op was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// No live consent covers it.
    NotCovered,
    /// Only the owner does this.
    OwnerOnly,
    /// The author is not who the session belongs to.
    WrongAuthor,
    /// The meeting it names is not open.
    MeetingNotOpen,
    /// A text is too long.
    TooLong,
    /// The body is not one of its kind.
    BadValue,
    /// A kind that only the owner's devices may bring before it is understood.
    UnknownKind,
    /// An earlier op on the same entry in the same request was refused.
    AfterRefused,
    /// The server cannot store it now.
    TryAgain,
}

/// What a device does with a refused op.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalClass {
    /// Keeps its place in the queue.
    Retry,
    /// The person can put it right.
    Mend,
    /// Leaves the queue for "Kom inte fram".
    Final,
}

impl RefusalCode {
    /// What a device does with an op refused for this reason.
    #[must_use]
    pub const fn class(self) -> RefusalClass {
        match self {
            Self::TryAgain => RefusalClass::Retry,
            Self::TooLong => RefusalClass::Mend,
            _ => RefusalClass::Final,
        }
    }
}

/// How far a person's copy has come: "Framme hos Anna 12 maj 13.05".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reached {
    /// Who.
    pub person: PersonId,
    /// The last place of the log that her or his devices have.
    pub seq: Seq,
    /// When that was.
    pub at: Timestamp,
}

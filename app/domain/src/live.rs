//! What the live stream tells (server-sent events).
//!
//! It is read by hand: serde reads a tagged enum through a buffer of its own, and an op, whose body is
//! kept byte for byte, cannot come out of such a buffer.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::api::Reached;
use crate::{BinderId, Seq, SequencedOp};

/// What is told on the live stream.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum LiveEvent {
    /// One op that this reader may read and that follows directly on the one before.
    Op {
        /// The binder.
        binder: BinderId,
        /// The op.
        op: Box<SequencedOp>,
    },
    /// The log has moved: ask.
    Moved {
        /// The binder.
        binder: BinderId,
        /// Its head.
        seq: Seq,
    },
    /// What this reader may see has changed: ask.
    Changed {
        /// The binder.
        binder: BinderId,
    },
    /// Somebody's copy has come further: "Framme hos Anna". Nothing needs to be asked.
    Reached {
        /// The binder.
        binder: BinderId,
        /// Whose, how far, and when.
        reached: Reached,
    },
}

#[derive(Deserialize)]
struct Wire {
    event: String,
    binder: BinderId,
    #[serde(default)]
    op: Option<Box<SequencedOp>>,
    #[serde(default)]
    seq: Option<Seq>,
    #[serde(default)]
    reached: Option<Reached>,
}

impl<'de> Deserialize<'de> for LiveEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { event, binder, op, seq, reached } = Wire::deserialize(deserializer)?;
        match event.as_str() {
            "op" => op.map(|op| Self::Op { binder, op }).ok_or_else(|| de::Error::missing_field("op")),
            "moved" => seq.map(|seq| Self::Moved { binder, seq }).ok_or_else(|| de::Error::missing_field("seq")),
            "changed" => Ok(Self::Changed { binder }),
            "reached" => reached
                .map(|reached| Self::Reached { binder, reached })
                .ok_or_else(|| de::Error::missing_field("reached")),
            other => Err(de::Error::unknown_variant(other, &["op", "moved", "changed", "reached"])),
        }
    }
}

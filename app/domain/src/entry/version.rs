//! What a field holds: its versions, who wrote each, and which of them stand.

use serde::{Deserialize, Serialize};

use crate::{Author, Op, OpId, Provenance, Role, Seq, Timestamp, Value};

/// Where something in an entry came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stamp {
    /// The op that wrote it.
    pub op: OpId,
    /// Who wrote it.
    pub author: Author,
    /// How it came to be.
    pub provenance: Provenance,
    /// When, by the writer's clock.
    pub made_at: Timestamp,
    /// The op's place in the log; `None` while it waits on this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<Seq>,
}

/// One version of a field's content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    /// Who wrote it and when. For an accepted proposal: the acceptance, with the proposer as author.
    pub stamp: Stamp,
    /// The versions it was written over, without those that stand behind them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<OpId>,
    /// The content.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::value::FieldValue))]
    pub value: Value,
}

/// A field: the versions nobody has replaced, and those that somebody has.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Register {
    /// One: the value. Several: "Två versioner".
    pub current: Vec<Version>,
    /// Replaced versions in log order; history, so nothing written is lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<Version>,
}

impl Stamp {
    /// What an op says of itself, with its place in the log.
    pub(crate) const fn of(op: &Op, seq: Option<Seq>) -> Self {
        Self { op: op.id, author: op.author, provenance: op.provenance, made_at: op.made_at, seq }
    }
}

impl Register {
    /// Of the versions that a write names, those that no other of them was written over: what stood there
    /// for the writer, whether it stands there still or not. The latest are looked through first, because
    /// most writes name what was written last.
    pub(crate) fn written_over(&self, named: &[OpId]) -> Vec<OpId> {
        let mut found: Vec<&Version> = Vec::new();
        for version in self.current.iter().rev().chain(self.past.iter().rev()) {
            if found.len() == named.len() {
                break;
            }
            if named.contains(&version.stamp.op) {
                found.push(version);
            }
        }
        let behind = |op: &OpId| found.iter().any(|version| version.over.contains(op));
        found.iter().map(|version| version.stamp.op).filter(|op| !behind(op)).collect()
    }

    /// The version shown first: the owner's own, else the latest in the log.
    #[must_use]
    pub fn shown(&self) -> Option<&Version> {
        let own = self.current.iter().rev().find(|v| v.stamp.author.role == Role::Owner);
        own.or(self.current.last())
    }

    /// The ids of the versions on screen: what a write made now goes `over`.
    #[must_use]
    pub fn heads(&self) -> Vec<OpId> {
        self.current.iter().map(|version| version.stamp.op).collect()
    }

    /// Whether there are several versions that say different things.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.current.iter().skip(1).any(|version| Some(&version.value) != self.current.first().map(|v| &v.value))
    }
}

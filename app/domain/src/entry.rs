//! One entry of a tab as it stands after a fold.

mod answering;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fact::Fact;
pub use crate::proposal::Proposal;
use crate::{
    Answer, Author, EntryId, EntryKind, Field, Op, OpId, Policy, Provenance, Reference, Role, Seq, Timestamp,
    Value,
};

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

/// One value of an append field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Who added it and when.
    pub stamp: Stamp,
    /// The append field.
    pub field: Field,
    /// The value.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::value::FieldValue))]
    pub value: Value,
    /// A few words beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Whether an entry is there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Presence {
    /// It is.
    Present,
    /// So far only suggested by somebody; becomes present when the owner accepts.
    Suggested,
    /// Removed; can be taken back.
    Removed {
        /// Who removed it.
        by: Stamp,
    },
    /// Removed on one of the owner's devices, changed on another that had not seen it: both are kept
    /// and she chooses.
    Contested {
        /// The removal.
        by: Stamp,
    },
}

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

/// One thing in a tab.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// What sort of thing it is.
    pub kind: EntryKind,
    /// How it began.
    pub created: Stamp,
    /// The latest op that changed it.
    pub changed: Stamp,
    /// Whether it is there.
    pub presence: Presence,
    /// Its fields.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<Field, Register>,
    /// Values of its append fields, in log order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Suggested changes, in log order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
    /// What happened to a rating, a consent or a share, in log order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What was done with it beside its fields, in log order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// A newer app has changed it in a way this one cannot read: shown, not editable.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
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

impl Entry {
    /// Whether it is shown in lists: present, or contested and therefore still there.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self.presence, Presence::Present | Presence::Contested { .. })
    }

    /// Whether it was removed on one device and changed on another that had not seen it.
    #[must_use]
    pub const fn is_contested(&self) -> bool {
        matches!(self.presence, Presence::Contested { .. })
    }

    /// The value of a field that is shown first.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.fields.get(&field)?.shown().map(|version| &version.value)
    }

    /// A text field's words, or nothing.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match self.value(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// A choice field's answer.
    #[must_use]
    pub fn choice(&self, field: Field) -> Option<&str> {
        match self.value(field)? {
            Value::Choice(name) => Some(name),
            _ => None,
        }
    }

    /// A moment.
    #[must_use]
    pub fn instant(&self, field: Field) -> Option<Timestamp> {
        match self.value(field)? {
            Value::Instant(at) => Some(*at),
            _ => None,
        }
    }

    /// The entry this one belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<EntryId> {
        match self.value(Field::Parent)? {
            Value::Entry(id) => Some(*id),
            _ => None,
        }
    }

    /// One named person.
    #[must_use]
    pub fn person(&self, field: Field) -> Option<&Reference> {
        match self.value(field)? {
            Value::Person(person) => Some(person),
            _ => None,
        }
    }

    /// Several named people.
    #[must_use]
    pub fn people(&self, field: Field) -> &[Reference] {
        match self.value(field) {
            Some(Value::People(people)) => people,
            _ => &[],
        }
    }

    /// A tick; not ticked if nobody has said.
    #[must_use]
    pub fn flag(&self, field: Field) -> bool {
        matches!(self.value(field), Some(Value::Flag(true)))
    }

    /// Where it stands in a hand-ordered list; entries without a place come last.
    #[must_use]
    pub fn position(&self) -> &str {
        match self.text(Field::Position) {
            "" => "~",
            position => position,
        }
    }

    /// The ids of a field's versions on screen.
    #[must_use]
    pub fn heads(&self, field: Field) -> Vec<OpId> {
        self.fields.get(&field).map(Register::heads).unwrap_or_default()
    }

    /// Every version of every text on screen and every note: what a removal made now goes `over`.
    #[must_use]
    pub fn all_heads(&self) -> Vec<OpId> {
        let mut heads: Vec<OpId> = self.heads_by_field().into_values().flatten().collect();
        heads.sort_unstable();
        heads.dedup();
        heads
    }

    fn heads_by_field(&self) -> BTreeMap<Field, Vec<OpId>> {
        let texts = self.fields.iter().filter(|(field, _)| field.policy() == Policy::KeepAll);
        let mut heads: BTreeMap<Field, Vec<OpId>> =
            texts.map(|(field, register)| (*field, register.heads())).collect();
        for note in &self.notes {
            heads.entry(note.field).or_default().push(note.stamp.op);
        }
        heads
    }

    /// Fields with several versions that say different things.
    #[must_use]
    pub fn split_fields(&self) -> Vec<Field> {
        self.fields.iter().filter(|(_, register)| register.is_split()).map(|(field, _)| *field).collect()
    }

    /// Proposals that wait for the owner.
    pub fn open_proposals(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals.iter().filter(|proposal| proposal.is_open())
    }
}

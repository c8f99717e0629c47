//! One entry of a tab as it stands after a fold.

mod answering;
mod event;
mod reading;
mod version;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fact::Fact;
pub use crate::proposal::Proposal;
use crate::{EntryId, EntryKind, Field, OpId, Policy, Value};
pub use event::{Event, EventKind};
pub use version::{Register, Stamp, Version};

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
    /// It stands in her own room: for her alone, and opened on this device.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Some of what it says is for her alone or for named people, in a tab that meetings decide: no decision
    /// tells it to everybody who reads the tab.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub narrow: bool,
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

    /// Proposals that wait for the owner: first those that cannot wait for a meeting, then in the order they came.
    pub fn open_proposals(&self) -> impl Iterator<Item = &Proposal> {
        let open = |first: bool| move |proposal: &&Proposal| proposal.is_open() && proposal.comes_first() == first;
        self.proposals.iter().filter(open(true)).chain(self.proposals.iter().filter(open(false)))
    }

    /// Whether something is suggested here that cannot wait for the next meeting, and has no answer (R3).
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.proposals.iter().any(|proposal| proposal.is_open() && proposal.comes_first())
    }
}

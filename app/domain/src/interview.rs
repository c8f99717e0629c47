//! The talk with a related person alone (sv: närståendeintervju; R35, R101, R102), and whether the owner wants any
//! related people in this (R103).
//!
//! What a related person says is not the owner's to read unless the two of them and the coordinator agreed to it
//! beforehand: how much she wants to be told is a field of the contact. No notes of the talk are held here; they
//! belong to the organisation's own record. The pärm may hold that a talk was had, and what is told her of it. The
//! latter is refused, on the device and by the server, unless an agreement that tells something stands at that
//! point of the log. Nothing of it is in any copy that a related person is given: copies are made of other entries
//! (`share::snapshot_for`, `share::shared_contacts`).

use crate::{Body, Entry, EntryId, EntryKind, Field, Op, Role, TabState, Timestamp, Value};

/// How much she wants to be told of what a related person says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Telling {
    /// Nothing (sv: ingenting).
    Nothing,
    /// They decide later (sv: vi bestämmer sen). Until then nothing is told.
    Later,
    /// Only what touches the plan (sv: bara det som rör planen).
    Plan,
    /// In broad terms (sv: i stora drag).
    Outline,
    /// All that was said (sv: allt som sades).
    Everything,
}

impl Telling {
    /// All of them in the order they are asked, the most first and the two without an answer last.
    pub const ALL: [Self; 5] = [Self::Outline, Self::Everything, Self::Plan, Self::Nothing, Self::Later];

    /// Their wire names, in the same order.
    pub(crate) const NAMES: [&'static str; 5] = [
        Self::Outline.name(),
        Self::Everything.name(),
        Self::Plan.name(),
        Self::Nothing.name(),
        Self::Later.name(),
    ];

    /// The wire name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Later => "later",
            Self::Plan => "plan",
            Self::Outline => "outline",
            Self::Everything => "everything",
        }
    }

    /// Whether anything may be told under it.
    #[must_use]
    pub const fn tells(self) -> bool {
        !matches!(self, Self::Nothing | Self::Later)
    }
}

/// What is agreed about a contact. Where two answers meet that had not seen each other, the one that tells less
/// counts until she has chosen: a "nej" is never talked over by a yes that had not heard it.
#[must_use]
pub fn agreed(contact: &Entry) -> Option<Telling> {
    let standing = contact.fields.get(&Field::Telling)?.current.iter();
    let said = standing.filter_map(|version| match &version.value {
        Value::Choice(name) => Telling::ALL.into_iter().find(|telling| telling.name() == name),
        _ => None,
    });
    said.min()
}

/// Whether something of what this contact says may be told her.
#[must_use]
pub fn may_be_told(contacts: &TabState, contact: EntryId) -> bool {
    let entry =
        contacts.entries.get(&contact).filter(|entry| entry.kind == EntryKind::Contact && entry.is_shown());
    entry.and_then(agreed).is_some_and(Telling::tells)
}

/// Whether a coordinator's op tells her something of an interview, or would bring it back.
#[must_use]
pub fn tells_her(op: &Op, kind: EntryKind) -> bool {
    let writes = matches!(op.body, Body::Write(_) | Body::Propose(_) | Body::Append(_) | Body::Restore);
    op.author.role == Role::Coordinator && kind == EntryKind::Told && writes
}

/// Whether a coordinator's op says, without asking her, how much she is told.
pub(crate) fn agrees_for_her(op: &Op) -> bool {
    let says = matches!(&op.body, Body::Write(write) if write.fields.contains_key(&Field::Telling));
    op.author.role == Role::Coordinator && says
}

/// Everybody whom an op about an entry tells of: whom the entry is about so far, and whom the op says.
#[must_use]
pub fn about(op: &Op, existing: Option<&Entry>) -> Vec<EntryId> {
    let fields = match &op.body {
        Body::Write(write) => Some(&write.fields),
        Body::Propose(propose) => Some(&propose.fields),
        _ => None,
    };
    let named = fields.and_then(|fields| match fields.get(&Field::Parent)?.value {
        Value::Entry(id) => Some(id),
        _ => None,
    });
    named.into_iter().chain(existing.and_then(Entry::parent)).collect()
}

/// Whether she has agreed to be told of everybody whom an op tells of. Whoever tells of nobody tells of anybody.
#[must_use]
pub fn covers(contacts: &TabState, op: &Op) -> bool {
    let about = about(op, contacts.entries.get(&op.entry));
    !about.is_empty() && about.into_iter().all(|contact| may_be_told(contacts, contact))
}

/// The talks with one contact, the latest first.
#[must_use]
pub fn held(contacts: &TabState, contact: EntryId) -> Vec<&Entry> {
    let day = |entry: &Entry| entry.instant(Field::Starts).unwrap_or(entry.created.made_at);
    of(contacts, EntryKind::Interview, contact, day)
}

/// What is told her of talks with one contact, the latest first.
#[must_use]
pub fn told(contacts: &TabState, contact: EntryId) -> Vec<&Entry> {
    let mut told = of(contacts, EntryKind::Told, contact, |entry| entry.created.made_at);
    told.retain(|entry| !entry.text(Field::Text).trim().is_empty());
    told
}

fn of(contacts: &TabState, kind: EntryKind, contact: EntryId, day: impl Fn(&Entry) -> Timestamp) -> Vec<&Entry> {
    let all = contacts.entries.values().filter(|entry| entry.kind == kind && entry.is_shown());
    let mut about: Vec<&Entry> = all.filter(|entry| entry.parent() == Some(contact)).collect();
    crate::order::sort_by_key(&mut about, |entry| std::cmp::Reverse((day(entry), entry.id)));
    about
}

/// Whether she has said that she wants no related people in this just now (R103). Everything about them is then
/// left out of what she and others see; nothing is removed.
#[must_use]
pub fn leaves_out_related(contacts: &TabState) -> bool {
    let said = contacts.entries.get(&EntryId::NO_RELATED).filter(|entry| entry.is_shown());
    said.is_some_and(|entry| entry.kind == EntryKind::NoRelated && entry.flag(Field::Wanted))
}

//! What she removed from her own room is emptied after 90 days, as everywhere (design §2, "Removal"). Only her phones
//! know what it was, so one of them hands in which locked ops stand for it; the server empties their bodies at once.
//!
//! It says so in two ops. The first, which the server can read, is `empty` addressed to herself alone: its `over` names
//! locked ops, and its entry is its own. The second is locked, and tells her phones that the entry is gone for good: what
//! a phone without network writes there later begins it anew, as in the open log, and a place or a tick alone does not.
//! What stands is never emptied: how it came to say what it says is told of it, and every version of it is kept.

use crate::body::Remove;
use crate::entry::Presence;
use crate::redaction::can_come_back_until;
use crate::{
    Audience, Author, BinderTab, Body, EntryId, EntryKind, Op, OpId, Provenance, TabState, Timestamp, body::Redact,
};

use super::{InRoom, Sealed};

/// So many locked ops are emptied at a time, unless one entry has more.
const OPS_AT_A_TIME: usize = 500;

/// What is due: the locked ops, and the entries they stand for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Emptying {
    /// The ops whose bodies are to be emptied.
    pub ops: Vec<OpId>,
    /// The entries that are gone then.
    pub entries: Vec<(EntryId, EntryKind)>,
}

/// What of the room is due for emptying. `opened` is every locked op of a tab with what stands inside it, and `shown`
/// what they fold to. Nothing is, as long as something of it has yet to reach the log.
#[must_use]
pub fn emptying_due<'a>(
    shown: &TabState,
    opened: impl IntoIterator<Item = (&'a InRoom, &'a Op)> + Clone,
    now: Timestamp,
) -> Emptying {
    let mut due = Emptying::default();
    if opened.clone().into_iter().any(|(item, _)| item.seq.is_none()) {
        return due;
    }
    for entry in shown.entries.values().filter(|entry| entry.private) {
        let is_over = matches!(&entry.presence, Presence::Removed { by } if can_come_back_until(by) <= now);
        if !is_over || due.ops.len() >= OPS_AT_A_TIME {
            continue;
        }
        let of_entry = opened.clone().into_iter().filter(|(_, op)| op.entry == entry.id);
        due.ops.extend(of_entry.map(|(item, _)| item.op.id));
        due.entries.push((entry.id, entry.kind));
    }
    due
}

/// The locked ops that an op empties, if it does.
#[must_use]
pub fn emptied_by(op: &Op) -> Option<&[OpId]> {
    match &op.body {
        Body::Empty(Remove { over }) if op.audience == Audience::Private => Some(over),
        _ => None,
    }
}

/// A locked op with nothing left in it; nothing if it is none of hers.
#[must_use]
pub fn without_words(op: &Op) -> Option<Op> {
    let sealed = Sealed { key: String::new(), nonce: String::new(), sealed: String::new() };
    matches!(op.body, Body::Room(_)).then(|| Op { body: Body::Room(sealed), audience: op.audience.clone(), ..*op })
}

/// What stands in place of an op that has emptied others: it tells a phone that comes later to take the tab whole.
#[must_use]
pub fn telling_emptied(op: &Op, server: Author) -> Op {
    Op {
        author: server,
        provenance: Provenance::Own,
        act: None,
        body: Body::Redact(Redact { entry_kind: kind_in(op.tab) }),
        audience: Audience::Private,
        ..*op
    }
}

/// An entry of its own needs a kind; which one says nothing.
const fn kind_in(tab: BinderTab) -> EntryKind {
    match tab {
        BinderTab::WarningPlan => EntryKind::Sign,
        BinderTab::Plan => EntryKind::Goal,
        _ => EntryKind::Contact,
    }
}

impl Sealed {
    /// Whether it was emptied.
    #[must_use]
    pub const fn is_emptied(&self) -> bool {
        self.sealed.is_empty()
    }
}

impl TabState {
    /// Locked ops are emptied; `id` is the entry of the op that says so.
    pub(crate) fn empty_in_room(&mut self, id: EntryId, over: &[OpId]) {
        self.room.retain(|item| !over.contains(&item.op.id));
        if !self.entries.contains_key(&id) {
            self.redacted.insert(id, kind_in(self.tab));
        }
    }

    /// An entry of the room is gone for good. What was written there unseen stands.
    pub(super) fn note_emptied(&mut self, id: EntryId, kind: EntryKind) {
        if kind.tab() == self.tab && !self.entries.contains_key(&id) {
            self.redacted.insert(id, kind);
        }
    }
}

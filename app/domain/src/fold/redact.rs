//! What was removed 90 days ago is gone for good (design §2, "Removal"), and what she emptied is so at once. Words
//! that had not seen that are not lost with it.

use crate::body::Write;
use crate::entry::{Presence, Proposal, Stamp};
use crate::{EntryId, EntryKind, OpId, Role, TabState};

impl TabState {
    /// Whether an entry's words are gone for good, and nobody has written in it since.
    pub(crate) fn is_gone(&self, id: EntryId) -> bool {
        self.redacted.contains_key(&id) && !self.entries.contains_key(&id)
    }

    /// Nothing of the entry is left but its id and what it was, in no decided version either.
    pub(super) fn redact(&mut self, id: EntryId, kind: EntryKind) {
        self.entries.remove(&id);
        self.deferred.retain(|op| op.entry != id);
        for version in &mut self.decisions {
            version.changed.remove(&id);
            version.gone.remove(&id);
        }
        self.redacted.insert(id, kind);
    }

    /// She took it away for good: nothing is left, unless something was written that she had not seen.
    pub(super) fn empty_out(&mut self, id: EntryId, over: &[OpId], stamp: Stamp) {
        self.remove(id, over, stamp);
        let gone = self.entries.get(&id).filter(|entry| matches!(entry.presence, Presence::Removed { .. }));
        if let Some(kind) = gone.map(|entry| entry.kind) {
            self.redact(id, kind);
        }
    }

    /// Her late words begin the entry anew, somebody else's wait for her, and a place or a tick alone brings
    /// nothing back.
    pub(super) fn write_where_it_was(&mut self, id: EntryId, write: &Write, writes_text: bool, stamp: Stamp) {
        if !writes_text {
            return;
        }
        if stamp.author.role == Role::Owner {
            let entry = self.entry(id, write.entry_kind, Presence::Present, &stamp);
            super::writing::set_all(entry, write, &stamp);
        } else {
            let entry = self.entry(id, write.entry_kind, Presence::Suggested, &stamp);
            entry.proposals.push(Proposal::new(stamp, &write.fields, false));
        }
    }

    /// A late note says nothing of what it is about, so that is remembered.
    pub(super) fn begin_anew_for_note(&mut self, id: EntryId, stamp: &Stamp) {
        if let Some(kind) = self.redacted.get(&id).copied().filter(|_| self.is_gone(id)) {
            self.entry(id, kind, Presence::Present, stamp);
        }
    }
}

//! A folded tab as lists show it.

use super::TabState;
use crate::entry::{Entry, Presence};
use crate::{EntryKind, position};

impl TabState {
    /// The shown entries of one kind, in the order made by hand.
    #[must_use]
    pub fn listed(&self, kind: EntryKind) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> =
            self.entries.values().filter(|entry| entry.kind == kind && entry.is_shown()).collect();
        crate::order::sort_by(&mut entries, |a, b| (a.position(), a.id).cmp(&(b.position(), b.id)));
        entries
    }

    /// Entries that somebody suggests but that the owner has not taken.
    #[must_use]
    pub fn suggested(&self, kind: EntryKind) -> Vec<&Entry> {
        let waits = |entry: &&Entry| {
            entry.kind == kind && entry.presence == Presence::Suggested && entry.open_proposals().next().is_some()
        };
        self.entries.values().filter(waits).collect()
    }

    /// The position for a new line at the end of a list.
    #[must_use]
    pub fn end_position(&self, kind: EntryKind) -> String {
        let last = self.listed(kind).last().map(|entry| entry.position().to_owned());
        position::between(last.as_deref().filter(|p| position::is_valid(p)), None)
    }
}

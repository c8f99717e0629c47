//! The changes of one entry, gathered by the op that made them.

use std::collections::BTreeMap;

use super::written::written;
use super::{Change, Told};
use crate::entry::{EventKind, Proposal, Stamp};
use crate::fact::FactKind;
use crate::{Entry, EntryKind, OpId};

/// The changes of one entry, in no order.
pub(super) fn of(entry: &Entry) -> Vec<Change> {
    let mut changes = Changes { entry, by_op: BTreeMap::new() };
    // The order in which one change tells what it did. A beginning that this copy holds nothing of is not told.
    if begins_here(entry) {
        changes.tell(&entry.created, Told::Began);
    }
    for event in &entry.events {
        changes.tell(&event.stamp, told(entry, event.what));
    }
    for proposal in &entry.proposals {
        let fields = proposal.fields.iter().filter(|(field, _)| !field.is_place());
        let fields = fields.map(|(field, value)| (*field, value.clone())).collect();
        changes
            .tell(&proposal.stamp, Told::Suggested { fields, remove: proposal.remove, urgent: proposal.urgent });
    }
    for (field, register) in entry.fields.iter().filter(|(field, _)| !field.is_place()) {
        for (stamp, told) in written(*field, register) {
            changes.tell(&stamp, told);
        }
    }
    for note in &entry.notes {
        let (field, value, note_words) = (note.field, note.value.clone(), note.note.clone());
        changes.tell(&note.stamp, Told::Added { field, value, note: note_words });
    }
    changes.begin_with_what_was_told();
    changes.by_op.into_values().collect()
}

/// Whether anything that the first op wrote is held here.
fn begins_here(entry: &Entry) -> bool {
    let first = entry.created.op;
    let versions = entry.fields.values().flat_map(|register| register.past.iter().chain(&register.current));
    // A rating that others are shown is a copy, made when it was shown.
    let facts =
        entry.facts.iter().filter(|fact| matches!(fact.what, FactKind::Rated(_))).map(|fact| fact.stamp.op);
    versions.map(|version| version.stamp.op).chain(facts).any(|op| op == first)
}

struct Changes<'a> {
    entry: &'a Entry,
    by_op: BTreeMap<OpId, Change>,
}

impl Changes<'_> {
    fn tell(&mut self, stamp: &Stamp, told: Told) {
        let Entry { id, kind, .. } = *self.entry;
        // The first to tell of an op says who did it: for an accepted suggestion that is her answer, and
        // not the version, whose author is whoever suggested it.
        let new = || Change { stamp: stamp.clone(), entry: id, kind, told: Vec::new() };
        let change = self.by_op.entry(stamp.op).or_insert_with(new);
        // A suggestion that began the entry says so by itself.
        if matches!(told, Told::Suggested { .. }) {
            change.told.retain(|told| *told != Told::Began);
        }
        change.told.push(told);
    }

    /// The first words may have been only on the way to those that are told: the entry began with these.
    fn begin_with_what_was_told(&mut self) {
        let (first, is_rating) = (self.entry.created.op, self.entry.kind == EntryKind::Rating);
        let alone = |change: &Change| change.told == [Told::Began] && !is_rating;
        if !self.by_op.get(&first).is_some_and(alone) {
            return;
        }
        self.by_op.remove(&first);
        let earliest = self
            .by_op
            .values_mut()
            .min_by_key(|change| (change.stamp.seq.is_none(), change.stamp.seq, change.stamp.made_at));
        if let Some(change) = earliest {
            change.told.insert(0, Told::Began);
        }
    }
}

fn told(entry: &Entry, what: EventKind) -> Told {
    let by = |op: OpId| {
        let suggested = |proposal: &&Proposal| proposal.stamp.op == op;
        entry.proposals.iter().find(suggested).map(|proposal| proposal.stamp.author)
    };
    match what {
        EventKind::Removed => Told::Removed,
        EventKind::Restored => Told::Restored,
        EventKind::Unread => Told::Unread,
        EventKind::Answered { proposal, answer } => Told::Answered { by: by(proposal), answer },
        EventKind::Reopened { proposal } => Told::Reopened { by: by(proposal) },
    }
}

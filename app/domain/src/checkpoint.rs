//! A tab as it stands, for a replica that starts from nothing or is far behind.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::entry::{Presence, Proposal, Register, Stamp};
use crate::{Answer, Audience, Body, Entry, Op, OpId, PersonId, Seq, SequencedOp, TabState, fold};

/// A folded tab. It replaces everything the replica had of the tab up to its head.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkpoint {
    /// Which fold made it; see [`crate::FOLD_VERSION`].
    pub fold_version: u32,
    /// The tab.
    pub state: TabState,
}

impl TabState {
    /// What a new reader gets: current state, and nothing that was removed, replaced or declined before
    /// she or he came, which is `since` that place of the log. Of what was written and replaced after that,
    /// the history is there. The current values fold on exactly as they do for everybody else.
    #[must_use]
    pub fn for_new_reader(mut self, since: Seq) -> Self {
        let heard = |stamp: &Stamp| stamp.seq.is_some_and(|seq| seq >= since);
        let removed = |entry: &Entry| matches!(entry.presence, Presence::Removed { .. });
        self.deferred.retain(|op| !self.entries.get(&op.entry).is_some_and(removed));
        self.entries.retain(|_, entry| !removed(entry));
        // Such a reader is served none of it in the first place.
        self.room.clear();
        for entry in self.entries.values_mut() {
            for register in entry.fields.values_mut() {
                let Register { current, past } = register;
                past.retain(|version| heard(&version.stamp));
                let known: Vec<OpId> = current.iter().chain(&*past).map(|version| version.stamp.op).collect();
                for version in current.iter_mut().chain(past) {
                    version.over.retain(|op| known.contains(op));
                }
            }
            entry.proposals.retain(|proposal| proposal.is_open() || heard(&proposal.stamp));
            entry.events.retain(|event| heard(&event.stamp));
        }
        self
    }

    /// Whether folding this op next would bring back something that a new reader was never given: a
    /// removed entry, or a proposal the owner had said no to.
    #[must_use]
    pub fn brings_back(&self, op: &Op) -> bool {
        let Some(entry) = self.entries.get(&op.entry) else { return false };
        let removed = matches!(entry.presence, Presence::Removed { .. });
        match &op.body {
            Body::Remove(_) => false,
            // The words that come back were replaced, or the proposal answered, before she or he came.
            Body::Reopen(reopen) if !removed => {
                entry.proposals.iter().any(|p| p.stamp.op == reopen.proposal && p.said == Some(reopen.answer))
            }
            Body::Answer(answer) if !removed => {
                let about = |proposal: &&Proposal| proposal.stamp.op == answer.proposal;
                entry.proposals.iter().find(about).is_some_and(|p| p.answer == Some(Answer::Decline))
            }
            _ => removed,
        }
    }
}

/// Whether an op would bring something back for any reader but the owner, whoever that may be. Such a
/// reader cannot fold on from what she was given, so the server begins a new consent generation with the
/// op, and everybody but the owner starts again from a checkpoint.
///
/// An entry depends on its own ops and the decisions of its tab: `log` needs to hold no others. A decision may
/// leave proposals anywhere in the tab, and meetings are few: everybody else starts again. Readers differ by what is
/// addressed to them, so the question is put once for each person named and once for all the rest.
#[must_use]
pub fn brings_back_for_anybody(log: &[SequencedOp], op: &Op) -> bool {
    if matches!(op.body, Body::Decision(_)) {
        return true;
    }
    let mut readers: BTreeSet<Option<PersonId>> = BTreeSet::from([None]);
    for audience in log.iter().map(|known| &known.op.audience).chain([&op.audience]) {
        if let Audience::People { people } = audience {
            readers.extend(people.iter().copied().map(Some));
        }
    }
    readers.into_iter().any(|reader| {
        let is_for = |op: &Op| match &op.audience {
            Audience::Tab => true,
            Audience::Private => false,
            Audience::People { people } => reader.is_some_and(|reader| people.contains(&reader)),
        };
        is_for(op) && fold(op.tab, log.iter().filter(|known| is_for(&known.op))).brings_back(op)
    })
}

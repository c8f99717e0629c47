//! How an entry came to say what it says (sv: så har det ändrats): who wrote what and when, what stood there
//! before, what was removed, taken back, suggested and answered.
//!
//! It is read from the folded entry, which holds every version of every text, so it works without network
//! and shows nobody more than that reader's own copy holds. A rating's marks are never in it (R74): they
//! cannot change, and its own page says when they may be seen.

mod telling;
mod written;

use crate::entry::Stamp;
use crate::{Answer, Author, Entry, EntryId, EntryKind, Field, OpId, Seq, TabState, Timestamp, Value};
use telling::of;

/// What one op changed in an entry, or in a line that stands on its page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Who and when. After a yes to a suggestion: the owner, at her yes.
    pub stamp: Stamp,
    /// The entry: the one that was asked about, or one of its lines.
    pub entry: EntryId,
    /// What sort of entry.
    pub kind: EntryKind,
    /// What was done, in the order to tell it.
    pub told: Vec<Told>,
}

/// One thing that a change did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// The entry began.
    Began,
    /// A newer app did something that this one cannot read.
    Unread,
    /// It was taken away.
    Removed,
    /// It was taken back.
    Restored,
    /// Somebody suggested something; with no fields and no removal: that it be taken back.
    Suggested {
        /// The suggested values.
        fields: Vec<(Field, Value)>,
        /// Suggests a removal.
        remove: bool,
        /// It was said to be urgent.
        urgent: bool,
    },
    /// The owner answered a suggestion of this person.
    Answered {
        /// Who had suggested it, if that is known here.
        by: Option<Author>,
        /// What she said.
        answer: Answer,
    },
    /// She took an answer back.
    Reopened {
        /// Who had suggested it, if that is known here.
        by: Option<Author>,
    },
    /// A field was written.
    Wrote {
        /// Which.
        field: Field,
        /// What stood there for the writer: several after two versions, none where there was nothing or
        /// where this copy does not hold it.
        before: Vec<Value>,
        /// What was written.
        after: Value,
        /// Nobody has replaced it.
        stands: bool,
    },
    /// Something was added that is never replaced, for instance an evaluation.
    Added {
        /// Which field.
        field: Field,
        /// The value.
        value: Value,
        /// A few words beside it.
        note: String,
    },
}

impl TabState {
    /// How an entry and the lines on its page have changed, the latest first.
    #[must_use]
    pub fn history_of(&self, id: EntryId) -> Vec<Change> {
        self.history(|entry| entry.id == id || (entry.kind == EntryKind::SignAction && belongs_to(entry, id)))
    }

    /// How all entries of one kind have changed, the latest first: of a list whose lines have no page.
    #[must_use]
    pub fn history_of_all(&self, kind: EntryKind) -> Vec<Change> {
        self.history(|entry| entry.kind == kind)
    }

    fn history(&self, is_about: impl Fn(&Entry) -> bool) -> Vec<Change> {
        // Sentences of consent and shares say on their own page what happened to them.
        let tells = |entry: &&Entry| {
            !matches!(entry.kind, EntryKind::Consent | EntryKind::Share | EntryKind::OwnTab | EntryKind::Photo)
                && is_about(entry)
        };
        let mut changes: Vec<Change> = self.entries.values().filter(tells).flat_map(of).collect();
        // What waits on this device is newer than anything in the log.
        let place = |change: &Change| -> (bool, Option<Seq>, Timestamp, OpId) {
            let Stamp { seq, made_at, op, .. } = change.stamp;
            (seq.is_none(), seq, made_at, op)
        };
        crate::order::sort_by_key(&mut changes, |change| std::cmp::Reverse(place(change)));
        changes
    }
}

/// Whether a line stands on the page of this entry, or was suggested for it.
fn belongs_to(line: &Entry, id: EntryId) -> bool {
    let parent = Value::Entry(id);
    line.value(Field::Parent) == Some(&parent)
        || line.proposals.iter().any(|proposal| proposal.fields.get(&Field::Parent) == Some(&parent))
}

//! How an entry came to say what it says (sv: så har det ändrats): who wrote what and when, what stood there
//! before, what was removed, taken back, suggested and answered.
//!
//! It is read from the folded entry, which holds every version of every text, so it works without network
//! and shows nobody more than that reader's own copy holds. A rating's marks are never in it (R74): they
//! cannot change, and its own page says when they may be seen.

use std::collections::BTreeMap;

use crate::entry::{EventKind, Proposal, Register, Stamp, Version};
use crate::fact::FactKind;
use crate::{Answer, Author, Entry, EntryId, EntryKind, Field, OpId, Policy, Seq, TabState, Timestamp, Value};

/// Words that the same person writes on with sooner than this are one piece of writing, in milliseconds:
/// a field saves itself in the middle of a sentence.
const ON_THE_WAY: i64 = 120_000;

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
        let tells =
            |entry: &&Entry| !matches!(entry.kind, EntryKind::Consent | EntryKind::Share) && is_about(entry);
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

/// The changes of one entry, in no order.
fn of(entry: &Entry) -> Vec<Change> {
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
        changes.tell(&proposal.stamp, Told::Suggested { fields, remove: proposal.remove });
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

/// What was written in one field, without what was only on the way.
fn written(field: Field, register: &Register) -> Vec<(Stamp, Told)> {
    let versions = || register.past.iter().chain(&register.current);
    let by_op: BTreeMap<OpId, &Version> = versions().map(|version| (version.stamp.op, version)).collect();
    let next = followers(register);
    let passing = |version: &Version| is_on_the_way(field, version, &by_op, &next);
    let mut all = Vec::new();
    for version in versions().filter(|version| !passing(version)) {
        let mut before: Vec<&Version> = found(version, &by_op).collect();
        // What was only on the way is not what stood there before.
        while let [one] = before.as_slice()
            && passing(one)
        {
            before = found(one, &by_op).collect();
        }
        let before: Vec<Value> =
            before.into_iter().map(|one| one.value.clone()).filter(|v| !is_nothing(v)).collect();
        let after = version.value.clone();
        let says_nothing = (before.is_empty() && is_nothing(&after)) || before == [after.clone()];
        let stands = register.current.iter().any(|current| current.stamp.op == version.stamp.op);
        // Where it stands beside another version it says something, whatever was there before.
        if !says_nothing || (stands && register.is_split()) {
            all.push((version.stamp.clone(), Told::Wrote { field, before, after, stands }));
        }
    }
    all
}

/// Which versions were written over each.
fn followers(register: &Register) -> BTreeMap<OpId, Vec<&Version>> {
    let mut next: BTreeMap<OpId, Vec<&Version>> = BTreeMap::new();
    for version in register.past.iter().chain(&register.current) {
        for op in &version.over {
            next.entry(*op).or_default().push(version);
        }
    }
    next
}

fn found<'a>(version: &Version, by_op: &BTreeMap<OpId, &'a Version>) -> impl Iterator<Item = &'a Version> {
    version.over.iter().filter_map(|op| by_op.get(op).copied())
}

/// Whether the writer went straight on from these words, and all of them stand in what was written next, or
/// stood in what was there before. A tick or a choice says something each time.
fn is_on_the_way(
    field: Field,
    version: &Version,
    by_op: &BTreeMap<OpId, &Version>,
    next: &BTreeMap<OpId, Vec<&Version>>,
) -> bool {
    let Some([after]) = next.get(&version.stamp.op).map(Vec::as_slice) else { return false };
    if field.policy() != Policy::KeepAll || after.over.len() != 1 || !goes_on(version, after) {
        return false;
    }
    let Value::Text(words) = &version.value else { return false };
    if matches!(&after.value, Value::Text(more) if stands_in(words, more)) {
        return true;
    }
    let mut before = found(version, by_op);
    // Never the other way round where both say the same: one of them has to be told.
    let longer = |one: &Version| matches!(&one.value, Value::Text(more) if more.len() > words.len() && stands_in(words, more));
    before.next().is_some_and(longer) && before.next().is_none()
}

fn goes_on(version: &Version, after: &Version) -> bool {
    let took = after.stamp.made_at.as_millis().saturating_sub(version.stamp.made_at.as_millis());
    version.stamp.author == after.stamp.author && (0..=ON_THE_WAY).contains(&took)
}

/// Whether a text is another one with a piece put in somewhere, or the same.
fn stands_in(words: &str, more: &str) -> bool {
    let same = |(a, b): &(char, char)| a == b;
    let start = words.chars().zip(more.chars()).take_while(same).count();
    let end = words.chars().rev().zip(more.chars().rev()).take_while(same).count();
    let n = words.chars().count();
    n <= more.chars().count() && start + end >= n
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::Person(person) => person.name.trim().is_empty() && person.phone.is_none() && person.entry.is_none(),
        Value::People(people) => people.is_empty(),
        _ => false,
    }
}

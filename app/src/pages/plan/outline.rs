//! The plan as it is read: what she wants with its parts and who does what, her wishes apart, and what
//! has lost its goal. Computed in one pass, so that a long plan stays quick, and without a view, so that
//! it can be tested.

use domain::entry::{Presence, Stamp};
use domain::{Entry, EntryId, EntryKind, Field, TabState, Timestamp, Value};

use super::plan_words as words;

/// How far a chain of parents is followed; two phones could in theory make a ring of it.
const DEPTH_MAX: usize = 16;

/// One line of who does what.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Step {
    pub(crate) id: EntryId,
    pub(crate) what: String,
    pub(crate) who_when: String,
    pub(crate) authority: Option<String>,
    /// An icon and the latest evaluation in words.
    pub(crate) mark: Option<(&'static str, String)>,
    pub(crate) notice: Option<&'static str>,
}

/// A sub-goal.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Part {
    pub(crate) id: EntryId,
    pub(crate) title: String,
    pub(crate) notice: Option<&'static str>,
    pub(crate) steps: Vec<Step>,
}

/// A goal that she wants.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Branch {
    pub(crate) goal: Part,
    pub(crate) parts: Vec<Part>,
}

/// A goal without "Det här vill jag" (R64).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Wish {
    pub(crate) id: EntryId,
    pub(crate) title: String,
    pub(crate) notice: Option<&'static str>,
}

/// The whole plan.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Outline {
    pub(crate) branches: Vec<Branch>,
    pub(crate) wishes: Vec<Wish>,
    pub(crate) loose: Vec<Step>,
}

/// How the plan is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    /// The time.
    pub(crate) now: Timestamp,
    /// The owner's first name, if somebody else reads.
    pub(crate) owner: Option<&'a str>,
    /// A meeting is open: what lacks a person or a time is pointed out (R62).
    pub(crate) at_meeting: bool,
}

/// A goal's own parts, or activities, in the order made by hand; those that went with a removed parent
/// are not among them.
pub(crate) fn children(tab: &TabState, kind: EntryKind, parent: EntryId) -> Vec<&Entry> {
    let mut listed = tab.listed(kind);
    listed.retain(|entry| entry.parent() == Some(parent));
    listed
}

fn shown_parent<'a>(tab: &'a TabState, entry: &Entry) -> Option<&'a Entry> {
    tab.entries.get(&entry.parent()?).filter(|parent| parent.kind == EntryKind::Goal && parent.is_shown())
}

/// Whether the owner wants a goal. A sub-goal that nobody has asked about follows its goal.
pub(crate) fn is_wanted(tab: &TabState, goal: &Entry) -> bool {
    let mut at = Some(goal);
    for _ in 0..DEPTH_MAX {
        match at.map(|entry| (entry.value(Field::Wanted), entry)) {
            Some((Some(Value::Flag(wanted)), _)) => return *wanted,
            Some((_, entry)) => at = shown_parent(tab, entry),
            None => return false,
        }
    }
    false
}

/// The goal at the top of the branch that a wanted goal belongs to.
fn top(tab: &TabState, goal: &Entry) -> EntryId {
    let mut at = goal;
    for _ in 0..DEPTH_MAX {
        match shown_parent(tab, at).filter(|parent| is_wanted(tab, parent)) {
            Some(parent) => at = parent,
            None => return at.id,
        }
    }
    goal.id
}

/// Whether something was taken away together with what it belonged to: its parent was removed after the
/// last word about it. A word that came later, or that nobody had seen, keeps it in view.
fn is_gone_with_parent(tab: &TabState, entry: &Entry) -> bool {
    let mut at = entry;
    for _ in 0..DEPTH_MAX {
        let Some(parent) = at.parent().and_then(|parent| tab.entries.get(&parent)) else { return false };
        if let Presence::Removed { by } = &parent.presence {
            return !is_later(&entry.changed, by);
        }
        at = parent;
    }
    false
}

fn is_later(one: &Stamp, other: &Stamp) -> bool {
    match (one.seq, other.seq) {
        (Some(one), Some(other)) => one > other,
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => one.made_at > other.made_at,
    }
}

impl Outline {
    /// The plan of a tab.
    pub(crate) fn of(tab: &TabState, reading: Reading<'_>) -> Self {
        let mut goals = tab.listed(EntryKind::Goal);
        let mut activities = tab.listed(EntryKind::Activity);
        goals.retain(|entry| !is_gone_with_parent(tab, entry));
        activities.retain(|entry| !is_gone_with_parent(tab, entry));
        let step = |entry: &&Entry| Step::of(entry, reading);
        let part = |goal: &Entry| Part {
            id: goal.id,
            title: words::title(goal),
            notice: words::notice(goal),
            steps: activities.iter().filter(|entry| entry.parent() == Some(goal.id)).map(step).collect(),
        };
        let (wanted, wishes): (Vec<&Entry>, Vec<&Entry>) = goals.iter().copied().partition(|goal| is_wanted(tab, goal));
        let tops: Vec<(EntryId, &Entry)> = wanted.into_iter().map(|goal| (top(tab, goal), goal)).collect();
        let branches = tops.iter().filter(|(top, goal)| *top == goal.id).map(|(top, goal)| Branch {
            goal: part(goal),
            parts: tops.iter().filter(|(of, other)| of == top && other.id != *top).map(|(_, other)| part(other)).collect(),
        });
        let branches = branches.collect();
        let wishes = wishes.into_iter().map(|goal| Wish {
            id: goal.id,
            title: words::title(goal),
            notice: words::notice(goal),
        });
        let wishes = wishes.collect();
        let loose = activities.iter().filter(|entry| shown_parent(tab, entry).is_none()).map(step).collect();
        Self { branches, wishes, loose }
    }

    /// Every line of who does what in the goals she wants, and those without a goal.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        let parts = self.branches.iter().flat_map(|branch| std::iter::once(&branch.goal).chain(&branch.parts));
        parts.flat_map(|part| &part.steps).chain(&self.loose)
    }

    /// Whether there is nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.branches.is_empty() && self.wishes.is_empty() && self.loose.is_empty()
    }
}

impl Step {
    /// An activity in words.
    pub(crate) fn of(entry: &Entry, reading: Reading<'_>) -> Self {
        let lacks = reading.at_meeting && words::lacks_who_or_when(entry);
        Self {
            id: entry.id,
            what: words::title(entry),
            who_when: words::who_and_when(entry),
            authority: words::authority(entry, reading.owner),
            mark: words::evaluation(entry, reading.now),
            notice: words::notice(entry).or(lacks.then_some(say!(plan.lacks))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::body::{FieldWrite, Remove, Write};
    use domain::{Audience, Author, BinderTab, Body, Op, OpId, PersonId, Provenance, Role, SequencedOp};
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> EntryId {
        EntryId::from_uuid(Uuid::from_u128(n))
    }

    struct Log(TabState);

    impl Log {
        fn new() -> Self {
            Self(TabState::empty(BinderTab::Plan))
        }

        fn op(mut self, entry: EntryId, body: Body) -> Self {
            let seq = self.0.head + 1;
            let op = Op {
                id: OpId::from_uuid(Uuid::from_u128(u128::from(seq))),
                tab: BinderTab::Plan,
                entry,
                audience: Audience::Tab,
                author: Author { person: PersonId::from_uuid(Uuid::nil()), role: Role::Owner },
                provenance: Provenance::Own,
                made_at: Timestamp::default(),
                act: None,
                body,
            };
            self.0.apply(&SequencedOp { seq, received_at: Timestamp::default(), op });
            self
        }

        fn writes(self, n: u128, entry_kind: EntryKind, fields: &[(Field, Value)]) -> Self {
            let fields: BTreeMap<_, _> = fields
                .iter()
                .map(|(field, value)| (*field, FieldWrite { over: Vec::new(), value: value.clone() }))
                .collect();
            self.op(id(n), Body::Write(Write { entry_kind, fields }))
        }

        fn goal(self, n: u128, text: &str, rest: &[(Field, Value)]) -> Self {
            let all = [&[(Field::Text, Value::text(text))], rest].concat();
            self.writes(n, EntryKind::Goal, &all)
        }

        fn activity(self, n: u128, text: &str, parent: u128) -> Self {
            let fields = [(Field::Text, Value::text(text)), (Field::Parent, Value::Entry(id(parent)))];
            self.writes(n, EntryKind::Activity, &fields)
        }

        fn removed(self, n: u128) -> Self {
            let over = self.0.entries[&id(n)].all_heads();
            self.op(id(n), Body::Remove(Remove { over }))
        }

        fn outline(&self) -> Outline {
            Outline::of(&self.0, Reading { now: Timestamp::default(), owner: None, at_meeting: false })
        }
    }

    const WANTED: (Field, Value) = (Field::Wanted, Value::Flag(true));
    const UNWANTED: (Field, Value) = (Field::Wanted, Value::Flag(false));

    fn under(parent: u128) -> (Field, Value) {
        (Field::Parent, Value::Entry(id(parent)))
    }

    #[test]
    fn a_goal_is_a_wish_until_she_says_that_she_wants_it() {
        let log = Log::new().goal(1, "Klara min vardag", &[]);
        assert_eq!(log.outline().wishes[0].title, "Klara min vardag");
        assert!(log.outline().branches.is_empty());
        let log = log.goal(1, "Klara min vardag", &[WANTED]);
        assert_eq!(log.outline().branches[0].goal.id, id(1));
        assert!(log.outline().wishes.is_empty());
    }

    #[test]
    fn a_sub_goal_follows_its_goal_until_somebody_says_otherwise() {
        let log = Log::new().goal(1, "Vardag", &[WANTED]).goal(2, "Laga mat", &[under(1)]).activity(3, "Handla", 2);
        let outline = log.outline();
        assert_eq!(outline.branches[0].parts[0].steps[0].what, "Handla");
        let log = log.goal(2, "Laga mat", &[UNWANTED]);
        assert_eq!(log.outline().wishes[0].id, id(2));
    }

    #[test]
    fn what_a_removed_goal_held_goes_with_it_but_a_later_word_is_seen() {
        let log = Log::new().goal(1, "Vardag", &[WANTED]).goal(2, "Laga mat", &[under(1), WANTED]).activity(3, "Handla", 1);
        let log = log.removed(1);
        assert!(log.outline().is_empty());
        let log = log.goal(2, "Laga mat själv", &[]);
        assert_eq!(log.outline().branches[0].goal.id, id(2));
        let log = log.activity(3, "Handla", 1);
        assert_eq!(log.outline().loose[0].id, id(3));
    }

    #[test]
    fn goals_that_are_each_others_parents_are_still_seen() {
        let log = Log::new().goal(1, "Ett", &[under(2), WANTED]).goal(2, "Två", &[under(1), WANTED]);
        let seen = log.outline();
        assert_eq!(seen.branches.len() + seen.wishes.len(), 2);
    }
}

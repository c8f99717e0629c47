//! The plan as it is read: what she wants with its parts and who does what, her wishes apart, and what
//! has lost its goal. Computed in one pass, so that a long plan stays quick, and without a view, so that
//! it can be tested.

use domain::plan::{is_gone_with_parent, is_wanted, lacks_who_or_when, shown_parent, top};
use domain::{Entry, EntryId, EntryKind, TabState, Timestamp};

use super::plan_words as words;

/// One line of who does what.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Step {
    pub(crate) id: EntryId,
    pub(crate) what: String,
    pub(crate) who_when: String,
    pub(crate) authority: Option<String>,
    /// It is for her alone, and what it stands under is not: said once.
    pub(crate) own: bool,
    /// An icon and the latest evaluation in words.
    pub(crate) mark: Option<(&'static str, String)>,
    pub(crate) notice: Option<&'static str>,
}

/// A sub-goal.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Part {
    pub(crate) id: EntryId,
    pub(crate) own: bool,
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
    pub(crate) own: bool,
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

/// Whether an entry is for her alone and stands under nothing that is.
pub(crate) fn is_own_top(tab: &TabState, entry: &Entry) -> bool {
    entry.private && !shown_parent(tab, entry).is_some_and(|parent| parent.private)
}

impl Outline {
    /// The plan of a tab.
    pub(crate) fn of(tab: &TabState, reading: Reading<'_>) -> Self {
        let mut goals = tab.listed(EntryKind::Goal);
        let mut activities = tab.listed(EntryKind::Activity);
        goals.retain(|entry| !is_gone_with_parent(tab, entry));
        activities.retain(|entry| !is_gone_with_parent(tab, entry));
        let step = |entry: &&Entry| Step::of(entry, is_own_top(tab, entry), reading);
        let part = |goal: &Entry| Part {
            id: goal.id,
            own: is_own_top(tab, goal),
            title: words::title(goal),
            notice: words::notice(goal),
            steps: activities.iter().filter(|entry| entry.parent() == Some(goal.id)).map(step).collect(),
        };
        let (wanted, wishes): (Vec<&Entry>, Vec<&Entry>) =
            goals.iter().copied().partition(|goal| is_wanted(tab, goal));
        let tops: Vec<(EntryId, &Entry)> = wanted.into_iter().map(|goal| (top(tab, goal), goal)).collect();
        let branches = tops.iter().filter(|(top, goal)| *top == goal.id).map(|(top, goal)| Branch {
            goal: part(goal),
            parts: tops
                .iter()
                .filter(|(of, other)| of == top && other.id != *top)
                .map(|(_, other)| part(other))
                .collect(),
        });
        let branches = branches.collect();
        let wishes = wishes.into_iter().map(|goal| Wish {
            id: goal.id,
            own: is_own_top(tab, goal),
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
    /// An activity in words; `own` if it is to be said that it is for her alone.
    pub(crate) fn of(entry: &Entry, own: bool, reading: Reading<'_>) -> Self {
        let lacks = reading.at_meeting && lacks_who_or_when(entry);
        Self {
            id: entry.id,
            what: words::title(entry),
            who_when: words::who_and_when(entry),
            authority: words::authority(entry, reading.owner),
            own,
            mark: words::evaluation(entry, reading.now),
            notice: words::notice(entry).or(lacks.then_some(say!(plan.lacks))),
        }
    }
}

#[cfg(test)]
mod tests;

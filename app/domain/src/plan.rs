//! Mål och plan: what she wants, what belongs to it, and what went with something that was taken away (R61–R64).

use serde::{Deserialize, Serialize};

use crate::entry::{Presence, Stamp};
use crate::{Entry, EntryId, EntryKind, Field, TabState, Value};

/// How far a chain of parents is followed; two phones could in theory make a ring of it.
const DEPTH_MAX: usize = 16;

/// A goal's own parts, or activities, in the order made by hand; those that went with a removed parent
/// are not among them.
#[must_use]
pub fn children(tab: &TabState, kind: EntryKind, parent: EntryId) -> Vec<&Entry> {
    let mut listed = tab.listed(kind);
    listed.retain(|entry| entry.parent() == Some(parent));
    listed
}

/// The goal that an entry belongs to, if that is there.
#[must_use]
pub fn shown_parent<'a>(tab: &'a TabState, entry: &Entry) -> Option<&'a Entry> {
    tab.entries.get(&entry.parent()?).filter(|parent| parent.kind == EntryKind::Goal && parent.is_shown())
}

/// Whether the owner wants a goal (R64). A sub-goal that nobody has asked about follows its goal.
#[must_use]
pub fn is_wanted(tab: &TabState, goal: &Entry) -> bool {
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

/// Whether an entry is part of what she wants: a wanted goal, a line of one, or a line without a goal.
#[must_use]
pub fn belongs_to_wanted(tab: &TabState, entry: &Entry) -> bool {
    match entry.kind {
        EntryKind::Goal => is_wanted(tab, entry),
        _ => shown_parent(tab, entry).is_none_or(|goal| is_wanted(tab, goal)),
    }
}

/// What is not settled about who does what.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Nobody answers for it (R130).
    Responsible,
    /// Nobody has said who does it, or when (R62).
    WhoOrWhen,
}

/// What an activity leaves open: that nobody answers for it comes first.
#[must_use]
pub fn lack(activity: &Entry) -> Option<Lack> {
    if activity.choice(Field::Authority) == Some("open") {
        return Some(Lack::Responsible);
    }
    lacks_who_or_when(activity).then_some(Lack::WhoOrWhen)
}

/// Whether nobody has been named for it, or no time (R62).
#[must_use]
pub fn lacks_who_or_when(activity: &Entry) -> bool {
    let who = activity.person(Field::Who).is_some_and(|person| !person.name.trim().is_empty());
    !who || activity.text(Field::When).trim().is_empty()
}

/// What the activities of a plan leave open, each thing once: those that belong to what she wants.
#[must_use]
pub fn lacks(tab: &TabState) -> Vec<Lack> {
    let activities = tab.listed(EntryKind::Activity).into_iter();
    let counted = activities.filter(|entry| !is_gone_with_parent(tab, entry) && belongs_to_wanted(tab, entry));
    let mut lacks: Vec<Lack> = counted.filter_map(lack).collect();
    lacks.sort_unstable();
    lacks.dedup();
    lacks
}

/// The goal at the top of the branch that a wanted goal belongs to.
#[must_use]
pub fn top(tab: &TabState, goal: &Entry) -> EntryId {
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
#[must_use]
pub fn is_gone_with_parent(tab: &TabState, entry: &Entry) -> bool {
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

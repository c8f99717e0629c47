//! Mål och plan: what she wants, what belongs to it, and what went with something that was taken away (R61–R64).

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

//! Into her own room and out of it: what goes along, and what is written where.
//!
//! What moves gets a new id, so that the log does not say what became of it. A goal takes its parts with it and
//! a sign its lines, both ways. Into the room goes all of it, history too, and what stood outside is emptied at
//! once. Out of it go the words that stand now: what she wrote and changed for herself stays hers, among what
//! she has removed.

use std::collections::{BTreeMap, BTreeSet};

use super::carrying::carrying;
use crate::body::{Append, FieldWrite, Remove, Write};
use crate::{Body, Entry, EntryId, EntryKind, Field, Policy, Role, TabState, Timestamp, Value};

/// A change that a move makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// In which entry.
    pub entry: EntryId,
    /// Whether it stands in the room.
    pub within: bool,
    /// When it was said first, if that is not now.
    pub as_of: Option<Timestamp>,
    /// What is changed.
    pub body: Body,
}

/// Whether an entry of this kind can be for her alone. Whom to call always stands on the crisis page, and what
/// the group read together was never hers alone.
#[must_use]
pub const fn can_be_own(kind: EntryKind) -> bool {
    use EntryKind as K;
    matches!(kind, K::Contact | K::Sign | K::SignAction | K::Wellness | K::Goal | K::Activity)
}

/// An entry and everything shown that belongs to it, itself first and each before what is below it.
#[must_use]
pub fn with_all_below(tab: &TabState, top: EntryId) -> Vec<&Entry> {
    let mut found: Vec<EntryId> = vec![top];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        let below = tab.entries.values().filter(|entry| entry.is_shown() && entry.parent() == Some(parent));
        let below: Vec<EntryId> = below.map(|entry| entry.id).filter(|id| !found.contains(id)).collect();
        found.extend(below);
        at += 1;
    }
    found.iter().filter_map(|id| tab.entries.get(id)).collect()
}

/// Everything that moves if the whole tab becomes hers: what she began, with what belongs to it. What others
/// wrote, and what waits for her answer, stays.
#[must_use]
pub fn hers_in(tab: &TabState) -> Vec<&Entry> {
    let hers = tab.entries.values().filter(|entry| {
        let stands = entry.is_shown() && !entry.private && !entry.sealed && can_be_own(entry.kind);
        stands && entry.created.author.role == Role::Owner && !waits_in(tab, entry.id)
    });
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for entry in hers {
        all.extend(with_all_below(tab, entry.id).into_iter().filter(|e| !e.private && seen.insert(e.id)));
    }
    all
}

/// Whether something about an entry, or below it, waits for her answer.
#[must_use]
pub fn waits_in(tab: &TabState, top: EntryId) -> bool {
    let moves = with_all_below(tab, top);
    let ids: Vec<EntryId> = moves.iter().map(|entry| entry.id).collect();
    let asked = |entry: &Entry| entry.open_proposals().next().is_some() || entry.is_contested();
    let suggested_below = tab.entries.values().filter(|entry| !entry.is_shown()).any(|entry| {
        let of = |value: Option<&Value>| matches!(value, Some(Value::Entry(id)) if ids.contains(id));
        entry.open_proposals().any(|proposal| of(proposal.fields.get(&Field::Parent)))
    });
    suggested_below || moves.into_iter().any(asked)
}

/// Whether a decided version holds something that moves: there it goes, too.
#[must_use]
pub fn stands_decided(tab: &TabState, moves: &[&Entry]) -> bool {
    let holds = |entry: &&Entry| tab.decisions.iter().any(|version| version.changed.contains_key(&entry.id));
    moves.iter().any(holds)
}

/// Moves entries into the room; gives the changes, and under which id each stands there.
pub fn into_room(
    moves: &[&Entry],
    mut new_id: impl FnMut() -> EntryId,
) -> (Vec<Step>, BTreeMap<EntryId, EntryId>) {
    let names: BTreeMap<EntryId, EntryId> = moves.iter().map(|entry| (entry.id, new_id())).collect();
    let renamed = |id: EntryId| names.get(&id).copied().unwrap_or(id);
    let mut steps = Vec::new();
    for entry in moves {
        let carried = carrying(entry, renamed(entry.id), renamed).into_iter();
        steps.extend(carried.map(|body| Step { entry: renamed(entry.id), within: true, as_of: None, body }));
    }
    // First it stands in the room, then it goes where it stood.
    steps.extend(moves.iter().map(|entry| {
        let body = Body::Empty(Remove { over: entry.all_heads() });
        Step { entry: entry.id, within: false, as_of: None, body }
    }));
    (steps, names)
}

/// Moves entries out of the room, for whoever may read the tab.
pub fn out_of_room(
    moves: &[&Entry],
    mut new_id: impl FnMut() -> EntryId,
) -> (Vec<Step>, BTreeMap<EntryId, EntryId>) {
    let mut outside = |entry: &Entry| match entry.kind {
        EntryKind::Wellness => EntryId::WELLNESS,
        _ => new_id(),
    };
    let names: BTreeMap<EntryId, EntryId> = moves.iter().map(|entry| (entry.id, outside(entry))).collect();
    let renamed = |id: EntryId| names.get(&id).copied().unwrap_or(id);
    let mut steps = Vec::new();
    for entry in moves {
        let to = renamed(entry.id);
        steps.extend(writing(entry, renamed).into_iter().map(|body| Step {
            entry: to,
            within: false,
            as_of: None,
            body,
        }));
        steps.extend(entry.notes.iter().map(|note| {
            let append = Append { field: note.field, value: note.value.clone(), note: note.note.clone() };
            Step { entry: to, within: false, as_of: Some(note.stamp.made_at), body: Body::Append(append) }
        }));
    }
    steps.extend(moves.iter().map(|entry| {
        let body = Body::Remove(Remove { over: entry.all_heads() });
        Step { entry: entry.id, within: true, as_of: None, body }
    }));
    (steps, names)
}

/// The words that stand now. Where there are two versions, both: the shown one first, each in a change of its own.
fn writing(entry: &Entry, renamed: impl Fn(EntryId) -> EntryId) -> Vec<Body> {
    let mut rounds: Vec<BTreeMap<Field, FieldWrite>> = vec![BTreeMap::new()];
    for (field, register) in &entry.fields {
        let shown = register.shown();
        let others = register.current.iter().filter(|version| Some(*version) != shown);
        let others = others.filter(|_| field.policy() == Policy::KeepAll);
        for (round, version) in shown.into_iter().chain(others).enumerate() {
            let value = match &version.value {
                Value::Entry(id) => Value::Entry(renamed(*id)),
                value => value.clone(),
            };
            if rounds.len() <= round {
                rounds.push(BTreeMap::new());
            }
            if let Some(fields) = rounds.get_mut(round) {
                fields.insert(*field, FieldWrite { over: Vec::new(), value });
            }
        }
    }
    let said = rounds.into_iter().filter(|fields| !fields.is_empty());
    said.map(|fields| Body::Write(Write { entry_kind: entry.kind, fields })).collect()
}

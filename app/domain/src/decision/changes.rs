//! What two decided versions say differently, in the order of the tab.

use std::collections::{BTreeMap, BTreeSet};

use super::DecidedText;
use crate::{EntryId, EntryKind, Field, Value};

/// How one entry differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// Only the later version has it.
    Added(DecidedText),
    /// Only the earlier version has it.
    Removed(DecidedText),
    /// Both have it; the fields that say something else, before and after.
    Changed(BTreeMap<Field, (Option<Value>, Option<Value>)>),
}

/// One entry that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which entry.
    pub entry: EntryId,
    /// What sort of entry it is.
    pub kind: EntryKind,
    /// What the later version calls it, or the earlier one if it is gone.
    pub text: DecidedText,
    /// What differs.
    pub what: Difference,
}

/// What is said otherwise in `after` than in `before`. Only where something stands in a list is no difference.
#[must_use]
pub fn changes(before: &BTreeMap<EntryId, DecidedText>, after: &BTreeMap<EntryId, DecidedText>) -> Vec<Change> {
    let ids: BTreeSet<EntryId> = before.keys().chain(after.keys()).copied().collect();
    let all = ids.into_iter().filter_map(|entry| {
        let (text, what) = match (before.get(&entry), after.get(&entry)) {
            (Some(old), Some(new)) => (new, Difference::Changed(old.differs_from(new))),
            (None, Some(new)) => (new, Difference::Added(new.clone())),
            (Some(old), None) => (old, Difference::Removed(old.clone())),
            (None, None) => return None,
        };
        let is_same = matches!(&what, Difference::Changed(fields) if fields.is_empty());
        (!is_same).then(|| Change { entry, kind: text.kind, text: text.clone(), what })
    });
    let mut all: Vec<Change> = all.collect();
    crate::order::sort_by_key(&mut all, |change| (change.kind, change.text.position().to_owned(), change.entry));
    all
}

impl DecidedText {
    fn differs_from(&self, after: &Self) -> BTreeMap<Field, (Option<Value>, Option<Value>)> {
        let fields: BTreeSet<Field> = self.fields.keys().chain(after.fields.keys()).copied().collect();
        let said = fields.into_iter().filter(|field| *field != Field::Position).filter_map(|field| {
            let (old, new) = (self.fields.get(&field), after.fields.get(&field));
            (old != new).then(|| (field, (old.cloned(), new.cloned())))
        });
        said.collect()
    }

    /// Where it stood in its list; what had no place comes last.
    fn position(&self) -> &str {
        match self.fields.get(&Field::Position) {
            Some(Value::Text(position)) if !position.is_empty() => position,
            _ => "~",
        }
    }
}

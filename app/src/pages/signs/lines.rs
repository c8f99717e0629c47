//! The lines of a sign: what I do, and what I want others to do (R80). Each line is an entry of its own
//! that names its sign.

use domain::entry::Stamp;
use domain::{Entry, EntryId, EntryKind, Field, TabState, Value};

/// Who does it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Doer {
    /// "Då gör jag".
    Me,
    /// "Då vill jag att andra gör".
    Other,
}

impl Doer {
    /// The wire name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Other => "other",
        }
    }

    /// What the list is called.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Me => say!(signs.mine),
            Self::Other => say!(signs.others),
        }
    }
}

/// Who wrote the words that stand there. The entry's latest change may be a new place in the list, or her
/// yes to somebody else's words.
pub(super) fn written(entry: &Entry, field: Field) -> Option<Stamp> {
    let words = !entry.text(field).trim().is_empty();
    entry.fields.get(&field)?.shown().filter(|_| words).map(|version| version.stamp.clone())
}

/// What an entry holds; while somebody only suggests it, what the suggestion says.
fn holds(entry: &Entry, field: Field) -> Option<&Value> {
    entry.value(field).or_else(|| entry.open_proposals().find_map(|proposal| proposal.fields.get(&field)))
}

/// The sign that a line belongs to, also when the line is only suggested.
pub(super) fn sign_of(line: &Entry) -> Option<EntryId> {
    match holds(line, Field::Parent)? {
        Value::Entry(sign) => Some(*sign),
        _ => None,
    }
}

/// Whether an entry is a line in this list of this sign, suggested ones too.
pub(super) fn belongs(line: &Entry, sign: EntryId, doer: Doer) -> bool {
    let other = matches!(holds(line, Field::Doer), Some(Value::Choice(name)) if name == Doer::Other.name());
    line.kind == EntryKind::SignAction && sign_of(line) == Some(sign) && other == (doer == Doer::Other)
}

/// The lines on screen in one list of a sign, in her order.
pub(super) fn lines_of(tab: &TabState, sign: EntryId, doer: Doer) -> Vec<&Entry> {
    tab.listed(EntryKind::SignAction).into_iter().filter(|line| belongs(line, sign, doer)).collect()
}

/// Whether something in a sign asks for her choice: what the row in the list says.
pub(super) fn waits(tab: &TabState, sign: &Entry) -> Option<&'static str> {
    let lines = || {
        tab.entries.values().filter(|line| line.kind == EntryKind::SignAction && sign_of(line) == Some(sign.id))
    };
    if sign.is_contested() || lines().any(Entry::is_contested) {
        return Some(say!(common.contested));
    }
    let split = |entry: &Entry| entry.is_shown() && !entry.split_fields().is_empty();
    let asked = |entry: &Entry| entry.open_proposals().next().is_some();
    if split(sign) || lines().any(split) {
        return Some(say!(common.two_versions));
    }
    if sign.is_urgent() || lines().any(Entry::is_urgent) {
        return Some(say!(home.urgent_waits));
    }
    (asked(sign) || lines().any(asked)).then(|| say!(home.proposal_waits))
}

//! What is changed and not sent, kept at each key until the device's copy has it: a page that is loaded again in
//! the middle of a word loses none. It stands in the browser's own store because that is the only one that writes
//! while the key is pressed.

use domain::PersonId;
use replica::UnsentProposal;

use super::Key;
use crate::browser;
use crate::state::{AppState, beside};

/// Every row's name begins so.
const NAME: &str = "parmen.unsent.";

fn of(person: PersonId) -> String {
    format!("{NAME}{person}.")
}

fn name(person: PersonId, (binder, entry): Key) -> String {
    format!("{}{binder}.{entry}", of(person))
}

fn text(row: &UnsentProposal) -> Option<String> {
    serde_json::to_string(row).ok()
}

/// Keeps what is changed in one entry; a row without fields says that nothing is.
pub(super) fn keep(app: AppState, person: PersonId, key: Key, row: &UnsentProposal) {
    if let Some(text) = text(row) {
        beside::keep(app, &name(person, key), &text);
    }
}

/// The copy has this. What has been typed since stays.
pub(super) fn is_stored(app: AppState, person: PersonId, key: Key, row: &UnsentProposal) {
    let name = name(person, key);
    if beside::read(app, &name) == text(row) {
        browser::keep_wish(&name, None);
    }
}

/// What the copy of this device never got.
pub(super) fn left_by(app: AppState, person: PersonId) -> Vec<(Key, UnsentProposal)> {
    let beginning = of(person);
    let names = browser::wishes(&beginning).into_iter();
    let rows = names.filter_map(|name| {
        let (binder, entry) = name.strip_prefix(&beginning)?.split_once('.')?;
        let row = serde_json::from_str(&beside::read(app, &name)?).ok()?;
        Some(((binder.parse().ok()?, entry.parse().ok()?), row))
    });
    rows.collect()
}

/// Somebody has signed out.
pub(super) fn forget(person: PersonId) {
    for name in browser::wishes(&of(person)) {
        browser::keep_wish(&name, None);
    }
}

//! The words being typed, kept at each key until the device's copy has them: a page that is loaded again in
//! the middle of a word, or a phone that dies, loses none.
//!
//! They stand in the browser's own store because that is the only one that writes while the key is pressed.
//! A row goes as soon as its words are committed. It is put back as an ordinary change of the person who typed
//! it, over what was on her screen: what came meanwhile stands beside it. On a phone that was ended the rows
//! wait for her, as what was not sent does; nobody else is shown them, and a sign-out forgets them.

mod back;

use domain::body::Write;
use domain::{BinderId, Body, EntryId, Field, OpId, PersonId, Timestamp, Value};
use leptos::prelude::*;
use replica::{Draft, Replica, UnsentProposal};
use serde::{Deserialize, Serialize};

use super::AppState;
use crate::browser;

pub(crate) use back::NotBack;

/// Every row's name begins so.
const NAME: &str = "parmen.typed.";

/// What is being typed in one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Typed {
    /// The field.
    pub(crate) field: Field,
    /// The words over what was on the screen, with what a new entry begins with.
    pub(crate) words: UnsentProposal,
    /// The open meeting they are written in.
    pub(crate) meeting: Option<EntryId>,
    /// What is on its way into the copy: whether it arrived is not known.
    pub(crate) under_way: Option<Value>,
    /// The entry stood there already.
    stood: bool,
    /// The browser tab.
    page: String,
    at: Timestamp,
}

/// Where a row stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Place(String);

/// What is kept of one field's typing.
pub(crate) struct Keys<'a> {
    /// The write of what has been typed.
    pub(crate) draft: &'a Draft,
    /// The field.
    pub(crate) field: Field,
    /// The versions it replaces.
    pub(crate) over: &'a [OpId],
    /// What is on its way into the copy.
    pub(crate) under_way: Option<Value>,
    /// The entry stands in the copy.
    pub(crate) stood: bool,
}

impl AppState {
    /// Where this person's typing in a field is kept.
    pub(crate) fn typing_place(self, binder: BinderId, entry: EntryId, field: Field) -> Option<Place> {
        let person = untrack(move || self.me())?.person;
        Some(Place(format!("{}{binder}.{entry}.{field:?}", of(person))))
    }

    /// Keeps what is being typed.
    pub(crate) fn keep_typing(self, place: &Place, keys: Keys) {
        let Keys { draft, field, over, under_way, stood } = keys;
        let Body::Write(Write { entry_kind, mut fields }) = draft.body.clone() else { return };
        if let Some(write) = fields.get_mut(&field) {
            write.over = over.to_vec();
        }
        let words = UnsentProposal { entry: draft.entry, kind: entry_kind, fields, urgent: false };
        let page = page(self.replica().as_ref());
        let row = Typed { field, words, meeting: draft.meeting, under_way, stood, page, at: self.now() };
        if let Ok(text) = serde_json::to_string(&row) {
            super::beside::keep(self, &place.0, &text);
        }
    }

    /// The copy has it, or it was taken back.
    pub(crate) fn forget_typing(place: &Place) {
        browser::keep_wish(&place.0, None);
    }

    /// Somebody has signed out.
    pub(super) fn forget_all_typing(person: PersonId) {
        for name in browser::wishes(&of(person)) {
            browser::keep_wish(&name, None);
        }
    }
}

fn of(person: PersonId) -> String {
    format!("{NAME}{person}.")
}

/// The same for as long as the browser tab lives, also when its page is loaded again.
fn page(replica: Option<&Replica>) -> String {
    browser::tab_mark(|| replica.map(|replica| replica.new_entry().to_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests;

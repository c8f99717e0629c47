//! The words being typed, kept at each key until the device's copy has them: a page that is loaded again in
//! the middle of a word, or a phone that dies, loses none.
//!
//! They stand in the browser's own store because that is the only one that writes while the key is pressed.
//! A row goes as soon as its words are committed. It is put back as an ordinary change of the person who typed
//! it, over what was on her screen: what came meanwhile stands beside it. On a phone that was ended the rows
//! wait for her, as what was not sent does; nobody else is shown them, and a sign-out forgets them.

use std::time::Duration;

use domain::api::Me;
use domain::body::Write;
use domain::{Audience, BinderId, Body, Entry, EntryId, EntryKind, Field, OpId, PersonId, Timestamp, Value};
use leptos::prelude::*;
use replica::{Draft, Replica, TabRead, UnsentProposal};
use serde::{Deserialize, Serialize};

use super::AppState;
use crate::browser;

/// Every row's name begins so.
const NAME: &str = "parmen.typed.";

/// Words of another page are left to it for so long: it may be alive and about to commit them. In milliseconds.
const YOUNG: u64 = 5_000;

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
#[derive(Clone, Debug)]
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
        let words = UnsentProposal { entry: draft.entry, kind: entry_kind, fields };
        let page = page(self.replica().as_ref());
        let row = Typed { field, words, meeting: draft.meeting, under_way, stood, page, at: self.now() };
        if let Ok(text) = serde_json::to_string(&row) {
            browser::keep_wish(&place.0, Some(&text));
        }
    }

    /// The copy has it, or it was taken back.
    pub(crate) fn forget_typing(place: &Place) {
        browser::keep_wish(&place.0, None);
    }

    /// Puts back what this person was typing when an earlier page went. Called before her pages are shown.
    pub(super) async fn put_back_typing(self, me: &Me, replica: &Replica) {
        let rows = browser::wishes(&of(me.person)).into_iter();
        let rows = rows.filter_map(|name| browser::wish(&name).map(|text| (name, text))).collect();
        self.put_back_rows(me.clone(), replica.clone(), rows).await;
    }

    async fn put_back_rows(self, me: Me, replica: Replica, rows: Vec<(String, String)>) {
        let mut later = Vec::new();
        let page = page(Some(&replica));
        for (name, text) in rows {
            let binder = name.strip_prefix(&of(me.person)).and_then(|rest| rest.split('.').next()?.parse().ok());
            let (Some(binder), Ok(row)) = (binder, serde_json::from_str::<Typed>(&text)) else {
                browser::keep_wish(&name, None);
                continue;
            };
            let age = row.at.as_millis().abs_diff(replica.now().as_millis());
            let may_live = row.page != page && age < YOUNG;
            if !may_live && put_back(&me, &replica, binder, row).await {
                browser::keep_wish(&name, None);
            } else {
                later.push((name, text));
            }
        }
        if later.is_empty() {
            return;
        }
        let again = move || {
            if untrack(move || self.me()).is_some_and(|now| now.person == me.person) {
                let rows = later.into_iter().filter_map(|row| unchanged(row, &page)).collect();
                browser::spawn(self.put_back_rows(me, replica, rows));
            }
        };
        set_timeout(again, Duration::from_millis(YOUNG));
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

/// A row that waited, if it is still there to be put back: another page may have stored it or gone on typing,
/// and what is typed on this page meanwhile is its own.
fn unchanged((name, before): (String, String), page: &str) -> Option<(String, String)> {
    let now = browser::wish(&name)?;
    let is_typed_here = || serde_json::from_str::<Typed>(&now).is_ok_and(|row| row.page == page);
    (now == before || !is_typed_here()).then_some((name, now))
}

/// Whether the copy has the words now, or had them.
async fn put_back(me: &Me, replica: &Replica, binder: BinderId, row: Typed) -> bool {
    let tab = row.words.kind.tab();
    let Ok(TabRead::Open(state)) = replica.tab(binder, tab).await else { return false };
    let entry = state.entries.get(&row.words.entry);
    if entry.is_none() && row.stood {
        // The copy is being filled: what the words belong to is not there yet.
        return false;
    }
    let Some(mut words) = over_now(entry, &row, me.person) else { return true };
    let body = Body::Write(Write { entry_kind: words.kind, fields: std::mem::take(&mut words.fields) });
    let audience = if words.kind == EntryKind::Rating { Audience::Private } else { Audience::Tab };
    let draft = Draft { tab, entry: words.entry, audience, meeting: row.meeting, act: None, body };
    replica.commit(binder, vec![draft]).await.is_ok()
}

/// The words as they are to be written now; nothing if they stand there already. They replace what was on the
/// screen, and what was on its way when the page went.
fn over_now(entry: Option<&Entry>, row: &Typed, me: PersonId) -> Option<UnsentProposal> {
    let mut words = row.words.clone();
    let Some(entry) = entry else { return Some(words) };
    words.fields.retain(|field, _| *field == row.field);
    let write = words.fields.get_mut(&row.field)?;
    let current = entry.fields.get(&row.field).map(|register| register.current.as_slice()).unwrap_or_default();
    let own = current.iter().filter(|version| version.stamp.author.person == me);
    if own.clone().any(|version| version.value == write.value && !write.over.contains(&version.stamp.op)) {
        return None;
    }
    let arrived = own.filter(|version| row.under_way.as_ref() == Some(&version.value));
    write.over.extend(arrived.map(|version| version.stamp.op));
    Some(words)
}

#[cfg(test)]
mod tests;

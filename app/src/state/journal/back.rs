//! What was typed when an earlier page went is put back. What cannot be is tried again, ever more seldom, and shown
//! meanwhile where what did not arrive is listed.

use std::time::Duration;

use domain::api::Me;
use domain::body::Write;
use domain::{Audience, BinderId, BinderTab, Body, Entry, EntryKind, PersonId, Timestamp, Value};
use leptos::prelude::*;
use replica::{Draft, Replica, TabRead, UnsentProposal};

use super::{Place, Typed, of, page};
use crate::browser;
use crate::state::AppState;
use crate::state::beside::opened;

/// Words of another page are left to it for so long: it may be alive and about to commit them. In milliseconds.
const YOUNG: u64 = 5_000;

/// How often the wait is doubled at most: what cannot be put back now is tried again after five seconds at first,
/// and in the end every tenth minute.
const DOUBLED: u32 = 7;

/// What was typed and cannot be put back into the copy yet: it is shown where what did not arrive is listed.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct NotBack {
    place: Place,
    /// The words.
    pub(crate) words: Value,
    /// When they were typed.
    pub(crate) at: Timestamp,
}

/// A row that waits to be put back.
struct Waiting {
    name: String,
    text: String,
    /// How often it has been tried in vain.
    tries: u32,
}

impl AppState {
    /// Puts back what this person was typing when an earlier page went. Called before her pages are shown.
    pub(in crate::state) async fn put_back_typing(self, me: &Me, replica: &Replica) {
        let rows = browser::wishes(&of(me.person)).into_iter();
        let rows = rows.filter_map(|name| browser::wish(&name).map(|text| Waiting { name, text, tries: 0 }));
        self.put_back_rows(me.clone(), replica.clone(), rows.collect()).await;
    }

    async fn put_back_rows(self, me: Me, replica: Replica, rows: Vec<Waiting>) {
        let (mut later, mut not_back) = (Vec::new(), Vec::new());
        let page = page(Some(&replica));
        for Waiting { name, text, tries } in rows {
            let binder = name.strip_prefix(&of(me.person)).and_then(|rest| rest.split('.').next()?.parse().ok());
            // What an unknown lock sealed is left where it is.
            let Some(words) = opened(self, &name, &text) else { continue };
            let (Some(binder), Ok(row)) = (binder, serde_json::from_str::<Typed>(&words)) else {
                browser::keep_wish(&name, None);
                continue;
            };
            let age = row.at.as_millis().abs_diff(replica.now().as_millis());
            if row.page != page && age < YOUNG {
                later.push(Waiting { name, text, tries });
                continue;
            }
            let shown = NotBack { place: Place(name.clone()), words: row.typed(), at: row.at };
            if put_back(&me, &replica, binder, row).await {
                browser::keep_wish(&name, None);
            } else {
                not_back.push(shown);
                later.push(Waiting { name, text, tries: tries.saturating_add(1) });
            }
        }
        self.not_back.set(not_back);
        let Some(tries) = later.iter().map(|row| row.tries).min() else { return };
        let again = move || {
            if untrack(move || self.me()).is_some_and(|now| now.person == me.person) {
                let rows = later.into_iter().filter_map(|row| unchanged(self, row, &page)).collect();
                browser::spawn(self.put_back_rows(me, replica, rows));
            }
        };
        set_timeout(again, wait_after(tries));
    }

    /// She does not want them back.
    pub(crate) fn forget_not_back(self, gone: &NotBack) {
        Self::forget_typing(&gone.place);
        self.not_back.update(|all| all.retain(|one| one != gone));
    }
}

/// How long to wait after so many tries in vain.
pub(super) fn wait_after(tries: u32) -> Duration {
    Duration::from_millis(YOUNG << tries.saturating_sub(1).min(DOUBLED))
}

/// A row that waited, if it is still there to be put back: another page may have stored it or gone on typing,
/// and what is typed on this page meanwhile is its own.
fn unchanged(app: AppState, Waiting { name, text: before, tries }: Waiting, page: &str) -> Option<Waiting> {
    let text = browser::wish(&name)?;
    let row = || serde_json::from_str::<Typed>(&opened(app, &name, &text)?).ok();
    let is_typed_here = || row().is_some_and(|row| row.page == page);
    let is_same = text == before;
    let tries = if is_same { tries } else { 0 };
    (is_same || !is_typed_here()).then_some(Waiting { name, text, tries })
}

impl Typed {
    /// The words themselves.
    fn typed(&self) -> Value {
        let write = self.words.fields.get(&self.field);
        write.map_or_else(|| Value::text(String::new()), |write| write.value.clone())
    }
}

/// Whether the copy has the words now, or had them.
async fn put_back(me: &Me, replica: &Replica, binder: BinderId, row: Typed) -> bool {
    let tab = row.words.kind.tab();
    // That a rating waits to be made hides earlier ones from the screen; words beside one are put back all the same.
    let read = match tab {
        BinderTab::Ratings => replica.earlier_ratings(binder).await,
        _ => replica.tab_with_room(binder, tab).await,
    };
    let Ok(TabRead::Open(state)) = read else { return false };
    let entry = state.entries.get(&row.words.entry);
    if entry.is_none() && row.stood {
        // The copy is being filled: what the words belong to is not there yet.
        return false;
    }
    let Some(mut words) = over_now(entry, &row, me.person) else { return true };
    let body = Body::Write(Write { entry_kind: words.kind, fields: std::mem::take(&mut words.fields) });
    let is_own = words.kind == EntryKind::Rating || entry.is_some_and(|entry| entry.private);
    let audience = if is_own { Audience::Private } else { Audience::Tab };
    let draft = Draft { tab, entry: words.entry, audience, meeting: row.meeting, act: None, body };
    replica.commit(binder, vec![draft]).await.is_ok()
}

/// The words as they are to be written now; nothing if they stand there already. They replace what was on the
/// screen, and what was on its way when the page went.
pub(super) fn over_now(entry: Option<&Entry>, row: &Typed, me: PersonId) -> Option<UnsentProposal> {
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

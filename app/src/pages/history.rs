//! "Så har det ändrats": who wrote what and when, what stood there before, and a way to put it back. It is read
//! from this device's own copy, so it works without network and shows what that copy may hold.

mod change;
mod put_back;
mod words;

use crate::lean::{For, Show, derived, handler, memo, part};
use domain::history::{Change, Told};
use domain::{BinderTab, Entry, EntryId, EntryKind};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::change::OneChange;
use crate::components::{Page, WhenRead, history_changes, kind_name, words_of};
use crate::pages::contact::use_entry_id;
use crate::state::{AppState, TabView, use_binder, use_links, use_tab_with_room};
use crate::{browser, paths};

/// So many are shown at first, and so many more each time.
const SOME: usize = 20;

/// The page of the entry that the address names.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let query = use_query_map();
    let named = query.with_untracked(|query| query.get(paths::TAB)).and_then(|name| BinderTab::parse(&name));
    let (tab, entry) = (named.unwrap_or(BinderTab::Contacts), use_entry_id());
    let view = use_tab_with_room(use_binder(), tab);
    let links = use_links();
    let about = memo(move |_| view.with(|view| Some(view.open()?.entries.get(&entry.get()?)?.clone())));
    let back = derived(move || {
        let (path, words) = about.with(|about| way_back(tab, about.as_ref()));
        let address = match (entry.get(), path) {
            (Some(id), paths::CONTACT | paths::SIGN | paths::GOAL | paths::MEETING) => links.get().entry(path, id),
            _ => links.get().to(path),
        };
        Some((address, words.to_owned()))
    });
    let over = derived(move || about.with(|about| about.as_ref().map(words_of).unwrap_or_default()));
    // R74: while a rating waits to be made or is in progress.
    let is_blind = memo(move |_| view.with(|view| matches!(view, TabView::Blind | TabView::Due)));
    view! {
        <Page title=say!(history.title).to_owned() over back>
            <Show
                when=move || is_blind.get()
                fallback=move || view! { <WhenRead view><Changes view entry/></WhenRead> }
            >
                <p class="page__lede">{say!(rating.answer_freely)}</p>
            </Show>
        </Page>
    }
}

/// The page that the entry stands on, and what it is called.
fn way_back(tab: BinderTab, entry: Option<&Entry>) -> (&'static str, &'static str) {
    match (entry.map(|entry| entry.kind), tab) {
        (Some(kind @ EntryKind::Contact), _) => (paths::CONTACT, kind_name(kind)),
        (Some(kind @ EntryKind::Sign), _) => (paths::SIGN, kind_name(kind)),
        (Some(kind @ (EntryKind::Goal | EntryKind::Activity)), _) => (paths::GOAL, kind_name(kind)),
        (Some(kind @ EntryKind::Meeting), _) => (paths::MEETING, kind_name(kind)),
        (_, BinderTab::WarningPlan) => (paths::SIGNS, say!(signs.title)),
        (_, BinderTab::Plan) => (paths::PLAN, say!(plan.title)),
        (_, BinderTab::Ratings) => (paths::RATINGS, say!(rating.title)),
        (_, BinderTab::Meetings) => (paths::MEETINGS, say!(meetings.title)),
        _ => (paths::CONTACTS, say!(contacts.title)),
    }
}

#[component]
fn Changes(view: Signal<TabView>, entry: Signal<Option<EntryId>>) -> impl IntoView {
    let app = AppState::get();
    let changes = memo(move |_| {
        view.with(|view| view.open().map(|tab| history_changes(tab, entry.get())).unwrap_or_default())
    });
    let shown = RwSignal::new(SOME);
    let some =
        move || changes.with(|changes| changes.iter().take(shown.get()).cloned().enumerate().collect::<Vec<_>>());
    // What was written may be replaced while the page is open.
    let stands = |told: &Told| matches!(told, Told::Wrote { stands: true, .. });
    let key = move |(nth, change): &(usize, Change)| {
        (*nth, change.stamp.op, change.told.iter().map(stands).collect::<Vec<_>>())
    };
    let is_more = move || changes.with(Vec::len) > shown.get();
    let older = move |_| {
        let next = shown.get_untracked();
        shown.set(next + SOME);
        browser::focus_soon(change::heading_id(next));
    };
    let lede = part(move || match (changes.with(Vec::is_empty), app.is_staff()) {
        (true, _) => say!(history.none),
        (false, true) => say!(history.since),
        (false, false) => say!(history.lede),
    });
    view! {
        <p class="page__lede">{lede}</p>
        <ol class="history">
            <For each=some key let:row><OneChange view page=entry nth=row.0 change=row.1/></For>
        </ol>
        <Show when=is_more>
            <div class="button-stack">
                <button class="button button--quiet" type="button" on:click=handler(older)>{say!(history.older)}</button>
            </div>
        </Show>
    }
}

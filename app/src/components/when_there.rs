//! A page about one entry whose address has come from elsewhere: a list on another device, a calendar, a bookmark.
//! An empty form would say that it holds nothing. What is new here says so in its address (`Links::new_entry`).

use crate::lean::{memo, part};
use domain::{BinderTab, EntryId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use replica::TabRead;

use crate::browser;
use crate::paths;
use crate::state::{AppState, TabView, use_binder};

/// Where an entry is that this device's copy lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Missing {
    /// The server is being asked.
    Asked,
    /// The server was not reached.
    NotReached,
    /// The server does not have it either, for whoever asks.
    Nowhere,
}

/// Shows its content when the entry is there, or is being written for the first time; else says calmly what is the
/// matter, has it fetched, and shows it when it comes.
#[component]
pub(crate) fn WhenThere(
    /// The tab it stands in.
    tab: BinderTab,
    /// The same, as it is read.
    view: Signal<TabView>,
    /// The entry in the address.
    entry: Signal<Option<EntryId>>,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let (app, binder, query) = (AppState::get(), use_binder(), use_query_map());
    let children = StoredValue::new(children);
    // Remembered: a change in the tab must not make the content anew, under fingers that are typing.
    let known = memo(move |before: Option<&(Option<EntryId>, bool)>| {
        let id = entry.get();
        let is_read = |id| view.with(|view| view.open().is_none_or(|tab| tab.entries.contains_key(&id)));
        let is_unsent = |id| binder.get().is_some_and(|binder| app.unsent.of(binder, id, |_| ()).is_some());
        let is_new = query.with(|query| query.get(paths::NEW).is_some());
        let is_there = id.is_none_or(|id| is_new || is_read(id) || is_unsent(id));
        (id, is_there || before == Some(&(id, true)))
    });
    let is_there = move || known.get().1;
    let missing = RwSignal::new(Missing::Asked);
    Effect::new(move |_| {
        let (false, Some(id), Some(binder)) = (is_there(), entry.get(), binder.get()) else { return };
        let Some(replica) = app.replica() else { return };
        missing.set(Missing::Asked);
        browser::spawn(async move {
            let found = match replica.sync(binder).await {
                Err(_) => Missing::NotReached,
                Ok(()) => match replica.tab_with_room(binder, tab).await {
                    // The page hears of it at the same time.
                    Ok(TabRead::Open(tab)) if tab.entries.contains_key(&id) => Missing::Asked,
                    _ => Missing::Nowhere,
                },
            };
            let _ = missing.try_set(found);
        });
    });
    let words = move || match missing.get() {
        Missing::Asked => say!(common.loading),
        Missing::NotReached => say!(common.not_here_yet),
        Missing::Nowhere => say!(common.not_found),
    };
    part(move || {
        if is_there() {
            children.with_value(|children| children()).into_any()
        } else if view.with(|view| matches!(view, TabView::Unfetched(_))) {
            // Said already, of all of the pärm.
            ().into_any()
        } else {
            view! { <p class="page__lede" role="status">{part(words)}</p> }.into_any()
        }
    })
}

//! The quiet way from an entry to how it has changed.

use crate::lean::{Show, attribute, derived, memo};
use domain::history::{Change, Told};
use domain::{BinderTab, EntryId, TabState};
use leptos::prelude::*;

use super::Icon;
use crate::paths;
use crate::state::{TabView, use_links};

/// The changes of an entry; without one, of the only list whose lines have no page: whom to call, in order.
pub(crate) fn changes(tab: &TabState, entry: Option<EntryId>) -> Vec<Change> {
    match entry {
        Some(id) => tab.history_of(id),
        None => tab.history_of_all(domain::EntryKind::CallFirst),
    }
}

/// "Så har det ändrats"; nothing while nothing has.
#[component]
pub(crate) fn HistoryLink(
    /// The tab, as the page has it.
    view: Signal<TabView>,
    /// Which tab.
    tab: BinderTab,
    /// The entry; none for whom to call, in order.
    entry: Signal<Option<EntryId>>,
) -> impl IntoView {
    let links = use_links();
    // That it began is no change.
    let is_later = |change: &Change| !change.told.contains(&Told::Began);
    let changed = memo(move |_| {
        view.with(|view| view.open().is_some_and(|tab| changes(tab, entry.get()).iter().any(is_later)))
    });
    let address = derived(move || paths::history(links.get(), tab, entry.get()));
    view! {
        <Show when=move || changed.get()>
            <a class="button button--text button--small history-link" href=attribute(move || address.get())>
                <Icon name="clock"/>{say!(history.title)}
            </a>
        </Show>
    }
}

//! That a list is for her alone, or holds something which only her key opens, and the way to open it.

use domain::BinderTab;
use leptos::prelude::*;

use super::own_only::{use_own_tab, use_room};
use crate::lean::{Show, memo};
use crate::pages::tab_name;
use crate::paths;
use crate::state::{AppState, TabView};

/// Nothing while all is open.
#[component]
pub(crate) fn LockedNote(
    /// Which tab.
    tab: BinderTab,
    /// The tab, as it is read with her own room.
    view: Signal<TabView>,
) -> impl IntoView {
    let own = use_own_tab(tab);
    let no_key = use_no_key(tab);
    let locked = move || view.with(|view| view.open().is_some_and(|tab| !tab.room.is_empty()));
    let is_locked = memo(move |_| locked() || no_key.get());
    view! {
        <Show when=move || is_locked.get()>
            <div class="notice no-print">
                <p class="notice__text">{say!(room.locked_here)}</p>
                <div class="notice__actions">
                    <a class="button button--small" href=paths::ROOM>{say!(room.locked_how)}</a>
                </div>
            </div>
        </Show>
        <Show when=move || own.get() && !is_locked.get()>
            <p class="small no-print">
                {say!(room.tab_is_own, tab = tab_name(tab))}" "<a href=paths::ROOM>{say!(room.title)}</a>
            </p>
        </Show>
    }
}

/// Whether a tab is hers alone and this device has no key: then nothing new can be written there.
pub(crate) fn use_no_key(tab: BinderTab) -> Memo<bool> {
    let (app, own, room) = (AppState::get(), use_own_tab(tab), use_room());
    let none = move || room.with(|room| room.as_ref().is_some_and(|room| room.cards.is_empty()));
    memo(move |_| !app.is_staff() && own.get() && none())
}

//! That a list holds something which only her key opens, and the way to open it.

use leptos::prelude::*;

use crate::lean::Show;
use crate::paths;
use crate::state::TabView;

/// Nothing while all is open.
#[component]
pub(crate) fn LockedNote(
    /// The tab, as it is read with her own room.
    view: Signal<TabView>,
) -> impl IntoView {
    view! {
        <Show when=move || view.with(|view| view.open().is_some_and(|tab| !tab.room.is_empty()))>
            <div class="notice no-print">
                <p class="notice__text">{say!(room.locked_here)}</p>
                <div class="notice__actions">
                    <a class="button button--small" href=paths::ROOM>{say!(room.locked_how)}</a>
                </div>
            </div>
        </Show>
    }
}

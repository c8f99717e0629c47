//! "Ångra" after every change. It stays until the next change, until it is closed, or until the page is left:
//! nothing vanishes before it has been read. It lies still over the page, one row above the bar, and moves
//! nothing when it comes or goes. Each page ends with room for it, so whatever is scrolled to comes
//! out from under it (2.4.11; `style/components/undo-bar.css`).

use crate::lean::{handler, memo, part};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::state::AppState;

/// The bar above the bottom bar.
#[component]
pub(crate) fn UndoBar() -> impl IntoView {
    let app = AppState::get();
    let place = use_location();
    let address = memo(move |_| format!("{}{}", place.pathname.get(), search(&place.search.get())));
    Effect::new(move |before: Option<String>| {
        let now = address.get();
        if before.is_some_and(|before| before != now) {
            app.page_opens(&now);
        }
        now
    });
    let said = move || app.undo.with(|undo| undo.as_ref().map(|undo| undo.said.clone()));
    view! {
        <div class="undo-bar" role="status">
            {part(move || said().map(|said| view! {
                <div class="undo-bar__box">
                    <p class="undo-bar__text">{said}</p>
                    <button class="undo-bar__undo" type="button" on:click=handler(move |_| app.take_back())>
                        <Icon name="undo"/>{say!(common.undo)}
                    </button>
                    <button class="undo-bar__close" type="button" on:click=handler(move |_| app.undo.set(None))>
                        {say!(common.close)}
                    </button>
                </div>
            }))}
        </div>
    }
}

fn search(query: &str) -> String {
    if query.is_empty() { String::new() } else { format!("?{}", query.trim_start_matches('?')) }
}

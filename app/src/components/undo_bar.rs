//! "Ångra" after every change. It stays until the next change, until it is closed, or until the page is left:
//! nothing vanishes before it has been read. It lies still, one row above the bar, and never over something
//! that can be pressed: the page moves out of its way (2.4.11).

use std::time::Duration;

use crate::lean::{handler, memo, part};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::browser;
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
    Effect::new(move |was_there: Option<bool>| {
        let is_there = said().is_some();
        if is_there && was_there == Some(false) {
            // Once it is drawn.
            set_timeout(|| browser::clear_the_way(".undo-bar__box"), Duration::ZERO);
        }
        is_there
    });
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

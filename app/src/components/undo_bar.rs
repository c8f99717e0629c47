//! "Ångra" after every change. It stays until the next change or until it is closed: nothing vanishes
//! before it has been read.

use crate::lean::{handler, part};
use leptos::prelude::*;

use super::Icon;
use crate::state::AppState;

/// The bar above the bottom bar.
#[component]
pub(crate) fn UndoBar() -> impl IntoView {
    let app = AppState::get();
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

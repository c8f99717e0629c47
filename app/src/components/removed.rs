//! Somebody has taken it away: it can come back, with all it held.

use crate::lean::{Show, handler};
use domain::rules::Form;
use leptos::prelude::*;

use super::Icon;
use crate::editor::Editor;

/// "Målet är borttaget.", with "Ta tillbaka".
#[component]
pub(crate) fn Removed(
    /// The entry.
    editor: Editor,
    /// What is gone.
    #[prop(into)]
    said: String,
) -> impl IntoView {
    view! {
        <div class="notice">
            <p class="notice__text">{said}</p>
            <Show when=move || editor.form() == Form::Direct>
                <div class="notice__actions">
                    <button class="button button--quiet button--small" type="button" on:click=handler(move |_| editor.restore())>
                        <Icon name="undo"/>{say!(common.restore)}
                    </button>
                </div>
            </Show>
        </div>
    }
}

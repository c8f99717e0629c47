//! "Det är brådskande": for what cannot wait for the next meeting (R3). Never ticked by itself, and gone with what is sent.

use leptos::prelude::*;

use crate::editor::Editor;
use crate::lean::{attribute, handler, part};

/// Whether what is about to be suggested is urgent, and what is done when that is changed.
#[derive(Clone, Copy)]
pub(crate) struct Urgency {
    /// It is.
    pub(crate) is: Signal<bool>,
    /// Says that it is, or is not.
    pub(crate) set: Callback<bool>,
}

/// The tick, with what it does.
#[component]
pub(crate) fn UrgentTick(urgency: Urgency) -> impl IntoView {
    let name = Editor::owner_name();
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=attribute(move || urgency.is.get())
                on:change=handler(move |event| urgency.set.run(event_target_checked(&event)))/>
            <span class="choice__text">
                <span class="choice__title">{say!(common.is_urgent)}</span>
                <span class="choice__note">{part(move || say!(common.urgent_note, name = name.get()))}</span>
            </span>
        </label>
    }
}

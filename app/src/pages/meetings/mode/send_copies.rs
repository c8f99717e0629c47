//! "Skicka nya själv" (design §2): what is decided of the warning plan goes to those who have a copy. It is on until
//! somebody at the table turns it off, and is written down when the meeting is closed; her own device then hands it on.

use domain::{Field, Value};
use leptos::prelude::*;

use crate::components::choose;
use crate::editor::Editor;
use crate::lean::handler;
use crate::state::use_owner_name;

fn is_on(editor: Editor) -> bool {
    editor.current().is_none_or(|entry| entry.value(Field::SendCopies) != Some(&Value::Flag(false)))
}

/// The switch.
#[component]
pub(crate) fn SendCopies(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let owner = use_owner_name();
    let title = move || match owner.get() {
        Some(name) => say!(mode.send_of, name = name),
        None => say!(mode.send).to_owned(),
    };
    view! {
        <label class="switch">
            <span class="switch__text">
                <span class="switch__title">{title}</span>
                <span class="switch__note">{say!(mode.send_note)}</span>
            </span>
            <input class="switch__input" type="checkbox" role="switch" prop:checked=move || is_on(editor)
                on:change=handler(move |event| choose(editor, Field::SendCopies, Value::Flag(event_target_checked(&event))))/>
        </label>
    }
}

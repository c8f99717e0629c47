//! "Det här vill jag" (R64).

use crate::lean::{handler, memo, part};
use domain::rules::Form;
use domain::{Field, Value};
use leptos::prelude::*;

use crate::components::choose;
use crate::editor::Editor;
use crate::state::use_owner_name;
use domain::plan::is_wanted;

/// The tick that takes a goal into the plan: for her to say, or for both in a meeting.
#[component]
pub(crate) fn Wanted(
    /// The goal.
    editor: Editor,
) -> impl IntoView {
    let owner = use_owner_name();
    let wanted = memo(move |_| {
        let id = editor.entry.get();
        editor.tab.with(|view| {
            let tab = view.open()?;
            Some(is_wanted(tab, tab.entries.get(&id?)?))
        })
    });
    let is_wanted = move || wanted.get() == Some(true);
    let direct = memo(move |_| editor.form() == Form::Direct);
    let title = move || match owner.get() {
        Some(name) => say!(plan.wanted_by, name = name),
        None => say!(plan.wanted).to_owned(),
    };
    let note = move || match owner.get() {
        Some(name) => say!(plan.wanted_note_of, name = name),
        None => say!(plan.wanted_note).to_owned(),
    };
    let set = move |on: bool| choose(editor, Field::Wanted, Value::Flag(on));
    move || {
        if direct.get() {
            view! {
                <label class="switch">
                    <span class="switch__text">
                        <span class="switch__title">{title}</span>
                        <span class="switch__note">{note}</span>
                    </span>
                    <input class="switch__input" type="checkbox" role="switch" prop:checked=is_wanted
                        on:change=handler(move |event| set(event_target_checked(&event)))/>
                </label>
            }
            .into_any()
        } else {
            view! {
                <p class="small">{part(move || if is_wanted() { title() } else { say!(plan.is_wish).to_owned() })}</p>
            }
            .into_any()
        }
    }
}

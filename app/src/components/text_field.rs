//! A text that saves itself: a moment after the last key, when the field is left, and when the app goes to
//! the background. What is being typed is never exchanged under the fingers (see [`super::typing`]).

use crate::lean::{attribute, memo, part};
use domain::Field;
use domain::rules::Form;
use leptos::ev;
use leptos::prelude::*;

use super::TwoVersions;
use super::standing::standing;
use super::typing::Typing;
use crate::editor::Editor;

/// A text field of an entry, or the free name of a person field.
#[component]
pub(crate) fn TextField(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
    /// The visible label.
    #[prop(into)]
    label: Signal<String>,
    /// A line below the label.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Several lines.
    #[prop(optional)]
    long: bool,
    /// What stands there until something is written.
    #[prop(into, optional)]
    prefill: Signal<String>,
    /// The kind of keyboard: `text`, `tel`.
    #[prop(default = "text")]
    keyboard: &'static str,
) -> impl IntoView {
    let typing = Typing::new(editor.app, field);
    let (said, ended) = (typing.said, typing.ended);
    let text = RwSignal::new(String::new());
    let id = format!("falt-{field:?}-{}", editor.entry.get_untracked().map(|e| e.to_string()).unwrap_or_default());
    let shown = memo(move |_| match editor.value(field) {
        Some(_) => editor.text(field),
        None => prefill.get(),
    });
    let typing = StoredValue::new(typing);
    Effect::new(move |_| {
        ended.track();
        let shown = shown.get();
        if !typing.with_value(Typing::is_going_on) {
            text.set(shown);
        }
    });
    // Going to the background, or leaving the page, saves at once.
    let save = move || typing.with_value(Typing::save);
    let hidden = window_event_listener(ev::visibilitychange, move |_| save());
    on_cleanup({
        let typing = typing.get_value();
        move || {
            hidden.remove();
            typing.save();
        }
    });
    let begin = move |_| typing.with_value(|typing| typing.begin(editor));
    // A field that is taken away with the cursor in it is left when it is gone; its words are saved by then.
    let leave = move |_| typing.try_with_value(Typing::leave).unwrap_or_default();
    let key = move |event: ev::Event| {
        let now = event_target_value(&event);
        text.set(now.clone());
        typing.with_value(|typing| typing.key(editor, &now));
    };
    let waits = standing(editor, field);
    let state = move || if said.get() == say!(common.saved) { Some("saved") } else { waits().map(|_| "waiting") };
    let hint_id = format!("{id}-hint");
    let described = format!("{id}-hint {id}-status");
    let locked = move || editor.form() == Form::Never;
    let input = if long {
        view! {
            <textarea class="field__input" id=id.clone() rows="3" aria-describedby=described readonly=locked
                prop:value=text on:focus=begin on:blur=leave on:input=key></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class="field__input" id=id.clone() type=keyboard autocomplete="off" aria-describedby=described
                readonly=locked prop:value=text on:focus=begin on:blur=leave on:input=key/>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{part(move || label.get())}</label>
            {part(move || Some(hint.get()).filter(|hint| !hint.is_empty()).map(|hint| view! {
                <p class="field__hint" id=hint_id.clone()>{hint}</p>
            }))}
            {input}
            <p class="field__status" id=format!("{id}-status") role="status" data-state=attribute(state)>
                {part(move || waits().unwrap_or_else(|| said.get().to_owned()))}
            </p>
        </div>
        <TwoVersions editor field/>
    }
}

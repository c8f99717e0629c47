//! One of a few answers, as large cards.

use crate::lean::{attribute, handler, memo};
use domain::rules::Form;
use domain::{Field, Value};
use leptos::prelude::*;

use crate::editor::Editor;

/// A choice among fixed answers, saved at the tap.
#[component]
pub(crate) fn ChoiceField(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
    /// The question.
    legend: &'static str,
    /// Wire name and words of each answer.
    choices: Vec<(&'static str, &'static str)>,
    /// Short answers beside each other.
    #[prop(optional)]
    beside: bool,
) -> impl IntoView {
    let chosen = memo(move |_| match editor.value(field) {
        Some(Value::Choice(name)) => Some(name),
        _ => None,
    });
    let group = format!("val-{field:?}");
    let class = if beside { "choice-group choice-group--beside" } else { "choice-group" };
    view! {
        <fieldset class=class disabled=attribute(move || editor.form() == Form::Never)>
            <legend class="choice-group__legend">{legend}</legend>
            {choices.into_iter().map(|(value, words)| view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name=group.clone() value=value
                        prop:checked=attribute(move || chosen.get().as_deref() == Some(value))
                        on:change=handler(move |_| editor.choose(field, Value::choice(value)))/>
                    <span class="choice__text"><span class="choice__title">{words}</span></span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

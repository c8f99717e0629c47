//! One of a few answers as large cards, for a question that always has an answer: what nobody has
//! chosen shows as its default.

use crate::lean::{attribute, handler};
use leptos::prelude::*;

/// A choice whose answer the page knows and records.
#[component]
pub(crate) fn ChoiceCards(
    /// The question.
    #[prop(into)]
    legend: String,
    /// Makes the group its own.
    #[prop(into)]
    name: String,
    /// Wire name and words of each answer.
    choices: Vec<(&'static str, String)>,
    /// The answer that holds.
    chosen: Signal<Option<&'static str>>,
    /// Called with the wire name of a tapped answer.
    #[prop(into)]
    on_choose: Callback<&'static str>,
    /// Short answers beside each other.
    #[prop(optional)]
    beside: bool,
    /// Nothing can be chosen now.
    #[prop(into, default = Signal::stored(false))]
    locked: Signal<bool>,
) -> impl IntoView {
    let class = if beside { "choice-group choice-group--beside" } else { "choice-group" };
    view! {
        <fieldset class=class disabled=attribute(move || locked.get())>
            <legend class="choice-group__legend">{legend}</legend>
            {choices.into_iter().map(|(value, words)| view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name=name.clone() value=value
                        prop:checked=attribute(move || chosen.get() == Some(value)) on:change=handler(move |_| on_choose.run(value))/>
                    <span class="choice__text"><span class="choice__title">{words}</span></span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

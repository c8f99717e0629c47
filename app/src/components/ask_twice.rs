//! An act that cannot be taken back afterwards is asked for twice: one tap for the question, one for the yes.
//!
//! The question comes where the first button stood, words first, so that a double tap lands on words. Whoever uses
//! the keyboard or a screen reader is led to the question, and back to the button after a no.

use crate::lean::{handler, part};
use leptos::prelude::*;

use super::Icon;
use crate::browser;

/// The button, and in its place the question.
#[component]
pub(crate) fn AskTwice(
    /// What tells it from others on the page, for focus.
    id: &'static str,
    /// What the first button says.
    ask: &'static str,
    /// Its icon, if it has one.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// What will happen, in words.
    #[prop(into)]
    question: String,
    /// The second button, which does it.
    yes: &'static str,
    /// The way back.
    no: &'static str,
    /// What is done.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let (question, question_id) = (StoredValue::new(question), StoredValue::new(format!("{id}-fraga")));
    let turn = move |on: bool| {
        asking.set(on);
        browser::focus_soon(if on { question_id.get_value() } else { id.to_owned() });
    };
    part(move || {
        if asking.get() {
            view! {
                <div class="notice" role="group" aria-labelledby=question_id.get_value()>
                    <p class="notice__text stays-put" id=question_id.get_value() tabindex="-1">{question.get_value()}</p>
                    <div class="notice__actions notice__actions--even">
                        <button class="button button--small" type="button" on:click=handler(move |_| on_yes.run(()))>
                            {yes}
                        </button>
                        <button class="button button--quiet button--small" type="button"
                            on:click=handler(move |_| turn(false))>{no}</button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <button class="button button--quiet" type="button" id=id on:click=handler(move |_| turn(true))>
                    {icon.map(|name| view! { <Icon name/> })}{ask}
                </button>
            }
            .into_any()
        }
    })
}

//! A button for what takes its time: it says that it works, and a second tap does nothing.

use crate::lean::{attribute, part};
use leptos::prelude::*;

/// The primary button of a screen that asks the server.
#[component]
pub(crate) fn WorkingButton(
    /// What it does, as a verb.
    #[prop(into)]
    label: Oco<'static, str>,
    /// It is being done.
    #[prop(into)]
    working: Signal<bool>,
    /// What to do. Without it the button sends the form it stands in.
    #[prop(into, optional)]
    on_press: Option<Callback<()>>,
    /// How it looks.
    #[prop(default = "button")]
    class: &'static str,
) -> impl IntoView {
    let press = move |_| {
        if let Some(on_press) = on_press.filter(|_| !working.get_untracked()) {
            on_press.run(());
        }
    };
    // It stays where it is and keeps the focus; only its words and its state change.
    view! {
        <button class=class type=if on_press.is_some() { "button" } else { "submit" }
            aria-disabled=attribute(move || working.get().then_some("true")) on:click=press>
            {part(move || if working.get() { Oco::Borrowed(say!(pair.working)) } else { label.clone() })}
        </button>
    }
}

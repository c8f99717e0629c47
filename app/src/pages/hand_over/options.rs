//! What she may add: the next meeting, and a code that she tells the person.

use crate::lean::{attribute, handler, memo, part};
use leptos::prelude::*;

use super::Handing;
use super::preview::next_of;
use crate::dates;
use crate::state::AppState;

/// Both are hers to choose; neither is on from the start.
#[component]
pub(super) fn Options(handing: Handing, name: String) -> impl IntoView {
    let app = AppState::get();
    let next = memo(move |_| {
        next_of(handing, app.now()).map(|next| format!("{}. {}.", dates::day_and_clock(next.starts), next.place))
    });
    let Handing { with_meeting, code, .. } = handing;
    view! {
        {part(move || view! {
            <label class="choice">
                <input class="choice__input" type="checkbox" prop:checked=attribute(move || with_meeting.get())
                    on:change=handler(move |event| with_meeting.set(event_target_checked(&event)))/>
                <span class="choice__text">
                    <span class="choice__title">{say!(hand_over.with_meeting)}</span>
                    <span class="choice__note">{next.get().unwrap_or_else(|| say!(hand_over.no_meeting).to_owned())}</span>
                </span>
            </label>
        })}
        <div class="field">
            <label class="field__label" for="kod">{say!(hand_over.code, name = name)}</label>
            <p class="field__hint" id="kod-hint">{say!(hand_over.code_hint)}</p>
            <input class="field__input" id="kod" type="text" inputmode="numeric" autocomplete="off" maxlength="32"
                aria-describedby="kod-hint" prop:value=attribute(move || code.get())
                on:input=handler(move |event| code.set(event_target_value(&event)))/>
        </div>
    }
}

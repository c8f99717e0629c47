//! One scale: a line to tap, two buttons, and no thumb until she has answered.

use crate::lean::{attribute, handler};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::in_words;
use crate::components::Icon;

/// How far one tap on "Mindre" or "Mer" moves, in tenths.
const NUDGE: i16 = 5;

/// Where the first nudge starts from.
const MIDDLE: u8 = 50;

/// A line from "Inte alls nöjd" to "Mycket nöjd". A finger that scrolls past changes nothing that
/// "Nästa" has not confirmed.
#[component]
pub(super) fn Scale(
    /// The mark; `None` until touched.
    mark: Signal<Option<u8>>,
    /// Called with every new mark.
    on_mark: Callback<u8>,
    /// The id of the question.
    labelled_by: &'static str,
) -> impl IntoView {
    let take = move |text: String| {
        if let Ok(value) = text.parse::<u8>() {
            on_mark.run(value.min(100));
        }
    };
    let nudge = move |step: i16| {
        let from = i16::from(mark.get_untracked().unwrap_or(MIDDLE));
        on_mark.run(u8::try_from((from + step).clamp(0, 100)).unwrap_or(MIDDLE));
    };
    // A tap, or a key, right on the resting value sends no `input`; it is an answer all the same.
    let settle = move |text: String| {
        if mark.get_untracked().is_none() {
            take(text);
        }
    };
    let keyed = move |event: KeyboardEvent| {
        if ["Enter", " "].contains(&event.key().as_str()) {
            event.prevent_default();
            settle(event_target_value(&event));
        }
    };
    view! {
        <div class="rating-line" data-answered=attribute(move || if mark.get().is_some() { "true" } else { "false" })>
            <div class="rating-line__field">
                <input class="rating-line__input" type="range" min="0" max="100" step="1" aria-labelledby=labelled_by
                    aria-describedby="skala-hur" aria-valuetext=attribute(move || in_words(mark.get()))
                    prop:value=attribute(move || mark.get().unwrap_or(MIDDLE).to_string())
                    on:input=handler(move |event| take(event_target_value(&event)))
                    on:click=handler(move |event| settle(event_target_value(&event)))
                    on:keydown=keyed/>
            </div>
            <p class="rating-line__ends" aria-hidden="true">
                <span>{say!(rating.lowest)}</span><span>{say!(rating.highest)}</span>
            </p>
            <p class="rating-line__hint" id="skala-hur">{say!(rating.how)}</p>
            <div class="rating-line__nudge">
                <button class="rating-line__button" type="button" on:click=handler(move |_| nudge(-NUDGE))>
                    <Icon name="minus"/>{say!(rating.less)}
                </button>
                <button class="rating-line__button" type="button" on:click=handler(move |_| nudge(NUDGE))>
                    <Icon name="plus"/>{say!(rating.more)}
                </button>
            </div>
        </div>
    }
}

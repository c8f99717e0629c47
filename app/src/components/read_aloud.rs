//! "Läs upp": one quiet button per page that holds text to read.
//!
//! Nothing is ever spoken by itself: somebody who uses a screen reader hears one voice until she presses it.

use crate::lean::{Show, handler, part};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::aloud::{Aloud, Heard};

/// The button, where a voice on this device speaks the language of the screen. It ends with the page, and on
/// Escape.
#[component]
pub(crate) fn ReadAloud() -> impl IntoView {
    let aloud = Aloud::get();
    let wanted = RwSignal::new(false);
    let place = use_location();
    Effect::new(move |before: Option<()>| {
        // From one goal to another the page stays, and its words do not.
        place.pathname.track();
        place.search.track();
        if before.is_some() {
            aloud.stop();
        } else {
            aloud.look();
            wanted.set(Aloud::is_wanted());
        }
    });
    let left = window_event_listener_untyped("pagehide", move |_| aloud.stop());
    let escaped = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            aloud.stop();
        }
    });
    on_cleanup(move || {
        left.remove();
        escaped.remove();
        aloud.stop();
    });
    let reads = move || aloud.heard.get() == Heard::Words;
    let turn = move |_| if untrack(reads) { aloud.stop() } else { aloud.begin() };
    view! {
        <div class="read-aloud">
            <Show when=move || wanted.get() && aloud.has_voice.get()>
                <button class="read-aloud__button" type="button" on:click=handler(turn)>
                    <Icon name="volume"/>{part(move || if reads() { say!(common.aloud_stop) } else { say!(common.aloud) })}
                </button>
            </Show>
        </div>
        <Show when=move || aloud.heard.get() == Heard::Failed>
            <p class="read-aloud__failed" role="status">{say!(common.aloud_failed)}</p>
        </Show>
    }
}

//! "Det här är krångligt": one tap at the foot of every page, and what becomes of it, in words.

use crate::lean::{Show, handler, part};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::feedback::{self, Tap};
use crate::state::{AppState, Who};
use crate::{browser, paths};

const BUTTON: &str = "krangligt";
const UNDO: &str = "krangligt-angra";

/// The button, or where the tap has gone.
#[component]
pub(crate) fn HardPage() -> impl IntoView {
    let app = AppState::get();
    let path = use_location().pathname;
    // Which day it is is known when the device's copy is open.
    let is_open = move || app.who.with(|who| *who != Who::Asking);
    let page = move || feedback::page_of(&path.get()).filter(|_| is_open());
    let tap = RwSignal::new(Tap::None);
    // Whether it was tapped while this page has been open: only then all is told.
    let is_new = RwSignal::new(false);
    Effect::new(move |before: Option<&str>| {
        app.status.track();
        let page = page().unwrap_or_default();
        if before.is_some_and(|before| before != page) {
            is_new.set(false);
        }
        tap.set(feedback::tap_of(app, page));
        page
    });
    let say = move |_| {
        if let Some(page) = untrack(page) {
            feedback::keep(app, page);
            is_new.set(true);
            tap.set(feedback::tap_of(app, page));
            // The button is gone: the keyboard goes on from what can be done now.
            browser::focus_soon(UNDO);
        }
    };
    let take_back = move |_| {
        if let Some(page) = untrack(page) {
            feedback::take_back(app, page);
            tap.set(feedback::tap_of(app, page));
            browser::focus_soon(BUTTON);
        }
    };
    view! {
        <Show when=move || page().is_some() && tap.get() == Tap::None>
            <button class="page-foot__link page-foot__button" id=BUTTON type="button" on:click=handler(say)>
                {say!(common.hard)}
            </button>
        </Show>
        <div class="page-foot__said" role="status">
            <Show when=move || tap.get() != Tap::None>
                <p>{part(move || if tap.get() == Tap::Sent { say!(common.hard_counted) } else { say!(common.hard_waits) })}</p>
                <Show when=move || is_new.get() || tap.get() == Tap::Waits>
                    <p>{say!(common.hard_goes)}</p>
                    <p>
                        <a class="page-foot__link" href=paths::HELP>{say!(common.hard_help)}</a>
                    </p>
                </Show>
            </Show>
        </div>
        <Show when=move || tap.get() == Tap::Waits>
            <button class="button button--quiet button--small" id=UNDO type="button" on:click=handler(take_back)>
                {say!(common.undo)}
            </button>
        </Show>
    }
}

//! Opening the room with the card: its code scanned by the phone's camera, or its signs typed.

use leptos::prelude::*;
use replica::CardTaken;

use crate::components::WorkingButton;
use crate::state::{AppState, use_binder};
use crate::{browser, paths};

/// The field for the signs. A link from the card fills it in by itself; nothing is kept before it has opened
/// something of hers, so a key that somebody sends her is never taken for her own.
#[component]
pub(super) fn TakeCard() -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let (typed, working) = (RwSignal::new(String::new()), RwSignal::new(false));
    let trouble = RwSignal::new(None::<&'static str>);
    let take = move || {
        let (Some(binder), Some(replica)) = (binder.get_untracked(), app.replica()) else { return };
        working.set(true);
        trouble.set(None);
        browser::spawn(async move {
            let said = match replica.take_room_card(binder, &typed.get_untracked()).await {
                Ok(CardTaken::Opens) => None,
                Ok(CardTaken::OpensNothing) => Some(say!(room.opens_nothing)),
                Ok(CardTaken::Misread) => Some(say!(room.misread)),
                Err(_) => Some(say!(room.failed)),
            };
            let _ = working.try_set(false);
            let _ = trouble.try_set(said);
            browser::focus_soon(if said.is_some() { "nyckel" } else { "rubrik" });
        });
    };
    let from_link = move || {
        let fragment = browser::fragment();
        if !fragment.is_empty() {
            browser::forget_query(paths::ROOM);
            typed.set(fragment);
            take();
        }
    };
    Effect::new(move |_| from_link());
    let listener = window_event_listener(leptos::ev::hashchange, move |_| from_link());
    on_cleanup(move || listener.remove());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        take();
    };
    let wrong = move || trouble.get().map(|_| "true");
    view! {
        <form class="no-print" on:submit=send>
            <div class="field">
                <label class="field__label" for="nyckel">{say!(room.signs)}</label>
                <p class="field__hint" id="nyckel-hint">{say!(room.signs_hint)}</p>
                <textarea class="field__input key-entry" id="nyckel" rows="2" autocomplete="off" autocapitalize="characters"
                    spellcheck="false" maxlength="120" aria-describedby="nyckel-hint nyckel-fel" aria-invalid=wrong
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
                <p class="field__error" id="nyckel-fel" role="status">{trouble}</p>
            </div>
            <div class="button-stack">
                <WorkingButton label=say!(room.take) working/>
            </div>
        </form>
    }
}

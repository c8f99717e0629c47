//! What is chosen with a lock: when it shuts, and what stays open.

use domain::Role;
use leptos::prelude::*;
use replica::{LockChoice, LockWhen};

use crate::browser;
use crate::components::ChoiceCards;
use crate::lean::{Show, derived, handler};
use crate::state::{AppState, visit};

/// The lock that there is: what was chosen can be changed, and it can shut now.
#[component]
pub(super) fn Chosen() -> impl IntoView {
    let app = AppState::get();
    let choice = derived(move || app.lock.get().unwrap_or_default());
    let choose = move |to: LockChoice| {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            // What could not be kept shows as it was.
            let _ = replica.choose_lock(to).await;
        });
    };
    view! {
        <div class="button-stack">
            <button class="button" type="button" on:click=handler(move |_| visit::shut())>{say!(lock.now)}</button>
        </div>
        <Choices choice on_choose=Callback::new(choose)/>
    }
}

const AWAY: &str = "away";
const AT_ONCE: &str = "at_once";
const OPENING: &str = "opening";
const OPEN: &str = "open";
const SHUT: &str = "shut";

/// The two questions.
#[component]
pub(super) fn Choices(choice: Signal<LockChoice>, on_choose: Callback<LockChoice>) -> impl IntoView {
    let app = AppState::get();
    let when = derived(move || {
        Some(match choice.get().when {
            LockWhen::Away => AWAY,
            LockWhen::AtOnce => AT_ONCE,
            LockWhen::Opening => OPENING,
        })
    });
    let to_when = move |value: &'static str| {
        let when = match value {
            AT_ONCE => LockWhen::AtOnce,
            OPENING => LockWhen::Opening,
            _ => LockWhen::Away,
        };
        on_choose.run(LockChoice { when, ..choice.get_untracked() });
    };
    let crisis = derived(move || Some(if choice.get().crisis_open { OPEN } else { SHUT }));
    let to_crisis = move |value: &'static str| {
        on_choose.run(LockChoice { crisis_open: value == OPEN, ..choice.get_untracked() });
    };
    view! {
        <ChoiceCards legend=say!(lock.when) name="las-nar" chosen=when on_choose=to_when choices=vec![
            (AWAY, say!(lock.when_away).to_owned()),
            (AT_ONCE, say!(lock.when_at_once).to_owned()),
            (OPENING, say!(lock.when_opening).to_owned()),
        ]/>
        <Show when=move || app.who.with(|who| who.role() == Some(Role::Owner))>
            <ChoiceCards legend=say!(lock.crisis) name="las-samre" chosen=crisis on_choose=to_crisis choices=vec![
                (OPEN, say!(lock.crisis_open).to_owned()),
                (SHUT, say!(lock.crisis_shut).to_owned()),
            ]/>
            <p class="small" role="status">
                {crate::lean::part(move || if choice.get().crisis_open { say!(lock.crisis_note) } else { say!(lock.crisis_cost) })}
            </p>
        </Show>
    }
}

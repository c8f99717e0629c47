//! A new lock: what it costs to forget the code, what she chooses, and the code.

use leptos::html::Input;
use leptos::prelude::*;
use replica::{CODE_MIN, LockChoice, SyncError};

use super::chosen::Choices;
use super::code_field::{CodeField, FIELD, typed};
use crate::browser;
use crate::components::WorkingButton;
use crate::state::AppState;

/// Chooses a code.
#[component]
pub(super) fn Setting(said: RwSignal<&'static str>) -> impl IntoView {
    let app = AppState::get();
    let choice = RwSignal::new(LockChoice::default());
    let input = NodeRef::<Input>::new();
    let trouble = RwSignal::new(String::new());
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = app.replica().filter(|_| !working.get_untracked()) else { return };
        let code = typed(input);
        if code.trim().chars().count() < CODE_MIN {
            trouble.set(say!(lock.short).to_owned());
            browser::focus(FIELD);
            return;
        }
        trouble.set(String::new());
        working.set(true);
        browser::spawn(async move {
            browser::painted().await;
            let answer = replica.set_lock(&code, choice.get_untracked()).await;
            let _ = working.try_set(false);
            let _ = match answer {
                Ok(()) => {
                    browser::focus_soon("rubrik");
                    said.try_set(say!(lock.is_set)).map(drop)
                }
                Err(SyncError::Offline) => trouble.try_set(say!(lock.offline).to_owned()).map(drop),
                Err(_) => trouble.try_set(say!(lock.failed).to_owned()).map(drop),
            };
        });
    };
    let staff = app.is_staff();
    view! {
        <p>{if staff { say!(lock.forget_staff) } else { say!(lock.forget) }}</p>
        <Choices choice=choice.into() on_choose=Callback::new(move |to| choice.set(to))/>
        <form class="sign-in" on:submit=submit>
            <CodeField label=say!(lock.code) hint=say!(lock.code_hint) seen=true input trouble/>
            <p class="small">{say!(lock.weak)}</p>
            <WorkingButton label=say!(lock.set) working/>
        </form>
    }
}

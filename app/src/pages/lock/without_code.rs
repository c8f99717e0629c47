//! The way round a forgotten code of staff: a new sign-in, and then a copy that is fetched anew. What was not sent comes
//! along, because it stands nowhere else.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::SyncError;

use crate::components::WorkingButton;
use crate::lean::{handler, part};
use crate::state::AppState;
use crate::{browser, paths};

/// Kept while she signs in: she has said that the code is forgotten.
const FORGOTTEN: &str = "parmen.forgotten";

/// How far she has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing is forgotten.
    Asked,
    /// She is told what it takes.
    Told,
    /// She has signed in since.
    SignedIn,
}

/// "Jag har glömt koden", for staff.
#[component]
pub(super) fn WithoutCode() -> impl IntoView {
    let app = AppState::get();
    let go = use_navigate();
    let has_been = browser::kept_in_visit(FORGOTTEN).is_some();
    let step = RwSignal::new(if has_been { Step::SignedIn } else { Step::Asked });
    let working = RwSignal::new(false);
    let trouble = RwSignal::new("");
    let tell = move |_| {
        step.set(Step::Told);
        browser::focus_soon("glomt");
    };
    let begin = Callback::new(move |()| {
        let Some(replica) = app.replica().filter(|_| !working.get_untracked()) else { return };
        let go = go.clone();
        working.set(true);
        trouble.set("");
        browser::spawn(async move {
            let begun = replica.begin_without_code().await;
            let _ = working.try_set(false);
            match begun {
                Ok(()) => {
                    browser::keep_in_visit(FORGOTTEN, None);
                    go(paths::LOCK, NavigateOptions { replace: true, ..Default::default() });
                }
                Err(SyncError::SignedOut) => {
                    let _ = step.try_set(Step::Told);
                    browser::focus_soon("glomt");
                }
                Err(SyncError::Offline) => _ = trouble.try_set(say!(lock.no_network)),
                Err(_) => _ = trouble.try_set(say!(lock.failed)),
            }
        });
    });
    part(move || {
        match step.get() {
        Step::Asked => view! {
            <button class="button button--text" type="button" on:click=handler(tell)>{say!(lock.forgotten)}</button>
        }
        .into_any(),
        Step::Told => view! {
            <div class="notice notice--plain">
                <p class="notice__text" id="glomt" tabindex="-1">{say!(lock.forgotten_how_staff)}</p>
                <div class="notice__actions">
                    <a class="button button--quiet" href=paths::SIGN_IN
                        on:click=handler(move |_| browser::keep_in_visit(FORGOTTEN, Some("yes")))>{say!(lock.sign_in)}</a>
                </div>
            </div>
        }
        .into_any(),
        Step::SignedIn => view! {
            <div class="notice notice--plain">
                <p class="notice__text">{say!(lock.without_code_how)}</p>
                <div class="notice__actions">
                    <WorkingButton class="button button--quiet" label=say!(lock.without_code) working on_press=begin/>
                </div>
                <p class="field__error" role="status">{part(move || trouble.get())}</p>
            </div>
        }
        .into_any(),
    }
    })
}

/// She has given the code after all.
pub(super) fn remembered() {
    browser::keep_in_visit(FORGOTTEN, None);
}

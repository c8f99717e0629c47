//! What stands instead of every page while the copy is locked: the code, and what helps without it. And what staff see
//! when their session has ended.

use std::time::Duration;

use domain::Timestamp;
use leptos::html::Input;
use leptos::prelude::*;
use replica::{CodeTaken, StoreError};

use super::code_field::{CodeField, FIELD, empty, typed};
use super::passkey::PasskeyWay;
use super::without_code::{WithoutCode, remembered};
use crate::components::WorkingButton;
use crate::lean::{Show, handler};
use crate::state::{AppState, was_desk};
use crate::{browser, paths};

/// Asks for the code.
#[component]
pub(crate) fn ShutPage() -> impl IntoView {
    let app = AppState::get();
    let input = NodeRef::<Input>::new();
    let trouble = RwSignal::new(String::new());
    let working = RwSignal::new(false);
    let is_desk = was_desk();
    Effect::new(move |_| {
        browser::set_title(say!(lock.shut_title));
        browser::focus_soon(FIELD);
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = app.replica().filter(|_| !working.get_untracked()) else { return };
        let code = typed(input);
        if code.trim().is_empty() {
            trouble.set(say!(lock.missing).to_owned());
            return browser::focus(FIELD);
        }
        working.set(true);
        // What was said of the code before is not about this one.
        trouble.set(String::new());
        browser::spawn(async move {
            browser::painted().await;
            let taken = replica.unlock(&code).await;
            let _ = working.try_set(false);
            if taken == Ok(CodeTaken::Right) {
                remembered();
            } else {
                tell_wrong(&taken, &code, replica.now(), input, trouble);
            }
        });
    };
    view! {
        <div class="page"><main class="page__main shut" id="innehall">
            <h1 class="page__title" id="rubrik" tabindex="-1">{say!(lock.shut_title)}</h1>
            <Show when=move || app.status.with(|status| status.revoked)>
                <p class="page__lede" role="status">{say!(lock.revoked)}</p>
            </Show>
            {is_desk.then(|| view! { <p class="page__lede">{say!(lock.shut_staff)}</p> })}
            <PasskeyWay/>
            <form class="sign-in" on:submit=submit>
                <CodeField label=say!(lock.code) input trouble/>
                <WorkingButton label=say!(lock.open) working/>
            </form>
            {(!is_desk).then(|| view! {
                <div class="button-stack">
                    <a class="button button--call" href=paths::CRISIS rel="external">{say!(common.worse)}</a>
                </div>
            })}
            {if is_desk { view! { <WithoutCode/> }.into_any() } else { view! { <Forgotten/> }.into_any() }}
        </main></div>
    }
}

/// The way round a forgotten code of hers.
#[component]
fn Forgotten() -> impl IntoView {
    let is_told = RwSignal::new(false);
    let tell = move |_| {
        is_told.set(true);
        browser::focus_soon("glomt");
    };
    view! {
        <Show when=move || is_told.get() fallback=move || view! {
            <button class="button button--text" type="button" on:click=handler(tell)>{say!(lock.forgotten)}</button>
        }>
            <div class="notice notice--plain">
                <p class="notice__text" id="glomt" tabindex="-1">{say!(lock.forgotten_how)}</p>
                <div class="notice__actions">
                    <a class="button button--quiet" href=paths::PAIR>{say!(lock.forgotten_go)}</a>
                </div>
            </div>
        </Show>
    }
}

/// The session of staff has ended: the copy stays, and is not shown before somebody has signed in.
#[component]
pub(crate) fn EndedPage() -> impl IntoView {
    Effect::new(move |_| browser::set_title(say!(lock.shut_title)));
    view! {
        <div class="page"><main class="page__main shut" id="innehall">
            <h1 class="page__title" id="rubrik" tabindex="-1">{say!(lock.shut_title)}</h1>
            <p class="page__lede" role="status">{say!(lock.ended)}</p>
            <div class="button-stack"><a class="button" href=paths::SIGN_IN>{say!(lock.sign_in)}</a></div>
        </main></div>
    }
}

/// Says what is to be said of a code that opened nothing, and leads back to the field. The next code may be on its
/// way there already.
pub(super) fn tell_wrong(
    taken: &Result<CodeTaken, StoreError>,
    tried: &str,
    now: Timestamp,
    input: NodeRef<Input>,
    trouble: RwSignal<String>,
) {
    if typed(input) == tried {
        empty(input);
    }
    let _ = trouble.try_set(trouble_of(taken, now));
    wait_over(taken, now, trouble);
    browser::focus(FIELD);
}

/// What to say of a code that opened nothing.
fn trouble_of(taken: &Result<CodeTaken, StoreError>, now: Timestamp) -> String {
    match taken {
        Ok(CodeTaken::Right) => String::new(),
        Ok(CodeTaken::Wrong) => say!(lock.wrong).to_owned(),
        Ok(CodeTaken::SignIn) => say!(lock.sign_in_first).to_owned(),
        Ok(CodeTaken::Wait(until)) => {
            let seconds = left(*until, now).div_ceil(1_000).max(1);
            if seconds <= 90 {
                say!(lock.wait_seconds, seconds = seconds)
            } else {
                say!(lock.wait_minutes, minutes = seconds.div_ceil(60))
            }
        }
        Err(_) => say!(lock.failed).to_owned(),
    }
}

/// Says when the next code can be given.
fn wait_over(taken: &Result<CodeTaken, StoreError>, now: Timestamp, trouble: RwSignal<String>) {
    let Ok(CodeTaken::Wait(until)) = taken else { return };
    let said = trouble.try_get_untracked();
    let over = move || {
        if trouble.try_get_untracked() == said {
            let _ = trouble.try_set(say!(lock.again).to_owned());
        }
    };
    set_timeout(over, Duration::from_millis(left(*until, now)));
}

fn left(until: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(until.as_millis().saturating_sub(now.as_millis())).unwrap_or_default()
}

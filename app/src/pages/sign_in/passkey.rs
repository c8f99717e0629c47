//! Signing in with a passkey: nothing is typed, so there is one button.

use domain::api::ErrorCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::SyncError;

use crate::components::WorkingButton;
use crate::lean::{Show, part};
use crate::state::{AppState, take_me};
use crate::{browser, paths};

/// The button, in browsers that can.
#[component]
pub(super) fn PasskeyButton() -> impl IntoView {
    let app = AppState::get();
    let go = use_navigate();
    let can = RwSignal::new(false);
    let working = RwSignal::new(false);
    let trouble = RwSignal::new("");
    // The first render is the shell's, whatever the browser can do.
    Effect::new(move |_| can.set(browser::can_use_passkeys()));
    let press = Callback::new(move |()| {
        let go = go.clone();
        working.set(true);
        trouble.set("");
        browser::spawn(async move {
            let signed_in = async {
                let replica = app.when_open().await?;
                let options = match replica.begin_passkey_sign_in().await {
                    Ok(options) => options,
                    Err(error) => return Some(Err(error)),
                };
                // She has thought better of it, or the device has none for here: nothing to complain of.
                let answer = browser::show_passkey(&options).await?;
                Some(replica.finish_passkey_sign_in(&answer).await)
            };
            let signed_in = signed_in.await;
            let _ = working.try_set(false);
            match signed_in {
                Some(Ok(me)) => {
                    take_me(app, Some(me));
                    go(paths::DESK, NavigateOptions { replace: true, ..Default::default() });
                }
                Some(Err(error)) => _ = trouble.try_set(why(&error)),
                None => _ = trouble.try_set(say!(sign_in.passkey_none)),
            }
        });
    });
    view! {
        <Show when=move || can.get()>
            <div class="sign-in">
                <WorkingButton class="button button--text" label=say!(sign_in.with_passkey) working on_press=press/>
                <p class="field__error" role="status">{part(move || trouble.get())}</p>
            </div>
        </Show>
    }
}

fn why(error: &SyncError) -> &'static str {
    match error {
        SyncError::Offline => say!(sign_in.offline),
        error if error.is_refused_as(ErrorCode::TooMany) => say!(sign_in.too_many),
        error if error.is_refused_as(ErrorCode::PasskeyFailed) => say!(sign_in.passkey_failed),
        _ => say!(sign_in.failed),
    }
}

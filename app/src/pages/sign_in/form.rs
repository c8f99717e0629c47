//! A local account: name and password.

use domain::api::{ErrorCode, SignInRequest};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::SyncError;

use crate::components::WorkingButton;
use crate::state::{AppState, take_me};
use crate::{browser, paths};

/// Name and password.
#[component]
pub(super) fn SignInForm(
    /// It is not the first way in here.
    is_second: bool,
) -> impl IntoView {
    let app = AppState::get();
    let go = use_navigate();
    // The browser keeps the words, not a signal: what a password manager fills in without telling anybody
    // is there too.
    let (name, password) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let trouble = RwSignal::new(None::<&'static str>);
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(username), Some(secret)) = (name.get_untracked(), password.get_untracked()) else { return };
        let request = SignInRequest { username: username.value().trim().to_owned(), password: secret.value() };
        if working.get_untracked() {
            return;
        }
        if request.username.is_empty() || request.password.is_empty() {
            trouble.set(Some(say!(sign_in.missing)));
            browser::focus(if request.username.is_empty() { "namn" } else { "losenord" });
            return;
        }
        working.set(true);
        trouble.set(None);
        let go = go.clone();
        browser::spawn(async move {
            let Some(replica) = app.when_open().await else {
                let _ = working.try_set(false);
                let _ = trouble.try_set(Some(say!(sign_in.failed)));
                return;
            };
            let answer = replica.sign_in(request).await;
            let _ = working.try_set(false);
            match answer {
                Ok(me) => {
                    take_me(app, Some(me));
                    go(paths::DESK, NavigateOptions { replace: true, ..Default::default() });
                }
                Err(error) => {
                    let _ = trouble.try_set(Some(why(&error)));
                    browser::focus("losenord");
                }
            }
        });
    };
    let wrong = move || trouble.get().map(|_| "true");
    // `post`: a form sent before the app woke up must not put the password in the address.
    view! {
        <form class="sign-in" method="post" on:submit=submit>
            <div class="field">
                <label class="field__label" for="namn">{say!(sign_in.name)}</label>
                <input class="field__input" id="namn" name="username" type="text" node_ref=name
                    autocomplete="username" autocapitalize="none" spellcheck="false"/>
            </div>
            <div class="field">
                <label class="field__label" for="losenord">{say!(sign_in.password)}</label>
                <input class="field__input" id="losenord" name="password" type="password" node_ref=password
                    autocomplete="current-password" aria-describedby="losenord-fel" aria-invalid=wrong/>
                <p class="field__error" id="losenord-fel" role="status">{trouble}</p>
            </div>
            <WorkingButton label=say!(sign_in.submit) working class=if is_second { "button button--quiet" } else { "button" }/>
        </form>
    }
}

fn why(error: &SyncError) -> &'static str {
    match error {
        SyncError::Offline => say!(sign_in.offline),
        SyncError::Refused(body) if body.code == ErrorCode::WrongPassword => say!(sign_in.wrong),
        SyncError::Refused(body) if body.code == ErrorCode::UseProvider => say!(sign_in.use_provider),
        SyncError::Refused(body) if body.code == ErrorCode::TooMany => say!(sign_in.too_many),
        _ => say!(sign_in.failed),
    }
}

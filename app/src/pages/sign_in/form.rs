//! A local account: name and password, and then a code where the account has a second step. What was typed stays.

use domain::api::{ErrorCode, SignInRequest};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::SyncError;

use crate::components::WorkingButton;
use crate::lean::{attribute, handler, part};
use crate::state::{AppState, take_me};
use crate::{browser, paths};

/// The three fields, of which the last waits for its turn.
#[component]
pub(super) fn SignInForm(
    /// It is not the first way in here.
    is_second: bool,
    /// Name and password were right, and a code is asked for.
    step: RwSignal<Option<Kind>>,
) -> impl IntoView {
    let app = AppState::get();
    let go = use_navigate();
    // The browser keeps the words, not a signal: what a password manager fills in without telling anybody
    // is there too.
    let (name, password, code) = (NodeRef::<Input>::new(), NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let trouble = RwSignal::new(None::<&'static str>);
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = |input: NodeRef<Input>| input.get_untracked().map(|input| input.value()).unwrap_or_default();
        let kind = step.get_untracked();
        let request = SignInRequest {
            username: written(name).trim().to_owned(),
            password: written(password),
            code: kind.map(|_| written(code).trim().to_owned()),
        };
        if working.get_untracked() {
            return;
        }
        if request.username.is_empty() || request.password.is_empty() {
            trouble.set(Some(say!(sign_in.missing)));
            browser::focus(if request.username.is_empty() { "namn" } else { "losenord" });
            return;
        }
        if request.code.as_deref() == Some("") {
            trouble.set(Some(say!(sign_in.code_missing)));
            browser::focus("kod");
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
                Err(error) if error.is_refused_as(ErrorCode::SecondFactorMissing) => {
                    go(paths::ACCOUNT, NavigateOptions { replace: true, ..Default::default() });
                }
                Err(error) if error.is_refused_as(ErrorCode::SecondFactorNeeded) => {
                    let _ = step.try_set(Some(Kind::App));
                    browser::focus_soon("kod");
                }
                Err(error) => {
                    // The password may have been changed meanwhile.
                    let kind = kind.filter(|_| !error.is_refused_as(ErrorCode::WrongPassword));
                    let _ = step.try_set(kind);
                    let _ = trouble.try_set(Some(why(&error, kind)));
                    browser::focus_soon(if kind.is_some() { "kod" } else { "losenord" });
                }
            }
        });
    };
    let wrong = move || trouble.get().map(|_| "true");
    let to = move |kind: Option<Kind>| {
        trouble.set(None);
        if let Some(code) = code.get_untracked() {
            code.set_value("");
        }
        step.set(kind);
        browser::focus_soon(if kind.is_some() { "kod" } else { "losenord" });
    };
    let is_first = move || step.get().is_none();
    let is_paper = move || step.get() == Some(Kind::Paper);
    // `post`: a form sent before the app woke up must not put the password in the address.
    view! {
        <form class="sign-in" method="post" on:submit=submit>
            <div class="field" hidden=attribute(move || !is_first())>
                <label class="field__label" for="namn">{say!(sign_in.name)}</label>
                <input class="field__input" id="namn" name="username" type="text" node_ref=name
                    autocomplete="username" autocapitalize="none" spellcheck="false"/>
            </div>
            <div class="field" hidden=attribute(move || !is_first())>
                <label class="field__label" for="losenord">{say!(sign_in.password)}</label>
                <input class="field__input" id="losenord" name="password" type="password" node_ref=password
                    autocomplete="current-password" aria-describedby="losenord-fel" aria-invalid=wrong/>
            </div>
            <div class="field" hidden=attribute(is_first)>
                <label class="field__label" for="kod">
                    {part(move || if is_paper() { say!(sign_in.recovery) } else { say!(sign_in.code) })}
                </label>
                <input class="field__input" id="kod" name="code" type="text" node_ref=code autocomplete="one-time-code"
                    inputmode=attribute(move || if is_paper() { "text" } else { "numeric" })
                    autocapitalize="none" spellcheck="false" aria-describedby="losenord-fel" aria-invalid=wrong/>
            </div>
            <p class="field__error" id="losenord-fel" role="status">{trouble}</p>
            <WorkingButton label=say!(sign_in.submit) working class=if is_second { "button button--quiet" } else { "button" }/>
            {part(move || step.get().map(|kind| another_way(kind, to)))}
        </form>
    }
}

/// What else there is than the code that is asked for.
fn another_way(kind: Kind, to: impl Fn(Option<Kind>) + Copy + 'static) -> AnyView {
    let (other, words) = match kind {
        Kind::App => (Kind::Paper, say!(sign_in.use_recovery)),
        Kind::Paper => (Kind::App, say!(sign_in.use_app)),
    };
    view! {
        <button class="button button--text" type="button" on:click=handler(move |_| to(Some(other)))>{words}</button>
        <button class="button button--text" type="button" on:click=handler(move |_| to(None))>
            {say!(sign_in.back)}
        </button>
        <p class="small">{say!(sign_in.lost)}</p>
    }
    .into_any()
}

/// Where the code is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// In an app on her phone.
    App,
    /// On the paper that she keeps.
    Paper,
}

fn why(error: &SyncError, kind: Option<Kind>) -> &'static str {
    match error {
        SyncError::Offline => say!(sign_in.offline),
        SyncError::Refused(body) if body.code == ErrorCode::WrongPassword => say!(sign_in.wrong),
        SyncError::Refused(body) if body.code == ErrorCode::WrongOneTimeCode => match kind {
            Some(Kind::Paper) => say!(sign_in.recovery_wrong),
            _ => say!(sign_in.code_wrong),
        },
        SyncError::Refused(body) if body.code == ErrorCode::UseProvider => say!(sign_in.use_provider),
        SyncError::Refused(body) if body.code == ErrorCode::TooMany => say!(sign_in.too_many),
        _ => say!(sign_in.failed),
    }
}

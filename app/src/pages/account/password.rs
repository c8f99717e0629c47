//! Another password. Whether it is good enough is the server's to say.

use domain::api::{ChangePasswordRequest, ErrorCode};
use leptos::html::Input;
use leptos::prelude::*;
use replica::SyncError;

use super::field::{SecretField, TROUBLE, written};
use super::{Account, Doing, why};
use crate::browser;
use crate::components::WorkingButton;
use crate::lean::handler;

/// The one until now and the one from now on.
#[component]
pub(super) fn PasswordForm(account: Account) -> impl IntoView {
    let (old, new) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let trouble = RwSignal::new("");
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = account.app.replica().filter(|_| !working.get_untracked()) else { return };
        let request = ChangePasswordRequest { password: written(old), new_password: written(new) };
        if request.password.is_empty() || request.new_password.is_empty() {
            trouble.set(say!(account.password_missing));
            browser::focus(if request.password.is_empty() { "konto-losenord" } else { "konto-nytt" });
            return;
        }
        working.set(true);
        trouble.set("");
        browser::spawn(async move {
            let answer = replica.change_password(request).await;
            let _ = working.try_set(false);
            match answer {
                Ok(()) => account.done(say!(account.done_password)),
                Err(error) => {
                    let (words, field) = told(&error);
                    let _ = trouble.try_set(words);
                    browser::focus(field);
                }
            }
        });
    };
    let username = account.card().map(|card| card.username).unwrap_or_default();
    // A password manager asks whose it is.
    view! {
        <form class="sign-in" method="post" on:submit=submit>
            <input type="text" autocomplete="username" value=username hidden=true readonly=true/>
            <SecretField id="konto-losenord" label=say!(account.password_old) autocomplete="current-password" input=old/>
            <SecretField id="konto-nytt" label=say!(account.password_new) autocomplete="new-password" input=new
                hint=say!(account.password_hint)/>
            <p class="field__error" id=TROUBLE role="status">{trouble}</p>
            <WorkingButton label=say!(account.password_change) working/>
            <button class="button button--text" type="button" on:click=handler(move |_| account.go(Doing::Looking))>
                {say!(account.cancel)}
            </button>
        </form>
    }
}

/// What to say, and where to mend it.
fn told(error: &SyncError) -> (&'static str, &'static str) {
    match error {
        SyncError::Refused(body) if body.code == ErrorCode::WeakPassword => {
            let is_short = body.field.as_deref() == Some("length");
            let words = if is_short { say!(account.password_short) } else { say!(account.password_common) };
            (words, "konto-nytt")
        }
        error => (why(error), "konto-losenord"),
    }
}

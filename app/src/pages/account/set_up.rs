//! The key goes into the app, and a code of it comes back.

use domain::api::SecondFactorSecret;
use leptos::html::Input;
use leptos::prelude::*;

use super::field::{SecretField, TROUBLE, written};
use super::{Account, Doing, why};
use crate::browser;
use crate::components::{QrCode, WorkingButton};
use crate::lean::handler;
use crate::state::take_me;

/// A QR code, the same as a key to type, and the field for the first code.
#[component]
pub(super) fn SetUp(account: Account, secret: SecondFactorSecret) -> impl IntoView {
    let code = NodeRef::<Input>::new();
    let trouble = RwSignal::new("");
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = account.app.replica().filter(|_| !working.get_untracked()) else { return };
        let code = written(code);
        if code.trim().is_empty() {
            trouble.set(say!(sign_in.code_missing));
            browser::focus("konto-kod");
            return;
        }
        working.set(true);
        trouble.set("");
        browser::spawn(async move {
            let answer = replica.confirm_second_factor(code).await;
            let _ = working.try_set(false);
            match answer {
                Ok(on) => {
                    if let Some(me) = on.me {
                        take_me(account.app, Some(me));
                    }
                    account.go(Doing::Saving(on.codes));
                }
                Err(error) => {
                    let _ = trouble.try_set(why(&error));
                    browser::focus("konto-kod");
                }
            }
        });
    };
    let groups: Vec<char> = secret.key.chars().collect();
    let key = groups.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    let is_first = account.is_at_the_door();
    view! {
        <section class="pairing pairing--stacked">
            <ol class="steps">
                {[say!(account.setup_app), say!(account.setup_scan), say!(account.setup_write)]
                    .map(|step| view! { <li class="steps__item">{step}</li> }).into_iter().collect_view()}
            </ol>
            <div class="pairing__qr"><QrCode link=secret.address.clone() label=say!(account.setup_qr)/></div>
            <div>
                <p class="small">{say!(account.setup_key)}</p>
                <p class="one-time-key" translate="no">{key}</p>
                <a class="button button--text button--small one-time-here" href=secret.address rel="external">{say!(account.setup_here)}</a>
            </div>
            <form class="sign-in" method="post" on:submit=submit>
                <SecretField id="konto-kod" label=say!(sign_in.code) kind="text" autocomplete="one-time-code"
                    input=code class="one-time-code"/>
                <p class="field__error" id=TROUBLE role="status">{trouble}</p>
                <WorkingButton label=say!(account.go_on) working/>
                {(!is_first).then(|| view! {
                    <button class="button button--text" type="button"
                        on:click=handler(move |_| account.go(Doing::Looking))>{say!(account.cancel)}</button>
                })}
            </form>
        </section>
    }
}

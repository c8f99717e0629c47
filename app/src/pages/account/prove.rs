//! The password again, and a code where there is one: an open desk is not enough to change how somebody signs in.

use domain::api::AccountProof;
use leptos::html::Input;
use leptos::prelude::*;

use super::field::{SecretField, TROUBLE, written};
use super::{Account, Doing, passkeys, why};
use crate::browser;
use crate::components::WorkingButton;
use crate::lean::handler;

/// What it is proved for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    TurnOn,
    Replace,
    Renew,
    Remove,
    AddPasskey,
}

impl Aim {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::TurnOn => say!(account.factor_begin),
            Self::Replace => say!(account.factor_replace),
            Self::Renew => say!(account.factor_renew),
            Self::Remove => say!(account.remove_yes),
            Self::AddPasskey => say!(account.passkey_add),
        }
    }

    /// What comes of it, where that is not what the next page shows.
    fn cost(self) -> Option<&'static str> {
        match self {
            Self::TurnOn | Self::Replace | Self::AddPasskey => None,
            Self::Renew => Some(say!(account.prove_renew)),
            Self::Remove => Some(say!(account.prove_remove)),
        }
    }
}

/// Asks for the proof, and goes on.
#[component]
pub(super) fn ProveForm(account: Account, aim: Aim) -> impl IntoView {
    let (password, code) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let trouble = RwSignal::new("");
    let working = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(replica) = account.app.replica().filter(|_| !working.get_untracked()) else { return };
        let code = Some(written(code)).filter(|code| !code.trim().is_empty());
        let proof = AccountProof { password: Some(written(password)), code };
        working.set(true);
        trouble.set("");
        browser::spawn(async move {
            let next = match aim {
                Aim::TurnOn | Aim::Replace => replica.propose_second_factor(proof).await.map(Doing::SettingUp),
                Aim::Renew => replica.renew_recovery_codes(proof).await.map(|made| Doing::Saving(made.codes)),
                Aim::Remove => replica.remove_second_factor(proof).await.map(|()| Doing::Looking),
                Aim::AddPasskey => match passkeys::make(&replica, proof).await {
                    Ok(true) => Ok(Doing::Looking),
                    Ok(false) => {
                        let _ = working.try_set(false);
                        let _ = trouble.try_set(say!(account.passkey_given_up));
                        return;
                    }
                    Err(error) => Err(error),
                },
            };
            let _ = working.try_set(false);
            match next {
                Ok(Doing::Looking) if aim == Aim::AddPasskey => account.done(say!(account.passkey_added)),
                Ok(Doing::Looking) => account.done(say!(account.done_off)),
                Ok(next) => account.go(next),
                Err(error) => {
                    let _ = trouble.try_set(why(&error));
                    browser::focus("konto-losenord");
                }
            }
        });
    };
    let has_code = account.card().is_some_and(|card| card.second_factor.is_some());
    view! {
        <p class="page__lede">{if has_code { say!(account.prove_both) } else { say!(account.prove) }}</p>
        {aim.cost().map(|cost| view! { <p>{cost}</p> })}
        <form class="sign-in" method="post" on:submit=submit>
            <SecretField id="konto-losenord" label=say!(sign_in.password) autocomplete="current-password" input=password/>
            {has_code.then(|| view! {
                <SecretField id="konto-kod" label=say!(account.code_or_recovery) kind="text" autocomplete="one-time-code"
                    input=code/>
            })}
            <p class="field__error" id=TROUBLE role="status">{trouble}</p>
            <WorkingButton label=if aim == Aim::Remove { say!(account.remove_yes) } else { say!(account.go_on) } working/>
            <button class="button button--text" type="button" on:click=handler(move |_| account.go(Doing::Looking))>
                {say!(account.cancel)}
            </button>
        </form>
    }
}

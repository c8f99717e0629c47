//! Her passkeys: which there are, forgetting one, and making one.

use domain::PasskeyId;
use domain::api::{AccountProof, PasskeyCard};
use leptos::prelude::*;
use replica::{Replica, SyncError};

use super::prove::Aim;
use super::{Account, Doing, why};
use crate::lean::{Show, handler};
use crate::{browser, dates};

/// The list, and the way to one more.
#[component]
pub(super) fn Passkeys(account: Account, passkeys: Vec<PasskeyCard>) -> impl IntoView {
    let can = RwSignal::new(false);
    Effect::new(move |_| can.set(browser::can_use_passkeys()));
    let remove = move |id: PasskeyId| {
        let Some(replica) = account.app.replica() else { return };
        browser::spawn(async move {
            match replica.remove_passkey(id).await {
                Ok(()) => account.done(say!(account.passkey_removed)),
                Err(error) => _ = account.said.try_set(why(&error)),
            }
        });
    };
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(account.passkeys)}</h2>
            <p class="sheet__text">{say!(account.passkey_why)}</p>
            <ul class="consent-list">
                {passkeys.into_iter().map(|key| one(account, key, remove)).collect_view()}
            </ul>
            <Show when=move || can.get()>
                <div class="sheet__actions">
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| account.go(Doing::Proving(Aim::AddPasskey)))>
                        {say!(account.passkey_add)}
                    </button>
                </div>
            </Show>
        </section>
    }
}

fn one(account: Account, key: PasskeyCard, remove: impl Fn(PasskeyId) + Copy + 'static) -> AnyView {
    let now = account.app.now();
    let id = key.id;
    let name = format!("nyckel-{id}");
    let used = match key.last_used_at {
        Some(at) => say!(account.session_seen, when = dates::day_short_clock(now, at)),
        None => say!(account.passkey_unused).to_owned(),
    };
    view! {
        <li class="consent">
            <p class="consent__sentence" id=name.clone()>
                {say!(account.passkey_since, when = dates::day_short_clock(now, key.since))}
            </p>
            <p class="consent__period">{used}</p>
            <div class="consent__actions">
                <button class="button button--quiet button--small" type="button" aria-describedby=name
                    on:click=handler(move |_| remove(id))>{say!(account.passkey_remove)}</button>
            </div>
        </li>
    }
    .into_any()
}

/// Has this device make one; `false` if it did not.
pub(super) async fn make(replica: &Replica, proof: AccountProof) -> Result<bool, SyncError> {
    let options = replica.begin_passkey(proof).await?;
    let Some(answer) = browser::make_passkey(&options).await else { return Ok(false) };
    replica.finish_passkey(&answer).await.map(|()| true)
}

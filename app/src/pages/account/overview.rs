//! All there is of an account, each thing with the ways to change it.

use domain::DeviceId;
use domain::api::{AccountCard, AccountProof, SecondFactorCard, SessionCard};
use leptos::prelude::*;

use super::passkeys::Passkeys;
use super::prove::Aim;
use super::{Account, Doing, why};
use crate::components::WorkingButton;
use crate::lean::handler;
use crate::{browser, dates};

/// The second step, the password, and where she is signed in.
#[component]
pub(super) fn Overview(account: Account, card: AccountCard) -> impl IntoView {
    let AccountCard { username, second_factor, is_required, sessions, passkeys } = card;
    let now = account.app.now();
    let end = move |device: DeviceId| {
        let Some(replica) = account.app.replica() else { return };
        browser::spawn(async move {
            match replica.end_own_session(device).await {
                Ok(()) => account.done(say!(account.session_ended)),
                Err(error) => _ = account.said.try_set(why(&error)),
            }
        });
    };
    view! {
        <p class="page__lede">{say!(account.lede, username = username)}</p>
        <section class="sheet">
            <h2 class="sheet__title">{say!(account.factor)}</h2>
            {match second_factor {
                None => view! {
                    <p class="sheet__text">{say!(account.factor_why)}</p>
                    <div class="sheet__actions">{go(account, Aim::TurnOn, say!(account.factor_begin))}</div>
                }.into_any(),
                Some(SecondFactorCard { since, recovery_codes_left }) => view! {
                    <p class="sheet__text">
                        {say!(account.factor_on, when = dates::day(now, since))}" "
                        {say!(account.factor_left, n = recovery_codes_left)}
                    </p>
                    <div class="sheet__actions">
                        {go(account, Aim::Replace, say!(account.factor_replace))}
                        {go(account, Aim::Renew, say!(account.factor_renew))}
                        {(!is_required).then(|| go(account, Aim::Remove, say!(account.factor_remove)))}
                    </div>
                }.into_any(),
            }}
        </section>
        <Passkeys account passkeys/>
        <section class="sheet">
            <h2 class="sheet__title">{say!(account.password)}</h2>
            <div class="sheet__actions">
                <button class="button button--quiet button--small" type="button"
                    on:click=handler(move |_| account.go(Doing::ChangingPassword))>
                    {say!(account.password_change)}
                </button>
            </div>
        </section>
        <section class="sheet">
            <h2 class="sheet__title">{say!(account.sessions)}</h2>
            <ul class="consent-list">
                {sessions.into_iter().map(|session| one(account, session, end)).collect_view()}
            </ul>
        </section>
    }
}

fn go(account: Account, aim: Aim, words: &'static str) -> AnyView {
    view! {
        <button class="button button--quiet button--small" type="button"
            on:click=handler(move |_| account.go(Doing::Proving(aim)))>{words}</button>
    }
    .into_any()
}

fn one(account: Account, session: SessionCard, end: impl Fn(DeviceId) + Copy + 'static) -> AnyView {
    let now = account.app.now();
    let SessionCard { id, since, last_seen_at, this } = session;
    let name = format!("plats-{id}");
    let facts = [
        say!(account.session_since, when = dates::day_short_clock(now, since)),
        say!(account.session_seen, when = dates::day_short_clock(now, last_seen_at)),
    ];
    view! {
        <li class="consent">
            <p class="consent__sentence">{if this { say!(account.session_this) } else { say!(account.session_other) }}</p>
            <p class="consent__period" id=name.clone()>{facts.join(" ")}</p>
            {(!this).then(|| view! {
                <div class="consent__actions">
                    <button class="button button--quiet button--small" type="button" aria-describedby=name
                        on:click=handler(move |_| end(id))>{say!(account.session_end)}</button>
                </div>
            })}
        </li>
    }
    .into_any()
}

/// The organisation demands a second step: what it is, what is needed, and one button.
#[component]
pub(super) fn FirstTime(account: Account) -> impl IntoView {
    let working = RwSignal::new(false);
    let begin = move |()| {
        let Some(replica) = account.app.replica() else { return };
        working.set(true);
        browser::spawn(async move {
            let answer = replica.propose_second_factor(AccountProof::default()).await;
            let _ = working.try_set(false);
            match answer {
                Ok(secret) => account.go(Doing::SettingUp(secret)),
                Err(error) => _ = account.said.try_set(why(&error)),
            }
        });
    };
    view! {
        <p class="page__lede">{say!(account.required_lede)}</p>
        <p>{say!(account.required_need)}</p>
        <p>{say!(account.factor_why)}</p>
        <div class="button-stack">
            <WorkingButton label=say!(account.required_begin) working on_press=Callback::new(begin)/>
        </div>
    }
}

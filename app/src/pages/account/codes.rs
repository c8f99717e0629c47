//! The recovery codes, this one time: on the screen, and as a sheet of paper.

use leptos::prelude::*;

use super::Account;
use crate::browser;
use crate::components::Icon;
use crate::lean::handler;

/// Ten codes, and a button that says they are kept.
#[component]
pub(super) fn Codes(account: Account, codes: Vec<String>) -> impl IntoView {
    let username = account.card().map(|card| card.username).unwrap_or_default();
    view! {
        <p class="page__lede">{say!(account.codes_lede)}</p>
        <section class="sheet">
            <h2 class="sheet__title">{say!(account.codes_of, username = username)}</h2>
            <ul class="recovery-codes" translate="no">
                {codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}
            </ul>
        </section>
        <p>{say!(account.codes_once)}</p>
        <div class="button-stack">
            <button class="button" type="button" on:click=handler(move |_| browser::print())>
                <Icon name="printer"/>{say!(account.codes_print)}
            </button>
            <button class="button button--quiet" type="button"
                on:click=handler(move |_| account.done(say!(account.done_on)))>{say!(account.codes_saved)}</button>
        </div>
    }
}

//! The way in: by the link's secret or by a code that is read out; and what to say first.

use domain::api::RedeemPairingRequest;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::install::InstallFirst;
use super::way::{Mode, Way};
use crate::components::WorkingButton;
use crate::words::before_stop;
use crate::{browser, paths};

/// How many digits a code has.
const DIGITS: usize = 8;

/// The first screen of pairing.
#[component]
pub(super) fn WayIn(way: Way) -> impl IntoView {
    let anyway = move |_| way.anyway.set(true);
    move || match way.mode.get() {
        Mode::Waiting => view! { <div class="pending" aria-hidden="true"></div> }.into_any(),
        Mode::Broken => {
            view! { <div class="notice"><p class="notice__text">{say!(common.storage_fault)}</p></div> }.into_any()
        }
        Mode::InstallFirst => view! { <InstallFirst on_here=move |()| way.here.set(true)/> }.into_any(),
        Mode::Paired(name) => view! {
            <p class="page__lede">{say!(pair.already, name = before_stop(&name))}</p>
            <p>{say!(pair.already_same)}</p>
            <p>{say!(pair.already_other)}</p>
            <div class="button-stack">
                <a class="button" href=paths::HOME>{say!(pair.to_binder)}</a>
                <button class="button button--text" type="button" on:click=anyway>{say!(pair.anyway)}</button>
            </div>
        }
        .into_any(),
        Mode::Staff(name) => view! {
            <p class="page__lede">{say!(pair.already_staff, name = name.clone())}</p>
            <p>{say!(pair.already_staff_cost, name = name)}</p>
            <div class="button-stack">
                <a class="button" href=paths::DESK>{say!(pair.to_list)}</a>
                <button class="button button--text" type="button" on:click=anyway>{say!(pair.anyway)}</button>
            </div>
        }
        .into_any(),
        Mode::Link => view! { <ByLink way/> }.into_any(),
        Mode::Code => view! { <ByCode way/> }.into_any(),
    }
}

#[component]
fn ByLink(way: Way) -> impl IntoView {
    let go = use_navigate();
    let open = move |()| {
        let request = RedeemPairingRequest { secret: way.secret.get_untracked(), code: None };
        way.redeem(request, go.clone());
    };
    view! {
        <p class="page__lede">{say!(pair.by_link)}</p>
        <p class="field__error" role="status">{way.trouble}</p>
        <div class="button-stack">
            <WorkingButton label=say!(pair.open) working=way.working on_press=Callback::new(open)/>
            <a class="button button--text" href=paths::HOME>{say!(pair.not_now)}</a>
        </div>
    }
}

#[component]
fn ByCode(way: Way) -> impl IntoView {
    let go = use_navigate();
    let typed = RwSignal::new(String::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // Read out in groups, typed in any way.
        let code: String = typed.get_untracked().chars().filter(char::is_ascii_digit).collect();
        if code.len() == DIGITS {
            way.redeem(RedeemPairingRequest { secret: None, code: Some(code) }, go.clone());
        } else {
            way.trouble.set(Some(say!(pair.code_short)));
            browser::focus("kod");
        }
    };
    let wrong = move || way.trouble.get().map(|_| "true");
    view! {
        <p class="page__lede">{say!(pair.by_code)}</p>
        <form on:submit=send>
            <div class="field code-entry">
                <label class="field__label" for="kod">{say!(pair.code)}</label>
                <p class="field__hint" id="kod-hint">{say!(pair.code_hint)}</p>
                <input class="field__input code-entry__input" id="kod" type="text" inputmode="numeric"
                    autocomplete="one-time-code" maxlength="16" aria-describedby="kod-hint kod-fel" aria-invalid=wrong
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
                <p class="field__error" id="kod-fel" role="status">{way.trouble}</p>
            </div>
            <p class="small">{say!(pair.once)}</p>
            <p class="small">{say!(pair.no_code)}</p>
            <div class="button-stack">
                <WorkingButton label=say!(pair.open) working=way.working/>
                <a class="button button--text" href=paths::HOME>{say!(pair.not_now)}</a>
            </div>
        </form>
    }
}

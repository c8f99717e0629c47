//! Logga in: for coordinators. An owner never meets this page (design §7: pairing, not login).
//!
//! Two ways, as the server has them: the organisation's own sign-in, and a local account.

mod form;
mod passkey;
mod provider;

use crate::lean::{attribute, handler, memo, part};
use domain::Role;
use leptos::prelude::*;

use crate::components::Page;
use crate::paths;
use crate::state::{AppState, Who};
use crate::ways_in::ways_in;
use crate::words::before_stop;
use form::{Kind, SignInForm};
use passkey::PasskeyButton;
use provider::{ProviderButton, Stranger, Way};

/// What the page is for just now.
#[derive(Clone, PartialEq)]
enum Mode {
    /// The ways in.
    Form,
    /// The organisation has answered, and the answer is handed in.
    Finishing,
    /// The organisation knows who she is, and nobody here does.
    Stranger(String),
    /// Somebody is signed in.
    Inside(String),
    /// This is an owner's phone.
    OwnersPhone(String),
}

/// Signs a coordinator in.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let app = AppState::get();
    let way = Way::new(ways_in());
    let anyway = RwSignal::new(false);
    let step = RwSignal::new(None::<Kind>);
    let ended = memo(move |_| app.status.get().signed_out && app.is_staff());
    let mode = memo(move |_| match (way.stranger.get(), app.who.get()) {
        _ if way.is_finishing.get() => Mode::Finishing,
        (Some(identity), _) => Mode::Stranger(identity),
        (_, Who::Somebody(me)) if me.role == Role::Coordinator && !ended.get() => Mode::Inside(me.name),
        (_, Who::Somebody(me)) if me.role == Role::Owner && !anyway.get() => Mode::OwnersPhone(me.name),
        _ => Mode::Form,
    });
    view! {
        <Page title=say!(sign_in.title).to_owned()>
            {part(move || match mode.get() {
                Mode::Form => view! {
                    <p class="page__lede">
                        {part(move || match step.get() {
                            Some(Kind::App) => say!(sign_in.code_lede),
                            Some(Kind::Paper) => say!(sign_in.recovery_lede),
                            None if ended.get() => say!(sign_in.ended),
                            None => say!(sign_in.lede),
                        })}
                    </p>
                    <Ways way step/>
                }
                .into_any(),
                Mode::Finishing => view! { <p class="page__lede" role="status">{say!(sign_in.finishing)}</p> }.into_any(),
                Mode::Stranger(identity) => view! { <Stranger way identity/> }.into_any(),
                Mode::Inside(name) => view! {
                    <p class="page__lede">{say!(sign_in.signed_in, name = before_stop(&name))}</p>
                    <div class="button-stack"><a class="button" href=paths::DESK>{say!(sign_in.to_list)}</a></div>
                }
                .into_any(),
                Mode::OwnersPhone(name) => view! {
                    <p class="page__lede">{say!(sign_in.owners_phone, name = before_stop(&name))}</p>
                    <p>{say!(sign_in.owners_phone_cost)}</p>
                    <div class="button-stack">
                        <a class="button" href=paths::HOME>{say!(common.to_binder)}</a>
                        <button class="button button--text" type="button" on:click=handler(move |_| anyway.set(true))>
                            {say!(sign_in.anyway)}
                        </button>
                    </div>
                }
                .into_any(),
            })}
        </Page>
    }
}

/// The organisation's sign-in first, where there is one.
#[component]
fn Ways(way: Way, step: RwSignal<Option<Kind>>) -> impl IntoView {
    let has_provider = way.provider.with_value(Option::is_some);
    view! {
        {has_provider.then(|| view! {
            <div class="sign-in" hidden=attribute(move || step.get().is_some())>
                <ProviderButton way/>
                {way.local.then(|| view! { <p class="sign-in__or">{say!(sign_in.or)}</p> })}
            </div>
        })}
        {way.local.then(|| view! {
            <SignInForm is_second=has_provider step/>
            <div class="sign-in" hidden=attribute(move || step.get().is_some())><PasskeyButton/></div>
        })}
    }
}

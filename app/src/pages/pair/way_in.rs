//! The way in: by the link's secret or by a code that is read out; and what to say first.

use domain::api::{ErrorCode, RedeemPairingRequest};
use domain::{PersonId, Role};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::SyncError;

use super::install::InstallFirst;
use super::phone::{self, Phone};
use super::{RIGHT, address};
use crate::components::WorkingButton;
use crate::state::{AppState, Who, take_me};
use crate::{browser, paths};

/// A secret is 43 signs; what is shorter after `#` is a place on the page.
const SECRET_MIN: usize = 32;
/// How many digits a code has.
const DIGITS: usize = 8;

/// What the first screen is about.
#[derive(Clone, PartialEq)]
pub(super) enum Mode {
    /// The device's copy is not open yet.
    Waiting,
    /// The device's copy cannot be opened.
    Broken,
    /// iOS: the home screen comes first (design §5).
    InstallFirst,
    /// This phone has a pärm.
    Paired(String),
    /// A coordinator uses this device.
    Staff(String),
    /// A link brought her here.
    Link,
    /// A code is read out to her.
    Code,
}

/// What is known while she finds her way in.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) mode: Memo<Mode>,
    /// The phone had the same pärm already.
    pub(super) same: RwSignal<bool>,
    secret: RwSignal<Option<String>>,
    trouble: RwSignal<Option<&'static str>>,
    working: RwSignal<bool>,
    /// She goes on in this browser though the home screen should come first.
    here: RwSignal<bool>,
    /// She uses the code though this device has somebody already.
    anyway: RwSignal<bool>,
}

impl Way {
    pub(super) fn new() -> Self {
        let app = AppState::get();
        let (secret, working) = (RwSignal::new(None::<String>), RwSignal::new(false));
        let (here, anyway, install_first) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
        let read_secret = move || {
            let fragment = browser::fragment();
            if fragment.len() >= SECRET_MIN {
                secret.set(Some(fragment));
                phone::clear_fragment();
            }
        };
        // A link that is opened while the page is there changes nothing but the fragment.
        let listener = window_event_listener(leptos::ev::hashchange, move |_| read_secret());
        on_cleanup(move || listener.remove());
        Effect::new(move |_| {
            read_secret();
            install_first.set(phone::kind() == Phone::Apple && !phone::is_installed());
        });
        let mode = Memo::new(move |before: Option<&Mode>| {
            // While it works, the screen stays what it was: the phone gets its owner in the middle of it.
            if let (true, Some(before)) = (working.get(), before) {
                return before.clone();
            }
            match app.who.get() {
                Who::Asking if app.broken.get() => Mode::Broken,
                Who::Asking => Mode::Waiting,
                Who::Somebody(me) if !anyway.get() => match me.role {
                    Role::Owner => Mode::Paired(me.name),
                    _ => Mode::Staff(me.name),
                },
                _ if install_first.get() && !here.get() => Mode::InstallFirst,
                _ if secret.with(Option::is_some) => Mode::Link,
                _ => Mode::Code,
            }
        });
        let (same, trouble) = (RwSignal::new(false), RwSignal::new(None));
        Self { mode, same, secret, trouble, working, here, anyway }
    }

    /// Pairs, and goes on to "Stämmer det?".
    fn redeem(self, request: RedeemPairingRequest, go: impl Fn(&str, NavigateOptions) + 'static) {
        let app = AppState::get();
        let (Some(replica), false) = (app.replica(), self.working.get_untracked()) else { return };
        let before: Option<PersonId> = untrack(move || app.me()).map(|me| me.person);
        let by_link = request.secret.is_some();
        self.working.set(true);
        self.trouble.set(None);
        browser::spawn(async move {
            match replica.redeem_pairing(request).await {
                Ok(me) => {
                    phone::keep_storage().await;
                    self.same.set(before == Some(me.person));
                    take_me(app, Some(me));
                    go(&address(RIGHT), NavigateOptions { replace: true, ..Default::default() });
                }
                Err(error) => {
                    let gone = matches!(&error, SyncError::Refused(body) if body.code == ErrorCode::PairingGone);
                    if by_link && gone {
                        // The link is used up: what is left is a code.
                        self.secret.set(None);
                    }
                    self.trouble.set(Some(why(&error, by_link)));
                    self.working.set(false);
                }
            }
        });
    }
}

/// The first screen of pairing.
#[component]
pub(super) fn WayIn(way: Way) -> impl IntoView {
    let anyway = move |_| way.anyway.set(true);
    move || match way.mode.get() {
        Mode::Waiting => view! { <div class="pending" aria-hidden="true"></div> }.into_any(),
        Mode::Broken => view! { <div class="notice"><p class="notice__text">{say!(common.storage_fault)}</p></div> }.into_any(),
        Mode::InstallFirst => view! { <InstallFirst on_here=move |()| way.here.set(true)/> }.into_any(),
        Mode::Paired(name) => view! {
            <p class="page__lede">{say!(pair.already, name = name)}</p>
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

fn why(error: &SyncError, by_link: bool) -> &'static str {
    match error {
        SyncError::Offline => say!(pair.offline),
        SyncError::Refused(body) => match body.code {
            ErrorCode::PairingGone if by_link => say!(pair.link_gone),
            ErrorCode::PairingGone => say!(pair.gone),
            ErrorCode::TooMany => say!(pair.too_many),
            _ => say!(pair.failed),
        },
        _ => say!(pair.failed),
    }
}

//! Finding the way in: what is known of the phone and the link, and so what to ask first.

use crate::lean::memo;
use domain::api::{ErrorCode, RedeemPairingRequest};
use domain::{PersonId, Role};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use replica::SyncError;

use super::phone::{self, Phone};
use super::{RIGHT, address};
use crate::browser;
use crate::state::{AppState, Who, take_me};

/// A secret is 43 signs; what is shorter after `#` is a place on the page.
const SECRET_MIN: usize = 32;

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
    pub(super) secret: RwSignal<Option<String>>,
    pub(super) trouble: RwSignal<Option<&'static str>>,
    pub(super) working: RwSignal<bool>,
    /// She goes on in this browser though the home screen should come first.
    pub(super) here: RwSignal<bool>,
    /// She uses the code though this device has somebody already.
    pub(super) anyway: RwSignal<bool>,
}

impl Way {
    pub(super) fn new() -> Self {
        let app = AppState::get();
        let (secret, working) = (RwSignal::new(None::<String>), RwSignal::new(false));
        let trouble = RwSignal::new(None);
        let (here, anyway, install_first) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
        let read_secret = move || {
            let fragment = browser::fragment();
            if fragment.len() >= SECRET_MIN {
                secret.set(Some(fragment));
                // What was said about another link or code is not about this one.
                trouble.set(None);
                browser::forget_query(crate::paths::PAIR);
            }
        };
        // A link that is opened while the page is there changes nothing but the fragment.
        let listener = window_event_listener(leptos::ev::hashchange, move |_| read_secret());
        on_cleanup(move || listener.remove());
        Effect::new(move |_| {
            read_secret();
            install_first.set(phone::kind() == Phone::Apple && !phone::is_installed());
        });
        let mode = memo(move |before: Option<&Mode>| {
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
        let same = RwSignal::new(false);
        Self { mode, same, secret, trouble, working, here, anyway }
    }

    /// The way in has been left: "back" finds a phone that has its pärm, not a button that still works.
    pub(super) fn is_left(self) {
        self.secret.set(None);
        self.anyway.set(false);
        self.working.set(false);
    }

    /// Pairs, and goes on to "Stämmer det?".
    pub(super) fn redeem(self, request: RedeemPairingRequest, go: impl Fn(&str, NavigateOptions) + 'static) {
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

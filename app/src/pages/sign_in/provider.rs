//! The organisation's own sign-in: away to its provider, and back with an answer in the address.

use std::time::Duration;

use domain::api::{BeginSignInRequest, ErrorCode, FinishSignInRequest, ProviderCard, WaysIn};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use replica::SyncError;

use crate::components::WorkingButton;
use crate::lean::{handler, part};
use crate::state::{AppState, Who, take_me};
use crate::words::before_stop;
use crate::{browser, paths};

/// Whoever comes back to this page by the browser's own "back" can press the button again.
const LEAVING: Duration = Duration::from_secs(4);

/// What is known on the way.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) provider: StoredValue<Option<ProviderCard>>,
    pub(super) local: bool,
    /// An answer is being handed in.
    pub(super) is_finishing: RwSignal<bool>,
    /// What the provider calls somebody who has no account.
    pub(super) stranger: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
    working: RwSignal<bool>,
}

impl Way {
    pub(super) fn new(ways_in: WaysIn) -> Self {
        let way = Self {
            provider: StoredValue::new(ways_in.provider),
            local: ways_in.local,
            is_finishing: RwSignal::new(false),
            stranger: RwSignal::new(None),
            trouble: RwSignal::new(None),
            working: RwSignal::new(false),
        };
        way.hear_answer();
        way
    }

    /// Takes the provider's answer out of the address, so that it is in no history, and hands it in as soon as it is
    /// known who uses this device.
    fn hear_answer(self) {
        let (app, query, go) = (AppState::get(), use_query_map(), use_navigate());
        let answer = StoredValue::new(None::<FinishSignInRequest>);
        // The first render is the shell's, whatever the address says.
        Effect::new(move |_| {
            let told = query.with_untracked(|query| FinishSignInRequest {
                state: query.get("state").unwrap_or_default(),
                code: query.get("code"),
                iss: query.get("iss"),
                error: query.get("error"),
            });
            if !told.state.is_empty() && (told.code.is_some() || told.error.is_some()) {
                browser::forget_query(paths::SIGN_IN);
                answer.set_value(Some(told));
                self.is_finishing.set(true);
            }
        });
        Effect::new(move |_| {
            let is_known = app.who.with(|who| *who != Who::Asking);
            if app.broken.get() {
                self.is_finishing.set(false);
                self.trouble.set(Some(say!(sign_in.failed).to_owned()));
            }
            let Some(replica) = app.replica().filter(|_| is_known && self.is_finishing.get()) else { return };
            let Some(told) = answer.try_update_value(Option::take).flatten() else { return };
            let go = go.clone();
            browser::spawn(async move {
                match replica.finish_sign_in(told).await {
                    Ok(me) => {
                        take_me(app, Some(me));
                        go(paths::DESK, NavigateOptions { replace: true, ..Default::default() });
                    }
                    Err(error) => self.came_to_nothing(&error),
                }
                let _ = self.is_finishing.try_set(false);
            });
        });
    }

    /// Away to the provider.
    fn begin(self, again: bool) {
        if self.working.get_untracked() {
            return;
        }
        let app = AppState::get();
        self.working.set(true);
        self.trouble.set(None);
        browser::spawn(async move {
            let Some(replica) = app.when_open().await else {
                let _ = self.working.try_set(false);
                let _ = self.trouble.try_set(Some(say!(sign_in.failed).to_owned()));
                return;
            };
            match replica.begin_sign_in(BeginSignInRequest { again }).await {
                Ok(there) => {
                    browser::load(&there.address);
                    set_timeout(move || _ = self.working.try_set(false), LEAVING);
                }
                Err(error) => {
                    let _ = self.working.try_set(false);
                    self.came_to_nothing(&error);
                }
            }
        });
    }

    fn came_to_nothing(self, error: &SyncError) {
        if let SyncError::Refused(body) = error
            && let (ErrorCode::UnknownPerson, Some(identity)) = (body.code, &body.identity)
        {
            let _ = self.stranger.try_set(Some(identity.clone()));
            browser::focus_soon("rubrik");
            return;
        }
        let _ = self.trouble.try_set(Some(self.why(error)));
    }

    fn why(self, error: &SyncError) -> String {
        let code = match error {
            SyncError::Refused(body) => Some(body.code),
            _ => None,
        };
        match code {
            Some(ErrorCode::ProviderDown) => {
                let down = say!(sign_in.provider_down, name = self.name());
                if self.local { format!("{down} {}", say!(sign_in.provider_down_local)) } else { down }
            }
            Some(ErrorCode::SignInFailed) => say!(sign_in.came_to_nothing).to_owned(),
            Some(ErrorCode::WeakSignIn) => say!(sign_in.weak).to_owned(),
            Some(ErrorCode::TooMany) => say!(sign_in.too_many).to_owned(),
            _ if *error == SyncError::Offline => say!(sign_in.offline).to_owned(),
            _ => say!(sign_in.failed).to_owned(),
        }
    }

    /// What the organisation is called.
    fn name(self) -> String {
        self.provider.with_value(|card| card.as_ref().map(|card| card.name.clone())).unwrap_or_default()
    }

    fn contact(self) -> Option<String> {
        self.provider.with_value(|card| card.as_ref()?.contact.clone())
    }
}

/// One calm button, and what came of it.
#[component]
pub(super) fn ProviderButton(way: Way) -> impl IntoView {
    let label = say!(sign_in.with_provider, name = way.name());
    view! {
        <div class="sign-in">
            <WorkingButton label working=way.working on_press=Callback::new(move |()| way.begin(false))/>
            <p class="field__error" role="status">{part(move || way.trouble.get())}</p>
        </div>
    }
}

/// Somebody whom the organisation knows and nobody here: whom to ask, and what to say.
#[component]
pub(super) fn Stranger(way: Way, identity: String) -> impl IntoView {
    let ask = match way.contact() {
        Some(contact) => say!(sign_in.unknown_ask, contact = contact),
        None => say!(sign_in.unknown_ask_somebody).to_owned(),
    };
    let back = move |_| {
        way.stranger.set(None);
        browser::focus_soon("rubrik");
    };
    view! {
        <p class="page__lede">{say!(sign_in.unknown, name = way.name())}</p>
        <p>{ask}</p>
        <p>{say!(sign_in.unknown_id, identity = before_stop(&identity))}</p>
        <div class="button-stack">
            <WorkingButton class="button button--quiet" label=say!(sign_in.as_another).to_owned() working=way.working
                on_press=Callback::new(move |()| way.begin(true))/>
            <button class="button button--text" type="button" on:click=handler(back)>
                {say!(sign_in.back)}
            </button>
        </div>
        <p class="field__error" role="status">{part(move || way.trouble.get())}</p>
    }
}

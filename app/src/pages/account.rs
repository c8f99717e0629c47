//! Ditt konto: the second step, the password, and where a coordinator is signed in. One thing at a time: what is being
//! done has the page to itself.
//!
//! Nothing of it is kept on the device, so it needs the network. Whoever has yet to set up the second step comes here from
//! the sign-in page, and is nobody to the app until it is done.

mod codes;
mod field;
mod overview;
mod passkeys;
mod password;
mod prove;
mod set_up;

use domain::Role;
use domain::api::{AccountCard, ErrorCode, SecondFactorSecret};
use leptos::prelude::*;
use replica::SyncError;

use crate::components::Page;
use crate::lean::{derived, handler, part};
use crate::state::AppState;
use crate::{browser, paths};
use codes::Codes;
use overview::{FirstTime, Overview};
use password::PasswordForm;
use prove::{Aim, ProveForm};
use set_up::SetUp;

/// What the page is for just now.
#[derive(Clone, PartialEq)]
enum Doing {
    Looking,
    Proving(Aim),
    SettingUp(SecondFactorSecret),
    Saving(Vec<String>),
    ChangingPassword,
}

/// What was heard of the account.
#[derive(Clone, PartialEq)]
enum Heard {
    Asking,
    Card(AccountCard),
    None,
    SignedOut,
    Failed,
}

/// The page's state.
#[derive(Clone, Copy)]
struct Account {
    app: AppState,
    heard: RwSignal<Heard>,
    doing: RwSignal<Doing>,
    /// What was done last.
    said: RwSignal<&'static str>,
}

impl Account {
    fn ask(self) {
        browser::spawn(async move {
            let Some(replica) = self.app.when_open().await else { return };
            let heard = match replica.account().await {
                Ok(card) => Heard::Card(card),
                Err(SyncError::SignedOut) => Heard::SignedOut,
                Err(error) if error.is_refused_as(ErrorCode::NotFound) => Heard::None,
                Err(_) => Heard::Failed,
            };
            let _ = self.heard.try_set(heard);
        });
    }

    /// Goes on to the next thing; the title says which.
    fn go(self, to: Doing) {
        let _ = self.said.try_set("");
        let _ = self.doing.try_set(to);
        browser::focus_soon("rubrik");
    }

    /// Back to all there is, as it stands now.
    fn done(self, said: &'static str) {
        self.ask();
        self.go(Doing::Looking);
        let _ = self.said.try_set(said);
    }

    fn card(self) -> Option<AccountCard> {
        self.heard.with(|heard| if let Heard::Card(card) = heard { Some(card.clone()) } else { None })
    }

    /// The organisation demands a second step, and she has none: nothing else is open to her.
    fn is_at_the_door(self) -> bool {
        self.card()
            .is_some_and(|card| card.is_required && card.second_factor.is_none() && card.sessions.is_empty())
    }
}

/// A practitioner's own account.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let app = AppState::get();
    let account = Account {
        app,
        heard: RwSignal::new(Heard::Asking),
        doing: RwSignal::new(Doing::Looking),
        said: RwSignal::new(""),
    };
    Effect::new(move |_| account.ask());
    let title = derived(move || {
        let title = account.doing.with(|doing| match doing {
            Doing::Looking if account.is_at_the_door() => say!(account.required_title),
            Doing::Looking => say!(account.title),
            Doing::Proving(aim) => aim.title(),
            Doing::SettingUp(_) => say!(account.setup_title),
            Doing::Saving(_) => say!(account.codes_title),
            Doing::ChangingPassword => say!(account.password_change),
        });
        title.to_owned()
    });
    let back = derived(move || {
        let leads_back = account.doing.with(|doing| *doing == Doing::Looking) && !account.is_at_the_door();
        leads_back.then(|| (paths::SETTINGS.to_owned(), say!(settings.title).to_owned()))
    });
    view! {
        <Page title back>
            {part(move || match account.doing.get() {
                Doing::Looking => all(account),
                Doing::Proving(aim) => view! { <ProveForm account aim/> }.into_any(),
                Doing::SettingUp(secret) => view! { <SetUp account secret/> }.into_any(),
                Doing::Saving(codes) => view! { <Codes account codes/> }.into_any(),
                Doing::ChangingPassword => view! { <PasswordForm account/> }.into_any(),
            })}
        </Page>
    }
}

fn all(account: Account) -> AnyView {
    let is_owner = move || account.app.me().is_some_and(|me| me.role == Role::Owner);
    let shown = move || {
        match account.heard.get() {
        Heard::Asking => view! { <p class="page__lede" role="status">{say!(account.reading)}</p> }.into_any(),
        Heard::Card(_) if account.is_at_the_door() => view! { <FirstTime account/> }.into_any(),
        Heard::Card(card) => view! { <Overview account card/> }.into_any(),
        Heard::None if is_owner() => view! { <p class="page__lede">{say!(desk.for_staff)}</p> }.into_any(),
        Heard::None => view! { <p class="page__lede">{say!(account.none)}</p> }.into_any(),
        Heard::SignedOut => view! {
            <p class="page__lede">{say!(account.signed_out)}</p>
            <div class="button-stack"><a class="button" href=paths::SIGN_IN>{say!(sign_in.title)}</a></div>
        }
        .into_any(),
        Heard::Failed => view! {
            <p class="page__lede">{say!(account.unheard)}</p>
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(move |_| account.ask())>{say!(account.again)}</button>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <p class="small" role="status">{account.said}</p>
        {part(shown)}
    }
    .into_any()
}

/// Why something was not done.
fn why(error: &SyncError) -> &'static str {
    let code = match error {
        SyncError::Refused(body) => Some(body.code),
        _ => None,
    };
    match code {
        Some(ErrorCode::WrongPassword) => say!(account.wrong_password),
        Some(ErrorCode::WrongOneTimeCode) => say!(sign_in.code_wrong),
        Some(ErrorCode::SecondFactorNeeded) => say!(sign_in.code_missing),
        Some(ErrorCode::PasskeyFailed) => say!(account.passkey_failed),
        Some(ErrorCode::TooMany) => say!(sign_in.too_many),
        _ if *error == SyncError::Offline => say!(account.unheard),
        _ if *error == SyncError::SignedOut => say!(account.signed_out),
        _ => say!(sign_in.failed),
    }
}

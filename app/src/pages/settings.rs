//! Inställningar: language, looks, what has reached the server, and signing out.

mod take_along;

use std::time::Duration;

use crate::lean::{Show, attribute, derived, handler, part};
use domain::{Locale, Role};
use leptos::prelude::*;
use replica::{Contact, SyncError};

use super::crisis_copy;
use crate::components::{Icon, Page, RowLink};
use crate::state::AppState;
use crate::words::locale;
use crate::{aloud, browser, dates, paths};
use take_along::TakeAlong;

/// Where the device keeps whether pages are light or dark.
pub(super) const THEME: &str = "parmen.theme";

/// Where it keeps how large words are.
pub(super) const TEXT: &str = "parmen.text";

/// The settings of this device.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let app = AppState::get();
    let back = derived(move || {
        Some(if app.is_staff() {
            (paths::DESK.to_owned(), say!(desk.overview).to_owned())
        } else {
            (paths::HOME.to_owned(), say!(common.home).to_owned())
        })
    });
    view! {
        <Page title=say!(settings.title).to_owned() back>
            <Language/>
            <Wish legend=say!(settings.theme) key=THEME name="data-theme" choices=vec![
                ("", say!(settings.theme_phone)), ("light", say!(settings.theme_light)), ("dark", say!(settings.theme_dark)),
            ]/>
            <Wish legend=say!(settings.text) key=TEXT name="data-text" choices=vec![
                ("", say!(settings.text_normal)), ("large", say!(settings.text_large)), ("larger", say!(settings.text_larger)),
            ]/>
            <Reach/>
            <TakeAlong/>
            <Voice/>
            <Show when=move || app.who.with(|who| who.author().is_some())>
                <a class="button button--text" href=paths::LOCK>{say!(lock.row)}</a>
            </Show>
            <Show when=move || app.is_staff()>
                <ul class="row-list">
                    <RowLink href=paths::ACCOUNT icon="user" title=say!(account.title)
                        note=say!(account.row)/>
                    <super::reviews::ReviewsRow/>
                </ul>
                <SignOut/>
            </Show>
            <Show when=move || app.me().is_some_and(|me| me.role == Role::Owner)>
                <a class="button button--text" href=paths::REMINDERS>{say!(reminders.title)}</a>
                <a class="button button--text" href=paths::ROOM>{say!(room.row)}</a>
                <a class="button button--text" href=format!("{}#vart", paths::SHARING)>{say!(sharing.where_title)}</a>
                <a class="button button--text" href=paths::ERASE>{say!(erase.title)}</a>
            </Show>
        </Page>
    }
}

/// The language; the page is loaded anew in it.
#[component]
fn Language() -> impl IntoView {
    let app = AppState::get();
    let choose = move |to: Locale| {
        browser::spawn(async move {
            if let Some(replica) = app.replica() {
                crisis_copy::refresh_in(&replica, to).await;
            }
            browser::remember_language(to.tag()).await;
            browser::load(paths::SETTINGS);
        });
    };
    view! {
        <fieldset class="choice-group choice-group--beside">
            <legend class="choice-group__legend">{say!(settings.language)}</legend>
            {[(Locale::Sv, "Svenska"), (Locale::En, "English")].into_iter().map(|(to, name)| view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name="sprak" checked=to == locale()
                        on:change=handler(move |_| choose(to))/>
                    <span class="choice__text"><span class="choice__title" lang=to.tag()>{name}</span></span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// How long a browser may look for voices.
const LOOKING: Duration = Duration::from_secs(2);

/// How the device reads aloud, or how to get a voice that can.
#[component]
fn Voice() -> impl IntoView {
    let aloud = aloud::Aloud::get();
    // Browsers find their voices late: until then nothing is said of them.
    let looked = RwSignal::new(false);
    Effect::new(move |_| {
        aloud.look();
        set_timeout(
            move || {
                let _ = looked.try_set(true);
            },
            LOOKING,
        );
    });
    view! {
        <Show when=move || looked.get() && !aloud.has_voice.get()>
            <section class="sheet">
                <h2 class="sheet__title">{say!(settings.aloud)}</h2>
                <p class="sheet__text">{say!(settings.aloud_none)}</p>
            </section>
        </Show>
        <Show when=move || aloud.has_voice.get()>
            <Wish legend=say!(settings.aloud) key=aloud::WISH choices=vec![
                ("", say!(settings.aloud_normal)), (aloud::CALM, say!(settings.aloud_calm)), (aloud::OFF, say!(settings.aloud_off)),
            ]/>
            <p class="small">{say!(settings.aloud_own)}</p>
        </Show>
    }
}

/// One wish about how pages look or sound; the empty answer is the ordinary one.
#[component]
fn Wish(
    legend: &'static str,
    key: &'static str,
    /// The attribute that style sheets follow, where looks are wished for.
    #[prop(optional)]
    name: Option<&'static str>,
    choices: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let app = AppState::get();
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| chosen.set(browser::wish(key).unwrap_or_default()));
    let choose = move |value: &'static str| {
        let wish = Some(value).filter(|value| !value.is_empty());
        browser::keep_wish(key, wish);
        if let Some(name) = name {
            browser::set_root_attribute(name, wish);
        }
        chosen.set(value.to_owned());
        if let Some(replica) = app.replica() {
            browser::spawn(async move { crisis_copy::refresh_if_old(&replica).await });
        }
    };
    view! {
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{legend}</legend>
            {choices.into_iter().map(|(value, words)| view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name=key prop:checked=attribute(move || chosen.get() == value)
                        on:change=handler(move |_| choose(value))/>
                    <span class="choice__text"><span class="choice__title">{words}</span></span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// Where what was written has come, in words.
#[component]
fn Reach() -> impl IntoView {
    let app = AppState::get();
    let words = move || {
        let status = app.status.get();
        let contact = match status.contact {
            Contact::Never => say!(settings.never_contact).to_owned(),
            Contact::At(at) => say!(settings.contact, when = dates::day_short_clock(app.now(), at)),
        };
        let waits = if status.signed_out {
            say!(settings.signed_out)
        } else if status.waiting > 0 {
            say!(settings.waits)
        } else {
            say!(settings.all_sent)
        };
        format!("{contact} {waits}")
    };
    let send = move |_| {
        if let Some(replica) = app.replica() {
            browser::spawn(async move {
                // What could not be sent waits and is tried again; the words above say how it stands.
                let _ = replica.sync_all().await;
            });
        }
    };
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(settings.reach)}</h2>
            <p class="sheet__text" role="status">{words}</p>
            <div class="sheet__actions">
                <button class="button button--quiet button--small" type="button" on:click=send>
                    {say!(settings.send_now)}
                </button>
                <a class="button button--text button--small" href=paths::REFUSED>{say!(refused.title)}</a>
            </div>
        </section>
    }
}

/// Signing a coordinator out. What has not reached the server is sent first; without network it stays,
/// and so does she.
#[component]
fn SignOut() -> impl IntoView {
    let app = AppState::get();
    let said = RwSignal::new("");
    let out = move |()| {
        let Some(replica) = app.replica() else { return };
        if app.me().is_none_or(|me| me.role != Role::Coordinator) {
            return;
        }
        browser::spawn(async move {
            match replica.sign_out().await {
                Ok(Some(further)) => browser::load(&further.address),
                Ok(None) => browser::load(paths::SIGN_IN),
                Err(SyncError::Unsent) => said.set(say!(settings.unsent)),
                Err(_) => said.set(say!(settings.sign_out_offline)),
            }
        });
    };
    let put_away = move |_| {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            if replica.put_away().await.is_err() {
                let _ = said.try_set(say!(common.storage_fault));
            }
        });
    };
    let asking = RwSignal::new(false);
    let ask = move |_| {
        if app.unsent.is_empty() { out(()) } else { asking.set(true) }
    };
    view! {
        {part(move || if asking.get() {
            view! {
                <div class="notice">
                    <p class="notice__text">{say!(settings.unsent_proposals)}</p>
                    <div class="notice__actions">
                        <a class="button button--small" href=paths::DESK>{say!(desk.overview)}</a>
                        <button class="button button--quiet button--small" type="button" on:click=handler(move |_| out(()))>
                            {say!(settings.sign_out_anyway)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <button class="button button--quiet" type="button" on:click=handler(ask)>
                    <Icon name="log-out"/>{say!(settings.sign_out)}
                </button>
            }
            .into_any()
        })}
        <p class="small" role="status">{said}</p>
        <Show when=move || said.with(|said| !said.is_empty())>
            <button class="button" type="button" on:click=handler(put_away)>{say!(settings.put_away)}</button>
        </Show>
    }
}

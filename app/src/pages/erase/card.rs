//! One calm card while the pärm is to be taken away: the day, and the way back.

use std::time::Duration;

use domain::{OpId, Timestamp};
use leptos::prelude::*;

use super::acts;
use super::stands::{Stands, use_stands};
use crate::lean::{Show, handler, part};
use crate::paths;
use crate::state::{AppState, use_binder};
use crate::words::locale;

/// With network it has arrived before more can be read than that it is asked for.
const SOON: Duration = Duration::from_secs(3);

/// The card; nothing while the pärm stays.
#[component]
pub(crate) fn ErasingCard() -> impl IntoView {
    let stands = use_stands();
    let day = |at| locale().weekday_and_day(at);
    let content = move || match stands.get() {
        Stands::Stays => None,
        Stands::StaysAgain => Some(plain(vec![say!(erase.stays_again).to_owned()])),
        Stands::Kept(at) => Some(view! { {plain(vec![say!(erase.kept).to_owned()])}<WhenNetwork at/> }.into_any()),
        Stands::Asked(erase, at) => {
            let lines = plain(vec![say!(erase.asked).to_owned()]);
            Some(view! { {lines}<WhenNetwork at/><KeepIt erase/> }.into_any())
        }
        Stands::Due(erase, at) => {
            let when = at.map_or_else(|| say!(erase.due_soon).to_owned(), |at| say!(erase.due, day = day(at)));
            let lines = plain(vec![when, say!(erase.due_note).to_owned()]);
            Some(view! { {lines}<KeepIt erase/> }.into_any())
        }
        Stands::Lawful { at, reason, by } => {
            let when =
                at.map_or_else(|| say!(erase.lawful_soon).to_owned(), |at| say!(erase.lawful, day = day(at)));
            let who = Some(by).filter(|by| !by.is_empty()).map(|name| say!(erase.lawful_by, name = name));
            let why = say!(erase.lawful_why, reason = reason);
            let note = say!(erase.lawful_note).to_owned();
            let lines = plain([Some(when), who, Some(why), Some(note)].into_iter().flatten().collect());
            Some(view! {
                {lines}
                <div class="notice__actions">
                    <a class="button button--quiet button--small" href=paths::SETTINGS>{say!(settings.take_title)}</a>
                </div>
            }
            .into_any())
        }
    };
    part(move || content().map(|content| view! { <div class="notice" role="status">{content}</div> }))
}

/// The way back.
#[component]
fn KeepIt(erase: OpId) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let keep = move |_| {
        if let Some(binder) = binder.get_untracked() {
            acts::keep(app, binder, erase);
        }
    };
    view! {
        <div class="notice__actions">
            <button class="button button--quiet button--small" type="button" on:click=handler(keep)>
                {say!(erase.keep)}
            </button>
        </div>
    }
}

/// What was said at this moment has not reached the server.
#[component]
fn WhenNetwork(at: Timestamp) -> impl IntoView {
    let is_late = RwSignal::new(at.plus_minutes(1) < AppState::get().now());
    let late = move || {
        let _ = is_late.try_set(true);
    };
    set_timeout(late, SOON);
    view! { <Show when=move || is_late.get()><p class="notice__text">{say!(erase.when_network)}</p></Show> }
}

/// The first line is what it is about.
fn plain(lines: Vec<String>) -> AnyView {
    lines
        .into_iter()
        .enumerate()
        .map(|(n, line)| match n {
            0 => view! { <p class="notice__text"><strong>{line}</strong></p> }.into_any(),
            _ => view! { <p class="notice__text">{line}</p> }.into_any(),
        })
        .collect_view()
        .into_any()
}

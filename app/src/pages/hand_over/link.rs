//! The link to what the person has: how it stands, and ways to give it to the person.

use crate::lean::{Show, attribute, derived, handler, memo, part};
use domain::api::share_path;
use leptos::prelude::*;

use super::Handing;
use super::send::Tell;
use crate::browser;
use crate::components::Icon;
use crate::dates;
use crate::state::AppState;
use crate::words::before_stop;

/// What the person has now, and the link.
#[component]
pub(super) fn LinkSheet(handing: Handing, name: String) -> impl IntoView {
    let app = AppState::get();
    let name = StoredValue::new(name);
    let live = handing.live;
    let link = memo(move |_| {
        let token = live.with(|live| live.as_ref().map(|live| live.copy.token.clone()));
        token.map(|token| format!("{}{}", browser::origin(), share_path(&token))).unwrap_or_default()
    });
    let has = move || {
        live.get().map(|live| {
            let when = dates::day_short_clock(app.now(), live.handed_at);
            say!(hand_over.has_now, name = name.get_value(), when = when)
        })
    };
    let opened = move || {
        let at = live.get()?.opened_at?;
        Some(say!(hand_over.opened, when = dates::day_short_clock(app.now(), at)))
    };
    let arrived = memo(move |_| live.with(|live| live.as_ref().is_some_and(|live| live.arrived)));
    view! {
        <section class="sheet" aria-label=say!(hand_over.link)>
            <h2 class="sheet__title">{has}</h2>
            <Tell handing contacts=derived(move || live.with(|live| {
                live.as_ref().map(|live| live.copy.snapshot.contacts.clone()).unwrap_or_default()
            }))/>
            {part(move || opened().map(|opened| view! { <p class="sheet__text">{opened}</p> }))}
            <p class="sheet__text" role="status">
                {part(move || if arrived.get() { say!(hand_over.arrived) } else { say!(hand_over.waits) })}
            </p>
            <div class="field">
                <label class="field__label" for="lank">{say!(hand_over.link)}</label>
                <input class="field__input" id="lank" type="text" readonly=true prop:value=attribute(move || link.get())/>
            </div>
            <Ways link/>
            <Code handing name=name.get_value()/>
        </section>
    }
}

/// The code as she chose it: the person needs it, and nothing but her own phone shows it.
#[component]
fn Code(handing: Handing, name: String) -> impl IntoView {
    let code = move || handing.live.with(|live| live.as_ref().and_then(|live| live.copy.code.clone()));
    move || {
        code().map(|code| view! { <p class="sheet__text">{say!(hand_over.code_is, code = code, name = before_stop(&name))}</p> })
    }
}

/// "Kopiera länken", and the phone's own way to send it.
#[component]
fn Ways(link: Memo<String>) -> impl IntoView {
    let said = RwSignal::new("");
    let sends = RwSignal::new(false);
    Effect::new(move |_| sends.set(browser::phone_shares()));
    let copy = move |_| {
        let link = link.get_untracked();
        browser::spawn(async move {
            let copied = browser::copy(&link).await;
            let _ = said.try_set(if copied { say!(hand_over.copied) } else { say!(hand_over.not_copied) });
        });
    };
    view! {
        <div class="button-row">
            <button class="button button--quiet" type="button" on:click=copy>
                <Icon name="copy"/>{say!(hand_over.copy)}
            </button>
            <Show when=move || sends.get()>
                <button class="button button--quiet" type="button" on:click=handler(move |_| browser::share_link(&link.get_untracked()))>
                    <Icon name="send"/>{say!(hand_over.send)}
                </button>
            </Show>
        </div>
        <p class="small" role="status">{said}</p>
    }
}

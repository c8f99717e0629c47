//! The invitation as a text that she sends herself: copied, by the phone's own share sheet, as a text message, or
//! on paper.

use domain::api::invitation_path;
use domain::phone;
use leptos::prelude::*;

use super::{Inviting, Sent};
use crate::browser;
use crate::components::Icon;
use crate::lean::{Show, attribute, handler, memo, part};

/// The link, as the server answers to it.
pub(super) fn link(token: &str) -> String {
    format!("{}{}", browser::origin(), invitation_path(token))
}

/// What is sent: her words, and where to answer.
fn message(sent: &Sent) -> String {
    let answer = format!("{} {}", say!(invite.answer_here), link(&sent.token));
    if sent.words.trim().is_empty() { answer } else { format!("{}\n\n{answer}", sent.words) }
}

/// The ways to send it, and whether the link opens yet.
#[component]
pub(super) fn Ways(inviting: Inviting, sent: Memo<Option<Sent>>, phone: String, name: String) -> impl IntoView {
    let text = memo(move |_| sent.with(|sent| sent.as_ref().map(message)).unwrap_or_default());
    let arrived = memo(move |_| sent.with(|sent| sent.as_ref().is_some_and(|sent| sent.arrived)));
    let said = RwSignal::new("");
    let shares = RwSignal::new(false);
    Effect::new(move |_| shares.set(browser::phone_shares()));
    let copy = move |_| {
        let text = text.get_untracked();
        browser::spawn(async move {
            let copied = browser::copy(&text).await;
            let _ = said.try_set(if copied { say!(invite.copied) } else { say!(hand_over.not_copied) });
        });
    };
    let paper = move |_| {
        inviting.on_paper.set(sent.get_untracked().map(|sent| sent.entry));
        browser::focus_soon("papper");
    };
    let sms = phone::dial(&phone)
        .map(|dial| {
            view! {
                <a class="button button--quiet button--small" href=attribute(move || browser::text_message(&dial, &text.get()))>
                    <Icon name="message"/>{say!(invite.text_message)}
                </a>
            }
        });
    let field =
        format!("inbjudan-{}", sent.get_untracked().map(|sent| sent.entry.to_string()).unwrap_or_default());
    view! {
        <p class="small" role="status">
            {part(move || if arrived.get() { say!(invite.arrived) } else { say!(hand_over.waits) })}
        </p>
        <div class="field">
            <label class="field__label" for=field.clone()>{say!(invite.message, name = name)}</label>
            <textarea class="field__input" id=field rows="5" readonly=true prop:value=attribute(move || text.get())></textarea>
        </div>
        <div class="consent__actions">
            <Show when=move || shares.get()>
                <button class="button button--small" type="button" on:click=handler(move |_| browser::share_text(&text.get_untracked()))>
                    <Icon name="send"/>{say!(invite.send)}
                </button>
            </Show>
            {sms}
            <button class="button button--quiet button--small" type="button" on:click=copy>
                <Icon name="copy"/>{say!(invite.copy)}
            </button>
            <button class="button button--quiet button--small" type="button" on:click=paper>
                <Icon name="printer"/>{say!(invite.paper)}
            </button>
        </div>
        <p class="small" role="status">{said}</p>
    }
}

//! Kom inte fram: what the server did not take, and what was typed and could not be written, with the words to
//! copy. Nothing is thrown away unseen.

use crate::lean::{Show, handler, part};
use domain::api::RefusalCode;
use domain::body::{Propose, Write};
use domain::{Body, Policy, Timestamp};
use leptos::prelude::*;
use replica::RefusedOp;

use crate::components::{Page, said};
use crate::state::{AppState, NotBack};
use crate::{browser, dates, paths};

/// Refused changes on this device, of every binder, also of one that has been closed since.
#[component]
pub(crate) fn RefusedPage() -> impl IntoView {
    let app = AppState::get();
    let refused = RwSignal::new(Vec::<RefusedOp>::new());
    Effect::new(move |_| {
        app.status.track();
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            refused.set(replica.refused_anywhere().await.unwrap_or_default());
        });
    });
    let back = Signal::stored(Some((paths::SETTINGS.to_owned(), say!(settings.title).to_owned())));
    let nothing = move || refused.with(Vec::is_empty) && app.not_back.with(Vec::is_empty);
    view! {
        <Page title=say!(refused.title).to_owned() back>
            <Show when=nothing>
                <div class="empty-note"><p class="empty-note__text">{say!(refused.none)}</p></div>
            </Show>
            <Show when=move || !refused.with(Vec::is_empty)>
                <p class="page__lede">{say!(refused.lede)}</p>
            </Show>
            {part(move || refused.get().into_iter().map(|one| view! { <One one refused/> }).collect_view())}
            {part(move || app.not_back.get().into_iter().map(|one| view! { <OneNotBack one/> }).collect_view())}
        </Page>
    }
}

#[component]
fn One(one: RefusedOp, refused: RwSignal<Vec<RefusedOp>>) -> impl IntoView {
    let app = AppState::get();
    let id = one.op.id;
    let forget = move || {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            if replica.forget_refused(id).await.is_ok() {
                refused.update(|all| all.retain(|one| one.op.id != id));
            }
        });
    };
    kept_words(one.op.made_at, words_of(&one.op.body), why(one.code), Box::new(forget))
}

/// What was typed when the page went, and cannot be written where it belongs: the copy may still be filling, or
/// the place is gone.
#[component]
fn OneNotBack(one: NotBack) -> impl IntoView {
    let app = AppState::get();
    let (at, words) = (one.at, said(&one.words));
    kept_words(at, words, say!(refused.not_back), Box::new(move || app.forget_not_back(&one)))
}

/// Words that did not arrive: when they were written, why, and the way to copy them or let them go.
fn kept_words(at: Timestamp, words: String, why: &'static str, forget: Box<dyn Fn()>) -> AnyView {
    let copied = RwSignal::new(false);
    let words = StoredValue::new(words);
    let copy = handler(move |_| {
        browser::spawn(async move {
            copied.set(browser::copy(&words.get_value()).await);
        });
    });
    view! {
        <section class="sheet sheet--honey">
            <p class="sheet__over">{dates::day_and_clock(at)}</p>
            <p class="sheet__text">{words.get_value()}</p>
            <p class="small">{why}</p>
            <div class="sheet__actions">
                <button class="button button--quiet button--small" type="button" on:click=copy>{say!(refused.copy)}</button>
                <button class="button button--text button--small" type="button" on:click=handler(move |_| forget())>
                    {say!(refused.forget)}
                </button>
            </div>
            <p class="small" role="status">{part(move || copied.get().then(|| say!(refused.copied)))}</p>
        </section>
    }
    .into_any()
}

fn why(code: RefusalCode) -> &'static str {
    match code {
        RefusalCode::NotCovered => say!(refused.not_covered),
        RefusalCode::OwnerOnly => say!(refused.owner_only),
        RefusalCode::MeetingNotOpen => say!(refused.meeting_not_open),
        RefusalCode::TooLong => say!(refused.too_long),
        RefusalCode::AfterRefused => say!(refused.after_refused),
        RefusalCode::WrongAuthor | RefusalCode::BadValue | RefusalCode::UnknownKind | RefusalCode::TryAgain => {
            say!(refused.other)
        }
    }
}

/// The words somebody wrote, one text per line.
fn words_of(body: &Body) -> String {
    match body {
        Body::Write(Write { fields, .. }) | Body::Propose(Propose { fields, .. }) => {
            let texts = fields.iter().filter(|(field, _)| field.policy() == Policy::KeepAll);
            texts.map(|(_, write)| said(&write.value)).collect::<Vec<_>>().join("\n")
        }
        Body::Append(append) => append.note.clone(),
        Body::Carry(carry) => {
            let texts = carry.entry.fields.iter().filter(|(field, _)| field.policy() == Policy::KeepAll);
            let versions = texts.flat_map(|(_, register)| &register.current);
            versions.map(|version| said(&version.value)).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

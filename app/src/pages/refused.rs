//! Kom inte fram: what the server did not take, with the words to copy. Nothing is thrown away unseen.

use crate::lean::{Show, part};
use domain::api::RefusalCode;
use domain::body::{Propose, Write};
use domain::{Body, Policy};
use leptos::prelude::*;
use replica::RefusedOp;

use crate::components::{Page, said};
use crate::state::AppState;
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
    view! {
        <Page title=say!(refused.title).to_owned() back>
            <Show when=move || refused.with(Vec::is_empty)
                fallback=|| view! { <p class="page__lede">{say!(refused.lede)}</p> }>
                <div class="empty-note"><p class="empty-note__text">{say!(refused.none)}</p></div>
            </Show>
            {part(move || refused.get().into_iter().map(|one| view! { <One one refused/> }).collect_view())}
        </Page>
    }
}

#[component]
fn One(one: RefusedOp, refused: RwSignal<Vec<RefusedOp>>) -> impl IntoView {
    let app = AppState::get();
    let copied = RwSignal::new(false);
    let words = StoredValue::new(words_of(&one.op.body));
    let id = one.op.id;
    let copy = move |_| {
        browser::spawn(async move {
            copied.set(browser::copy(&words.get_value()).await);
        });
    };
    let forget = move |_| {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            if replica.forget_refused(id).await.is_ok() {
                refused.update(|all| all.retain(|one| one.op.id != id));
            }
        });
    };
    view! {
        <section class="sheet sheet--honey">
            <p class="sheet__over">{dates::day_and_clock(one.op.made_at)}</p>
            <p class="sheet__text">{words.get_value()}</p>
            <p class="small">{why(one.code)}</p>
            <div class="sheet__actions">
                <button class="button button--quiet button--small" type="button" on:click=copy>{say!(refused.copy)}</button>
                <button class="button button--text button--small" type="button" on:click=forget>{say!(refused.forget)}</button>
            </div>
            <p class="small" role="status">{part(move || copied.get().then(|| say!(refused.copied)))}</p>
        </section>
    }
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
        _ => String::new(),
    }
}

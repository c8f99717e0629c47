//! Ny pärm, in three steps: a name, the consent that is read aloud, and the code for the phone.

use crate::lean::{Show, derived, memo, part};
use domain::api::BinderCard;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use replica::SyncError;

use super::StaffOnly;
use super::people::People;
use super::recording::Recording;
use crate::components::{Page, WorkingButton};
use crate::pages::sharing::Until;
use crate::state::{AppState, use_card};
use crate::words::before_stop;
use crate::{browser, paths};

/// The second step stands in the address, so that "back" goes to the first.
const CONSENT: &str = "samtycke";

/// A new pärm; or the consent for one that was begun and not finished, named in the address.
#[component]
pub(crate) fn DeskNewPage() -> impl IntoView {
    let app = AppState::get();
    let recording = Recording::new();
    let (query, card) = (use_query_map(), use_card());
    // The name has been handed in, not only begun.
    let named = RwSignal::new(false);
    let asked = memo(move |_| query.with(|query| query.get("steg")).is_some_and(|step| step == CONSENT));
    let consent = memo(move |_| app.is_staff() && (card.with(Option::is_some) || (asked.get() && named.get())));
    // Loaded again in the second step: what was filled in is gone with the page, and nothing has been made.
    let go = use_navigate();
    Effect::new(move |_| {
        if asked.get() && !named.get_untracked() && untrack(move || card.get()).is_none() {
            go(paths::DESK_NEW, NavigateOptions { replace: true, ..Default::default() });
        }
    });
    let title =
        derived(
            move || {
                if consent.get() { say!(desk.who_may_read).to_owned() } else { say!(desk.new_binder).to_owned() }
            },
        );
    let over = derived(move || say!(desk.step, step = if consent.get() { 2 } else { 1 }));
    let back = derived(move || {
        Some(match (consent.get(), card.get()) {
            (_, Some(card)) => (paths::Links(Some(card.id)).to(paths::BINDER), card.owner_name),
            (true, None) => (paths::DESK_NEW.to_owned(), say!(desk.new_binder).to_owned()),
            (false, None) => (paths::DESK.to_owned(), say!(desk.overview).to_owned()),
        })
    });
    // A new step is a new question: the reader begins at its title.
    Effect::new(move |before: Option<bool>| {
        let now = consent.get();
        if before.is_some_and(|before| before != now) {
            browser::focus("rubrik");
        }
        now
    });
    view! {
        <Page title over back>
            <StaffOnly>
                <Show when=move || consent.get() fallback=move || view! { <Name recording named/> }>
                    <Consent recording card/>
                </Show>
            </StaffOnly>
        </Page>
    }
}

#[component]
fn Name(recording: Recording, named: RwSignal<bool>) -> impl IntoView {
    let go = use_navigate();
    let missing = RwSignal::new(false);
    let name = recording.name;
    let next = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if name.with_untracked(|name| name.trim().is_empty()) {
            missing.set(true);
            browser::focus("namn");
        } else {
            named.set(true);
            go(&format!("{}?steg={CONSENT}", paths::DESK_NEW), NavigateOptions::default());
        }
    };
    let wrong = move || missing.get().then_some("true");
    view! {
        <form on:submit=next>
            <div class="field">
                <label class="field__label" for="namn">{say!(desk.owner_name)}</label>
                <p class="field__hint" id="namn-hint">{say!(desk.owner_name_hint)}</p>
                <input class="field__input" id="namn" type="text" autocomplete="off" maxlength="200"
                    aria-describedby="namn-hint namn-fel" aria-invalid=wrong prop:value=name
                    on:input:target=move |event| {
                        missing.set(false);
                        name.set(event.target().value());
                    }/>
                <p class="field__error" id="namn-fel" role="status">
                    {part(move || missing.get().then(|| say!(desk.owner_name_missing)))}
                </p>
            </div>
            <div class="button-stack">
                <button class="button" type="submit">{say!(desk.next)}</button>
                <a class="button button--text" href=paths::DESK>{say!(common.cancel)}</a>
            </div>
        </form>
    }
}

#[component]
fn Consent(recording: Recording, card: Signal<Option<BinderCard>>) -> impl IntoView {
    let app = AppState::get();
    let go = use_navigate();
    let working = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let name = derived(move || match card.get() {
        Some(card) => card.owner_name,
        None => recording.name.get().trim().to_owned(),
    });
    let save = move |()| {
        let Some(replica) = app.replica() else { return };
        if recording.until.get_untracked().period(None).is_none() {
            recording.until.set(Until::Missing);
            browser::focus("sista-dag");
            return;
        }
        let Some(signature) = recording.signature() else { return };
        // To save now would be to lose the picture.
        if recording.taking.is_working() {
            trouble.set(Some(say!(photo.wait)));
            return;
        }
        working.set(true);
        trouble.set(None);
        let (go, existing) = (go.clone(), card.get_untracked());
        browser::spawn(async move {
            let saved = recording.save(&replica, existing, signature).await;
            let _ = working.try_set(false);
            match saved {
                // "Back" from the code leads to the list: this pärm is not made a second time.
                Ok(id) => go(
                    &paths::Links(Some(id)).to(paths::DESK_PAIR),
                    NavigateOptions { replace: true, ..Default::default() },
                ),
                Err(SyncError::SignedOut) => trouble.set(Some(say!(desk.start_signed_out))),
                Err(_) => trouble.set(Some(say!(desk.not_started))),
            }
        });
    };
    view! {
        <p class="page__lede">{part(move || say!(desk.read_aloud, name = before_stop(&name.get())))}</p>
        <p class="small">{part(move || say!(desk.shown_as, name = name.get()))}</p>
        <People recording name/>
        <p class="small">{part(move || say!(desk.asked_again, name = name.get()))}</p>
        <p class="field__error" role="status">{trouble}</p>
        <div class="button-stack">
            <WorkingButton label=say!(desk.save_consent) working on_press=Callback::new(save)/>
            <a class="button button--text" href=paths::DESK>{say!(common.cancel)}</a>
        </div>
    }
}

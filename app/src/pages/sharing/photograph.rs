//! "Lägg till en bild": to what she has said yes to on paper, hers to do at any time; staff can until her first phone is
//! connected.

use domain::consent::{Evidence, Grant};
use domain::fact::FactKind;
use domain::{EntryId, PersonId, TabState};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::lines::Line;
use super::photographing::{photos, without_picture};
use super::sentence::sentence_of;
use crate::components::{PictureField, Taking, WorkingButton};
use crate::lean::{Show, derived, memo, part};
use crate::state::{AppState, TabView, use_binder, use_card, use_links};
use crate::{browser, paths};

/// What one sentence said when it was given.
fn said(sharing: &TabState, sentence: EntryId) -> Option<&Grant> {
    sharing.entries.get(&sentence)?.facts.iter().find_map(|fact| match &fact.what {
        FactKind::Granted(grant) if grant.evidence == Evidence::Paper => Some(grant),
        _ => None,
    })
}

/// The sentences on the paper, the picture, and one button.
#[component]
pub(super) fn Photograph(view: Signal<TabView>, sentence: Signal<Option<EntryId>>) -> impl IntoView {
    let app = AppState::get();
    let (binder, card, ways) = (use_binder(), use_card(), use_links());
    let go = use_navigate();
    let taking = Taking::new();
    let working = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let lines = memo(move |_| {
        let of = |view: &TabView| {
            let sharing = view.open()?;
            let organization = &said(sharing, sentence.get()?)?.organization;
            Some(without_picture(sharing, organization, app.clock()))
        };
        view.with(of).unwrap_or_default()
    });
    let label = derived(move || {
        let name = card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
        say!(photo.alt, name = name)
    });
    let save = move |()| {
        let (Some(replica), Some(binder)) = (app.replica(), binder.get_untracked()) else { return };
        if taking.is_working() {
            taking.wait();
            return;
        }
        let Some(bytes) = taking.bytes() else {
            taking.ask();
            return;
        };
        let under = |line: &Line| -> (PersonId, EntryId) { (line.grant.person, line.entry) };
        let under: Vec<_> = lines.with_untracked(|lines| lines.iter().map(under).collect());
        working.set(true);
        failed.set(false);
        let (go, receipt) = (go.clone(), ways.get_untracked().to(paths::RECEIPT));
        browser::spawn(async move {
            let saved = match photos(&replica, Some(replica.new_act()), &bytes, &under).await {
                Ok((drafts, pictures)) => replica.commit_with(binder, drafts, &pictures).await.map(drop),
                Err(error) => Err(error),
            };
            let _ = working.try_set(false);
            app.status.set(replica.status());
            match saved {
                Ok(()) => go(&receipt, NavigateOptions { replace: true, ..Default::default() }),
                Err(_) => drop(failed.try_set(true)),
            }
        });
    };
    let save = Callback::new(save);
    view! {
        <Show when=move || lines.with(Vec::is_empty) && !working.get()>
            <div class="empty-note"><p class="empty-note__text">{say!(photo.nothing)}</p></div>
        </Show>
        <Show when=move || !lines.with(Vec::is_empty) || working.get()>
            <p class="page__lede">{say!(photo.add_lede)}</p>
            <section class="sheet">
                <ul class="plain-list">
                    {part(move || lines.get().iter().map(|line| view! { <li>{sentence_of(&line.grant)}</li> }).collect_view())}
                </ul>
            </section>
            <p class="small">{say!(photo.who_sees)}</p>
            <PictureField taking label/>
            <p class="field__error" role="status">{part(move || failed.get().then(|| say!(photo.not_saved)))}</p>
            <div class="button-stack">
                <WorkingButton label=say!(photo.save) working on_press=save/>
            </div>
        </Show>
    }
}

//! One picture of a signed paper, to be looked at closely; hers to take away.

use domain::body::Remove;
use domain::consent::{Photographed, photo_of};
use domain::{Body, EntryId, TabState};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::acts::about;
use super::lines::lines;
use super::photographing::told;
use super::sentence::sentence_of;
use crate::components::{Change, Icon, StoredPicture};
use crate::lean::{Show, attribute, handler, memo, part};
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_card};

fn found(view: &TabView, entry: Option<EntryId>) -> Option<(&TabState, Photographed<'_>)> {
    let sharing = view.open()?;
    let found = photo_of(sharing.entries.get(&entry?)?).filter(|found| !found.removed)?;
    Some((sharing, found))
}

/// The picture, what it is of, and "Ta bort bilden" for its owner.
#[component]
pub(super) fn Photo(view: Signal<TabView>, entry: Signal<Option<EntryId>>) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let is_here = memo(move |_| view.with(|view| found(view, entry.get()).is_some()));
    let told = move || {
        view.with(|view| {
            let (sharing, found) = found(view, entry.get())?;
            Some(told(&found, sharing, app.is_staff(), app.now()))
        })
    };
    let sentences = move || {
        view.with(|view| {
            let (sharing, found) = found(view, entry.get())?;
            let of = lines(sharing, app.clock());
            let of = of.iter().filter(|line| found.photo.sentences.contains(&line.entry));
            Some(of.map(|line| view! { <li>{sentence_of(&line.grant)}</li> }).collect_view())
        })
    };
    let go = use_navigate();
    let remove = move |_| {
        let Some(binder) = binder.get_untracked() else { return };
        view.with_untracked(|view| {
            let Some((_, found)) = found(view, entry.get_untracked()) else { return };
            let draft = |body| about(found.photo.person, found.entry, None, body);
            let drafts = vec![draft(Body::Remove(Remove { over: Vec::new() }))];
            let back = vec![draft(Body::Restore)];
            let said = say!(photo.gone).to_owned();
            let (go, to) = (go.clone(), paths::SHARING.to_owned());
            let then = move || go(paths::SHARING, NavigateOptions { replace: true, ..Default::default() });
            Change { binder, drafts, back, said }.commit_then(app, to, then);
        });
    };
    let picture = move || {
        entry.get().filter(|_| is_here.get()).map(|entry| {
            let name = card.get_untracked().map(|card| card.owner_name).unwrap_or_default();
            view! { <StoredPicture entry label=say!(photo.alt, name = name) zooms=true/> }
        })
    };
    view! {
        <Show when=move || !is_here.get()>
            <div class="empty-note"><p class="empty-note__text">{say!(photo.gone)}</p></div>
        </Show>
        <p class="page__lede" hidden=attribute(move || !is_here.get())>{part(told)}</p>
        {part(picture)}
        <ul class="plain-list">{part(sentences)}</ul>
        <div class="button-stack" hidden=attribute(move || !is_here.get() || app.is_staff())>
            <button class="button button--text" type="button" on:click=handler(remove)>
                <Icon name="trash"/>{say!(photo.remove)}
            </button>
        </div>
    }
}

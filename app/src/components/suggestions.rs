//! Several suggestions on one page: one stands open with its answers, the others are rows that wait. What is answered
//! leaves its place empty: no other opens by itself, where her thumb has just said yes.

use crate::lean::{For, Show, handler, memo, part};
use domain::{Answer, EntryId, EntryKind, Field};
use leptos::prelude::*;

use super::{Icon, Proposals, in_words};
use crate::browser;
use crate::editor::use_editor;
use crate::state::{AppState, TabView, name_of, use_card, use_owner_name};

/// Something that is suggested, and for what.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Suggestion {
    /// The entry.
    pub(crate) id: EntryId,
    /// What sort it is.
    pub(crate) kind: EntryKind,
    /// What it is about, in words.
    pub(crate) about: String,
}

/// A list of suggestions, for the owner one at a time.
#[component]
pub(crate) fn Suggestions(
    /// The tab they stand in.
    view: Signal<TabView>,
    /// The suggestions as they are now.
    all: Memo<Vec<Suggestion>>,
    /// Which one stands open; shared by the lists of a page.
    open: RwSignal<Option<EntryId>>,
) -> impl IntoView {
    Effect::new(move |_| {
        let first = all.with(|all| all.first().map(|one| one.id));
        if open.get_untracked().is_none() && first.is_some() {
            open.set(first);
        }
    });
    view! {
        <For each=move || all.get() key=Clone::clone let:one>
            <One view one open/>
        </For>
    }
}

#[component]
fn One(view: Signal<TabView>, one: Suggestion, open: RwSignal<Option<EntryId>>) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let Suggestion { id, kind, about } = one;
    let about = StoredValue::new(about);
    let place = StoredValue::new(format!("forslag-{id}"));
    let editor = use_editor(view, kind, Signal::stored(Some(id)), Vec::new());
    let waits = memo(move |_| {
        let entry = editor.current()?;
        let proposal = entry.open_proposals().next()?;
        if proposal.answer == Some(Answer::Later) {
            return Some(say!(common.saved_for_meeting).to_owned());
        }
        let (me, by) = (app.me().map(|me| me.person), proposal.stamp.author.person);
        Some(say!(common.has_proposal, name = card.with(|card| name_of(card.as_ref(), me, by))))
    });
    // What tells it from others that are about the same.
    let owner = use_owner_name().get_untracked();
    let words = memo(move |_| {
        let entry = editor.current()?;
        let proposed = entry.open_proposals().next()?.fields.get(&Field::Text)?;
        Some(in_words(Field::Text, proposed, owner.as_deref()))
    });
    let show = move |_| {
        open.set(Some(id));
        browser::focus_soon(place.get_value());
    };
    let row = move || {
        view! {
            <button class="row-link row-link--waiting" type="button" on:click=handler(show)>
                <span class="icon-tile"><Icon name="message"/></span>
                <span class="row-link__text">
                    <span class="row-link__title">{about.get_value()}</span>
                    <span class="row-link__words">{part(move || words.get())}</span>
                    <span class="row-link__note">{part(move || waits.get())}</span>
                </span>
                <Icon name="chevron-right" class="row-link__go"/>
            </button>
        }
    };
    // Staff answer nothing, so there is nothing to choose among.
    view! {
        <Show when=move || app.is_staff() || open.get() == Some(id) fallback=row>
            <div>
                <p class="small" id=place.get_value() tabindex="-1">{about.get_value()}</p>
                <Proposals editor/>
            </div>
        </Show>
    }
}

//! Several suggestions on one page: one stands open with its answers, the others are rows that wait. One that is opened
//! too gets the strong button, and the one before stays where it is: nothing moves under her thumb. What is answered
//! leaves its place empty, and no other opens by itself there.

use crate::lean::{For, Show, derived, handler, memo, part};
use domain::{Answer, Entry, EntryId, EntryKind, Field};
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

/// Which suggestions of a page stand open, in the order they were opened; shared by its lists.
#[derive(Clone, Copy)]
pub(crate) struct Opened(RwSignal<Vec<EntryId>>);

impl Opened {
    /// None yet: the first of the list opens.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// The one that was opened last, which has the strong button.
    pub(crate) fn last(self) -> Option<EntryId> {
        self.0.with(|all| all.last().copied())
    }

    fn holds(self, id: EntryId) -> bool {
        self.0.with(|all| all.contains(&id))
    }

    fn open(self, id: EntryId) {
        self.0.update(|all| all.push(id));
    }
}

/// A list of suggestions, for the owner one at a time.
#[component]
pub(crate) fn Suggestions(
    /// The tab they stand in.
    view: Signal<TabView>,
    /// The suggestions as they are now.
    all: Memo<Vec<Suggestion>>,
    /// Which stand open.
    opened: Opened,
) -> impl IntoView {
    let all = in_order(view, all);
    Effect::new(move |_| {
        let first = all.with(|all| all.first().map(|one| one.id));
        if let Some(first) = first.filter(|_| untrack(move || opened.last()).is_none()) {
            opened.open(first);
        }
    });
    view! {
        <For each=move || all.get() key=Clone::clone let:one>
            <One view one opened/>
        </For>
    }
}

/// What cannot wait for a meeting comes first (R3); what stands there already keeps its place.
fn in_order(view: Signal<TabView>, all: Memo<Vec<Suggestion>>) -> Memo<Vec<Suggestion>> {
    memo(move |before: Option<&Vec<Suggestion>>| {
        let known: Vec<EntryId> = before.into_iter().flatten().map(|one| one.id).collect();
        let place = |id: EntryId| known.iter().position(|known| *known == id).unwrap_or(known.len());
        let mut all = all.get();
        view.with(|view| {
            let tab = view.open();
            let urgent = |id| tab.and_then(|tab| tab.entries.get(&id)).is_some_and(Entry::is_urgent);
            all.sort_by_key(|one| (place(one.id), place(one.id) == known.len() && !urgent(one.id)));
        });
        all
    })
}

#[component]
fn One(view: Signal<TabView>, one: Suggestion, opened: Opened) -> impl IntoView {
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
        let says = say!(common.has_proposal, name = card.with(|card| name_of(card.as_ref(), me, by)));
        Some(if proposal.urgent { format!("{}. {says}.", say!(common.urgent)) } else { says })
    });
    // What tells it from others that are about the same.
    let owner = use_owner_name().get_untracked();
    let words = memo(move |_| {
        let entry = editor.current()?;
        let fields = &entry.open_proposals().next()?.fields;
        // A sign, a line or a goal by its text, a contact by name, somebody to call by who it is.
        let telling = [Field::Text, Field::Name, Field::Person];
        let (field, proposed) = telling.into_iter().find_map(|field| Some((field, fields.get(&field)?)))?;
        Some(in_words(field, proposed, owner.as_deref()))
    });
    let show = move |_| {
        opened.open(id);
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
        <Show when=move || app.is_staff() || opened.holds(id) fallback=row>
            <div>
                <p class="small stays-put" id=place.get_value() tabindex="-1">{about.get_value()}</p>
                <Proposals editor strong=derived(move || opened.last() == Some(id))/>
            </div>
        </Show>
    }
}

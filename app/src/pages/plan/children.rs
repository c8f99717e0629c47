//! What stands under a goal: its sub-goals, and who does what.

use crate::lean::{For, Show, attribute, memo};
use domain::entry::Presence;
use domain::rules::Form;
use domain::{EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::activity::{ActivityCard, Open};
use super::goal::UNDER;
use super::outline::{Wish, children};
use super::{Order, plan_words as words};
use crate::components::Icon;
use crate::editor::use_editor;
use crate::paths;
use crate::state::{AppState, TabView, use_links};

/// The sub-goals, each with the way to its page, and the way to a new one.
#[component]
pub(crate) fn Parts(
    /// The plan.
    view: Signal<TabView>,
    /// The goal.
    goal: EntryId,
    /// Whether the order is being changed.
    ordering: RwSignal<bool>,
) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let parts = memo(move |_| {
        view.with(|view| {
            let all = view.open().map(|tab| children(tab, EntryKind::Goal, goal)).unwrap_or_default();
            let part = |entry: &domain::Entry| Wish {
                id: entry.id,
                title: words::title(entry),
                notice: words::notice(entry),
            };
            all.into_iter().map(part).collect::<Vec<_>>()
        })
    });
    // The goal's own editor knows what this person may do here.
    let writes = use_editor(view, EntryKind::Goal, Signal::stored(Some(goal)), Vec::new());
    let new_address = move || {
        let id = app.replica().map(|replica| replica.new_entry());
        id.map_or_else(String::new, |id| format!("{}&{UNDER}={goal}", links.get().entry(paths::GOAL, id)))
    };
    view! {
        <Show when=move || !parts.with(Vec::is_empty)>
            <h2 class="section-title">{say!(plan.sub_goals)}</h2>
            <ul class="row-list">
                <For each=move || parts.get() key=Clone::clone let:part>
                    <li>
                        <a class="row-link" href=attribute(move || links.get().entry(paths::GOAL, part.id))>
                            <span class="row-link__text">
                                <span class="row-link__title">{part.title.clone()}</span>
                                {part.notice.map(|notice| view! { <span class="waiting">{notice}</span> })}
                            </span>
                        </a>
                        <Show when=move || ordering.get()><Order view id=part.id name=part.title.clone()/></Show>
                    </li>
                </For>
            </ul>
        </Show>
        <Show when=move || writes.form() != Form::Never>
            <a class="button button--quiet" href=new_address><Icon name="plus"/>{say!(plan.add_part)}</a>
        </Show>
    }
}

/// Who does what for the goal, and the way to one more.
#[component]
pub(crate) fn Activities(
    /// The plan.
    view: Signal<TabView>,
    /// The goal.
    goal: EntryId,
    /// Whether the order is being changed.
    ordering: RwSignal<bool>,
) -> impl IntoView {
    let app = AppState::get();
    let fresh = RwSignal::new(None::<EntryId>);
    let opened = RwSignal::new(None);
    let ids = memo(move |_| {
        view.with(|view| {
            let Some(tab) = view.open() else { return Vec::new() };
            let listed = children(tab, EntryKind::Activity, goal);
            let mut ids: Vec<EntryId> = listed.into_iter().map(|entry| entry.id).collect();
            // A new line stands last until it is there; one that is suggested stands with the suggestions.
            let gone = |id: &EntryId| {
                tab.entries.get(id).is_some_and(|entry| !matches!(entry.presence, Presence::Present))
            };
            ids.extend(fresh.get().filter(|id| !ids.contains(id) && !gone(id)));
            ids
        })
    });
    let writes = use_editor(view, EntryKind::Activity, Signal::stored(Some(goal)), Vec::new());
    let seeds = StoredValue::new(move || {
        let place = view.with_untracked(|view| view.open().map(|tab| tab.end_position(EntryKind::Activity)));
        vec![(Field::Position, Value::Text(place.unwrap_or_default())), (Field::Parent, Value::Entry(goal))]
    });
    let add = move |_| {
        let id = app.replica().map(|replica| replica.new_entry());
        fresh.set(id);
        opened.set(id.map(|id| (id, Open::Fields)));
    };
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <h2 class="section-title">{say!(plan.who_does_what)}</h2>
            <ul class="row-list">
                <For each=move || ids.get() key=|id| *id let:id>
                    <ActivityCard view id seeds=seeds.with_value(|seeds| seeds()) opened ordering/>
                </For>
            </ul>
        </Show>
        <Show when=move || writes.form() != Form::Never>
            <button class="button button--quiet" type="button" on:click=add>
                <Icon name="plus"/>{say!(plan.add_activity)}
            </button>
        </Show>
    }
}

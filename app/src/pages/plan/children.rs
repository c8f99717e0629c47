//! What stands under a goal: its sub-goals, and who does what.

use crate::lean::{For, Show, attribute, memo};
use domain::entry::Presence;
use domain::plan::children;
use domain::rules::Form;
use domain::{BinderId, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;
use replica::UnsentProposal;

use super::activity::{ActivityCard, Open};
use super::outline::{Wish, is_own_top};
use super::{Order, own_mark, plan_words as words};
use crate::components::Icon;
use crate::editor::use_editor;
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_links};

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
            let Some(tab) = view.open() else { return Vec::new() };
            let all = children(tab, EntryKind::Goal, goal);
            let part = |entry: &domain::Entry| Wish {
                id: entry.id,
                own: is_own_top(tab, entry),
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
        id.map_or_else(String::new, |id| {
            format!("{}&{}={goal}", links.get().new_entry(paths::GOAL, id), paths::UNDER)
        })
    };
    view! {
        <Show when=move || !parts.with(Vec::is_empty)>
            <h2 class="section-title">{say!(plan.sub_goals)}</h2>
            <ul class="row-list">
                <For each=move || parts.get() key=Clone::clone let:part>
                    <li class:no-print=part.own>
                        <a class="row-link" href=attribute(move || links.get().entry(paths::GOAL, part.id))>
                            <span class="row-link__text">
                                <span class="row-link__title">{part.title.clone()}</span>
                                {own_mark(part.own)}
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
    /// It stands under a title of its own.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let app = AppState::get();
    // Lines she has written and not sent stand there again, and one of them is open.
    let binder = use_binder();
    let unsent = unsent_under(app, binder, goal);
    let opened = RwSignal::new(unsent.first().map(|id| (*id, Open::Fields)));
    let fresh = RwSignal::new(unsent);
    let ids = memo(move |_| {
        view.with(|view| {
            let Some(tab) = view.open() else { return Vec::new() };
            let listed = children(tab, EntryKind::Activity, goal);
            let mut ids: Vec<EntryId> = listed.into_iter().map(|entry| entry.id).collect();
            // A new line stands last until it is there; one that is suggested stands with the suggestions.
            let gone = |id: &EntryId| {
                tab.entries.get(id).is_some_and(|entry| !matches!(entry.presence, Presence::Present))
            };
            let new: Vec<EntryId> =
                fresh.with(|fresh| fresh.iter().copied().filter(|id| !ids.contains(id) && !gone(id)).collect());
            ids.extend(new);
            ids
        })
    });
    let writes = use_editor(view, EntryKind::Activity, Signal::stored(Some(goal)), Vec::new());
    let seeds = StoredValue::new(move || {
        let place = view.with_untracked(|view| view.open().map(|tab| tab.end_position(EntryKind::Activity)));
        vec![(Field::Position, Value::Text(place.unwrap_or_default())), (Field::Parent, Value::Entry(goal))]
    });
    let add = move |_| {
        let Some(id) = app.replica().map(|replica| replica.new_entry()) else { return };
        // An empty line that nobody wrote in makes room for the new one.
        fresh.set(unsent_under(app, binder, goal).into_iter().chain([id]).collect());
        opened.set(Some((id, Open::Fields)));
    };
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            {(!bare).then(|| view! { <h2 class="section-title">{say!(plan.who_does_what)}</h2> })}
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

/// New lines under a goal that a coordinator has written and not sent.
fn unsent_under(app: AppState, binder: Signal<Option<BinderId>>, goal: EntryId) -> Vec<EntryId> {
    let all = untrack(|| binder.get().map(|binder| app.unsent.within(binder))).unwrap_or_default();
    let under = |one: &UnsentProposal| {
        one.kind == EntryKind::Activity
            && one.fields.get(&Field::Parent).is_some_and(|write| write.value == Value::Entry(goal))
    };
    all.into_iter().filter(under).map(|one| one.entry).collect()
}

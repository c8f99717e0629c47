//! Suggestions for the plan, each with one tap for yes, no, or at the meeting. Those that wait for the
//! meeting stand last.

use crate::lean::{For, Show, memo};
use domain::entry::Presence;
use domain::{Answer, Entry, EntryId, EntryKind, Field, TabState, Value};
use leptos::prelude::*;

use super::plan_words as words;
use crate::components::Proposals;
use crate::editor::use_editor;
use crate::state::TabView;

/// Something that is suggested, and for what.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Item {
    id: EntryId,
    kind: EntryKind,
    about: String,
}

fn suggested_parent(entry: &Entry) -> Option<EntryId> {
    let proposed = entry.proposals.iter().find_map(|proposal| match proposal.fields.get(&Field::Parent) {
        Some(Value::Entry(id)) => Some(*id),
        _ => None,
    });
    entry.parent().or(proposed)
}

fn item(tab: &TabState, entry: &Entry) -> Item {
    let parent = suggested_parent(entry).and_then(|id| tab.entries.get(&id)).map(words::title);
    let about = match (entry.kind, entry.presence == Presence::Suggested, parent) {
        (EntryKind::Goal, true, Some(parent)) => say!(plan.about_new_part, goal = parent),
        (EntryKind::Goal, true, None) => say!(plan.about_new_goal).to_owned(),
        (_, true, Some(parent)) => say!(plan.about_new_step, goal = parent),
        (_, true, None) => say!(plan.about_new_loose).to_owned(),
        (_, false, _) => words::title(entry),
    };
    Item { id: entry.id, kind: entry.kind, about }
}

fn items(tab: &TabState, of: impl Fn(&Entry) -> bool) -> Vec<Item> {
    let in_plan = |entry: &&Entry| matches!(entry.kind, EntryKind::Goal | EntryKind::Activity) && of(entry);
    tab.entries.values().filter(in_plan).map(|entry| item(tab, entry)).collect()
}

/// Whether something new waits, or only what was put off to the meeting.
fn waits(entry: &Entry, kept: bool) -> bool {
    let mut open = entry.open_proposals().peekable();
    open.peek().is_some() && kept == open.all(|proposal| proposal.answer == Some(Answer::Later))
}

/// Every suggestion in the plan that is new, or that waits for the meeting.
#[component]
pub(crate) fn Waiting(
    /// The plan.
    view: Signal<TabView>,
    /// Those that wait for the meeting.
    kept: bool,
) -> impl IntoView {
    let all = memo(move |_| {
        let of = |tab: &TabState| items(tab, |entry| waits(entry, kept));
        view.with(|view| view.open().map(|tab| of(tab)).unwrap_or_default())
    });
    view! {
        <Show when=move || kept && !all.with(Vec::is_empty)>
            <h2 class="section-title">{say!(plan.kept_for_meeting)}</h2>
        </Show>
        <For each=move || all.get() key=Clone::clone let:item>
            <Suggestion view item/>
        </For>
    }
}

/// New parts and activities suggested for one goal.
#[component]
pub(crate) fn SuggestedUnder(
    /// The plan.
    view: Signal<TabView>,
    /// The goal.
    goal: EntryId,
) -> impl IntoView {
    let all = memo(move |_| {
        let new = |entry: &Entry| {
            entry.presence == Presence::Suggested
                && entry.open_proposals().next().is_some()
                && suggested_parent(entry) == Some(goal)
        };
        let of = |tab: &TabState| items(tab, new);
        view.with(|view| view.open().map(|tab| of(tab)).unwrap_or_default())
    });
    view! {
        <For each=move || all.get() key=Clone::clone let:item>
            <Suggestion view item/>
        </For>
    }
}

#[component]
fn Suggestion(view: Signal<TabView>, item: Item) -> impl IntoView {
    let Item { id, kind, about } = item;
    let editor = use_editor(view, kind, Signal::stored(Some(id)), Vec::new());
    view! {
        <div>
            <p class="small">{about}</p>
            <Proposals editor/>
        </div>
    }
}

//! Suggestions for the plan, each with one tap for yes, no, or at the meeting. Those that wait for the
//! meeting stand last.

use crate::lean::{Show, memo};
use domain::entry::Presence;
use domain::{Answer, Entry, EntryId, EntryKind, Field, TabState, Value};
use leptos::prelude::*;

use super::plan_words as words;
use crate::components::{Opened, Suggestion, Suggestions};
use crate::state::TabView;

fn suggested_parent(entry: &Entry) -> Option<EntryId> {
    let proposed = entry.proposals.iter().find_map(|proposal| match proposal.fields.get(&Field::Parent) {
        Some(Value::Entry(id)) => Some(*id),
        _ => None,
    });
    entry.parent().or(proposed)
}

fn suggestion(tab: &TabState, entry: &Entry) -> Suggestion {
    let parent = suggested_parent(entry).and_then(|id| tab.entries.get(&id)).map(words::title);
    let about = match (entry.kind, entry.presence == Presence::Suggested, parent) {
        (EntryKind::Goal, true, Some(parent)) => say!(plan.about_new_part, goal = parent),
        (EntryKind::Goal, true, None) => say!(plan.about_new_goal).to_owned(),
        (_, true, Some(parent)) => say!(plan.about_new_step, goal = parent),
        (_, true, None) => say!(plan.about_new_loose).to_owned(),
        (_, false, _) => words::title(entry),
    };
    Suggestion { id: entry.id, kind: entry.kind, about }
}

fn suggestions(tab: &TabState, of: impl Fn(&Entry) -> bool) -> Vec<Suggestion> {
    let in_plan = |entry: &&Entry| matches!(entry.kind, EntryKind::Goal | EntryKind::Activity) && of(entry);
    tab.entries.values().filter(in_plan).map(|entry| suggestion(tab, entry)).collect()
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
    /// Which of the page stand open.
    opened: Opened,
) -> impl IntoView {
    let all = memo(move |_| {
        let of = |tab: &TabState| suggestions(tab, |entry| waits(entry, kept));
        view.with(|view| view.open().map(|tab| of(tab)).unwrap_or_default())
    });
    view! {
        <Show when=move || kept && !all.with(Vec::is_empty)>
            <h2 class="section-title">{say!(plan.kept_for_meeting)}</h2>
        </Show>
        <Suggestions view all opened/>
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
        let of = |tab: &TabState| suggestions(tab, new);
        view.with(|view| view.open().map(|tab| of(tab)).unwrap_or_default())
    });
    view! {
        <Suggestions view all opened=Opened::new()/>
    }
}

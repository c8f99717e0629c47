//! One goal or sub-goal: its words, whether she wants it, its parts, and who does what. A line of who
//! does what can also be opened by itself.

use crate::lean::{Show, derived, handler, memo, part};
use domain::entry::Presence;
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::activity::ActivityCard;
use super::children::{Activities, Parts};
use super::plan_words as words;
use super::removal::remove_with_all_below;
use super::waiting::SuggestedUnder;
use super::wanted::Wanted;
use crate::components::{
    EntryNotes, HistoryLink, Icon, MadeBy, OwnOnly, Page, ProposeBar, Removed, TextField, WhenRead, WhenThere,
    written,
};
use crate::editor::use_editor;
use crate::pages::contact::use_entry_id;
use crate::state::{TabView, use_binder, use_links, use_owner_name, use_tab_with_room};
use crate::{browser, paths};

/// The page of one goal, or of a new one.
#[component]
pub(crate) fn GoalPage() -> impl IntoView {
    let view = use_tab_with_room(use_binder(), BinderTab::Plan);
    let links = use_links();
    let named = use_entry_id();
    let query = use_query_map();
    let under = move || query.with(|query| query.get(paths::UNDER)).and_then(|text| text.parse::<EntryId>().ok());
    let shown = memo(move |_| Some((named.get()?, under())));
    Effect::new(move |before: Option<Option<EntryId>>| {
        let now = shown.get().map(|(id, _)| id);
        // From one goal to another the page stays, so its title has to be said again.
        if before.flatten().is_some_and(|before| Some(before) != now) {
            browser::focus("rubrik");
        }
        now
    });
    let parent = memo(move |_| {
        let (id, under) = shown.get()?;
        view.with(|view| {
            let tab = view.open()?;
            tab.entries
                .get(&id)
                .map_or(under, domain::Entry::parent)
                .filter(|parent| tab.entries.contains_key(parent))
        })
    });
    let is_activity = memo(move |_| {
        let shown = shown.get();
        view.with(|view| {
            let entry = shown.and_then(|(id, _)| view.open()?.entries.get(&id));
            entry.is_some_and(|entry| entry.kind == EntryKind::Activity)
        })
    });
    let title = derived(move || {
        let words = match (is_activity.get(), parent.get()) {
            (true, _) => say!(plan.who_does_what),
            (false, Some(_)) => say!(plan.sub_goal),
            (false, None) => say!(plan.long_term),
        };
        words.to_owned()
    });
    let back = derived(move || {
        Some(match parent.get() {
            Some(parent) => (links.get().entry(paths::GOAL, parent), say!(plan.to_goal).to_owned()),
            None => (links.get().to(paths::PLAN), say!(plan.title).to_owned()),
        })
    });
    view! {
        <Page title back aloud=true>
            <WhenRead view>
                <WhenThere tab=BinderTab::Plan view entry=named>
                    // Made anew for each goal, so that nothing typed in one can end in another.
                    {part(move || shown.get().map(|(id, under)| {
                        if is_activity.get_untracked() {
                            view! { <OneActivity view id/> }.into_any()
                        } else {
                            view! { <OneGoal view id under/> }.into_any()
                        }
                    }))}
                </WhenThere>
            </WhenRead>
        </Page>
    }
}

#[component]
fn OneActivity(view: Signal<TabView>, id: EntryId) -> impl IntoView {
    let opened = RwSignal::new(None);
    let ordering = RwSignal::new(false);
    let goal = memo(move |_| {
        view.with(|view| {
            let tab = view.open()?;
            Some(words::title(tab.entries.get(&tab.entries.get(&id)?.parent()?)?))
        })
    });
    view! {
        <h2 class="section-title">{part(move || goal.get().unwrap_or_else(|| say!(plan.loose).to_owned()))}</h2>
        <ul class="row-list"><ActivityCard view id seeds=Vec::new() opened ordering/></ul>
    }
}

#[component]
fn OneGoal(view: Signal<TabView>, id: EntryId, under: Option<EntryId>) -> impl IntoView {
    let seeds = view.with_untracked(|view| {
        let place = view.open().map(|tab| tab.end_position(EntryKind::Goal)).unwrap_or_default();
        let parent = under.map(|goal| (Field::Parent, Value::Entry(goal)));
        std::iter::once((Field::Position, Value::Text(place))).chain(parent).collect()
    });
    let editor = use_editor(view, EntryKind::Goal, Signal::stored(Some(id)), seeds);
    let owner = use_owner_name();
    let links = use_links();
    let go = use_navigate();
    let exists = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown()));
    let removed =
        memo(move |_| editor.current().is_some_and(|entry| matches!(entry.presence, Presence::Removed { .. })));
    let suggested = memo(move |_| editor.current().is_some_and(|entry| entry.presence == Presence::Suggested));
    let is_root = memo(move |_| match editor.current() {
        Some(entry) => entry.parent().is_none(),
        None => under.is_none(),
    });
    let stamp = memo(move |_| editor.current().filter(|_| !suggested.get()).as_ref().map(written));
    let is_own = memo(move |_| editor.current().is_some_and(|entry| entry.private));
    // She says who may read it before she writes; of one that stands there, below it.
    let is_new = untrack(move || editor.current()).is_none();
    let ordering = RwSignal::new(false);
    let remove = move |_| {
        let plan = links.get_untracked().to(paths::PLAN);
        remove_with_all_below(editor, say!(plan.goal_removed).to_owned(), plan.clone());
        if untrack(move || editor.form()) == Form::Direct {
            go(&plan, leptos_router::NavigateOptions::default());
        }
    };
    let remove = StoredValue::new(remove);
    let label = move || match owner.get_untracked() {
        Some(name) => say!(plan.text_of, name = name),
        None => say!(plan.text).to_owned(),
    };
    view! {
        <EntryNotes editor/>
        <Show when=move || removed.get()>
            <Removed editor said=say!(plan.goal_removed).to_owned()/>
        </Show>
        {is_new.then(|| view! { <OwnOnly editor path=paths::GOAL/> })}
        // What is only suggested stands in the suggestion, with its answers.
        <Show when=move || !suggested.get()>
            <TextField editor field=Field::Text long=true label=label() hint=say!(plan.text_hint)/>
            <Wanted editor/>
        </Show>
        <ProposeBar editor/>
        <Show when=move || exists.get()>
            <Show when=move || is_root.get()><Parts view goal=id ordering/></Show>
            <Activities view goal=id ordering/>
            <SuggestedUnder view goal=id/>
        </Show>
        {(!is_new).then(|| view! { <OwnOnly editor path=paths::GOAL/> })}
        {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp own=is_own.get()/> }))}
        <HistoryLink view tab=BinderTab::Plan entry=editor.entry/>
        <Show when=move || exists.get() && editor.form() != Form::Never>
            <div class="button-stack">
                <Show when=move || editor.form() == Form::Direct>
                    <button class="button button--quiet" type="button"
                        on:click=handler(move |_| ordering.update(|on| *on = !*on))>
                        {part(move || if ordering.get() { say!(common.order_done) } else { say!(common.change_order) })}
                    </button>
                </Show>
                <button class="button button--text" type="button" on:click=handler(move |e| remove.with_value(|f| f(e)))>
                    <Icon name="trash"/>{say!(plan.remove_goal)}
                </button>
            </div>
        </Show>
    }
}

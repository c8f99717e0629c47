//! The plan at a meeting: how each activity went, one at a time (R65), and new parts with who does what when (R62).

use domain::meeting::OPEN_HOURS;
use domain::plan::is_gone_with_parent;
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, TabState, Timestamp};
use leptos::prelude::*;

use super::children::Activities;
use super::evaluation::Evaluation;
use super::outline::{Outline, Reading, Step};
use super::plan_words as words;
use super::tree::StepFacts;
use crate::browser::focus_soon;
use crate::components::WhenRead;
use crate::editor::use_editor;
use crate::lean::{For, Show, attribute, handler, memo, part};
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_links, use_owner_name, use_right, use_tab};

/// What was said of an activity at this meeting.
fn said_here(entry: &Entry, within: Option<(Timestamp, Timestamp)>) -> Option<&'static str> {
    let notes = entry.notes.iter().rev().filter(|note| note.field == Field::Evaluation);
    let mut here = notes.filter(|note| within.is_some_and(|(from, to)| (from..to).contains(&note.stamp.made_at)));
    here.next().map(|note| words::outcome(&note.value))
}

/// The activities of the goals she wants, in the order of the plan, and what was said of each between two moments.
pub(crate) fn evaluated(
    plan: &TabState,
    within: Option<(Timestamp, Timestamp)>,
) -> Vec<(EntryId, String, Option<&'static str>)> {
    let outline = Outline::of(plan, Reading { now: Timestamp::default(), owner: None, at_meeting: false });
    let line = |step: &Step| {
        let said = plan.entries.get(&step.id).and_then(|entry| said_here(entry, within));
        (step.id, step.what.clone(), said)
    };
    outline.steps().map(line).collect()
}

/// One activity at a time, and the way to each of them.
#[component]
pub(crate) fn EvaluateEach(
    /// When the meeting began.
    since: Signal<Option<Timestamp>>,
) -> impl IntoView {
    let view = use_tab(use_binder(), BinderTab::Plan);
    let right = use_right(BinderTab::Plan);
    view! {
        <Show when=move || right.get().is_some()
            fallback=|| view! { <p class="page__lede">{say!(mode.not_yours)}</p> }>
            <WhenRead view><OneByOne view since/></WhenRead>
        </Show>
    }
}

#[component]
fn OneByOne(view: Signal<TabView>, since: Signal<Option<Timestamp>>) -> impl IntoView {
    let all = memo(move |_| {
        view.with(|view| {
            view.open()
                .map(|tab| evaluated(tab, since.get().map(|since| (since, since.plus_minutes(OPEN_HOURS * 60)))))
                .unwrap_or_default()
        })
    });
    // It begins where they were, also when they come back to the step.
    let first = all.with_untracked(|all| {
        let open = all.iter().find(|(_, _, said)| said.is_none());
        open.or(all.first()).map(|(id, ..)| *id)
    });
    let chosen = RwSignal::new(first);
    let at = memo(move |_| all.with(|all| all.iter().position(|(id, ..)| Some(*id) == chosen.get()).unwrap_or(0)));
    let shown = memo(move |_| all.with(|all| all.get(at.get()).map(|(id, ..)| *id)));
    let go = move |id: EntryId| {
        chosen.set(Some(id));
        focus_soon("atgard");
    };
    let neighbour = move |by: isize| {
        let to = at.get().checked_add_signed(by)?;
        all.with(|all| all.get(to).map(|(id, ..)| *id))
    };
    let number = move || say!(mode.activity_number, number = at.get() + 1, of = all.with(Vec::len));
    view! {
        <Show when=move || shown.get().is_some()
            fallback=|| view! { <div class="empty-note"><p class="empty-note__text">{say!(mode.no_activities)}</p></div> }>
            <section class="sheet" aria-labelledby="atgard">
                <h2 class="sheet__over" id="atgard" tabindex="-1">{part(number)}</h2>
                {part(move || shown.get().map(|id| view! { <OneActivity view id/> }))}
                <div class="button-row">
                    {part(move || neighbour(-1).map(|id| view! {
                        <button class="button button--quiet" type="button" on:click=handler(move |_| go(id))>
                            {say!(mode.activity_before)}
                        </button>
                    }))}
                    {part(move || neighbour(1).map(|id| view! {
                        <button class="button button--quiet" type="button" on:click=handler(move |_| go(id))>
                            {say!(mode.activity_after)}
                        </button>
                    }))}
                </div>
            </section>
            <details class="more">
                <summary class="more__summary">{say!(mode.all_activities)}</summary>
                <ul class="row-list row-list--joined">
                    <For each=move || all.get() key=Clone::clone let:one>
                        {
                            let (id, what, said) = one;
                            view! {
                                <li>
                                    <button class="row-link" type="button" on:click=handler(move |_| go(id))>
                                        <span class="row-link__text">
                                            <span class="row-link__title">{what}</span>
                                            <span class="row-link__note">{said.unwrap_or(say!(mode.not_said_yet))}</span>
                                        </span>
                                    </button>
                                </li>
                            }
                        }
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn OneActivity(view: Signal<TabView>, id: EntryId) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let owner = use_owner_name();
    let editor = use_editor(view, EntryKind::Activity, Signal::stored(Some(id)), Vec::new());
    let step = memo(move |_| {
        let owner = owner.get();
        let reading = Reading { now: app.now(), owner: owner.as_deref(), at_meeting: true };
        editor.current().map(|entry| Step::of(&entry, false, reading))
    });
    view! {
        {part(move || step.get().map(|step| view! {
            <h3 class="sheet__title">{step.what.clone()}</h3>
            <div class="activity"><StepFacts step/></div>
        }))}
        <Evaluation editor/>
        <a href=attribute(move || links.get().entry(paths::GOAL, id))>{say!(mode.change_activity)}</a>
    }
}

/// A goal or a part of it, as it stands in the step.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    id: EntryId,
    title: String,
    is_part: bool,
}

fn places(plan: &TabState) -> Vec<Place> {
    let outline = Outline::of(plan, Reading { now: Timestamp::default(), owner: None, at_meeting: false });
    let mut places = Vec::new();
    for branch in outline.branches {
        places.push(Place { id: branch.goal.id, title: branch.goal.title, is_part: false });
        places.extend(branch.parts.into_iter().map(|part| Place {
            id: part.id,
            title: part.title,
            is_part: true,
        }));
    }
    places.retain(|place| plan.entries.get(&place.id).is_some_and(|entry| !is_gone_with_parent(plan, entry)));
    places
}

/// Every goal she wants with its parts; a new part, and who does what, is written where it belongs.
#[component]
pub(crate) fn NewParts() -> impl IntoView {
    let view = use_tab(use_binder(), BinderTab::Plan);
    let right = use_right(BinderTab::Plan);
    let app = AppState::get();
    let links = use_links();
    let ordering = RwSignal::new(false);
    let places = memo(move |_| view.with(|view| view.open().map(|tab| places(tab)).unwrap_or_default()));
    let writes = memo(move |_| right.get() == Some(domain::consent::Right::Suggest));
    let fresh = move |under: Option<EntryId>| {
        let id = app.replica().map(|replica| replica.new_entry());
        let page = id.map(|id| links.get().new_entry(paths::GOAL, id)).unwrap_or_default();
        under.map_or(page.clone(), |goal| format!("{page}&{}={goal}", paths::UNDER))
    };
    view! {
        <Show when=move || right.get().is_some()
            fallback=|| view! { <p class="page__lede">{say!(mode.not_yours)}</p> }>
            <WhenRead view>
                <p class="page__lede">{say!(mode.parts_lede)}</p>
                <For each=move || places.get() key=Clone::clone let:place>
                    {
                        let Place { id, title, is_part } = place;
                        let over = if is_part { say!(plan.sub_goal) } else { say!(plan.long_term) };
                        let name = title.clone();
                        view! {
                            <section class="goal stack">
                                <p class="goal__over">{over}</p>
                                <h2 class="goal__title">
                                    <a href=attribute(move || links.get().entry(paths::GOAL, id))>{title}</a>
                                </h2>
                                <Activities view goal=id ordering bare=true/>
                                <Show when=move || writes.get() && !is_part>
                                    <a class="button button--quiet" href=attribute(move || fresh(Some(id)))>
                                        {say!(mode.add_part_to, goal = name.clone())}
                                    </a>
                                </Show>
                            </section>
                        }
                    }
                </For>
                <Show when=move || writes.get()>
                    <a class="button button--quiet" href=attribute(move || fresh(None))>{say!(plan.add_goal)}</a>
                </Show>
            </WhenRead>
        </Show>
    }
}

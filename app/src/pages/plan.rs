//! Mål och plan: the long-term goal in her own words, its parts, and who does what when (R61–R65).

mod activity;
mod activity_form;
mod at_meeting;
mod children;
mod evaluation;
mod goal;
mod on_paper;
mod outline;
mod plan_words;
mod removal;
mod tree;
mod waiting;
mod wanted;

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::consent::Right;
use domain::{BinderTab, EntryKind, meeting};
use leptos::prelude::*;

use crate::components::{
    Icon, LockedNote, Opened, OrderButtons, Page, RemovedList, WhenRead, choose, moved, use_no_key,
};
use crate::editor::use_editor;
use crate::pages::changing::Changes;
use crate::pages::decided::DecidedLink;
use crate::pages::desk_unsent::UnsentList;
use crate::paths;
use crate::state::{
    AppState, TabView, use_binder, use_links, use_owner_name, use_right, use_tab_unnoted, use_tab_with_room,
    use_way_to_binder,
};
use tree::GoalTree;
use waiting::Waiting;

pub(crate) use at_meeting::{EvaluateEach, NewParts, evaluated};
pub(crate) use goal::GoalPage;
pub(crate) use on_paper::blocks as plan_on_paper;
pub(crate) use outline::{Outline, Reading};
pub(crate) use plan_words::outcome;
pub(crate) use removal::remove_with_all_below;

/// The whole plan, to read; each goal and line leads to where it is changed.
#[component]
pub(crate) fn PlanPage() -> impl IntoView {
    let app = AppState::get();
    let view = use_tab_with_room(use_binder(), BinderTab::Plan);
    let no_key = use_no_key(BinderTab::Plan);
    let links = use_links();
    let right = use_right(BinderTab::Plan);
    let outline = use_outline(view);
    let ordering = RwSignal::new(false);
    let opened = Opened::new();
    // What waits for her answer comes first.
    let is_asked = memo(move |_| {
        let waits =
            |tab: &domain::TabState| opened.last().is_some_and(|id| tab.entries.get(&id).is_some_and(asks));
        !app.is_staff() && view.with(|view| view.open().is_some_and(|tab| waits(tab)))
    });
    let add = move || if is_asked.get() { "button button--quiet" } else { "button" };
    let back = use_way_to_binder();
    let may_write = move || right.get() == Some(Right::Suggest) && !no_key.get();
    let several = move || outline.with(|outline| outline.branches.len() > 1);
    let new_address = move || {
        let id = app.replica().map(|replica| replica.new_entry());
        id.map_or_else(String::new, |id| links.get().new_entry(paths::GOAL, id))
    };
    view! {
        <Page title=say!(plan.title).to_owned() back aloud=true>
            <WhenRead view>
                <UnsentList tab=BinderTab::Plan/>
                <LockedNote tab=BinderTab::Plan view/>
                <DecidedLink view tab=BinderTab::Plan first=true/>
                <Waiting view kept=false opened/>
                <For each=move || outline.with(|outline| outline.branches.clone()) key=Clone::clone let:branch>
                    {
                        let id = branch.goal.id;
                        let name = branch.goal.title.clone();
                        view! {
                            <GoalTree branch/>
                            <Show when=move || ordering.get()><Order view id name=name.clone()/></Show>
                        }
                    }
                </For>
                <Loose outline/>
                <Wishes outline/>
                <Waiting view kept=true opened/>
                <Show when=move || outline.with(Outline::is_empty)>
                    <div class="empty-note"><p class="empty-note__text">{say!(plan.empty)}</p></div>
                </Show>
                <Show when=may_write>
                    <div class="button-stack">
                        <a class=attribute(add) href=new_address><Icon name="plus"/>{say!(plan.add_goal)}</a>
                        <Show when=move || several() && !app.is_staff()>
                            <button class="button button--quiet" type="button"
                                on:click=handler(move |_| ordering.update(|on| *on = !*on))>
                                {part(move || if ordering.get() { say!(common.order_done) } else { say!(common.change_order) })}
                            </button>
                        </Show>
                    </div>
                </Show>
                <DecidedLink view tab=BinderTab::Plan first=false/>
                <Changes view/>
                <RemovedList view kinds=&[EntryKind::Goal, EntryKind::Activity, EntryKind::ChangeNotice]/>
            </WhenRead>
        </Page>
    }
}

/// Words beside what only she can read.
fn own_mark(own: bool) -> Option<AnyView> {
    own.then(|| view! { <span class="own-mark">{say!(room.only_me)}</span> }.into_any())
}

fn asks(entry: &domain::Entry) -> bool {
    entry.open_proposals().next().is_some()
}

/// The plan in words, computed anew only when the tab changes.
fn use_outline(view: Signal<TabView>) -> Memo<Outline> {
    let app = AppState::get();
    let owner = use_owner_name();
    let meetings = use_tab_unnoted(use_binder(), BinderTab::Meetings);
    let at_meeting = memo(move |_| {
        meetings.with(|view| view.open().is_some_and(|tab| meeting::open_now(tab, app.clock()).is_some()))
    });
    memo(move |_| {
        let owner = owner.get();
        let reading = Reading { now: app.now(), owner: owner.as_deref(), at_meeting: at_meeting.get() };
        view.with(|view| view.open().map(|tab| Outline::of(tab, reading)).unwrap_or_default())
    })
}

/// What she has not said that she wants (R64).
#[component]
fn Wishes(outline: Memo<Outline>) -> impl IntoView {
    let links = use_links();
    view! {
        <Show when=move || outline.with(|outline| !outline.wishes.is_empty())>
            <h2 class="section-title">{say!(plan.wishes)}</h2>
            <ul class="row-list">
                <For each=move || outline.with(|outline| outline.wishes.clone()) key=Clone::clone let:wish>
                    <li class:no-print=wish.own>
                        <a class="row-link" href=attribute(move || links.get().entry(paths::GOAL, wish.id))>
                            <span class="row-link__text">
                                <span class="row-link__title">{wish.title.clone()}</span>
                                {own_mark(wish.own)}
                                {wish.notice.map(|notice| view! { <span class="waiting">{notice}</span> })}
                            </span>
                        </a>
                    </li>
                </For>
            </ul>
        </Show>
    }
}

/// Who does what, without a goal to stand under.
#[component]
fn Loose(outline: Memo<Outline>) -> impl IntoView {
    view! {
        <Show when=move || outline.with(|outline| !outline.loose.is_empty())>
            <h2 class="section-title">{say!(plan.loose)}</h2>
            <ul class="sub-goal__activities">
                <For each=move || outline.with(|outline| outline.loose.clone()) key=Clone::clone let:step>
                    <tree::StepLine step/>
                </For>
            </ul>
        </Show>
    }
}

/// "Upp" and "Ned" for a long-term goal.
#[component]
fn Order(view: Signal<TabView>, id: domain::EntryId, name: String) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Goal, Signal::stored(Some(id)), Vec::new());
    let step = move |step| {
        let place = view.with_untracked(|view| {
            let tab = view.open()?;
            let entry = tab.entries.get(&id)?;
            moved(tab, EntryKind::Goal, entry, step, |other| other.parent() == entry.parent())
        });
        if let Some((field, value)) = place {
            choose(editor, field, value);
        }
    };
    view! { <OrderButtons name on_move=step/> }
}

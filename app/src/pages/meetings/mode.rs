//! The meeting itself: one step to a screen, for a tablet or a phone that lies on the table.
//!
//! The step stands in the address alone, so a reload, the back button and two devices work; what is written is the
//! pärm's own, and each device can be at a step of its own. Nobody is held: every step can be skipped and come back to.

mod closing;
mod send_copies;
mod step;

use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field, meeting};
use leptos::prelude::*;

use super::deciding::ToDecide;
use super::here::WhoIsHere;
use super::points::Points;
use super::questions::OpenQuestions;
use super::read_together::ReadTogether;
use super::several::{BookedNext, Several};
use super::suggest;
use crate::components::{TextField, WhenRead};
use crate::editor::{Editor, use_editor};
use crate::lean::{Show, attribute, derived, handler, memo, part};
use crate::pages::plan::{EvaluateEach, NewParts};
use crate::pages::rating::CurveAtMeeting;
use crate::pages::sharing::names;
use crate::pages::signs::SignsSheet;
use crate::state::{AppState, TabView, use_binder, use_links, use_right, use_tab};
use crate::{browser, paths};
use closing::Closing;

pub(crate) use send_copies::SendCopies;
pub(crate) use step::Step;

/// Kept for this visit: the text is to be large.
const LARGE: &str = "stor-text";
/// Kept for this visit: the step that was looked at last, so that the way back leads there.
pub(crate) const LAST: &str = "motessteg";

/// The screen of one step.
#[component]
pub(super) fn MeetingMode(
    /// The meetings.
    view: Signal<TabView>,
    /// The meeting.
    id: EntryId,
    /// The step.
    at: Memo<Option<Step>>,
) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Meeting, Signal::stored(Some(id)), Vec::new());
    let large = RwSignal::new(browser::kept_in_visit(LARGE).is_some());
    Effect::new(move |_| {
        if let Some(step) = at.get() {
            browser::keep_in_visit(LAST, Some(&format!("{id} {}", step.slug())));
        }
    });
    let turn = move |_| {
        large.update(|large| *large = !*large);
        browser::keep_in_visit(LARGE, large.get_untracked().then_some("1"));
    };
    let way = Step::ALL.map(|step| {
        let class = move || {
            let here = at.get().map_or(0, Step::number);
            if step.number() <= here {
                "meeting-mode__mark meeting-mode__mark--come"
            } else {
                "meeting-mode__mark"
            }
        };
        view! { <span class=attribute(class)></span> }
    });
    view! {
        <div class=attribute(move || if large.get() { "meeting-mode meeting-mode--large" } else { "meeting-mode" })>
            <div class="meeting-mode__way" aria-hidden="true">{way.into_iter().collect_view()}</div>
            <button class="button button--quiet button--small meeting-mode__large" type="button"
                aria-pressed=attribute(move || if large.get() { "true" } else { "false" }) on:click=handler(turn)>
                {say!(mode.large)}
            </button>
            {part(move || at.get().map(|step| content(step, editor, view, id)))}
            <Ways id at/>
        </div>
    }
}

fn content(step: Step, editor: Editor, view: Signal<TabView>, id: EntryId) -> AnyView {
    let writes = memo(move |_| editor.form() == Form::Direct);
    match step {
        Step::Here => view! {
            <Show when=move || writes.get() fallback=move || view! { <WasHere editor/> }><WhoIsHere editor/></Show>
        }
        .into_any(),
        Step::Changes => view! { <CurveAtMeeting/> }.into_any(),
        Step::Evaluate => {
            let since = derived(move || editor.current().as_ref().and_then(meeting::opened_at));
            view! { <EvaluateEach since/><Points view meeting=editor.entry/> }.into_any()
        }
        Step::Parts => view! { <NewParts/><OpenQuestions/> }.into_any(),
        Step::Signs => view! { <ReadSigns editor/> }.into_any(),
        Step::Decide => view! {
            <Show when=move || writes.get()
                fallback=move || view! { <p class="page__lede">{say!(mode.read_only)}</p> }>
                <TextField editor field=Field::Agreed long=true label=say!(meetings.agreed) hint=say!(meetings.agreed_hint)/>
                <ToDecide editor/>
            </Show>
        }
        .into_any(),
        Step::Next => {
            let app = editor.app;
            let starts = untrack(move || editor.current()).and_then(|entry| entry.instant(Field::Starts));
            let first = starts.map(|starts| suggest::after(starts, true, app.now()));
            view! {
                <BookedNext view meeting=id/>
                <Show when=move || writes.get()>
                    <p class="page__lede">{say!(mode.book_lede)}</p>
                    <Several view first care_team=true/>
                </Show>
            }
            .into_any()
        }
        Step::Close => view! { <Closing editor view/> }.into_any(),
    }
}

/// Who is there, for somebody who may not write it.
#[component]
fn WasHere(editor: Editor) -> impl IntoView {
    let people = move || {
        let entry = editor.current();
        let people = entry.iter().flat_map(|entry| entry.people(Field::Present));
        names(&people.map(|person| person.name.clone()).collect::<Vec<_>>())
    };
    view! { <p class="sheet__text">{part(people)}</p> }
}

/// The sheet to read together, and the question what came of it.
#[component]
fn ReadSigns(editor: Editor) -> impl IntoView {
    let links = use_links();
    let plan = use_tab(use_binder(), BinderTab::WarningPlan);
    let right = use_right(BinderTab::WarningPlan);
    view! {
        <Show when=move || right.get().is_some()
            fallback=|| view! { <p class="page__lede">{say!(mode.not_yours)}</p> }>
            <WhenRead view=plan>
                <SignsSheet view=plan/>
                <a class="button button--quiet" href=attribute(move || links.get().to(paths::SIGNS))>{say!(mode.change_signs)}</a>
                <ReadTogether meeting=editor.entry/>
            </WhenRead>
        </Show>
    }
}

/// Back, on, and to any step.
#[component]
fn Ways(id: EntryId, at: Memo<Option<Step>>) -> impl IntoView {
    let links = use_links();
    let address = move |step: Step| paths::step(links.get(), id, step.slug());
    let before = move || at.get().and_then(Step::before);
    let after = move || at.get().and_then(Step::after);
    let all = Step::ALL.map(|step| {
        let current = move || (at.get() == Some(step)).then_some("step");
        view! {
            <li>
                <a class="row-link" href=attribute(move || address(step)) aria-current=attribute(current)>
                    <span class="row-link__text">
                        <span class="row-link__title">{say!(mode.numbered, number = step.number(), title = step.title())}</span>
                        <span class="row-link__note">{part(move || current().map(|_| say!(mode.you_are_here)))}</span>
                    </span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="meeting-mode__ways" aria-label=say!(mode.steps)>
            {part(move || after().map(|step| view! {
                <a class="button" href=address(step)>{say!(mode.onwards, title = step.title())}</a>
            }))}
            {part(move || before().map(|step| view! {
                <a class="button button--quiet" href=address(step)>{say!(mode.backwards, title = step.title())}</a>
            }))}
            <details class="more">
                <summary class="more__summary">{say!(mode.all_steps)}</summary>
                <ol class="row-list row-list--joined">{all.into_iter().collect_view()}</ol>
            </details>
        </nav>
    }
}

/// The way into the steps, on the meeting's page while it goes on.
#[component]
pub(super) fn ToSteps(
    /// The meeting.
    meeting: EntryId,
) -> impl IntoView {
    let links = use_links();
    let last = last_step(meeting);
    let words = match last {
        Some(step) => say!(mode.go_on, title = step.title()),
        None => say!(mode.begin).to_owned(),
    };
    let slug = last.unwrap_or(Step::Here).slug();
    view! {
        <section class="sheet">
            <p class="sheet__text">{say!(mode.lede)}</p>
            <a class="button" href=attribute(move || paths::step(links.get(), meeting, slug))>{words}</a>
        </section>
    }
}

/// The step of this meeting that was looked at last in this visit.
fn last_step(meeting: EntryId) -> Option<Step> {
    let kept = browser::kept_in_visit(LAST)?;
    let slug = kept.strip_prefix(&format!("{meeting} "))?;
    Step::parse(slug)
}

/// The address of the meeting: at the step that was looked at last, if there was one.
pub(crate) fn way_back(links: paths::Links, meeting: EntryId) -> String {
    last_step(meeting)
        .map_or_else(|| links.entry(paths::MEETING, meeting), |step| paths::step(links, meeting, step.slug()))
}

/// "Steg 2 av 8", above the title.
pub(super) fn over(step: Step) -> String {
    say!(mode.over, number = step.number(), of = Step::ALL.len())
}

/// What the page needs to know to show a step: the meeting goes on, and is one of the resource group.
pub(super) fn is_shown(app: AppState, view: Signal<TabView>, id: Option<EntryId>) -> bool {
    let goes_on = |entry: &domain::Entry| meeting::is_care_team(entry) && meeting::goes_on(entry, app.clock());
    id.is_some_and(|id| view.with(|view| view.open().and_then(|tab| tab.entries.get(&id)).is_some_and(goes_on)))
}

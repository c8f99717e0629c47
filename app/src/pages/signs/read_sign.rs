//! One sign to read in calm: what I do then, and what I want others to do.

use crate::lean::{For, Show, attribute, memo, part};
use domain::entry::{Presence, Stamp};
use domain::rules::Form;
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, called};
use leptos::prelude::*;

use super::lines::{Doer, belongs, lines_of, written};
use super::one::Mode;
use crate::browser::focus_soon;
use crate::components::{EntryNotes, HistoryLink, Icon, MadeBy, OwnOnly, ProposeBar, TwoVersions};
use crate::editor::{Editor, use_editor};
use crate::paths;
use crate::state::{TabView, use_links};

/// The sign as it is read.
#[component]
pub(super) fn ReadSign(view: Signal<TabView>, editor: Editor, id: EntryId, mode: RwSignal<Mode>) -> impl IntoView {
    let links = use_links();
    let stamp = memo(move |_| written(&editor.current()?, Field::Text));
    let is_own = memo(move |_| editor.current().is_some_and(|entry| entry.private));
    let change = move |_| {
        mode.set(Mode::Changing);
        focus_soon("rubrik".to_owned());
    };
    view! {
        <article class="sign">
            {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp own=is_own.get()/> }))}
            <TwoVersions editor field=Field::Text/>
            <ProposeBar editor/>
            <ReadLines view sign=id doer=Doer::Me stamp/>
            <ReadLines view sign=id doer=Doer::Other stamp/>
            <HistoryLink view tab=BinderTab::WarningPlan entry=editor.entry/>
        </article>
        <OwnOnly editor path=paths::SIGN/>
        <div class="button-stack">
            <Show when=move || editor.form() != Form::Never>
                <button class="button" type="button" on:click=change>
                    <Icon name="pencil"/>{say!(common.change)}
                </button>
            </Show>
            <a class="button button--quiet" href=attribute(move || links.get().to(paths::SIGNS_READING))>
                <Icon name="text-size"/>{say!(signs.read_large)}
            </a>
        </div>
    }
}

/// A line as it is read; the stamp only when somebody else than the sign's writer wrote it.
#[derive(Clone, PartialEq)]
struct Line {
    id: EntryId,
    text: String,
    name: String,
    stamp: Option<Stamp>,
}

#[component]
fn ReadLines(view: Signal<TabView>, sign: EntryId, doer: Doer, stamp: Memo<Option<Stamp>>) -> impl IntoView {
    let lines = memo(move |_| {
        let own = |line: &Stamp| stamp.with(|sign| sign.as_ref().is_some_and(|sign| sign.author == line.author));
        let line = |entry: &Entry| Line {
            id: entry.id,
            text: entry.text(Field::Text).trim().to_owned(),
            name: entry.person(Field::Person).map(|person| called::person(person).to_owned()).unwrap_or_default(),
            stamp: written(entry, Field::Text).filter(|stamp| !own(stamp)),
        };
        let mut lines: Vec<Line> = view.with(|view| {
            let tab = view.open().map(|tab| lines_of(tab, sign, doer)).unwrap_or_default();
            tab.into_iter().map(line).collect()
        });
        lines.retain(|line| !line.text.is_empty() || !line.name.is_empty());
        lines
    });
    let empty = match doer {
        Doer::Me => say!(signs.mine_empty),
        Doer::Other => say!(signs.others_empty),
    };
    view! {
        <section class="sheet" aria-label=doer.title()>
            <h2 class="sheet__title">{doer.title()}</h2>
            {part(move || match (lines.with(Vec::is_empty), doer) {
                (true, _) => view! { <p class="small">{empty}</p> }.into_any(),
                (false, Doer::Me) => view! {
                    <ol class="steps">{lines.get().into_iter().map(|line| view! {
                        <li class="steps__item">{line.text}{line.stamp.map(|stamp| view! { <MadeBy stamp/> })}</li>
                    }).collect_view()}</ol>
                }.into_any(),
                (false, Doer::Other) => view! {
                    <ul class="helper-list">{lines.get().into_iter().map(|line| view! { <Helper line/> }).collect_view()}</ul>
                }.into_any(),
            })}
        </section>
        <LineNotes view sign doer reading=true/>
    }
}

#[component]
fn Helper(line: Line) -> impl IntoView {
    let Line { text, name, stamp, .. } = line;
    let name = if name.is_empty() { say!(common.somebody).to_owned() } else { name };
    view! {
        <li class="helper">
            <span class="icon-tile icon-tile--dusk"><Icon name="hand-heart"/></span>
            <span class="helper__text">
                <span class="helper__name">{name}</span>
                <span class="helper__deed">{text}</span>
                {stamp.map(|stamp| view! { <MadeBy stamp/> })}
            </span>
        </li>
    }
}

/// What waits for her choice in one list: suggestions, also of new lines, and two versions.
#[component]
pub(super) fn LineNotes(
    view: Signal<TabView>,
    sign: EntryId,
    doer: Doer,
    /// The lines are not open for writing, so their two versions are shown here.
    #[prop(optional)]
    reading: bool,
) -> impl IntoView {
    let waiting = memo(move |_| {
        let waits = |line: &&Entry| {
            let asked =
                line.open_proposals().next().is_some() || matches!(line.presence, Presence::Contested { .. });
            let told = line.is_shown() && (line.sealed || (reading && !line.split_fields().is_empty()));
            belongs(line, sign, doer) && (asked || told)
        };
        view.with(|view| {
            view.open().map(|tab| tab.entries.values().filter(waits).map(|line| line.id).collect::<Vec<_>>())
        })
        .unwrap_or_default()
    });
    view! {
        <For each=move || waiting.get() key=|id| *id let:id>
            <LineNote view id reading/>
        </For>
    }
}

#[component]
fn LineNote(view: Signal<TabView>, id: EntryId, reading: bool) -> impl IntoView {
    let editor = use_editor(view, EntryKind::SignAction, Signal::stored(Some(id)), Vec::new());
    view! {
        <EntryNotes editor/>
        {reading.then(|| view! {
            <TwoVersions editor field=Field::Person/>
            <TwoVersions editor field=Field::Text/>
            <ProposeBar editor/>
        })}
    }
}

//! "Det som berättas för dig": what the coordinator tells her of the talks, as far as she agreed. She takes it away
//! when she likes, and is offered to when she wants to know no more.

use domain::interview::{self, Telling};
use domain::rules::Form;
use domain::{Entry, EntryId, Field, OpId, PersonId, Timestamp};
use leptos::prelude::*;

use super::held::remove;
use crate::dates;
use crate::editor::Editor;
use crate::lean::{For, Show, handler, memo, part};
use crate::state::{AppState, name_of, use_card};

/// One thing that is told.
#[derive(Clone, PartialEq)]
struct Line {
    entry: EntryId,
    heads: Vec<OpId>,
    text: String,
    by: PersonId,
    at: Timestamp,
}

fn line(entry: &Entry) -> Line {
    let text = entry.text(Field::Text).to_owned();
    let created = &entry.created;
    Line { entry: entry.id, heads: entry.all_heads(), text, by: created.author.person, at: created.made_at }
}

/// What is told; nothing while nothing is.
#[component]
pub(super) fn Told(editor: Editor, contact: EntryId, staff: bool) -> impl IntoView {
    let owner = Editor::owner_name();
    let lines = memo(move |_| {
        editor.tab.with(|view| {
            let told = view.open().map(|tab| interview::told(tab, contact)).unwrap_or_default();
            told.into_iter().map(line).collect::<Vec<_>>()
        })
    });
    let wants_no_more = memo(move |_| {
        !staff && !editor.current().as_ref().and_then(interview::agreed).is_some_and(Telling::tells)
    });
    let remove_all = move |_| {
        let all = lines.get_untracked().into_iter().map(|line| (line.entry, line.heads)).collect();
        remove(editor, all, say!(near.told_removed));
    };
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <section class="sheet" aria-labelledby="berattas">
                <h3 class="sheet__title" id="berattas">
                    {part(move || if staff { say!(near.told_staff, owner = owner.get()) } else { say!(near.told).to_owned() })}
                </h3>
                <Show when=move || wants_no_more.get()>
                    <p class="sheet__text">{say!(near.told_stays)}</p>
                    <div class="button-stack">
                        <button class="button button--quiet" type="button" on:click=handler(remove_all)>
                            {say!(near.told_remove_all)}
                        </button>
                    </div>
                </Show>
                <ul class="log-list">
                    <For each=move || lines.get() key=|line| (line.entry, line.heads.clone()) let:line>
                        <OneLine editor line/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn OneLine(editor: Editor, line: Line) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let Line { entry, heads, text, by, at } = line;
    let said_by = move || {
        let me = app.me().map(|me| me.person);
        let by = card.with(|card| name_of(card.as_ref(), me, by));
        say!(near.told_by, by = by, day = dates::day(app.now(), at))
    };
    // What she may take away, and a coordinator of what she wrote herself.
    let mine = move || !app.is_staff() || app.me().is_some_and(|me| me.person == by);
    view! {
        <li class="log-list__item">
            <span class="log-list__when">{part(said_by)}</span>
            <span class="sheet__text">{text}</span>
            <Show when=move || mine() && editor.form() != Form::Never>
                <div class="consent__actions">
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler({
                            let heads = heads.clone();
                            move |_| remove(editor, vec![(entry, heads.clone())], say!(near.told_removed))
                        })>
                        {say!(near.told_remove)}
                    </button>
                </div>
            </Show>
        </li>
    }
}

//! Beginning a meeting on its own day, or on another one. What is written while it goes on applies at once,
//! so a meeting that was booked for another day never begins by a slip: it is moved to now, or an extra
//! one is begun and the booked one stays where it is.

use std::collections::BTreeMap;

use crate::lean::{Show, derived, handler, memo, part};
use domain::body::{FieldWrite, Write};
use domain::{Body, Entry, Field, Timestamp, Value};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::booking;
use super::leave_it::LeaveIt;
use super::meeting::set_status;
use crate::browser::focus_soon;
use crate::components::{Change, Icon};
use crate::editor::{Editor, use_editor};
use crate::pages::meeting_words as words;
use crate::paths;
use crate::state::{use_card, use_links};

/// How a meeting that is planned stands to now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    Today,
    /// It has been, and nobody has said that it was held.
    Been,
    /// It comes, or has no time.
    Another,
}

fn day(entry: &Entry, now: Timestamp) -> Day {
    match entry.instant(Field::Starts).map(|starts| now.days_until(starts)) {
        Some(0) => Day::Today,
        Some(days) if days < 0 => Day::Been,
        _ => Day::Another,
    }
}

/// The buttons that begin a planned meeting; for a coordinator.
#[component]
pub(crate) fn Starting(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let app = editor.app;
    let card = use_card();
    let day = memo(move |_| editor.current().map(|entry| day(&entry, app.clock())));
    let asking = RwSignal::new(false);
    let owner = move || {
        let name = card.with(|card| card.as_ref().map(|card| card.owner_name.clone()));
        name.as_deref().and_then(words::first_name).unwrap_or_default()
    };
    let hint = move || {
        view! { <p class="consequence"><Icon name="users"/>{part(move || say!(meetings.start_hint, name = owner()))}</p> }
    };
    view! {
        <Show when=move || day.get() == Some(Day::Today)>
            {hint()}
            <div class="button-stack">
                <button class="button" type="button" on:click=move |_| set_status(editor, "open", say!(meetings.started))>
                    {say!(meetings.start)}
                </button>
            </div>
        </Show>
        <Show when=move || day.get() == Some(Day::Been)>
            <div class="button-stack">
                <button class="button" type="button" on:click=move |_| set_status(editor, "held", say!(meetings.was_held))>
                    {say!(meetings.was_held)}
                </button>
            </div>
        </Show>
        <Show when=move || day.get().is_some_and(|day| day != Day::Today)>
            <Show when=move || asking.get()
                fallback=move || view! {
                    <div class="button-stack">
                        <button class="button button--quiet" type="button" on:click=handler(move |_| {
                            asking.set(true);
                            focus_soon("ses-nu");
                        })>
                            {say!(meetings.start)}
                        </button>
                    </div>
                }>
                <AnotherDay editor asking hint=ViewFn::from(hint)/>
            </Show>
        </Show>
    }
}

/// What to do with the booked time when they meet now.
#[component]
fn AnotherDay(editor: Editor, asking: RwSignal<bool>, hint: ViewFn) -> impl IntoView {
    let app = editor.app;
    let links = use_links();
    let go = StoredValue::new(use_navigate());
    let fresh = app.replica().map(|replica| replica.new_entry());
    let extra = use_editor(editor.tab, domain::EntryKind::Meeting, Signal::stored(fresh), Vec::new());
    let booked = derived(move || {
        let starts = editor.current().and_then(|entry| entry.instant(Field::Starts));
        starts.map_or_else(String::new, |at| say!(meetings.booked_for, when = words::when_within(app.now(), at)))
    });
    let begun = StoredValue::new(false);
    let begin_extra = move |_| {
        let Some(model) = untrack(move || editor.current()).filter(|_| !begun.get_value()) else { return };
        let change = booking::book_like(&model, extra, to_the_minute(app.now()), "open");
        if let (Some(change), Some(id)) = (change, fresh) {
            let there = links.get_untracked().entry(paths::MEETING, id);
            // A second tap while the page is on its way would write its time a second time.
            begun.set_value(true);
            let go = go.get_value();
            change.commit_then(app, there.clone(), move || go(&there, leptos_router::NavigateOptions::default()));
        }
    };
    view! {
        <section class="sheet" aria-labelledby="ses-nu">
            <h2 class="sheet__title" id="ses-nu" tabindex="-1">{say!(meetings.start_today)}</h2>
            <p class="sheet__text">{part(move || booked.get())}</p>
            {hint.run()}
            <div class="button-stack">
                <button class="button" type="button" on:click=handler(begin_extra)>{say!(meetings.start_extra)}</button>
                <button class="button button--quiet" type="button" on:click=handler(move |_| {
                    if let Some(change) = move_here(editor, "open", "planned", say!(meetings.started)) {
                        change.commit(app);
                    }
                })>
                    {say!(meetings.start_moved)}
                </button>
                <LeaveIt open=asking/>
            </div>
        </section>
    }
}

/// A time as it is said.
pub(super) fn to_the_minute(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.as_millis() - at.as_millis().rem_euclid(60_000))
}

/// The meeting is now: its time and how far it has come are written together.
pub(super) fn move_here(
    editor: Editor,
    status: &'static str,
    before: &'static str,
    said: &'static str,
) -> Option<Change> {
    let entry = untrack(move || editor.current())?;
    let binder = editor.binder.get_untracked()?;
    let write = |starts: Option<Timestamp>, status: &str, over: Vec<domain::OpId>| {
        let mut fields =
            BTreeMap::from([(Field::Status, FieldWrite { over: Vec::new(), value: Value::choice(status) })]);
        if let Some(starts) = starts {
            fields.insert(Field::Starts, FieldWrite { over, value: Value::Instant(starts) });
        }
        let draft = editor.draft(Body::Write(Write { entry_kind: editor.kind, fields }))?;
        Some(replica::Draft { meeting: None, ..draft })
    };
    let now = to_the_minute(editor.app.now());
    let drafts = write(Some(now), status, entry.heads(Field::Starts)).into_iter().collect();
    let back = write(entry.instant(Field::Starts), before, Vec::new()).into_iter().collect();
    Some(Change { binder, drafts, back, said: said.to_owned() })
}

//! The same time every week (R91): the times of a series, each to be ticked off before they are booked. A
//! red day, and a day that has a meeting already, is left out unless somebody ticks it.

use std::collections::BTreeSet;

use crate::lean::{For, Show, attribute, derived, handler, memo, part};
use domain::body::{FieldWrite, Remove, Write};
use domain::holiday::holiday;
use domain::recurrence::{days_later, weekly};
use domain::{Body, EntryKind, Field, TabState, Timestamp, Value, meeting};
use leptos::prelude::*;
use replica::Draft;

use super::booking;
use super::holidays::name_of;
use super::leave_it::LeaveIt;
use super::series_line::left;
use crate::browser::focus_soon;
use crate::components::{Change, Icon};
use crate::dates;
use crate::editor::Editor;
use crate::pages::meeting_words as words;

/// How far the first suggestion reaches, in days.
const HALF_A_YEAR: i64 = 182;

/// One time of the series.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Time {
    at: Timestamp,
    words: String,
    /// Why it is left out unless somebody wants it.
    why_not: Option<String>,
}

fn times(tab: &TabState, first: Timestamp, weeks: u8, until: Timestamp, now: Timestamp) -> Vec<Time> {
    let taken = |at: Timestamp| {
        tab.listed(EntryKind::Meeting).into_iter().any(|other| {
            other.choice(Field::Status) != Some("cancelled")
                && other.instant(Field::Starts).is_some_and(|starts| starts.days_until(at) == 0)
        })
    };
    let all = weekly(first, weeks, until).into_iter().skip(1);
    let time = |at| {
        let red = holiday(at).map(|day| name_of(day).to_owned());
        let why_not = red.or_else(|| taken(at).then(|| say!(meetings.series_taken).to_owned()));
        Time { at, words: words::when(now, at), why_not }
    };
    all.map(time).collect()
}

/// "Samma tid flera gånger": under the fields of a meeting with the coordinator that has a time.
#[component]
pub(crate) fn Series(
    /// The first meeting of the series.
    editor: Editor,
) -> impl IntoView {
    let first = memo(move |_| {
        let entry = editor.current().filter(|entry| !meeting::is_care_team(entry))?;
        let others = match entry.value(Field::Series) {
            Some(Value::Entry(series)) => {
                editor.tab.with(|view| view.open().map_or(0, |tab| left(tab, *series, None).len()))
            }
            _ => 0,
        };
        let alone = others < 2;
        entry.instant(Field::Starts).filter(|_| alone)
    });
    let open = RwSignal::new(false);
    view! {
        <Show when=move || first.get().is_some()>
            <Show when=move || open.get()
                fallback=move || view! {
                    <button class="button button--quiet" type="button" on:click=handler(move |_| {
                        open.set(true);
                        focus_soon("samma-tid");
                    })>
                        <Icon name="calendar"/>{say!(meetings.series)}
                    </button>
                }>
                {part(move || first.get().map(|first| view! { <Booking editor first open/> }))}
            </Show>
        </Show>
    }
}

#[component]
fn Booking(editor: Editor, first: Timestamp, open: RwSignal<bool>) -> impl IntoView {
    let app = editor.app;
    let weeks = RwSignal::new(1_u8);
    let until = RwSignal::new(dates::date_value(days_later(first, HALF_A_YEAR)));
    // What somebody has ticked or unticked herself, by time.
    let turned = RwSignal::new(BTreeSet::<i64>::new());
    let last = derived(move || dates::parse(&until.get(), "12:00").filter(|last| first.days_until(*last) > 0));
    let all = memo(move |_| {
        let last = last.get()?;
        editor.tab.with(|view| view.open().map(|tab| times(tab, first, weeks.get(), last, app.now())))
    });
    let is_chosen =
        move |time: &Time| time.why_not.is_none() != turned.with(|turned| turned.contains(&time.at.as_millis()));
    let chosen = memo(move |_| {
        let all = all.get().unwrap_or_default();
        all.iter().filter(|time| is_chosen(time)).map(|time| time.at).collect::<Vec<_>>()
    });
    let n = derived(move || chosen.with(Vec::len));
    let book = move |_| {
        if let Some(change) = book_all(editor, &chosen.get_untracked()) {
            change.commit(app);
            open.set(false);
            focus_soon("rubrik");
        }
    };
    let interval = |weeks: u8| match weeks {
        1 => say!(meetings.every_week).to_owned(),
        2 => say!(meetings.every_other_week).to_owned(),
        weeks => say!(meetings.every_n_weeks, count = weeks),
    };
    view! {
        <section class="sheet" aria-labelledby="samma-tid">
            <h2 class="sheet__title" id="samma-tid" tabindex="-1">{say!(meetings.series)}</h2>
            <div class="field-row">
                <div class="field">
                    <label class="field__label" for="serie-hur-ofta">{say!(meetings.how_often)}</label>
                    <select class="field__input" id="serie-hur-ofta"
                        on:change=handler(move |event| weeks.set(event_target_value(&event).parse().unwrap_or(1)))>
                        {[1_u8, 2, 3, 4].map(|count| view! {
                            <option value=count.to_string() prop:selected=attribute(move || weeks.get() == count)>{interval(count)}</option>
                        })}
                    </select>
                </div>
                <div class="field">
                    <label class="field__label" for="serie-till">{say!(meetings.series_until)}</label>
                    <input class="field__input" id="serie-till" type="date" autocomplete="off" prop:value=until.get_untracked()
                        aria-describedby="serie-fel" aria-invalid=attribute(move || last.get().is_none().then_some("true"))
                        on:input=handler(move |event| until.set(event_target_value(&event)))/>
                </div>
            </div>
            <div id="serie-fel" role="status">
                {part(move || last.get().is_none().then(|| view! { <p class="field__error">{say!(meetings.series_wrong_day)}</p> }))}
            </div>
            <fieldset class="choice-group">
                <legend class="choice-group__legend">{say!(meetings.series_which)}</legend>
                <For each=move || all.get().unwrap_or_default() key=Clone::clone let:time>
                    <OneTime time turned/>
                </For>
            </fieldset>
            <div class="button-stack">
                <button class="button" type="button" disabled=attribute(move || n.get() == 0) on:click=handler(book)>
                    {part(move || match n.get() {
                        0 => say!(meetings.series_book_none).to_owned(),
                        1 => say!(meetings.series_book_one).to_owned(),
                        n => say!(meetings.series_book, count = n),
                    })}
                </button>
                <LeaveIt open/>
            </div>
        </section>
    }
}

#[component]
fn OneTime(time: Time, turned: RwSignal<BTreeSet<i64>>) -> impl IntoView {
    let key = time.at.as_millis();
    let usual = time.why_not.is_none();
    let turn = move |_| {
        turned.update(|turned| {
            if !turned.remove(&key) {
                turned.insert(key);
            }
        });
    };
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox"
                prop:checked=attribute(move || usual != turned.with(|turned| turned.contains(&key))) on:change=handler(turn)/>
            <span class="choice__text">
                <span class="choice__title">{time.words}</span>
                {time.why_not.map(|why| view! { <span class="choice__note">{why}</span> })}
            </span>
        </label>
    }
}

/// One meeting per time, all of one series, in one act with one "Ångra".
fn book_all(editor: Editor, times: &[Timestamp]) -> Option<Change> {
    let model = untrack(move || editor.current())?;
    let replica = editor.app.replica()?;
    let of_series = |draft: &mut Draft| {
        if let Body::Write(write) = &mut draft.body {
            let series = FieldWrite { over: Vec::new(), value: Value::Entry(model.id) };
            write.fields.insert(Field::Series, series);
        }
    };
    let mut drafts = Vec::with_capacity(times.len() + 1);
    for at in times {
        let mut draft =
            Draft { entry: replica.new_entry(), ..booking::draft_like(&model, editor, *at, "planned")? };
        of_series(&mut draft);
        drafts.push(draft);
    }
    let back =
        drafts.iter().map(|draft| Draft { body: Body::Remove(Remove { over: Vec::new() }), ..draft.clone() });
    let back = back.collect();
    let mut own = editor.draft(Body::Write(Write { entry_kind: editor.kind, fields: [].into() }))?;
    of_series(&mut own);
    drafts.push(own);
    let said = match times.len() {
        1 => say!(meetings.booked).to_owned(),
        n => say!(meetings.series_booked, count = n),
    };
    Some(Change { binder: editor.binder.get_untracked()?, drafts, back, said })
}

//! Several times at once (R49): at the first meeting those of the months that come, and a preliminary one for the
//! resource group; at the end of a meeting the next ones (R90).

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::rules::Form;
use domain::{Body, EntryId, EntryKind, Field, Timestamp, Value, meeting};
use leptos::prelude::*;
use replica::Draft;

use super::booking::{self, expected};
use super::time_inputs::{TimeInputs, Typed, moment};
use crate::browser::focus_soon;
use crate::components::{Change, Icon};
use crate::editor::{Editor, use_editor};
use crate::lean::{For, Show, attribute, derived, handler, memo, part};
use crate::pages::meeting_words as words;
use crate::paths;
use crate::state::{AppState, TabView, use_card, use_links};

/// One line: a time, what for, and whether it is certain.
#[derive(Clone, Copy)]
struct Line {
    number: usize,
    shown: Signal<Option<Timestamp>>,
    typed: Typed,
    care_team: RwSignal<bool>,
    preliminary: RwSignal<bool>,
}

impl Line {
    fn new(number: usize, first: Option<Timestamp>, care_team: bool) -> Self {
        Self {
            number,
            shown: Signal::stored(first),
            typed: RwSignal::new(None),
            care_team: RwSignal::new(care_team),
            preliminary: RwSignal::new(false),
        }
    }

    /// Nobody has written in it.
    fn is_empty(self) -> bool {
        let typed = self.typed.get().is_some_and(|(day, clock)| !day.is_empty() || !clock.is_empty());
        !typed && (self.shown.get().is_none() || self.typed.with(Option::is_some))
    }

    fn starts(self) -> Option<Timestamp> {
        moment(self.typed, self.shown).and_then(Result::ok)
    }
}

/// "Boka flera tider", closed until somebody wants it.
#[component]
pub(super) fn ToSeveral(
    /// The meetings.
    view: Signal<TabView>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Show when=move || open.get()
            fallback=move || view! {
                <button class="button button--quiet" type="button" on:click=handler(move |_| {
                    open.set(true);
                    focus_soon("flera-tider");
                })>
                    <Icon name="calendar"/>{say!(mode.several)}
                </button>
            }>
            <section class="sheet" aria-labelledby="flera-tider">
                <h2 class="sheet__title" id="flera-tider" tabindex="-1">{say!(mode.several)}</h2>
                <Several view first=None care_team=false/>
                <button class="button button--text" type="button" on:click=handler(move |_| open.set(false))>
                    {say!(common.close)}
                </button>
            </section>
        </Show>
    }
}

/// The lines, one more, and the one button.
#[component]
pub(super) fn Several(
    /// The meetings.
    view: Signal<TabView>,
    /// What the first line begins with.
    first: Option<Timestamp>,
    /// What a line is for until somebody says otherwise.
    care_team: bool,
) -> impl IntoView {
    let app = AppState::get();
    let fresh = app.replica().map(|replica| replica.new_entry());
    let editor = use_editor(view, EntryKind::Meeting, Signal::stored(fresh), Vec::new());
    let lines = RwSignal::new(vec![Line::new(1, first, care_team)]);
    let made = StoredValue::new(1_usize);
    let card = use_card();
    let add = move |_| {
        made.update_value(|made| *made += 1);
        let number = made.get_value();
        lines.update(|lines| lines.push(Line::new(number, None, care_team)));
        focus_soon(format!("dag-flera-{number}"));
    };
    let ready = memo(move |_| {
        let written: Vec<Line> =
            lines.with(|lines| lines.iter().copied().filter(|line| !line.is_empty()).collect());
        let starts: Vec<Timestamp> = written.iter().filter_map(|line| line.starts()).collect();
        if starts.len() == written.len() { starts.len() } else { 0 }
    });
    let book = move |_| {
        let written = untrack(|| lines.get().into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>());
        let booked = untrack(|| {
            book_all(editor, &written, |care_team| {
                let me = app.me().map(|me| me.person);
                card.with(|card| expected(card.as_ref(), me, care_team))
            })
        });
        if let Some(change) = booked {
            change.commit(app);
            made.update_value(|made| *made += 1);
            lines.set(vec![Line::new(made.get_value(), None, care_team)]);
        }
    };
    let words = move || match ready.get() {
        0 => say!(meetings.series_book_none).to_owned(),
        1 => say!(meetings.book).to_owned(),
        n => say!(mode.book_several, count = n),
    };
    view! {
        <For each=move || lines.get() key=|line| line.number let:line><OneLine line/></For>
        <div class="button-stack">
            <button class="button button--quiet" type="button" on:click=handler(add)>
                <Icon name="plus"/>{say!(mode.one_more)}
            </button>
            <button class="button" type="button" disabled=attribute(move || ready.get() == 0) on:click=handler(book)>
                {part(words)}
            </button>
        </div>
    }
}

#[component]
fn OneLine(line: Line) -> impl IntoView {
    let nothing = Callback::new(|()| ());
    let kind_id = format!("slag-flera-{}", line.number);
    let kinds = [(false, say!(meetings.coordinator)), (true, say!(meetings.care_team))];
    view! {
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{say!(meetings.starts)}</legend>
            <TimeInputs name=format!("flera-{}", line.number) shown=line.shown typed=line.typed on_change=nothing
                on_enter=nothing on_leave=nothing holds=Signal::stored(None)/>
            <div class="field">
                <label class="field__label" for=kind_id.clone()>{say!(meetings.kind)}</label>
                <select class="field__input" id=kind_id
                    on:change=handler(move |event| line.care_team.set(event_target_value(&event) == "true"))>
                    {kinds.map(|(care_team, words)| view! {
                        <option value=care_team.to_string()
                            prop:selected=attribute(move || line.care_team.get() == care_team)>{words}</option>
                    }).into_iter().collect_view()}
                </select>
            </div>
            <label class="choice">
                <input class="choice__input" type="checkbox" prop:checked=move || line.preliminary.get()
                    on:change=handler(move |event| line.preliminary.set(event_target_checked(&event)))/>
                <span class="choice__text">
                    <span class="choice__title">{say!(mode.preliminary)}</span>
                    <span class="choice__note">{say!(mode.preliminary_note)}</span>
                </span>
            </label>
        </fieldset>
    }
}

/// One meeting per line, at her home until somebody says otherwise (R92), with one "Ångra" for all. That a time is
/// preliminary is an op of its own: an app that does not know the word books the meeting all the same.
fn book_all(editor: Editor, lines: &[Line], people: impl Fn(bool) -> Vec<domain::Reference>) -> Option<Change> {
    let replica = editor.app.replica()?;
    let write = |entry: EntryId, values: Vec<(Field, Value)>| {
        let fields: BTreeMap<Field, FieldWrite> =
            values.into_iter().map(|(field, value)| (field, FieldWrite { over: Vec::new(), value })).collect();
        let draft = editor.draft(Body::Write(Write { entry_kind: EntryKind::Meeting, fields }))?;
        Some(Draft { entry, meeting: None, ..draft })
    };
    let (mut drafts, mut back) = (Vec::new(), Vec::new());
    for line in lines {
        let (entry, care_team) = (replica.new_entry(), line.care_team.get());
        let starts = line.starts()?;
        let mut values = vec![
            (Field::MeetingKind, Value::choice(if care_team { "care_team" } else { "coordinator" })),
            (Field::Starts, Value::Instant(starts)),
            (Field::PlaceKind, Value::choice("home")),
            (Field::Status, Value::choice("planned")),
        ];
        let people = people(care_team);
        values.extend((!people.is_empty()).then_some((Field::People, Value::People(people))));
        let booked = write(entry, values)?;
        back.push(Draft { body: Body::Remove(Remove { over: Vec::new() }), ..booked.clone() });
        if back.len() == 1
            && let Some((gone, put_back)) = booking::reason_drafts(editor, starts, &booked)
        {
            drafts.push(gone);
            back.push(put_back);
        }
        drafts.push(booked);
        if line.preliminary.get() {
            drafts.push(write(entry, vec![(Field::Preliminary, Value::Flag(true))])?);
        }
    }
    let said = match lines.len() {
        0 => return None,
        1 => say!(meetings.booked).to_owned(),
        n => say!(meetings.series_booked, count = n),
    };
    Some(Change { binder: editor.binder.get_untracked()?, drafts, back, said })
}

/// The times of the group that are booked after this one.
#[component]
pub(super) fn BookedNext(
    /// The meetings.
    view: Signal<TabView>,
    /// The meeting that goes on.
    meeting: EntryId,
) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let booked = memo(move |_| {
        view.with(|view| {
            let Some(tab) = view.open() else { return Vec::new() };
            let coming = meeting::upcoming(tab, app.clock()).into_iter();
            let others = coming.filter(|other| other.id != meeting && !meeting::is_open(other));
            let line = |entry: &domain::Entry| {
                let at = entry.instant(Field::Starts)?;
                let kind = words::kind(entry);
                let note = if meeting::is_preliminary(entry) {
                    format!("{kind}. {}.", say!(mode.preliminary))
                } else {
                    format!("{kind}.")
                };
                Some((entry.id, words::when(app.now(), at), note))
            };
            others.filter_map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <h2 class="section-title">{say!(mode.booked)}</h2>
        <Show when=move || booked.with(Vec::is_empty)>
            <p class="page__lede">{say!(mode.none_booked)}</p>
        </Show>
        <ul class="row-list">
            <For each=move || booked.get() key=Clone::clone let:one>
                {
                    let (id, when, note) = one;
                    view! {
                        <li>
                            <a class="row-link" href=attribute(move || links.get().entry(paths::MEETING, id))>
                                <span class="icon-tile"><Icon name="calendar"/></span>
                                <span class="row-link__text">
                                    <span class="row-link__title">{when}</span>
                                    <span class="row-link__note">{note}</span>
                                </span>
                                <Icon name="chevron-right" class="row-link__go"/>
                            </a>
                        </li>
                    }
                }
            </For>
        </ul>
    }
}

/// Says whether the time is certain, and makes it so with one tap.
#[component]
pub(super) fn Certain(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let is = memo(move |_| editor.current().as_ref().is_some_and(meeting::is_preliminary));
    let writes = derived(move || editor.form() == Form::Direct);
    let confirm = move |_| {
        if let Some(change) = crate::components::chosen(editor, Field::Preliminary, Value::Flag(false)) {
            Change { said: say!(mode.confirmed).to_owned(), ..change }.commit(editor.app);
        }
    };
    view! {
        <Show when=move || is.get()>
            <div class="notice">
                <p class="notice__text">{say!(mode.is_preliminary)}</p>
                <Show when=move || writes.get()>
                    <div class="notice__actions">
                        <button class="button button--small" type="button" on:click=handler(confirm)>{say!(mode.confirm)}</button>
                    </div>
                </Show>
            </div>
        </Show>
    }
}

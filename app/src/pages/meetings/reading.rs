//! A meeting to read: when in words, how far off, where, who, and what it is about.

use crate::lean::{Show, attribute, handler, memo, part};
use domain::calendar::{CalendarEvent, ics};
use domain::rules::Form;
use domain::{Field, meeting};
use leptos::prelude::*;

use super::booking;
use super::card::owner_on_staff_screen;
use super::deciding::use_deciding;
use super::ending;
use super::invite;
use super::leads::leads;
use super::meeting::set_status;
use super::several::Certain;
use super::starting::Starting;
use crate::components::{Icon, TwoVersions};
use crate::editor::Editor;
use crate::pages::meeting_words as words;
use crate::pages::sharing::names;
use crate::state::{AppState, use_card, use_links, use_open_meeting};
use crate::{browser, dates, paths};

/// The reading view, with what can be done.
#[component]
pub(crate) fn Reading(
    /// The meeting.
    editor: Editor,
    /// Whether it is being changed.
    editing: RwSignal<bool>,
    /// What stands between the words and the buttons.
    children: Children,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let owner = owner_on_staff_screen(app);
    let entry = memo(move |_| editor.current().filter(domain::Entry::is_shown));
    let home = owner.clone();
    // While the meeting is open the words stand in a field below.
    let writes = memo(move |_| editor.form() == Form::Direct);
    let goes_on = memo(move |_| entry.with(|e| e.as_ref().is_some_and(|e| meeting::goes_on(e, app.clock()))));
    let sheet = move || {
        entry.get().map(|entry| {
            let now = app.now();
            let time = entry.instant(Field::Starts).map(|at| {
                view! {
                    <h2 class="sheet__title"><time datetime=dates::machine(at)>{words::when(now, at)}</time></h2>
                    <p class="sheet__text">{part(move || format!("{}.", dates::how_far(app.today(), at)))}</p>
                }
            });
            let in_field = writes.get() && goes_on.get();
            let said = |field| if in_field { String::new() } else { entry.text(field).to_owned() };
            let agreed = said(Field::Agreed);
            // R93: a deviation is marked for those who coordinate; it is not hers to mend.
            let missing = match (app.is_staff(), meeting::is_care_team(&entry)) {
                (true, true) => card.with(|card| booking::absent(card.as_ref(), entry.people(Field::People))),
                _ => Vec::new(),
            };
            let missing = names(&missing);
            let facts = [
                (say!(meetings.where_label), words::place_of(&entry, owner.as_deref())),
                (say!(meetings.who_label), words::who_comes(&entry)),
                (say!(meetings.leads_label), card.with(|card| leads(&entry, card.as_ref(), app.is_staff()))),
                (say!(invite.answers), invite::answers(&entry)),
                (say!(meetings.missing), missing),
                (say!(meetings.about), entry.text(Field::Note).to_owned()),
                (say!(decided.present), was_here(&entry)),
                (say!(meetings.agreed), agreed),
                (say!(decided.alternatives), said(Field::Alternatives)),
                (say!(fields.chosen), said(Field::Chosen)),
            ];
            let facts = facts.into_iter().filter(|(_, words)| !words.trim().is_empty()).map(|(term, words)| {
                view! {
                    <div class="facts__row">
                        <dt class="facts__term">{term}</dt>
                        <dd class="facts__value">{words}</dd>
                    </div>
                }
            });
            view! {
                <section class="sheet">
                    {match time {
                        Some(time) => time.into_any(),
                        None => view! { <h2 class="sheet__title">{say!(meetings.no_time)}</h2> }.into_any(),
                    }}
                    <dl class="facts">{facts.collect_view()}</dl>
                </section>
            }
        })
    };
    let splits = move || {
        [
            Field::Starts,
            Field::Place,
            Field::People,
            Field::Who,
            Field::Note,
            Field::Agreed,
            Field::Alternatives,
            Field::Chosen,
        ]
        .map(|field| view! { <TwoVersions editor field/> })
        .collect_view()
    };
    view! {
        <Show when=move || entry.with(|entry| entry.as_ref().is_some_and(|e| e.choice(Field::Status) == Some("cancelled")))>
            <div class="notice"><p class="notice__text">{say!(meetings.cancelled)}</p></div>
        </Show>
        {splits()}
        <Certain editor/>
        {sheet}
        {children()}
        <Show when=move || entry.with(Option::is_some)><Doings editor editing home=home.clone()/></Show>
        <Show when=move || entry.with(Option::is_none)>
            <div class="empty-note"><p class="empty-note__text">{say!(common.not_found)}</p></div>
        </Show>
    }
}

/// Who was there, when that was said of a meeting that has been.
fn was_here(entry: &domain::Entry) -> String {
    let people = entry.people(Field::Present).iter().filter(|_| entry.choice(Field::Status) == Some("held"));
    names(&people.map(|person| person.name.clone()).collect::<Vec<_>>())
}

/// The buttons: one is the ordinary way forward.
#[component]
fn Doings(editor: Editor, editing: RwSignal<bool>, home: Option<String>) -> impl IntoView {
    let app = AppState::get();
    let open_now = use_open_meeting();
    let deciding = use_deciding(editor);
    let home = StoredValue::new(home);
    let state = memo(move |_| {
        let entry = editor.current()?;
        let status = entry.choice(Field::Status).unwrap_or("planned").to_owned();
        Some((status, meeting::ends(&entry).is_some_and(|end| end >= app.clock())))
    });
    let is = move |wanted: &str| state.with(|state| state.as_ref().is_some_and(|(status, _)| status == wanted));
    let comes = move || state.with(|state| state.as_ref().is_some_and(|(_, comes)| *comes));
    let writes = move || editor.form() == Form::Direct;
    let starts = move || app.is_staff() && writes() && is("planned") && open_now.with(Option::is_none);
    let can_invite = memo(move |_| {
        let can = editor.current().is_some_and(|entry| invite::can_be_invited_to(&entry, app.clock()));
        can && (!app.is_staff() || writes())
    });
    let links = use_links();
    let invite_address = move || editor.entry.get().map(|id| links.get().entry(paths::INVITE, id));
    let again = move |_| set_status(editor, "planned", say!(meetings.planned_again));
    view! {
        <Show when=starts><Starting editor/></Show>
        <div class="button-stack">
            <Show when=move || app.is_staff() && writes() && is("open")>
                <button class="button" type="button" on:click=handler(move |_| ending::end(editor, &deciding))>{say!(meetings.end)}</button>
            </Show>
            <Show when=move || comes() && is("planned")>
                <button class="button button--quiet" type="button" on:click=handler(move |_| to_calendar(editor, home.get_value()))>
                    <Icon name="calendar"/>{say!(meetings.to_calendar)}
                </button>
            </Show>
            <Show when=move || can_invite.get()>
                <a class="button button--quiet" href=attribute(invite_address)>
                    <Icon name="send"/>{part(move || if app.is_staff() { say!(invite.suggest_way) } else { say!(invite.title) })}
                </a>
            </Show>
            <Show when=move || is("cancelled") && writes()>
                <button class="button" type="button" on:click=again>{say!(meetings.plan_again)}</button>
            </Show>
            <Show when=writes>
                <button class="button button--quiet" type="button" on:click=handler(move |_| {
                    editing.set(true);
                    browser::focus("rubrik");
                })>
                    <Icon name="pencil"/>{say!(common.change)}
                </button>
            </Show>
        </div>
    }
}

/// Hands the meeting to the phone's calendar under a neutral title: a calendar is often seen by others.
fn to_calendar(editor: Editor, home: Option<String>) {
    let Some(entry) = untrack(move || editor.current()) else { return };
    let (Some(starts), Some(ends)) = (entry.instant(Field::Starts), meeting::ends(&entry)) else { return };
    let place = words::place_of(&entry, home.as_deref());
    let text = ics(CalendarEvent {
        id: entry.id,
        starts,
        ends,
        title: say!(meetings.calendar_title),
        place: place.trim_end_matches('.'),
        now: editor.app.now(),
        preliminary: meeting::is_preliminary(&entry),
    });
    browser::offer_file(say!(meetings.calendar_file), "text/calendar", &text);
}

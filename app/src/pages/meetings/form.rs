//! Changing a meeting. Everything saves itself; a meeting is booked when it has a day and a clock time.

use crate::lean::{Show, attribute, derived, handler, memo};
use domain::{Field, Reference, Value, meeting};
use leptos::prelude::*;

use super::booking;
use super::leads::LeadsField;
use super::people::PeopleField;
use super::starts::StartsField;
use crate::components::{Beside, ChoiceCards, Saver, TextField, TwoVersions, choose};
use crate::editor::Editor;
use crate::pages::meeting_words::first_name;
use crate::state::use_card;

/// The lengths to choose from, in minutes.
const LENGTHS: [i64; 5] = [30, 45, 60, 90, 120];

/// All fields of a meeting.
#[component]
pub(crate) fn MeetingForm(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let app = editor.app;
    let card = use_card();
    let saver = Saver::new(editor, Field::People);
    let care_team = memo(move |_| editor.current().is_some_and(|entry| meeting::is_care_team(&entry)));
    let expected = move |care_team: bool| {
        let me = app.me().map(|me| me.person);
        card.with(|card| booking::expected(card.as_ref(), me, care_team))
    };
    let said_who = derived({
        let saver = saver.clone();
        move || match saver.value() {
            Some(Value::People(people)) => Some(people),
            _ => None,
        }
    });
    let people: Signal<Vec<Reference>> =
        derived(move || said_who.get().unwrap_or_else(|| expected(care_team.get())));
    // Written with the time, unless somebody has said who comes.
    let unsaid = derived(move || said_who.get().is_none().then(|| expected(care_team.get())));
    let kind = derived(move || Some(if care_team.get() { "care_team" } else { "coordinator" }));
    let choose_kind = {
        let saver = saver.clone();
        move |kind: &'static str| {
            choose(editor, Field::MeetingKind, Value::choice(kind));
            let booked =
                untrack(move || editor.current()).is_some_and(|entry| entry.instant(Field::Starts).is_some());
            if booked && said_who.get_untracked().is_none() {
                saver.put(Value::People(untrack(|| expected(kind == "care_team"))), Beside::default());
            }
        }
    };
    let place_kind = derived(move || {
        let chosen = editor.current().and_then(|entry| entry.choice(Field::PlaceKind).map(str::to_owned));
        Some(match chosen.as_deref() {
            Some("elsewhere") => "elsewhere",
            Some("remote") => "remote",
            // R92: at her home, unless she chooses another place.
            _ => "home",
        })
    });
    let home = if untrack(move || app.is_staff()) {
        let owner = card.with_untracked(|card| card.as_ref().and_then(|card| first_name(&card.owner_name)));
        say!(meetings.place_home_of, name = owner.unwrap_or_default())
    } else {
        say!(meetings.place_home).to_owned()
    };
    let has_been = memo(move |_| {
        editor.current().is_some_and(|entry| matches!(entry.choice(Field::Status), Some("open" | "held")))
    });
    view! {
        <ChoiceCards legend=say!(meetings.kind) name="motets-slag" chosen=kind on_choose=choose_kind
            choices=vec![
                ("coordinator", say!(meetings.coordinator).to_owned()),
                ("care_team", say!(meetings.care_team).to_owned()),
            ]/>
        <StartsField editor people=unsaid/>
        <Show when=move || !has_been.get()>
            <label class="switch">
                <span class="switch__text">
                    <span class="switch__title">{say!(mode.preliminary)}</span>
                    <span class="switch__note">{say!(mode.preliminary_note)}</span>
                </span>
                <input class="switch__input" type="checkbox" role="switch"
                    prop:checked=move || editor.current().as_ref().is_some_and(meeting::is_preliminary)
                    on:change=handler(move |event| choose(editor, Field::Preliminary, Value::Flag(event_target_checked(&event))))/>
            </label>
        </Show>
        <LengthField editor/>
        <ChoiceCards legend=say!(meetings.place_kind) name="motets-plats" chosen=place_kind
            on_choose=move |kind| choose(editor, Field::PlaceKind, Value::choice(kind))
            choices=vec![
                ("home", home),
                ("elsewhere", say!(meetings.place_elsewhere).to_owned()),
                ("remote", say!(meetings.place_remote).to_owned()),
            ]/>
        <TextField editor field=Field::Place label=say!(meetings.place) hint=say!(meetings.place_hint)/>
        <PeopleField editor saver people care_team=care_team.into()/>
        <LeadsField editor people/>
        <TextField editor field=Field::Note long=true label=say!(meetings.about) hint=say!(meetings.about_hint)/>
        <Show when=move || has_been.get()>
            <TextField editor field=Field::Agreed long=true label=say!(meetings.agreed)/>
        </Show>
    }
}

/// How long it is.
#[component]
fn LengthField(editor: Editor) -> impl IntoView {
    let saver = Saver::new(editor, Field::Minutes);
    let minutes = memo({
        let saver = saver.clone();
        move |_| match saver.value() {
            Some(Value::Number(minutes)) => minutes,
            _ => meeting::DEFAULT_MINUTES,
        }
    });
    let choices = move || {
        let mut all = LENGTHS.to_vec();
        if !all.contains(&minutes.get()) {
            all.push(minutes.get());
        }
        all.into_iter().map(|length| view! {
            <option value=length.to_string() prop:selected=attribute(move || minutes.get() == length)>{in_words(length)}</option>
        }).collect_view()
    };
    let said = saver.said;
    let pick = move |text: String| {
        if let Ok(minutes) = text.parse() {
            saver.put(Value::Number(minutes), Beside::default());
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="motets-langd">{say!(meetings.length)}</label>
            <select class="field__input" id="motets-langd" on:change=handler(move |event| pick(event_target_value(&event)))>
                {choices}
            </select>
            <p class="field__status" role="status"
                data-state=attribute(move || (said.get() == say!(common.saved)).then_some("saved"))>{said}</p>
        </div>
        <TwoVersions editor field=Field::Minutes/>
    }
}

fn in_words(minutes: i64) -> String {
    match minutes {
        60 => say!(meetings.one_hour).to_owned(),
        90 => say!(meetings.one_hour_and_half).to_owned(),
        120 => say!(meetings.two_hours).to_owned(),
        minutes => say!(meetings.minutes, count = minutes),
    }
}

//! Exactly what the person will see, in the same order and with the same words.

use crate::lean::{memo, part};
use domain::share::{SharedContact, SharedMeeting, Snapshot, snapshot_for};
use domain::warning::WarningPlan;
use domain::{Field, Reference, TabState, Timestamp, called, meeting};
use leptos::prelude::*;

use super::Handing;
use super::contents::chosen;
use crate::dates;
use crate::pages::contacts::about_line;
use crate::state::{AppState, use_card};
use crate::words::locale;

/// How long a link opens, in months.
const MONTHS: i32 = 12;

/// When a link that is handed over now stops opening.
pub(crate) fn expires_at(made_at: Timestamp) -> Timestamp {
    made_at.plus_months(MONTHS)
}

/// The next meeting as it would be shown, if one is booked.
pub(crate) fn next_meeting(meetings: &TabState, now: Timestamp) -> Option<SharedMeeting> {
    match meeting::next(meetings, now) {
        meeting::Next::Booked(booked) => {
            let place = crate::pages::meeting_words::place(booked).trim_end_matches('.').to_owned();
            let place = if meeting::is_preliminary(booked) {
                format!("{place}. {}", say!(mode.preliminary))
            } else {
                place
            };
            Some(SharedMeeting { starts: booked.instant(Field::Starts)?, place })
        }
        _ => None,
    }
}

/// What she is called in a copy: the first name, as people close to each other say.
pub(crate) fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

/// The next meeting of the pärm on this page.
pub(super) fn next_of(handing: Handing, now: Timestamp) -> Option<SharedMeeting> {
    handing.meetings.with(|view| next_meeting(view.open()?, now))
}

/// What would be handed over now.
pub(super) fn use_snapshot(handing: Handing) -> Memo<Option<Snapshot>> {
    let app = AppState::get();
    let card = use_card();
    memo(move |_| {
        let person = handing.person.get()?.person;
        let name = first_name(&card.get()?.owner_name);
        let now = app.now();
        let meeting = handing.with_meeting.get().then(|| next_of(handing, now)).flatten();
        let made = handing
            .plan
            .with(|view| Some(snapshot_for(&person, &WarningPlan::read(view.open()?), &name, meeting, now)))?;
        let made = if handing.with_plan.get() { made } else { made.without_plan() };
        Some(Snapshot { with_meeting: handing.with_meeting.get(), contacts: chosen(handing), ..made })
    })
}

/// The page as the person will see it.
#[component]
pub(super) fn Preview(snapshot: Memo<Option<Snapshot>>, name: String) -> impl IntoView {
    let title = say!(hand_over.preview, name = name);
    view! {
        <section class="stack handed" aria-label=title.clone()>
            <h2 class="section-title no-print">{title.clone()}</h2>
            {part(move || snapshot.get().map(page))}
        </section>
    }
}

fn page(shown: Snapshot) -> impl IntoView {
    let has_plan = shown.has_plan();
    let Snapshot { owner_name, made_at, well, signs, call, next_meeting, contacts, .. } = shown;
    let l = locale();
    let dated = say!(hand_over.dated, made = l.day_and_year(made_at));
    let valid = say!(hand_over.valid, until = l.day_and_year(expires_at(made_at)));
    let nothing = signs.is_empty() && well.trim().is_empty() && contacts.is_empty();
    let heading =
        if has_plan || contacts.is_empty() { say!(hand_over.page_title) } else { say!(hand_over.contacts) };
    let signs = signs.into_iter().map(|sign| {
        let actions = sign.actions.into_iter().map(|action| view! { <li class="steps__item">{action}</li> });
        view! {
            <section class="sheet">
                <h3 class="sheet__title">{sign.text}</h3>
                <p class="sheet__over">{say!(hand_over.then)}</p>
                <ol class="steps">{actions.collect_view()}</ol>
            </section>
        }
    });
    let meeting = next_meeting.map(|next| format!("{}\n{}", dates::day_and_clock(next.starts), next.place));
    view! {
        <p class="small">{say!(hand_over.from, name = owner_name)}</p>
        <p><strong>{heading}</strong></p>
        <p class="small">{dated}" "<span class="no-print">{valid}</span></p>
        {signs.collect_view()}
        {nothing.then(|| view! { <p class="small">{say!(hand_over.no_lines)}</p> })}
        {(!call.is_empty()).then(|| view! {
            <section class="sheet">
                <h3 class="sheet__title">{say!(signs.call_order)}</h3>
                <ol class="steps">{call.into_iter().map(person).collect_view()}</ol>
            </section>
        })}
        {text(say!(signs.well), well)}
        {(!contacts.is_empty()).then(|| view! {
            <section class="sheet">
                <h3 class="sheet__title">{say!(hand_over.contacts)}</h3>
                <ul class="plain-list">{contacts.into_iter().map(contact).collect_view()}</ul>
            </section>
        })}
        {text(say!(home.next_meeting), meeting.unwrap_or_default())}
    }
}

fn person(person: Reference) -> impl IntoView {
    let name = called::person(&person).to_owned();
    let number = person.phone.filter(|number| number.trim() != name).map(|number| format!(", {number}"));
    view! { <li class="steps__item">{name}{number}</li> }
}

fn contact(shared: SharedContact) -> impl IntoView {
    let SharedContact { name, role, phone, hours, call_about, .. } = shared;
    let beside = [role, phone, hours, about_line(&call_about)];
    let beside =
        beside.into_iter().filter(|part| !part.is_empty() && *part != name).collect::<Vec<_>>().join(". ");
    view! {
        <li>
            <strong>{name}</strong>
            {(!beside.is_empty()).then(|| view! { <br/><span class="small">{beside}</span> })}
        </li>
    }
}

fn text(title: &'static str, words: String) -> impl IntoView {
    (!words.trim().is_empty()).then(|| {
        view! {
            <section class="sheet">
                <h3 class="sheet__title">{title}</h3>
                <p class="sheet__text">{words}</p>
            </section>
        }
    })
}

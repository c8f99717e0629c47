//! One meeting in a list: the leaf from the calendar, when, where and who.

use crate::lean::{attribute, derived, part};
use domain::{Entry, Field, Timestamp, meeting};
use leptos::prelude::*;

use crate::pages::meeting_words as words;
use crate::state::{AppState, use_card, use_links};
use crate::{dates, paths};

/// A meeting that leads to its page.
#[component]
pub(crate) fn MeetingCard(
    /// The meeting.
    entry: Entry,
    /// It has been.
    past: bool,
) -> impl IntoView {
    let app = AppState::get();
    let links = use_links();
    let now = app.now();
    let id = entry.id;
    let starts = entry.instant(Field::Starts);
    let leaf = starts.map(|at| {
        view! {
            <span class="date-leaf" aria-hidden="true">
                <span class="date-leaf__day">{at.local().day}</span>
                <span class="date-leaf__month">{words::short_month(at)}</span>
            </span>
        }
    });
    let when = starts.map(|at| {
        view! {
            <time class="meeting-card__when" datetime=dates::machine(at)>{words::when(now, at)}</time>
        }
    });
    let place = words::place_of(&entry, owner_on_staff_screen(app).as_deref());
    let near = (!past).then(|| near(app, starts, place));
    let told = past && !entry.text(Field::Agreed).trim().is_empty();
    let fact =
        if past { told.then(|| say!(meetings.has_note).to_owned()) } else { Some(words::who_comes(&entry)) };
    let fact = fact.filter(|fact| !fact.is_empty());
    let mark = mark_now(app, &entry);
    let class = if past { "meeting-card meeting-card--past" } else { "meeting-card" };
    view! {
        <a class=class href=attribute(move || links.get().entry(paths::MEETING, id))>
            {leaf}
            <span class="meeting-card__text">
                <span class="meeting-card__title">{words::kind(&entry)}</span>
                {when}
                {near.map(|near| view! { <span class="meeting-card__fact">{near}</span> })}
                {fact.map(|fact| view! { <span class="meeting-card__fact">{fact}</span> })}
                {part(move || mark().map(|mark| view! { <span class="waiting">{mark}</span> }))}
            </span>
        </a>
    }
}

/// The owner's first name when somebody else reads, so that "hemma hos mig" is not the reader's home.
pub(crate) fn owner_on_staff_screen(app: AppState) -> Option<String> {
    let name = use_card().with_untracked(|card| card.as_ref().map(|card| card.owner_name.clone()));
    untrack(move || app.is_staff()).then_some(name).flatten().as_deref().and_then(words::first_name)
}

/// "Om 3 dagar. Hemma hos mig.", for as long as it is looked at.
pub(crate) fn near(app: AppState, starts: Option<Timestamp>, place: String) -> Signal<String> {
    derived(move || match starts {
        Some(at) => format!("{}. {place}", dates::how_far(app.today(), at)),
        None => place.clone(),
    })
}

/// What has to be noticed, for as long as it is looked at. Only of a meeting that goes on does it change by itself.
pub(super) fn mark_now(app: AppState, entry: &Entry) -> impl Fn() -> Option<&'static str> + use<> {
    let entry = entry.clone();
    move || mark(&entry, if meeting::is_open(&entry) { app.clock() } else { app.now() })
}

/// What has to be noticed about a meeting, in words.
pub(crate) fn mark(entry: &Entry, now: Timestamp) -> Option<&'static str> {
    match entry.choice(Field::Status) {
        _ if entry.is_contested() => Some(say!(common.contested)),
        _ if !entry.split_fields().is_empty() => Some(say!(common.two_versions)),
        Some("cancelled") => Some(say!(meetings.is_cancelled)),
        _ if meeting::goes_on(entry, now) => Some(say!(meetings.is_open)),
        _ if meeting::is_open(entry) => Some(say!(meetings.not_closed)),
        Some("held") => None,
        _ if entry.instant(Field::Starts).is_none() => Some(say!(meetings.no_time)),
        _ if meeting::is_preliminary(entry) => Some(say!(mode.preliminary)),
        _ => None,
    }
}

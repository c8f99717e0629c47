//! A meeting in words, the same on home, in the list and on its own page.

use domain::{Entry, Field, Reference, Timestamp, called};

use crate::dates;
use crate::words::locale;

/// "Hemma hos mig.", or the place as it was written.
pub(crate) fn place(meeting: &Entry) -> String {
    place_of(meeting, None)
}

/// The same for a coordinator, whose "hemma hos mig" is the owner's home.
pub(crate) fn place_of(meeting: &Entry, owner: Option<&str>) -> String {
    let place = meeting.text(Field::Place);
    match (meeting.choice(Field::PlaceKind), owner) {
        _ if !place.trim().is_empty() => format!("{}.", place.trim().trim_end_matches('.')),
        (Some("remote"), _) => say!(meetings.place_remote_line).to_owned(),
        (Some("elsewhere"), _) => say!(meetings.place_elsewhere_line).to_owned(),
        (_, Some(owner)) => say!(meetings.place_home_of_line, name = owner.to_owned()),
        (_, None) => say!(meetings.place_home_line).to_owned(),
    }
}

/// "Anna och Johan kommer."
pub(crate) fn who_comes(meeting: &Entry) -> String {
    let names = first_names(meeting.people(Field::People));
    match names.as_slice() {
        [] => String::new(),
        [one] => say!(meetings.one_comes, name = one.clone()),
        [first @ .., last] => say!(meetings.several_come, names = first.join(", "), last = last.clone()),
    }
}

/// What people call each other at the kitchen table.
fn first_names(people: &[Reference]) -> Vec<String> {
    called::each(people.iter().map(|person| person.name.as_str())).into_iter().map(str::to_owned).collect()
}

/// "Anna" of "Anna Berg".
pub(crate) fn first_name(name: &str) -> Option<String> {
    name.split_whitespace().next().map(str::to_owned)
}

/// "Resursgruppsmöte" or "Möte med samordnare".
pub(crate) fn kind(meeting: &Entry) -> &'static str {
    if domain::meeting::is_care_team(meeting) { say!(meetings.care_team) } else { say!(meetings.coordinator) }
}

/// "Tisdag 24 november kl. 13.00", with the year if it is another one.
pub(crate) fn when(now: Timestamp, at: Timestamp) -> String {
    dates::capital(&when_within(now, at))
}

/// The same inside a sentence.
pub(crate) fn when_within(now: Timestamp, at: Timestamp) -> String {
    let l = locale();
    let day = format!("{} {}", l.weekday(at), dates::day(now, at));
    say!(dates.day_clock, day = day, clock = l.clock(at))
}

/// "nov", for the leaf from the calendar.
pub(crate) fn short_month(at: Timestamp) -> String {
    locale().month(at.local().month).chars().take(3).collect()
}

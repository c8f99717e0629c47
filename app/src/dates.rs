//! Days and times as sentences: "Tisdag 24 november kl. 13.00", "Om 3 dagar".

use domain::{Distance, Timestamp, distance};

use crate::words::locale;

/// The first letter large, for the start of a line.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Tisdag 24 november kl. 13.00".
pub(crate) fn day_and_clock(at: Timestamp) -> String {
    let l = locale();
    capital(&say!(dates.day_clock, day = l.weekday_and_day(at), clock = l.clock(at)))
}

/// "kl. 13.00".
pub(crate) fn at_clock(at: Timestamp) -> String {
    say!(dates.at_clock, clock = locale().clock(at))
}

/// "Tisdag 24 november".
pub(crate) fn weekday_and_day(at: Timestamp) -> String {
    capital(&locale().weekday_and_day(at))
}

/// "12 maj", with the year if it is another one.
pub(crate) fn day(now: Timestamp, at: Timestamp) -> String {
    let l = locale();
    if now.local().year == at.local().year { l.day(at) } else { l.day_and_year(at) }
}

/// "12 maj 13.05".
pub(crate) fn day_short_clock(now: Timestamp, at: Timestamp) -> String {
    format!("{} {}", day(now, at), locale().clock(at))
}

/// "Om 3 dagar", "I morgon", "I går".
pub(crate) fn how_far(now: Timestamp, at: Timestamp) -> String {
    match distance(now, at) {
        Distance::DaysAgo(days) => say!(dates.days_ago, count = days),
        Distance::Yesterday => say!(dates.yesterday).to_owned(),
        Distance::Today => say!(dates.today).to_owned(),
        Distance::Tomorrow => say!(dates.tomorrow).to_owned(),
        Distance::InDays(days) => say!(dates.in_days, count = days),
        Distance::InWeeks(weeks) => say!(dates.in_weeks, count = weeks),
        Distance::InMonths(months) => say!(dates.in_months, count = months),
    }
}

/// The machine form for `<time datetime>`: local time without zone.
pub(crate) fn machine(at: Timestamp) -> String {
    let t = at.local();
    format!("{:04}-{:02}-{:02}T{:02}:{:02}", t.year, t.month, t.day, t.hour, t.minute)
}

/// The value of a date field: `2026-11-24`.
pub(crate) fn date_value(at: Timestamp) -> String {
    at.iso_day()
}

/// The value of a time field: `13:00`.
pub(crate) fn clock_value(at: Timestamp) -> String {
    let t = at.local();
    format!("{:02}:{:02}", t.hour, t.minute)
}

/// A moment from the values of a date field and a time field.
pub(crate) fn parse(date: &str, clock: &str) -> Option<Timestamp> {
    let mut days = date.split('-').map(str::parse::<i16>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (days.next(), days.next(), days.next()) else {
        return None;
    };
    let mut parts = clock.split([':', '.']).map(str::parse::<i8>);
    let (Some(Ok(hour)), Some(Ok(minute))) = (parts.next(), parts.next()) else { return None };
    Timestamp::from_local(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?, hour, minute)
}

//! The next plausible time for a meeting, and reading a typed one. Nothing here is more than a
//! suggestion: a time is only written when somebody takes or types it.

use domain::{EntryKind, Field, TabState, Timestamp, meeting};

use crate::dates;

/// Why a typed day and clock are no time yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trouble {
    /// No day has been given.
    NoDay,
    /// The day does not exist, or is no day.
    WrongDay,
    /// No clock time has been given.
    NoClock,
    /// The clock time does not exist, or is none.
    WrongClock,
}

/// The moment that a date field and a clock field say.
pub(crate) fn read(day: &str, clock: &str) -> Result<Timestamp, Trouble> {
    let (day, clock) = (day.trim(), clock.trim());
    if day.is_empty() {
        return Err(Trouble::NoDay);
    }
    // A year that is half typed (0002) is a date to the browser, but nobody's meeting.
    let is_plausible = |at: Timestamp| (2000..2100).contains(&at.local().year);
    if !dates::parse(day, "12:00").is_some_and(is_plausible) {
        return Err(Trouble::WrongDay);
    }
    if clock.is_empty() {
        return Err(Trouble::NoClock);
    }
    dates::parse(day, clock).ok_or(Trouble::WrongClock)
}

/// So many calendar days later, at the same clock time whatever summer time does between.
fn days_later(at: Timestamp, days: i64) -> Timestamp {
    let wall = at.local();
    let noon = Timestamp::from_local(wall.year, wall.month, wall.day, 12, 0);
    let day = noon.map(|noon| noon.plus_days(days).local());
    let moved = day.and_then(|day| Timestamp::from_local(day.year, day.month, day.day, wall.hour, wall.minute));
    moved.unwrap_or(at)
}

/// So many months later on the same weekday: the one nearest to the day.
fn months_later(at: Timestamp, months: i32) -> Timestamp {
    let there = at.plus_months(months);
    let off = i64::from(at.local().weekday - there.local().weekday).rem_euclid(7);
    days_later(there, if off > 3 { off - 7 } else { off })
}

/// The meeting after this one: a week later, or three months for the resource group (R89, R91), never
/// in the past.
pub(crate) fn after(starts: Timestamp, care_team: bool, now: Timestamp) -> Timestamp {
    let next = if care_team { months_later(starts, meeting::CADENCE_MONTHS) } else { days_later(starts, 7) };
    let behind = i64::from(next.days_until(now));
    if next >= now { next } else { days_later(next, (behind / 7 + 1) * 7) }
}

/// The next plausible time for a new meeting of a kind; nothing if there has been none.
pub(crate) fn next(meetings: &TabState, care_team: bool, now: Timestamp) -> Option<Timestamp> {
    let counts = |status: Option<&str>| match status {
        Some("cancelled") => false,
        // The resource group counts from the last meeting that was held (R89).
        Some("held") => true,
        _ => !care_team,
    };
    let listed = meetings.listed(EntryKind::Meeting);
    let same = listed
        .iter()
        .filter(|entry| meeting::is_care_team(entry) == care_team && counts(entry.choice(Field::Status)));
    let last = same.filter_map(|entry| entry.instant(Field::Starts)).max()?;
    Some(after(last, care_team, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i16, month: i8, day: i8, hour: i8) -> Timestamp {
        Timestamp::from_local(year, month, day, hour, 0).unwrap()
    }

    #[test]
    fn a_week_later_has_the_same_clock_over_the_autumn_change() {
        assert_eq!(after(at(2026, 10, 20, 13), false, at(2026, 10, 20, 14)), at(2026, 10, 27, 13));
    }

    #[test]
    fn three_months_later_falls_on_the_same_weekday() {
        let next = after(at(2026, 11, 24, 13), true, at(2026, 11, 24, 14));
        assert_eq!(next, at(2027, 2, 23, 13));
        assert_eq!(next.local().weekday, 1);
    }

    #[test]
    fn a_suggestion_is_never_in_the_past_and_keeps_its_weekday() {
        let next = after(at(2026, 1, 6, 13), false, at(2026, 11, 21, 10));
        assert_eq!(next, at(2026, 11, 24, 13));
        let next = after(at(2026, 11, 17, 13), false, at(2026, 11, 24, 14));
        assert_eq!(next, at(2026, 12, 1, 13));
    }

    #[test]
    fn a_typed_time_says_what_is_wrong_with_it() {
        assert_eq!(read("2026-11-24", "13:00"), Ok(at(2026, 11, 24, 13)));
        assert_eq!(read("2026-11-24", "13.00"), Ok(at(2026, 11, 24, 13)));
        for (day, clock, trouble) in [
            ("", "13:00", Trouble::NoDay),
            ("2026-02-30", "13:00", Trouble::WrongDay),
            ("0002-11-24", "13:00", Trouble::WrongDay),
            ("i morgon", "13:00", Trouble::WrongDay),
            ("2026-11-24", "", Trouble::NoClock),
            ("2026-11-24", "25:00", Trouble::WrongClock),
            ("2026-11-24", "ett", Trouble::WrongClock),
        ] {
            assert_eq!(read(day, clock), Err(trouble), "{day} {clock}");
        }
    }
}

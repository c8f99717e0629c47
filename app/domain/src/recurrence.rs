//! Meetings at a fixed time (R91): every so many weeks, at the same clock time whatever summer time does.
//!
//! A series is booked as one meeting per time, each with a life of its own. A meeting that is moved,
//! cancelled or falls on a holiday is therefore no exception to a rule that two phones would have to read
//! alike, but an ordinary change of an ordinary meeting.

use crate::Timestamp;

/// The most meetings that are booked at once: a year of them, every week.
pub const SERIES_MAX: usize = 53;

/// So many calendar days later, at the same clock time.
#[must_use]
pub fn days_later(at: Timestamp, days: i64) -> Timestamp {
    let wall = at.local();
    let noon = Timestamp::from_local(wall.year, wall.month, wall.day, 12, 0);
    let day = noon.map(|noon| noon.plus_days(days).local());
    let moved = day.and_then(|day| Timestamp::from_local(day.year, day.month, day.day, wall.hour, wall.minute));
    moved.unwrap_or(at)
}

/// The times of a series: the first, then every so many weeks, up to and with the last day. Never more
/// than [`SERIES_MAX`]; never none.
#[must_use]
pub fn weekly(first: Timestamp, weeks: u8, last_day: Timestamp) -> Vec<Timestamp> {
    let step = i64::from(weeks.max(1)) * 7;
    let more = (1_i64..).map(|n| days_later(first, n * step)).take_while(|at| at.days_until(last_day) >= 0);
    std::iter::once(first).chain(more).take(SERIES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Timestamp {
        Timestamp::from_local(year, month, day, hour, minute).unwrap()
    }

    #[test]
    fn every_second_week_keeps_its_clock_over_both_changes() {
        let times = weekly(at(2026, 3, 17, 13, 0), 2, at(2026, 4, 28, 0, 0));
        assert_eq!(times, [(3, 17), (3, 31), (4, 14), (4, 28)].map(|(month, day)| at(2026, month, day, 13, 0)));
        let times = weekly(at(2026, 10, 20, 8, 30), 1, at(2026, 11, 3, 23, 59));
        assert_eq!(times, [(10, 20), (10, 27), (11, 3)].map(|(month, day)| at(2026, month, day, 8, 30)));
    }

    #[test]
    fn a_clock_that_is_jumped_over_moves_with_the_jump_that_day_only() {
        let times = weekly(at(2026, 3, 22, 2, 30), 1, at(2026, 4, 5, 12, 0));
        assert_eq!(times, [at(2026, 3, 22, 2, 30), at(2026, 3, 29, 3, 30), at(2026, 4, 5, 2, 30)]);
    }

    #[test]
    fn a_series_has_its_first_meeting_and_an_end() {
        let first = at(2026, 11, 24, 13, 0);
        assert_eq!(weekly(first, 1, at(2020, 1, 1, 0, 0)), [first]);
        assert_eq!(weekly(first, 0, at(2099, 1, 1, 0, 0)).len(), SERIES_MAX);
    }
}

//! Moments, and what they are called in Stockholm. "Now" is always an argument.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

static STOCKHOLM: TimeZone = jiff::tz::get!("Europe/Stockholm");

/// A moment: milliseconds since 1970 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A moment as a clock and a calendar on a Swedish wall show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LocalTime {
    /// Year.
    pub year: i16,
    /// Month, 1–12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// Day of the week, Monday = 0.
    pub weekday: i8,
    /// Hour, 0–23.
    pub hour: i8,
    /// Minute.
    pub minute: i8,
}

impl Timestamp {
    /// A moment from milliseconds since 1970 in UTC.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970 in UTC.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The moment so many minutes later, or earlier if negative.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// The moment so many days of 24 hours later, or earlier if negative.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_minutes(days.saturating_mul(24 * 60))
    }

    /// The same clock time so many calendar months later; the last of a shorter month if need be.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let civil = self.civil();
        let month = i32::from(civil.year()) * 12 + i32::from(civil.month()) - 1 + months;
        let parts = (i16::try_from(month.div_euclid(12)).ok()).zip(i8::try_from(month.rem_euclid(12) + 1).ok());
        let first = parts.and_then(|(year, month)| Date::new(year, month, 1).ok());
        let later = first.and_then(|first| {
            let day = civil.day().min(first.days_in_month());
            Self::from_civil(Date::new(first.year(), first.month(), day).ok()?.to_datetime(civil.time()))
        });
        later.unwrap_or(self)
    }

    /// What a wall clock in Stockholm shows.
    #[must_use]
    pub fn local(self) -> LocalTime {
        let civil = self.civil();
        LocalTime {
            year: civil.year(),
            month: civil.month(),
            day: civil.day(),
            weekday: civil.weekday().to_monday_zero_offset(),
            hour: civil.hour(),
            minute: civil.minute(),
        }
    }

    /// The moment when a wall clock in Stockholm shows this. A time that the clock jumps over in
    /// spring is moved on by the jump. `None` for a date that does not exist.
    #[must_use]
    pub fn from_local(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Option<Self> {
        Self::from_civil(DateTime::new(year, month, day, hour, minute, 0, 0).ok()?)
    }

    /// The day in Stockholm as machines write it: `2026-11-24`.
    #[must_use]
    pub fn iso_day(self) -> String {
        let LocalTime { year, month, day, .. } = self.local();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The beginning in Stockholm of a day that is written so; `None` for anything else.
    #[must_use]
    pub fn from_iso_day(day: &str) -> Option<Self> {
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = day.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        Self::from_local(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?, 0, 0)
    }

    /// How many midnights lie between two moments: 0 = the same day, 1 = tomorrow, −1 = yesterday.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        let hours = self.civil().date().duration_until(later.civil().date()).as_hours();
        i32::try_from(hours / 24).unwrap_or_default()
    }

    // Not jiff's `Zoned` and `Span`: their parsing, rounding and printing would be 35 KB of the phone's download.
    fn civil(self) -> DateTime {
        STOCKHOLM.to_datetime(jiff::Timestamp::from_millisecond(self.0).unwrap_or_default())
    }

    fn from_civil(civil: DateTime) -> Option<Self> {
        let timestamp = STOCKHOLM.to_ambiguous_timestamp(civil).compatible().ok()?;
        Some(Self(timestamp.as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_wall_clock_before_and_after_the_autumn_change() {
        let before = Timestamp::from_local(2026, 10, 24, 13, 0).unwrap();
        let after = Timestamp::from_local(2026, 10, 26, 13, 0).unwrap();
        assert_eq!(after.as_millis() - before.as_millis(), 49 * 3_600_000);
        assert_eq!(after.local().hour, 13);
        assert_eq!(before.days_until(after), 2);
    }

    #[test]
    fn a_time_the_clock_jumps_over_is_moved_on() {
        let at = Timestamp::from_local(2026, 3, 29, 2, 30).unwrap();
        assert_eq!((at.local().hour, at.local().minute), (3, 30));
    }

    #[test]
    fn three_months_after_the_last_of_november_is_the_last_of_february() {
        let at = Timestamp::from_local(2026, 11, 30, 13, 0).unwrap().plus_months(3);
        assert_eq!((at.local().month, at.local().day, at.local().hour), (2, 28, 13));
    }

    #[test]
    fn a_date_that_does_not_exist_is_nothing() {
        assert_eq!(Timestamp::from_local(2026, 2, 30, 12, 0), None);
    }

    #[test]
    fn a_day_of_machines_is_read_as_it_is_written_and_nothing_else_is() {
        let midnight = Timestamp::from_iso_day("2026-11-24").unwrap();
        assert_eq!(midnight, Timestamp::from_local(2026, 11, 24, 0, 0).unwrap());
        assert_eq!(midnight.plus_minutes(23 * 60).iso_day(), "2026-11-24");
        for wrong in ["2026-02-30", "24/11", "2026-11-24-1", "2026-11-24T", "+026-11-24", ""] {
            assert_eq!(Timestamp::from_iso_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn tuesday_the_24th_of_november_2026_is_a_tuesday() {
        assert_eq!(Timestamp::from_local(2026, 11, 24, 13, 0).unwrap().local().weekday, 1);
    }
}

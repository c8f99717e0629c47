//! Days and clock times in words, in the languages the app speaks.
//!
//! Written here and not with the browser's own formatting, so that phone, server and the crisis page
//! say the same thing.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A language of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

const WEEKDAYS: [[&str; 7]; 2] = [
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

const MONTHS: [[&str; 12]; 2] = [
    [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

/// How far a day is from today, for the sentence that says it ("om 3 veckor").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Distance {
    /// Earlier than yesterday, in days.
    DaysAgo(i32),
    /// Yesterday.
    Yesterday,
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// 2–13 days ahead.
    InDays(i32),
    /// 2–8 weeks ahead.
    InWeeks(i32),
    /// More than 8 weeks ahead, in months of 30 days.
    InMonths(i32),
}

/// How far `at` is from `now`, counted in midnights in Stockholm.
#[must_use]
pub fn distance(now: Timestamp, at: Timestamp) -> Distance {
    match now.days_until(at) {
        days if days < -1 => Distance::DaysAgo(-days),
        -1 => Distance::Yesterday,
        0 => Distance::Today,
        1 => Distance::Tomorrow,
        days if days < 14 => Distance::InDays(days),
        days if days <= 60 => Distance::InWeeks((days + 3) / 7),
        days => Distance::InMonths((days + 15) / 30),
    }
}

impl Locale {
    const fn row(self) -> usize {
        match self {
            Self::Sv => 0,
            Self::En => 1,
        }
    }

    /// The language tag, for `lang`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language with this tag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        [Self::Sv, Self::En].into_iter().find(|locale| locale.tag() == tag)
    }

    /// The sign between whole and part: "14,9".
    #[must_use]
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::Sv => ',',
            Self::En => '.',
        }
    }

    /// The weekday: "tisdag".
    #[must_use]
    pub fn weekday(self, at: Timestamp) -> &'static str {
        let names = WEEKDAYS.get(self.row());
        names.and_then(|names| names.get(usize::try_from(at.local().weekday).ok()?)).copied().unwrap_or_default()
    }

    /// The month's name, 1 = January.
    #[must_use]
    pub fn month(self, month: i8) -> &'static str {
        let index = usize::try_from(month - 1).ok();
        MONTHS.get(self.row()).and_then(|names| names.get(index?)).copied().unwrap_or_default()
    }

    /// "24 november".
    #[must_use]
    pub fn day(self, at: Timestamp) -> String {
        let local = at.local();
        format!("{} {}", local.day, self.month(local.month))
    }

    /// "24 november 2026".
    #[must_use]
    pub fn day_and_year(self, at: Timestamp) -> String {
        format!("{} {}", self.day(at), at.local().year)
    }

    /// "tisdag 24 november".
    #[must_use]
    pub fn weekday_and_day(self, at: Timestamp) -> String {
        format!("{} {}", self.weekday(at), self.day(at))
    }

    /// The time of day on a 24-hour clock: "13.00" in Swedish, "13:00" in English.
    #[must_use]
    pub fn clock(self, at: Timestamp) -> String {
        let local = at.local();
        match self {
            Self::Sv => format!("{:02}.{:02}", local.hour, local.minute),
            Self::En => format!("{:02}:{:02}", local.hour, local.minute),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_with_its_weekday_and_a_swedish_clock() {
        let at = Timestamp::from_local(2026, 11, 24, 13, 0).unwrap();
        assert_eq!(Locale::Sv.weekday_and_day(at), "tisdag 24 november");
        assert_eq!(Locale::Sv.clock(at), "13.00");
        assert_eq!(Locale::En.clock(at), "13:00");
    }

    #[test]
    fn distances_are_counted_in_midnights() {
        let evening = Timestamp::from_local(2026, 11, 21, 23, 50).unwrap();
        let next_morning = Timestamp::from_local(2026, 11, 22, 0, 10).unwrap();
        assert_eq!(distance(evening, next_morning), Distance::Tomorrow);
        assert_eq!(distance(evening, evening.plus_days(21)), Distance::InWeeks(3));
        assert_eq!(distance(evening, evening.plus_days(-12)), Distance::DaysAgo(12));
    }
}

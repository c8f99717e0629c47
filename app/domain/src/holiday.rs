//! The days when nobody meets: Swedish public holidays (lag 1989:253) and the eves kept like them.

use crate::Timestamp;
use crate::recurrence::days_later;

/// A public holiday, or one of the three eves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// 6 January.
    Epiphany,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    EasterSunday,
    /// The day after it.
    EasterMonday,
    /// 1 May.
    FirstOfMay,
    /// Thirty-nine days after Easter.
    Ascension,
    /// Forty-nine days after Easter.
    Pentecost,
    /// 6 June.
    NationalDay,
    /// The Friday from 19 to 25 June.
    MidsummersEve,
    /// The day after it.
    MidsummersDay,
    /// The Saturday from 31 October to 6 November.
    AllSaintsDay,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
    /// 31 December.
    NewYearsEve,
}

/// The holiday on the day of this moment, by a wall clock in Stockholm.
#[must_use]
pub fn holiday(at: Timestamp) -> Option<Holiday> {
    let day = at.local();
    // Monday is 0.
    let (friday, saturday) = (day.weekday == 4, day.weekday == 5);
    let fixed = match (day.month, day.day) {
        (1, 1) => Some(Holiday::NewYearsDay),
        (1, 6) => Some(Holiday::Epiphany),
        (5, 1) => Some(Holiday::FirstOfMay),
        (6, 6) => Some(Holiday::NationalDay),
        (6, 19..=25) if friday => Some(Holiday::MidsummersEve),
        (6, 20..=26) if saturday => Some(Holiday::MidsummersDay),
        (10, 31) | (11, 1..=6) if saturday => Some(Holiday::AllSaintsDay),
        (12, 24) => Some(Holiday::ChristmasEve),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::BoxingDay),
        (12, 31) => Some(Holiday::NewYearsEve),
        _ => None,
    };
    fixed.or_else(|| by_easter(easter(day.year)?.days_until(at)))
}

const fn by_easter(days_after: i32) -> Option<Holiday> {
    Some(match days_after {
        -2 => Holiday::GoodFriday,
        0 => Holiday::EasterSunday,
        1 => Holiday::EasterMonday,
        39 => Holiday::Ascension,
        49 => Holiday::Pentecost,
        _ => return None,
    })
}

/// Noon of Easter Sunday: the Sunday after the first full moon from 21 March, by the Gregorian rule in the
/// form given by Gauss, with his two exceptions. Good for 1900–2099.
fn easter(year: i16) -> Option<Timestamp> {
    let year_number = i64::from(year);
    // Where the year stands in the moon's nineteen years; how many days after 21 March the moon is full; how
    // many more until Sunday.
    let golden = year_number % 19;
    let moon = (19 * golden + 24) % 30;
    let sunday = (2 * (year_number % 4) + 4 * (year_number % 7) + 6 * moon + 5) % 7;
    let is_too_late = sunday == 6 && (moon == 29 || (moon == 28 && golden > 10));
    let after = moon + sunday - if is_too_late { 7 } else { 0 };
    Some(days_later(Timestamp::from_local(year, 3, 22, 12, 0)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i16, month: i8, day: i8) -> Option<Holiday> {
        holiday(Timestamp::from_local(year, month, day, 9, 0).unwrap())
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        // 1954 and 1981 are the two exceptions of this century and the last; 2008 and 2038 the outermost.
        let known = [(1954, 4, 18), (1981, 4, 19), (2008, 3, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5)];
        for (year, month, day) in
            known.into_iter().chain([(2027, 3, 28), (2038, 4, 25), (2049, 4, 18), (2076, 4, 19)])
        {
            assert_eq!(on(year, month, day), Some(Holiday::EasterSunday), "{year}");
        }
    }

    #[test]
    fn the_days_that_move_are_found() {
        assert_eq!(on(2026, 4, 3), Some(Holiday::GoodFriday));
        assert_eq!(on(2026, 5, 14), Some(Holiday::Ascension));
        assert_eq!(on(2026, 6, 19), Some(Holiday::MidsummersEve));
        assert_eq!(on(2026, 10, 31), Some(Holiday::AllSaintsDay));
        assert_eq!(on(2027, 11, 6), Some(Holiday::AllSaintsDay));
        assert_eq!(on(2026, 12, 24), Some(Holiday::ChristmasEve));
    }

    #[test]
    fn an_ordinary_tuesday_is_none() {
        assert_eq!(on(2026, 11, 24), None);
        assert_eq!(on(2026, 6, 26), None);
    }
}

//! The days that a check is about, in Swedish time.

use anyhow::{Context as _, ensure};
use domain::Timestamp;

/// From the beginning of one day to the end of another.
#[derive(Clone, Debug)]
pub(super) struct Period {
    /// As they were asked for: the first day and the last.
    pub(super) days: (String, String),
    /// The first moment.
    pub(super) from: Timestamp,
    /// The first moment after it.
    pub(super) until: Timestamp,
}

impl Period {
    /// Two days, `2026-11-01` and `2026-11-30`; both are part of it.
    pub(super) fn read(from: &str, to: &str) -> anyhow::Result<Self> {
        let first = Timestamp::from_iso_day(from)
            .with_context(|| format!("--from {from} is no day, such as 2026-11-01"))?;
        let last =
            Timestamp::from_iso_day(to).with_context(|| format!("--to {to} is no day, such as 2026-11-30"))?;
        ensure!(first <= last, "--from {from} is after --to {to}");
        // Past the next midnight also when a day has 23 or 25 hours.
        let next = last.plus_minutes(36 * 60).local();
        let until =
            Timestamp::from_local(next.year, next.month, next.day, 0, 0).context("--to has no next day")?;
        Ok(Self { days: (from.to_owned(), to.to_owned()), from: first, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1000;

    fn hours(from: &str, to: &str) -> i64 {
        let period = Period::read(from, to).unwrap();
        (period.until.as_millis() - period.from.as_millis()) / HOUR
    }

    #[test]
    fn both_days_are_part_of_it_also_when_the_clock_is_moved() {
        assert_eq!(hours("2026-11-24", "2026-11-24"), 24);
        assert_eq!(hours("2026-03-29", "2026-03-29"), 23);
        assert_eq!(hours("2026-10-25", "2026-10-25"), 25);
        assert_eq!(hours("2026-11-01", "2026-11-30"), 30 * 24);
    }

    #[test]
    fn what_is_no_day_is_said() {
        for (from, to) in [("2026-02-30", "2026-03-01"), ("24/11", "2026-11-24"), ("2026-11-24", "2026-11-23")] {
            assert!(Period::read(from, to).is_err(), "{from} {to}");
        }
    }
}

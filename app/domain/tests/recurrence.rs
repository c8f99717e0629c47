//! R91: a series is held against another reading of RFC 5545 than ours, with another table of time zones, through
//! both changes of the clock.

use std::fmt::Write as _;

use domain::recurrence::{SERIES_MAX, days_later, weekly};
use domain::{BinderTab, EntryKind, Field, TabState, Timestamp, Value, feed, holiday};
use proptest::prelude::*;
use rrule::RRuleSet;

use crate::support::{Log, NOW, entry_id};

fn wall(at: Timestamp) -> String {
    let t = at.local();
    format!("{:04}{:02}{:02}T{:02}{:02}00", t.year, t.month, t.day, t.hour, t.minute)
}

/// What the other implementation makes of it, no more than `most`.
fn independent(first: Timestamp, weeks: u8, last_day: Timestamp, beside: &str, most: u16) -> Vec<Timestamp> {
    let day = last_day.local();
    let end = Timestamp::from_local(day.year, day.month, day.day, 23, 59).unwrap();
    // UNTIL is in UTC when the start has a zone.
    let until = jiff::Timestamp::from_millisecond(end.as_millis()).unwrap().strftime("%Y%m%dT%H%M%SZ");
    let text = format!(
        "DTSTART;TZID=Europe/Stockholm:{}\nRRULE:FREQ=WEEKLY;INTERVAL={weeks};UNTIL={until}{beside}",
        wall(first)
    );
    let set: RRuleSet = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    set.all(most).dates.iter().map(|at| Timestamp::from_millis(at.timestamp_millis())).collect()
}

prop_compose! {
    fn a_first_meeting()(day in 0_i64..900, hour in 0_i8..24, minute in 0_i8..60) -> Timestamp {
        let day = days_later(Timestamp::from_local(2026, 1, 1, 12, 0).unwrap(), day).local();
        Timestamp::from_local(day.year, day.month, day.day, hour, minute).unwrap()
    }
}

proptest! {
    #[test]
    fn a_series_is_what_the_rule_says(first in a_first_meeting(), weeks in 1_u8..=8, days in 0_i64..700) {
        let last_day = days_later(first, days);
        let ours = weekly(first, weeks, last_day);
        let mut theirs = independent(first, weeks, last_day, "", u16::try_from(SERIES_MAX).unwrap());
        if ours.len() == SERIES_MAX {
            theirs.retain(|at| Some(at) <= ours.last());
        }
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn what_is_cancelled_moved_or_left_out_for_a_holiday_is_an_exception_to_the_rule(
        first in a_first_meeting(),
        weeks in 1_u8..=4,
        fates in prop::collection::vec(0_u8..4, SERIES_MAX),
    ) {
        prop_assume!((4..23).contains(&first.local().hour));
        let last_day = days_later(first, 180);
        let mut log = Log::of(BinderTab::Meetings);
        let mut beside = String::new();
        for (n, (at, fate)) in weekly(first, weeks, last_day).into_iter().zip(fates).enumerate() {
            let meeting = entry_id(u64::try_from(n).unwrap());
            let is_left_out = holiday::holiday(at).is_some();
            if is_left_out || fate > 1 {
                write!(beside, "\nEXDATE;TZID=Europe/Stockholm:{}", wall(at)).unwrap();
            }
            if is_left_out {
                continue;
            }
            log.set(meeting, EntryKind::Meeting, Field::Starts, Value::Instant(at));
            match fate {
                2 => {
                    log.set(meeting, EntryKind::Meeting, Field::Status, Value::choice("cancelled"));
                }
                3 => {
                    let moved = days_later(at, 1).plus_minutes(45);
                    log.set(meeting, EntryKind::Meeting, Field::Starts, Value::Instant(moved));
                    write!(beside, "\nRDATE;TZID=Europe/Stockholm:{}", wall(moved)).unwrap();
                }
                _ => {}
            }
        }
        let tab: TabState = log.fold();
        let takes_place = |entry: &&domain::Entry| entry.choice(Field::Status) != Some("cancelled");
        // From before all of them.
        let long_ago = Timestamp::from_local(2025, 1, 1, 0, 0).unwrap().min(NOW);
        let shown = feed::meetings(&tab, long_ago).into_iter().filter(takes_place);
        let ours: Vec<Timestamp> = shown.filter_map(|entry| entry.instant(Field::Starts)).collect();
        prop_assert_eq!(ours, independent(first, weeks, last_day, &beside, 200));
    }
}

#[test]
fn both_changes_of_the_clock_are_gone_through() {
    let first = Timestamp::from_local(2026, 1, 7, 9, 30).unwrap();
    let last_day = Timestamp::from_local(2026, 12, 31, 12, 0).unwrap();
    let ours = weekly(first, 1, last_day);
    assert_eq!(ours, independent(first, 1, last_day, "", 60));
    let utc_hours: std::collections::BTreeSet<i64> =
        ours.iter().map(|at| at.as_millis().rem_euclid(86_400_000) / 3_600_000).collect();
    assert_eq!(utc_hours, [7, 8].into(), "winter and summer");
}

#[test]
fn a_time_that_the_clock_jumps_over_moves_with_the_jump_that_day_only() {
    let first = Timestamp::from_local(2026, 3, 22, 2, 30).unwrap();
    let last_day = Timestamp::from_local(2026, 4, 5, 12, 0).unwrap();
    let ours = weekly(first, 1, last_day);
    assert_eq!(ours, independent(first, 1, last_day, "", 10));
    assert_eq!(ours.iter().map(|at| at.local().hour).collect::<Vec<_>>(), [2, 3, 2]);
}

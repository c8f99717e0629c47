//! R72, R73: when her phone reminds her, and when it keeps quiet.

use domain::rating::Occasion;
use domain::reminder::{Reminder, ReminderKind, ReminderWishes, is_quiet, planned};
use domain::{BinderTab, EntryKind, Field, Timestamp, Value};

use crate::support::{Log, entry_id};
use ReminderKind::{DayBefore, HourBefore, Rating};

const ALL: ReminderWishes = ReminderWishes { day_before: true, hour_before: true, rating: true };
const MEETINGS: ReminderWishes = ReminderWishes { rating: false, ..ALL };

fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Timestamp {
    Timestamp::from_local(year, month, day, hour, minute).unwrap()
}

fn booked(kind: &str, starts: Timestamp) -> Log {
    let mut log = Log::of(BinderTab::Meetings);
    log.set(entry_id(1), EntryKind::Meeting, Field::MeetingKind, Value::choice(kind));
    log.set(entry_id(1), EntryKind::Meeting, Field::Starts, Value::Instant(starts));
    log.set(entry_id(1), EntryKind::Meeting, Field::Status, Value::choice("planned"));
    log
}

/// What is planned two weeks ahead of a meeting with the coordinator, in an old pärm.
fn ahead(starts: Timestamp) -> Vec<Reminder> {
    let log = booked("coordinator", starts);
    planned(MEETINGS, &log.fold(), &[], starts.plus_days(-400), starts.plus_days(-14))
}

fn times(reminders: &[Reminder]) -> Vec<(ReminderKind, String)> {
    let said = |due: Timestamp| format!("{} {:02}.{:02}", due.iso_day(), due.local().hour, due.local().minute);
    reminders.iter().map(|reminder| (reminder.kind, said(reminder.due))).collect()
}

#[test]
fn a_meeting_in_the_daytime_is_said_the_day_before_and_an_hour_before() {
    let said = times(&ahead(at(2026, 11, 24, 13, 0)));
    assert_eq!(said, [(DayBefore, "2026-11-23 13.00".to_owned()), (HourBefore, "2026-11-24 12.00".to_owned())]);
}

#[test]
fn nothing_is_said_between_eight_in_the_evening_and_nine_in_the_morning() {
    for (hour, minute, quiet) in
        [(8, 59, true), (9, 0, false), (19, 59, false), (20, 0, true), (23, 59, true), (0, 0, true)]
    {
        assert_eq!(is_quiet(at(2026, 11, 24, hour, minute)), quiet, "{hour}.{minute}");
    }
}

#[test]
fn what_would_be_said_at_night_is_said_at_nine_or_the_evening_before_and_never_too_late() {
    let cases = [
        // (the meeting begins, the day before, the hour before)
        ((8, 0), "2026-11-23 09.00", "2026-11-23 19.30"),
        ((9, 10), "2026-11-23 09.10", "2026-11-23 19.30"),
        ((9, 15), "2026-11-23 09.15", "2026-11-24 09.00"),
        ((9, 59), "2026-11-23 09.59", "2026-11-24 09.00"),
        ((10, 0), "2026-11-23 10.00", "2026-11-24 09.00"),
        ((20, 30), "2026-11-23 19.30", "2026-11-24 19.30"),
        ((21, 30), "2026-11-23 19.30", "2026-11-24 19.30"),
        ((0, 30), "2026-11-23 09.00", "2026-11-23 19.30"),
    ];
    for ((hour, minute), day, close) in cases {
        let starts = at(2026, 11, 24, hour, minute);
        let reminders = ahead(starts);
        assert_eq!(times(&reminders), [(DayBefore, day.to_owned()), (HourBefore, close.to_owned())], "{hour}");
        assert!(reminders.iter().all(|one| !is_quiet(one.due) && one.due < starts && one.until <= starts));
    }
}

#[test]
fn both_changes_of_the_clock_keep_the_hour_on_the_wall() {
    // On 25 October and 29 March the night has an hour more, or one less.
    for (starts, day) in [
        (at(2026, 10, 25, 13, 0), "2026-10-24 13.00"),
        (at(2026, 10, 26, 0, 30), "2026-10-25 09.00"),
        (at(2026, 3, 29, 13, 0), "2026-03-28 13.00"),
        (at(2026, 3, 30, 0, 30), "2026-03-29 09.00"),
    ] {
        assert_eq!(times(&ahead(starts)).first(), Some(&(DayBefore, day.to_owned())));
    }
    let spring = ahead(at(2026, 3, 29, 9, 30));
    assert_eq!(times(&spring).last(), Some(&(HourBefore, "2026-03-29 09.00".to_owned())));
    let autumn = ahead(at(2026, 10, 25, 8, 0));
    assert_eq!(times(&autumn).last(), Some(&(HourBefore, "2026-10-24 19.30".to_owned())));
}

#[test]
fn the_first_one_is_old_when_the_second_is_due_and_neither_comes_when_it_has_begun() {
    let starts = at(2026, 11, 24, 13, 0);
    let reminders = ahead(starts);
    assert_eq!(reminders.iter().map(|one| one.until).collect::<Vec<_>>(), [starts.plus_minutes(-60), starts]);
    let log = booked("coordinator", starts).fold();
    let left = |now| times(&planned(MEETINGS, &log, &[], now, now)).len();
    assert_eq!([starts.plus_minutes(-61), starts.plus_minutes(-60), starts].map(left), [2, 1, 0]);
}

#[test]
fn she_chooses_each_kind_and_none_is_on_from_the_start() {
    let starts = at(2026, 11, 24, 13, 0);
    let log = booked("care_team", starts).fold();
    let kinds = |wishes| {
        let all = planned(wishes, &log, &[Occasion::First], starts, starts.plus_days(-14));
        all.iter().map(|one| one.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(ReminderWishes::default()), []);
    assert!(!ReminderWishes::default().any());
    assert_eq!(kinds(ReminderWishes { day_before: true, ..ReminderWishes::default() }), [DayBefore]);
    assert_eq!(kinds(ReminderWishes { hour_before: true, ..ReminderWishes::default() }), [HourBefore]);
    assert_eq!(kinds(ReminderWishes { rating: true, ..ReminderWishes::default() }), [Rating]);
    assert_eq!(kinds(ALL), [Rating, DayBefore, HourBefore]);
}

#[test]
fn a_rating_is_said_once_when_it_opens_and_not_when_it_is_made() {
    let starts = at(2026, 11, 24, 13, 0);
    let wishes = ReminderWishes { rating: true, ..ReminderWishes::default() };
    let plan = |kind: &str, done: &[Occasion]| {
        times(&planned(wishes, &booked(kind, starts).fold(), done, starts.plus_days(-400), starts.plus_days(-14)))
    };
    let made = Occasion::Meeting { starts: starts.plus_days(3), meeting: entry_id(1) };
    assert_eq!(plan("care_team", &[Occasion::First]), [(Rating, "2026-11-17 13.00".to_owned())]);
    assert_eq!(plan("care_team", &[Occasion::First, made]), [], "made before the meeting was moved");
    assert_eq!(plan("coordinator", &[Occasion::First]), [], "only the resource group has one");
}

#[test]
fn a_month_after_the_start_the_first_rating_is_said_unless_it_is_made() {
    let begun = at(2026, 10, 31, 21, 0);
    let wishes = ReminderWishes { rating: true, ..ReminderWishes::default() };
    let none = Log::of(BinderTab::Meetings).fold();
    let plan = |done: &[Occasion], now| times(&planned(wishes, &none, done, begun, now));
    assert_eq!(plan(&[], begun), [(Rating, "2026-11-30 19.30".to_owned())]);
    assert_eq!(plan(&[Occasion::First], begun), []);
    assert_eq!(plan(&[], begun.plus_months(1).plus_days(2)), [], "no news any more");
}

#[test]
fn a_cancelled_or_held_meeting_is_not_said_and_a_moved_one_at_its_new_time() {
    let starts = at(2026, 11, 24, 13, 0);
    let mut log = booked("coordinator", starts);
    let plan = |log: &Log| times(&planned(MEETINGS, &log.fold(), &[], starts, starts.plus_days(-14)));
    log.set(entry_id(1), EntryKind::Meeting, Field::Starts, Value::Instant(starts.plus_days(2)));
    assert_eq!(plan(&log).first(), Some(&(DayBefore, "2026-11-25 13.00".to_owned())));
    for status in ["cancelled", "held"] {
        log.set(entry_id(1), EntryKind::Meeting, Field::Status, Value::choice(status));
        assert_eq!(plan(&log), []);
    }
}

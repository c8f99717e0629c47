//! R89–R93, R97: what comes next, what has been, and when the group is due again.

use domain::meeting::{Next, due, ends, is_open, next, open_now, past, upcoming};
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, Timestamp, Value};

use crate::support::{ANNA, Log, NOW, OWNER, entry_id, removes, writes};

const MEETING: EntryKind = EntryKind::Meeting;

fn meetings() -> Log {
    Log::of(BinderTab::Meetings)
}

fn booked(log: &mut Log, n: u64, starts: Timestamp, status: &str) {
    log.set(entry_id(n), MEETING, Field::MeetingKind, Value::choice("care_team"));
    log.set(entry_id(n), MEETING, Field::Starts, Value::Instant(starts));
    log.set(entry_id(n), MEETING, Field::Status, Value::choice(status));
}

/// The last op was made at this moment.
fn opened_at(log: &mut Log, at: Timestamp) {
    if let Some(last) = log.ops.last_mut() {
        last.op.made_at = at;
    }
}

fn stockholm(year: i16, month: i8, day: i8, hour: i8) -> Timestamp {
    Timestamp::from_local(year, month, day, hour, 0).unwrap()
}

fn ids(entries: &[&Entry]) -> Vec<EntryId> {
    entries.iter().map(|entry| entry.id).collect()
}

#[test]
fn the_nearest_meeting_comes_first_and_the_latest_past_one_first_among_the_past() {
    let mut log = meetings();
    for (n, days) in [(1, 20), (2, 3), (3, -40), (4, -5)] {
        booked(&mut log, n, NOW.plus_days(days), "planned");
    }
    let state = log.fold();
    assert_eq!(ids(&upcoming(&state, NOW)), [2, 1].map(entry_id));
    assert_eq!(ids(&past(&state, NOW)), [4, 3].map(entry_id));
}

#[test]
fn a_meeting_is_to_come_until_it_has_ended() {
    let mut log = meetings();
    booked(&mut log, 1, NOW, "planned");
    assert_eq!(upcoming(&log.fold(), NOW.plus_minutes(60)).len(), 1, "an hour if nobody has said");
    assert_eq!(upcoming(&log.fold(), NOW.plus_minutes(61)).len(), 0);
    log.set(entry_id(1), MEETING, Field::Minutes, Value::Number(90));
    assert_eq!(ends(&log.entry(entry_id(1))), Some(NOW.plus_minutes(90)));
    assert_eq!(upcoming(&log.fold(), NOW.plus_minutes(90)).len(), 1);
}

#[test]
fn held_and_cancelled_meetings_are_not_to_come_and_an_open_one_is_until_it_is_closed() {
    let mut log = meetings();
    booked(&mut log, 1, NOW.plus_days(1), "held");
    booked(&mut log, 2, NOW.plus_days(1), "cancelled");
    booked(&mut log, 3, NOW.plus_days(-1), "open");
    opened_at(&mut log, NOW.plus_minutes(-90));
    let state = log.fold();
    assert_eq!(ids(&upcoming(&state, NOW)), [entry_id(3)]);
    assert_eq!(open_now(&state, NOW).map(|entry| entry.id), Some(entry_id(3)));
    assert_eq!(ids(&past(&state, NOW)).len(), 2);
}

#[test]
fn a_meeting_that_nobody_closes_goes_on_for_a_day_and_is_then_among_the_past() {
    let mut log = meetings();
    booked(&mut log, 1, NOW, "open");
    opened_at(&mut log, NOW);
    let state = log.fold();
    let (last, over) = (NOW.plus_minutes(24 * 60 - 1), NOW.plus_minutes(24 * 60));
    assert_eq!(open_now(&state, last).map(|entry| entry.id), Some(entry_id(1)));
    assert_eq!(open_now(&state, over), None);
    assert_eq!((upcoming(&state, over).len(), past(&state, over).len()), (0, 1));
    assert!(is_open(&log.entry(entry_id(1))), "and still waits to be closed");
}

#[test]
fn next_is_never_nothing_without_a_reason() {
    let mut log = meetings();
    assert_eq!(next(&log.fold(), NOW), Next::NotBooked(None));
    booked(&mut log, 1, stockholm(2026, 2, 10, 13), "held");
    assert_eq!(next(&log.fold(), NOW), Next::NotBooked(Some(stockholm(2026, 5, 10, 13))));
    let reason = writes(EntryKind::NoMeeting, Field::Text, Value::text("semester"), &[]);
    let said = log.add(ANNA, EntryId::NO_MEETING, reason);
    assert_eq!(next(&log.fold(), NOW), Next::Reason("semester"));
    booked(&mut log, 2, NOW.plus_days(3), "planned");
    let state = log.fold();
    assert!(matches!(next(&state, NOW), Next::Booked(entry) if entry.id == entry_id(2)));
    log.set(entry_id(2), MEETING, Field::Status, Value::choice("cancelled"));
    log.add(OWNER, EntryId::NO_MEETING, removes(&[said]));
    assert!(matches!(next(&log.fold(), NOW), Next::NotBooked(_)), "a reason taken away is no reason");
}

#[test]
fn a_reason_of_blanks_is_no_reason() {
    let mut log = meetings();
    log.set(EntryId::NO_MEETING, EntryKind::NoMeeting, Field::Text, Value::text(" \n"));
    assert_eq!(next(&log.fold(), NOW), Next::NotBooked(None));
}

#[test]
fn the_group_is_due_three_months_after_the_last_held_meeting_by_the_clock_on_the_wall() {
    // Over the change in spring, over the one in autumn, and into a shorter month.
    let table = [
        (stockholm(2026, 2, 10, 13), stockholm(2026, 5, 10, 13)),
        (stockholm(2026, 8, 20, 13), stockholm(2026, 11, 20, 13)),
        (stockholm(2026, 11, 30, 13), stockholm(2027, 2, 28, 13)),
    ];
    for (held, expected) in table {
        let mut log = meetings();
        booked(&mut log, 1, held, "held");
        booked(&mut log, 2, held.plus_days(-90), "held");
        booked(&mut log, 3, held.plus_days(10), "cancelled");
        assert_eq!(due(&log.fold()), Some(expected));
    }
}

#[test]
fn talks_with_the_coordinator_do_not_count_towards_the_group() {
    let mut log = meetings();
    booked(&mut log, 1, NOW.plus_days(-7), "held");
    log.set(entry_id(1), MEETING, Field::MeetingKind, Value::choice("coordinator"));
    assert_eq!(due(&log.fold()), None);
}

#[test]
fn a_meeting_in_the_night_of_a_clock_change_lasts_as_long_as_it_lasts() {
    for night in [stockholm(2026, 3, 29, 1), stockholm(2026, 10, 25, 1)] {
        let mut log = meetings();
        booked(&mut log, 1, night, "planned");
        log.set(entry_id(1), MEETING, Field::Minutes, Value::Number(180));
        let end = ends(&log.entry(entry_id(1))).unwrap();
        assert_eq!(end.as_millis() - night.as_millis(), 3 * 3_600_000);
        assert_eq!(upcoming(&log.fold(), night.plus_minutes(179)).len(), 1);
    }
}

#[test]
fn a_meeting_without_a_time_never_hides_the_next_one() {
    let mut log = meetings();
    log.set(entry_id(1), MEETING, Field::Status, Value::choice("planned"));
    booked(&mut log, 2, NOW.plus_days(1), "planned");
    assert_eq!(ids(&upcoming(&log.fold(), NOW)), [entry_id(2)]);
}

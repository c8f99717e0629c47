//! R49, R94: a time that is not certain yet, and what people want to take up.

use domain::consent::Right;
use domain::meeting::{is_preliminary, opened_at, points};
use domain::rules::check;
use domain::{BinderTab, EntryKind, Field, RefusalCode, Value};

use crate::rules::{NOTHING, anna};
use crate::support::{ANNA, Log, NOW, OWNER, entry_id, op, removes, writes};

const POINT: EntryKind = EntryKind::AgendaPoint;

fn point(log: &mut Log, n: u64, meeting: u64, text: &str) {
    log.set(entry_id(n), POINT, Field::Parent, Value::Entry(entry_id(meeting)));
    log.set(entry_id(n), POINT, Field::Text, Value::text(text));
}

fn texts(log: &Log, meeting: u64) -> Vec<String> {
    points(&log.fold(), entry_id(meeting)).iter().map(|point| point.text(Field::Text).to_owned()).collect()
}

#[test]
fn a_meeting_has_its_own_points_in_the_order_they_were_written() {
    let mut log = Log::of(BinderTab::Meetings);
    point(&mut log, 9, 1, "Bostaden");
    point(&mut log, 3, 1, "Medicinen");
    point(&mut log, 4, 2, "Ett annat möte");
    point(&mut log, 5, 1, " ");
    assert_eq!(texts(&log, 1), ["Bostaden", "Medicinen"]);
    let seen = log.entry(entry_id(9)).all_heads();
    log.add(OWNER, entry_id(9), removes(&seen));
    assert_eq!(texts(&log, 1), ["Medicinen"]);
}

#[test]
fn a_coordinator_adds_a_point_directly_and_only_who_may_suggest_in_meetings() {
    let body = writes(POINT, Field::Text, Value::text("Bostaden"), &[]);
    let adds = op(1, ANNA, BinderTab::Meetings, entry_id(1), body);
    assert_eq!(check(&adds, &anna(Right::Suggest), NOTHING), Ok(()));
    assert_eq!(check(&adds, &anna(Right::Read), NOTHING), Err(RefusalCode::NotCovered));
}

#[test]
fn a_time_is_preliminary_until_it_is_confirmed_or_the_meeting_begins() {
    let mut log = Log::of(BinderTab::Meetings);
    let meeting = |log: &mut Log, field, value| log.set(entry_id(1), EntryKind::Meeting, field, value);
    meeting(&mut log, Field::Starts, Value::Instant(NOW));
    assert!(!is_preliminary(&log.entry(entry_id(1))));
    meeting(&mut log, Field::Preliminary, Value::Flag(true));
    assert!(is_preliminary(&log.entry(entry_id(1))));
    meeting(&mut log, Field::Status, Value::choice("open"));
    assert!(!is_preliminary(&log.entry(entry_id(1))));
    meeting(&mut log, Field::Status, Value::choice("planned"));
    meeting(&mut log, Field::Preliminary, Value::Flag(false));
    assert!(!is_preliminary(&log.entry(entry_id(1))));
}

#[test]
fn when_a_meeting_was_opened_is_known_after_it_is_closed() {
    let mut log = Log::of(BinderTab::Meetings);
    let meeting =
        |log: &mut Log, value| log.set(entry_id(1), EntryKind::Meeting, Field::Status, Value::choice(value));
    meeting(&mut log, "planned");
    assert_eq!(opened_at(&log.entry(entry_id(1))), None);
    meeting(&mut log, "open");
    let opened = log.ops.last().map(|op| op.op.made_at);
    meeting(&mut log, "held");
    assert_eq!(opened_at(&log.entry(entry_id(1))), opened);
}

//! R86: the group reads the warning signs through at each of its meetings.

use domain::reading::{Outcome, readings, revised_at};
use domain::rules::{Form, form};
use domain::{BinderTab, EntryId, EntryKind, Field, Provenance, Timestamp, Value};

use crate::support::{ANNA, Log, OWNER, entry_id, op, writes};

const MEETING: EntryId = entry_id_of(900);

const fn entry_id_of(n: u128) -> EntryId {
    EntryId::from_uuid(uuid::Uuid::from_u128(n))
}

fn together(log: &mut Log, n: u64, kind: EntryKind, field: Field, value: Value) {
    let place = log.ops.len() as u64 + 1;
    let mut op = op(place, ANNA, BinderTab::WarningPlan, entry_id(n), writes(kind, field, value, &[]));
    op.provenance = Provenance::Together { meeting: MEETING };
    log.push(op);
}

#[test]
fn the_latest_reading_comes_first_and_says_its_meeting() {
    let mut log = Log::of(BinderTab::WarningPlan);
    log.set(entry_id(1), EntryKind::ReadThrough, Field::Outcome, Value::choice("revised"));
    together(&mut log, 2, EntryKind::ReadThrough, Field::Outcome, Value::choice("unchanged"));
    let state = log.fold();
    let all = readings(&state);
    let told: Vec<_> = all.iter().map(|read| (read.outcome, read.meeting(), read.stamp.made_at)).collect();
    assert_eq!(
        told,
        [
            (Outcome::Unchanged, Some(MEETING), Timestamp::from_millis(2_000)),
            (Outcome::Revised, None, Timestamp::from_millis(1_000)),
        ]
    );
}

#[test]
fn an_answer_taken_back_counts_no_more() {
    let mut log = Log::of(BinderTab::WarningPlan);
    let read = log.set(entry_id(1), EntryKind::ReadThrough, Field::Outcome, Value::choice("unchanged"));
    log.add(OWNER, entry_id(1), crate::support::removes(&[read]));
    assert_eq!(readings(&log.fold()).len(), 0);
}

#[test]
fn a_meeting_has_revised_the_plan_if_anything_but_the_reading_was_written_at_it() {
    let mut log = Log::of(BinderTab::WarningPlan);
    log.set(entry_id(1), EntryKind::Sign, Field::Text, Value::text("Sover dåligt"));
    together(&mut log, 2, EntryKind::ReadThrough, Field::Outcome, Value::choice("unchanged"));
    assert!(!revised_at(&log.fold(), MEETING));
    together(&mut log, 3, EntryKind::Sign, Field::Text, Value::text("Svarar inte i telefon"));
    assert!(revised_at(&log.fold(), MEETING));
    assert!(!revised_at(&log.fold(), entry_id(4)));
}

#[test]
fn a_coordinator_records_it_at_a_meeting_or_not_at_all() {
    let kind = EntryKind::ReadThrough;
    let at_meeting = Provenance::Together { meeting: MEETING };
    assert_eq!(form(ANNA, at_meeting, kind, entry_id(1)), Form::Direct);
    assert_eq!(form(ANNA, Provenance::Coordinator, kind, entry_id(1)), Form::Never);
    assert_eq!(form(OWNER, Provenance::Own, kind, entry_id(1)), Form::Direct);
}

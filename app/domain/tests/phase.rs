//! R1, R7: where the work together is, from what stands in Möten.

use domain::phase::{Phase, phase, said};
use domain::rules::{Form, form};
use domain::{BinderTab, EntryId, EntryKind, Field, Provenance, Timestamp, Value};

use crate::support::{ANNA, Log, NOW, OWNER, entry_id, removes};

fn meeting(log: &mut Log, n: u64, kind: &str, starts: Timestamp, status: &str) {
    for (field, value) in [
        (Field::MeetingKind, Value::choice(kind)),
        (Field::Starts, Value::Instant(starts)),
        (Field::Status, Value::choice(status)),
    ] {
        log.set(entry_id(n), EntryKind::Meeting, field, value);
    }
}

fn say(log: &mut Log, phase: Phase) {
    log.set(EntryId::PHASE, EntryKind::Phase, Field::Phase, Value::choice(phase.as_str()));
}

/// The last op was made at this moment.
fn made(log: &mut Log, at: Timestamp) {
    log.ops.last_mut().unwrap().op.made_at = at;
}

fn now(log: &Log) -> Phase {
    phase(&log.fold(), NOW)
}

#[test]
fn nobody_has_to_say_anything() {
    let mut log = Log::of(BinderTab::Meetings);
    assert_eq!(now(&log), Phase::Start);
    meeting(&mut log, 1, "coordinator", NOW.plus_days(3), "planned");
    assert_eq!(now(&log), Phase::Start, "a time is booked, and nobody has met");
    meeting(&mut log, 2, "coordinator", NOW.plus_days(-7), "cancelled");
    assert_eq!(now(&log), Phase::Start, "a cancelled meeting was none");
    meeting(&mut log, 3, "coordinator", NOW.plus_days(-2), "planned");
    assert_eq!(now(&log), Phase::Mapping, "most coordinators close no ordinary meeting");
    meeting(&mut log, 4, "care_team", NOW.plus_days(20), "planned");
    assert_eq!(now(&log), Phase::Mapping);
    meeting(&mut log, 4, "care_team", NOW.plus_days(7), "planned");
    assert_eq!(now(&log), Phase::Planning, "the first one is prepared");
    meeting(&mut log, 4, "care_team", NOW.plus_days(-1), "held");
    assert_eq!(now(&log), Phase::Work, "the first resource-group meeting decides the plan (R60)");
}

#[test]
fn the_group_follows_up_from_a_week_before_it_meets_until_it_has_met() {
    let mut log = Log::of(BinderTab::Meetings);
    meeting(&mut log, 1, "care_team", NOW.plus_days(-84), "held");
    made(&mut log, NOW.plus_days(-84));
    meeting(&mut log, 2, "care_team", NOW.plus_days(8), "planned");
    assert_eq!(now(&log), Phase::Work);
    assert_eq!(phase(&log.fold(), NOW.plus_days(1)), Phase::FollowUp);
    meeting(&mut log, 2, "care_team", NOW, "open");
    made(&mut log, NOW);
    assert_eq!(now(&log), Phase::FollowUp);
    meeting(&mut log, 2, "care_team", NOW, "held");
    assert_eq!(now(&log), Phase::Work);
    meeting(&mut log, 3, "coordinator", NOW.plus_days(1), "planned");
    assert_eq!(now(&log), Phase::Work, "the two of them meet every week");
}

#[test]
fn what_was_said_stands_until_the_group_has_met() {
    let mut log = Log::of(BinderTab::Meetings);
    say(&mut log, Phase::Planning);
    made(&mut log, NOW.plus_days(-10));
    assert_eq!(now(&log), Phase::Planning);
    assert_eq!(said(&log.fold()), Some((Phase::Planning, NOW.plus_days(-10))));
    meeting(&mut log, 1, "coordinator", NOW.plus_days(-9), "held");
    assert_eq!(now(&log), Phase::Planning);
    meeting(&mut log, 2, "care_team", NOW.plus_days(-1), "held");
    made(&mut log, NOW.plus_days(-1));
    assert_eq!(now(&log), Phase::Work);
    say(&mut log, Phase::Mapping);
    made(&mut log, NOW);
    assert_eq!(now(&log), Phase::Mapping, "they begin anew, and say so");
    log.add(OWNER, EntryId::PHASE, removes(&[]));
    assert_eq!(now(&log), Phase::Work, "taken back");
}

#[test]
fn a_said_start_or_mapping_is_not_talked_over_by_a_meeting_to_come() {
    let mut log = Log::of(BinderTab::Meetings);
    meeting(&mut log, 1, "care_team", NOW.plus_days(3), "planned");
    say(&mut log, Phase::Mapping);
    assert_eq!(now(&log), Phase::Mapping);
    say(&mut log, Phase::Work);
    assert_eq!(now(&log), Phase::FollowUp, "the work is followed up at every meeting of the group");
}

#[test]
fn whoever_works_with_her_says_it_as_they_say_when_they_meet() {
    for author in [OWNER, ANNA] {
        assert_eq!(form(author, Provenance::Coordinator, EntryKind::Phase, EntryId::PHASE), Form::Direct);
    }
    assert_eq!(EntryKind::Phase.tab(), BinderTab::Meetings);
    for name in Phase::NAMES {
        assert!(Field::Phase.check(&Value::choice(name)).is_ok());
    }
    assert!(Field::Phase.check(&Value::choice("crisis")).is_err());
}

//! Design §2: what a meeting decides of the warning plan goes to those who have a copy, because she ticked that.

use domain::copies::{CopySource, HandedOn, decided_to_send, handed_on, renewed};
use domain::decision::{Decision, PlanVersion};
use domain::share::{HandOver, Snapshot};
use domain::{BinderTab, Body, EntryKind, Field, Op, Provenance, Reference, TabState, Timestamp, Value};

use crate::sheet::{action, sign, somebody};
use crate::support::{ANNA, Log, NOW, OWNER, entry_id, op, removes};

const MEETING: u64 = 70;
const SHARE: u64 = 80;

fn mother() -> Reference {
    somebody("Mamma", Some(50), None)
}

fn contacts() -> TabState {
    let mut log = Log::of(BinderTab::Contacts);
    log.set(entry_id(50), EntryKind::Contact, Field::Name, Value::text("Mamma"));
    log.fold()
}

fn plan() -> Log {
    let mut log = Log::of(BinderTab::WarningPlan);
    sign(&mut log, 1, "Jag sover inte", "b");
    action(&mut log, 10, 1, "Ring mig", Some(mother()));
    log
}

fn source<'a>(plan: &'a TabState, contacts: &'a TabState) -> CopySource<'a> {
    CopySource { plan, contacts, owner_name: "Kim", next_meeting: None }
}

fn snapshot(plan: &TabState, made_at: Timestamp) -> Snapshot {
    let all = Snapshot {
        owner_name: String::new(),
        made_at,
        well: String::new(),
        signs: Vec::new(),
        call: Vec::new(),
        next_meeting: None,
        with_meeting: false,
        contacts: Vec::new(),
    };
    renewed(source(plan, &contacts()), &mother(), &all, made_at)
}

fn sharing(snapshot: Snapshot) -> Log {
    let mut log = Log::of(BinderTab::Sharing);
    let expires_at = NOW.plus_days(30);
    let copy = HandOver { person: mother(), token: "t".to_owned(), code: None, expires_at, snapshot };
    log.add(OWNER, entry_id(SHARE), Body::HandOver(copy));
    log
}

/// The meeting decides what stands in the plan, an hour before now.
fn decides(log: &mut Log) -> PlanVersion {
    let state = log.fold();
    let decision = Decision {
        base: state.latest_decision().map(|version| version.stamp.op),
        held_at: NOW,
        present: Vec::new(),
        alternatives: String::new(),
        chosen: String::new(),
        texts: state.to_decide(),
    };
    let n = log.ops.len() as u64 + 1;
    let made = op(n, ANNA, BinderTab::WarningPlan, entry_id(200 + n), Body::Decision(decision));
    let together = Provenance::Together { meeting: entry_id(MEETING) };
    log.push(Op { provenance: together, made_at: NOW.plus_minutes(-60), ..made });
    log.fold().latest_decision().cloned().unwrap()
}

/// What goes to whom now.
fn goes(log: &Log, version: &PlanVersion, sharing: &TabState) -> Vec<HandedOn> {
    let decided = log.fold().as_decided(version).unwrap();
    handed_on(source(&decided, &contacts()), version, sharing, NOW)
}

fn lines(copy: &HandOver) -> Vec<String> {
    copy.snapshot.signs.iter().flat_map(|sign| sign.actions.clone()).collect()
}

#[test]
fn what_was_decided_goes_and_not_what_she_has_written_since() {
    let mut log = plan();
    let before = snapshot(&log.fold(), NOW.plus_days(-90));
    log.set(entry_id(10), EntryKind::SignAction, Field::Text, Value::text("Kom förbi"));
    let version = decides(&mut log);
    log.set(entry_id(10), EntryKind::SignAction, Field::Text, Value::text("Efter mötet"));
    let all = goes(&log, &version, &sharing(before).fold());
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(
        (one.share, lines(&one.before), lines(&one.copy)),
        (entry_id(SHARE), vec!["Ring mig".to_owned()], vec!["Kom förbi".to_owned()],)
    );
    assert_eq!(one.copy.snapshot.made_at, NOW);
    assert_eq!(one.copy.expires_at, one.before.expires_at, "the link opens as long as before");
}

#[test]
fn nothing_goes_twice_nor_where_the_link_is_ended_or_over_nor_over_a_later_copy() {
    let mut log = plan();
    let before = snapshot(&log.fold(), NOW.plus_days(-90));
    log.set(entry_id(10), EntryKind::SignAction, Field::Text, Value::text("Kom förbi"));
    let version = decides(&mut log);
    let mut given = sharing(before.clone());
    for one in goes(&log, &version, &given.fold()) {
        given.add(OWNER, one.share, Body::HandOver(one.copy));
    }
    assert!(goes(&log, &version, &given.fold()).is_empty(), "it has gone");
    let later = sharing(Snapshot { made_at: NOW.plus_minutes(-1), ..before.clone() });
    assert!(goes(&log, &version, &later.fold()).is_empty(), "she gave another one since");
    let mut ended = sharing(before.clone());
    ended.add(OWNER, entry_id(SHARE), Body::Revoke);
    assert!(goes(&log, &version, &ended.fold()).is_empty(), "the link is ended");
    let decided = log.fold().as_decided(&version).unwrap();
    let over = NOW.plus_days(31);
    assert!(handed_on(source(&decided, &contacts()), &version, &sharing(before).fold(), over).is_empty());
}

#[test]
fn a_copy_that_says_what_was_decided_is_left_as_it_is() {
    let mut log = plan();
    let before = snapshot(&log.fold(), NOW.plus_days(-90));
    let version = decides(&mut log);
    assert!(goes(&log, &version, &sharing(before).fold()).is_empty());
}

#[test]
fn it_goes_only_if_it_was_ticked_and_when_the_meeting_is_over() {
    let mut log = plan();
    decides(&mut log);
    let plan = log.fold();
    let mut meetings = Log::of(BinderTab::Meetings);
    let mut set = |field, value| {
        meetings.set(entry_id(MEETING), EntryKind::Meeting, field, value);
        decided_to_send(&plan, &meetings.fold()).is_some()
    };
    assert!(!set(Field::Status, Value::choice("held")), "nobody has ticked it");
    assert!(set(Field::SendCopies, Value::Flag(true)));
    assert!(!set(Field::Status, Value::choice("open")), "it goes on again");
    assert!(set(Field::Status, Value::choice("held")));
    assert!(!set(Field::SendCopies, Value::Flag(false)));
}

#[test]
fn somebody_whom_the_decision_has_taken_out_gets_no_new_copy() {
    let mut log = plan();
    let held = sharing(snapshot(&log.fold(), NOW.plus_days(-90))).fold();
    let entry = log.entry(entry_id(10));
    let seen: Vec<_> = entry.fields.keys().flat_map(|field| entry.heads(*field)).collect();
    log.add(OWNER, entry_id(10), removes(&seen));
    let version = decides(&mut log);
    assert_eq!(goes(&log, &version, &held), []);
}

//! Design §2, "Removal": a tombstone with "Ångra", and what happens to words that had not seen it.

use domain::entry::Presence;
use domain::{Answer, BinderTab, Body, EntryKind, Field, Value};

use crate::support::{ANNA, Log, OWNER, answers, entry_id, evaluates, op_id, removes, writes};

const GOAL: EntryKind = EntryKind::Goal;

fn plan() -> Log {
    Log::of(BinderTab::Plan)
}

fn is_removed(presence: &Presence) -> bool {
    matches!(presence, Presence::Removed { .. })
}

fn is_contested(presence: &Presence) -> bool {
    matches!(presence, Presence::Contested { .. })
}

#[test]
fn a_removal_that_saw_everything_removes_and_can_be_undone() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    log.add(OWNER, goal, removes(&[first]));
    assert!(is_removed(&log.entry(goal).presence) && log.fold().listed(GOAL).is_empty());
    log.add(OWNER, goal, Body::Restore);
    let entry = log.entry(goal);
    assert_eq!((entry.presence.clone(), entry.text(Field::Text)), (Presence::Present, "ett"));
}

#[test]
fn a_change_or_note_that_the_remover_had_not_seen_comes_back_as_contested() {
    let (mut log, step) = (plan(), entry_id(1));
    let first = log.text(OWNER, step, EntryKind::Activity, "ett", &[]);
    log.add(OWNER, step, evaluates("worked", "osedd"));
    log.add(OWNER, step, removes(&[first]));
    assert!(is_contested(&log.entry(step).presence));
    let seen = log.entry(step).all_heads();
    log.add(OWNER, step, removes(&seen));
    assert!(is_removed(&log.entry(step).presence));
}

#[test]
fn her_own_unseen_words_bring_a_removed_entry_back_as_contested() {
    for late in
        [writes(EntryKind::Activity, Field::Text, Value::text("sent"), &[op_id(1)]), evaluates("worked", "sent")]
    {
        let (mut log, step) = (plan(), entry_id(1));
        let first = log.text(OWNER, step, EntryKind::Activity, "ett", &[]);
        log.add(OWNER, step, removes(&[first]));
        log.add(OWNER, step, late);
        assert!(is_contested(&log.entry(step).presence));
    }
}

#[test]
fn her_own_reordering_does_not_bring_a_removed_entry_back() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    log.add(OWNER, goal, removes(&[first]));
    log.add(OWNER, goal, writes(GOAL, Field::Position, Value::text("b"), &[]));
    assert!(is_removed(&log.entry(goal).presence));
}

#[test]
fn somebody_elses_words_about_a_removed_entry_wait_as_a_proposal() {
    let late = [
        writes(EntryKind::Activity, Field::Text, Value::text("Annas"), &[op_id(1)]),
        evaluates("worked", "Annas"),
        Body::Restore,
    ];
    for body in late {
        let (mut log, step) = (plan(), entry_id(1));
        let first = log.text(OWNER, step, EntryKind::Activity, "ett", &[]);
        log.add(OWNER, step, removes(&[first]));
        let asked = log.add(ANNA, step, body);
        let entry = log.entry(step);
        assert!(is_removed(&entry.presence));
        assert_eq!((entry.open_proposals().count(), entry.text(Field::Text)), (1, "ett"));
        log.add(OWNER, step, answers(asked, Answer::Accept, &[first]));
        assert_eq!(log.entry(step).presence, Presence::Present);
    }
}

#[test]
fn what_a_coordinator_removed_she_may_put_back() {
    let (mut log, meeting) = (Log::of(BinderTab::Meetings), entry_id(1));
    let first = log.add(ANNA, meeting, writes(EntryKind::Meeting, Field::Place, Value::text("hemma"), &[]));
    log.add(ANNA, meeting, removes(&[first]));
    log.add(ANNA, meeting, Body::Restore);
    assert_eq!(log.entry(meeting).presence, Presence::Present);
}

#[test]
fn removed_on_two_phones_is_removed_though_the_second_saw_less() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    let second = log.text(OWNER, goal, GOAL, "två", &[first]);
    let removal = log.add(OWNER, goal, removes(&[second]));
    log.add(OWNER, goal, removes(&[first]));
    let Presence::Removed { by } = log.entry(goal).presence else { panic!("it came back") };
    assert_eq!(by.op, removal);
}

//! Design §2, "Fields": versions, order, notes, and what this version does not know.

use domain::{Audience, BinderTab, EntryKind, Field, Policy, Role, TabState, Value, fold};

use crate::support::{
    ANNA, BO, Log, OWNER, entry_id, evaluates, op, past_words, proposes, removes, sequenced, unknown, words,
    writes,
};

const GOAL: EntryKind = EntryKind::Goal;

fn plan() -> Log {
    Log::of(BinderTab::Plan)
}

#[test]
fn a_write_replaces_exactly_the_versions_it_names() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    log.text(OWNER, goal, GOAL, "två", &[first]);
    log.text(OWNER, goal, GOAL, "tre", &[first]);
    let entry = log.entry(goal);
    assert_eq!(words(&entry, Field::Text), ["tre", "två"]);
    assert_eq!(past_words(&entry, Field::Text), ["ett"]);
    assert_eq!(entry.split_fields(), [Field::Text]);
}

#[test]
fn choosing_one_of_two_versions_leaves_one_and_keeps_the_other_in_history() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    let second = log.text(OWNER, goal, GOAL, "två", &[]);
    log.text(OWNER, goal, GOAL, "två", &[first, second]);
    let entry = log.entry(goal);
    assert_eq!(words(&entry, Field::Text), ["två"]);
    assert_eq!(past_words(&entry, Field::Text), ["ett", "två"]);
}

#[test]
fn hers_is_shown_first_though_somebody_elses_is_later_in_the_log() {
    let (mut log, goal) = (plan(), entry_id(1));
    log.text(OWNER, goal, GOAL, "hennes", &[]);
    log.text(ANNA, goal, GOAL, "Annas", &[]);
    assert_eq!(log.entry(goal).text(Field::Text), "hennes");
}

#[test]
fn without_a_version_of_hers_the_latest_in_the_log_is_shown() {
    let (mut log, goal) = (plan(), entry_id(1));
    log.text(ANNA, goal, GOAL, "Annas", &[]);
    log.text(BO, goal, GOAL, "Bos", &[]);
    assert_eq!(log.entry(goal).text(Field::Text), "Bos");
}

#[test]
fn the_same_words_written_twice_are_not_two_versions_to_choose_between() {
    let (mut log, goal) = (plan(), entry_id(1));
    log.text(OWNER, goal, GOAL, "lika", &[]);
    log.text(OWNER, goal, GOAL, "lika", &[]);
    assert_eq!(log.entry(goal).split_fields(), []);
}

#[test]
fn a_cleared_text_is_a_version_like_any_other() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    log.text(OWNER, goal, GOAL, "", &[first]);
    let entry = log.entry(goal);
    assert_eq!((entry.text(Field::Text), past_words(&entry, Field::Text)), ("", vec!["ett".to_owned()]));
}

#[test]
fn of_a_position_or_choice_the_later_in_the_log_counts_and_never_makes_a_conflict() {
    for field in [Field::Position, Field::Wanted, Field::InGroup] {
        assert_eq!(field.policy(), Policy::Latest);
    }
    let (mut log, goal) = (plan(), entry_id(1));
    log.add(OWNER, goal, writes(GOAL, Field::Position, Value::text("b"), &[]));
    log.add(ANNA, goal, writes(GOAL, Field::Position, Value::text("a"), &[]));
    let entry = log.entry(goal);
    assert_eq!((entry.position(), entry.split_fields().len()), ("a", 0));
}

#[test]
fn lines_with_the_same_position_stand_in_the_order_of_their_ids() {
    let mut log = plan();
    for n in [3, 1, 2] {
        log.add(OWNER, entry_id(n), writes(GOAL, Field::Position, Value::text("b"), &[]));
    }
    log.text(OWNER, entry_id(0), GOAL, "utan plats", &[]);
    let state = log.fold();
    let order: Vec<_> = state.listed(GOAL).iter().map(|entry| entry.id).collect();
    assert_eq!(order, [1, 2, 3, 0].map(entry_id));
}

#[test]
fn every_evaluation_is_kept_in_the_order_of_the_log() {
    let (mut log, step) = (plan(), entry_id(1));
    log.text(OWNER, step, EntryKind::Activity, "promenad", &[]);
    log.add(OWNER, step, evaluates("worked", "gick bra"));
    log.add(ANNA, step, evaluates("change", "annan dag"));
    let notes: Vec<String> = log.entry(step).notes.iter().map(|note| note.note.clone()).collect();
    assert_eq!(notes, ["gick bra", "annan dag"]);
}

#[test]
fn an_unknown_kind_seals_its_entry_whether_it_comes_before_or_after() {
    for unknown_first in [true, false] {
        let (mut log, goal) = (plan(), entry_id(1));
        if unknown_first {
            log.add(OWNER, goal, unknown("decide", r#"{"a": 1 }"#));
        }
        log.text(OWNER, goal, GOAL, "ett", &[]);
        if !unknown_first {
            log.add(OWNER, goal, unknown("decide", r#"{"a": 1 }"#));
        }
        let entry = log.entry(goal);
        assert!(entry.sealed && entry.text(Field::Text) == "ett", "unknown first: {unknown_first}");
    }
}

#[test]
fn an_unknown_kind_is_carried_byte_for_byte_through_op_and_checkpoint() {
    let raw = r#"{"z":1.0,  "a":[ 1e3 ],"å":"\u00e5"}"#;
    let mut log = plan();
    log.add(OWNER, entry_id(1), unknown("decide", raw));
    let json = serde_json::to_string(&log.fold()).unwrap();
    assert!(json.contains(raw), "{json}");
    let back: TabState = serde_json::from_str(&json).unwrap();
    assert_eq!(back, log.fold());
}

#[test]
fn a_fold_reads_only_its_own_tab() {
    let mut log = plan();
    log.text(OWNER, entry_id(1), GOAL, "ett", &[]);
    let mut other = op(9, OWNER, BinderTab::Contacts, entry_id(1), removes(&[]));
    other.audience = Audience::Private;
    let before = log.fold();
    let mut after = before.clone();
    after.apply(&sequenced(9, other));
    assert_eq!(before.entries, after.entries);
}

#[test]
fn an_op_heard_twice_changes_nothing_the_second_time() {
    let mut log = plan();
    log.text(OWNER, entry_id(1), GOAL, "ett", &[]);
    log.add(ANNA, entry_id(1), proposes(GOAL, Field::Text, Value::text("Annas")));
    let twice: Vec<_> = log.ops.iter().chain(&log.ops).cloned().collect();
    assert_eq!(fold(BinderTab::Plan, &twice), log.fold());
}

#[test]
fn what_still_waits_is_folded_after_the_log_and_has_no_place_in_it() {
    let (mut log, goal) = (plan(), entry_id(1));
    log.text(OWNER, goal, GOAL, "ett", &[]);
    let mut state = log.fold();
    state.apply_unsent(&op(9, OWNER, BinderTab::Plan, goal, writes(GOAL, Field::Text, Value::text("två"), &[])));
    let entry = &state.entries[&goal];
    assert_eq!((entry.text(Field::Text), entry.changed.seq, state.head), ("två", None, 1));
    assert_eq!(entry.changed.author.role, Role::Owner);
}

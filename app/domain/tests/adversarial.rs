//! Attacks on the log: whatever is in it, the fold answers, the same everywhere, and keeps what can be kept.

use domain::consent::{Access, Standing, decide};
use domain::entry::Presence;
use domain::rules::{Circumstances, check};
use domain::{
    Answer, BinderTab, Body, EntryId, EntryKind, Field, Op, RefusalCode, Timestamp, Value, fold, position,
};

use crate::garbage::read_everything;
use crate::support::{
    ANNA, Log, NOW, OWNER, WRONG_CLOCKS, answers, binder, entry_id, evaluates, op, op_id, proposes, removes,
    sequenced, words, writes,
};

const GOAL: EntryKind = EntryKind::Goal;

fn plan() -> Log {
    Log::of(BinderTab::Plan)
}

fn owner() -> Access {
    decide(binder(), OWNER, Standing::Owner, 0).unwrap()
}

/// An op as it comes over the wire.
fn wire(kind: &str, body: &str) -> Op {
    let mut json = serde_json::to_value(op(1, OWNER, BinderTab::Plan, entry_id(1), Body::Restore)).unwrap();
    json["kind"] = kind.into();
    let text = serde_json::to_string(&json).unwrap().replace("\"body\":{}", &format!("\"body\":{body}"));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_known_kind_with_the_wrong_shape_is_kept_as_it_came_and_refused() {
    let poisoned = [
        ("write", "{}"),
        ("write", r#"{"entry_kind":"goal","fields":{"text":{"value":{"text":7}}}}"#),
        ("write", r#"{"entry_kind":"dragon","fields":{}}"#),
        ("append", r#"{"field":"nothing"}"#),
        ("remove", "7"),
        ("propose", "null"),
        ("answer", r#"{"proposal":"x","answer":"accept"}"#),
        ("rate", r#"{"marks":[1,2,3,255],"occasion":{"at":"first"}}"#),
        ("rate", r#"{"marks":[1,2,3],"occasion":{"at":"first"}}"#),
        ("show", "[]"),
        ("grant", "{}"),
        ("withdraw", "\"\""),
        ("hand_over", "{}"),
        ("hand_paper", r#"{"person":{"name":"Mamma"}}"#),
        ("sign_consent", r#"{"sentences":[]}"#),
        ("sign_consent", r#"{"person":"x","sentences":[],"strokes":[[-1,0]]}"#),
        ("photo", r#"{"person":"x","sentences":[]}"#),
        (
            "photo",
            r#"{"person":"01930000-0000-7000-8000-000000000102","sentences":[],"media_type":"image/svg+xml","bytes":1,"sha256":""}"#,
        ),
        (
            "photo",
            r#"{"person":"01930000-0000-7000-8000-000000000102","sentences":[],"media_type":"image/jpeg","bytes":-1,"sha256":""}"#,
        ),
        ("allow_lift", r#"{"person":"x","about":""}"#),
        ("end_lift", "[]"),
        ("invite", r#"{"person":{"name":"Karin"},"token":"x"}"#),
        (
            "reply",
            r#"{"invitation":"01930000-0000-7000-8000-000000000102","person":{"name":"Karin"},"starts":1,"coming":"maybe"}"#,
        ),
        ("feed", r#"{"token":7}"#),
        ("opened", "false"),
        ("restore", "7"),
        ("confirm", "\"yes\""),
        ("revoke", "null"),
    ];
    for (kind, body) in poisoned {
        let op = wire(kind, body);
        assert!(matches!(&op.body, Body::Unknown(_)), "{kind} {body}");
        let around = Circumstances { meeting_is_open: false, existing: Some(GOAL), may_be_told: false };
        assert_eq!(check(&op, &owner(), around), Err(RefusalCode::BadValue), "{kind} {body}");
        let state = fold(BinderTab::Plan, &[sequenced(1, op.clone())]);
        assert_eq!(state.deferred, [op]);
    }
}

#[test]
fn an_op_that_is_no_op_is_an_error_and_not_a_crash() {
    let fine = serde_json::to_string(&wire("restore", "{}")).unwrap();
    let broken = [
        fine.replace("\"plan\"", "\"attic\""),
        fine.replace("\"owner\"", "\"god\""),
        fine.replace("\"self\"", "\"stolen\""),
        fine.replace("\"kind\":\"restore\"", "\"kind\":7"),
        fine.replace("\"restore\"", &format!("\"{}\"", "x".repeat(65))),
        fine.replace("\"made_at\":1000", "\"made_at\":99999999999999999999"),
        fine.replace("\"made_at\":1000", "\"made_at\":1.5"),
        fine.replace(&op_id(1).to_string(), "not-an-id"),
        fine.replace(",\"body\":{}", ""),
        fine.replace('}', ""),
        "[".repeat(200),
        String::new(),
    ];
    for text in broken {
        assert_ne!(text, fine);
        assert!(serde_json::from_str::<Op>(&text).is_err(), "{text}");
    }
}

#[test]
fn wrong_clocks_change_no_order_and_break_no_screen() {
    let mut log = Log::of(BinderTab::Meetings);
    for (n, millis) in (1..).zip(WRONG_CLOCKS) {
        let starts = Value::Instant(Timestamp::from_millis(millis));
        let body = writes(EntryKind::Meeting, Field::Starts, starts, &[]);
        let made_at = Timestamp::from_millis(millis);
        log.push(Op { made_at, ..op(n, OWNER, BinderTab::Meetings, entry_id(n), body) });
        let next_word = writes(EntryKind::Meeting, Field::Place, Value::text(format!("{n}")), &[]);
        log.push(Op { made_at, ..op(100 + n, ANNA, BinderTab::Meetings, entry_id(50), next_word) });
    }
    assert_eq!(log.entry(entry_id(50)).text(Field::Place), "6", "the latest in the log, whatever the clocks say");
    for millis in WRONG_CLOCKS {
        read_everything(&log.fold(), Timestamp::from_millis(millis));
    }
}

#[test]
fn huge_and_crooked_positions_hang_nothing_and_sort_the_same_everywhere() {
    let places =
        ["", "0", "~", "z", "å", "A", &"z".repeat(10_000), &"0".repeat(10_000), &format!("{}1", "0".repeat(255))];
    let mut log = plan();
    for (n, place) in (1..).zip(places) {
        log.add(OWNER, entry_id(n), writes(GOAL, Field::Position, Value::text(place), &[]));
    }
    let state = log.fold();
    for before in places {
        for after in places {
            let place = position::between(Some(before), Some(after));
            assert!(position::is_valid(&place), "{before:.9} {after:.9}");
        }
    }
    assert!(position::is_valid(&state.end_position(GOAL)));
    let order: Vec<EntryId> = state.listed(GOAL).iter().map(|entry| entry.id).collect();
    let mut backwards: Vec<_> = state.listed(GOAL);
    backwards.reverse();
    backwards.sort_by(|a, b| (a.position(), a.id).cmp(&(b.position(), b.id)));
    assert_eq!(order, backwards.iter().map(|entry| entry.id).collect::<Vec<_>>());
}

#[test]
fn the_same_id_with_other_words_is_in_the_log_once_per_place_and_folds_the_same_everywhere() {
    // The server takes an id once. Should two ever be in a log, both words are kept under that id.
    let mut log = plan();
    let cloned =
        |text: &str| op(1, OWNER, BinderTab::Plan, entry_id(1), writes(GOAL, Field::Text, Value::text(text), &[]));
    log.push(cloned("ett"));
    log.push(cloned("två"));
    assert_eq!(words(&log.entry(entry_id(1)), Field::Text), ["ett", "två"]);
    log.text(OWNER, entry_id(1), GOAL, "tre", &[op_id(1)]);
    assert_eq!(words(&log.entry(entry_id(1)), Field::Text), ["tre"]);
}

#[test]
fn a_write_over_versions_nobody_knows_replaces_nothing() {
    let mut log = plan();
    log.text(OWNER, entry_id(1), GOAL, "ett", &[]);
    log.text(OWNER, entry_id(1), GOAL, "två", &[op_id(99), op_id(98), op_id(2)]);
    assert_eq!(words(&log.entry(entry_id(1)), Field::Text), ["ett", "två"]);
}

#[test]
fn answers_removals_and_notes_about_what_is_not_there_do_nothing() {
    let answer = |proposal| answers(proposal, Answer::Accept, &[]);
    for body in [answer(op_id(99)), removes(&[op_id(99)]), Body::Restore, evaluates("worked", "x")] {
        let mut log = plan();
        log.add(OWNER, entry_id(1), body.clone());
        assert!(log.fold().entries.is_empty(), "{}", body.kind());
    }
    let mut log = plan();
    log.text(OWNER, entry_id(1), GOAL, "ett", &[]);
    let elsewhere = log.add(ANNA, entry_id(2), proposes(GOAL, Field::Text, Value::text("Annas")));
    log.add(OWNER, entry_id(1), answer(elsewhere));
    assert_eq!(words(&log.entry(entry_id(1)), Field::Text), ["ett"], "an answer reaches its own entry only");
}

#[test]
fn entries_that_are_each_other_s_parents_are_still_all_there() {
    let mut log = plan();
    for (child, parent) in [(1, 2), (2, 1), (3, 3), (4, 99)] {
        log.add(OWNER, entry_id(child), writes(GOAL, Field::Parent, Value::Entry(entry_id(parent)), &[]));
    }
    assert_eq!(log.fold().listed(GOAL).len(), 4);
    read_everything(&log.fold(), NOW);
}

#[test]
fn a_log_repeated_or_late_folds_as_it_did() {
    let mut log = plan();
    let first = log.text(OWNER, entry_id(1), GOAL, "ett", &[]);
    log.add(OWNER, entry_id(1), removes(&[first]));
    log.add(OWNER, entry_id(1), Body::Restore);
    let mut state = log.fold();
    for late in log.ops.iter().rev().chain(&log.ops) {
        state.apply(late);
    }
    assert_eq!(state, log.fold());
    assert_eq!(state.entries[&entry_id(1)].presence, Presence::Present);
}

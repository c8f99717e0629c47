//! Design §2, "Removal": after 90 days what was removed is really gone, for every reader alike, and late words
//! are not lost with it.

use domain::body::Redact;
use domain::entry::Presence;
use domain::redaction::{emptied, is_due, restoring, telling};
use domain::rules::stands;
use domain::{Audience, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, SequencedOp, TabState, Value, fold};
use proptest::prelude::*;

use crate::decision::{decides, decides_that, wants};
use crate::support::{
    ANNA, Log, NOW, OWNER, SERVER, entry_id, evaluates, op, op_id, removes, unknown, words, writes,
};

const GOAL: EntryKind = EntryKind::Goal;
const TAB: BinderTab = BinderTab::Plan;

/// The log as it stands after the server has emptied an entry: every op of it, and one more for her devices.
fn redacted(log: &[SequencedOp], entry: EntryId) -> Vec<SequencedOp> {
    let mut after: Vec<SequencedOp> = log.to_vec();
    let about = |op: &Op| op.entry == entry || matches!(op.body, Body::Decision(_));
    for known in after.iter_mut().filter(|known| about(&known.op)) {
        known.op = emptied(&known.op, entry, SERVER, GOAL);
    }
    let telling = telling(op(1, SERVER, TAB, entry, Body::Redact(Redact { entry_kind: GOAL })), op_id(900), NOW);
    after.push(SequencedOp { seq: log.len() as u64 + 1, received_at: NOW, op: telling });
    after
}

/// What a device has that held the whole entry and is told.
fn told(log: &[SequencedOp], entry: EntryId) -> TabState {
    let mut state = fold(TAB, log);
    state.apply(redacted(log, entry).last().unwrap());
    state
}

fn removed_goal() -> Log {
    let mut log = Log::of(TAB);
    let first = log.text(OWNER, entry_id(1), GOAL, "hemligt", &[]);
    log.add(OWNER, entry_id(1), removes(&[first]));
    log
}

#[test]
fn nothing_she_wrote_is_left_in_the_log_or_in_what_is_folded_from_it() {
    let mut log = removed_goal();
    log.add(OWNER, entry_id(1), unknown("newer", r#"{"words":"hemligt"}"#));
    let after = redacted(&log.ops, entry_id(1));
    for text in [serde_json::to_string(&after).unwrap(), serde_json::to_string(&fold(TAB, &after)).unwrap()] {
        assert!(!text.contains("hemligt") && text.contains(&entry_id(1).to_string()));
    }
    let state = fold(TAB, &after);
    assert!(state.entries.is_empty() && state.deferred.is_empty());
    assert_eq!(state, told(&log.ops, entry_id(1)));
}

#[test]
fn nor_is_anything_left_in_what_was_decided() {
    let mut log = Log::of(TAB);
    log.add(OWNER, entry_id(2), wants("kvar"));
    let first = log.add(OWNER, entry_id(1), wants("hemligt"));
    let one = decides(&mut log, None, "");
    log.text(OWNER, entry_id(1), GOAL, "hemligt igen", &[first]);
    let stale = log.fold().to_decide();
    decides(&mut log, Some(one), "");
    let seen = log.fold().entries[&entry_id(1)].all_heads();
    log.add(OWNER, entry_id(1), removes(&seen));
    decides_that(&mut log, Some(one), "", stale);
    let after = redacted(&log.ops, entry_id(1));
    for text in [serde_json::to_string(&after).unwrap(), serde_json::to_string(&fold(TAB, &after)).unwrap()] {
        assert!(!text.contains("hemligt") && text.contains("kvar"));
    }
    assert_eq!(fold(TAB, &after), told(&log.ops, entry_id(1)));
}

#[test]
fn ids_and_who_may_read_stay() {
    let mut before = op(3, OWNER, TAB, entry_id(1), writes(GOAL, Field::Text, Value::text("hemligt"), &[]));
    before.audience = Audience::People { people: vec![ANNA.person] };
    let after = emptied(&before, entry_id(1), SERVER, GOAL);
    assert_eq!((after.id, after.entry, after.made_at), (before.id, before.entry, before.made_at));
    assert_eq!(after.audience, before.audience);
    assert!(stands(&after));
}

#[test]
fn only_the_server_empties() {
    for author in [OWNER, ANNA] {
        let mut log = removed_goal();
        log.add(author, entry_id(1), Body::Redact(Redact { entry_kind: GOAL }));
        assert!(log.fold().entries.contains_key(&entry_id(1)) && log.fold().redacted.is_empty());
    }
}

#[test]
fn it_is_due_by_when_the_server_heard_of_the_removal() {
    let mut log = removed_goal();
    // Her phone's clock is wrong, or it had no network: what counts is when it was heard.
    log.ops[1].op.made_at = NOW.plus_days(-400);
    log.ops[1].received_at = NOW;
    assert_eq!(is_due(&log.ops, entry_id(1), NOW.plus_minutes(-1)), None);
    assert_eq!(is_due(&log.ops, entry_id(1), NOW), Some(GOAL));
}

#[test]
fn what_was_taken_back_or_changed_unseen_is_never_due() {
    let (mut back, mut contested, there) = (removed_goal(), removed_goal(), entry_id(1));
    back.add(OWNER, there, Body::Restore);
    contested.text(OWNER, there, GOAL, "osett", &[op_id(1)]);
    assert!(matches!(contested.entry(there).presence, Presence::Contested { .. }));
    for log in [back, contested] {
        assert_eq!(is_due(&log.ops, there, NOW), None);
    }
    assert_eq!(is_due(&removed_goal().ops, entry_id(2), NOW), None);
}

#[test]
fn her_late_words_and_notes_begin_it_anew_and_somebody_elses_wait_for_her() {
    let gone = || {
        let mut log = removed_goal();
        log.ops = redacted(&log.ops, entry_id(1));
        log
    };
    let mut hers = gone();
    hers.text(OWNER, entry_id(1), GOAL, "sent", &[op_id(1)]);
    assert_eq!(words(&hers.entry(entry_id(1)), Field::Text), ["sent"]);
    let mut note = gone();
    note.add(OWNER, entry_id(1), evaluates("worked", "sent"));
    assert_eq!(note.entry(entry_id(1)).notes.len(), 1);
    let mut theirs = gone();
    theirs.text(ANNA, entry_id(1), GOAL, "sent", &[op_id(1)]);
    let entry = theirs.entry(entry_id(1));
    assert_eq!((entry.presence.clone(), entry.open_proposals().count()), (Presence::Suggested, 1));
    for nothing in [writes(GOAL, Field::Position, Value::text("b"), &[]), Body::Restore, removes(&[])] {
        let mut log = gone();
        log.add(OWNER, entry_id(1), nothing);
        assert!(log.fold().entries.is_empty());
    }
}

#[test]
fn what_is_taken_back_late_brings_its_words_along() {
    let log = removed_goal();
    let entry = log.entry(entry_id(1));
    let removed_at = log.ops[1].op.made_at;
    assert_eq!(restoring(&entry, removed_at.plus_days(59)), [Body::Restore]);
    let late = restoring(&entry, removed_at.plus_days(61));
    for before in [log.ops.clone(), redacted(&log.ops, entry_id(1))] {
        let mut log = Log { tab: TAB, ops: before };
        for body in late.clone() {
            log.add(OWNER, entry_id(1), body);
        }
        let entry = log.entry(entry_id(1));
        assert_eq!(
            (entry.presence.clone(), words(&entry, Field::Text)),
            (Presence::Present, vec!["hemligt".into()])
        );
    }
}

#[derive(Clone, Copy, Debug)]
enum Did {
    Wrote { by_anna: bool },
    Proposed,
    Noted,
    Removed,
    Restored,
    Moved,
    Newer,
}

fn did() -> impl Strategy<Value = (u64, Did)> {
    let what = prop_oneof![
        any::<bool>().prop_map(|by_anna| Did::Wrote { by_anna }),
        Just(Did::Proposed),
        Just(Did::Noted),
        Just(Did::Removed),
        Just(Did::Restored),
        Just(Did::Moved),
        Just(Did::Newer),
    ];
    (1..3_u64, what)
}

fn add(log: &mut Log, (entry, did): (u64, Did)) {
    let id = entry_id(entry);
    let seen: Vec<OpId> = log.fold().entries.get(&id).map(domain::Entry::all_heads).unwrap_or_default();
    let text = Value::text(format!("ord {}", log.ops.len()));
    let (author, body) = match did {
        Did::Wrote { by_anna } => (if by_anna { ANNA } else { OWNER }, writes(GOAL, Field::Text, text, &seen)),
        Did::Proposed => (ANNA, crate::support::proposes(GOAL, Field::Text, text)),
        Did::Noted => (OWNER, evaluates("worked", "anteckning")),
        Did::Removed => (OWNER, removes(&seen)),
        Did::Restored => (OWNER, Body::Restore),
        Did::Moved => (OWNER, writes(GOAL, Field::Position, Value::text("b"), &[])),
        Did::Newer => (OWNER, unknown("newer", "{}")),
    };
    log.add(author, id, body);
}

proptest! {
    #[test]
    fn a_device_that_is_told_and_one_that_starts_anew_hold_the_same(
        before in prop::collection::vec(did(), 1..12),
        after in prop::collection::vec(did(), 0..8),
    ) {
        let mut log = Log::of(TAB);
        for step in before {
            add(&mut log, step);
        }
        let mut told = told(&log.ops, entry_id(1));
        let mut anew = Log { tab: TAB, ops: redacted(&log.ops, entry_id(1)) };
        prop_assert!(!told.entries.contains_key(&entry_id(1)));
        let before = log.fold();
        prop_assert_eq!(told.entries.get(&entry_id(2)), before.entries.get(&entry_id(2)));
        for step in after {
            add(&mut anew, step);
            told.apply(anew.ops.last().unwrap());
        }
        let mut anew = anew.fold();
        // Somebody who holds nothing of the entry learns that it was there from the emptied ops alone.
        anew.redacted.insert(entry_id(1), GOAL);
        prop_assert_eq!(told, anew);
    }
}

//! Design §2, "A new reader": what a checkpoint leaves out, and that the rest folds on the same.

use domain::body::{AnswerProposal, Remove};
use domain::entry::Presence;
use domain::{
    Answer, Audience, BinderTab, Body, Checkpoint, EntryId, EntryKind, FOLD_VERSION, Field, Op, OpId, Seq,
    TabState, Value, brings_back_for_anybody,
};

use crate::support::{
    ANNA, Log, OWNER, entry_id, evaluates, op, op_id, proposes, removes, sequenced, unknown, words, writes,
};

const GOAL: EntryKind = EntryKind::Goal;

fn answers(proposal: OpId, answer: Answer) -> Body {
    Body::Answer(AnswerProposal { proposal, answer, over: [].into() })
}

/// Goal 1 rewritten once, goal 2 removed, goal 3 with a yes, a no and a waiting proposal.
fn lived_in() -> (Log, [OpId; 3]) {
    let mut log = Log::of(BinderTab::Plan);
    log.set(entry_id(1), GOAL, Field::Text, Value::text("kladd"));
    log.set(entry_id(1), GOAL, Field::Text, Value::text("mål ett"));
    let second = log.set(entry_id(2), GOAL, Field::Text, Value::text("borttaget"));
    log.add(OWNER, entry_id(2), unknown("decide", r#""hemligt""#));
    log.add(OWNER, entry_id(2), removes(&[second]));
    log.set(entry_id(3), GOAL, Field::Text, Value::text("mål tre"));
    let asked = ["ja", "nej", "vänta"]
        .map(|text| log.add(ANNA, entry_id(3), proposes(GOAL, Field::Text, Value::text(text))));
    log.add(OWNER, entry_id(3), answers(asked[0], Answer::Accept));
    log.add(OWNER, entry_id(3), answers(asked[1], Answer::Decline));
    log.add(OWNER, entry_id(1), unknown("decide", "{}"));
    (log, asked)
}

fn current(state: &TabState, id: EntryId) -> Option<Vec<String>> {
    state.entries.get(&id).filter(|entry| entry.is_shown()).map(|entry| words(entry, Field::Text))
}

#[test]
fn a_new_reader_gets_nothing_removed_replaced_or_declined() {
    let (log, asked) = lived_in();
    let state = log.fold().for_new_reader(Seq::MAX);
    let json = serde_json::to_string(&state).unwrap();
    for gone in ["kladd", "borttaget", "nej", "hemligt"] {
        assert!(!json.contains(gone), "{gone}");
    }
    assert_eq!(state.entries.keys().copied().collect::<Vec<_>>(), [entry_id(1), entry_id(3)]);
    let waiting: Vec<OpId> = state.entries[&entry_id(3)].proposals.iter().map(|p| p.stamp.op).collect();
    assert_eq!(waiting, [asked[2]]);
    assert_eq!(state.deferred.len(), 1, "what only a newer app can read is carried");
}

#[test]
fn a_new_reader_keeps_every_current_value_and_both_of_two_versions() {
    let (mut log, _) = lived_in();
    log.text(OWNER, entry_id(1), GOAL, "mål ett, andra telefonen", &[]);
    let (all, new) = (log.fold(), log.fold().for_new_reader(Seq::MAX));
    for id in [entry_id(1), entry_id(3)] {
        assert_eq!(current(&all, id), current(&new, id));
    }
    assert_eq!((new.head, new.tab), (all.head, all.tab));
}

#[test]
fn current_values_fold_on_the_same_from_a_checkpoint() {
    let (log, asked) = lived_in();
    let heads = |id| log.fold().entries[&id].heads(Field::Text);
    let rest = [
        (entry_id(1), writes(GOAL, Field::Text, Value::text("nytt"), &heads(entry_id(1)))),
        (entry_id(1), writes(GOAL, Field::Text, Value::text("osett"), &[])),
        (entry_id(3), answers(asked[2], Answer::Accept)),
        (entry_id(3), answers(asked[0], Answer::Accept)),
        (entry_id(3), removes(&heads(entry_id(3)))),
        (entry_id(4), writes(GOAL, Field::Text, Value::text("fyra"), &[])),
    ];
    let (mut all, mut new) = (log.fold(), log.fold().for_new_reader(Seq::MAX));
    for (seq, (entry, body)) in (all.head + 1..).zip(rest) {
        let op = op(seq, OWNER, BinderTab::Plan, entry, body);
        assert!(!all.brings_back(&op), "{:?}", op.body);
        all.apply(&sequenced(seq, op.clone()));
        new.apply(&sequenced(seq, op));
        for id in [1, 2, 3, 4].map(entry_id) {
            assert_eq!(current(&all, id), current(&new, id));
        }
    }
}

#[test]
fn what_a_new_reader_cannot_fold_on_from_is_told_beforehand() {
    let (log, asked) = lived_in();
    let state = log.fold();
    let table = [
        (entry_id(2), Body::Restore, true),
        (entry_id(2), writes(GOAL, Field::Text, Value::text("osett"), &[]), true),
        (entry_id(2), evaluates("worked", ""), true),
        (entry_id(2), proposes(GOAL, Field::Text, Value::text("x")), true),
        (entry_id(2), Body::Remove(Remove { over: Vec::new() }), false),
        (entry_id(3), answers(asked[1], Answer::Accept), true),
        (entry_id(3), answers(asked[1], Answer::Later), true),
        (entry_id(3), answers(asked[0], Answer::Decline), false),
        (entry_id(3), answers(asked[2], Answer::Accept), false),
        (entry_id(3), Body::Restore, false),
        (entry_id(9), Body::Restore, false),
    ];
    for (entry, body, expected) in table {
        let op = op(99, OWNER, BinderTab::Plan, entry, body);
        assert_eq!(state.brings_back(&op), expected, "{entry} {}", op.body.kind());
    }
}

#[test]
fn what_only_the_owner_wrote_does_not_hide_that_others_lack_the_entry() {
    let mut log = Log::of(BinderTab::Plan);
    let first = log.set(entry_id(1), GOAL, Field::Text, Value::text("mål"));
    log.add(OWNER, entry_id(1), removes(&[first]));
    let secret = op(3, OWNER, BinderTab::Plan, entry_id(1), writes(GOAL, Field::Text, Value::text("mitt"), &[]));
    log.push(Op { audience: Audience::Private, ..secret.clone() });
    let back = op(4, OWNER, BinderTab::Plan, entry_id(1), Body::Restore);
    assert!(!log.fold().brings_back(&back), "on her own screen it is there");
    assert!(brings_back_for_anybody(&log.ops, &back));
    assert!(!brings_back_for_anybody(&log.ops, &Op { audience: Audience::Private, ..back.clone() }));
    log.push(Op { id: op_id(5), audience: Audience::People { people: vec![ANNA.person] }, ..back.clone() });
    assert!(brings_back_for_anybody(&log.ops, &back), "Anna has it, and nobody else");
}

#[test]
fn a_contested_entry_reaches_a_new_reader() {
    let (mut log, _) = lived_in();
    log.text(OWNER, entry_id(2), GOAL, "tillbaka", &[]);
    let state = log.fold().for_new_reader(Seq::MAX);
    assert!(matches!(state.entries[&entry_id(2)].presence, Presence::Contested { .. }));
}

#[test]
fn a_checkpoint_survives_the_wire() {
    let (log, _) = lived_in();
    let checkpoint = Checkpoint { fold_version: FOLD_VERSION, state: log.fold() };
    let json = serde_json::to_string(&checkpoint).unwrap();
    assert_eq!(serde_json::from_str::<Checkpoint>(&json).unwrap(), checkpoint);
}

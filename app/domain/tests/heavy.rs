//! Long logs: far longer than any life in a pärm, to find a fold that would never end.

use std::time::{Duration, Instant};

use domain::body::AnswerProposal;
use domain::{Answer, BinderTab, Body, EntryKind, Field, SequencedOp, TabState, Value, fold};

use crate::support::{Log, OWNER, entry_id, op, op_id, proposes, unknown, writes};

const GOAL: EntryKind = EntryKind::Goal;

fn plan() -> Log {
    Log::of(BinderTab::Plan)
}

fn fold_takes(log: &[SequencedOp]) -> (TabState, Duration) {
    let begun = Instant::now();
    (fold(BinderTab::Plan, log), begun.elapsed())
}

/// Generous: this is to find a fold that would never end, not to measure (`make bench` does).
const NEVER_MORE_THAN: Duration = Duration::from_secs(10);

#[test]
fn ten_thousand_versions_of_one_field_are_folded_in_reasonable_time() {
    let goal = entry_id(1);
    let (mut unseen, mut replaced, mut one_by_one) = (plan(), plan(), plan());
    for n in 1..=10_000_u64 {
        let text = || Value::text(format!("version {n}"));
        unseen.push(op(n, OWNER, BinderTab::Plan, goal, writes(GOAL, Field::Text, text(), &[])));
        replaced.push(op(n, OWNER, BinderTab::Plan, goal, writes(GOAL, Field::Text, text(), &[op_id(n - 1)])));
        // The worst there is: nothing replaced is there, and every version has to be asked.
        one_by_one.push(op(n, OWNER, BinderTab::Plan, goal, writes(GOAL, Field::Text, text(), &[op_id(0)])));
    }
    let heads: Vec<_> = (1..=10_000).map(op_id).collect();
    unseen.push(op(10_001, OWNER, BinderTab::Plan, goal, writes(GOAL, Field::Text, Value::text("vald"), &heads)));
    for (name, log, current) in [("unseen", unseen, 1), ("replaced", replaced, 1), ("absent", one_by_one, 10_000)]
    {
        let (state, took) = fold_takes(&log.ops);
        println!("10,000 versions, {name}: {took:?}");
        let register = &state.entries[&goal].fields[&Field::Text];
        assert_eq!(register.current.len(), current, "{name}");
        assert_eq!(register.current.len() + register.past.len(), log.ops.len(), "{name}: every version is kept");
        assert!(took < NEVER_MORE_THAN, "{name}: {took:?}");
    }
}

#[test]
fn ten_thousand_unknown_ops_and_proposals_are_folded_in_reasonable_time() {
    let (mut deferred, mut proposals) = (plan(), plan());
    for n in 1..=10_000_u64 {
        let body =
            if n % 2 == 0 { unknown("decide", "{}") } else { writes(GOAL, Field::Text, Value::text("x"), &[]) };
        deferred.push(op(n, OWNER, BinderTab::Plan, entry_id(n), body));
        let answer = AnswerProposal { proposal: op_id(n - 1), answer: Answer::Accept, over: [].into() };
        let body = if n % 2 == 0 { Body::Answer(answer) } else { proposes(GOAL, Field::Text, Value::text("x")) };
        proposals.push(op(n, OWNER, BinderTab::Plan, entry_id(1), body));
    }
    for (name, log) in [("unknown", deferred), ("proposals", proposals)] {
        let (state, took) = fold_takes(&log.ops);
        println!("10,000 ops, {name}: {took:?}");
        assert_eq!(state.head, 10_000);
        assert!(took < NEVER_MORE_THAN, "{name}: {took:?}");
    }
}

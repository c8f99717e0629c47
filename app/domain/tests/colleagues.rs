//! R85: each coordinator tells her colleagues of each new decided version of the warning plan.

use std::collections::BTreeMap;

use domain::colleagues::{to_tell, told};
use domain::consent::Right;
use domain::decision::Decision;
use domain::rules::check;
use domain::{Author, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, Provenance, RefusalCode, Value};

use crate::rules::{NOTHING, anna};
use crate::support::{ANNA, BO, Log, NOW, entry_id, op, removes, writes};

fn decides(log: &mut Log, base: Option<OpId>) -> OpId {
    let decision = Decision {
        base,
        held_at: NOW,
        present: Vec::new(),
        alternatives: String::new(),
        chosen: String::new(),
        texts: BTreeMap::new(),
    };
    let n = log.ops.len() as u64 + 1;
    let made = op(n, ANNA, BinderTab::WarningPlan, entry_id(100 + n), Body::Decision(decision));
    log.push(Op { provenance: Provenance::Together { meeting: entry_id(n) }, ..made })
}

fn tells(log: &mut Log, n: u64, author: Author, version: OpId) {
    let of = Value::Entry(EntryId::of_decision(version));
    log.add(author, entry_id(n), writes(EntryKind::ColleaguesTold, Field::Parent, of, &[]));
}

#[test]
fn each_coordinator_has_it_left_to_do_after_each_new_version_until_she_ticks_it() {
    let mut log = Log::of(BinderTab::WarningPlan);
    assert!(to_tell(&log.fold(), ANNA.person).is_none(), "nothing is decided");
    let first = decides(&mut log, None);
    tells(&mut log, 1, ANNA, first);
    let plan = log.fold();
    assert!(to_tell(&plan, ANNA.person).is_none() && told(&plan, ANNA.person).is_some());
    assert_eq!(
        to_tell(&plan, BO.person).map(|version| version.stamp.op),
        Some(first),
        "Bo has colleagues of his own"
    );
    let second = decides(&mut log, Some(first));
    assert_eq!(to_tell(&log.fold(), ANNA.person).map(|version| version.stamp.op), Some(second));
}

#[test]
fn a_tick_that_is_taken_back_is_left_to_do_again() {
    let mut log = Log::of(BinderTab::WarningPlan);
    let version = decides(&mut log, None);
    tells(&mut log, 1, ANNA, version);
    let seen = log.entry(entry_id(1)).all_heads();
    log.add(ANNA, entry_id(1), removes(&seen));
    assert!(to_tell(&log.fold(), ANNA.person).is_some());
}

#[test]
fn staff_note_it_directly_and_it_is_no_part_of_what_is_decided() {
    let body = writes(EntryKind::ColleaguesTold, Field::Parent, Value::Entry(entry_id(9)), &[]);
    let notes = op(1, ANNA, BinderTab::WarningPlan, entry_id(1), body);
    assert_eq!(check(&notes, &anna(Right::Suggest), NOTHING), Ok(()));
    assert_eq!(check(&notes, &anna(Right::Read), NOTHING), Err(RefusalCode::NotCovered));
    let mut log = Log::of(BinderTab::WarningPlan);
    log.push(notes);
    assert!(log.fold().to_decide().is_empty());
}

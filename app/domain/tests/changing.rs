//! R120, R125: what changes is told ahead, by those who may; nobody is told of it by that alone.

use domain::consent::Right;
use domain::rules::check;
use domain::{Author, BinderTab, EntryKind, Field, RefusalCode, TabState, Timestamp, Value, changing};

use crate::rules::{NOTHING, anna, is, owner};
use crate::support::{ANNA, Log, NOW, OWNER, entry_id, op, writes};

fn notice(author: Author, cause: &str) -> domain::Op {
    let body = writes(EntryKind::ChangeNotice, Field::Cause, Value::choice(cause), &[]);
    op(1, author, BinderTab::Plan, entry_id(1), body)
}

/// Changes with words, from so many days on.
fn plan(days: &[i64]) -> TabState {
    let mut log = Log::of(BinderTab::Plan);
    for (n, day) in (1..).zip(days) {
        let at = Value::Instant(NOW.plus_days(*day));
        log.set(entry_id(n), EntryKind::ChangeNotice, Field::Text, Value::text("Boendestödet byter dag"));
        log.set(entry_id(n), EntryKind::ChangeNotice, Field::Starts, at);
    }
    log.fold()
}

fn days(found: Vec<&domain::Entry>) -> Vec<i32> {
    found.into_iter().map(|notice| NOW.days_until(changing::day(notice))).collect()
}

#[test]
fn what_comes_is_told_through_its_day_the_nearest_first_and_then_as_past() {
    let plan = plan(&[9, -1, 0, -30, 2]);
    assert_eq!(days(changing::coming(&plan, NOW)), [0, 2, 9]);
    assert_eq!(days(changing::past(&plan, NOW)), [-1, -30]);
    let late = Timestamp::from_local(2026, 5, 12, 23, 59).unwrap();
    assert_eq!(changing::coming(&plan, late).len(), 3);
}

#[test]
fn a_change_without_words_is_told_nobody() {
    let mut log = Log::of(BinderTab::Plan);
    log.set(entry_id(1), EntryKind::ChangeNotice, Field::Cause, Value::choice("hospital"));
    let plan = log.fold();
    assert_eq!((changing::coming(&plan, NOW).len(), changing::past(&plan, NOW).len()), (0, 0));
}

#[test]
fn a_coordinator_tells_of_it_directly_and_only_who_may_suggest_in_the_plan() {
    for cause in ["hospital", "support", "treatment", "other"] {
        assert_eq!(check(&notice(ANNA, cause), &anna(Right::Suggest), NOTHING), Ok(()));
        assert_eq!(check(&notice(OWNER, cause), &owner(), NOTHING), Ok(()));
    }
    assert_eq!(check(&notice(ANNA, "hospital"), &anna(Right::Read), NOTHING), Err(RefusalCode::NotCovered));
    assert_eq!(check(&notice(ANNA, "worse"), &anna(Right::Suggest), NOTHING), Err(RefusalCode::BadValue));
}

#[test]
fn who_has_been_told_is_noted_and_the_note_is_taken_back() {
    let mut log = Log::of(BinderTab::Plan);
    log.set(entry_id(1), EntryKind::ChangeNotice, Field::Text, Value::text("Ny medicin"));
    let told = log.set(entry_id(2), EntryKind::Informed, Field::Parent, Value::Entry(entry_id(1)));
    let elsewhere = changing::informed(&log.fold(), entry_id(3)).len();
    assert_eq!((changing::informed(&log.fold(), entry_id(1)).len(), elsewhere), (1, 0));
    let taken_back = crate::support::removes(&[told]);
    let of_anna = op(9, ANNA, BinderTab::Plan, entry_id(2), taken_back.clone());
    assert_eq!(check(&of_anna, &anna(Right::Suggest), is(EntryKind::Informed)), Ok(()));
    log.add(OWNER, entry_id(2), taken_back);
    assert!(changing::informed(&log.fold(), entry_id(1)).is_empty());
}

#[test]
fn it_is_no_part_of_what_a_meeting_decides() {
    let plan = plan(&[3]);
    assert!(plan.to_decide().is_empty());
}

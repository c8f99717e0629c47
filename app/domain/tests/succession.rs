//! R131: a last day that is said, and a colleague who takes over.

use domain::api::TabRight;
use domain::consent::{
    Agreed, Evidence, Grant, Period, Right, Succession, Withdraw, change_overs, in_force, live,
};
use domain::rules::check;
use domain::{
    Answer, Audience, Author, BinderTab, Body, EntryKind, OpId, RefusalCode, TEXT_MAX, TabState, Timestamp,
};

use crate::rules::{NOTHING, anna, grant, is, only, owner, starting, with};
use crate::support::{ANNA, BO, Log, NOW, OWNER, answers, entry_id, op};

const PLAN: BinderTab = BinderTab::Plan;
const SHARING: BinderTab = BinderTab::Sharing;

fn day(days: i64) -> Timestamp {
    NOW.plus_days(days)
}

/// Bo takes over the plan in ten days; Anna's last day is before the thirtieth.
fn bo_takes_over() -> Succession {
    let rights = vec![TabRight { tab: PLAN, right: Right::Suggest }];
    let (name, organization) = ("Bo Ek".to_owned(), "Kommunen".to_owned());
    Succession { person: BO.person, name, organization, from: day(10), until: day(30), rights }
}

fn lets_in(who: Author, period: Period, over: &[OpId]) -> Body {
    let right = Right::Suggest;
    Body::Grant(Grant { person: who.person, right, period, over: over.to_vec(), ..grant(Evidence::OnScreen) })
}

fn ends(who: Author, at: Timestamp) -> Body {
    Body::Withdraw(Withdraw { person: who.person, tab: PLAN, at: Some(at) })
}

/// Anna is let in, and suggests that Bo takes over.
fn suggested() -> (Log, OpId) {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), lets_in(ANNA, Period::ALWAYS, &[]));
    let op = log.add(ANNA, entry_id(2), Body::ProposeSuccession(bo_takes_over()));
    (log, op)
}

/// Her yes, as her phone makes it.
fn says_yes(log: &mut Log, suggestion: OpId) {
    let state = log.fold();
    let change = change_overs(&state, NOW).remove(0);
    for (n, body) in change.says.accepted(change.by.person, &state).into_iter().enumerate() {
        log.add(OWNER, entry_id(50 + n as u64), body);
    }
    log.add(OWNER, entry_id(2), answers(suggestion, Answer::Accept, &[]));
}

fn who_reads(state: &TabState, at: Timestamp) -> Vec<Author> {
    let reads = |who: &Author| in_force(state, at).iter().any(|one| one.grant.person == who.person);
    [ANNA, BO].into_iter().filter(reads).collect()
}

#[test]
fn what_holds_goes_on_to_the_day_that_was_said_and_no_longer() {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), lets_in(ANNA, Period::ALWAYS, &[]));
    log.add(OWNER, entry_id(1), ends(ANNA, day(30)));
    let state = log.fold();
    assert_eq!([day(29), day(30)].map(|at| who_reads(&state, at).len()), [1, 0]);
    assert_eq!(live(&state)[0].grant.period.until, Some(day(30)), "and it says so");
}

#[test]
fn the_earliest_of_several_days_counts_and_a_no_before_any() {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), lets_in(ANNA, Period { from: None, until: Some(day(20)) }, &[]));
    for days in [30, 10, 40] {
        log.add(OWNER, entry_id(1), ends(ANNA, day(days)));
    }
    assert_eq!(live(&log.fold())[0].grant.period.until, Some(day(10)));
    log.add(OWNER, entry_id(1), Body::Withdraw(Withdraw::now(ANNA.person, PLAN)));
    assert!(live(&log.fold()).is_empty());
}

#[test]
fn a_last_day_ends_a_sentence_that_had_not_seen_it_whichever_comes_first() {
    for day_first in [true, false] {
        let mut log = Log::of(SHARING);
        let mut steps = [ends(ANNA, day(30)), lets_in(ANNA, Period::ALWAYS, &[])];
        if !day_first {
            steps.reverse();
        }
        for (n, body) in steps.into_iter().enumerate() {
            log.add(OWNER, entry_id(n as u64), body);
        }
        assert_eq!(live(&log.fold())[0].grant.period.until, Some(day(30)), "day first: {day_first}");
    }
}

#[test]
fn a_sentence_that_has_seen_the_last_day_goes_on_after_it() {
    let mut log = Log::of(SHARING);
    let no = log.add(OWNER, entry_id(1), ends(ANNA, day(30)));
    log.add(OWNER, entry_id(2), lets_in(ANNA, Period::ALWAYS, &[no]));
    assert_eq!(live(&log.fold())[0].grant.period, Period::ALWAYS);
}

#[test]
fn a_sentence_that_would_begin_after_the_last_day_does_not_hold_at_all() {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), lets_in(ANNA, Period { from: Some(day(40)), until: None }, &[]));
    log.add(OWNER, entry_id(1), ends(ANNA, day(30)));
    assert!(live(&log.fold()).is_empty());
}

#[test]
fn a_suggested_change_opens_and_ends_nothing() {
    let (log, _) = suggested();
    let state = log.fold();
    assert_eq!(change_overs(&state, NOW).iter().map(|one| one.agreed).collect::<Vec<_>>(), [Agreed::Asked]);
    assert_eq!([day(0), day(15), day(31)].map(|at| who_reads(&state, at)), [[ANNA], [ANNA], [ANNA]]);
}

#[test]
fn after_her_yes_both_read_for_a_time_and_then_only_the_one_who_came() {
    let (mut log, suggestion) = suggested();
    says_yes(&mut log, suggestion);
    let state = log.fold();
    let reads = [day(0), day(9), day(10), day(29), day(30), day(400)].map(|at| who_reads(&state, at));
    assert_eq!(reads, [vec![ANNA], vec![ANNA], vec![ANNA, BO], vec![ANNA, BO], vec![BO], vec![BO]]);
    let goes_on = |at| change_overs(&state, at).iter().map(|one| one.agreed).collect::<Vec<_>>();
    assert_eq!((goes_on(day(29)), goes_on(day(30))), (vec![Agreed::Yes], vec![]));
}

#[test]
fn whoever_leaves_sees_her_yes_without_the_sentences_about_the_one_who_comes() {
    let (mut log, suggestion) = suggested();
    says_yes(&mut log, suggestion);
    log.ops.retain(|one| one.op.audience == only(ANNA) || one.op.audience == Audience::Tab);
    let state = log.fold();
    assert_eq!(change_overs(&state, NOW).iter().map(|one| one.agreed).collect::<Vec<_>>(), [Agreed::Yes]);
    assert_eq!(who_reads(&state, day(15)), [ANNA], "and nothing about Bo");
}

#[test]
fn her_no_to_the_one_who_was_to_come_ends_the_change_and_not_the_day() {
    let (mut log, suggestion) = suggested();
    says_yes(&mut log, suggestion);
    log.add(OWNER, entry_id(60), Body::Withdraw(Withdraw::now(BO.person, PLAN)));
    let state = log.fold();
    assert!(change_overs(&state, NOW).is_empty());
    assert_eq!([day(15), day(31)].map(|at| who_reads(&state, at)), [vec![ANNA], vec![]]);
}

#[test]
fn a_no_that_her_yes_had_not_seen_keeps_the_one_who_comes_out() {
    for no_first in [true, false] {
        let (mut log, _) = suggested();
        let yes = bo_takes_over().accepted(ANNA.person, &log.fold()).remove(0);
        let mut steps = [Body::Withdraw(Withdraw::now(BO.person, PLAN)), yes];
        if !no_first {
            steps.reverse();
        }
        for body in steps {
            log.add(OWNER, entry_id(70), body);
        }
        assert_eq!(who_reads(&log.fold(), day(15)), [ANNA], "no first: {no_first}");
    }
}

#[test]
fn later_and_no_and_a_new_suggestion_and_time_settle_what_is_asked() {
    let (mut log, first) = suggested();
    log.add(OWNER, entry_id(2), answers(first, Answer::Later, &[]));
    assert_eq!(change_overs(&log.fold(), NOW)[0].agreed, Agreed::Later);
    let again = Succession { until: day(60), ..bo_takes_over() };
    let second = log.add(ANNA, entry_id(3), Body::ProposeSuccession(again));
    let waits: Vec<OpId> = change_overs(&log.fold(), NOW).iter().map(|one| one.proposal).collect();
    assert_eq!(waits, [second], "the latest of hers counts");
    assert!(change_overs(&log.fold(), day(60)).is_empty(), "its time is up");
    log.add(OWNER, entry_id(3), answers(second, Answer::Decline, &[]));
    assert!(change_overs(&log.fold(), NOW).is_empty());
}

#[test]
fn who_has_been_told_no_has_nothing_to_hand_on() {
    let (mut log, _) = suggested();
    log.add(OWNER, entry_id(1), Body::Withdraw(Withdraw::now(ANNA.person, PLAN)));
    assert!(change_overs(&log.fold(), NOW).is_empty());
}

#[test]
fn what_the_one_who_comes_may_do_already_is_not_said_again() {
    let (mut log, _) = suggested();
    log.add(OWNER, entry_id(4), lets_in(BO, Period::ALWAYS, &[]));
    let said = bo_takes_over().accepted(ANNA.person, &log.fold());
    assert!(matches!(said.as_slice(), [Body::Withdraw(gone)] if gone.person == ANNA.person), "{said:?}");
}

#[test]
fn nobody_hands_on_more_than_she_has_or_says_what_cannot_be() {
    let asks = |says| with(ANNA, SHARING, only(ANNA), Body::ProposeSuccession(says));
    let good = bo_takes_over;
    let (read, suggest) = (anna(Right::Read), anna(Right::Suggest));
    let twice = [good().rights, good().rights].concat();
    let table = [
        (good(), &suggest, NOTHING, Ok(())),
        (good(), &read, NOTHING, Err(RefusalCode::NotCovered)),
        (good(), &starting(), NOTHING, Err(RefusalCode::NotCovered)),
        (good(), &suggest, is(EntryKind::Consent), Err(RefusalCode::BadValue)),
        (Succession { person: ANNA.person, ..good() }, &suggest, NOTHING, Err(RefusalCode::BadValue)),
        (Succession { until: day(10), ..good() }, &suggest, NOTHING, Err(RefusalCode::BadValue)),
        (Succession { rights: Vec::new(), ..good() }, &suggest, NOTHING, Err(RefusalCode::BadValue)),
        (Succession { rights: twice, ..good() }, &suggest, NOTHING, Err(RefusalCode::BadValue)),
        (Succession { name: "å".repeat(TEXT_MAX + 1), ..good() }, &suggest, NOTHING, Err(RefusalCode::TooLong)),
    ];
    for (says, access, around, expected) in table {
        assert_eq!(check(&asks(says.clone()), access, around), expected, "{says:?}");
    }
}

#[test]
fn it_is_between_her_and_whoever_leaves_and_she_never_suggests_it_herself() {
    let says = || Body::ProposeSuccession(bo_takes_over());
    for audience in [Audience::Tab, Audience::Private, only(BO)] {
        let told = with(ANNA, SHARING, audience, says());
        assert_eq!(check(&told, &anna(Right::Suggest), NOTHING), Err(RefusalCode::BadValue));
    }
    assert_eq!(check(&with(OWNER, SHARING, only(OWNER), says()), &owner(), NOTHING), Err(RefusalCode::BadValue));
}

#[test]
fn only_she_says_a_last_day() {
    let said = |author| op(1, author, SHARING, entry_id(1), ends(ANNA, day(30)));
    assert_eq!(check(&said(ANNA), &anna(Right::Suggest), NOTHING), Err(RefusalCode::OwnerOnly));
    assert_eq!(check(&said(OWNER), &owner(), NOTHING), Ok(()));
}

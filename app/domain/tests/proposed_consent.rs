//! Design §7: once a phone is paired, a sentence that staff write is a suggestion, and holds when she says so.

use domain::consent::{Evidence, Grant, Period, Right, Withdraw, live, proposed};
use domain::entry::Presence;
use domain::rules::check;
use domain::{Answer, Audience, Author, BinderTab, Body, EntryKind, Op, RefusalCode, TEXT_MAX};

use crate::rules::{NOTHING, anna, grant, is, only, owner, starting};
use crate::support::{ANNA, BO, Log, NOW, OWNER, answers, entry_id, op};

const PLAN: BinderTab = BinderTab::Plan;
const SHARING: BinderTab = BinderTab::Sharing;

fn asks_for(who: Author, over: &[domain::OpId]) -> Body {
    let grant = grant(Evidence::Spoken);
    Body::ProposeConsent(Grant { person: who.person, right: Right::Suggest, over: over.to_vec(), ..grant })
}

fn sharing() -> Log {
    Log::of(SHARING)
}

/// Her yes, as her phone makes it from what is on the screen.
fn says_yes(log: &mut Log) {
    let state = log.fold();
    let wanted = proposed(&state, NOW).remove(0);
    let yes = wanted.accepted(&state);
    log.add(OWNER, wanted.entry, Body::Grant(yes));
}

#[test]
fn what_staff_suggest_does_not_hold() {
    let mut log = sharing();
    let asked = log.add(ANNA, entry_id(1), asks_for(ANNA, &[]));
    let state = log.fold();
    assert!(live(&state).is_empty());
    assert_eq!(state.entries[&entry_id(1)].presence, Presence::Suggested);
    let [wanted] = proposed(&state, NOW).try_into().unwrap();
    assert_eq!((wanted.entry, wanted.proposal, wanted.by, wanted.later), (entry_id(1), asked, ANNA, false));
    assert_eq!((wanted.grant.person, wanted.grant.tab, wanted.grant.right), (ANNA.person, PLAN, Right::Suggest));
}

#[test]
fn her_yes_is_a_sentence_of_her_own() {
    let mut log = sharing();
    log.add(ANNA, entry_id(1), asks_for(ANNA, &[]));
    says_yes(&mut log);
    let state = log.fold();
    assert!(proposed(&state, NOW).is_empty());
    let [sentence] = live(&state).try_into().unwrap();
    assert!(sentence.confirmed);
    assert_eq!((sentence.entry, sentence.grant.evidence), (entry_id(1), Evidence::OnScreen));
    let entry = &state.entries[&entry_id(1)];
    assert_eq!((&entry.presence, entry.open_proposals().count()), (&Presence::Present, 0));
}

#[test]
fn a_no_holds_nothing_and_is_asked_no_more_and_later_is_asked_again() {
    let mut log = sharing();
    let asked = log.add(ANNA, entry_id(1), asks_for(ANNA, &[]));
    log.add(OWNER, entry_id(1), answers(asked, Answer::Later, &[]));
    assert!(proposed(&log.fold(), NOW)[0].later);
    log.add(OWNER, entry_id(1), answers(asked, Answer::Decline, &[]));
    assert!(proposed(&log.fold(), NOW).is_empty() && live(&log.fold()).is_empty());
}

#[test]
fn a_bare_yes_to_the_suggestion_opens_nothing() {
    // It cannot say which withdrawals she had seen; the sentence does.
    let mut log = sharing();
    let asked = log.add(ANNA, entry_id(1), asks_for(ANNA, &[]));
    log.add(OWNER, entry_id(1), answers(asked, Answer::Accept, &[]));
    assert!(live(&log.fold()).is_empty());
}

#[test]
fn a_suggestion_that_had_not_seen_her_no_is_answered_by_it() {
    for no_comes_first in [true, false] {
        let mut log = sharing();
        let no = Body::Withdraw(Withdraw::now(ANNA.person, PLAN));
        let mut steps = [(OWNER, entry_id(1), no), (ANNA, entry_id(2), asks_for(ANNA, &[]))];
        if !no_comes_first {
            steps.reverse();
        }
        for (author, entry, body) in steps {
            log.add(author, entry, body);
        }
        assert!(proposed(&log.fold(), NOW).is_empty(), "no first: {no_comes_first}");
    }
}

#[test]
fn staff_who_know_of_her_no_may_ask_anew() {
    let mut log = sharing();
    let no = log.add(OWNER, entry_id(1), Body::Withdraw(Withdraw::now(ANNA.person, PLAN)));
    log.add(ANNA, entry_id(2), asks_for(ANNA, &[no]));
    assert_eq!(proposed(&log.fold(), NOW).len(), 1);
    says_yes(&mut log);
    assert_eq!(live(&log.fold()).len(), 1);
}

#[test]
fn a_yes_on_one_phone_is_beaten_by_a_no_on_the_other_that_it_had_not_seen() {
    for no_comes_first in [true, false] {
        let mut log = sharing();
        log.add(ANNA, entry_id(1), asks_for(ANNA, &[]));
        let state = log.fold();
        let yes = Body::Grant(proposed(&state, NOW)[0].accepted(&state));
        let no = Body::Withdraw(Withdraw::now(ANNA.person, PLAN));
        let steps = if no_comes_first { [no, yes] } else { [yes, no] };
        for body in steps {
            log.add(OWNER, entry_id(1), body);
        }
        assert!(live(&log.fold()).is_empty(), "no first: {no_comes_first}");
        assert!(proposed(&log.fold(), NOW).is_empty(), "and nobody is asked again");
    }
}

#[test]
fn what_holds_already_is_not_asked() {
    let mut log = sharing();
    log.add(ANNA, entry_id(1), asks_for(ANNA, &[]));
    let hers = |right| Body::Grant(Grant { right, ..grant(Evidence::OnScreen) });
    log.add(OWNER, entry_id(2), hers(Right::Read));
    assert_eq!(proposed(&log.fold(), NOW).len(), 1, "less than was asked for");
    log.add(OWNER, entry_id(3), hers(Right::Suggest));
    assert!(proposed(&log.fold(), NOW).is_empty());
}

fn asked_by(author: Author, audience: Audience, body: Body) -> Op {
    Op { audience, ..op(1, author, SHARING, entry_id(1), body) }
}

#[test]
fn any_staff_who_reach_the_binder_may_suggest_and_only_she_hears_of_it() {
    let asks = |audience| asked_by(ANNA, audience, asks_for(BO, &[]));
    for access in [anna(Right::Read), anna(Right::Suggest), starting()] {
        assert_eq!(check(&asks(only(ANNA)), &access, NOTHING), Ok(()));
    }
    for audience in [Audience::Tab, Audience::Private, only(BO)] {
        assert_eq!(check(&asks(audience), &anna(Right::Suggest), NOTHING), Err(RefusalCode::BadValue));
    }
}

#[test]
fn a_suggestion_is_a_new_entry_with_evidence_and_no_longer_than_a_sentence() {
    let asks = |body| asked_by(ANNA, only(ANNA), body);
    let on_screen = Body::ProposeConsent(grant(Evidence::OnScreen));
    let long = Body::ProposeConsent(Grant { name: "å".repeat(TEXT_MAX + 1), ..grant(Evidence::Paper) });
    let table = [
        (asks(asks_for(ANNA, &[])), is(EntryKind::Consent), RefusalCode::BadValue),
        (asks(on_screen), NOTHING, RefusalCode::BadValue),
        (asks(long), NOTHING, RefusalCode::TooLong),
    ];
    for (op, around, code) in table {
        assert_eq!(check(&op, &anna(Right::Suggest), around), Err(code));
    }
    let hers = asked_by(OWNER, only(OWNER), asks_for(ANNA, &[]));
    assert_eq!(check(&hers, &owner(), NOTHING), Err(RefusalCode::BadValue), "she has no need to ask herself");
}

#[test]
fn she_answers_a_suggested_sentence_and_staff_never_do() {
    let no = answers(crate::support::op_id(9), Answer::Decline, &[]);
    let hers = asked_by(OWNER, only(ANNA), no.clone());
    assert_eq!(check(&hers, &owner(), is(EntryKind::Consent)), Ok(()));
    let theirs = asked_by(ANNA, only(ANNA), no);
    assert_eq!(check(&theirs, &anna(Right::Suggest), is(EntryKind::Consent)), Err(RefusalCode::OwnerOnly));
}

#[test]
fn an_app_that_does_not_know_suggested_sentences_lets_nobody_in_by_them() {
    let asked = op(1, ANNA, SHARING, entry_id(1), asks_for(ANNA, &[]));
    let mut json = serde_json::to_value(asked).unwrap();
    assert_eq!(json["kind"], "propose_consent");
    json["kind"] = "not_yet_known".into();
    let mut log = sharing();
    log.push(serde_json::from_value(json).unwrap());
    assert!(live(&log.fold()).is_empty() && log.fold().entries.is_empty());
}

#[test]
fn what_ends_sooner_than_what_is_asked_for_does_not_answer_it() {
    let grant_until = |evidence, until| Grant { period: Period { from: None, until }, ..grant(evidence) };
    for (hers, wanted, asked) in
        [(Some(5), None, 1), (Some(5), Some(6), 1), (Some(6), Some(5), 0), (None, Some(5), 0)]
    {
        let at = |days: Option<i64>| days.map(|days| NOW.plus_days(days));
        let mut log = Log::of(BinderTab::Sharing);
        log.add(OWNER, entry_id(1), Body::Grant(grant_until(Evidence::OnScreen, at(hers))));
        let mut ask = op(
            9,
            ANNA,
            BinderTab::Sharing,
            entry_id(2),
            Body::ProposeConsent(grant_until(Evidence::Spoken, at(wanted))),
        );
        ask.audience = Audience::People { people: vec![ANNA.person] };
        log.push(ask);
        assert_eq!(proposed(&log.fold(), NOW).len(), asked, "{hers:?} {wanted:?}");
        assert!(
            proposed(&log.fold(), NOW.plus_days(7)).len() <= usize::from(wanted.is_none()),
            "nothing that is over is asked"
        );
    }
}

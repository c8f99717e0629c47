//! R25–R31: sentences that hold, and who reaches a binder by them.

use domain::consent::{
    Access, Denied, Evidence, Grant, LiveConsent, Period, Right, Standing, Withdraw, decide, ends_soon, in_force,
    live, renewed, renewed_until, withdrawals,
};
use domain::{Author, BinderTab, Body, EntryId, OpId, Role, TabState, Timestamp};

use crate::support::{ANNA, BO, Log, NOW, OWNER, binder, entry_id, person};

const PLAN: BinderTab = BinderTab::Plan;

fn grants(who: Author, tab: BinderTab, over: &[OpId]) -> Body {
    says(Evidence::OnScreen, who, tab, over)
}

fn says(evidence: Evidence, who: Author, tab: BinderTab, over: &[OpId]) -> Body {
    Body::Grant(Grant {
        person: who.person,
        name: "Anna".to_owned(),
        organization: "Regionen".to_owned(),
        tab,
        right: Right::Suggest,
        evidence,
        period: Period::ALWAYS,
        over: over.to_vec(),
    })
}

fn withdraws(who: Author, tab: BinderTab) -> Body {
    Body::Withdraw(Withdraw::now(who.person, tab))
}

fn sharing() -> Log {
    Log::of(BinderTab::Sharing)
}

fn entries(state: &TabState) -> Vec<EntryId> {
    live(state).iter().map(|sentence| sentence.entry).collect()
}

#[test]
fn sentences_hold_in_the_order_they_were_given() {
    let mut log = sharing();
    log.add(OWNER, entry_id(9), grants(ANNA, PLAN, &[]));
    log.add(OWNER, entry_id(1), grants(BO, PLAN, &[]));
    assert_eq!(entries(&log.fold()), [entry_id(9), entry_id(1)]);
}

#[test]
fn a_withdrawn_sentence_no_longer_holds() {
    let mut log = sharing();
    log.add(OWNER, entry_id(1), grants(ANNA, PLAN, &[]));
    log.add(OWNER, entry_id(1), withdraws(ANNA, PLAN));
    assert!(entries(&log.fold()).is_empty());
}

#[test]
fn a_withdrawal_ends_every_sentence_about_that_person_and_tab_and_no_other() {
    let mut log = sharing();
    log.add(OWNER, entry_id(1), grants(ANNA, PLAN, &[]));
    log.add(OWNER, entry_id(2), grants(ANNA, PLAN, &[]));
    log.add(OWNER, entry_id(3), grants(ANNA, BinderTab::Contacts, &[]));
    log.add(OWNER, entry_id(4), grants(BO, PLAN, &[]));
    log.add(OWNER, entry_id(1), withdraws(ANNA, PLAN));
    assert_eq!(entries(&log.fold()), [entry_id(3), entry_id(4)]);
}

#[test]
fn a_withdrawal_beats_a_grant_that_had_not_seen_it_whichever_comes_first() {
    for withdrawal_first in [true, false] {
        let mut log = sharing();
        let mut steps = [(entry_id(1), withdraws(ANNA, PLAN)), (entry_id(2), grants(ANNA, PLAN, &[]))];
        if !withdrawal_first {
            steps.reverse();
        }
        for (entry, body) in steps {
            log.add(OWNER, entry, body);
        }
        assert!(entries(&log.fold()).is_empty(), "withdrawal first: {withdrawal_first}");
    }
}

#[test]
fn a_renewal_that_had_seen_the_withdrawal_holds() {
    let mut log = sharing();
    log.add(OWNER, entry_id(1), grants(ANNA, PLAN, &[]));
    let gone = log.add(OWNER, entry_id(1), withdraws(ANNA, PLAN));
    let seen = withdrawals(&log.fold(), ANNA.person, PLAN);
    assert_eq!(seen, [gone]);
    log.add(OWNER, entry_id(2), grants(ANNA, PLAN, &seen));
    assert_eq!(entries(&log.fold()), [entry_id(2)], "and the first sentence stays ended");
}

#[test]
fn a_renewal_that_had_seen_one_withdrawal_is_beaten_by_another() {
    let mut log = sharing();
    let first = log.add(OWNER, entry_id(1), withdraws(ANNA, PLAN));
    log.add(OWNER, entry_id(3), withdraws(ANNA, PLAN));
    log.add(OWNER, entry_id(2), grants(ANNA, PLAN, &[first]));
    assert!(entries(&log.fold()).is_empty());
}

#[test]
fn what_the_coordinator_wrote_down_is_confirmed_when_the_owner_says_so() {
    let mut log = sharing();
    log.add(ANNA, entry_id(1), says(Evidence::Paper, ANNA, PLAN, &[]));
    assert!(!live(&log.fold())[0].confirmed);
    log.add(OWNER, entry_id(1), Body::Confirm);
    assert!(live(&log.fold())[0].confirmed);
    log.add(OWNER, entry_id(2), grants(BO, PLAN, &[]));
    assert!(live(&log.fold())[1].confirmed, "her own sentence needs no confirmation");
}

#[test]
fn access_is_decided_by_standing_and_never_by_role_alone() {
    let read = LiveConsent { tab: PLAN, right: Right::Read, since: 0 };
    let staff =
        |consents: &[LiveConsent], starting| Standing::Practitioner { consents: consents.to_vec(), starting };
    let server = Author { person: person(9), role: Role::Server };
    let table = [
        (OWNER, Standing::Owner, true),
        (ANNA, Standing::Owner, false),
        (server, Standing::Owner, false),
        (ANNA, staff(&[read], false), true),
        (ANNA, staff(&[], true), true),
        (ANNA, staff(&[], false), false),
        (OWNER, staff(&[read], true), false),
        (server, staff(&[read], true), false),
    ];
    for (reader, standing, reaches) in table {
        let decided = decide(binder(), reader, standing.clone(), 3);
        assert_eq!(decided.is_ok(), reaches, "{reader:?} {standing:?}");
        match decided {
            Ok(access) => {
                assert_eq!((access.binder(), access.reader(), access.generation()), (binder(), reader, 3));
            }
            Err(denied) => assert_eq!(denied, Denied),
        }
    }
}

#[test]
fn the_owner_reaches_every_tab() {
    let access = decide(binder(), OWNER, Standing::Owner, 0).unwrap();
    assert_eq!(access.readable(), BinderTab::ALL);
    assert!(BinderTab::ALL.iter().all(|tab| access.right(*tab) == Some(Right::Suggest)));
    assert!(!access.starting());
}

#[test]
fn a_practitioner_reaches_what_is_named_and_the_sentences_about_herself() {
    let given = [
        LiveConsent { tab: PLAN, right: Right::Suggest, since: 0 },
        LiveConsent { tab: PLAN, right: Right::Read, since: 0 },
        LiveConsent { tab: BinderTab::Meetings, right: Right::Read, since: 0 },
    ];
    let standing = Standing::Practitioner { consents: given.to_vec(), starting: false };
    let access = decide(binder(), ANNA, standing, 0).unwrap();
    assert_eq!(access.readable(), [PLAN, BinderTab::Meetings, BinderTab::Sharing]);
    assert_eq!(access.right(PLAN), Some(Right::Suggest), "the widest of two sentences");
    assert_eq!(access.right(BinderTab::Sharing), Some(Right::Read));
    assert_eq!(access.right(BinderTab::Contacts), None);
}

#[test]
fn whoever_starts_a_binder_reads_nothing_but_the_sentences() {
    let standing = Standing::Practitioner { consents: Vec::new(), starting: true };
    let access = decide(binder(), ANNA, standing, 0).unwrap();
    assert!(access.starting());
    assert_eq!(access.readable(), [BinderTab::Sharing]);
}

#[test]
fn a_share_reaches_no_tab_and_a_job_writes_in_none() {
    let share = Access::for_share(binder(), person(9), 1);
    assert_eq!((share.readable(), share.reader().role), (Vec::new(), Role::Server));
    let job = Access::for_job(binder(), person(9), 1);
    assert!(BinderTab::ALL.iter().all(|tab| job.right(*tab) == Some(Right::Read)));
}

#[test]
fn a_sentence_is_in_force_in_its_period_and_stands_in_the_log_all_the_same() {
    let mut log = Log::of(BinderTab::Sharing);
    let period = Period { from: Some(NOW), until: Some(NOW.plus_days(30)) };
    let Body::Grant(given) = grants(ANNA, PLAN, &[]) else { panic!() };
    log.add(OWNER, entry_id(1), Body::Grant(Grant { period, ..given }));
    let state = log.fold();
    let n_at = |now| in_force(&state, now).len();
    assert_eq!([NOW.plus_minutes(-1), NOW, NOW.plus_days(30)].map(n_at), [0, 1, 0]);
    assert_eq!(live(&state).len(), 1);
}

#[test]
fn a_nay_said_before_a_period_begins_beats_it() {
    let mut log = Log::of(BinderTab::Sharing);
    let period = Period { from: Some(NOW.plus_days(1)), until: None };
    let Body::Grant(given) = grants(ANNA, PLAN, &[]) else { panic!() };
    log.add(OWNER, entry_id(1), Body::Grant(Grant { period, ..given.clone() }));
    log.add(OWNER, entry_id(1), Body::Withdraw(Withdraw::now(given.person, given.tab)));
    assert_eq!(in_force(&log.fold(), NOW.plus_days(2)).len(), 0);
}

/// Anna may suggest in the plan until a day.
fn holds_until(until: Timestamp) -> Log {
    let mut log = sharing();
    let Body::Grant(grant) = grants(ANNA, PLAN, &[]) else { unreachable!() };
    let period = Period { from: None, until: Some(until) };
    log.add(OWNER, entry_id(1), Body::Grant(Grant { period, ..grant }));
    log
}

fn untils(log: &Log) -> Vec<Option<Timestamp>> {
    live(&log.fold()).iter().map(|sentence| sentence.grant.period.until).collect()
}

#[test]
fn what_ends_within_four_months_is_asked_about_and_nothing_else() {
    for (until, asked) in [
        (Some(NOW.plus_days(-1)), false),
        (Some(NOW.plus_days(1)), true),
        (Some(NOW.plus_months(4)), true),
        (Some(NOW.plus_months(4).plus_minutes(1)), false),
        (None, false),
    ] {
        let Body::Grant(grant) = grants(ANNA, PLAN, &[]) else { unreachable!() };
        let grant = Grant { period: Period { from: None, until }, ..grant };
        assert_eq!(ends_soon(&grant, NOW), asked, "{until:?}");
    }
    let Body::Grant(grant) = grants(ANNA, PLAN, &[]) else { unreachable!() };
    let later = Period { from: Some(NOW.plus_days(1)), until: Some(NOW.plus_days(9)) };
    assert!(!ends_soon(&Grant { period: later, ..grant }, NOW), "it has not begun");
}

#[test]
fn a_renewed_sentence_says_the_same_a_year_further_on_to_the_end_of_the_day() {
    let log = holds_until(NOW.plus_days(30));
    let before = live(&log.fold())[0].grant.clone();
    let after = renewed(&before, &log.fold(), renewed_until(NOW));
    assert_eq!((after.right, after.tab, after.person), (before.right, before.tab, before.person));
    let last = after.period.until.unwrap();
    assert_eq!((last.local().hour, last.local().minute), (0, 0));
    assert!(last > NOW.plus_months(12) && last <= NOW.plus_months(12).plus_days(1));
}

#[test]
fn a_no_or_a_last_day_that_a_renewal_had_not_seen_beats_it_whichever_comes_first() {
    let day = NOW.plus_days(10);
    let last_day = Withdraw { at: Some(day), ..Withdraw::now(ANNA.person, PLAN) };
    for (gone, left) in [(Withdraw::now(ANNA.person, PLAN), vec![]), (last_day, vec![Some(day), Some(day)])] {
        for renewal_first in [true, false] {
            let mut log = holds_until(NOW.plus_days(30));
            // Made on a phone that had heard of nothing.
            let again = renewed(&live(&log.fold())[0].grant, &log.fold(), renewed_until(NOW));
            let mut steps = [(entry_id(2), Body::Grant(again)), (entry_id(1), Body::Withdraw(gone))];
            if !renewal_first {
                steps.reverse();
            }
            for (entry, body) in steps {
                log.add(OWNER, entry, body);
            }
            assert_eq!(untils(&log), left, "renewal first: {renewal_first}");
        }
    }
}

#[test]
fn a_renewal_in_time_lets_the_reader_keep_what_she_has_and_one_that_saw_the_no_begins_anew() {
    let mut log = holds_until(NOW.plus_days(30));
    let until = renewed_until(NOW);
    let again = renewed(&live(&log.fold())[0].grant, &log.fold(), until);
    log.add(OWNER, entry_id(2), Body::Grant(again.clone()));
    assert_eq!(untils(&log), [Some(NOW.plus_days(30)), Some(until)]);
    log.add(OWNER, entry_id(1), withdraws(ANNA, PLAN));
    assert!(untils(&log).is_empty());
    log.add(OWNER, entry_id(3), Body::Grant(renewed(&again, &log.fold(), until)));
    assert_eq!(untils(&log), [Some(until)], "she has seen her own no");
}

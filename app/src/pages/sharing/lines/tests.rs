//! Which sentences hold, and which have ended.

use domain::consent::{Evidence, Period, Withdraw};
use domain::{Audience, Author, Body, Op, OpId, Provenance, SequencedOp};
use uuid::Uuid;

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_521_600_000);
const ANNA: PersonId = PersonId::from_uuid(Uuid::from_u128(1));

fn grant(right: Right, over: Vec<OpId>) -> Body {
    let (name, organization) = ("Anna Berg".to_owned(), "Psykosvård Öster".to_owned());
    let evidence = Evidence::Spoken;
    Body::Grant(Grant {
        person: ANNA,
        name,
        organization,
        tab: BinderTab::Plan,
        right,
        evidence,
        period: Period::ALWAYS,
        over,
    })
}

fn withdraw() -> Body {
    Body::Withdraw(Withdraw::now(ANNA, BinderTab::Plan))
}

fn op(number: u8, role: Role, body: Body) -> Op {
    let author =
        Author { person: if role == Role::Owner { PersonId::from_uuid(Uuid::nil()) } else { ANNA }, role };
    Op {
        id: OpId::from_uuid(Uuid::from_u128(number.into())),
        tab: BinderTab::Sharing,
        entry: EntryId::from_uuid(Uuid::from_u128(number.into())),
        audience: Audience::People { people: vec![ANNA] },
        author,
        provenance: if role == Role::Owner { Provenance::Own } else { Provenance::Coordinator },
        made_at: Timestamp::from_millis(number.into()),
        act: None,
        body,
    }
}

fn folded(ops: impl IntoIterator<Item = Op>) -> TabState {
    let mut tab = TabState::empty(BinderTab::Sharing);
    for (op, seq) in ops.into_iter().zip(1..) {
        tab.apply(&SequencedOp { seq, received_at: op.made_at, op });
    }
    tab
}

#[test]
fn the_widest_sentence_about_a_tab_is_the_one_shown() {
    let tab = folded([
        op(1, Role::Coordinator, grant(Right::Read, Vec::new())),
        op(2, Role::Owner, grant(Right::Suggest, Vec::new())),
    ]);
    let lines = lines(&tab, NOW);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].grant.right, Right::Suggest);
    assert!(lines[0].unconfirmed.is_empty(), "she gave the widest herself");
}

#[test]
fn a_wider_one_with_a_last_day_says_what_goes_on_after_it() {
    let mut wider = grant(Right::Suggest, Vec::new());
    if let Body::Grant(grant) = &mut wider {
        grant.period = Period { from: None, until: Some(NOW.plus_days(30)) };
    }
    let tab = folded([op(1, Role::Coordinator, grant(Right::Read, Vec::new())), op(2, Role::Owner, wider)]);
    let then = |now| {
        let lines = lines(&tab, now);
        lines.into_iter().map(|line| (line.grant.right, line.then.map(|then| then.right))).collect::<Vec<_>>()
    };
    assert_eq!(then(NOW), [(Right::Suggest, Some(Right::Read))]);
    assert_eq!(then(NOW.plus_days(31)), [(Right::Read, None)]);
}

#[test]
fn a_no_that_waits_on_the_phone_has_ended_the_sentence_but_not_arrived() {
    let mut tab = folded([op(1, Role::Coordinator, grant(Right::Read, Vec::new()))]);
    assert_eq!(lines(&tab, NOW)[0].unconfirmed.len(), 1);
    tab.apply_unsent(&op(2, Role::Owner, withdraw()));
    assert!(lines(&tab, NOW).is_empty());
    assert_eq!(ended(&tab, NOW).iter().map(|ended| ended.arrived).collect::<Vec<_>>(), [false]);
}

#[test]
fn a_yes_that_has_seen_the_no_holds_again() {
    let no = op(2, Role::Owner, withdraw());
    let seen = vec![no.id];
    let tab = folded([
        op(1, Role::Coordinator, grant(Right::Suggest, Vec::new())),
        no,
        op(3, Role::Owner, grant(Right::Read, seen)),
    ]);
    assert_eq!(rights_of(&tab, ANNA, NOW)[2], Some(Right::Read));
    assert!(ended(&tab, NOW).is_empty());
}

#[test]
fn what_was_given_anew_after_a_nej_and_ran_out_has_ended_by_itself() {
    let until = Timestamp::from_millis(NOW.as_millis() - 1);
    let no = op(2, Role::Owner, withdraw());
    let mut again = grant(Right::Read, vec![no.id]);
    if let Body::Grant(grant) = &mut again {
        grant.period = Period { from: None, until: Some(until) };
    }
    let mut given = op(3, Role::Owner, again);
    given.made_at = Timestamp::from_millis(3);
    let tab = folded([op(1, Role::Coordinator, grant(Right::Suggest, Vec::new())), no, given]);
    assert!(lines(&tab, NOW).is_empty());
    let [ended] = ended(&tab, NOW).try_into().unwrap();
    assert_eq!((ended.by_itself, ended.at), (true, until));
}

//! Taking a pärm away is asked for by its owner or by the organisation, and by nobody in her place.

use domain::consent::{Access, LiveConsent, Right, Standing, decide};
use domain::erasure::{Erase, Erasing, Keep};
use domain::rules::{self, Circumstances, check};
use domain::{Audience, Author, BinderTab, Body, Op, OpId, RefusalCode, TabState};

use crate::support::{ANNA, OWNER, SERVER, binder, entry_id, op, op_id, sequenced};

const NOTHING: Circumstances = Circumstances { meeting_is_open: false, existing: None, may_be_told: false };

fn said(n: u64, author: Author, body: Body) -> Op {
    op(n, author, BinderTab::Sharing, entry_id(n), body)
}

fn hers() -> Body {
    Body::Erase(Erase::default())
}

fn lawful() -> Body {
    Body::Erase(Erase { reason: "Verksamheten upphör.".to_owned(), by: "Karin Ek".to_owned() })
}

fn keep(erase: OpId) -> Body {
    Body::Keep(Keep { erase })
}

/// The op by which what stands was asked for.
fn stands(log: &[(Author, Body)]) -> Option<OpId> {
    let mut tab = TabState::empty(BinderTab::Sharing);
    for (n, (author, body)) in (1..).zip(log) {
        tab.apply(&sequenced(n, said(n, *author, body.clone())));
    }
    tab.erasing.filter(Erasing::stands).map(|erasing| erasing.stamp.op)
}

#[test]
fn what_she_asked_for_stands_until_she_takes_it_back() {
    assert_eq!(stands(&[(OWNER, hers())]), Some(op_id(1)));
    assert_eq!(stands(&[(OWNER, hers()), (OWNER, hers())]), Some(op_id(1)), "the first stands");
    assert_eq!(stands(&[(OWNER, hers()), (OWNER, keep(op_id(1)))]), None);
    assert_eq!(stands(&[(OWNER, hers()), (SERVER, keep(op_id(1)))]), None, "or somebody does so for her");
}

#[test]
fn a_change_of_mind_from_a_phone_that_was_away_takes_back_only_what_it_had_seen() {
    let again = [(OWNER, hers()), (OWNER, keep(op_id(1))), (OWNER, hers()), (OWNER, keep(op_id(1)))];
    assert_eq!(stands(&again), Some(op_id(3)));
}

#[test]
fn a_lawful_erasure_is_not_hers_to_take_back() {
    assert_eq!(stands(&[(SERVER, lawful()), (OWNER, keep(op_id(1)))]), Some(op_id(1)));
    assert_eq!(stands(&[(SERVER, lawful()), (SERVER, keep(op_id(1)))]), None);
}

#[test]
fn an_op_that_may_not_be_is_passed_over_by_everybody() {
    let no_reason = Body::Erase(Erase { reason: " ".to_owned(), by: "Karin Ek".to_owned() });
    for (author, body) in
        [(ANNA, hers()), (ANNA, lawful()), (OWNER, lawful()), (SERVER, hers()), (SERVER, no_reason)]
    {
        assert_eq!(stands(&[(author, body.clone())]), None, "{author:?} {body:?}");
    }
    assert_eq!(stands(&[(OWNER, hers()), (ANNA, keep(op_id(1)))]), Some(op_id(1)));
    let mut elsewhere = said(1, OWNER, hers());
    elsewhere.tab = BinderTab::Plan;
    let mut told = said(1, OWNER, hers());
    told.audience = Audience::Tab;
    assert!(!rules::stands(&elsewhere) && !rules::stands(&told), "in Samtycke, and for her devices alone");
}

#[test]
fn before_the_log_it_is_the_owners_alone() {
    let consents = BinderTab::ALL.map(|tab| LiveConsent { tab, right: Right::Suggest, since: 0 }).to_vec();
    let anna = Standing::Practitioner { consents, starting: true };
    let access = |author, standing| -> Access { decide(binder(), author, standing, 1).unwrap() };
    for body in [hers(), keep(op_id(7))] {
        let judged = |author, standing| check(&said(1, author, body.clone()), &access(author, standing), NOTHING);
        assert_eq!(judged(OWNER, Standing::Owner), Ok(()));
        assert_eq!(judged(ANNA, anna.clone()), Err(RefusalCode::OwnerOnly));
    }
    let reasoned = check(&said(1, OWNER, lawful()), &access(OWNER, Standing::Owner), NOTHING);
    assert_eq!(reasoned, Err(RefusalCode::BadValue), "nobody asks her why");
}

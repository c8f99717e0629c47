//! The rules of a round, one by one.

use domain::api::{Accepted, Refused, SyncResponse};
use domain::{Audience, Author, Body, EntryId, PersonId, Provenance, Role, TabState};
use uuid::Uuid;

use super::*;
use crate::store::{BinderRow, Waiting};

const TAB: BinderTab = BinderTab::Contacts;

fn id(n: u128) -> OpId {
    OpId::from_uuid(Uuid::from_u128(n))
}

fn op(n: u128) -> Op {
    Op {
        id: id(n),
        tab: TAB,
        entry: EntryId::from_uuid(Uuid::from_u128(n)),
        audience: Audience::Tab,
        author: Author { person: PersonId::from_uuid(Uuid::from_u128(1)), role: Role::Owner },
        provenance: Provenance::Own,
        made_at: at(),
        act: None,
        body: Body::Restore,
    }
}

fn at() -> Timestamp {
    Timestamp::from_millis(1)
}

fn binder() -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(9))
}

fn outbox(ops: impl IntoIterator<Item = u128>) -> Outbox {
    let waiting = ops.into_iter().map(|n| Waiting { op: op(n), bytes: 1_000 }).collect();
    let row = BinderRow { cursor: 4, generation: 2, ..BinderRow::default() };
    Outbox { me: None, row, waiting, again: Vec::new(), opened: Vec::new(), start: None }
}

fn ask(outbox: &Outbox, most: usize) -> SyncRequest {
    request(ReplicaId::from_uuid(Uuid::from_u128(7)), outbox, most)
}

fn take(outbox: &Outbox, response: SyncResponse) -> Outcome {
    answer(binder(), outbox, &ask(outbox, BATCH), response, at())
}

fn sequenced(seq: Seq, n: u128) -> SequencedOp {
    SequencedOp { seq, received_at: at(), op: op(n) }
}

fn accepted(seq: Seq, n: u128) -> Accepted {
    Accepted { id: id(n), seq }
}

fn seqs(outcome: &Outcome) -> Vec<Seq> {
    outcome.log.iter().map(|op| op.seq).collect()
}

fn refused(code: RefusalCode, class: RefusalClass) -> SyncResponse {
    SyncResponse { refused: vec![Refused { id: id(1), code, class }], cursor: 4, ..SyncResponse::default() }
}

#[test]
fn a_request_says_where_the_copy_stands_and_brings_what_waits_in_order() {
    let request = ask(&outbox([3, 1, 2]), 2);
    assert_eq!((request.after, request.generation), (4, 2));
    assert_eq!(request.ops.iter().map(|op| op.id).collect::<Vec<_>>(), [id(3), id(1)]);
}

#[test]
fn a_request_is_no_larger_than_the_server_takes_and_never_empty_for_that() {
    let mut many = outbox(0..200);
    assert_eq!(ask(&many, BATCH).ops.len(), 200);
    many.waiting.iter_mut().for_each(|waiting| waiting.bytes = BATCH_BYTES);
    assert_eq!(ask(&many, BATCH).ops.len(), 1);
}

#[test]
fn a_copy_that_another_fold_made_is_fetched_anew() {
    let mut old = outbox([1]);
    old.row.fold_version = FOLD_VERSION + 1;
    let request = ask(&old, BATCH);
    assert_eq!((request.after, request.generation), (0, 0));
    assert_eq!(take(&old, SyncResponse::default()).expects, Point { cursor: 4, generation: 2 });
}

/// The copy stands at 4; own ops 21 and 22 in its log, at 2 and 3, are to be offered again.
fn noticed() -> Outbox {
    let mut outbox = outbox([1]);
    outbox.row.rewound = Some(0);
    let again = [(2, 21), (3, 22)].map(|(seq, n)| (seq, Waiting { op: op(n), bytes: 1_000 }));
    outbox.again = again.to_vec();
    outbox
}

#[test]
fn a_server_behind_the_copy_or_on_another_line_is_noticed_and_nothing_else_is_taken() {
    let behind = SyncResponse { cursor: 3, ..SyncResponse::default() };
    let other = SyncResponse { cursor: 9, lineage: 5, ..SyncResponse::default() };
    for response in [behind, other] {
        let response = SyncResponse { accepted: vec![accepted(3, 1)], ops: vec![sequenced(3, 20)], ..response };
        let outcome = take(&outbox([1]), response);
        assert_eq!((outcome.rewind, outcome.point, outcome.goes_on()), (Rewind::Noticed, outcome.expects, true));
        assert!(outcome.log.is_empty() && outcome.settled.is_empty());
    }
    let mut same = outbox([1]);
    same.row.lineage = 5;
    let response = SyncResponse { cursor: 9, lineage: 5, ..SyncResponse::default() };
    assert_eq!(take(&same, response).rewind, Rewind::Not);
}

#[test]
fn own_ops_are_offered_before_anything_that_waits_and_then_all_is_fetched_anew() {
    let mut outbox = noticed();
    let request = ask(&outbox, BATCH);
    assert_eq!((request.after, request.ops.iter().map(|op| op.id).collect::<Vec<_>>()), (4, vec![id(21), id(22)]));
    let outcome = take(
        &outbox,
        SyncResponse { accepted: vec![accepted(2, 21), accepted(9, 22)], ..SyncResponse::default() },
    );
    assert_eq!((outcome.rewind, outcome.point, outcome.goes_on()), (Rewind::Offered(3), outcome.expects, true));
    outbox.again.clear();
    let request = ask(&outbox, BATCH);
    assert_eq!((request.after, request.generation, request.ops.len()), (0, 0, 1));
    let outcome = take(&outbox, SyncResponse { cursor: 9, lineage: 5, ..SyncResponse::default() });
    assert_eq!((outcome.rewind, outcome.lineage, outcome.point.cursor), (Rewind::Over, Some(5), 9));
}

#[test]
fn an_own_op_that_is_refused_now_is_listed_and_one_that_cannot_be_taken_now_is_offered_later() {
    let no = |n, code: RefusalCode| Refused { id: id(n), code, class: code.class() };
    let refused = vec![no(21, RefusalCode::BadValue)];
    let outcome = take(&noticed(), SyncResponse { refused, ..SyncResponse::default() });
    assert_eq!(
        (outcome.rewind, outcome.refused.len(), outcome.refused[0].mendable),
        (Rewind::Offered(3), 1, false)
    );
    for code in [RefusalCode::TryAgain, RefusalCode::WrongAuthor] {
        let outcome = take(&noticed(), SyncResponse { refused: vec![no(22, code)], ..SyncResponse::default() });
        assert_eq!((outcome.rewind, outcome.pause, outcome.goes_on()), (Rewind::Offered(2), true, false));
        assert!(outcome.refused.is_empty());
    }
    let outcome = pass_over(binder(), &noticed(), at()).unwrap();
    assert_eq!((outcome.rewind, outcome.refused[0].op.id), (Rewind::Offered(2), id(21)));
}

#[test]
fn own_and_others_ops_enter_the_log_in_the_servers_order() {
    let response = SyncResponse {
        accepted: vec![accepted(7, 1), accepted(5, 2)],
        ops: vec![sequenced(8, 20), sequenced(6, 21)],
        cursor: 8,
        ..SyncResponse::default()
    };
    let outcome = take(&outbox([1, 2]), response);
    assert_eq!(seqs(&outcome), [5, 6, 7, 8]);
    assert!(outcome.settled.contains(&id(1)) && outcome.settled.contains(&id(2)));
}

#[test]
fn an_own_op_ahead_of_what_came_waits_until_the_rest_has_come() {
    let response = SyncResponse {
        accepted: vec![accepted(9, 1)],
        ops: vec![sequenced(5, 20)],
        cursor: 5,
        more: true,
        ..SyncResponse::default()
    };
    let outcome = take(&outbox([1]), response);
    assert_eq!(seqs(&outcome), [5]);
    assert!(!outcome.settled.contains(&id(1)));
}

#[test]
fn what_a_checkpoint_has_does_not_enter_the_log_beside_it() {
    let state = TabState { head: 6, ..TabState::empty(TAB) };
    let response = SyncResponse {
        accepted: vec![accepted(6, 1), accepted(7, 2)],
        checkpoints: vec![Checkpoint { fold_version: FOLD_VERSION, state }],
        reset: vec![TAB],
        cursor: 7,
        ..SyncResponse::default()
    };
    let outcome = take(&outbox([1, 2]), response);
    assert_eq!((seqs(&outcome), outcome.settled.len()), (vec![7], 2));
}

#[test]
fn an_own_op_in_a_tab_that_is_closed_leaves_the_queue_and_is_not_kept() {
    let response =
        SyncResponse { accepted: vec![accepted(5, 1)], reset: vec![TAB], cursor: 5, ..SyncResponse::default() };
    let outcome = take(&outbox([1]), response);
    assert_eq!((seqs(&outcome), outcome.settled.len()), (vec![], 1));
}

#[test]
fn each_class_of_refusal_does_what_it_says() {
    let retry = take(&outbox([1]), refused(RefusalCode::TryAgain, RefusalClass::Retry));
    assert!(retry.pause && retry.refused.is_empty() && retry.settled.is_empty());
    let mend = take(&outbox([1]), refused(RefusalCode::TooLong, RefusalClass::Mend));
    assert!(!mend.pause && mend.refused[0].mendable && mend.settled.is_empty());
    let last = take(&outbox([1]), refused(RefusalCode::BadValue, RefusalClass::Final));
    assert!(!last.refused[0].mendable && last.settled.contains(&id(1)) && !last.stands(id(1)));
}

#[test]
fn being_taken_for_somebody_else_never_costs_an_op() {
    let outcome = take(&outbox([1]), refused(RefusalCode::WrongAuthor, RefusalClass::Final));
    assert!(outcome.mistaken && outcome.settled.is_empty() && outcome.refused[0].mendable);
}

#[test]
fn a_refusal_of_something_we_did_not_send_is_nothing() {
    let outcome = take(&outbox([2]), refused(RefusalCode::BadValue, RefusalClass::Final));
    assert!(outcome.refused.is_empty() && outcome.settled.is_empty());
}

#[test]
fn a_live_op_is_taken_only_if_it_follows_directly() {
    let stands = Point { cursor: 4, generation: 2 };
    assert_eq!(told(binder(), stands, sequenced(6, 1), at()), None);
    assert_eq!(told(binder(), stands, sequenced(4, 1), at()), None);
    let outcome = told(binder(), stands, sequenced(5, 1), at()).unwrap();
    assert_eq!((outcome.expects, outcome.point.cursor, seqs(&outcome)), (stands, 5, vec![5]));
    assert!(outcome.settled.contains(&id(1)));
}

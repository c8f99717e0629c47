//! What waits, what was refused, what is begun.

use domain::api::{BinderCard, OpenedTab, RefusalClass, RefusalCode, SyncResponse, TabRight};
use domain::body::{FieldWrite, Propose};
use domain::consent::Right;
use domain::rating::{Marks, Occasion, Rate};
use domain::{BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, ReplicaId, Value};
use replica::{LocalStore, RatingDraft, StoreError, UnsentProposal};
use uuid::Uuid;

use super::{ANNA, BO, answer, at, binder, card, me, names, of_bo, op, refused, take, waiting};

pub(crate) async fn nobody_can_write_in_a_store_that_is_nobodys(store: LocalStore) {
    let result = store.append(binder(), |_| vec![op(1, 1, "Johan", BO)]).await;
    assert_eq!(result, Err(StoreError::Gone));
    assert_eq!(store.count_waiting().await.unwrap(), 0);
}

pub(crate) async fn what_is_committed_waits_in_the_order_it_was_made(store: LocalStore) {
    of_bo(&store).await;
    // Ids that are not in order: a clock that was set back.
    store.append(binder(), |_| vec![op(30, 1, "Johan", BO), op(20, 2, "Eva", BO)]).await.unwrap();
    store.append(binder(), |_| vec![op(10, 3, "Ali", BO)]).await.unwrap();
    // One that another person wrote is never sent under this name.
    store.append(binder(), |_| vec![op(40, 4, "Kim", ANNA)]).await.unwrap();
    assert_eq!(waiting(&store).await, [30, 20, 10]);
    assert_eq!(store.count_waiting().await.unwrap(), 4);
    assert_eq!(names(&store).await, ["Johan", "Eva", "Ali", "Kim"]);
}

pub(crate) async fn a_retry_keeps_its_place_a_mend_is_listed_and_a_final_leaves(store: LocalStore) {
    of_bo(&store).await;
    let ops = vec![op(1, 1, "Johan", BO), op(2, 2, "Eva", BO), op(3, 3, "Ali", BO)];
    store.append(binder(), |_| ops).await.unwrap();
    let no = vec![
        refused(1, RefusalCode::TryAgain, RefusalClass::Retry),
        refused(2, RefusalCode::TooLong, RefusalClass::Mend),
        refused(3, RefusalCode::BadValue, RefusalClass::Final),
    ];
    take(&store, SyncResponse { refused: no, ..answer(0) }).await;
    assert_eq!(waiting(&store).await, [1]);
    assert_eq!(store.count_waiting().await.unwrap(), 1);
    let listed = store.refused(Some(binder()), at(100)).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|row| (row.op.id.as_uuid().as_u128(), row.mendable)).collect();
    assert_eq!(listed, [(3, false), (2, true)]);
    // What can be mended is still on the screen; what cannot is not.
    assert_eq!(names(&store).await, ["Johan", "Eva"]);
    // After 14 days the words can no longer be copied, and are not kept beyond the next opening.
    let later = at(100).plus_days(15);
    assert_eq!(store.refused(Some(binder()), later).await.unwrap().len(), 1);
    store.opening(ReplicaId::from_uuid(Uuid::from_u128(7)), later).await.unwrap();
    assert_eq!(store.refused(None, at(100)).await.unwrap().len(), 1);
}

pub(crate) async fn what_is_forgotten_leaves_the_queue_and_frees_what_shared_its_refusal(store: LocalStore) {
    of_bo(&store).await;
    store.append(binder(), |_| vec![op(1, 1, "Johan", BO), op(2, 1, "Johan A", BO)]).await.unwrap();
    let no = vec![
        refused(1, RefusalCode::TooLong, RefusalClass::Mend),
        refused(2, RefusalCode::AfterRefused, RefusalClass::Mend),
    ];
    take(&store, SyncResponse { refused: no, ..answer(0) }).await;
    assert!(waiting(&store).await.is_empty());
    let gone = OpId::from_uuid(Uuid::from_u128(1));
    let of = store.forget_refused(gone).await.unwrap();
    assert_eq!(of, Some((binder(), BinderTab::Contacts)));
    assert_eq!(waiting(&store).await, [2]);
    assert!(store.refused(Some(binder()), at(100)).await.unwrap().is_empty());
    assert_eq!(store.forget_refused(gone).await.unwrap(), None);
}

pub(crate) async fn a_rating_draft_is_kept_until_the_rating_is_saved(store: LocalStore) {
    of_bo(&store).await;
    let draft = RatingDraft {
        entry: EntryId::from_uuid(Uuid::from_u128(1)),
        occasion: Occasion::First,
        marks: [Some(31), None, None, None],
        step: 1,
        supported: false,
        replaces: None,
        begun_at: at(5),
    };
    store.set_rating_draft(binder(), Some(&draft)).await.unwrap();
    assert_eq!(store.rating_draft(binder()).await.unwrap(), Some(draft));
    let rate = Rate {
        marks: Marks::try_from([31, 40, 26, 52]).unwrap(),
        occasion: Occasion::First,
        supported: false,
        replaces: None,
    };
    let rating = Op { tab: BinderTab::Ratings, body: Body::Rate(rate), ..op(1, 1, "", BO) };
    store.append(binder(), |_| vec![rating]).await.unwrap();
    assert_eq!(store.rating_draft(binder()).await.unwrap(), None);
}

pub(crate) async fn openings_are_told_once(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    let opened = OpenedTab { tab: BinderTab::Plan, at: at(3) };
    store.note_opened(binder(), opened).await.unwrap();
    assert_eq!(store.outbox(binder()).await.unwrap().opened, [opened]);
    take(&store, answer(1)).await;
    assert!(store.outbox(binder()).await.unwrap().opened.is_empty());
}

/// What Anna has changed in one contact and not sent.
pub(super) fn unsent(name: &str) -> UnsentProposal {
    let field = FieldWrite { over: Vec::new(), value: Value::text(name) };
    let entry = EntryId::from_uuid(Uuid::from_u128(1));
    UnsentProposal { entry, kind: EntryKind::Contact, fields: [(Field::Name, field)].into(), urgent: true }
}

fn proposed(name: &str) -> Op {
    let UnsentProposal { kind, fields, .. } = unsent(name);
    let body = Body::Propose(Propose { entry_kind: kind, fields, remove: false, urgent: false });
    Op { body, ..op(1, 1, "", ANNA) }
}

pub(crate) async fn an_unsent_proposal_is_kept_under_its_writer_until_it_is_sent(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    store.keep_unsent_proposal(binder(), &unsent("Ev")).await.unwrap();
    store.keep_unsent_proposal(binder(), &unsent("Eva")).await.unwrap();
    of_bo(&store).await;
    assert!(store.unsent_proposals().await.unwrap().is_empty(), "another person's words are not shown");
    store.adopt(&me(ANNA), false).await.unwrap();
    assert_eq!(store.unsent_proposals().await.unwrap(), [(binder(), unsent("Eva"))]);
    store.append(binder(), |_| vec![proposed("Eva")]).await.unwrap();
    assert!(store.unsent_proposals().await.unwrap().is_empty());
}

pub(crate) async fn an_unsent_proposal_without_changes_is_forgotten(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    store.keep_unsent_proposal(binder(), &unsent("Eva")).await.unwrap();
    let nothing = UnsentProposal { fields: std::collections::BTreeMap::new(), ..unsent("") };
    store.keep_unsent_proposal(binder(), &nothing).await.unwrap();
    assert!(store.unsent_proposals().await.unwrap().is_empty());
}

pub(crate) async fn an_unsent_proposal_goes_with_the_right_to_suggest(store: LocalStore) {
    let may = |tab| BinderCard { rights: vec![TabRight { tab, right: Right::Suggest }], ..card() };
    store.adopt(&me(ANNA), false).await.unwrap();
    store.keep_unsent_proposal(binder(), &unsent("Eva")).await.unwrap();
    take(&store, SyncResponse { binder: Some(may(BinderTab::Contacts)), ..answer(1) }).await;
    assert_eq!(store.unsent_proposals().await.unwrap().len(), 1);
    take(&store, SyncResponse { binder: Some(may(BinderTab::Plan)), ..answer(2) }).await;
    assert!(store.unsent_proposals().await.unwrap().is_empty());

    store.keep_unsent_proposal(binder(), &unsent("Eva")).await.unwrap();
    store.leave(binder(), at(50)).await.unwrap();
    store.adopt(&me(ANNA), false).await.unwrap();
    assert!(store.unsent_proposals().await.unwrap().is_empty());
}

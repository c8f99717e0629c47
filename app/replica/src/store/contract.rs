//! What every store must do, written once and stamped on each: on memory in `tests/memory.rs`, on
//! IndexedDB in a headless browser in `tests/indexed_db.rs`. Part of those two, not of the library.

use domain::api::{
    Accepted, BinderCard, Me, OpenedTab, PractitionerCard, Reached, RefusalClass, RefusalCode,
    Refused, StartBinderRequest, SyncResponse,
};
use domain::body::{FieldWrite, Write};
use domain::rating::{Marks, Occasion, Rate};
use domain::{
    Audience, Author, BinderId, BinderTab, Body, Checkpoint, EntryId, EntryKind, FOLD_VERSION,
    Field, Op, OpId, OrganizationId, PersonId, Provenance, ReplicaId, Role, Seq, SequencedOp,
    TabState, Timestamp, Value,
};
use replica::plan::{self, Outcome};
use replica::store::{Have, Taken};
use replica::{LocalStore, RatingDraft, StoreError};
use uuid::Uuid;

/// Stamps every test of the contract. `$test` is the attribute that makes a function a test, `$open` gets
/// a name and returns a future of an empty store.
macro_rules! store_contract {
    (#$test:tt $open:path => $($name:ident)*) => {$(
        #$test
        async fn $name() {
            super::contract::$name($open(stringify!($name)).await).await;
        }
    )*};
    (#$test:tt $open:path) => {
        store_contract! { #$test $open =>
            an_empty_store_takes_an_id_once
            nobody_can_write_in_a_store_that_is_nobodys
            what_is_committed_waits_in_the_order_it_was_made
            an_accepted_op_moves_from_the_queue_to_the_log
            an_op_that_came_back_by_itself_leaves_the_queue
            an_answer_that_came_too_late_changes_nothing
            a_retry_keeps_its_place_a_mend_is_listed_and_a_final_leaves
            what_is_forgotten_leaves_the_queue_and_frees_what_shared_its_refusal
            a_reset_drops_the_tab_and_keeps_what_waits
            a_checkpoint_replaces_the_tab
            a_reader_that_has_the_rest_gets_only_what_is_new
            a_folded_tab_is_where_the_next_opening_begins
            a_folded_tab_of_a_dropped_copy_is_not_kept
            a_rating_draft_is_kept_until_the_rating_is_saved
            openings_are_told_once
            another_persons_unsent_ops_are_put_aside_and_come_back
            a_binder_that_is_no_longer_open_to_us_goes_and_its_words_are_listed
            signing_out_removes_what_was_fetched
            a_binder_begun_without_network_stays_in_the_list_until_the_server_has_it
            a_lost_store_is_told_once
            a_new_card_is_part_of_who_i_am
        }
    };
}

const BO: u128 = 1;
const ANNA: u128 = 2;

fn person(n: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(n))
}

fn binder() -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(9))
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

fn card() -> BinderCard {
    BinderCard {
        id: binder(),
        owner_name: "Bo".to_owned(),
        owner: person(BO),
        started_at: at(0),
        paired: true,
        rights: Vec::new(),
        people: Vec::new(),
    }
}

fn me(n: u128) -> Me {
    let role = if n == BO {
        Role::Owner
    } else {
        Role::Coordinator
    };
    Me {
        person: person(n),
        name: "Namn".to_owned(),
        role,
        organization: String::new(),
        binders: vec![card()],
    }
}

fn op(n: u128, entry: u128, text: &str, author: u128) -> Op {
    let field = FieldWrite {
        over: Vec::new(),
        value: Value::text(text),
    };
    let write = Write {
        entry_kind: EntryKind::Contact,
        fields: [(Field::Name, field)].into(),
    };
    Op {
        id: OpId::from_uuid(Uuid::from_u128(n)),
        tab: BinderTab::Contacts,
        entry: EntryId::from_uuid(Uuid::from_u128(entry)),
        audience: Audience::Tab,
        author: Author {
            person: person(author),
            role: me(author).role,
        },
        provenance: if author == BO {
            Provenance::Own
        } else {
            Provenance::Coordinator
        },
        made_at: at(1),
        act: None,
        body: Body::Write(write),
    }
}

fn sequenced(seq: Seq, op: Op) -> SequencedOp {
    SequencedOp {
        seq,
        received_at: at(1),
        op,
    }
}

fn accepted(seq: Seq, n: u128) -> Accepted {
    Accepted {
        id: OpId::from_uuid(Uuid::from_u128(n)),
        seq,
    }
}

fn refused(n: u128, code: RefusalCode, class: RefusalClass) -> Refused {
    Refused {
        id: OpId::from_uuid(Uuid::from_u128(n)),
        code,
        class,
    }
}

fn answer(cursor: Seq) -> SyncResponse {
    SyncResponse {
        cursor,
        generation: 1,
        ..SyncResponse::default()
    }
}

async fn of_bo(store: &LocalStore) {
    store.adopt(&me(BO), false).await.unwrap();
}

/// The outcome of sending all that waits and getting this answer.
async fn outcome(store: &LocalStore, response: SyncResponse) -> Outcome {
    let outbox = store.outbox(binder()).await.unwrap();
    let request = plan::request(
        ReplicaId::from_uuid(Uuid::from_u128(7)),
        &outbox,
        plan::BATCH,
    );
    plan::answer(binder(), &outbox, &request, response, at(100))
}

async fn take(store: &LocalStore, response: SyncResponse) {
    let outcome = outcome(store, response).await;
    assert_eq!(
        store.apply(&outcome).await.unwrap(),
        Taken::Done { restored: false }
    );
}

async fn waiting(store: &LocalStore) -> Vec<u128> {
    let outbox = store.outbox(binder()).await.unwrap();
    outbox
        .waiting
        .iter()
        .map(|waiting| waiting.op.id.as_uuid().as_u128())
        .collect()
}

async fn names(store: &LocalStore) -> Vec<String> {
    let rows = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap();
    let mut state = rows.start.unwrap();
    rows.log.iter().for_each(|op| state.apply(op));
    rows.unsent.iter().for_each(|op| state.apply_unsent(op));
    state
        .entries
        .values()
        .map(|entry| entry.text(Field::Name).to_owned())
        .collect()
}

pub(crate) async fn an_empty_store_takes_an_id_once(store: LocalStore) {
    let first = ReplicaId::from_uuid(Uuid::from_u128(1));
    let second = ReplicaId::from_uuid(Uuid::from_u128(2));
    assert_eq!(store.opening(first).await.unwrap().replica, first);
    assert_eq!(store.opening(second).await.unwrap().replica, first);
}

pub(crate) async fn nobody_can_write_in_a_store_that_is_nobodys(store: LocalStore) {
    let result = store
        .append(binder(), |_| vec![op(1, 1, "Johan", BO)])
        .await;
    assert_eq!(result, Err(StoreError::Gone));
    assert_eq!(store.count_waiting().await.unwrap(), 0);
}

pub(crate) async fn what_is_committed_waits_in_the_order_it_was_made(store: LocalStore) {
    of_bo(&store).await;
    // Ids that are not in order: a clock that was set back.
    store
        .append(binder(), |_| {
            vec![op(30, 1, "Johan", BO), op(20, 2, "Eva", BO)]
        })
        .await
        .unwrap();
    store
        .append(binder(), |_| vec![op(10, 3, "Ali", BO)])
        .await
        .unwrap();
    // One that another person wrote is never sent under this name.
    store
        .append(binder(), |_| vec![op(40, 4, "Kim", ANNA)])
        .await
        .unwrap();
    assert_eq!(waiting(&store).await, [30, 20, 10]);
    assert_eq!(store.count_waiting().await.unwrap(), 4);
    assert_eq!(names(&store).await, ["Johan", "Eva", "Ali", "Kim"]);
}

pub(crate) async fn an_accepted_op_moves_from_the_queue_to_the_log(store: LocalStore) {
    of_bo(&store).await;
    store
        .append(binder(), |_| vec![op(1, 1, "Johan", BO)])
        .await
        .unwrap();
    take(
        &store,
        SyncResponse {
            accepted: vec![accepted(4, 1)],
            ..answer(4)
        },
    )
    .await;
    assert!(waiting(&store).await.is_empty());
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 4);
    let rows = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap();
    assert_eq!((rows.log.len(), rows.unsent.len()), (1, 0));
    assert_eq!(names(&store).await, ["Johan"]);
}

pub(crate) async fn an_op_that_came_back_by_itself_leaves_the_queue(store: LocalStore) {
    of_bo(&store).await;
    store
        .append(binder(), |_| vec![op(1, 1, "Johan", BO)])
        .await
        .unwrap();
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(4, op(1, 1, "Johan", BO))],
            ..answer(4)
        },
    )
    .await;
    assert!(waiting(&store).await.is_empty());
    assert_eq!(names(&store).await, ["Johan"]);
}

pub(crate) async fn an_answer_that_came_too_late_changes_nothing(store: LocalStore) {
    of_bo(&store).await;
    let late = SyncResponse {
        ops: vec![sequenced(1, op(1, 1, "Sent", ANNA))],
        ..answer(1)
    };
    let late = outcome(&store, late).await;
    take(
        &store,
        SyncResponse {
            generation: 2,
            ..answer(5)
        },
    )
    .await;
    assert_eq!(store.apply(&late).await.unwrap(), Taken::Stale);
    assert!(names(&store).await.is_empty());
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 5);
}

pub(crate) async fn a_retry_keeps_its_place_a_mend_is_listed_and_a_final_leaves(store: LocalStore) {
    of_bo(&store).await;
    let ops = vec![
        op(1, 1, "Johan", BO),
        op(2, 2, "Eva", BO),
        op(3, 3, "Ali", BO),
    ];
    store.append(binder(), |_| ops).await.unwrap();
    let no = vec![
        refused(1, RefusalCode::TryAgain, RefusalClass::Retry),
        refused(2, RefusalCode::TooLong, RefusalClass::Mend),
        refused(3, RefusalCode::BadValue, RefusalClass::Final),
    ];
    take(
        &store,
        SyncResponse {
            refused: no,
            ..answer(0)
        },
    )
    .await;
    assert_eq!(waiting(&store).await, [1]);
    assert_eq!(store.count_waiting().await.unwrap(), 1);
    let listed = store.refused(Some(binder()), at(100)).await.unwrap();
    let listed: Vec<_> = listed
        .iter()
        .map(|row| (row.op.id.as_uuid().as_u128(), row.mendable))
        .collect();
    assert_eq!(listed, [(3, false), (2, true)]);
    // What can be mended is still on the screen; what cannot is not.
    assert_eq!(names(&store).await, ["Johan", "Eva"]);
    // After 14 days the words are no longer kept.
    let later = at(100).plus_days(15);
    assert_eq!(store.refused(Some(binder()), later).await.unwrap().len(), 1);
}

pub(crate) async fn what_is_forgotten_leaves_the_queue_and_frees_what_shared_its_refusal(
    store: LocalStore,
) {
    of_bo(&store).await;
    store
        .append(binder(), |_| {
            vec![op(1, 1, "Johan", BO), op(2, 1, "Johan A", BO)]
        })
        .await
        .unwrap();
    let no = vec![
        refused(1, RefusalCode::TooLong, RefusalClass::Mend),
        refused(2, RefusalCode::AfterRefused, RefusalClass::Mend),
    ];
    take(
        &store,
        SyncResponse {
            refused: no,
            ..answer(0)
        },
    )
    .await;
    assert!(waiting(&store).await.is_empty());
    let gone = OpId::from_uuid(Uuid::from_u128(1));
    let of = store.forget_refused(gone).await.unwrap();
    assert_eq!(of, Some((binder(), BinderTab::Contacts)));
    assert_eq!(waiting(&store).await, [2]);
    assert!(
        store
            .refused(Some(binder()), at(100))
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(store.forget_refused(gone).await.unwrap(), None);
}

pub(crate) async fn a_reset_drops_the_tab_and_keeps_what_waits(store: LocalStore) {
    of_bo(&store).await;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))],
            ..answer(1)
        },
    )
    .await;
    store
        .append(binder(), |_| vec![op(2, 2, "Johan", BO)])
        .await
        .unwrap();
    let before = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap()
        .base;
    take(
        &store,
        SyncResponse {
            reset: vec![BinderTab::Contacts],
            generation: 2,
            ..answer(1)
        },
    )
    .await;
    assert_eq!(names(&store).await, ["Johan"]);
    let rows = store
        .tab_rows(
            binder(),
            BinderTab::Contacts,
            Some(Have {
                base: before,
                head: 1,
            }),
        )
        .await
        .unwrap();
    assert!(
        rows.start.is_some(),
        "whoever has the old tab in memory must begin anew"
    );
}

pub(crate) async fn a_checkpoint_replaces_the_tab(store: LocalStore) {
    of_bo(&store).await;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Gammal", ANNA))],
            ..answer(1)
        },
    )
    .await;
    let mut state = TabState::empty(BinderTab::Contacts);
    state.apply(&sequenced(7, op(2, 2, "Eva", ANNA)));
    let whole = Checkpoint {
        fold_version: FOLD_VERSION,
        state,
    };
    let ops = vec![sequenced(9, op(3, 3, "Ali", ANNA))];
    take(
        &store,
        SyncResponse {
            checkpoints: vec![whole],
            ops,
            ..answer(9)
        },
    )
    .await;
    assert_eq!(names(&store).await, ["Eva", "Ali"]);
}

pub(crate) async fn a_reader_that_has_the_rest_gets_only_what_is_new(store: LocalStore) {
    of_bo(&store).await;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))],
            ..answer(1)
        },
    )
    .await;
    let base = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap()
        .base;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(2, op(2, 2, "Ali", ANNA))],
            ..answer(2)
        },
    )
    .await;
    let rows = store
        .tab_rows(binder(), BinderTab::Contacts, Some(Have { base, head: 1 }))
        .await
        .unwrap();
    assert_eq!(rows.start, None);
    assert_eq!(rows.log, [sequenced(2, op(2, 2, "Ali", ANNA))]);
}

pub(crate) async fn a_folded_tab_is_where_the_next_opening_begins(store: LocalStore) {
    of_bo(&store).await;
    let ops = vec![
        sequenced(1, op(1, 1, "Eva", ANNA)),
        sequenced(2, op(2, 2, "Ali", ANNA)),
    ];
    take(&store, SyncResponse { ops, ..answer(2) }).await;
    let rows = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap();
    let mut state = rows.start.unwrap();
    rows.log.iter().for_each(|op| state.apply(op));
    store
        .keep_folded(binder(), rows.base, &state)
        .await
        .unwrap();
    let rows = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap();
    assert_eq!(rows.start, Some(state));
    assert!(rows.log.is_empty());
}

pub(crate) async fn a_folded_tab_of_a_dropped_copy_is_not_kept(store: LocalStore) {
    of_bo(&store).await;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))],
            ..answer(1)
        },
    )
    .await;
    let rows = store
        .tab_rows(binder(), BinderTab::Contacts, None)
        .await
        .unwrap();
    let mut state = rows.start.unwrap();
    rows.log.iter().for_each(|op| state.apply(op));
    take(
        &store,
        SyncResponse {
            reset: vec![BinderTab::Contacts],
            generation: 2,
            ..answer(1)
        },
    )
    .await;
    store
        .keep_folded(binder(), rows.base, &state)
        .await
        .unwrap();
    assert!(names(&store).await.is_empty());
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
    store
        .set_rating_draft(binder(), Some(&draft))
        .await
        .unwrap();
    assert_eq!(store.rating_draft(binder()).await.unwrap(), Some(draft));
    let rate = Rate {
        marks: Marks::try_from([31, 40, 26, 52]).unwrap(),
        occasion: Occasion::First,
        supported: false,
        replaces: None,
    };
    let rating = Op {
        tab: BinderTab::Ratings,
        body: Body::Rate(rate),
        ..op(1, 1, "", BO)
    };
    store.append(binder(), |_| vec![rating]).await.unwrap();
    assert_eq!(store.rating_draft(binder()).await.unwrap(), None);
}

pub(crate) async fn openings_are_told_once(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    let opened = OpenedTab {
        tab: BinderTab::Plan,
        at: at(3),
    };
    store.note_opened(binder(), opened).await.unwrap();
    assert_eq!(store.outbox(binder()).await.unwrap().opened, [opened]);
    take(&store, answer(1)).await;
    assert!(store.outbox(binder()).await.unwrap().opened.is_empty());
}

pub(crate) async fn another_persons_unsent_ops_are_put_aside_and_come_back(store: LocalStore) {
    of_bo(&store).await;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))],
            ..answer(1)
        },
    )
    .await;
    store
        .append(binder(), |_| vec![op(2, 2, "Johan", BO)])
        .await
        .unwrap();

    store.adopt(&me(ANNA), false).await.unwrap();
    assert!(
        names(&store).await.is_empty(),
        "what the other person had fetched is gone"
    );
    assert!(waiting(&store).await.is_empty());
    store
        .append(binder(), |_| vec![op(3, 3, "Ali", ANNA)])
        .await
        .unwrap();

    of_bo(&store).await;
    assert_eq!(waiting(&store).await, [2]);
    store.adopt(&me(ANNA), false).await.unwrap();
    assert_eq!(waiting(&store).await, [3]);
}

pub(crate) async fn a_binder_that_is_no_longer_open_to_us_goes_and_its_words_are_listed(
    store: LocalStore,
) {
    store.adopt(&me(ANNA), false).await.unwrap();
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", BO))],
            ..answer(1)
        },
    )
    .await;
    store
        .append(binder(), |_| vec![op(2, 2, "Johan", ANNA)])
        .await
        .unwrap();
    // A list with a gap changes nothing by itself.
    store
        .adopt(
            &Me {
                binders: Vec::new(),
                ..me(ANNA)
            },
            false,
        )
        .await
        .unwrap();
    assert_eq!(names(&store).await, ["Eva", "Johan"]);
    store.leave(binder(), at(50)).await.unwrap();
    assert_eq!(
        store.me().await.unwrap().map(|me| me.binders),
        Some(Vec::new())
    );
    assert!(names(&store).await.is_empty());
    assert_eq!(store.count_waiting().await.unwrap(), 0);
    let listed = store.refused(Some(binder()), at(60)).await.unwrap();
    assert_eq!(
        listed.first().map(|row| row.code),
        Some(RefusalCode::NotCovered)
    );

    // An owner's own binder never goes, whatever the server says.
    of_bo(&store).await;
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", BO))],
            ..answer(1)
        },
    )
    .await;
    store.leave(binder(), at(50)).await.unwrap();
    assert_eq!(names(&store).await, ["Eva"]);
}

pub(crate) async fn signing_out_removes_what_was_fetched(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    take(
        &store,
        SyncResponse {
            ops: vec![sequenced(1, op(1, 1, "Eva", BO))],
            ..answer(1)
        },
    )
    .await;
    store.sign_out().await.unwrap();
    assert_eq!(store.me().await.unwrap(), None);
    assert!(names(&store).await.is_empty());
    assert_eq!(
        store.stands(binder()).await.unwrap(),
        plan::Point::default()
    );
}

pub(crate) async fn a_binder_begun_without_network_stays_in_the_list_until_the_server_has_it(
    store: LocalStore,
) {
    let nobody = Me {
        binders: Vec::new(),
        ..me(ANNA)
    };
    store.adopt(&nobody, false).await.unwrap();
    let request = StartBinderRequest {
        id: binder(),
        owner_name: "Bo".to_owned(),
    };
    store.keep_start(&request, &card()).await.unwrap();
    store.adopt(&nobody, false).await.unwrap();
    assert_eq!(store.me().await.unwrap().unwrap().binders, [card()]);
    assert_eq!(store.outbox(binder()).await.unwrap().start, Some(request));

    let card = BinderCard {
        owner_name: "Bo B".to_owned(),
        ..card()
    };
    store.started(&card).await.unwrap();
    assert_eq!(store.outbox(binder()).await.unwrap().start, None);
    assert_eq!(store.me().await.unwrap().unwrap().binders, [card]);
}

pub(crate) async fn a_lost_store_is_told_once(store: LocalStore) {
    store.adopt(&me(BO), true).await.unwrap();
    let first = outcome(&store, answer(1)).await;
    assert_eq!(
        store.apply(&first).await.unwrap(),
        Taken::Done { restored: true }
    );
    let second = outcome(&store, answer(2)).await;
    assert_eq!(
        store.apply(&second).await.unwrap(),
        Taken::Done { restored: false }
    );
}

pub(crate) async fn a_new_card_is_part_of_who_i_am(store: LocalStore) {
    of_bo(&store).await;
    let card = BinderCard {
        owner_name: "Bosse".to_owned(),
        ..card()
    };
    let reached = Reached {
        person: person(ANNA),
        seq: 1,
        at: at(9),
    };
    let response = SyncResponse {
        binder: Some(card.clone()),
        reached: vec![reached],
        ..answer(1)
    };
    take(&store, response).await;
    assert_eq!(store.me().await.unwrap().unwrap().binders, [card]);
    assert_eq!(store.reached(binder()).await.unwrap(), [reached]);
    let known = PractitionerCard {
        person: person(ANNA),
        name: "Anna".to_owned(),
        organization: OrganizationId::from_uuid(Uuid::from_u128(4)),
        organization_name: "Kommunen".to_owned(),
    };
    store
        .keep_practitioners(std::slice::from_ref(&known))
        .await
        .unwrap();
    assert_eq!(store.practitioners().await.unwrap(), [known]);
}

//! The log, the checkpoints and the folded tabs.

use domain::api::{Reached, RefusalClass, RefusalCode, SyncResponse};
use domain::{BinderTab, Checkpoint, EntryKind, FOLD_VERSION, TabState};
use replica::LocalStore;
use replica::store::{Have, Taken};

use super::{
    ANNA, BO, accepted, answer, at, binder, names, of_bo, op, outcome, person, refused, sequenced, take, waiting,
};

pub(crate) async fn an_accepted_op_moves_from_the_queue_to_the_log(store: LocalStore) {
    of_bo(&store).await;
    store.append(binder(), |_| vec![op(1, 1, "Johan", BO)]).await.unwrap();
    take(&store, SyncResponse { accepted: vec![accepted(4, 1)], ..answer(4) }).await;
    assert!(waiting(&store).await.is_empty());
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 4);
    let rows = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap();
    assert_eq!((rows.log.len(), rows.unsent.len()), (1, 0));
    assert_eq!(names(&store).await, ["Johan"]);
}

pub(crate) async fn an_op_that_came_back_by_itself_leaves_the_queue(store: LocalStore) {
    of_bo(&store).await;
    store.append(binder(), |_| vec![op(1, 1, "Johan", BO)]).await.unwrap();
    take(&store, SyncResponse { ops: vec![sequenced(4, op(1, 1, "Johan", BO))], ..answer(4) }).await;
    assert!(waiting(&store).await.is_empty());
    assert_eq!(names(&store).await, ["Johan"]);
}

pub(crate) async fn an_answer_that_came_too_late_changes_nothing(store: LocalStore) {
    of_bo(&store).await;
    let late = SyncResponse { ops: vec![sequenced(1, op(1, 1, "Sent", ANNA))], ..answer(1) };
    let late = outcome(&store, late).await;
    take(&store, SyncResponse { generation: 2, ..answer(5) }).await;
    assert_eq!(store.apply(&late).await.unwrap(), Taken::Stale);
    assert!(names(&store).await.is_empty());
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 5);
}

pub(crate) async fn a_reset_drops_the_tab_and_keeps_what_waits(store: LocalStore) {
    of_bo(&store).await;
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))], ..answer(1) }).await;
    store.append(binder(), |_| vec![op(2, 2, "Johan", BO)]).await.unwrap();
    let before = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap().base;
    take(&store, SyncResponse { reset: vec![BinderTab::Contacts], generation: 2, ..answer(1) }).await;
    assert_eq!(names(&store).await, ["Johan"]);
    let rows = store.tab_rows(binder(), BinderTab::Contacts, Some(Have { base: before, head: 1 })).await.unwrap();
    assert!(rows.start.is_some(), "whoever has the old tab in memory must begin anew");
}

pub(crate) async fn a_checkpoint_replaces_the_tab(store: LocalStore) {
    of_bo(&store).await;
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Gammal", ANNA))], ..answer(1) }).await;
    let mut state = TabState::empty(BinderTab::Contacts);
    state.apply(&sequenced(7, op(2, 2, "Eva", ANNA)));
    let whole = Checkpoint { fold_version: FOLD_VERSION, state };
    let ops = vec![sequenced(9, op(3, 3, "Ali", ANNA))];
    take(&store, SyncResponse { checkpoints: vec![whole], ops, ..answer(9) }).await;
    assert_eq!(names(&store).await, ["Eva", "Ali"]);
}

pub(crate) async fn own_ops_outlive_a_checkpoint_and_are_offered_when_the_server_was_put_back(store: LocalStore) {
    of_bo(&store).await;
    let ops = vec![sequenced(1, op(1, 1, "Min", BO)), sequenced(2, op(2, 2, "Annas", ANNA))];
    take(&store, SyncResponse { ops, ..answer(2) }).await;
    let mut state = TabState::empty(BinderTab::Contacts);
    state.apply(&sequenced(2, op(3, 3, "Allt", ANNA)));
    let whole = Checkpoint { fold_version: FOLD_VERSION, state };
    take(&store, SyncResponse { checkpoints: vec![whole.clone()], ..answer(700) }).await;
    assert_eq!(names(&store).await, ["Allt"]);
    store.append(binder(), |_| vec![op(9, 9, "Väntar", BO)]).await.unwrap();

    take(&store, SyncResponse { lineage: 5, ..answer(701) }).await;
    assert_eq!(names(&store).await, ["Allt", "Väntar"], "the screen shows the copy as it was");
    let again = store.outbox(binder()).await.unwrap().again;
    assert_eq!(
        again.iter().map(|(seq, own)| (*seq, own.op.clone())).collect::<Vec<_>>(),
        [(1, op(1, 1, "Min", BO))]
    );
    let too_long = vec![refused(1, RefusalCode::TooLong, RefusalClass::Mend)];
    take(&store, SyncResponse { refused: too_long, lineage: 5, ..answer(701) }).await;
    assert!(store.outbox(binder()).await.unwrap().again.is_empty());
    assert_eq!(store.refused(Some(binder()), at(100)).await.unwrap().len(), 1, "and waits to be mended");
    take(&store, SyncResponse { checkpoints: vec![whole], lineage: 5, ..answer(3) }).await;
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 3);
    assert_eq!(names(&store).await, ["Min", "Allt", "Väntar"]);
    assert_eq!(waiting(&store).await, [9]);
    take(&store, SyncResponse { lineage: 5, ..answer(4) }).await;
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 4, "the line is known from now on");
}

pub(crate) async fn own_words_that_are_gone_for_good_outlive_nothing(store: LocalStore) {
    of_bo(&store).await;
    let gone = op(1, 1, "Borta", BO);
    let ops = vec![sequenced(1, gone.clone()), sequenced(2, op(2, 2, "Kvar", BO))];
    take(&store, SyncResponse { ops: ops.clone(), ..answer(2) }).await;
    assert_eq!(names(&store).await, ["Borta", "Kvar"]);
    let mut state = TabState::empty(BinderTab::Contacts);
    ops.iter().skip(1).for_each(|op| state.apply(op));
    state.redacted.insert(gone.entry, EntryKind::Contact);
    state.head = 3;
    let whole = Checkpoint { fold_version: FOLD_VERSION, state };
    take(&store, SyncResponse { checkpoints: vec![whole], ..answer(3) }).await;
    assert_eq!(names(&store).await, ["Kvar"]);
    // The server was put back: what is offered again is what was not taken away.
    take(&store, SyncResponse { lineage: 5, ..answer(4) }).await;
    let again = store.outbox(binder()).await.unwrap().again;
    assert_eq!(again.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [2]);
}

pub(crate) async fn how_far_somebody_has_come_only_grows(store: LocalStore) {
    of_bo(&store).await;
    take(&store, answer(4)).await;
    let reached = |seq, ms| Reached { person: person(ANNA), seq, at: at(ms) };
    for heard in [reached(3, 10), reached(4, 20), reached(3, 30)] {
        store.note_reached(binder(), heard).await.unwrap();
    }
    assert_eq!(store.reached(binder()).await.unwrap(), [reached(4, 20)]);
    assert_eq!(store.stands(binder()).await.unwrap().cursor, 4);
}

pub(crate) async fn a_reader_that_has_the_rest_gets_only_what_is_new(store: LocalStore) {
    of_bo(&store).await;
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))], ..answer(1) }).await;
    let base = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap().base;
    take(&store, SyncResponse { ops: vec![sequenced(2, op(2, 2, "Ali", ANNA))], ..answer(2) }).await;
    let rows = store.tab_rows(binder(), BinderTab::Contacts, Some(Have { base, head: 1 })).await.unwrap();
    assert_eq!(rows.start, None);
    assert_eq!(rows.log, [sequenced(2, op(2, 2, "Ali", ANNA))]);
}

pub(crate) async fn a_folded_tab_is_where_the_next_opening_begins(store: LocalStore) {
    of_bo(&store).await;
    let ops = vec![sequenced(1, op(1, 1, "Eva", ANNA)), sequenced(2, op(2, 2, "Ali", ANNA))];
    take(&store, SyncResponse { ops, ..answer(2) }).await;
    let rows = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap();
    let mut state = rows.start.unwrap();
    rows.log.iter().for_each(|op| state.apply(op));
    store.keep_folded(binder(), rows.base, &state).await.unwrap();
    let rows = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap();
    assert_eq!(rows.start, Some(state));
    assert!(rows.log.is_empty());
}

pub(crate) async fn a_folded_tab_of_a_dropped_copy_is_not_kept(store: LocalStore) {
    of_bo(&store).await;
    take(&store, SyncResponse { ops: vec![sequenced(1, op(1, 1, "Eva", ANNA))], ..answer(1) }).await;
    let rows = store.tab_rows(binder(), BinderTab::Contacts, None).await.unwrap();
    let mut state = rows.start.unwrap();
    rows.log.iter().for_each(|op| state.apply(op));
    take(&store, SyncResponse { reset: vec![BinderTab::Contacts], generation: 2, ..answer(1) }).await;
    store.keep_folded(binder(), rows.base, &state).await.unwrap();
    assert!(names(&store).await.is_empty());
}

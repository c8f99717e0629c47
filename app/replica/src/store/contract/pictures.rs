//! Pictures beside the log.

use domain::EntryId;
use domain::api::SyncResponse;
use replica::store::PicturesHere;
use replica::{LocalStore, StoreError};
use uuid::Uuid;

use super::{ANNA, BO, answer, at, binder, me, of_bo, op, take};

fn entry(n: u128) -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(n))
}

fn bytes(n: u8) -> Vec<u8> {
    [[0xff, 0xd8, 0xff].as_slice(), &[n; 300]].concat()
}

fn here(kept: &[u128], waiting: &[u128]) -> PicturesHere {
    let ids = |ids: &[u128]| ids.iter().map(|id| entry(*id)).collect();
    PicturesHere { kept: ids(kept), waiting: ids(waiting) }
}

/// A change of this entry with its picture.
async fn taken(store: &LocalStore, n: u128, by: u128) {
    store.append_with(binder(), &[(entry(n), bytes(7))], |_| vec![op(n, n, "Eva", by)]).await.unwrap();
}

pub(crate) async fn a_picture_waits_with_its_change_and_is_kept_when_the_server_has_it(store: LocalStore) {
    of_bo(&store).await;
    taken(&store, 1, BO).await;
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[1]));
    assert_eq!(store.count_waiting().await.unwrap(), 2, "the change and its picture");
    assert_eq!(store.picture(binder(), entry(1)).await.unwrap(), Some(bytes(7)));
    for _ in 0..2 {
        store.settle_picture(binder(), entry(1)).await.unwrap();
        assert_eq!(store.pictures(binder()).await.unwrap(), here(&[1], &[]));
    }
    assert_eq!(store.picture(binder(), entry(1)).await.unwrap(), Some(bytes(7)));
    assert_eq!(store.picture(binder(), entry(2)).await.unwrap(), None);
}

pub(crate) async fn a_picture_and_its_change_are_kept_together_or_not_at_all(store: LocalStore) {
    let result = store.append_with(binder(), &[(entry(1), bytes(7))], |_| vec![op(1, 1, "Eva", BO)]).await;
    assert_eq!(result, Err(StoreError::Gone), "it is nobody's store");
    of_bo(&store).await;
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[]));
}

pub(crate) async fn another_persons_waiting_picture_is_not_shown_and_not_lost(store: LocalStore) {
    of_bo(&store).await;
    taken(&store, 1, BO).await;
    store.adopt(&me(ANNA), false).await.unwrap();
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[]));
    assert_eq!(store.picture(binder(), entry(1)).await.unwrap(), None);
    assert_eq!(store.count_waiting().await.unwrap(), 0);
    of_bo(&store).await;
    assert_eq!(store.picture(binder(), entry(1)).await.unwrap(), Some(bytes(7)));
}

pub(crate) async fn what_was_fetched_goes_with_the_copy(store: LocalStore) {
    store.adopt(&me(ANNA), false).await.unwrap();
    store.keep_picture(binder(), entry(1), &bytes(1)).await.unwrap();
    taken(&store, 2, ANNA).await;
    store.leave(binder(), at(50)).await.unwrap();
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[]), "nobody lets her in any more");

    of_bo(&store).await;
    store.keep_picture(binder(), entry(1), &bytes(1)).await.unwrap();
    taken(&store, 2, BO).await;
    store.revoked().await.unwrap();
    store.keep_picture(binder(), entry(3), &bytes(3)).await.unwrap();
    of_bo(&store).await;
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[2]), "what waits comes back, and no more");
}

pub(crate) async fn one_that_a_waiting_change_names_is_never_dropped(store: LocalStore) {
    of_bo(&store).await;
    taken(&store, 1, BO).await;
    store.keep_picture(binder(), entry(2), &bytes(2)).await.unwrap();
    store.drop_pictures(binder(), &[entry(1), entry(2)]).await.unwrap();
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[1]));
}

pub(crate) async fn after_the_server_was_put_back_all_are_handed_in_again(store: LocalStore) {
    of_bo(&store).await;
    take(&store, answer(5)).await;
    store.keep_picture(binder(), entry(1), &bytes(1)).await.unwrap();
    // Its log ends before ours: first that is noticed, then the copy is replaced.
    take(&store, answer(3)).await;
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[1], &[]));
    take(&store, SyncResponse { cursor: 3, generation: 1, ..SyncResponse::default() }).await;
    assert_eq!(store.pictures(binder()).await.unwrap(), here(&[], &[1]));
    assert_eq!(store.picture(binder(), entry(1)).await.unwrap(), Some(bytes(1)));
}

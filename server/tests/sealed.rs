//! A binder's key is destroyed: nothing that was written in it can be read, whoever has it in memory.

use std::time::Duration;

use domain::api::ErrorCode;
use domain::consent::Access;
use server::AppState;
use server::clock::Clock;
use server::store::{Store, StoreError};

use crate::support::ops::{contact, entry};
use crate::support::scene::Scene;

#[tokio::test]
async fn sqlite_a_destroyed_key_makes_all_unreadable() {
    a_destroyed_key_makes_all_unreadable(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_destroyed_key_makes_all_unreadable() {
    a_destroyed_key_makes_all_unreadable(Scene::postgres().await).await;
}

async fn a_destroyed_key_makes_all_unreadable(mut scene: Scene) {
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    // A second process on the same databases, with a clock of its own. Both have all in memory.
    let (clock, mock) = Clock::mock(scene.server.state.clock().now(), 8);
    let there = AppState::with_clock(scene.server.config.clone(), clock).await.unwrap();
    for store in [store, there.store()] {
        assert_eq!(store.checkpoints(&access, 4).await.unwrap().len(), 2);
    }
    store.destroy_key(&access).await.unwrap();
    assert_unreadable(store, &access).await;
    mock.advance_minutes(1);
    assert_unreadable(there.store(), &access).await;
    for client in [&mut scene.phone, &mut scene.anna] {
        let answer = client.round(scene.binder, 0, 0, Vec::new()).await;
        assert_eq!((answer.code(), answer.text().contains("Eva")), (ErrorCode::Internal, false));
    }
}

async fn assert_unreadable(store: &Store, access: &Access) {
    assert!(matches!(store.checkpoints(access, 4).await, Err(StoreError::Sealed)));
    assert!(matches!(store.log(access).await, Err(StoreError::Sealed)));
    assert!(matches!(store.binder(access).await, Err(StoreError::Sealed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_key_destroyed_at_one_process_is_gone_at_the_other_at_once() {
    let scene = Scene::postgres().await;
    let (there, _) = scene.server.neighbour().await;
    let access = there.store().job_access(scene.binder).await.unwrap().unwrap();
    assert!(there.store().checkpoints(&access, 3).await.is_ok());
    scene.server.state.store().destroy_key(&access).await.unwrap();
    // Both clocks stand still: nothing has become too old to be believed.
    let gone = async { while there.store().checkpoints(&access, 3).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("the key was still believed");
}

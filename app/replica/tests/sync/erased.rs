//! The pärm has been taken away for good: the phone says so, and nothing leaves it before its owner lets it.

use domain::api::RedeemPairingRequest;
use replica::SyncError;

use crate::line::Fault;
use crate::world::{Phone, World};

const ERASED: &str = r#"{"code":"erased"}"#;

/// A phone with one name that has arrived and one that has not, when the pärm is gone.
async fn with_unsent(world: &World) -> Phone {
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.sync().await;
    phone.add("Eva").await;
    phone.line.always(Fault::Instead(410, ERASED.to_owned()));
    phone
}

#[tokio::test]
async fn what_the_phone_has_stays_until_she_has_been_told() {
    let world = World::new().await;
    let mut phone = with_unsent(&world).await;
    assert_eq!(phone.replica.sync(phone.binder).await, Err(SyncError::Erased));
    assert!(phone.replica.status().erased && !phone.replica.status().signed_out);
    phone.line.cut();
    phone.restart().await;
    assert!(phone.replica.status().erased, "also when the app is opened again without network");
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    let file = phone.replica.export(phone.binder).await.unwrap().unwrap();
    let file = serde_json::to_string(&file).unwrap();
    assert!(file.contains("Eva") && file.contains("Johan"), "what was never sent can be taken along");
}

#[tokio::test]
async fn asking_who_uses_the_phone_is_enough_to_find_out() {
    let world = World::new().await;
    let phone = with_unsent(&world).await;
    assert_eq!(phone.replica.refresh_me().await, Ok(None));
    assert!(phone.replica.status().erased);
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
}

#[tokio::test]
async fn when_she_empties_it_nothing_is_left_and_the_phone_still_says_why() {
    let world = World::new().await;
    let mut phone = with_unsent(&world).await;
    assert_eq!(phone.replica.sync_all().await, Err(SyncError::Erased));
    phone.replica.empty_erased().await.unwrap();
    assert!(phone.names().await.is_empty() && phone.replica.me().await.unwrap().is_none());
    assert_eq!(phone.waiting(), 0);
    phone.restart().await;
    assert!(phone.replica.status().erased);
    phone.line.mend();
    phone.replica.redeem_pairing(RedeemPairingRequest::default()).await.unwrap();
    assert!(!phone.replica.status().erased, "another pärm may be opened on it");
    assert_eq!(phone.waiting(), 0, "what she let go does not come back");
}

#[tokio::test]
async fn a_phone_whose_binder_is_there_is_never_emptied() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.replica.empty_erased().await.unwrap();
    assert_eq!((phone.names().await, phone.waiting()), (vec!["Johan".to_owned()], 1));
}

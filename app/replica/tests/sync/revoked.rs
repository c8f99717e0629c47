//! This phone's pairing is ended on another one: what was fetched goes, what was not sent does not.

use domain::BinderTab;
use domain::api::RedeemPairingRequest;
use replica::SyncError;

use crate::line::Fault;
use crate::world::{Phone, World};

const REVOKED: &str = r#"{"code":"revoked"}"#;

/// A phone with one name that has arrived and one that has not.
async fn with_unsent(world: &World) -> Phone {
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.sync().await;
    phone.add("Eva").await;
    phone.line.always(Fault::Instead(401, REVOKED.to_owned()));
    phone
}

#[tokio::test]
async fn what_was_fetched_is_gone_at_the_next_contact_and_the_app_is_told() {
    let world = World::new().await;
    let mut phone = with_unsent(&world).await;
    assert_eq!(phone.replica.sync(phone.binder).await, Err(SyncError::Revoked));
    let status = phone.replica.status();
    assert!(status.revoked && !status.signed_out);
    assert!(phone.names().await.is_empty() && phone.replica.me().await.unwrap().is_none());
    phone.line.cut();
    phone.restart().await;
    assert!(phone.replica.status().revoked, "also when the app is opened again without network");
}

#[tokio::test]
async fn asking_who_uses_the_phone_is_enough_to_find_out() {
    let world = World::new().await;
    let phone = with_unsent(&world).await;
    assert_eq!(phone.replica.refresh_me().await, Ok(None));
    assert!(phone.replica.status().revoked && phone.names().await.is_empty());
}

#[tokio::test]
async fn what_was_not_sent_comes_back_when_she_pairs_the_phone_again() {
    let world = World::new().await;
    let phone = with_unsent(&world).await;
    assert_eq!(phone.replica.sync(phone.binder).await, Err(SyncError::Revoked));
    assert_eq!(phone.replica.sync_all().await, Ok(()), "there is nothing to sync for nobody");
    phone.line.mend();
    phone.replica.redeem_pairing(RedeemPairingRequest::default()).await.unwrap();
    assert!(!phone.replica.status().revoked);
    assert_eq!((phone.names().await, phone.waiting()), (vec!["Eva".to_owned()], 1));
    phone.sync().await;
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    assert_eq!(world.names(), ["Eva", "Johan"]);
}

#[tokio::test]
async fn a_session_that_is_only_not_known_costs_nothing() {
    let world = World::new().await;
    let phone = with_unsent(&world).await;
    phone.line.always(Fault::Instead(401, r#"{"code":"signed_out"}"#.to_owned()));
    assert_eq!(phone.replica.sync(phone.binder).await, Err(SyncError::SignedOut));
    assert!(!phone.replica.status().revoked && phone.replica.status().signed_out);
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    assert!(phone.replica.tab(phone.binder, BinderTab::Plan).await.is_ok());
}

//! Who uses the device: sign-in, sign-out, pairing anew, stores that were lost or copied.

use std::cell::RefCell;
use std::rc::Rc;

use domain::BinderTab;
use domain::api::{RedeemPairingRequest, StartBinderRequest};
use replica::store::Memory;
use replica::{Change, SyncError};

use crate::server::ANNA;
use crate::world::{World, grant};

#[tokio::test]
async fn a_session_that_ended_keeps_everything_and_signing_in_again_doubles_nothing() {
    let world = World::new().await;
    let mut anna = world.laptop_of_anna().await;
    anna.sync().await;
    anna.suggest(anna.replica.new_entry(), "Eva").await;
    anna.line.session(None);
    assert_eq!(anna.replica.sync(anna.binder).await, Err(SyncError::SignedOut));
    assert!(anna.replica.status().signed_out);
    assert_eq!(anna.replica.refresh_me().await.unwrap(), None);
    assert!(anna.replica.me().await.unwrap().is_some());
    anna.restart().await;
    assert_eq!((anna.waiting(), anna.contacts().await.entries.len()), (1, 1));
    let before = world.log_len();
    anna.sign_in("anna").await;
    anna.sync().await;
    anna.sign_in("anna").await;
    anna.sync().await;
    assert!(!anna.replica.status().signed_out);
    assert_eq!((world.log_len(), anna.waiting()), (before + 1, 0));
    assert_eq!(anna.contacts().await.entries.len(), 1);
}

#[tokio::test]
async fn another_persons_session_never_sends_what_the_first_one_wrote() {
    let world = World::new().await;
    let phone = world.laptop_of_anna().await;
    phone.sync().await;
    phone.suggest(phone.replica.new_entry(), "Eva").await;
    phone.line.cut();
    let _ = phone.replica.sync(phone.binder).await;
    phone.line.mend();
    let before = world.log_len();

    phone.sign_in("karin").await;
    phone.replica.sync_all().await.unwrap();
    assert_eq!((world.log_len(), phone.waiting()), (before, 0));
    assert!(phone.contacts().await.entries.is_empty());

    phone.sign_in("anna").await;
    phone.sync().await;
    assert_eq!((world.log_len(), phone.waiting()), (before + 1, 0));
}

#[tokio::test]
async fn a_session_that_changed_behind_our_back_loses_nothing() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    // Another browser tab has signed somebody else in: the cookie is hers now.
    phone.line.session(Some(ANNA));
    let _ = phone.replica.sync(phone.binder).await;
    assert!(world.names().is_empty());
    assert_eq!(phone.replica.me().await.unwrap().map(|me| me.person), Some(ANNA));

    phone.replica.redeem_pairing(RedeemPairingRequest::default()).await.unwrap();
    phone.sync().await;
    assert_eq!(world.names(), ["Johan"]);
}

#[tokio::test]
async fn signing_out_sends_first_and_refuses_while_it_cannot() {
    let world = World::new().await;
    let anna = world.laptop_of_anna().await;
    anna.sync().await;
    anna.suggest(anna.replica.new_entry(), "Eva").await;
    anna.line.cut();
    assert_eq!(anna.replica.sign_out().await, Err(SyncError::Unsent));
    assert!(anna.replica.me().await.unwrap().is_some());
    anna.line.mend();
    let before = world.log_len();
    anna.replica.sign_out().await.unwrap();
    assert_eq!(world.log_len(), before + 1);
    assert_eq!(anna.replica.me().await.unwrap(), None);
    assert!(anna.contacts().await.entries.is_empty());
}

#[tokio::test]
async fn a_store_that_was_lost_is_restored_under_a_new_id_and_says_so() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.sync().await;
    phone.sync().await;
    let lost = phone.replica.id();
    phone.memory = Memory::default();
    phone.restart().await;
    assert_ne!(phone.replica.id(), lost);
    let heard: Rc<RefCell<Vec<Change>>> = Rc::default();
    let hear = heard.clone();
    let _listening = phone.replica.subscribe(move |change| hear.borrow_mut().push(*change));
    assert!(phone.replica.refresh_me().await.unwrap().is_some());
    phone.replica.sync_all().await.unwrap();
    phone.replica.sync_all().await.unwrap();
    assert_eq!(phone.names().await, ["Johan"]);
    let heard = heard.borrow();
    let restored: Vec<_> = heard.iter().filter(|change| matches!(change, Change::Restored { .. })).collect();
    assert!(matches!(restored.as_slice(), [Change::Restored { since: Some(_) }]), "{restored:?}");
}

#[tokio::test]
async fn a_phone_that_was_copied_and_its_original_stay_the_same() {
    let world = World::new().await;
    let original = world.phone_of_bo().await;
    original.add("Johan").await;
    let mut copy = world.phone_of_bo().await;
    copy.memory = original.memory.cloned();
    copy.restart().await;
    assert_eq!(copy.replica.id(), original.replica.id());
    original.sync().await;
    copy.add("Eva").await;
    copy.sync().await;
    original.sync().await;
    assert_eq!(world.names(), ["Eva", "Johan"]);
    assert_eq!(original.contacts().await.entries, copy.contacts().await.entries);
}

#[tokio::test]
async fn a_binder_begun_without_network_is_started_at_the_next_sync() {
    let world = World::new().await;
    let anna = world.laptop_of_anna().await;
    anna.line.cut();
    let id = anna.replica.new_binder();
    let request = StartBinderRequest { id, owner_name: "Kim".to_owned() };
    assert_eq!(anna.replica.start_binder(request).await.unwrap().owner_name, "Kim");
    let mut sentence = grant(&anna.replica, ANNA, BinderTab::Contacts);
    if let domain::Body::Grant(grant) = &mut sentence.body {
        grant.evidence = domain::consent::Evidence::Spoken;
    }
    anna.replica.commit(id, vec![sentence]).await.unwrap();
    anna.line.mend();
    anna.replica.refresh_me().await.unwrap();
    anna.replica.sync_all().await.unwrap();
    assert_eq!(anna.waiting(), 0);
    assert_eq!(world.server.borrow().binders[&id].log.len(), 1);
    let me = anna.replica.me().await.unwrap().unwrap();
    let card = me.binders.iter().find(|card| card.id == id).unwrap();
    assert!(card.rights.iter().any(|right| right.tab == BinderTab::Contacts));
}

//! A locked copy of staff: the code and a sign-in together open it, and neither alone; and it never costs a word.

use std::cell::Cell;
use std::rc::Rc;

use domain::BinderTab;
use replica::{Change, CodeTaken, LockChoice, PasskeyAsked, StoreError, SyncError};

use crate::line::Fault;
use crate::world::{Phone, World, later};

const CODE: &str = "471147";
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A locked laptop of Anna's with what Bo has written and a suggestion that is not sent, opened again without network.
async fn locked(world: &World) -> Phone {
    let bo = world.phone_of_bo().await;
    bo.add("Johan").await;
    bo.sync().await;
    let mut device = world.laptop_of_anna().await;
    device.sync().await;
    device.suggest(device.replica.new_entry(), "Annas").await;
    device.replica.set_lock(CODE, LockChoice::default()).await.unwrap();
    device.line.cut();
    device.restart().await;
    device
}

async fn code(device: &Phone, code: &str) -> CodeTaken {
    device.replica.unlock(code).await.unwrap()
}

/// The server answers that the session is over.
async fn ended(device: &mut Phone) {
    device.line.mend();
    device.line.session(None);
    device.replica.ask_while_shut().await.unwrap();
}

#[tokio::test]
async fn while_the_session_lives_the_code_opens_without_network() {
    let world = World::new().await;
    let device = locked(&world).await;
    assert_eq!((device.replica.status().shut, device.replica.status().signed_out), (true, false));
    assert_eq!(code(&device, "000000").await, CodeTaken::Wrong);
    assert_eq!(code(&device, CODE).await, CodeTaken::Right);
    assert_eq!((device.names().await, device.waiting()), (vec!["Johan".to_owned()], 1));
}

#[tokio::test]
async fn when_the_session_is_over_the_code_opens_nothing_before_a_sign_in() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    ended(&mut device).await;
    assert!(device.replica.status().signed_out);
    assert!(!device.memory.kept().contains("meta part "), "what opens goes from the device");
    assert_eq!(code(&device, CODE).await, CodeTaken::SignIn);
    device.line.cut();
    device.restart().await;
    assert!(device.replica.status().signed_out, "without network, too");
    assert_eq!(code(&device, CODE).await, CodeTaken::SignIn);
    device.line.mend();
    device.sign_in("anna").await;
    assert_eq!(code(&device, CODE).await, CodeTaken::Right);
    assert!(!device.replica.status().signed_out);
    assert_eq!((device.names().await, device.waiting()), (vec!["Johan".to_owned()], 1));
    device.sync().await;
    assert_eq!(device.waiting(), 0);
}

#[tokio::test]
async fn a_sign_in_alone_opens_nothing() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    device.line.mend();
    device.sign_in("anna").await;
    assert!(device.replica.status().shut);
    assert_eq!(device.replica.me().await, Err(StoreError::Shut));
    assert!(device.replica.tab(device.binder, BinderTab::Contacts).await.is_err());
    device.restart().await;
    assert!(device.replica.status().shut);
    assert!(!device.memory.kept().contains("Johan") && !device.memory.kept().contains("Annas"));
}

#[tokio::test]
async fn a_session_that_ends_while_the_copy_is_open_takes_along_what_an_open_page_had() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    code(&device, CODE).await;
    let visit = device.replica.visit_key().unwrap();
    device.line.mend();
    device.line.session(None);
    assert_eq!(device.replica.refresh_me().await, Ok(None));
    device.restart().await;
    assert!(!device.replica.unlock_with(&visit).await.unwrap());
    assert_eq!(code(&device, CODE).await, CodeTaken::SignIn);
    device.sign_in("anna").await;
    assert!(device.replica.unlock_with(&visit).await.unwrap());
}

#[tokio::test]
async fn putting_the_copy_away_asks_for_a_sign_in_and_keeps_what_waits() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    code(&device, CODE).await;
    device.replica.put_away().await.unwrap();
    device.restart().await;
    assert_eq!(code(&device, CODE).await, CodeTaken::SignIn);
    device.line.mend();
    device.sign_in("anna").await;
    assert_eq!((code(&device, CODE).await, device.waiting()), (CodeTaken::Right, 1));
    assert!(!device.replica.status().signed_out);
}

#[tokio::test]
async fn seven_days_without_contact_drop_a_shut_copy_unread_and_keep_what_was_not_sent() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    later(7 * DAY - 60_000);
    device.restart().await;
    assert!(!device.replica.status().signed_out, "for seven days it is there");
    later(2 * 60_000);
    device.restart().await;
    assert!(device.replica.status().signed_out);
    let kept = device.memory.kept();
    assert!(!kept.lines().any(|row| row.starts_with("tabs ") || row.starts_with("log ")), "{kept}");
    assert_eq!(code(&device, CODE).await, CodeTaken::SignIn);
    device.line.mend();
    device.sign_in("anna").await;
    assert_eq!((code(&device, CODE).await, device.waiting()), (CodeTaken::Right, 1));
    device.replica.refresh_me().await.unwrap();
    device.sync().await;
    assert_eq!((device.names().await, device.waiting()), (vec!["Johan".to_owned()], 0));
}

#[tokio::test]
async fn contact_while_it_is_shut_counts_and_a_clock_that_has_gone_back_does_not() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    device.line.mend();
    later(6 * DAY);
    device.replica.ask_while_shut().await.unwrap();
    device.line.cut();
    later(6 * DAY);
    device.restart().await;
    assert!(!device.replica.status().signed_out);
    later(-7 * DAY);
    device.restart().await;
    assert!(device.replica.status().signed_out);
}

#[tokio::test]
async fn a_forgotten_code_costs_what_can_be_fetched_again_and_no_word_of_hers() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    device.line.mend();
    device.sign_in("anna").await;
    device.replica.begin_without_code().await.unwrap();
    assert_eq!((device.replica.status().shut, device.waiting()), (false, 1));
    assert_eq!(device.replica.lock_choice().await.unwrap(), None);
    let kept = device.memory.kept();
    assert!(!kept.contains("Johan") && !kept.contains("\n~"), "nothing that was fetched is opened: {kept}");
    device.suggest(device.replica.new_entry(), "Senare").await;
    device.restart().await;
    let told = Rc::new(Cell::new(false));
    let seen = told.clone();
    let _listening =
        device.replica.subscribe(move |change| seen.set(seen.get() || matches!(change, Change::Restored { .. })));
    device.sync().await;
    assert_eq!((device.names().await, device.waiting()), (vec!["Johan".to_owned()], 0));
    assert!(!told.get(), "nothing was lost");
    let proposed = device.contacts().await.entries.into_values().filter(|entry| !entry.proposals.is_empty());
    assert_eq!(proposed.count(), 2);
}

#[tokio::test]
async fn a_session_that_is_not_new_and_no_network_leave_a_forgotten_code_as_it_is() {
    let world = World::new().await;
    let device = locked(&world).await;
    assert_eq!(device.replica.begin_without_code().await, Err(SyncError::Offline));
    device.line.mend();
    device.line.once(Fault::Instead(404, r#"{"code":"not_found"}"#.to_owned()));
    assert_eq!(device.replica.begin_without_code().await, Err(SyncError::SignedOut));
    assert!(device.replica.status().shut);
    assert_eq!((code(&device, CODE).await, device.waiting()), (CodeTaken::Right, 1));
}

#[tokio::test]
async fn the_lock_of_an_owner_has_no_spare_that_drops_anything() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.replica.set_lock(CODE, LockChoice::default()).await.unwrap();
    assert_eq!(phone.replica.begin_without_code().await, Err(SyncError::NoSpare));
    assert!(!phone.memory.kept().contains("meta part "));
}

#[tokio::test]
async fn somebody_else_who_signs_in_on_an_open_copy_is_not_kept_out_by_its_lock() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    code(&device, CODE).await;
    device.line.mend();
    device.sign_in("karin").await;
    assert_eq!(device.replica.lock_choice().await.unwrap(), None);
    assert!(!device.memory.kept().contains("Johan"));
    device.restart().await;
    assert!(!device.replica.status().shut);
}

#[tokio::test]
async fn a_passkey_opens_only_with_the_part_of_a_sign_in() {
    let world = World::new().await;
    let mut device = locked(&world).await;
    code(&device, CODE).await;
    let asked = PasskeyAsked { id: "a".to_owned(), salt: device.replica.new_salt() };
    device.replica.add_lock_passkey(asked, &[3; 32]).await.unwrap();
    device.restart().await;
    assert_eq!(device.replica.unlock_by_passkey(&[3; 32]).await, Ok(CodeTaken::Right));
    device.restart().await;
    ended(&mut device).await;
    assert_eq!(device.replica.unlock_by_passkey(&[3; 32]).await, Ok(CodeTaken::SignIn));
    device.sign_in("anna").await;
    assert_eq!(device.replica.unlock_by_passkey(&[3; 32]).await, Ok(CodeTaken::Right));
}

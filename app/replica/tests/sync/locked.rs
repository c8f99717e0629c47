//! The lock of a device's copy: what it keeps closed, what opens it, and that it never costs a word.

use domain::BinderTab;
use domain::api::{RedeemPairingRequest, SignInRequest};
use replica::{CodeTaken, LockChoice, StoreError, SyncError};

use crate::line::Fault;
use crate::server::{ANNA, BO};
use crate::world::{Phone, World, later};

const CODE: &str = "4711";

impl Phone {
    async fn lock(&self) {
        self.replica.set_lock(CODE, LockChoice::default()).await.unwrap();
    }

    async fn code(&self, code: &str) -> CodeTaken {
        self.replica.unlock(code).await.unwrap()
    }

    async fn pair_anew(&self) -> Result<(), SyncError> {
        self.replica.redeem_pairing(RedeemPairingRequest::default()).await.map(drop)
    }
}

/// A locked phone with one name that has arrived and one that has not, opened again without network.
async fn locked(world: &World) -> Phone {
    let mut phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.sync().await;
    phone.add("Eva").await;
    phone.lock().await;
    phone.line.cut();
    phone.restart().await;
    phone
}

#[tokio::test]
async fn a_locked_copy_holds_no_word_and_says_nothing_before_its_code() {
    let world = World::new().await;
    let phone = locked(&world).await;
    let kept = phone.memory.kept();
    for word in ["Johan", "Eva", "Bo\"", "\"name\""] {
        assert!(!kept.contains(word), "{word} stands in the copy");
    }
    assert!(phone.replica.status().shut);
    assert_eq!(phone.replica.me().await, Err(StoreError::Shut));
    assert!(phone.replica.tab(phone.binder, BinderTab::Contacts).await.is_err());
}

#[tokio::test]
async fn the_right_code_opens_it_without_network_and_what_is_written_then_is_sealed_too() {
    let world = World::new().await;
    let mut phone = locked(&world).await;
    assert_eq!(phone.code(CODE).await, CodeTaken::Right);
    assert_eq!((phone.replica.status().shut, phone.waiting()), (false, 1));
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    phone.add("Kalle").await;
    assert!(!phone.memory.kept().contains("Kalle"));
    phone.restart().await;
    assert!(phone.replica.status().shut);
    phone.code(CODE).await;
    assert_eq!(phone.names().await, ["Eva", "Johan", "Kalle"]);
    phone.line.mend();
    phone.sync().await;
    assert_eq!(world.names(), ["Eva", "Johan", "Kalle"]);
}

#[tokio::test]
async fn what_an_earlier_lock_left_in_a_visit_opens_nothing_of_a_later_one() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.lock().await;
    let earlier = phone.replica.visit_key().unwrap();
    assert_eq!(phone.replica.lift_lock(CODE).await.unwrap(), CodeTaken::Right);
    phone.lock().await;
    let now = phone.replica.visit_key().unwrap();
    phone.restart().await;
    assert!(!phone.replica.unlock_with(&earlier).await.unwrap());
    assert!(!phone.replica.unlock_with("nonsense").await.unwrap());
    assert!(phone.replica.status().shut);
    assert!(phone.replica.unlock_with(&now).await.unwrap());
    assert_eq!(phone.names().await, ["Johan"]);
}

#[tokio::test]
async fn wrong_codes_cost_time_also_when_the_app_is_closed_between_them_and_never_a_word() {
    let world = World::new().await;
    let mut phone = locked(&world).await;
    assert_eq!((phone.code("0000").await, phone.code("0001").await), (CodeTaken::Wrong, CodeTaken::Wrong));
    let CodeTaken::Wait(first) = phone.code("0002").await else { panic!("the third wrong code costs nothing") };
    phone.restart().await;
    assert_eq!(phone.code(CODE).await, CodeTaken::Wait(first), "not even the right one is tried meanwhile");
    later(16_000);
    let CodeTaken::Wait(_) = phone.code("0003").await else { panic!("the fourth costs nothing") };
    later(16_000);
    assert!(matches!(phone.code(CODE).await, CodeTaken::Wait(_)), "the second wait is longer");
    later(16_000);
    assert_eq!(phone.code(CODE).await, CodeTaken::Right);
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    phone.restart().await;
    assert_eq!((phone.code("0000").await, phone.code(CODE).await), (CodeTaken::Wrong, CodeTaken::Right));
}

#[tokio::test]
async fn a_forgotten_code_costs_no_word_the_phone_is_paired_anew() {
    let world = World::new().await;
    let phone = locked(&world).await;
    phone.line.mend();
    phone.pair_anew().await.unwrap();
    assert_eq!(phone.replica.lock_choice().await.unwrap(), None, "the lock is gone");
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
    phone.sync().await;
    assert_eq!(world.names(), ["Eva", "Johan"]);
}

#[tokio::test]
async fn a_lock_is_taken_away_by_its_code_alone() {
    let world = World::new().await;
    let mut phone = locked(&world).await;
    phone.code(CODE).await;
    assert_eq!(phone.replica.lift_lock("0000").await, Ok(CodeTaken::Wrong));
    assert!(phone.replica.lock_choice().await.unwrap().is_some());
    assert_eq!(phone.replica.lift_lock(CODE).await, Ok(CodeTaken::Right));
    phone.restart().await;
    assert!(!phone.replica.status().shut);
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
}

#[tokio::test]
async fn a_tab_that_was_open_when_another_locked_writes_nothing_in_the_open() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    let before = phone.replica.clone();
    phone.restart().await;
    phone.lock().await;
    let refused = before.commit(phone.binder, vec![crate::world::contact(before.new_entry(), "Eva", Vec::new())]);
    assert_eq!(refused.await, Err(StoreError::Shut));
    assert!(before.status().shut);
    assert!(!phone.memory.kept().contains("Eva"));
}

#[tokio::test]
async fn a_tab_that_was_open_when_another_took_the_lock_away_seals_nothing_that_nobody_can_open() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.lock().await;
    let before = phone.replica.clone();
    phone.restart().await;
    assert_eq!(phone.replica.lift_lock(CODE).await, Ok(CodeTaken::Right));
    let refused = before.commit(phone.binder, vec![crate::world::contact(before.new_entry(), "Eva", Vec::new())]);
    assert_eq!(refused.await, Err(StoreError::Shut));
    assert!(phone.names().await.is_empty());
}

#[tokio::test]
async fn a_lock_that_cannot_be_got_round_is_not_begun() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.line.cut();
    assert_eq!(phone.replica.set_lock(CODE, LockChoice::default()).await, Err(SyncError::Offline));
    assert_eq!(phone.replica.lock_choice().await.unwrap(), None);
}

#[tokio::test]
async fn a_locked_phone_that_was_ended_elsewhere_is_emptied_without_its_code_and_keeps_what_was_not_sent() {
    let world = World::new().await;
    let mut phone = locked(&world).await;
    phone.line.always(Fault::Instead(401, r#"{"code":"revoked"}"#.to_owned()));
    phone.replica.ask_while_shut().await.unwrap();
    assert!(phone.replica.status().revoked);
    let kept = phone.memory.kept();
    assert!(!kept.lines().any(|row| row.starts_with("tabs ") || row.starts_with("log ")), "{kept}");
    phone.line.mend();
    phone.restart().await;
    phone.pair_anew().await.unwrap();
    phone.sync().await;
    assert_eq!(world.names(), ["Eva", "Johan"]);
}

#[tokio::test]
async fn somebody_elses_locked_copy_is_left_as_it_is_beside_hers_and_found_again() {
    let world = World::new().await;
    let mut device = world.laptop_of_anna().await;
    device.sync().await;
    device.suggest(device.replica.new_entry(), "Annas").await;
    device.lock().await;
    device.line.cut();
    device.restart().await;
    device.line.mend();
    device.sign_in("karin").await;
    assert!(!device.replica.status().shut);
    assert_ne!(device.replica.me().await.unwrap().unwrap().person, ANNA);
    assert_eq!(device.waiting(), 0);
    device.restart().await;
    assert!(!device.replica.status().shut, "hers is in use when the app is opened again");
    device.sign_in("anna").await;
    assert_eq!(device.code(CODE).await, CodeTaken::Right);
    assert_eq!(device.replica.me().await.unwrap().unwrap().person, ANNA);
    assert_eq!(device.waiting(), 1, "what she had not sent was under her own lock");
    assert!(device.replica.lock_choice().await.unwrap().is_some(), "staff keep their lock");
    device.restart().await;
    assert!(device.replica.status().shut);
}

#[tokio::test]
async fn a_spare_key_that_opens_nothing_leaves_the_copy_as_it_is() {
    let world = World::new().await;
    let phone = locked(&world).await;
    phone.line.mend();
    phone.line.session(Some(BO));
    phone.line.once(Fault::Instead(404, r#"{"code":"not_found"}"#.to_owned()));
    phone.line.once(Fault::CutAfter);
    assert!(phone.pair_anew().await.is_err());
    assert!(phone.pair_anew().await.is_err());
    assert!(phone.replica.status().shut);
    assert_eq!(phone.code(CODE).await, CodeTaken::Right);
    assert_eq!(phone.names().await, ["Eva", "Johan"]);
}

#[tokio::test]
async fn signing_out_takes_the_lock_along() {
    let world = World::new().await;
    let mut device = world.laptop_of_anna().await;
    device.sync().await;
    device.lock().await;
    device.replica.sign_out().await.unwrap();
    device.restart().await;
    assert!(!device.replica.status().shut);
    let request = SignInRequest { username: "karin".to_owned(), password: "p".to_owned(), code: None };
    device.replica.sign_in(request).await.unwrap();
    assert_eq!(device.replica.lock_choice().await.unwrap(), None);
}

#[tokio::test]
async fn an_ended_session_of_staff_is_remembered_and_the_copy_stays() {
    let world = World::new().await;
    let mut device = world.laptop_of_anna().await;
    device.sync().await;
    device.suggest(device.replica.new_entry(), "Annas").await;
    device.line.session(None);
    assert_eq!(device.replica.refresh_me().await, Ok(None));
    device.line.cut();
    device.restart().await;
    assert!(device.replica.status().signed_out);
    assert_eq!(device.waiting(), 1);
    device.line.mend();
    device.sign_in("anna").await;
    device.restart().await;
    assert!(!device.replica.status().signed_out);
}

#[tokio::test]
async fn where_the_organisation_wants_a_lock_nothing_is_fetched_before_there_is_one() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.add("Johan").await;
    phone.sync().await;
    world.server.borrow_mut().lock_required = true;
    let device = world.laptop_of_anna().await;
    device.sync().await;
    assert!(!device.memory.kept().contains("Johan"));
    device.lock().await;
    device.sync().await;
    assert_eq!(device.names().await, ["Johan"]);
    assert!(!device.memory.kept().contains("Johan"));
}

#[tokio::test]
async fn staff_who_put_the_copy_away_sign_in_to_see_it_and_what_waits_is_sent_meanwhile() {
    let world = World::new().await;
    let mut device = world.laptop_of_anna().await;
    device.sync().await;
    device.suggest(device.replica.new_entry(), "Annas").await;
    device.line.cut();
    assert_eq!(device.replica.sign_out().await, Err(SyncError::Unsent));
    device.replica.put_away().await.unwrap();
    device.restart().await;
    assert!(device.replica.status().signed_out);
    device.line.mend();
    device.replica.refresh_me().await.unwrap();
    device.sync().await;
    assert_eq!((device.replica.status().signed_out, device.waiting()), (true, 0));
    device.sign_in("anna").await;
    assert!(!device.replica.status().signed_out);
}

const DAY: i64 = 24 * 60 * 60 * 1_000;

#[tokio::test]
async fn staff_without_contact_for_seven_days_keep_what_was_not_sent_and_nothing_else() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.add("Johan").await;
    bo.sync().await;
    let mut device = world.laptop_of_anna().await;
    device.sync().await;
    device.suggest(device.replica.new_entry(), "Annas").await;
    device.line.cut();
    later(7 * DAY - 60_000);
    device.restart().await;
    assert_eq!(device.names().await, ["Johan"], "for seven days it is there");
    later(2 * 60_000);
    device.restart().await;
    assert!(device.names().await.is_empty());
    assert_eq!((device.waiting(), device.replica.status().signed_out), (1, true));
    assert!(!device.memory.kept().contains("Johan") && !device.memory.kept().contains("owner_name"));
    device.line.mend();
    device.sign_in("anna").await;
    device.sync().await;
    assert_eq!((device.names().await, device.waiting()), (vec!["Johan".to_owned()], 0));
    let mut phone = bo;
    phone.restart().await;
    assert_eq!(phone.names().await, ["Johan"], "an owner's copy is hers");
}

#[tokio::test]
async fn nor_is_the_list_kept_that_a_device_got_and_nothing_else() {
    let world = World::new().await;
    let _bo = world.phone_of_bo().await;
    let mut device = world.laptop_of_anna().await;
    device.line.cut();
    device.restart().await;
    later(7 * DAY - 60_000);
    device.restart().await;
    assert!(device.memory.kept().contains("owner_name"), "for seven days it is there");
    later(2 * 60_000);
    device.restart().await;
    assert!(!device.memory.kept().contains("owner_name"));
    assert!(device.replica.status().signed_out);
}

#[tokio::test]
async fn staff_whose_clock_has_gone_back_keep_no_copy() {
    let world = World::new().await;
    let bo = world.phone_of_bo().await;
    bo.add("Johan").await;
    bo.sync().await;
    let mut device = world.laptop_of_anna().await;
    later(DAY);
    device.sync().await;
    device.line.cut();
    later(-5 * 60_000);
    device.restart().await;
    assert_eq!(device.names().await, ["Johan"], "a clock may be put right");
    later(-DAY / 2);
    device.restart().await;
    assert!(device.names().await.is_empty());
}

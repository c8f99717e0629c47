//! A passkey beside the code of a lock: what it answers opens the copy, without network, and the code goes on.

use replica::{CodeTaken, LockChoice, PasskeyAsked, StoreError};

use crate::world::{Phone, World};

const CODE: &str = "4711";
const ANSWER: [u8; 32] = [3; 32];

async fn locked(world: &World) -> Phone {
    let mut phone = world.phone_of_bo().await;
    phone.add("Eva").await;
    phone.replica.set_lock(CODE, LockChoice::default()).await.unwrap();
    let asked = PasskeyAsked { id: "a".to_owned(), salt: [7; 32] };
    phone.replica.add_lock_passkey(asked, &ANSWER).await.unwrap();
    phone.line.cut();
    phone.restart().await;
    phone
}

#[tokio::test]
async fn what_it_answers_opens_the_copy_without_network_and_says_no_word_before() {
    let world = World::new().await;
    let phone = locked(&world).await;
    assert!(!phone.memory.kept().contains("Eva"));
    let asked = phone.replica.lock_passkey().await.unwrap().unwrap();
    assert_eq!((asked.id.as_str(), asked.salt), ("a", [7; 32]));
    assert_eq!(phone.replica.unlock_by_passkey(&ANSWER).await, Ok(CodeTaken::Right));
    assert_eq!((phone.names().await, phone.waiting()), (vec!["Eva".to_owned()], 1));
}

#[tokio::test]
async fn another_answer_opens_nothing_and_nobody_waits_for_the_code() {
    let world = World::new().await;
    let phone = locked(&world).await;
    for answer in [[4; 32].as_slice(), &ANSWER[1..], &[]] {
        for _ in 0..4 {
            assert_eq!(phone.replica.unlock_by_passkey(answer).await, Ok(CodeTaken::Wrong));
        }
    }
    assert!(phone.replica.status().shut);
    assert_eq!(phone.replica.unlock(CODE).await, Ok(CodeTaken::Right));
    assert_eq!(phone.names().await, ["Eva"]);
}

#[tokio::test]
async fn one_that_was_taken_away_opens_nothing_and_the_code_does() {
    let world = World::new().await;
    let mut phone = locked(&world).await;
    assert_eq!(phone.replica.unlock(CODE).await, Ok(CodeTaken::Right));
    phone.replica.remove_lock_passkey().await.unwrap();
    assert_eq!(phone.replica.lock_passkey().await, Ok(None));
    phone.restart().await;
    assert_eq!(phone.replica.unlock_by_passkey(&ANSWER).await, Ok(CodeTaken::Wrong));
    assert_eq!(phone.replica.unlock(CODE).await, Ok(CodeTaken::Right));
}

#[tokio::test]
async fn none_is_added_to_a_copy_that_is_shut_or_has_no_code_or_with_half_an_answer() {
    let world = World::new().await;
    let phone = locked(&world).await;
    let asked = PasskeyAsked { id: "b".to_owned(), salt: [8; 32] };
    assert_eq!(phone.replica.add_lock_passkey(asked.clone(), &[5; 32]).await, Err(StoreError::Shut));
    phone.replica.unlock(CODE).await.unwrap();
    assert_eq!(phone.replica.add_lock_passkey(asked.clone(), &[5; 31]).await, Err(StoreError::Locked));
    phone.replica.lift_lock(CODE).await.unwrap();
    assert_eq!(phone.replica.add_lock_passkey(asked, &[5; 32]).await, Err(StoreError::Shut));
    assert_eq!(phone.replica.lock_passkey().await, Ok(None));
}

#[tokio::test]
async fn it_goes_with_the_lock_that_a_new_pairing_takes_away() {
    let world = World::new().await;
    let phone = locked(&world).await;
    phone.line.mend();
    phone.replica.redeem_pairing(domain::api::RedeemPairingRequest::default()).await.unwrap();
    assert_eq!((phone.replica.lock_passkey().await, phone.names().await), (Ok(None), vec!["Eva".to_owned()]));
}

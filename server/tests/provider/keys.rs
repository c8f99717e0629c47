//! The provider takes a new key: a sign-in goes on, and nobody can make us ask for keys all the time.

use domain::api::{ErrorCode, Me};

use super::{ANNA, Unit};
use crate::support::provider::Signs;

#[tokio::test]
async fn a_key_that_is_not_known_is_asked_for() {
    let unit = Unit::new().await;
    let _: Me = unit.sign_in(ANNA).await.ok();
    unit.wait_minutes(2);
    unit.provider.manners().key = 2;
    let _: Me = unit.sign_in(ANNA).await.ok();
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
    // And then it is known.
    let _: Me = unit.sign_in(ANNA).await.ok();
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
}

#[tokio::test]
async fn keys_are_asked_for_once_a_minute_at_most() {
    let unit = Unit::new().await;
    let _: Me = unit.sign_in(ANNA).await.ok();
    unit.wait_minutes(2);
    unit.provider.manners().signs = Signs::Forged;
    for _ in 0..5 {
        assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::SignInFailed);
    }
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
    // A new key within that minute waits for it to be over.
    {
        let mut manners = unit.provider.manners();
        (manners.signs, manners.key) = (Signs::Well, 2);
    }
    assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::SignInFailed);
    unit.wait_minutes(1);
    let _: Me = unit.sign_in(ANNA).await.ok();
}

#[tokio::test]
async fn an_old_key_is_not_believed_for_ever() {
    let unit = Unit::new().await;
    let _: Me = unit.sign_in(ANNA).await.ok();
    unit.wait_minutes(6 * 60);
    let _: Me = unit.sign_in(ANNA).await.ok();
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
}

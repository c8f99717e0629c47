//! The provider takes a new key: a sign-in goes on, and nobody can make us ask for keys all the time.

use domain::api::{ErrorCode, Me};

use super::{ANNA, Unit};
use crate::support::provider::Signs;

#[tokio::test]
async fn a_key_that_is_not_known_is_asked_for() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let answer = unit.identified(&mut browser, ANNA).await;
    unit.wait_minutes(1);
    unit.provider.manners().key = 2;
    let _: Me = browser.finish(&answer).await.ok();
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
    // And then it is known.
    let _: Me = unit.sign_in(ANNA).await.ok();
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
}

#[tokio::test]
async fn keys_are_asked_for_once_in_ten_seconds_at_most() {
    let unit = Unit::new().await;
    let _: Me = unit.sign_in(ANNA).await.ok();
    unit.provider.manners().signs = Signs::Forged;
    for _ in 0..5 {
        assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::SignInFailed);
    }
    assert_eq!(unit.provider.manners().n_keys_asked, 1);
    // A new key within that time waits for it to be over.
    {
        let mut manners = unit.provider.manners();
        (manners.signs, manners.key) = (Signs::Well, 2);
    }
    assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::SignInFailed);
    unit.wait_minutes(1);
    let _: Me = unit.sign_in(ANNA).await.ok();
    assert_eq!(unit.provider.manners().n_keys_asked, 2);
}

#[tokio::test]
async fn a_key_that_the_provider_has_taken_away_is_not_believed() {
    let unit = Unit::new().await;
    let _: Me = unit.sign_in(ANNA).await.ok();
    unit.wait_minutes(1);
    unit.provider.manners().published = Some(2);
    assert_eq!(unit.sign_in(ANNA).await.code(), ErrorCode::SignInFailed);
}

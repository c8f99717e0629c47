//! The provider does not answer, or not as it should: local accounts and sessions go on.

use axum::http::{Method, StatusCode};
use domain::api::{ErrorCode, Me};
use serde_json::json;

use super::{ANNA, Unit};
use crate::support::server::{PASSWORD, TestServer};

#[tokio::test]
async fn a_provider_that_is_down_stops_nobody_but_those_who_need_it() {
    let mut unit = Unit::new().await;
    let mut inside = unit.browser();
    let answer = unit.identified(&mut inside, ANNA).await;
    let _: Me = inside.finish(&answer).await.ok();
    let mut half_way = unit.browser();
    let late = unit.identified(&mut half_way, ANNA).await;
    unit.provider.stop().await;

    unit.wait_minutes(1);
    // Nobody is sent to a page that does not answer, though its address is known.
    assert_eq!(unit.browser().begin().await.code(), ErrorCode::ProviderDown);
    let down = half_way.finish(&late).await;
    assert_eq!((down.status, down.code()), (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::ProviderDown));
    let _: Me = inside.me().await.ok();
    let account = json!({ "username": "anna", "password": PASSWORD });
    let _: Me = unit.browser().post("/api/v1/session", &account).await.ok();
    // Signed out here, and not sent to a page that does not answer.
    assert_eq!(inside.sign_out().await.status, StatusCode::NO_CONTENT);
    assert_eq!(inside.me().await.code(), ErrorCode::SignedOut);

    unit.provider.come_back().await;
    unit.wait_minutes(1);
    let _: Me = unit.sign_in(ANNA).await.ok();
}

#[tokio::test]
async fn a_provider_that_never_answered_is_asked_again_later() {
    let mut unit = Unit::new().await;
    unit.provider.stop().await;
    assert_eq!(unit.browser().begin().await.code(), ErrorCode::ProviderDown);
    unit.provider.come_back().await;
    // Not at once: whoever waits for one failure must not wait for the next.
    assert_eq!(unit.browser().begin().await.code(), ErrorCode::ProviderDown);
    unit.wait_minutes(1);
    let _: Me = unit.sign_in(ANNA).await.ok();
}

#[tokio::test]
async fn a_provider_that_calls_itself_otherwise_is_not_the_one_we_trust() {
    let unit = Unit::new().await;
    unit.provider.manners().metadata.insert("issuer".to_owned(), json!("https://another.example"));
    assert_eq!(unit.browser().begin().await.code(), ErrorCode::ProviderDown);
}

#[tokio::test]
async fn a_session_of_a_local_account_ends_here_alone() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let account = json!({ "username": "anna", "password": PASSWORD });
    let _: Me = browser.post("/api/v1/session", &account).await.ok();
    assert_eq!(browser.sign_out().await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn whoever_hands_in_made_up_answers_is_asked_to_wait() {
    let unit = Unit::new().await;
    let mut browser = unit.browser();
    let mut codes = Vec::new();
    for _ in 0..32 {
        codes.push(browser.finish(&domain::api::FinishSignInRequest::default()).await.code());
    }
    assert_eq!(codes.first(), Some(&ErrorCode::SignInFailed));
    assert_eq!(codes.last(), Some(&ErrorCode::TooMany));
}

#[tokio::test]
async fn a_whole_clinic_signs_in_in_the_morning() {
    let unit = Unit::new().await;
    for _ in 0..60 {
        let _: Me = unit.sign_in(ANNA).await.ok();
    }
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way() {
    let server = TestServer::sqlite().await;
    for path in ["/api/v1/sign-in", "/api/v1/sign-in/finish"] {
        let body = serde_json::to_vec(&json!({ "state": "" })).unwrap();
        let answer = server.stranger().ask(Method::POST, path, Some(body)).await;
        assert_eq!(answer.code(), ErrorCode::NotFound);
    }
}

//! The spare key of a locked copy: sealed for one person, and opened for her alone, just after she came in.

use axum::http::StatusCode;
use domain::api::{ErrorCode, LockKey, LockSpare, Me};
use serde_json::json;

use crate::support::client::Client;
use crate::support::scene::{Scene, pair};
use crate::support::server::TestServer;

const KEY: &str = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

async fn seal(client: &mut Client) -> LockSpare {
    client.post("/api/v1/lock", &json!({ "key": KEY })).await.ok()
}

#[tokio::test]
async fn a_spare_key_opens_for_whoever_has_just_signed_in_and_holds_no_word_of_the_key() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let spare = seal(&mut anna).await;
    assert!(!spare.spare.contains(KEY));
    let key: LockKey = anna.post("/api/v1/lock/open", &json!(spare)).await.ok();
    assert!(key.key == KEY);
}

#[tokio::test]
async fn a_spare_key_opens_for_nobody_else() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (_, mut karin) = server.coordinator("karin").await;
    let spare = seal(&mut anna).await;
    let answer = karin.post("/api/v1/lock/open", &json!(spare)).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, ErrorCode::NotFound));
}

#[tokio::test]
async fn a_session_that_is_not_new_opens_none_so_a_phone_that_somebody_holds_is_no_key() {
    let scene = Scene::sqlite().await;
    let mut phone = scene.phone.clone();
    let spare = seal(&mut phone).await;
    scene.server.clock.advance_minutes(9);
    phone.post("/api/v1/lock/open", &json!(spare)).await.ok::<LockKey>();
    scene.server.clock.advance_minutes(1);
    let late = phone.post("/api/v1/lock/open", &json!(spare)).await;
    assert_eq!(late.code(), ErrorCode::NotFound);
    let mut again = pair(&scene.server, &mut scene.anna.clone(), scene.binder).await;
    again.post("/api/v1/lock/open", &json!(spare)).await.ok::<LockKey>();
}

#[tokio::test]
async fn the_part_that_opens_a_copy_of_staff_comes_with_a_sign_in_and_not_with_a_session_that_goes_on() {
    let server = TestServer::sqlite().await;
    let (person, mut anna) = server.coordinator("anna").await;
    let part = seal(&mut anna).await;
    server.clock.advance_minutes(11);
    let late = anna.post("/api/v1/lock/open", &json!(part)).await;
    assert_eq!((late.status, late.code()), (StatusCode::NOT_FOUND, ErrorCode::NotFound));
    anna.get("/api/v1/me").await.ok::<Me>();
    let mut stranger = anna.clone();
    stranger.cookie = None;
    assert_eq!(stranger.post("/api/v1/lock/open", &json!(part)).await.status, StatusCode::UNAUTHORIZED);
    let mut again = server.signed_in_again(person).await;
    let key: LockKey = again.post("/api/v1/lock/open", &json!(part)).await.ok();
    assert!(key.key == KEY);
}

#[tokio::test]
async fn what_is_no_key_is_not_sealed() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    for key in ["", "AAAA", "not base64"] {
        let answer = anna.post("/api/v1/lock", &json!({ "key": key })).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, ErrorCode::BadRequest), "{key:?}");
    }
    let made_up = anna.post("/api/v1/lock/open", &json!({ "spare": KEY })).await;
    assert_eq!(made_up.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn an_organisation_that_wants_copies_locked_tells_its_staff_and_no_owner() {
    for demanded in [false, true] {
        let scene = Scene::on(TestServer::sqlite_with(|config| config.staff_lock_required = demanded).await).await;
        let told = |me: Me| me.lock_required;
        assert_eq!(told(scene.anna.clone().get("/api/v1/me").await.ok()), demanded);
        assert!(!told(scene.phone.clone().get("/api/v1/me").await.ok()));
    }
}

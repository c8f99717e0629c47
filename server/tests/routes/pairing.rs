//! Pairing a phone.

use axum::http::StatusCode;
use domain::api::{ErrorCode, Me};
use domain::{BinderId, Role};
use serde_json::json;
use uuid::Uuid;

use crate::support::scene::{Scene, pair, pairing, start};
use crate::support::server::TestServer;

const REDEEM: &str = "/api/v1/pairings/redeem";

#[tokio::test]
async fn the_link_pairs_a_phone_once() {
    let mut scene = Scene::sqlite().await;
    let way_in = pairing(&mut scene.anna, scene.binder).await;
    let (address, secret) = way_in.link.split_once("/para#").unwrap();
    assert_eq!(address, "http://localhost:8080");
    assert!(way_in.qr_svg.contains("viewBox") && !way_in.qr_svg.contains("style="));
    let me: Me = scene.server.stranger().post(REDEEM, &json!({ "secret": secret })).await.ok();
    assert_eq!((me.role, me.person), (Role::Owner, scene.owner_id));
    let again = scene.server.stranger().post(REDEEM, &json!({ "secret": secret })).await;
    assert_eq!((again.status, again.code()), (StatusCode::GONE, ErrorCode::PairingGone));
    let code = scene.server.stranger().post(REDEEM, &json!({ "code": way_in.code })).await;
    assert_eq!(code.code(), ErrorCode::PairingGone, "the code went with the link");
}

#[tokio::test]
async fn a_way_in_is_open_for_ten_minutes() {
    let mut scene = Scene::sqlite().await;
    let way_in = pairing(&mut scene.anna, scene.binder).await;
    scene.server.clock.advance_minutes(10);
    let late = scene.server.stranger().post(REDEEM, &json!({ "code": way_in.code })).await;
    assert_eq!(late.code(), ErrorCode::PairingGone);
}

#[tokio::test]
async fn a_new_way_in_ends_the_one_before() {
    let mut scene = Scene::sqlite().await;
    let first = pairing(&mut scene.anna, scene.binder).await;
    pairing(&mut scene.anna, scene.binder).await;
    let old = scene.server.stranger().post(REDEEM, &json!({ "code": first.code })).await;
    assert_eq!(old.code(), ErrorCode::PairingGone);
}

#[tokio::test]
async fn several_phones_may_be_paired() {
    let mut scene = Scene::sqlite().await;
    let mut second = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let _: Me = second.get("/api/v1/me").await.ok();
    let _: Me = scene.phone.get("/api/v1/me").await.ok();
}

#[tokio::test]
async fn guessing_codes_is_slow_and_the_right_one_waits_too() {
    let mut scene = Scene::sqlite().await;
    let code = pairing(&mut scene.anna, scene.binder).await.code;
    let mut guesser = scene.server.stranger();
    let mut shut = 0;
    for guess in 0..40_u32 {
        let answer = guesser.post(REDEEM, &json!({ "code": format!("{guess:08}") })).await;
        shut += u32::from(answer.code() == ErrorCode::TooMany);
    }
    assert!(shut > 25, "{shut} of 40 guesses were stopped");
    assert_eq!(guesser.post(REDEEM, &json!({ "code": code })).await.code(), ErrorCode::TooMany);
}

#[tokio::test]
async fn one_of_secret_and_code_is_given() {
    let server = TestServer::sqlite().await;
    for body in [json!({}), json!({ "secret": "a", "code": "b" })] {
        let answer = server.stranger().post(REDEEM, &body).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, ErrorCode::BadRequest));
    }
}

#[tokio::test]
async fn an_owners_phone_and_a_stranger_cannot_make_ways_in() {
    let mut scene = Scene::sqlite().await;
    let path = format!("/api/v1/binders/{}/pairings", scene.binder);
    assert_eq!(scene.phone.post(&path, &json!({})).await.code(), ErrorCode::NotFound);
    assert_eq!(scene.server.stranger().post(&path, &json!({})).await.code(), ErrorCode::SignedOut);
    let (_, mut johan) = scene.server.coordinator("johan").await;
    assert_eq!(johan.post(&path, &json!({})).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn starting_twice_starts_one_and_only_for_whoever_started_it() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (_, mut johan) = server.coordinator("johan").await;
    let binder = BinderId::from_uuid(Uuid::from_u128(5));
    let first = start(&mut anna, binder, "Maja").await;
    let again = start(&mut anna, binder, "Någon annan").await;
    assert_eq!(first, again);
    assert!(!first.paired);
    let body = json!({ "id": binder, "owner_name": "Maja" });
    assert_eq!(johan.post("/api/v1/binders", &body).await.code(), ErrorCode::NotFound);
    let nameless = json!({ "id": Uuid::from_u128(6), "owner_name": "  " });
    let error = anna.post("/api/v1/binders", &nameless).await.error();
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadRequest, Some("owner_name")));
}

#[tokio::test]
async fn whoever_only_started_it_is_out_once_a_phone_is_paired() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let binder = BinderId::from_uuid(Uuid::from_u128(5));
    start(&mut anna, binder, "Maja").await;
    pair(&server, &mut anna, binder).await;
    assert_eq!(anna.round(binder, 0, 0, Vec::new()).await.code(), ErrorCode::NotFound);
}

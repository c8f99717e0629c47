//! Signing in and out.

use std::time::Duration;

use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use domain::Role;
use domain::api::{DeviceCard, ErrorCode, Me, PractitionerCard};
use serde_json::json;

use crate::support::client::Client;
use crate::support::scene::{Scene, pair};
use crate::support::server::{PASSWORD, TestServer};

fn account(username: &str, password: &str) -> serde_json::Value {
    json!({ "username": username, "password": password })
}

#[tokio::test]
async fn the_right_password_opens_and_signing_out_closes() {
    let server = TestServer::sqlite().await;
    let (person, mut anna) = server.coordinator("anna").await;
    let copy = anna.clone();
    let me: Me = anna.get("/api/v1/me").await.ok();
    assert_eq!((me.person, me.role, me.name.as_str()), (person, Role::Coordinator, "anna Test"));
    let answer = anna.ask(Method::DELETE, "/api/v1/session", None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(copy.clone().get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    assert_eq!(anna.cookie, None);
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let body = serde_json::to_vec(&account("Anna ", PASSWORD)).unwrap();
    let response = server.stranger().send(Method::POST, "/api/v1/session", Some(body)).await;
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    for part in ["__Host-parmen=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{part} is missing");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_look_alike() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let wrong = server.stranger().post("/api/v1/session", &account("anna", "fel")).await;
    let unknown = server.stranger().post("/api/v1/session", &account("ingen\u{0}", "fel")).await;
    assert_eq!((wrong.status, wrong.code()), (StatusCode::UNAUTHORIZED, ErrorCode::WrongPassword));
    assert_eq!(wrong.bytes, unknown.bytes);
}

#[tokio::test]
async fn guessing_one_account_takes_longer_and_longer() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let mut stranger = server.stranger();
    for _ in 0..6 {
        assert_eq!(
            stranger.post("/api/v1/session", &account("anna", "fel")).await.code(),
            ErrorCode::WrongPassword
        );
    }
    let shut = stranger.post("/api/v1/session", &account("anna", PASSWORD)).await;
    assert_eq!((shut.status, shut.code()), (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooMany));
    assert!(shut.error().retry_after.is_some_and(|seconds| seconds >= 1));
    server.clock.advance_minutes(1);
    let _: Me = stranger.post("/api/v1/session", &account("anna", PASSWORD)).await.ok();
}

#[tokio::test]
async fn a_session_of_staff_ends_when_it_is_not_used_and_after_a_week() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    server.clock.advance_minutes(12 * 60);
    assert_eq!(anna.get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    anna.sign_in("anna").await;
    for _ in 0..(7 * 24 / 8 - 1) {
        server.clock.advance_minutes(8 * 60);
        let _: Me = anna.get("/api/v1/me").await.ok();
    }
    server.clock.advance_minutes(8 * 60);
    assert_eq!(anna.get("/api/v1/me").await.code(), ErrorCode::SignedOut);
}

#[tokio::test]
async fn an_owners_phone_stays_paired() {
    let mut scene = Scene::sqlite().await;
    scene.server.clock.advance_minutes(3 * 365 * 24 * 60);
    let me: Me = scene.phone.get("/api/v1/me").await.ok();
    assert_eq!((me.role, me.name.as_str(), me.binders.len()), (Role::Owner, "Maja", 1));
    assert!(scene.phone.cookie.is_some(), "the cookie is sent anew");
}

#[tokio::test]
async fn only_staff_see_who_can_be_named() {
    let mut scene = Scene::sqlite().await;
    let all: Vec<PractitionerCard> = scene.anna.get("/api/v1/practitioners").await.ok();
    assert_eq!(all.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(), ["anna Test"]);
    assert_eq!(scene.phone.get("/api/v1/practitioners").await.code(), ErrorCode::NotFound);
    assert_eq!(scene.server.stranger().get("/api/v1/practitioners").await.code(), ErrorCode::SignedOut);
}

/// Waits until a session that was good is not.
async fn ends(client: &mut Client) {
    let ended = async { while client.get("/api/v1/me").await.status != StatusCode::UNAUTHORIZED {} };
    tokio::time::timeout(Duration::from_secs(10), ended).await.expect("the session was still believed");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_session_ended_at_one_process_ends_at_the_other_at_once() {
    let mut scene = Scene::postgres().await;
    let (_, router) = scene.server.neighbour().await;
    let mut tablet = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let (mut anna, mut phone) = (scene.anna.at(&router), scene.phone.at(&router));
    for client in [&mut anna, &mut phone] {
        let _: Me = client.get("/api/v1/me").await.ok();
    }
    // Both clocks stand still: nothing has become too old to be believed.
    scene.anna.ask(Method::DELETE, "/api/v1/session", None).await;
    ends(&mut anna).await;
    let path = format!("/api/v1/binders/{}/devices", scene.binder);
    let devices: Vec<DeviceCard> = tablet.get(&path).await.ok();
    let lost = devices.iter().find(|device| !device.this).unwrap();
    tablet.ask(Method::DELETE, &format!("{path}/{}", lost.id), None).await;
    ends(&mut phone).await;
}

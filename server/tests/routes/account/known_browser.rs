//! Guessing is slow, and whoever guesses keeps nobody else out.

use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use domain::api::{ErrorCode, Me};
use serde_json::json;

use super::{ACCOUNT, account, set_up, with_code};
use crate::support::client::Client;
use crate::support::server::{PASSWORD, TestServer};

/// A browser that `username` has signed in with, and out again: it has the cookie that makes it known, and no session.
async fn known(server: &TestServer, username: &str) -> Client {
    let mut client = server.stranger();
    let body = serde_json::to_vec(&account(username, PASSWORD)).unwrap();
    let response = client.send(Method::POST, "/api/v1/session", Some(body)).await;
    let cookies = response.headers().get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let cookie = cookies.filter_map(|text| text.split(';').next()).find(|pair| pair.contains("-known="));
    client.cookie = cookie.map(str::to_owned);
    assert!(client.cookie.is_some());
    client
}

/// Guesses until the gate is shut.
async fn guess(client: &mut Client, body: &serde_json::Value) {
    for _ in 0..40 {
        if client.post("/api/v1/session", body).await.code() == ErrorCode::TooMany {
            return;
        }
    }
    panic!("nobody minds");
}

#[tokio::test]
async fn a_browser_of_hers_gets_in_while_somebody_guesses() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let mut hers = known(&server, "anna").await;
    let mut stranger = server.stranger();
    guess(&mut stranger, &account("anna", "fel")).await;
    // From the same address, too: a clinic has one.
    let right = account("anna", PASSWORD);
    assert_eq!(server.stranger().post("/api/v1/session", &right).await.code(), ErrorCode::TooMany);
    let _: Me = hers.post("/api/v1/session", &right).await.ok();
}

#[tokio::test]
async fn guesses_in_a_known_browser_are_counted_there() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let mut stolen = known(&server, "anna").await;
    guess(&mut stolen, &account("anna", "fel")).await;
    let _: Me = server.stranger().post("/api/v1/session", &account("anna", PASSWORD)).await.ok();
}

#[tokio::test]
async fn a_cookie_that_is_made_up_or_anothers_makes_no_browser_known() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    server.practitioner("johan").await;
    let (mut hers, mut his) = (known(&server, "anna").await, known(&server, "johan").await);
    let mut made_up = server.stranger();
    let number = hers.cookie.as_ref().unwrap().split('.').next().unwrap().to_owned();
    made_up.cookie = Some(format!("{number}.{}", "0".repeat(64)));
    guess(&mut server.stranger(), &account("anna", "fel")).await;
    let right = account("anna", PASSWORD);
    for stranger in [&mut made_up, &mut his] {
        assert_eq!(stranger.post("/api/v1/session", &right).await.code(), ErrorCode::TooMany);
    }
    let _: Me = hers.post("/api/v1/session", &right).await.ok();
}

#[tokio::test]
async fn a_changed_password_makes_an_end_of_known_browsers() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let mut before = known(&server, "anna").await;
    let new = "gröt under tre lindar";
    let change = json!({ "password": PASSWORD, "new_password": new });
    assert_eq!(anna.post(&format!("{ACCOUNT}/password"), &change).await.status, StatusCode::NO_CONTENT);
    guess(&mut server.stranger(), &account("anna", "fel")).await;
    assert_eq!(before.post("/api/v1/session", &account("anna", new)).await.code(), ErrorCode::TooMany);
}

#[tokio::test]
async fn a_known_browser_opens_nothing_by_itself() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let mut hers = known(&server, "anna").await;
    assert_eq!(hers.get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    let wrong = hers.post("/api/v1/session", &account("anna", "fel")).await;
    assert_eq!(wrong.code(), ErrorCode::WrongPassword);
}

/// Without the password nobody comes to the codes, so nobody can shut that gate either.
#[tokio::test]
async fn codes_are_guessed_slowly_and_only_by_whoever_has_the_password() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (app, _) = set_up(&server, &mut anna).await;
    let now = server.state.clock().now();
    let wrong_both = json!({ "username": "anna", "password": "fel", "code": app.wrong(now) });
    guess(&mut server.stranger(), &wrong_both).await;
    server.clock.advance_minutes(1);
    let now = server.state.clock().now();
    let _: Me = server.stranger().post("/api/v1/session", &with_code(&app.code(now))).await.ok();

    guess(&mut server.stranger(), &with_code(&app.wrong(now))).await;
    server.clock.advance_minutes(1);
    let right = with_code(&app.code(server.state.clock().now()));
    let _: Me = server.stranger().post("/api/v1/session", &right).await.ok();
}

/// Soon it is one in five minutes: some three hundred a day, among a million codes.
#[tokio::test]
async fn an_hour_of_guessing_codes_is_two_dozen_guesses() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (app, _) = set_up(&server, &mut anna).await;
    let mut thief = server.stranger();
    let mut n_heard = 0;
    for _ in 0..60 {
        let body = with_code(&app.wrong(server.state.clock().now()));
        n_heard += u32::from(thief.post("/api/v1/session", &body).await.code() == ErrorCode::WrongOneTimeCode);
        server.clock.advance_minutes(1);
    }
    assert!((12..25).contains(&n_heard), "{n_heard}");
}

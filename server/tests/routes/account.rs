//! A practitioner's own account: the second step, the password, and where she is signed in.

mod known_browser;
mod passkey;
mod required;
mod second_step;

use axum::http::{Method, StatusCode};
use domain::api::{AccountCard, ErrorCode, Me, RecoveryCodes, SecondFactorSecret};
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app_of_codes::AppOfCodes;
use crate::support::client::Client;
use crate::support::scene::Scene;
use crate::support::server::{PASSWORD, TestServer};

const ACCOUNT: &str = "/api/v1/account";

fn account(username: &str, password: &str) -> Value {
    json!({ "username": username, "password": password })
}

fn with_code(code: &str) -> Value {
    json!({ "username": "anna", "password": PASSWORD, "code": code })
}

/// Sets the second step up.
async fn set_up(server: &TestServer, client: &mut Client) -> (AppOfCodes, Vec<String>) {
    let path = format!("{ACCOUNT}/second-factor");
    let secret: SecondFactorSecret = client.post(&path, &json!({ "password": PASSWORD })).await.ok();
    let app = AppOfCodes::new(&secret.key);
    let code = app.code(server.state.clock().now());
    let on: RecoveryCodes = client.post(&format!("{path}/confirm"), &json!({ "code": code })).await.ok();
    assert_eq!((on.codes.len(), on.me.is_some()), (10, true));
    server.clock.advance_minutes(1);
    (app, on.codes)
}

async fn sign_in(server: &TestServer, body: &Value) -> Answer {
    server.stranger().post("/api/v1/session", body).await
}

#[tokio::test]
async fn a_changed_password_is_the_only_one_and_ends_other_sessions() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let mut elsewhere = server.stranger();
    elsewhere.sign_in("anna").await;
    let change = |old: &str, new: &str| json!({ "password": old, "new_password": new });
    let path = format!("{ACCOUNT}/password");
    let new = "gröt under tre lindar";
    assert_eq!(anna.post(&path, &change("fel lösenord", new)).await.code(), ErrorCode::WrongPassword);
    for (weak, field) in [("kort", "length"), ("password1234", "common"), ("annatestanna", "common")] {
        let answer = anna.post(&path, &change(PASSWORD, weak)).await;
        assert_eq!((answer.code(), answer.json()["field"].as_str()), (ErrorCode::WeakPassword, Some(field)));
    }
    assert_eq!(anna.post(&path, &change(PASSWORD, new)).await.status, StatusCode::NO_CONTENT);
    let _: Me = anna.get("/api/v1/me").await.ok();
    assert_eq!(elsewhere.get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    assert_eq!(sign_in(&server, &account("anna", PASSWORD)).await.code(), ErrorCode::WrongPassword);
    let _: Me = sign_in(&server, &account("anna", new)).await.ok();
}

#[tokio::test]
async fn she_sees_where_she_is_signed_in_and_ends_one_of_them() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let mut elsewhere = server.stranger();
    elsewhere.sign_in("anna").await;
    let (_, mut johan) = server.coordinator("johan").await;
    let sessions = async |client: &mut Client| {
        let card: AccountCard = client.get(ACCOUNT).await.ok();
        card.sessions
    };
    let (hers, his) = (sessions(&mut anna).await, sessions(&mut johan).await);
    assert_eq!((hers.len(), his.len()), (2, 1));
    let other = hers.iter().find(|session| !session.this).unwrap();
    let end = |id| format!("{ACCOUNT}/sessions/{id}");
    // Another's is none of his, and that looks like one that has ended.
    for session in &hers {
        assert_eq!(johan.ask(Method::DELETE, &end(session.id), None).await.status, StatusCode::NO_CONTENT);
    }
    let _: Me = elsewhere.get("/api/v1/me").await.ok();
    assert_eq!(anna.ask(Method::DELETE, &end(other.id), None).await.status, StatusCode::NO_CONTENT);
    assert_eq!(elsewhere.get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    assert_eq!(sessions(&mut anna).await.len(), 1);
}

#[tokio::test]
async fn sessions_that_have_run_out_are_in_no_list() {
    let server = TestServer::sqlite().await;
    server.coordinator("anna").await;
    server.clock.advance_minutes(12 * 60);
    let mut anna = server.stranger();
    anna.sign_in("anna").await;
    let card: AccountCard = anna.get(ACCOUNT).await.ok();
    assert_eq!(card.sessions.len(), 1);
}

#[tokio::test]
async fn an_account_is_nobodys_but_its_holders() {
    let mut scene = Scene::sqlite().await;
    assert_eq!(scene.phone.get(ACCOUNT).await.code(), ErrorCode::NotFound);
    assert_eq!(scene.server.stranger().get(ACCOUNT).await.code(), ErrorCode::SignedOut);
    let elsewhere = TestServer::sqlite_with(|config| config.local_accounts = false).await;
    let (_, mut anna) = elsewhere.signed_in("anna", "Psykiatrin Öst", server::store::Authority::Region).await;
    assert_eq!(anna.get(ACCOUNT).await.code(), ErrorCode::NotFound);
}

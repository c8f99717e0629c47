//! Where the organisation demands a second step.

use axum::http::Method;
use domain::api::{AccountCard, ErrorCode, Me, RecoveryCodes, SecondFactorSecret};
use serde_json::json;

use super::{ACCOUNT, account, set_up, sign_in, with_code};
use crate::support::app_of_codes::AppOfCodes;
use crate::support::client::Client;
use crate::support::server::{PASSWORD, TestServer};

async fn server() -> TestServer {
    TestServer::sqlite_with(|config| config.second_factor_required = true).await
}

/// Whoever has given the password, and has no second step.
async fn at_the_door(server: &TestServer) -> Client {
    let mut anna = server.stranger();
    let answer = anna.post("/api/v1/session", &account("anna", PASSWORD)).await;
    assert_eq!(answer.code(), ErrorCode::SecondFactorMissing);
    assert!(anna.cookie.is_some());
    anna
}

#[tokio::test]
async fn a_first_sign_in_sets_it_up_and_then_she_is_in() {
    let server = server().await;
    server.practitioner("anna").await;
    let mut anna = at_the_door(&server).await;
    let card: AccountCard = anna.get(ACCOUNT).await.ok();
    assert!(card.is_required && card.second_factor.is_none() && card.sessions.is_empty());
    let path = format!("{ACCOUNT}/second-factor");
    let secret: SecondFactorSecret = anna.post(&path, &json!({})).await.ok();
    let app = AppOfCodes::new(&secret.key);
    let code = app.code(server.state.clock().now());
    let on: RecoveryCodes = anna.post(&format!("{path}/confirm"), &json!({ "code": code })).await.ok();
    let me: Me = anna.get("/api/v1/me").await.ok();
    assert_eq!(on.me, Some(me));
    server.clock.advance_minutes(1);
    assert_eq!(sign_in(&server, &account("anna", PASSWORD)).await.code(), ErrorCode::SecondFactorNeeded);
    let _: Me = sign_in(&server, &with_code(&app.code(server.state.clock().now()))).await.ok();
    let proof = json!({ "password": PASSWORD, "code": on.codes[0] });
    assert_eq!(anna.post(&format!("{path}/remove"), &proof).await.code(), ErrorCode::SecondFactorMissing);
}

/// Every route there is: but for setting it up, the password alone is worth nothing.
#[tokio::test]
async fn until_then_nothing_else_opens() {
    let server = server().await;
    server.practitioner("anna").await;
    let mut anna = at_the_door(&server).await;
    let open = |path: &str| {
        path == ACCOUNT || path.starts_with("/api/v1/account/second-factor") && !path.ends_with("remove")
    };
    let ways_in = [
        "/api/v1/session",
        "/api/v1/session/passkey",
        "/api/v1/session/passkey/finish",
        "/api/v1/sign-in",
        "/api/v1/sign-in/finish",
        "/api/v1/pairings/redeem",
    ];
    let for_all = ["/api/v1/openapi.json", "/api/v1/health", "/api/v1/feedback"];
    let mut n_shut = 0;
    for (method, path) in server::openapi::routes() {
        let is_way_in = method == "POST" && ways_in.contains(&path);
        if open(path) || is_way_in || for_all.contains(&path) {
            continue;
        }
        let id = "01980000-0000-7000-8000-000000000001";
        let address = path.replace("{id}", id).replace("{device}", id).replace("{passkey}", id);
        let body = (method == "POST").then(|| b"{}".to_vec());
        let answer = anna.ask(Method::from_bytes(method.as_bytes()).unwrap(), &address, body).await;
        assert_eq!(answer.code(), ErrorCode::SignedOut, "{method} {path}");
        n_shut += 1;
    }
    assert!(n_shut > 12, "{n_shut}");
}

#[tokio::test]
async fn half_an_hour_and_it_is_shut() {
    let server = server().await;
    server.practitioner("anna").await;
    let mut anna = at_the_door(&server).await;
    server.clock.advance_minutes(30);
    assert_eq!(anna.get(ACCOUNT).await.code(), ErrorCode::SignedOut);
}

/// Somebody who knows the password came to the door before she set it up, and waits there.
#[tokio::test]
async fn whoever_waits_at_the_door_does_not_set_it_up_in_her_place() {
    let server = server().await;
    server.practitioner("anna").await;
    let mut thief = at_the_door(&server).await;
    let mut anna = at_the_door(&server).await;
    set_up(&server, &mut anna).await;
    let path = format!("{ACCOUNT}/second-factor");
    assert_eq!(thief.post(&path, &json!({})).await.code(), ErrorCode::SignedOut);
    let confirm = thief.post(&format!("{path}/confirm"), &json!({ "code": "123456" })).await;
    assert_eq!(confirm.code(), ErrorCode::SignedOut);
}

//! What is refused of passkeys. That a real one opens is a journey: `end2end/tests/desktop/passkey.spec.ts`.

use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use domain::api::{AccountCard, ErrorCode, PasskeyChallenge};
use serde_json::{Value, json};

use super::{ACCOUNT, set_up};
use crate::support::answer::Answer;
use crate::support::client::Client;
use crate::support::server::{PASSWORD, TestServer};

const SIGN_IN: &str = "/api/v1/session/passkey";

/// Begins a ceremony, and keeps its cookie beside the session's.
async fn begin(client: &mut Client, path: &str, body: &Value) -> (Answer, String) {
    let session = client.cookie.clone();
    let response = client.send(Method::POST, path, Some(serde_json::to_vec(body).unwrap())).await;
    let set = response.headers().get(SET_COOKIE).map(|value| value.to_str().unwrap().to_owned());
    let kept = set.and_then(|text| Some(text.split(';').next()?.to_owned())).unwrap_or_default();
    client.cookie = Some(session.into_iter().chain([kept.clone()]).collect::<Vec<_>>().join("; "));
    (Answer::read(response).await, kept)
}

/// Of the right shape, and signed by nobody.
fn made_up() -> Value {
    let response = json!({
        "clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA",
        "userHandle": "AZMAAAAAcACAAAAAAAAA_w",
    });
    json!({ "credential": {
        "id": "AQ", "rawId": "AQ", "type": "public-key", "response": response, "extensions": {},
    }})
}

#[tokio::test]
async fn a_challenge_names_nobody_and_asks_for_finger_face_or_pin() {
    let server = TestServer::sqlite().await;
    let mut stranger = server.stranger();
    let (answer, kept) = begin(&mut stranger, SIGN_IN, &json!({})).await;
    let PasskeyChallenge { options } = answer.ok();
    assert_eq!((&options["rpId"], &options["userVerification"]), (&json!("localhost"), &json!("required")));
    assert_eq!(options["allowCredentials"], json!([]));
    assert!(kept.starts_with("__Host-parmen-passkey="));
}

#[tokio::test]
async fn what_nobody_signed_opens_nothing_and_a_challenge_is_answered_once() {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let finish = format!("{SIGN_IN}/finish");
    let mut stranger = server.stranger();
    assert_eq!(stranger.post(&finish, &made_up()).await.code(), ErrorCode::PasskeyFailed, "none was begun");
    begin(&mut stranger, SIGN_IN, &json!({})).await;
    for _ in 0..2 {
        let answer = stranger.post(&finish, &made_up()).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, ErrorCode::PasskeyFailed));
        assert!(!answer.headers.contains_key(SET_COOKIE));
    }
}

#[tokio::test]
async fn a_passkey_is_made_with_password_and_code_and_for_one_session() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (_, mut johan) = server.coordinator("johan").await;
    let path = format!("{ACCOUNT}/passkeys");
    assert_eq!(anna.post(&path, &json!({})).await.code(), ErrorCode::WrongPassword);
    let (app, _) = set_up(&server, &mut anna).await;
    let proof = json!({ "password": PASSWORD });
    assert_eq!(anna.post(&path, &proof).await.code(), ErrorCode::SecondFactorNeeded);
    let proof = json!({ "password": PASSWORD, "code": app.code(server.state.clock().now()) });
    let (answer, kept) = begin(&mut anna, &path, &proof).await;
    let PasskeyChallenge { options } = answer.ok();
    assert_eq!(options["user"]["name"], json!("anna"));
    let selection = &options["authenticatorSelection"];
    assert_eq!(
        (&selection["residentKey"], &selection["userVerification"]),
        (&json!("required"), &json!("required"))
    );
    // Johan's browser got hold of it.
    johan.cookie = johan.cookie.map(|session| format!("{session}; {kept}"));
    let finish = format!("{path}/finish");
    for client in [&mut johan, &mut anna] {
        assert_eq!(client.post(&finish, &made_up()).await.code(), ErrorCode::PasskeyFailed);
    }
    let card: AccountCard = anna.get(ACCOUNT).await.ok();
    assert_eq!(card.passkeys, []);
}

#[tokio::test]
async fn a_key_is_removed_by_whose_it_is_alone() {
    let server = TestServer::sqlite().await;
    let (person, mut anna) = server.coordinator("anna").await;
    let (_, mut johan) = server.coordinator("johan").await;
    assert!(server.state.store().add_passkey(person, "AQ", "{}").await.unwrap());
    assert!(!server.state.store().add_passkey(person, "AQ", "{}").await.unwrap(), "it is known");
    let keys = async |client: &mut Client| {
        let card: AccountCard = client.get(ACCOUNT).await.ok();
        card.passkeys
    };
    let key = keys(&mut anna).await[0];
    let path = format!("{ACCOUNT}/passkeys/{}", key.id);
    assert_eq!(johan.ask(Method::DELETE, &path, None).await.status, StatusCode::NO_CONTENT);
    assert_eq!(keys(&mut anna).await.len(), 1);
    assert_eq!(anna.ask(Method::DELETE, &path, None).await.status, StatusCode::NO_CONTENT);
    assert_eq!((keys(&mut anna).await.len(), keys(&mut johan).await.len()), (0, 0));
}

//! A one-time code beside the password.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::api::{AccountAct, AccountCard, ErrorCode, Me, RecoveryCodes, SecondFactorSecret};
use serde_json::json;

use super::{ACCOUNT, account, set_up, sign_in, with_code};
use crate::support::app_of_codes::AppOfCodes;
use crate::support::server::{PASSWORD, TestServer};

async fn a_code_is_asked_for_and_opens_once_on(server: TestServer) {
    let (person, mut anna) = server.coordinator("anna").await;
    let (app, _) = set_up(&server, &mut anna).await;
    let now = server.state.clock().now();
    let needed = sign_in(&server, &account("anna", PASSWORD)).await;
    assert_eq!((needed.status, needed.code()), (StatusCode::FORBIDDEN, ErrorCode::SecondFactorNeeded));
    assert!(!needed.headers.contains_key("set-cookie"));
    assert_eq!(sign_in(&server, &with_code(&app.wrong(now))).await.code(), ErrorCode::WrongOneTimeCode);
    assert_eq!(sign_in(&server, &account("anna", "fel")).await.code(), ErrorCode::WrongPassword);
    let code = app.code(now);
    let me: Me = sign_in(&server, &with_code(&code)).await.ok();
    assert_eq!(me.person, person);
    assert_eq!(sign_in(&server, &with_code(&code)).await.code(), ErrorCode::WrongOneTimeCode, "it was taken");
    server.clock.advance_minutes(1);
    let spaced = app.code(server.state.clock().now());
    let (a, b) = spaced.split_at(3);
    let _: Me = sign_in(&server, &with_code(&format!("{a} {b}"))).await.ok();
}

#[tokio::test]
async fn a_code_is_asked_for_and_opens_once() {
    a_code_is_asked_for_and_opens_once_on(TestServer::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_code_is_asked_for_and_opens_once() {
    a_code_is_asked_for_and_opens_once_on(TestServer::postgres().await).await;
}

/// Whoever looks over her shoulder and types as fast as she does.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_with_the_same_code_one_gets_in() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (app, paper) = set_up(&server, &mut anna).await;
    for code in [app.code(server.state.clock().now()), paper[0].clone()] {
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let mut stranger = server.stranger();
            let body = with_code(&code);
            all.spawn(async move { stranger.post("/api/v1/session", &body).await.status.is_success() });
        }
        let let_in = all.join_all().await.into_iter().filter(|is_in| *is_in).count();
        assert_eq!(let_in, 1);
        server.clock.advance_minutes(10);
    }
}

#[tokio::test]
async fn a_code_of_the_half_minute_before_is_no_second_chance() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (app, _) = set_up(&server, &mut anna).await;
    let now = server.state.clock().now();
    let earlier = app.code(domain::Timestamp::from_millis(now.as_millis() - 30_000));
    let _: Me = sign_in(&server, &with_code(&app.code(now))).await.ok();
    assert_eq!(sign_in(&server, &with_code(&earlier)).await.code(), ErrorCode::WrongOneTimeCode);
}

#[tokio::test]
async fn each_code_on_paper_opens_once_and_new_ones_end_the_old() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (app, paper) = set_up(&server, &mut anna).await;
    assert_eq!(paper.iter().collect::<BTreeSet<_>>().len(), 10);
    let _: Me = sign_in(&server, &with_code(&paper[0].to_uppercase().replace('-', " "))).await.ok();
    assert_eq!(sign_in(&server, &with_code(&paper[0])).await.code(), ErrorCode::WrongOneTimeCode);
    let card: AccountCard = anna.get(ACCOUNT).await.ok();
    assert_eq!(card.second_factor.map(|factor| factor.recovery_codes_left), Some(9));
    let proof = json!({ "password": PASSWORD, "code": app.code(server.state.clock().now()) });
    let renewed: RecoveryCodes = anna.post(&format!("{ACCOUNT}/recovery-codes"), &proof).await.ok();
    assert!(renewed.codes.iter().all(|code| !paper.contains(code)));
    assert_eq!(sign_in(&server, &with_code(&paper[1])).await.code(), ErrorCode::WrongOneTimeCode);
    let _: Me = sign_in(&server, &with_code(&renewed.codes[1])).await.ok();
}

#[tokio::test]
async fn an_open_desk_is_not_enough_to_change_it() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let path = format!("{ACCOUNT}/second-factor");
    assert_eq!(anna.post(&path, &json!({})).await.code(), ErrorCode::WrongPassword);
    assert_eq!(anna.post(&path, &json!({ "password": "fel" })).await.code(), ErrorCode::WrongPassword);
    let (app, _) = set_up(&server, &mut anna).await;
    let only_password = json!({ "password": PASSWORD });
    for path in [path.clone(), format!("{path}/remove"), format!("{ACCOUNT}/recovery-codes")] {
        assert_eq!(anna.post(&path, &only_password).await.code(), ErrorCode::SecondFactorNeeded, "{path}");
    }
    let both = json!({ "password": PASSWORD, "code": app.code(server.state.clock().now()) });
    assert_eq!(anna.post(&format!("{path}/remove"), &both).await.status, StatusCode::NO_CONTENT);
    let _: Me = sign_in(&server, &account("anna", PASSWORD)).await.ok();
}

#[tokio::test]
async fn a_new_phone_takes_over_when_it_has_shown_a_code_and_not_before() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let (old, paper) = set_up(&server, &mut anna).await;
    let path = format!("{ACCOUNT}/second-factor");
    let proof = json!({ "password": PASSWORD, "code": paper[3] });
    let secret: SecondFactorSecret = anna.post(&path, &proof).await.ok();
    let new = AppOfCodes::new(&secret.key);
    let _: Me = sign_in(&server, &with_code(&old.code(server.state.clock().now()))).await.ok();
    server.clock.advance_minutes(1);
    let now = server.state.clock().now();
    let confirm = format!("{path}/confirm");
    assert_eq!(anna.post(&confirm, &json!({ "code": old.code(now) })).await.code(), ErrorCode::WrongOneTimeCode);
    let _: RecoveryCodes = anna.post(&confirm, &json!({ "code": new.code(now) })).await.ok();
    server.clock.advance_minutes(1);
    let now = server.state.clock().now();
    assert_eq!(sign_in(&server, &with_code(&old.code(now))).await.code(), ErrorCode::WrongOneTimeCode);
    assert_eq!(sign_in(&server, &with_code(&paper[4])).await.code(), ErrorCode::WrongOneTimeCode);
    let _: Me = sign_in(&server, &with_code(&new.code(now))).await.ok();
}

#[tokio::test]
async fn setting_it_up_ends_every_other_session() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let mut elsewhere = server.stranger();
    elsewhere.sign_in("anna").await;
    let before = anna.clone();
    set_up(&server, &mut anna).await;
    let _: Me = anna.get("/api/v1/me").await.ok();
    for mut ended in [before, elsewhere] {
        assert_eq!(ended.get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    }
}

#[tokio::test]
async fn a_key_that_was_shown_is_good_for_half_an_hour() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let path = format!("{ACCOUNT}/second-factor");
    let secret: SecondFactorSecret = anna.post(&path, &json!({ "password": PASSWORD })).await.ok();
    server.clock.advance_minutes(30);
    let code = AppOfCodes::new(&secret.key).code(server.state.clock().now());
    let late = anna.post(&format!("{path}/confirm"), &json!({ "code": code })).await;
    assert_eq!(late.code(), ErrorCode::WrongOneTimeCode);
}

/// Not the key, not a code on the paper: neither as it is shown nor as it is kept in memory.
#[tokio::test]
async fn the_store_tells_neither_key_nor_codes() {
    let server = TestServer::sqlite().await;
    let (_, mut anna) = server.coordinator("anna").await;
    let path = format!("{ACCOUNT}/second-factor");
    let shown: SecondFactorSecret = anna.post(&path, &json!({ "password": PASSWORD })).await.ok();
    let (app, paper) = set_up(&server, &mut anna).await;
    drop(app);
    let pool = sqlx::AnyPool::connect(&server.config.database_url).await.unwrap();
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&pool).await.unwrap();
    let file = std::fs::read(server.folder().join("parmen.db")).unwrap();
    let holds = |bytes: &[u8]| file.windows(bytes.len()).any(|part| part == bytes);
    assert!(holds(b"anna"), "the file that is looked through is the store's");
    let secret = totp_rs::Secret::try_from_base32(&shown.key).unwrap();
    assert!(!holds(secret.as_bytes()) && !holds(shown.key.as_bytes()));
    for code in paper {
        assert!(!holds(code.as_bytes()) && !holds(code.replace('-', "").as_bytes()));
    }
}

#[tokio::test]
async fn what_happens_to_an_account_is_written_down() {
    let server = TestServer::sqlite().await;
    let (person, mut anna) = server.coordinator("anna").await;
    let (app, paper) = set_up(&server, &mut anna).await;
    let wrong = with_code(&app.wrong(server.state.clock().now()));
    for body in [account("anna", "fel"), account("ingen", "fel"), wrong, with_code(&paper[0])] {
        sign_in(&server, &body).await;
        server.clock.advance_minutes(1);
    }
    let store = server.state.store();
    let (unit, ..) = store.organizations().await.unwrap().remove(0);
    let end = server.state.clock().now().plus_minutes(1);
    let events = store.account_events(unit, domain::Timestamp::from_millis(0), end).await.unwrap();
    assert!(events.iter().all(|event| event.person == person && event.by.is_empty()));
    let mut acts: Vec<AccountAct> = events.iter().map(|event| event.act).collect();
    // What one request writes has one moment, and no order in it.
    for (a, b) in [(0, 3), (5, 7)] {
        acts[a..b].sort_by_key(|act| format!("{act:?}"));
    }
    assert_eq!(
        acts,
        [
            AccountAct::FactorOn,
            AccountAct::SignedIn,
            AccountAct::SignedIn,
            AccountAct::WrongPassword,
            AccountAct::WrongCode,
            AccountAct::RecoveryUsed,
            AccountAct::SignedIn,
        ]
    );
}

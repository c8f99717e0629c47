//! "Det här är krångligt": a count, and nothing of whom.

use axum::http::StatusCode;
use axum::http::header::COOKIE;
use domain::api::ErrorCode;
use serde_json::{Value, json};
use server::store::FeedbackCount;

use crate::support::ops::{contact, entry};
use crate::support::scene::Scene;
use crate::support::server::TestServer;
use crate::support::stage::Stage;

fn tap(server: &TestServer, days: i64) -> Value {
    let day = server.state.clock().now().plus_days(days).iso_day();
    json!({ "page": "/plan/mal", "day": day, "version": "0.1.0" })
}

async fn counted(server: &TestServer) -> Vec<FeedbackCount> {
    server.state.store().feedback("0000-00-00", "9999-99-99").await.unwrap()
}

#[tokio::test]
async fn taps_are_added_up_without_a_session() {
    let server = TestServer::sqlite().await;
    for _ in 0..2 {
        let answer = server.stranger().post("/api/v1/feedback", &tap(&server, 0)).await;
        assert_eq!((answer.status, answer.bytes.len()), (StatusCode::NO_CONTENT, 0));
    }
    let day = server.state.clock().now().iso_day();
    let count = FeedbackCount { day, page: "/plan/mal".to_owned(), version: "0.1.0".to_owned(), n_taps: 2 };
    assert_eq!(counted(&server).await, [count]);
}

#[tokio::test]
async fn a_tap_that_is_sent_again_is_counted_once_and_answered_alike() {
    let server = TestServer::sqlite().await;
    let mut body = tap(&server, 0);
    for (letter, n_taps) in [("a", 1), ("a", 1), ("b", 2)] {
        body["id"] = json!(letter.repeat(43));
        let answer = server.stranger().post("/api/v1/feedback", &body).await;
        assert_eq!((answer.status, answer.bytes.len()), (StatusCode::NO_CONTENT, 0));
        assert_eq!(counted(&server).await[0].n_taps, n_taps, "{letter}");
    }
}

#[tokio::test]
async fn an_owner_who_taps_leaves_nothing_in_the_access_log_and_nothing_in_her_log() {
    let mut scene = Scene::sqlite().await;
    let contacts = vec![contact(scene.owner(), entry(), "Eva")];
    scene.phone.push(scene.binder, contacts).await;
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    let before = (store.audit(&access, None, 100).await.unwrap().lines, store.log(&access).await.unwrap());
    let body = tap(&scene.server, 0);
    for client in [&mut scene.phone, &mut scene.anna] {
        assert_eq!(client.post("/api/v1/feedback", &body).await.status, StatusCode::NO_CONTENT);
    }
    let after = (store.audit(&access, None, 100).await.unwrap().lines, store.log(&access).await.unwrap());
    assert_eq!(before, after);
    assert_eq!(counted(&scene.server).await[0].n_taps, 2);
}

#[tokio::test]
async fn only_what_the_app_itself_says_is_counted() {
    let server = TestServer::sqlite().await;
    let wrong = [
        ("page", json!("/plan/mal?id=1")),
        ("page", json!("/finns-inte")),
        ("page", json!("Maja")),
        ("day", json!("2026-02-30")),
        ("day", json!(server.state.clock().now().plus_days(2).iso_day())),
        ("day", json!(server.state.clock().now().plus_days(-400).iso_day())),
        ("version", json!("Maja")),
        ("version", json!("0.1")),
        ("version", json!("0.1.0.0")),
        ("version", json!("0.1.99999")),
        ("id", json!("")),
        ("id", json!("Maja")),
        ("id", json!("å".repeat(43))),
        ("id", json!("a".repeat(44))),
    ];
    for (field, value) in wrong {
        let mut body = tap(&server, 0);
        body[field] = value;
        let answer = server.stranger().post("/api/v1/feedback", &body).await;
        assert_eq!(answer.code(), ErrorCode::BadRequest, "{body}");
        assert_eq!(answer.json()["field"], field, "{body}");
    }
    assert_eq!(counted(&server).await, []);
}

#[tokio::test]
async fn a_tap_that_waited_for_network_is_counted_on_its_own_day() {
    let server = TestServer::sqlite().await;
    server.stranger().post("/api/v1/feedback", &tap(&server, -30)).await;
    assert_eq!(counted(&server).await[0].day, server.state.clock().now().plus_days(-30).iso_day());
}

#[tokio::test]
async fn nobody_can_fill_the_table_by_tapping_on() {
    let server = TestServer::sqlite().await;
    let mut refused = 0;
    for _ in 0..40 {
        let answer = server.stranger().post("/api/v1/feedback", &tap(&server, 0)).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
        }
    }
    assert_eq!(refused, 9);
    assert_eq!(counted(&server).await[0].n_taps, 31);
}

#[tokio::test]
async fn a_page_of_another_site_cannot_tap() {
    let stage = Stage::new().await;
    let request = axum::http::Request::post("/api/v1/feedback")
        .header("content-type", "application/json")
        .header("origin", "https://elsewhere.example")
        .header(COOKIE, "");
    let body = tap(&stage.server, 0).to_string();
    let answer = stage.send(request.body(body.into()).unwrap()).await;
    assert_eq!(answer.code(), ErrorCode::WrongOrigin);
    assert_eq!(counted(&stage.server).await, []);
}

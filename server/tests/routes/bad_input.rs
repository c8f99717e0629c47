//! Everything the API is asked with, spoilt in every way: the answer is a code, nothing is stored, and
//! nothing of what somebody wrote is in the answer or in the log.

use crate::support::answer::Answer;
use crate::support::log::{assert_silent, listen};
use crate::support::stage::{PERSONAL, Pair, Stage};
use axum::http::{Method, StatusCode};
use domain::api::{ErrorBody, ErrorCode};
use serde_json::{Value, json};

fn code(answer: &Answer, of: &str) -> ErrorCode {
    assert!(answer.status.is_client_error(), "{of}: {} {}", answer.status, answer.text());
    let body: ErrorBody =
        serde_json::from_slice(&answer.bytes).unwrap_or_else(|_| panic!("{of}: {}", answer.text()));
    assert!(!answer.text().contains("Hemlig") && !answer.text().contains("Lindqvist"), "{of}: {}", answer.text());
    body.code
}

/// Every way to spoil one value: the wrong type, nothing, too much.
fn spoilt() -> Vec<(&'static str, Option<Value>)> {
    vec![
        ("missing", None),
        ("null", Some(Value::Null)),
        ("a flag", Some(json!(true))),
        ("a list", Some(json!([PERSONAL]))),
        ("an object", Some(json!({"nothing": PERSONAL}))),
        ("words", Some(json!(PERSONAL))),
        ("a negative number", Some(json!(-1.5))),
        ("a book", Some(json!(format!("{PERSONAL} ").repeat(10_000)))),
    ]
}

/// The same body with the value at a pointer spoilt, or taken away.
fn with(body: &Value, pointer: &str, value: Option<&Value>) -> Value {
    let mut body = body.clone();
    if let Some(value) = value {
        *body.pointer_mut(pointer).unwrap() = value.clone();
    } else {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
    }
    body
}

async fn counts(stage: &Stage, pair: &Pair) -> (usize, usize) {
    (stage.n_ops(pair.binder).await, stage.server.state.store().binder_ids().await.unwrap().len())
}

#[tokio::test]
async fn every_field_of_the_account_and_pairing_routes() {
    let log = listen();
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let before = counts(&stage, &pair).await;
    let id = "0193-nobody";
    let routes = [
        ("/api/v1/session", "", json!({"username": "anna", "password": PERSONAL})),
        ("/api/v1/binders", pair.desk.as_str(), json!({"id": id, "owner_name": PERSONAL})),
        ("/api/v1/pairings/redeem", "", json!({"secret": PERSONAL})),
        ("/api/v1/pairings/redeem", "", json!({"code": PERSONAL})),
        ("/api/v1/feedback", "", json!({"page": "/plan", "day": "2026-11-24", "version": "0.1.0"})),
    ];
    for (path, cookie, body) in routes {
        for field in body.as_object().unwrap().keys() {
            for (how, value) in spoilt() {
                let spoilt = with(&body, &format!("/{field}"), value.as_ref());
                let answer = stage.post(path, cookie, &spoilt).await;
                code(&answer, &format!("{path} {field} {how}"));
            }
        }
    }
    assert_eq!(counts(&stage, &pair).await, before);
    assert_silent(&log);
}

#[tokio::test]
async fn every_field_of_a_sync() {
    let log = listen();
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let body = pair.sync(&[]);
    // Those that may be left out are no mistake when they are.
    let optional = ["ops", "opened"];
    for field in body.as_object().unwrap().keys() {
        for (how, value) in spoilt() {
            if value.is_none() && optional.contains(&field.as_str()) {
                continue;
            }
            let answer = stage
                .post(&pair.sync_path(), &pair.phone, &with(&body, &format!("/{field}"), value.as_ref()))
                .await;
            code(&answer, &format!("{field} {how}"));
        }
    }
    let mut body = body;
    body["opened"] = json!([{"tab": PERSONAL, "at": 1}]);
    assert_eq!(code(&stage.post(&pair.sync_path(), &pair.phone, &body).await, "opened"), ErrorCode::BadRequest);
    assert_eq!(stage.n_ops(pair.binder).await, 0);
    assert_silent(&log);
}

#[tokio::test]
async fn every_field_of_an_op() {
    let log = listen();
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let pointers = [
        "/id",
        "/tab",
        "/entry",
        "/audience",
        "/audience/to",
        "/author",
        "/author/person",
        "/author/role",
        "/provenance",
        "/provenance/how",
        "/made_at",
        "/kind",
        "/body",
        "/body/entry_kind",
        "/body/fields",
        "/body/fields/name",
        "/body/fields/name/value",
        "/body/fields/name/value/text",
    ];
    // Each with an id of its own: what is in the log already would be accepted again, whatever it says.
    let mut numbers = 1..;
    for pointer in pointers {
        for (how, value) in spoilt() {
            let op = pair.contact(numbers.next().unwrap_or_default(), PERSONAL);
            if pointer.ends_with("/text") && how == "words" {
                continue;
            }
            let of = format!("{pointer} {how}");
            let sync = pair.sync(&[with(&op, pointer, value.as_ref())]);
            let answer = stage.post(&pair.sync_path(), &pair.phone, &sync).await;
            // What can be read as an op and is not a good one is refused by name; the rest is no request.
            if answer.status == StatusCode::OK {
                let json = answer.json();
                let unknown = pointer == "/kind" && how == "words";
                assert!(unknown || json["accepted"].is_null(), "{of}: {json}");
                assert!(unknown || json["refused"].as_array().map(Vec::len) == Some(1), "{of}: {json}");
            } else {
                code(&answer, &of);
            }
        }
    }
    // A kind from a newer app, brought by her own phone, is kept as it is; nothing else was.
    assert_eq!(stage.n_ops(pair.binder).await, 1);
    assert_silent(&log);
}

/// Every route of the document, each part of its address that varies in turn.
#[tokio::test]
async fn every_part_of_every_address_that_names_nothing() {
    let log = listen();
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let id = pair.binder.to_string();
    let mut n_asked = 0;
    for (method, route) in server::openapi::routes() {
        let parts: Vec<&str> = route.split('/').collect();
        for varying in (0..parts.len()).filter(|n| parts[*n].starts_with('{')) {
            for nothing in ["%ff%fe", "%00", "nobody", "..%2f..%2f", &"x".repeat(5_000)] {
                let address: Vec<&str> = (0..parts.len())
                    .map(|n| match parts[n] {
                        _ if n == varying => nothing,
                        part if part.starts_with('{') => &id,
                        part => part,
                    })
                    .collect();
                let (method, address) = (method.parse::<Method>().unwrap(), address.join("/"));
                for cookie in [pair.phone.as_str(), pair.desk.as_str(), ""] {
                    code(&stage.ask(method.clone(), &address, cookie, "{}").await, &address);
                    n_asked += 1;
                }
            }
        }
    }
    println!("{n_asked} addresses");
    assert!(n_asked > 300, "{n_asked}");
    assert_silent(&log);
}

#[tokio::test]
async fn what_is_not_json_not_ours_not_there_or_not_small() {
    let log = listen();
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let (path, good) = (pair.sync_path(), pair.sync(&[pair.contact(1, PERSONAL)]).to_string());
    for (how, body, wanted) in [
        ("garbage", format!("{PERSONAL}{{"), ErrorCode::BadRequest),
        ("half", good.chars().take(good.len() / 2).collect(), ErrorCode::BadRequest),
        ("nothing", String::new(), ErrorCode::BadRequest),
        ("a list", "[]".to_owned(), ErrorCode::BadRequest),
        ("huge", format!("{good}{}", " ".repeat(1024 * 1024)), ErrorCode::TooLarge),
    ] {
        let answer = stage.ask(Method::POST, &path, &pair.phone, body).await;
        assert_eq!(code(&answer, how), wanted, "{how}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(code(&stage.ask(Method::POST, &path, &pair.phone, deep).await, "deep"), ErrorCode::BadRequest);

    let body: Value = serde_json::from_str(&good).unwrap();
    let newer = stage.post(&path, &pair.phone, &with(&body, "/protocol", Some(&json!(99)))).await;
    assert_eq!(code(&newer, "a newer protocol"), ErrorCode::FutureProtocol);
    for other in ["0193ffff-0000-7000-8000-000000000000", "nobody", "%00", "..%2f"] {
        let answer = stage.post(&format!("/api/v1/binders/{other}/sync"), &pair.phone, &body).await;
        assert_eq!(code(&answer, other), ErrorCode::NotFound, "{other}");
    }
    assert_eq!(code(&stage.post(&path, "", &body).await, "no session"), ErrorCode::SignedOut);
    assert_eq!(code(&stage.post(&path, "__Host-parmen=x", &body).await, "no such session"), ErrorCode::SignedOut);
    let history = format!("/api/v1/binders/{}/history", pair.binder);
    for query in ["", "?tab=plan", "?tab=x&entry=y", "?tab=plan&entry=y"] {
        let answer = stage.ask(Method::GET, &format!("{history}{query}"), &pair.phone, "").await;
        code(&answer, query);
    }
    code(&stage.ask(Method::GET, "/api/v1/live?after=x", &pair.phone, "").await, "live");
    assert_eq!(stage.n_ops(pair.binder).await, 0);
    assert_silent(&log);
}

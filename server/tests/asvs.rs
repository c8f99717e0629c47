//! OWASP ASVS 5.0.0, level 2: tests of requirements that nothing else tests, named after them, and the table in
//! `ASVS.md`, which must name every requirement once and only files and tests that are there.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode};
use domain::api::ErrorCode;
use serde_json::json;
use tower::ServiceExt as _;

use crate::support::answer::Answer;
use crate::support::scene::Scene;
use crate::support::server::{PASSWORD, TestServer};
use crate::support::stage::Stage;

/// How many requirements of level 1 and 2 each chapter has.
const REQUIREMENTS: [(u32, usize); 17] = [
    (1, 27),
    (2, 11),
    (3, 19),
    (4, 10),
    (5, 9),
    (6, 35),
    (7, 18),
    (8, 7),
    (9, 7),
    (10, 29),
    (11, 14),
    (12, 9),
    (13, 13),
    (14, 9),
    (15, 13),
    (16, 16),
    (17, 7),
];

const VERDICTS: [&str; 4] = ["met", "partly", "not met", "not applicable"];

/// The cells of every row that is about requirements.
fn rows() -> Vec<Vec<String>> {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let is_row =
        |line: &&str| line.strip_prefix("| ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    include_str!("../ASVS.md").lines().filter(is_row).map(cells).collect()
}

#[test]
fn the_table_names_every_requirement_once_with_a_verdict_and_a_reason() {
    let mut named: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for row in rows() {
        let [requirements, verdict, reason] = row.as_slice() else { panic!("three cells: {row:?}") };
        assert!(VERDICTS.contains(&verdict.as_str()) && reason.len() > 5, "{row:?}");
        assert!(verdict != "met" || reason.contains('`'), "what is met names where: {row:?}");
        for requirement in requirements.split(", ") {
            let chapter = requirement.split('.').next().unwrap().parse().unwrap();
            let of = named.entry(chapter).or_default();
            assert!(!of.contains(&requirement.to_owned()), "{requirement} stands twice");
            of.push(requirement.to_owned());
        }
    }
    let counted: Vec<(u32, usize)> = named.iter().map(|(chapter, of)| (*chapter, of.len())).collect();
    assert_eq!(counted, REQUIREMENTS);
}

/// `path/to/file` or `path/to/file::name_of_a_test`.
#[test]
fn the_files_and_tests_that_the_table_names_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut n_named = 0;
    for named in include_str!("../ASVS.md").split('`').skip(1).step_by(2) {
        let (path, test) = named.split_once("::").map_or((named, None), |(path, test)| (path, Some(test)));
        let is_file = !path.starts_with('/') && !path.contains(' ') && path.contains('/') && path.contains('.');
        if !is_file {
            continue;
        }
        let file = root.join(path);
        assert!(file.exists(), "{path} is not there");
        if let Some(test) = test {
            let source = std::fs::read_to_string(&file).unwrap();
            assert!(source.contains(&format!("fn {test}(")), "{path} has no test {test}");
        }
        n_named += 1;
    }
    assert!(n_named > 60, "{n_named}");
}

#[tokio::test]
async fn v13_4_4_trace_is_answered_nowhere() {
    let stage = Stage::new().await;
    for path in ["/api/v1/me", "/api/v1/health", "/dela/x", "/", "/finns-inte"] {
        let request = Request::builder().method(Method::TRACE).uri(path).header("cookie", "hemlig=1");
        let answer = stage.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert!(!answer.text().contains("hemlig"), "{path}");
    }
}

/// A form on another site can send words, and only scripts of ours can call them JSON.
#[tokio::test]
async fn v3_5_2_a_body_that_is_not_called_json_is_not_read() {
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let body = pair.sync(&[pair.contact(1, "Eva")]).to_string();
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let request =
            Request::post(pair.sync_path()).header("cookie", &pair.phone).header(CONTENT_TYPE, content_type);
        let answer = stage.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert_eq!(answer.code(), ErrorCode::BadRequest, "{content_type}");
    }
    assert_eq!(stage.n_ops(pair.binder).await, 0);
}

#[tokio::test]
async fn v15_3_7_what_is_said_twice_is_no_request() {
    let mut scene = Scene::sqlite().await;
    let (binder, entry) = (scene.binder, "01930000-0000-7000-8000-0000000000aa");
    let history = format!("/api/v1/binders/{binder}/history?tab=contacts&entry={entry}");
    assert_eq!(scene.anna.get(&history).await.status, StatusCode::OK);
    let twice = scene.anna.get(&format!("{history}&tab=plan")).await;
    assert_eq!(twice.code(), ErrorCode::BadRequest);
    let body = format!(r#"{{"protocol":1,"replica":"{entry}","after":0,"after":5,"generation":0}}"#);
    let twice =
        scene.anna.ask(Method::POST, &format!("/api/v1/binders/{binder}/sync"), Some(body.into_bytes())).await;
    assert_eq!(twice.code(), ErrorCode::BadRequest);
}

async fn guesses(router: &Router, peer: u8, told: &str) -> StatusCode {
    let body = json!({ "username": format!("{peer}-{told}"), "password": "fel" }).to_string();
    let request = Request::post("/api/v1/session").header(CONTENT_TYPE, "application/json");
    let mut request = request.header("x-forwarded-for", told).body(Body::from(body)).unwrap();
    let peer = IpAddr::V4(Ipv4Addr::new(10, 0, 0, peer));
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer, 1)));
    router.clone().oneshot(request).await.unwrap().status()
}

/// Whoever guesses cannot take another address by saying so; behind a proxy the last one, which the proxy says,
/// counts (4.1.3).
#[tokio::test]
async fn v15_3_4_a_caller_cannot_choose_the_address_that_its_guesses_count_at() {
    let mut server = TestServer::sqlite().await;
    let mut last = StatusCode::OK;
    for n in 0..40 {
        last = guesses(&server.router, 1, &format!("192.0.2.{n}")).await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "no proxy is trusted: what is told counts for nothing");
    server.config.trust_proxy = true;
    let (_, router) = server.neighbour().await;
    for n in 0..40 {
        last = guesses(&router, 2, &format!("192.0.2.{n}, 198.51.100.7")).await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "what came before the proxy is the caller's own invention");
    assert_eq!(guesses(&router, 2, "192.0.2.1, 198.51.100.8").await, StatusCode::UNAUTHORIZED, "the next caller");
}

#[tokio::test]
async fn v7_2_4_signing_in_ends_the_session_that_the_browser_had() {
    let mut scene = Scene::sqlite().await;
    let before = scene.anna.clone();
    scene.anna.sign_in("anna").await;
    assert_ne!(scene.anna.cookie, before.cookie);
    assert_eq!(before.clone().get("/api/v1/me").await.code(), ErrorCode::SignedOut);
    assert_eq!(scene.anna.get("/api/v1/me").await.status, StatusCode::OK);
    // A wrong password ends nothing, and on an owner's phone nothing is ended either.
    let wrong = json!({ "username": "anna", "password": "fel lösenord" });
    let kept = scene.anna.clone();
    assert_eq!(scene.anna.post("/api/v1/session", &wrong).await.code(), ErrorCode::WrongPassword);
    assert_eq!(kept.clone().get("/api/v1/me").await.status, StatusCode::OK);
    let right = json!({ "username": "anna", "password": PASSWORD });
    let mut borrowed = scene.phone.clone();
    assert_eq!(borrowed.post("/api/v1/session", &right).await.status, StatusCode::OK);
    assert_eq!(scene.phone.get("/api/v1/me").await.status, StatusCode::OK);
}

/// Files are found in a list that was made at the start; a path is no way to the disk.
#[tokio::test]
async fn v5_3_2_no_address_reaches_a_file_outside_the_built_site_nor_a_list_of_files() {
    let stage = Stage::with_site(crate::pages::site).await;
    std::fs::write(stage.server.folder().join("hemlig.txt"), "hemlig").unwrap();
    for path in [
        "/../hemlig.txt",
        "/%2e%2e/hemlig.txt",
        "/assets/..%2f..%2fhemlig.txt",
        "/assets/",
        "/assets",
        "/.git/config",
        "/assets.json",
    ] {
        let answer: Answer = stage.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("hemlig") && !answer.text().contains("app.123.css\""), "{path}");
    }
}

//! The headers that every answer carries, at every kind of route.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use server::pages::Pages;
use tower::ServiceExt as _;

use crate::pages::site;
use crate::support::answer::Answer;
use crate::support::stage::{Pair, Stage};

const SAME_EVERYWHERE: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn check(what: &str, answer: &Answer) {
    for (name, value) in SAME_EVERYWHERE {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    // A form without an origin could not be told from one on another site, so that page tells it to us alone.
    let referrer =
        if what.starts_with("/dela/") || what.starts_with("/inbjudan/") { "same-origin" } else { "no-referrer" };
    assert_eq!(answer.header("referrer-policy"), referrer, "{what}");
    // What a document may do; on other answers nobody reads it.
    let (permissions, kind) = (answer.header("permissions-policy"), answer.header("content-type"));
    if kind.is_empty() || kind.starts_with("text/html") {
        for denied in ["camera=()", "microphone=()", "geolocation=()", "usb=()"] {
            assert!(permissions.contains(denied), "{what}: {permissions}");
        }
    } else {
        assert_eq!(permissions, "", "{what}: {kind}");
    }
    for rule in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(answer.header("content-security-policy").contains(rule), "{what}: {rule}");
    }
    let content_type = answer.header("content-type");
    // A stream of events is UTF-8 by its definition.
    let is_text = content_type.starts_with("text/") || content_type.contains("+xml");
    let is_text = is_text && content_type != "text/event-stream";
    assert!(answer.bytes.is_empty() || !content_type.is_empty(), "{what}: of no type");
    assert!(!is_text || content_type.ends_with("; charset=utf-8"), "{what}: {content_type}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    assert_eq!(answer.header("strict-transport-security"), "", "{what}: not over http");
}

async fn answers(stage: &Stage, pair: &Pair) -> Vec<(String, StatusCode, Answer)> {
    let mut answers = Vec::new();
    let shells = stage.get("/precache.json").await.json()["shells"].clone();
    let shells =
        shells.as_array().unwrap().iter().map(|shell| (shell.as_str().unwrap().to_owned(), StatusCode::OK));
    let expected = [
        ("/precache.json", StatusCode::OK),
        ("/sw.js", StatusCode::OK),
        ("/assets/app.123.css", StatusCode::OK),
        ("/icons.svg", StatusCode::OK),
        ("/finns-inte", StatusCode::NOT_FOUND),
        ("/dela/finns-inte", StatusCode::GONE),
        ("/inbjudan/finns-inte", StatusCode::GONE),
        ("/inbjudan/finns-inte/mote.ics", StatusCode::GONE),
        ("/kalender/finns-inte/moten.ics", StatusCode::NOT_FOUND),
        ("/api/v1/health", StatusCode::OK),
        ("/api/v1/openapi.json", StatusCode::OK),
        ("/api/v1/me", StatusCode::UNAUTHORIZED),
        ("/api/v1/finns-inte", StatusCode::NOT_FOUND),
    ];
    let expected = expected.map(|(path, status)| (path.to_owned(), status));
    for (path, status) in shells.chain(expected) {
        let answer = stage.get(&path).await;
        answers.push((path, status, answer));
    }
    let tag = stage.get("/icons.svg").await.header("etag").to_owned();
    let asked = |path: &str| Request::builder().uri(path);
    let requests = [
        ("/icons.svg", StatusCode::NOT_MODIFIED, asked("/icons.svg").header("if-none-match", tag)),
        ("/sw.js", StatusCode::METHOD_NOT_ALLOWED, asked("/sw.js").method(Method::PUT)),
        ("/api/v1/me", StatusCode::METHOD_NOT_ALLOWED, asked("/api/v1/me").method(Method::PUT)),
        (
            "a form of another site",
            StatusCode::FORBIDDEN,
            asked("/dela/x").method(Method::POST).header("sec-fetch-site", "cross-site"),
        ),
        (
            "too large",
            StatusCode::PAYLOAD_TOO_LARGE,
            asked("/api/v1/session").method(Method::POST).header("content-length", "9999999"),
        ),
    ];
    for (what, status, request) in requests {
        answers.push((what.to_owned(), status, stage.send(request.body(Body::empty()).unwrap()).await));
    }
    let path = pair.sync_path();
    let answer = stage.post(&path, &pair.phone, &pair.sync(&[])).await;
    answers.push((path, StatusCode::OK, answer));
    answers
}

#[tokio::test]
async fn every_kind_of_answer_carries_them() {
    let stage = Stage::with_site(site).await;
    let pair = stage.pair().await;
    let answers = answers(&stage, &pair).await;
    assert!(answers.len() > 14, "{}", answers.len());
    for (what, status, answer) in answers {
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        check(&what, &answer);
    }
    // A stream has no end, so only its head is read.
    let listen = Request::get("/api/v1/live").header("cookie", &pair.phone).body(Body::empty()).unwrap();
    let response = stage.router.clone().oneshot(listen).await.unwrap();
    let head = Answer { status: response.status(), headers: response.headers().clone(), bytes: Vec::new() };
    assert_eq!(head.status, StatusCode::OK);
    check("/api/v1/live", &head);
}

#[tokio::test]
async fn a_browser_is_held_to_https_only_where_it_came_by_https() {
    let mut stage = Stage::new().await;
    let cases = [
        ("http://localhost", false, "", false),
        ("https://parmen.example", false, "", true),
        ("http://localhost", false, "https", false),
        ("http://localhost", true, "https", true),
        ("https://parmen.example", true, "http", false),
        ("https://parmen.example", true, "", true),
    ];
    for (origin, trust_proxy, told, held) in cases {
        (stage.server.config.origin, stage.server.config.trust_proxy) = (origin.to_owned(), trust_proxy);
        let (again, _) = stage.server.neighbour().await;
        let pages = Pages::load(std::path::Path::new("no site"), &stage.server.config.ways_in()).await.unwrap();
        stage.router = server::site(again, pages).unwrap();
        let mut request = Request::get("/api/v1/health");
        if !told.is_empty() {
            request = request.header("x-forwarded-proto", told);
        }
        let answer = stage.send(request.body(Body::empty()).unwrap()).await;
        let has = !answer.header("strict-transport-security").is_empty();
        assert_eq!(has, held, "{origin}, trusted: {trust_proxy}, told: {told}");
    }
}

//! One request: how each route is asked about a pärm, and what of the answer stands in the table.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request};
use domain::BinderId;
use domain::api::{CollaborationIssue, IssueList, LiveEvent, Me, PROTOCOL};
use serde_json::{Value, json};
use tokio_stream::StreamExt as _;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::people::{Actor, DRAWN, Door, LIFTED, OTHER, Target};
use crate::support::answer::Answer;
use crate::support::ops::jpeg;
use crate::support::server::NOON;

/// What is asked, and of which pärm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) target: Target,
}

/// Every route of the document. What makes or ends something for good comes last.
pub(super) fn routes() -> Vec<(&'static str, &'static str)> {
    let mut routes: Vec<_> = server::openapi::routes().collect();
    routes.sort_by_key(|route| match *route {
        ("POST", "/api/v1/binders" | "/api/v1/issues" | "/api/v1/binders/{id}/issues") => 1,
        ("DELETE", "/api/v1/session") => 2,
        _ => 0,
    });
    routes
}

/// Which pärmar a route can be asked about.
pub(super) fn targets(path: &str) -> &'static [Target] {
    let names_one = path.contains("{id}") || ["/api/v1/live", "/api/v1/binders"].contains(&path);
    if names_one { &Target::ALL } else { &Target::ALL[..1] }
}

/// An id of this person's own, made as if by chance.
fn issue_of(actor: &Actor) -> Uuid {
    let n = actor.name.bytes().fold(0, |n: u32, byte| n.wrapping_mul(31).wrapping_add(u32::from(byte)));
    Uuid::from_u128(0x4000_8000_0000_0000_0000_u128 + u128::from(n) * 16)
}

fn body(path: &str, binder: BinderId, actor: &Actor) -> Value {
    match path {
        "/api/v1/binders/{id}/sync" => json!({
            "protocol": PROTOCOL, "replica": Uuid::from_u128(9), "after": 0, "generation": 0,
        }),
        "/api/v1/binders" => json!({ "id": binder, "owner_name": "Ny" }),
        "/api/v1/session" => json!({ "username": actor.name, "password": "wrong" }),
        "/api/v1/account/password" => json!({ "password": "wrong", "new_password": "gröt under tre lindar" }),
        "/api/v1/lock" => json!({ "key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
        "/api/v1/lock/open" => json!({ "spare": "AAAA" }),
        "/api/v1/account/second-factor/confirm" => json!({ "code": "000000" }),
        "/api/v1/session/passkey/finish" | "/api/v1/account/passkeys/finish" => json!({ "credential": {} }),
        "/api/v1/sign-in/finish" => json!({ "state": "" }),
        "/api/v1/pairings/redeem" => json!({ "code": "00000000" }),
        "/api/v1/issues" | "/api/v1/binders/{id}/issues" => json!({
            "id": issue_of(actor), "category": "waiting", "level": "group",
            "text": "Ingen svarar.", "tried": "Ringt.",
        }),
        "/api/v1/issues/{issue}/lift" => json!({ "level": "management", "tried": "Mejlat." }),
        "/api/v1/issues/{issue}/decision" => json!({ "text": "Så blir det.", "day": "2026-11-24" }),
        "/api/v1/reviews/{organization}" => {
            json!({ "id": DRAWN, "from": NOON - 60_000, "until": NOON, "wanted": 5 })
        }
        "/api/v1/reviews/{organization}/{review}/finding" => json!({ "outcome": "nothing" }),
        "/api/v1/binders/{id}/reminders" => json!({
            "endpoint": "https://push.example.com/1", "auth": "AAAAAAAAAAAAAAAAAAAAAA",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "wishes": { "day_before": true },
        }),
        "/api/v1/feedback" => json!({ "page": "/plan", "day": "2026-11-24", "version": "0.1.0" }),
        _ => json!({}),
    }
}

/// Asks as a browser of this person does. A route that needs more than the pärm's id is asked about everything
/// of it there is; the answers are put together.
pub(super) async fn ask(door: &Door, actor: &Actor, asked: Asked) -> Answer {
    let binder = door.binder(asked.target, actor);
    let address = asked.path.replace("{id}", &binder.to_string()).replace("{device}", &door.spare.to_string());
    let address = address.replace("{passkey}", &door.spare.to_string());
    let address = address.replace("{attachment}", &door.photo.to_string());
    let address = address.replace("{issue}", &LIFTED.to_string());
    let address = address.replace("{organization}", &door.unit.to_string());
    let address = address.replace("{review}", &DRAWN.to_string());
    match asked.path {
        "/api/v1/binders/{id}/history" => {
            let mut all: Vec<Answer> = Vec::new();
            for (tab, entry) in &door.entries {
                all.push(send(door, actor, asked, &format!("{address}?tab={}&entry={entry}", tab.as_str())).await);
            }
            put_together(door, all)
        }
        "/api/v1/live" => send(door, actor, asked, &format!("{address}?after={binder}:1")).await,
        _ => send(door, actor, asked, &address).await,
    }
}

async fn send(door: &Door, actor: &Actor, asked: Asked, address: &str) -> Answer {
    let mut request = Request::builder().method(Method::from_bytes(asked.method.as_bytes()).unwrap()).uri(address);
    if let Some(cookie) = &actor.cookie {
        request = request.header(COOKIE, cookie);
    }
    let is_picture = asked.path.contains("{attachment}");
    let body = if asked.method == "POST" || (asked.method == "PUT" && !is_picture) {
        request = request.header(CONTENT_TYPE, "application/json");
        Body::from(body(asked.path, door.binder(asked.target, actor), actor).to_string())
    } else if asked.method == "PUT" {
        Body::from(jpeg(1))
    } else {
        Body::empty()
    };
    let mut request = request.body(body).unwrap();
    // An address of her own, so that nobody waits for others' guesses.
    let place = door.actors.iter().position(|known| known.name == actor.name).unwrap_or_default();
    let own = IpAddr::V4(Ipv4Addr::new(10, 0, 0, u8::try_from(place).unwrap()));
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(own, 1)));
    let response = door.scene.server.router.clone().oneshot(request).await.unwrap();
    if asked.path != "/api/v1/live" || !response.status().is_success() {
        return Answer::read(response).await;
    }
    // A stream has no end: what it says at once is all that is asked for.
    let (parts, body) = response.into_parts();
    let (mut stream, mut bytes) = (body.into_data_stream(), Vec::new());
    while let Ok(Some(Ok(piece))) = tokio::time::timeout(Duration::ZERO, stream.next()).await {
        bytes.extend(piece);
    }
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// The good ones, if there are any, with the tabs that were told; else they must all be the same.
fn put_together(door: &Door, mut all: Vec<Answer>) -> Answer {
    let told: Vec<&str> = all
        .iter()
        .zip(&door.entries)
        .filter(|(one, _)| one.status.is_success())
        .map(|(_, (tab, _))| tab.as_str())
        .collect();
    if told.is_empty() {
        let same = all.iter().all(|one| one.comparable() == all[0].comparable());
        assert!(same, "{all:?}");
        return all.swap_remove(0);
    }
    let all_bytes: Vec<&[u8]> =
        std::iter::once(b"".as_slice()).chain(all.iter().map(|one| one.bytes.as_slice())).collect();
    let bytes = [told.join(" ").into_bytes(), all_bytes.join(b"\n".as_slice())].concat();
    let good = all.into_iter().find(|one| one.status.is_success()).unwrap();
    Answer { bytes, ..good }
}

/// The status, the code of a refusal, and of a good answer what it is about.
pub(super) fn cell(asked: Asked, binder: BinderId, answer: &Answer) -> String {
    let status = answer.status.as_u16();
    if !answer.status.is_success() {
        return format!("{status} {}", answer.json()["code"].as_str().unwrap_or("?"));
    }
    let about = match asked.path {
        "/api/v1/binders/{id}/history" => answer.text().lines().next().unwrap_or_default().to_owned(),
        "/api/v1/binders/{id}/sync" => told_tabs(&answer.json()),
        "/api/v1/me" => binders(answer),
        "/api/v1/issues" if asked.method == "GET" => issues(answer),
        "/api/v1/live" => told_at_once(answer, binder),
        _ => String::new(),
    };
    format!("{status} {about}").trim_end().to_owned()
}

/// The tabs that came whole.
fn told_tabs(sync: &Value) -> String {
    let tabs = sync["checkpoints"].as_array().into_iter().flatten().filter_map(|one| one["state"]["tab"].as_str());
    tabs.collect::<Vec<_>>().join(" ")
}

/// How many of those that were lifted are told.
fn issues(answer: &Answer) -> String {
    let list: IssueList = serde_json::from_slice(&answer.bytes).unwrap();
    let whose = |issue: &CollaborationIssue| if issue.mine { "her own" } else { "another's" };
    list.issues.iter().map(whose).collect::<Vec<_>>().join(" ")
}

fn binders(answer: &Answer) -> String {
    let me: Me = serde_json::from_slice(&answer.bytes).unwrap();
    let name = |id| if id == OTHER { Target::Other } else { Target::Hers }.name();
    me.binders.iter().map(|card| name(card.id)).collect::<Vec<_>>().join(" ")
}

/// Whether the stream says at once that there is something new in this pärm.
fn told_at_once(answer: &Answer, about: BinderId) -> String {
    let text = answer.text();
    let mut events = text.lines().filter_map(|line| line.strip_prefix("data: "));
    let is_told = events.any(
        |event| matches!(serde_json::from_str(event), Ok(LiveEvent::Moved { binder, .. }) if binder == about),
    );
    if is_told { "told".to_owned() } else { String::new() }
}

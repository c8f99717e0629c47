//! The whole service as a browser meets it, in process: a store of its own, a clock that stands still, a
//! coordinator, and an owner with a paired phone.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    reason = "each test binary that includes this file uses another part of it"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::api::{BinderCard, Me, PairingResponse};
use domain::{BinderId, Timestamp};
use serde_json::{Value, json};
use server::AppState;
use server::auth::password;
use server::clock::{Clock, MockClock};
use server::config::Config;
use server::pages::Pages;
use server::store::Authority;
use tower::ServiceExt as _;
use uuid::Uuid;

/// What somebody wrote about herself: must never be in a log, an error or a shell.
pub const PERSONAL: &str = "Hemligheten om Maja Lindqvist";

/// The coordinator's password.
pub const PASSWORD: &str = "ett långt lösenord";

static STAGES: AtomicU32 = AtomicU32::new(0);

pub struct Stage {
    pub state: AppState,
    pub router: Router,
    pub clock: Arc<MockClock>,
    folder: PathBuf,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie it sets, as it is sent back.
    pub fn cookie(&self) -> String {
        self.headers.get(SET_COOKIE).unwrap().to_str().unwrap().split(';').next().unwrap().to_owned()
    }
}

/// An owner with a paired phone, and the coordinator who began her pärm.
pub struct Pair {
    pub binder: BinderId,
    pub owner: Me,
    pub phone: String,
    pub coordinator: Me,
    pub desk: String,
}

impl Stage {
    pub async fn new() -> Self {
        Self::with_site(|_| PathBuf::from("no site")).await
    }

    /// With a built site, made by the test in the folder it is given.
    pub async fn with_site(site: impl FnOnce(&Path) -> PathBuf) -> Self {
        let number = STAGES.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("parmen-stage-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let site = site(&folder);
        let url = format!("sqlite://{}", folder.join("parmen.db").display());
        let config = Config::read(|name| (name == "DATABASE_URL").then(|| url.clone())).unwrap();
        let start = Timestamp::from_local(2026, 11, 21, 13, 0).unwrap();
        let (clock, mock) = Clock::mock(start, 1);
        let state = AppState::with_clock(config, clock).await.unwrap();
        let router = server::site(state.clone(), Pages::load(&site).await.unwrap()).unwrap();
        Self { state, router, clock: mock, folder }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn form(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn ask(&self, method: Method, path: &str, cookie: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        self.send(request.header(COOKIE, cookie).body(body.into()).unwrap()).await
    }

    pub async fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        self.ask(Method::POST, path, cookie, body.to_string()).await
    }

    /// A coordinator with an account.
    pub async fn coordinator(&self, username: &str) -> (Me, String) {
        let hash = password::hash(PASSWORD, [7; 16]).unwrap();
        let unit = self.state.store().add_organization("Psykosvård Öster", Authority::Region).await.unwrap();
        self.state.store().add_practitioner(username, &hash, "Anna Berg", unit).await.unwrap();
        let answer = self.post("/api/v1/session", "", &json!({"username": username, "password": PASSWORD})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        (serde_json::from_slice(&answer.body).unwrap(), answer.cookie())
    }

    /// A pärm with an owner whose phone is paired.
    pub async fn pair(&self) -> Pair {
        let (coordinator, desk) = self.coordinator("anna").await;
        let id = BinderId::from_uuid(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0100));
        let started = self.post("/api/v1/binders", &desk, &json!({"id": id, "owner_name": "Maja"})).await;
        let card: BinderCard = serde_json::from_slice(&started.body).unwrap();
        let pairing = self.post(&format!("/api/v1/binders/{id}/pairings"), &desk, &json!({})).await;
        let pairing: PairingResponse = serde_json::from_slice(&pairing.body).unwrap();
        let redeemed = self.post("/api/v1/pairings/redeem", "", &json!({"code": pairing.code})).await;
        assert_eq!(redeemed.status, StatusCode::OK, "{}", redeemed.text());
        let owner = serde_json::from_slice(&redeemed.body).unwrap();
        Pair { binder: card.id, owner, phone: redeemed.cookie(), coordinator, desk }
    }

    /// How many ops a pärm's log holds.
    pub async fn n_ops(&self, binder: BinderId) -> usize {
        let access = self.state.store().job_access(binder).await.unwrap().unwrap();
        self.state.store().log(&access).await.unwrap().len()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Pair {
    pub fn sync_path(&self) -> String {
        format!("/api/v1/binders/{}/sync", self.binder)
    }

    /// A request of the owner's phone that brings these ops.
    pub fn sync(&self, ops: &[Value]) -> Value {
        json!({"protocol": 1, "replica": self.binder, "after": 0, "generation": 0, "ops": ops, "opened": []})
    }

    /// An op of the owner's, as JSON.
    pub fn op(&self, number: u128, tab: &str, audience: &Value, kind: &str, body: &Value) -> Value {
        json!({
            "id": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0001_0000 + number),
            "entry": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0002_0000 + number),
            "tab": tab, "audience": audience, "kind": kind, "body": body,
            "author": {"person": self.owner.person, "role": "owner"},
            "provenance": {"how": "self"}, "made_at": 1_795_000_000_000_i64,
        })
    }

    /// A contact with a name.
    pub fn contact(&self, number: u128, name: &str) -> Value {
        let body = json!({"entry_kind": "contact", "fields": {"name": {"value": {"text": name}}}});
        self.op(number, "contacts", &json!({"to": "tab"}), "write", &body)
    }
}

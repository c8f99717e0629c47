//! The whole service as a browser meets it, pages too, with a coordinator and an owner whose phone is paired.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request};
use domain::BinderId;
use domain::api::{BinderCard, Me, PairingResponse};
use serde_json::{Value, json};
use server::pages::Pages;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::answer::Answer;
use super::server::{PASSWORD, TestServer};

/// What somebody wrote about herself: must never be in a log, an error or a shell.
pub(crate) const PERSONAL: &str = "Hemligheten om Maja Lindqvist";

/// A server with its pages.
pub(crate) struct Stage {
    pub(crate) server: TestServer,
    pub(crate) router: Router,
}

/// An owner with a paired phone, and the coordinator who began her pärm.
pub(crate) struct Pair {
    pub(crate) binder: BinderId,
    pub(crate) owner: Me,
    pub(crate) phone: String,
    pub(crate) desk: String,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with_site(|_| PathBuf::from("no site")).await
    }

    /// With a built site, made by the test in the folder it is given.
    pub(crate) async fn with_site(site: impl FnOnce(&Path) -> PathBuf) -> Self {
        let server = TestServer::sqlite().await;
        let site = site(server.folder());
        let router =
            server::site(server.state.clone(), Pages::load(&site, &server.config.ways_in()).await.unwrap())
                .unwrap();
        Self { server, router }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn form(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub(crate) async fn ask(&self, method: Method, path: &str, cookie: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        self.send(request.header(COOKIE, cookie).body(body.into()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        self.ask(Method::POST, path, cookie, body.to_string()).await
    }

    /// A coordinator with an account.
    pub(crate) async fn coordinator(&self, username: &str) -> (Me, String) {
        self.server.practitioner(username).await;
        let answer = self.post("/api/v1/session", "", &json!({"username": username, "password": PASSWORD})).await;
        let cookie = answer.cookie().unwrap();
        (answer.ok(), cookie)
    }

    /// A pärm with an owner whose phone is paired.
    pub(crate) async fn pair(&self) -> Pair {
        let (_, desk) = self.coordinator("anna").await;
        let id = BinderId::from_uuid(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0100));
        let started = self.post("/api/v1/binders", &desk, &json!({"id": id, "owner_name": "Maja"})).await;
        let card: BinderCard = started.ok();
        let pairing = self.post(&format!("/api/v1/binders/{id}/pairings"), &desk, &json!({})).await;
        let pairing: PairingResponse = pairing.ok();
        let redeemed = self.post("/api/v1/pairings/redeem", "", &json!({"code": pairing.code})).await;
        let phone = redeemed.cookie().unwrap();
        Pair { binder: card.id, owner: redeemed.ok(), phone, desk }
    }

    /// How many ops a pärm's log holds.
    pub(crate) async fn n_ops(&self, binder: BinderId) -> usize {
        let access = self.server.state.store().job_access(binder).await.unwrap().unwrap();
        self.server.state.store().log(&access).await.unwrap().len()
    }
}

impl Pair {
    pub(crate) fn sync_path(&self) -> String {
        format!("/api/v1/binders/{}/sync", self.binder)
    }

    /// A request of the owner's phone that brings these ops.
    pub(crate) fn sync(&self, ops: &[Value]) -> Value {
        json!({"protocol": 1, "replica": self.binder, "after": 0, "generation": 0, "ops": ops, "opened": []})
    }

    /// An op of the owner's, as JSON.
    pub(crate) fn op(&self, number: u128, tab: &str, audience: &Value, kind: &str, body: &Value) -> Value {
        json!({
            "id": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0001_0000 + number),
            "entry": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0002_0000 + number),
            "tab": tab, "audience": audience, "kind": kind, "body": body,
            "author": {"person": self.owner.person, "role": "owner"},
            "provenance": {"how": "self"}, "made_at": 1_795_000_000_000_i64,
        })
    }

    /// A contact with a name.
    pub(crate) fn contact(&self, number: u128, name: &str) -> Value {
        let body = json!({"entry_kind": "contact", "fields": {"name": {"value": {"text": name}}}});
        self.op(number, "contacts", &json!({"to": "tab"}), "write", &body)
    }
}

//! Somebody who asks the server things, with a cookie once there is one.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use domain::api::{ErrorBody, ErrorCode, PROTOCOL, SyncRequest, SyncResponse};
use domain::{BinderId, Op, ReplicaId, Seq};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::server::PASSWORD;

/// One person's device.
#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub cookie: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body of an answer that must be a good one.
    pub fn ok<T: DeserializeOwned>(self) -> T {
        assert!(self.status.is_success(), "{}: {}", self.status, String::from_utf8_lossy(&self.bytes));
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// The code of an answer that must be a bad one.
    pub fn code(&self) -> ErrorCode {
        assert!(!self.status.is_success(), "{} is not an error", self.status);
        self.error().code
    }

    /// The error's body.
    pub fn error(&self) -> ErrorBody {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, cookie: None }
    }

    /// The same session at another process.
    pub fn at(&self, router: &Router) -> Self {
        Self { router: router.clone(), cookie: self.cookie.clone() }
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        if let Some(set) = response.headers().get(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            self.cookie = (!pair.ends_with('=')).then_some(pair);
        }
        response
    }

    pub async fn ask(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Answer {
        let response = self.send(method, path, body).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        Answer { status, bytes }
    }

    pub async fn post(&mut self, path: &str, body: &impl Serialize) -> Answer {
        self.ask(Method::POST, path, Some(serde_json::to_vec(body).unwrap())).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    pub async fn sign_in(&mut self, username: &str) {
        let body = serde_json::json!({ "username": username, "password": PASSWORD });
        let answer = self.post("/api/v1/session", &body).await;
        assert!(answer.status.is_success(), "{answer:?}");
    }

    /// One round with a copy that has nothing but what is told.
    pub async fn round(&mut self, binder: BinderId, after: Seq, generation: u64, ops: Vec<Op>) -> Answer {
        let request = SyncRequest {
            protocol: PROTOCOL,
            replica: ReplicaId::from_uuid(Uuid::from_u128(9)),
            after,
            generation,
            ops,
            opened: Vec::new(),
        };
        self.post(&format!("/api/v1/binders/{binder}/sync"), &request).await
    }

    /// Pushes ops and gives back all there is.
    pub async fn push(&mut self, binder: BinderId, ops: Vec<Op>) -> SyncResponse {
        self.round(binder, 0, 0, ops).await.ok()
    }

    /// Everything a new copy gets.
    pub async fn pull(&mut self, binder: BinderId) -> SyncResponse {
        self.round(binder, 0, 0, Vec::new()).await.ok()
    }
}

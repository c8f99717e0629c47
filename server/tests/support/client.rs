//! Somebody who asks the server things, with a cookie once there is one.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Method, Request};
use axum::response::Response;
use domain::api::{PROTOCOL, SyncRequest, SyncResponse};
use domain::{BinderId, Op, ReplicaId, Seq};
use serde::Serialize;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::answer::Answer;
use super::server::{Folder, PASSWORD};

/// One person's device.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) router: Router,
    pub(crate) cookie: Option<String>,
    /// As long as somebody may ask, the databases are there, also when the test has let go of its server.
    _folder: Arc<Folder>,
}

impl Client {
    pub(crate) fn new(router: Router, folder: Arc<Folder>) -> Self {
        Self { router, cookie: None, _folder: folder }
    }

    /// The same session at another process.
    pub(crate) fn at(&self, router: &Router) -> Self {
        Self { router: router.clone(), ..self.clone() }
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Response {
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

    pub(crate) async fn ask(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Answer {
        Answer::read(self.send(method, path, body).await).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &impl Serialize) -> Answer {
        self.ask(Method::POST, path, Some(serde_json::to_vec(body).unwrap())).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    pub(crate) async fn sign_in(&mut self, username: &str) {
        let body = serde_json::json!({ "username": username, "password": PASSWORD });
        let answer = self.post("/api/v1/session", &body).await;
        assert!(answer.status.is_success(), "{answer:?}");
    }

    /// One round with a copy that has nothing but what is told.
    pub(crate) async fn round(&mut self, binder: BinderId, after: Seq, generation: u64, ops: Vec<Op>) -> Answer {
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
    pub(crate) async fn push(&mut self, binder: BinderId, ops: Vec<Op>) -> SyncResponse {
        self.round(binder, 0, 0, ops).await.ok()
    }

    /// Everything a new copy gets.
    pub(crate) async fn pull(&mut self, binder: BinderId) -> SyncResponse {
        self.round(binder, 0, 0, Vec::new()).await.ok()
    }
}

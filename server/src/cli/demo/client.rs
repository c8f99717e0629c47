//! A client of our own API, in this process: the demo's data goes in the way a phone's does.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderValue, Request, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tower::ServiceExt as _;

/// No answer of the demo is larger.
const ANSWER_MAX: usize = 16 * 1024 * 1024;

/// Why a step of the demo failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server said no.
    #[error("{path} answered {status}: {body}")]
    Refused {
        /// The route.
        path: String,
        /// The status.
        status: StatusCode,
        /// What it said: codes and never words.
        body: String,
    },
    /// The answer could not be read.
    #[error("the answer is not what was expected")]
    Answer(#[from] serde_json::Error),
    /// The answer broke off.
    #[error("the answer broke off")]
    Body(#[from] axum::Error),
    /// The request could not be made.
    #[error("the request could not be made")]
    Request(#[from] axum::http::Error),
}

/// One session with the server.
#[derive(Clone)]
pub(super) struct Client {
    router: Router,
    cookie: Option<HeaderValue>,
}

impl Client {
    /// Nobody yet.
    pub(super) const fn new(router: Router) -> Self {
        Self { router, cookie: None }
    }

    /// Posts JSON and reads JSON; a cookie that is set is kept.
    pub(super) async fn post<T: DeserializeOwned>(
        &mut self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let body = Body::from(serde_json::to_vec(body)?);
        let mut request = Request::post(path).header(CONTENT_TYPE, "application/json").body(body)?;
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.clone());
        }
        let response = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (status, set) = (response.status(), response.headers().get(SET_COOKIE).cloned());
        let bytes = axum::body::to_bytes(response.into_body(), ANSWER_MAX).await?;
        if !status.is_success() {
            let body = String::from_utf8_lossy(&bytes).into_owned();
            return Err(ClientError::Refused { path: path.to_owned(), status, body });
        }
        if let Some(set) = set.as_ref().and_then(|value| value.to_str().ok()) {
            let pair = set.split(';').next().unwrap_or_default();
            self.cookie = HeaderValue::from_str(pair).ok();
        }
        Ok(serde_json::from_slice(&bytes)?)
    }
}

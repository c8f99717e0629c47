//! What stands around every route: a number for each request, a time and a size that none may pass, an
//! answer instead of a crash, no requests from other sites, and the headers that every answer carries.
//!
//! Logs hold the route's template and never the path: a path may be somebody's link.

mod headers;

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::api::ErrorCode;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};
use tracing::Instrument as _;

use crate::clock::Clock;
use crate::error::ApiError;
use crate::state::AppState;
use headers::Scheme;

/// The largest request, in bytes.
pub const BODY_MAX: usize = 1024 * 1024;

/// No answer takes longer; a live stream is answered at once and goes on.
const TIME_MAX: Duration = Duration::from_secs(30);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the limits around a finished router. The origin in the settings is how people reach the server: a
/// proxy may rewrite the host name, and requests from our own pages must still be let in.
///
/// # Errors
/// [`ConfigError`] if the origin is not one that a browser would send.
pub fn protect(router: Router, state: &AppState) -> Result<Router, ConfigError> {
    let origin = state.origin();
    let scheme = Scheme { https: origin.starts_with("https://"), trust_proxy: state.config().trust_proxy };
    let other_sites = CsrfLayer::new()
        .add_trusted_origin(origin)?
        .with_rejection_response(|_: ProtectionError| refusal(ErrorCode::WrongOrigin));
    Ok(router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(in_size))
        .layer(other_sites)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| refusal(ErrorCode::Internal)))
        .layer(from_fn_with_state(TIME_MAX, in_time))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(scheme, headers::add))
        .layer(from_fn_with_state(state.clock().clone(), numbered)))
}

fn refusal(code: ErrorCode) -> Response {
    ApiError::new(code).into_response()
}

/// A request that says it is too large is not read.
async fn in_size(request: Request, next: Next) -> Response {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|bytes| bytes > BODY_MAX) {
        return refusal(ErrorCode::TooLarge);
    }
    next.run(request).await
}

async fn in_time(State(longest): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(longest, next.run(request)).await.unwrap_or_else(|_| refusal(ErrorCode::Internal))
}

/// Gives the request a number of our own making and writes one line when it is answered.
async fn numbered(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let number = URL_SAFE_NO_PAD.encode(clock.bytes::<9>().unwrap_or_default());
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", number, method = %request.method(), route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), began.elapsed());
    // Thousands of these a second: whoever wants them asks with RUST_LOG=server=debug.
    span.in_scope(|| {
        tracing::debug!(status, micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX), "answered");
    });
    if let Ok(number) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(REQUEST_ID, number);
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, Bytes};
    use axum::http::StatusCode;
    use axum::routing::put;
    use tower::ServiceExt as _;

    use super::*;

    /// Hands in a picture a byte at a time and never comes to an end.
    #[tokio::test]
    async fn whoever_sends_slowly_is_not_waited_for() {
        let take = async |bytes: Bytes| bytes.len().to_string();
        let longest = from_fn_with_state(Duration::from_millis(50), in_time);
        let router = Router::new().route("/picture", put(take)).layer(longest);
        let bytes =
            tokio_stream::iter(std::iter::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(b"x"))));
        let slowly = tokio_stream::StreamExt::throttle(bytes, Duration::from_millis(5));
        let request = Request::put("/picture").body(Body::from_stream(slowly)).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}

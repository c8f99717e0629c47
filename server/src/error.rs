//! What goes wrong at the edge: one type, one answer, and the cause logged once.
//!
//! The wire carries a code and never a sentence or a cause. Forbidden and absent are the same `NotFound`.

use std::sync::Arc;

use axum::extract::Request;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, RequestExt as _};
use domain::api::{ErrorBody, ErrorCode};
use serde::de::DeserializeOwned;

use crate::clock::NoChance;
use crate::store::StoreError;

/// Why a request was not done.
#[derive(Clone, Debug)]
pub struct ApiError {
    body: ErrorBody,
    cause: Option<Fault>,
}

/// The cause of a fault, for the log only. Texts of errors name tables and columns, never what is in them.
#[derive(Clone, Debug)]
struct Fault(Arc<dyn std::error::Error + Send + Sync>);

/// What a handler gives.
pub type ApiResult<T> = Result<T, ApiError>;

/// The status of a code.
#[must_use]
pub const fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::BadRequest | ErrorCode::TooLong | ErrorCode::WeakPassword | ErrorCode::Identifies => {
            StatusCode::BAD_REQUEST
        }
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::SignedOut | ErrorCode::Revoked | ErrorCode::WrongPassword => StatusCode::UNAUTHORIZED,
        ErrorCode::WrongCode
        | ErrorCode::SecondFactorNeeded
        | ErrorCode::SecondFactorMissing
        | ErrorCode::WrongOneTimeCode
        | ErrorCode::PasskeyFailed
        | ErrorCode::WrongOrigin
        | ErrorCode::UseProvider
        | ErrorCode::SignInFailed
        | ErrorCode::WeakSignIn
        | ErrorCode::UnknownPerson => StatusCode::FORBIDDEN,
        ErrorCode::ProviderDown | ErrorCode::PushDown => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::PairingGone | ErrorCode::Gone | ErrorCode::Erased => StatusCode::GONE,
        ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::FutureProtocol => StatusCode::CONFLICT,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl ApiError {
    /// An error by its code.
    #[must_use]
    pub const fn new(code: ErrorCode) -> Self {
        Self { body: ErrorBody { code, field: None, retry_after: None, identity: None }, cause: None }
    }

    /// A request with one field at fault.
    #[must_use]
    pub fn field(code: ErrorCode, field: &str) -> Self {
        let empty = Self::new(code);
        Self { body: ErrorBody { field: Some(field.to_owned()), ..empty.body }, cause: None }
    }

    /// Somebody was identified who has no account; she is told as whom.
    #[must_use]
    pub fn unknown_person(identity: &str) -> Self {
        let empty = Self::new(ErrorCode::UnknownPerson);
        Self { body: ErrorBody { identity: Some(identity.to_owned()), ..empty.body }, cause: None }
    }

    /// Too many tries.
    #[must_use]
    pub const fn too_many(seconds: u32) -> Self {
        let (code, retry_after) = (ErrorCode::TooMany, Some(seconds));
        Self { body: ErrorBody { code, field: None, retry_after, identity: None }, cause: None }
    }

    /// A fault of the server's.
    pub fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { cause: Some(Fault(Arc::new(cause))), ..Self::new(ErrorCode::Internal) }
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.body.code
    }

    /// After how many seconds to try again, if that is said.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        self.body.retry_after
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing | StoreError::NotCovered => Self::new(ErrorCode::NotFound),
            error => Self::internal(error),
        }
    }
}

impl From<NoChance> for ApiError {
    fn from(error: NoChance) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (status_of(self.body.code), Json(&self.body)).into_response();
        if let Some(seconds) = self.body.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(cause) = self.cause {
            response.extensions_mut().insert(cause);
        }
        response
    }
}

/// Logs the cause of a fault, once, at the edge.
pub async fn log_faults(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if let Some(Fault(cause)) = response.extensions().get::<Fault>() {
        tracing::error!(%cause, "a request failed");
    }
    response
}

/// A JSON body, or the code that says what is wrong with it.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + 'static> axum::extract::FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        match request.extract::<Json<T>, _>().await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(json_error(&rejection)),
        }
    }
}

fn json_error(rejection: &JsonRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::new(ErrorCode::TooLarge);
    }
    match rejection {
        JsonRejection::JsonDataError(_) => match field_of(&rejection.body_text()) {
            Some(field) => ApiError::field(ErrorCode::BadRequest, &field),
            None => ApiError::new(ErrorCode::BadRequest),
        },
        _ => ApiError::new(ErrorCode::BadRequest),
    }
}

/// Axum says "…into the target type: ops[0].tab: unknown variant …": the path is what we tell, and only if
/// it looks like one; what follows it may be what somebody wrote.
fn field_of(text: &str) -> Option<String> {
    let (_, told) = text.split_once("target type: ")?;
    let (path, rest) = told.split_once(": ").filter(|(path, _)| is_path(path)).unwrap_or(("", told));
    // What is missing has a name, but no place of its own in the path.
    let missing = rest.strip_prefix("missing field `").and_then(|name| name.split('`').next());
    match (path, missing.filter(|name| is_path(name))) {
        ("", None) => None,
        ("", Some(name)) => Some(name.to_owned()),
        (path, None) => Some(path.to_owned()),
        (path, Some(name)) => Some(format!("{path}.{name}")),
    }
}

fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.[]".contains(c))
}

impl From<PathRejection> for ApiError {
    fn from(_: PathRejection) -> Self {
        // An address that names nothing is absent.
        Self::new(ErrorCode::NotFound)
    }
}

impl From<QueryRejection> for ApiError {
    fn from(_: QueryRejection) -> Self {
        Self::new(ErrorCode::BadRequest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_at_fault_is_told_and_nothing_of_what_was_written() {
        let text = "Failed to deserialize the JSON body into the target type: ops[0].tab: unknown variant `x`";
        assert_eq!(field_of(text).as_deref(), Some("ops[0].tab"));
        let text = "Failed to deserialize the JSON body into the target type: missing field `protocol` at line 1";
        assert_eq!(field_of(text).as_deref(), Some("protocol"));
        let text = "Failed to deserialize the JSON body into the target type: fields.Anna Berg: unknown variant";
        assert_eq!(field_of(text), None);
    }
}

//! Passkeys (`WebAuthn`): a key that somebody's device keeps and opens with her finger, face or PIN. It signs her in by
//! itself, as what she has and what she is or knows.
//!
//! What a ceremony needs from its beginning to its end stands in a cookie, sealed for its purpose, for five minutes and
//! once: nothing is stored for strangers, and any process can end what another began. Its challenges come from the
//! library's own generator, which is the system's.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::api::ErrorCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{Url, WebauthnError};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::auth::cookie_of;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::Policy;

/// The cookie.
const COOKIE_NAME: &str = "__Host-parmen-passkey";

/// How long a ceremony may take.
const MINUTES: i64 = 5;

/// It is ended once, for as long as it could be believed.
const ONCE: Policy = Policy { free: 0, first_ms: 3_600_000, longest_ms: 3_600_000, forget_ms: 24 * 3_600_000 };

/// The most passkeys that one person has.
pub(crate) const MOST: usize = 10;

/// This server, as authenticators know it: by the name that people reach it at.
///
/// # Errors
/// [`ErrorCode::NotFound`] where that is no name that a key can belong to, such as an address of numbers.
pub(crate) fn party(state: &AppState) -> ApiResult<Webauthn> {
    let none = || ApiError::new(ErrorCode::NotFound);
    let origin = Url::parse(state.origin()).map_err(|_| none())?;
    let name = origin.domain().ok_or_else(none)?;
    let builder = WebauthnBuilder::new(name, &origin).map_err(|_| none())?;
    builder.rp_name("Pärmen").build().map_err(|_| none())
}

/// The library's refusal as ours. Why stands in no answer.
pub(crate) fn failed(error: WebauthnError) -> ApiError {
    tracing::info!(%error, "a passkey was not accepted");
    ApiError::new(ErrorCode::PasskeyFailed)
}

/// How a credential's id is kept.
pub(crate) fn id_text(id: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

/// A ceremony on its way.
#[derive(Serialize, Deserialize)]
struct Ceremony<T> {
    begun_at: Timestamp,
    state: T,
}

/// The header that keeps a ceremony in the browser.
///
/// # Errors
/// [`ApiError`] if there is no chance to be had.
pub(crate) fn keep(state: &AppState, purpose: &str, ceremony: impl Serialize) -> ApiResult<HeaderValue> {
    let ceremony = Ceremony { begun_at: state.clock().now(), state: ceremony };
    let plain = serde_json::to_vec(&ceremony).map_err(ApiError::internal)?;
    let sealed = state.store().keys().seal_cookie(purpose, &plain)?;
    set_cookie(&URL_SAFE_NO_PAD.encode(sealed), MINUTES * 60)
}

/// The ceremony that this browser has begun, which it may end this once.
///
/// # Errors
/// [`ErrorCode::PasskeyFailed`] if there is none, or it is too old, or was ended.
pub(crate) async fn take<T: DeserializeOwned>(
    state: &AppState,
    purpose: &str,
    headers: &HeaderMap,
) -> ApiResult<T> {
    let none = || ApiError::new(ErrorCode::PasskeyFailed);
    let value = cookie_of(headers, COOKIE_NAME).ok_or_else(none)?;
    let sealed = URL_SAFE_NO_PAD.decode(&value).map_err(|_| none())?;
    let plain = state.store().keys().open_cookie(purpose, &sealed).ok_or_else(none)?;
    let ceremony: Ceremony<T> = serde_json::from_slice(&plain).map_err(|_| none())?;
    let now = state.clock().now();
    if ceremony.begun_at > now || ceremony.begun_at.plus_minutes(MINUTES) <= now {
        return Err(none());
    }
    let gate = format!("passkey:{}", state.store().keys().blind("passkey ceremony", &value));
    match state.store().guess(&gate, ONCE).await? {
        None => Ok(ceremony.state),
        Some(_) => Err(none()),
    }
}

/// The header that takes it away.
///
/// # Errors
/// Never; the text is our own.
pub(crate) fn no_cookie() -> ApiResult<HeaderValue> {
    set_cookie("", 0)
}

fn set_cookie(value: &str, seconds: i64) -> ApiResult<HeaderValue> {
    let text = format!("{COOKIE_NAME}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::try_from(text).map_err(ApiError::internal)
}

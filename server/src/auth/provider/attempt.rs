//! One sign-in on its way: a cookie with a secret, and what follows from it.
//!
//! State, nonce and PKCE verifier are made from the cookie's value and the server's own secret, so nothing is
//! kept here that strangers could fill up, any process can end what another began, and a cookie that somebody
//! made up or whose time was changed fits no answer.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use domain::Timestamp;
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use subtle::ConstantTimeEq as _;

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// The cookie. Strict: the page that the provider leads back to asks for the rest itself.
pub(crate) const COOKIE_NAME: &str = "__Host-parmen-sign-in";

/// Long enough to find the card and its code.
const MINUTES: i64 = 15;

/// A sign-in that has begun.
pub(crate) struct Attempt {
    value: String,
    begun_at: Timestamp,
}

impl Attempt {
    /// Begins one.
    ///
    /// # Errors
    /// [`ApiError`] if there is no chance to be had.
    pub(crate) fn begin(state: &AppState) -> ApiResult<Self> {
        let begun_at = state.clock().now();
        Ok(Self { value: format!("{}.{}", state.clock().token()?, begun_at.as_millis()), begun_at })
    }

    /// The one that a browser has begun, if it is not too old.
    pub(crate) fn of(headers: &HeaderMap, now: Timestamp) -> Option<Self> {
        let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = values.flat_map(|value| value.split(';')).map(str::trim);
        let value = pairs.find_map(|pair| pair.strip_prefix(COOKIE_NAME)?.strip_prefix('='))?;
        let (_, millis) = value.rsplit_once('.')?;
        let begun_at = Timestamp::from_millis(millis.parse().ok()?);
        let is_fresh = begun_at <= now && now < begun_at.plus_minutes(MINUTES);
        is_fresh.then(|| Self { value: value.to_owned(), begun_at })
    }

    /// When.
    pub(super) const fn begun_at(&self) -> Timestamp {
        self.begun_at
    }

    /// Whether an answer of the provider's belongs to it.
    pub(crate) fn fits(&self, state: &AppState, told: &str) -> bool {
        self.state(state).secret().as_bytes().ct_eq(told.as_bytes()).into()
    }

    /// The gate that it passes once.
    pub(crate) fn gate(&self, state: &AppState) -> String {
        format!("sign-in end:{}", self.derived(state, "sign-in end"))
    }

    pub(super) fn state(&self, state: &AppState) -> CsrfToken {
        CsrfToken::new(self.derived(state, "sign-in state"))
    }

    pub(super) fn nonce(&self, state: &AppState) -> Nonce {
        Nonce::new(self.derived(state, "sign-in nonce"))
    }

    pub(super) fn verifier(&self, state: &AppState) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derived(state, "sign-in pkce"))
    }

    fn derived(&self, state: &AppState, what: &str) -> String {
        state.store().keys().blind(what, &self.value)
    }

    /// The header that gives it to the browser.
    ///
    /// # Errors
    /// Never; the value is our own.
    pub(crate) fn cookie(&self) -> ApiResult<HeaderValue> {
        set_cookie(&self.value, MINUTES * 60)
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

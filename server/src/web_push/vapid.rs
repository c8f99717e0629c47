//! Who sends: a token that this server signs for one push service and half a day (RFC 8292). A browser that subscribed
//! with this server's key takes messages from nobody else.

use axum::http::HeaderValue;
use domain::Timestamp;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::json;

use super::endpoint::Endpoint;
use super::message::base64url;

/// How long one holds, in seconds; push services allow twice that.
const HOLDS: i64 = 12 * 60 * 60;

/// The server's public key, as browsers want it.
#[must_use]
pub fn public_key(key: &SecretKey) -> String {
    base64url(key.public_key().to_sec1_bytes())
}

/// The header that says who sends. `contact` is where the push service finds whoever runs this server.
pub(super) fn authorization(
    key: &SecretKey,
    endpoint: &Endpoint,
    contact: &str,
    now: Timestamp,
) -> Option<HeaderValue> {
    let head = base64url(json!({ "typ": "JWT", "alg": "ES256" }).to_string());
    let until = now.as_millis() / 1_000 + HOLDS;
    let claims = json!({ "aud": endpoint.origin(), "exp": until, "sub": contact });
    let signed = format!("{head}.{}", base64url(claims.to_string()));
    let signature: Signature = SigningKey::from(key).sign(signed.as_bytes());
    let header = format!("vapid t={signed}.{}, k={}", base64url(signature.to_bytes()), public_key(key));
    let mut header = HeaderValue::from_str(&header).ok()?;
    header.set_sensitive(true);
    Some(header)
}

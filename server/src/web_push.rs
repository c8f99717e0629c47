//! Messages to a browser that is not open (Web Push, RFC 8030): handed to the browser's push service, which sees neither
//! what they say (RFC 8291) nor who sent them but by this server's key (RFC 8292).
//!
//! Where a message goes is told by a phone, so anybody with a phone could name an address inside the organisation's
//! network. Therefore: https only, names only, and only addresses that are public when the connection is made; no
//! redirects, little patience, and of an answer nothing but its status is looked at.
//!
//! Not the crate `web-push`, which needs OpenSSL and an HTTP client of its own, nor `web-push-native`, which is kept up
//! but links the generation of ciphers before ours and `jwt-simple` for one token: what is left without them is two
//! short files over what is here already, held to the example of the standard.

mod endpoint;
mod message;
mod transport;
mod vapid;

use std::sync::OnceLock;

use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderValue, Request, StatusCode};
use p256::SecretKey;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::config::Config;
use crate::store::StoreError;
pub use endpoint::{Endpoint, WrongEndpoint};
pub use message::{Keys, WrongKeys, encrypt};
use transport::{Transport, TransportError};
pub use vapid::public_key;

/// Where a browser takes messages, as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Target {
    /// The address.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The secret that goes with it, base64url.
    pub auth: String,
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// The push service has it.
    Taken,
    /// The subscription has ended: nothing will ever arrive there.
    Gone,
    /// It certainly did not take it, and may later.
    Later,
    /// It did not take it, or nobody knows: it is not sent again.
    Lost,
}

/// The way to push services.
pub struct WebPush {
    allow_loopback: bool,
    contact: String,
    clock: Clock,
    way: OnceLock<Transport>,
}

/// A target that cannot be written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WrongTarget {
    /// Its address.
    #[error(transparent)]
    Endpoint(#[from] WrongEndpoint),
    /// Its keys.
    #[error(transparent)]
    Keys(#[from] WrongKeys),
}

impl WebPush {
    /// Nothing is made before there is something to send.
    pub(crate) fn new(config: &Config, clock: Clock) -> Self {
        Self { allow_loopback: config.push_loopback, contact: config.origin.clone(), clock, way: OnceLock::new() }
    }

    /// Whether messages can be sent there.
    ///
    /// # Errors
    /// [`WrongTarget`] says what is wrong with it.
    pub fn check(&self, target: &Target) -> Result<(Endpoint, Keys), WrongTarget> {
        let endpoint = Endpoint::read(&target.endpoint, self.allow_loopback)?;
        Ok((endpoint, Keys::read(&target.p256dh, &target.auth)?))
    }

    /// Sends a message, which the push service keeps for so many seconds if the phone is off.
    ///
    /// # Errors
    /// [`StoreError`] if there is no chance to be had.
    pub async fn send(
        &self,
        vapid: &SecretKey,
        target: &Target,
        plain: &[u8],
        seconds: i64,
    ) -> Result<Fate, StoreError> {
        let Ok((endpoint, keys)) = self.check(target) else { return Ok(Fate::Gone) };
        let Some(body) = encrypt(&keys, plain, &self.clock)? else { return Ok(Fate::Lost) };
        let Some(proof) = vapid::authorization(vapid, &endpoint, &self.contact, self.clock.now()) else {
            return Ok(Fate::Lost);
        };
        let request = Request::post(endpoint.address())
            .header(AUTHORIZATION, proof)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))
            .header(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"))
            .header("ttl", seconds.max(0))
            .header("urgency", HeaderValue::from_static("normal"))
            .body(body);
        let (Ok(request), Ok(way)) = (request, self.way()) else { return Ok(Fate::Lost) };
        Ok(match way.carry(request).await {
            Ok(status) => fate(status),
            // Nobody was reached, so nobody has it.
            Err(TransportError::Connection(error)) if error.is_connect() => Fate::Later,
            Err(error) => {
                tracing::warn!(%error, "nobody knows whether a reminder was taken; it is not sent again");
                Fate::Lost
            }
        })
    }

    fn way(&self) -> Result<&Transport, TransportError> {
        if let Some(way) = self.way.get() {
            return Ok(way);
        }
        let made = Transport::new(self.allow_loopback)?;
        Ok(self.way.get_or_init(|| made))
    }
}

fn fate(status: StatusCode) -> Fate {
    match status {
        status if status.is_success() => Fate::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Fate::Gone,
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => Fate::Later,
        status => {
            tracing::warn!(status = status.as_u16(), "a push service refused a reminder");
            Fate::Lost
        }
    }
}

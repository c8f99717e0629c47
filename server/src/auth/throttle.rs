//! The gates that guessing runs into: one per account, one per caller's address, one for all codes.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::Policy;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Guesses at one account. The longest delay is short, so that nobody can be locked out of her work.
pub(crate) const ACCOUNT: Policy =
    Policy { free: 5, first_ms: 1_000, longest_ms: 60_000, forget_ms: 24 * HOUR_MS };
/// Guesses at the second step of one account, by whoever has its password: a few hundred a day among a million codes.
/// A browser that its holder has signed in with counts by itself (`known_browser`).
pub(crate) const ONE_TIME: Policy =
    Policy { free: 5, first_ms: 2_000, longest_ms: 300_000, forget_ms: 24 * HOUR_MS };
/// Sign-ins that begin at one address, which may be a whole clinic in the morning.
pub(crate) const STARTS: Policy =
    Policy { free: 300, first_ms: 1_000, longest_ms: 60_000, forget_ms: 10 * 60_000 };
/// Guesses from one address, which may be a whole office.
pub(crate) const ADDRESS: Policy = Policy { free: 30, first_ms: 1_000, longest_ms: 900_000, forget_ms: HOUR_MS };
/// Guesses at one thing behind a short code, from one address.
pub(crate) const CODE_ADDRESS: Policy =
    Policy { free: 8, first_ms: 2_000, longest_ms: 900_000, forget_ms: HOUR_MS };
/// Guesses at pairing codes from everywhere: with a handful of live codes among 10^8, a hundred free
/// guesses and then one a minute find none.
pub(crate) const ALL_CODES: Policy = Policy { free: 100, first_ms: 1_000, longest_ms: 60_000, forget_ms: HOUR_MS };

/// The caller's address, never stored or logged as it is.
#[derive(Clone, Debug)]
pub(crate) struct Caller(String);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(addr)| addr.ip());
        let told = || {
            let header = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
            header.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        };
        let address = if state.config().trust_proxy { told().or(peer) } else { peer };
        let text = match address {
            // Whoever has one IPv6 address has 2^64 of them.
            Some(IpAddr::V6(v6)) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
            Some(IpAddr::V4(v4)) => v4.to_string(),
            None => "in process".to_owned(),
        };
        Ok(Self(text))
    }
}

impl Caller {
    /// The gate for one kind of guess from this address.
    pub(crate) fn gate(&self, state: &AppState, what: &str) -> String {
        format!("{what}:{}", state.store().keys().blind(what, &self.0))
    }
}

/// Counts a guess at every gate.
///
/// # Errors
/// `TooMany` if one of them is shut.
pub(crate) async fn guess(state: &AppState, gates: &[(&str, Policy)]) -> ApiResult<()> {
    for (gate, policy) in gates {
        if let Some(open_at) = state.store().guess(gate, *policy).await? {
            let wait_ms = open_at.as_millis() - state.clock().now().as_millis();
            let seconds = u32::try_from(wait_ms.max(1).div_euclid(1_000) + 1).unwrap_or(u32::MAX);
            return Err(ApiError::too_many(seconds));
        }
    }
    Ok(())
}

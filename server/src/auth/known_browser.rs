//! A browser that somebody has signed in with. It guesses at gates of its own, so whoever tries her name from elsewhere,
//! and keeps the gate that all strangers share shut, does not keep her out (OWASP: device cookies).
//!
//! The cookie is a number and a tag made with the server's secret from it, the account and its password: nothing is
//! stored, nobody can make one up, and a changed password makes an end of them all. It opens nothing by itself.

use axum::http::{HeaderMap, HeaderValue};
use subtle::ConstantTimeEq as _;

use crate::auth::cookie_of;
use crate::auth::throttle::{self, ACCOUNT, ADDRESS, Caller, ONE_TIME};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::Account;

/// The cookie.
pub(crate) const COOKIE_NAME: &str = "__Host-parmen-known";

const DAYS: i64 = 400;

/// Longer than any cookie of ours.
const LONGEST: usize = 200;

/// The gates that guesses at one account count at.
pub(crate) struct Gates {
    password: String,
    one_time: String,
    /// `None` for a browser that is known: the address may be a whole clinic's.
    address: Option<String>,
}

impl Gates {
    /// For a guess at an account that may not be there.
    pub(crate) fn of(
        state: &AppState,
        caller: &Caller,
        headers: &HeaderMap,
        username: &str,
        account: Option<&Account>,
    ) -> Self {
        let keys = state.store().keys();
        let known = account.and_then(|account| {
            let value = cookie_of(headers, COOKIE_NAME).filter(|value| value.len() <= LONGEST)?;
            let (number, tag) = value.split_once('.')?;
            let is_ours = bool::from(of_account(state, account, number).as_bytes().ct_eq(tag.as_bytes()));
            is_ours.then(|| keys.blind("known browser's gate", number))
        });
        if let Some(own) = known {
            return Self {
                password: format!("known:{own}"),
                one_time: format!("known code:{own}"),
                address: None,
            };
        }
        let name = keys.blind("account", username);
        let address = Some(caller.gate(state, "sign-in"));
        Self { password: format!("account:{name}"), one_time: format!("code:{name}"), address }
    }

    /// Counts a guess at the password.
    pub(crate) async fn guess_password(&self, state: &AppState) -> ApiResult<()> {
        let address = self.address.iter().map(|address| (address.as_str(), ADDRESS));
        let gates: Vec<_> = address.chain([(self.password.as_str(), ACCOUNT)]).collect();
        throttle::guess(state, &gates).await
    }

    /// It was right.
    pub(crate) async fn forgive_password(&self, state: &AppState) -> ApiResult<()> {
        state.store().forgive(&self.password).await?;
        if let Some(address) = &self.address {
            state.store().give_back(address).await?;
        }
        Ok(())
    }

    /// Counts a guess at a one-time or recovery code. Only whoever has given the right password comes so far.
    pub(crate) async fn guess_code(&self, state: &AppState) -> ApiResult<()> {
        throttle::guess(state, &[(&self.one_time, ONE_TIME)]).await
    }

    /// It was right.
    pub(crate) async fn forgive_code(&self, state: &AppState) -> ApiResult<()> {
        Ok(state.store().forgive(&self.one_time).await?)
    }
}

/// The header that makes a browser known.
///
/// # Errors
/// [`ApiError`] if there is no chance to be had.
pub(crate) fn cookie(state: &AppState, account: &Account) -> ApiResult<HeaderValue> {
    let number = state.clock().token()?;
    let tag = of_account(state, account, &number);
    let seconds = DAYS * 24 * 60 * 60;
    let text =
        format!("{COOKIE_NAME}={number}.{tag}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::try_from(text).map_err(ApiError::internal)
}

fn of_account(state: &AppState, account: &Account, number: &str) -> String {
    let value = format!("{}\n{}\n{number}", account.person, account.password_hash);
    state.store().keys().blind("known browser", &value)
}

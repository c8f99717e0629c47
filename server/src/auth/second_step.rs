//! The second step of a sign-in with a local account: a code, which is taken once.

use domain::PersonId;
use domain::api::{AccountAct, ErrorCode};

use crate::auth::known_browser::Gates;
use crate::auth::one_time::{OneTime, Typed};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::{Account, SecondFactor};

/// Takes the code that somebody gives who has the password.
///
/// # Errors
/// [`ErrorCode::SecondFactorNeeded`] without one, [`ErrorCode::WrongOneTimeCode`] if it is wrong or was taken.
pub(crate) async fn take(
    state: &AppState,
    gates: &Gates,
    account: &Account,
    factor: &SecondFactor,
    code: Option<&str>,
) -> ApiResult<()> {
    let code = code.filter(|code| !code.trim().is_empty());
    let code = code.ok_or(ApiError::new(ErrorCode::SecondFactorNeeded))?;
    gates.guess_code(state).await?;
    let person = account.person;
    let is_taken = match Typed::read(code) {
        Typed::OneTime(code) => take_one_time(state, person, &account.username, factor, &code).await?,
        Typed::Recovery(code) => take_recovery(state, person, &code).await?,
    };
    if !is_taken {
        state.store().note_account(person, AccountAct::WrongCode, "").await?;
        return Err(ApiError::new(ErrorCode::WrongOneTimeCode));
    }
    gates.forgive_code(state).await
}

async fn take_one_time(
    state: &AppState,
    person: PersonId,
    username: &str,
    factor: &SecondFactor,
    code: &str,
) -> ApiResult<bool> {
    let now = state.clock().now();
    match OneTime::new(&factor.secret, username).and_then(|made| made.step_of(code, now)) {
        Some(step) => Ok(state.store().take_step(person, step).await?),
        None => Ok(false),
    }
}

async fn take_recovery(state: &AppState, person: PersonId, code: &str) -> ApiResult<bool> {
    let is_taken = state.store().take_recovery_code(person, code).await?;
    if is_taken {
        state.store().note_account(person, AccountAct::RecoveryUsed, "").await?;
    }
    Ok(is_taken)
}

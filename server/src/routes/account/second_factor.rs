//! Setting up the second step, replacing it by that of a new phone, and switching it off.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::api::{
    AccountAct, AccountProof, ConfirmSecondFactorRequest, ErrorCode, RecoveryCodes, SecondFactorSecret,
};

use super::super::session::let_in;
use super::{Own, account_of, in_size, prove};
use crate::auth::known_browser::Gates;
use crate::auth::one_time::{self, OneTime, SECRET_BYTES, Typed};
use crate::auth::throttle::Caller;
use crate::auth::{Session, SettingUp};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;

/// `POST /api/v1/account/second-factor`: a key to put into the app. The one in use stays so until `confirm`.
pub(crate) async fn propose(
    State(state): State<AppState>,
    asking: SettingUp,
    caller: Caller,
    headers: HeaderMap,
    Body(proof): Body<AccountProof>,
) -> ApiResult<Json<SecondFactorSecret>> {
    let account = account_of(&state, &asking.0).await?;
    let gates = Gates::of(&state, &caller, &headers, &account.username, Some(&account));
    // She has given it within half an hour, and this session is open to nothing else.
    if !asking.is_at_the_door() {
        prove(&state, &gates, &account, proof).await?;
    } else if state.store().second_factor(account.person).await?.is_some() {
        // It was set up elsewhere meanwhile: there is a code to be asked for.
        return Err(ApiError::new(ErrorCode::SignedOut));
    }
    let secret = state.clock().bytes::<SECRET_BYTES>()?;
    let made = OneTime::new(&secret, &account.username).ok_or(ApiError::new(ErrorCode::Internal))?;
    let address = made.address().ok_or(ApiError::new(ErrorCode::Internal))?;
    state.store().propose_factor(account.person, &secret).await?;
    Ok(Json(SecondFactorSecret { key: made.key(), address }))
}

/// `POST /api/v1/account/second-factor/confirm`: the app has the key. Every other session of hers ends, and a new one
/// begins in the place of the one that asks.
pub(crate) async fn confirm(
    State(state): State<AppState>,
    asking: SettingUp,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<ConfirmSecondFactorRequest>,
) -> ApiResult<Response> {
    in_size("code", &request.code)?;
    let account = account_of(&state, &asking.0).await?;
    if asking.is_at_the_door() && state.store().second_factor(account.person).await?.is_some() {
        return Err(ApiError::new(ErrorCode::SignedOut));
    }
    let wrong = || ApiError::new(ErrorCode::WrongOneTimeCode);
    let gates = Gates::of(&state, &caller, &headers, &account.username, Some(&account));
    gates.guess_code(&state).await?;
    let secret = state.store().proposed_factor(account.person).await?.ok_or_else(wrong)?;
    let made = OneTime::new(&secret, &account.username).ok_or_else(wrong)?;
    let Typed::OneTime(code) = Typed::read(&request.code) else { return Err(wrong()) };
    let step = made.step_of(&code, state.clock().now()).ok_or_else(wrong)?;
    let codes = one_time::recovery_codes(state.clock())?;
    if !state.store().confirm_factor(account.person, step, &codes).await? {
        return Err(wrong());
    }
    gates.forgive_code(&state).await?;
    state.store().note_account(account.person, AccountAct::FactorOn, "").await?;
    let (begun, cookies, me) = let_in(&state, &headers, &account).await?;
    Session::end_others(&state, account.person, Some(begun.device)).await?;
    Ok((cookies, Json(told(&codes, Some(me)))).into_response())
}

/// `POST /api/v1/account/second-factor/remove`. Not where the organisation demands one.
pub(crate) async fn remove(
    State(state): State<AppState>,
    Own { account, gates, .. }: Own,
    Body(proof): Body<AccountProof>,
) -> ApiResult<StatusCode> {
    if state.config().second_factor_required {
        return Err(ApiError::new(ErrorCode::SecondFactorMissing));
    }
    prove(&state, &gates, &account, proof).await?;
    if state.store().remove_factor(account.person).await? {
        state.store().note_account(account.person, AccountAct::FactorOff, "").await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/account/recovery-codes`: ten new ones in the place of those before.
pub(crate) async fn renew_recovery_codes(
    State(state): State<AppState>,
    Own { account, gates, .. }: Own,
    Body(proof): Body<AccountProof>,
) -> ApiResult<Json<RecoveryCodes>> {
    if state.store().second_factor(account.person).await?.is_none() {
        return Err(ApiError::new(ErrorCode::SecondFactorMissing));
    }
    prove(&state, &gates, &account, proof).await?;
    let codes = one_time::recovery_codes(state.clock())?;
    state.store().renew_recovery_codes(account.person, &codes).await?;
    state.store().note_account(account.person, AccountAct::RecoveryRenewed, "").await?;
    Ok(Json(told(&codes, None)))
}

fn told(codes: &[String], me: Option<domain::api::Me>) -> RecoveryCodes {
    RecoveryCodes { codes: codes.iter().map(|code| one_time::printed(code)).collect(), me }
}

//! Signing in with a passkey: the device knows whose it is, so nothing is typed.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use domain::api::{ErrorCode, PasskeyAnswer, PasskeyChallenge};
use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PublicKeyCredential};

use super::session::let_in;
use crate::auth::passkey;
use crate::auth::throttle::{self, ADDRESS, Caller, STARTS};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;

/// What the sealed cookie is for.
const PURPOSE: &str = "sign in with a passkey";

/// `POST /api/v1/session/passkey`.
pub(crate) async fn begin(
    State(state): State<AppState>,
    caller: Caller,
) -> ApiResult<([(HeaderName, HeaderValue); 1], Json<PasskeyChallenge>)> {
    let party = open(&state)?;
    throttle::guess(&state, &[(&caller.gate(&state, "passkey start"), STARTS)]).await?;
    let (challenge, ceremony) = party.start_discoverable_authentication().map_err(passkey::failed)?;
    let options = serde_json::to_value(challenge.public_key).map_err(ApiError::internal)?;
    let cookie = passkey::keep(&state, PURPOSE, ceremony)?;
    Ok(([(SET_COOKIE, cookie)], Json(PasskeyChallenge { options })))
}

/// `POST /api/v1/session/passkey/finish`.
pub(crate) async fn finish(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Body(answer): Body<PasskeyAnswer>,
) -> ApiResult<Response> {
    let party = open(&state)?;
    let none = || ApiError::new(ErrorCode::PasskeyFailed);
    let gate = caller.gate(&state, "sign-in");
    throttle::guess(&state, &[(&gate, ADDRESS)]).await?;
    let shown: PublicKeyCredential = serde_json::from_value(answer.credential).map_err(|_| none())?;
    let ceremony: DiscoverableAuthentication = passkey::take(&state, PURPOSE, &headers).await?;
    let (person, id) = party.identify_discoverable_authentication(&shown).map_err(passkey::failed)?;
    let id = passkey::id_text(id);
    let (holder, text) = state.store().credential(&id).await?.ok_or_else(none)?;
    if holder.as_uuid() != person {
        return Err(none());
    }
    let mut key: Passkey = serde_json::from_str(&text).map_err(ApiError::internal)?;
    let proof = party.finish_discoverable_authentication_v2(&shown, ceremony, &key);
    let proof = proof.map_err(passkey::failed)?;
    // How often it was used, for one that counts.
    key.update_credential(&proof);
    let text = serde_json::to_string(&key).map_err(ApiError::internal)?;
    state.store().used_passkey(&id, &text).await?;
    let account = state.store().account_of(holder).await?.ok_or_else(none)?;
    state.store().give_back(&gate).await?;
    let (_, cookies, me) = let_in(&state, &headers, &account).await?;
    Ok((cookies, AppendHeaders([(SET_COOKIE, passkey::no_cookie()?)]), Json(me)).into_response())
}

/// Only where there are local accounts.
fn open(state: &AppState) -> ApiResult<webauthn_rs::Webauthn> {
    if state.config().local_accounts { passkey::party(state) } else { Err(ApiError::new(ErrorCode::UseProvider)) }
}

//! Making a passkey for one's own account, and forgetting one.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use domain::PasskeyId;
use domain::api::{AccountAct, AccountProof, ErrorCode, PasskeyAnswer, PasskeyChallenge};
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use super::{Own, prove};
use crate::auth::{Session, passkey};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::Account;

type Cookie = [(HeaderName, HeaderValue); 1];

/// `POST /api/v1/account/passkeys`: what the browser asks the device for.
pub(crate) async fn begin(
    State(state): State<AppState>,
    Own { session, account, gates }: Own,
    Body(proof): Body<AccountProof>,
) -> ApiResult<(Cookie, Json<PasskeyChallenge>)> {
    let party = passkey::party(&state)?;
    prove(&state, &gates, &account, proof).await?;
    let known = state.store().credentials(account.person).await?;
    if known.len() >= passkey::MOST {
        return Err(ApiError::new(ErrorCode::PasskeyFailed));
    }
    // One device makes one key.
    let read = |text: &String| Some(serde_json::from_str::<Passkey>(text).ok()?.cred_id().clone());
    let known = known.iter().filter_map(read).collect();
    let (person, username, name) = (account.person.as_uuid(), &account.username, &account.name);
    let begun = party.start_passkey_registration(person, username, name, Some(known));
    let (challenge, ceremony) = begun.map_err(passkey::failed)?;
    let cookie = passkey::keep(&state, &purpose(&session, &account), ceremony)?;
    let mut options = serde_json::to_value(challenge.public_key).map_err(ApiError::internal)?;
    // The device keeps whose it is, so that no name is typed at sign-in.
    options["authenticatorSelection"]["residentKey"] = "required".into();
    options["authenticatorSelection"]["requireResidentKey"] = true.into();
    Ok(([(SET_COOKIE, cookie)], Json(PasskeyChallenge { options })))
}

/// `POST /api/v1/account/passkeys/finish`.
pub(crate) async fn finish(
    State(state): State<AppState>,
    Own { session, account, .. }: Own,
    headers: HeaderMap,
    Body(answer): Body<PasskeyAnswer>,
) -> ApiResult<(StatusCode, Cookie)> {
    let party = passkey::party(&state)?;
    let none = || ApiError::new(ErrorCode::PasskeyFailed);
    let made: RegisterPublicKeyCredential = serde_json::from_value(answer.credential).map_err(|_| none())?;
    let ceremony: PasskeyRegistration = passkey::take(&state, &purpose(&session, &account), &headers).await?;
    let key = party.finish_passkey_registration(&made, &ceremony).map_err(passkey::failed)?;
    let text = serde_json::to_string(&key).map_err(ApiError::internal)?;
    let id = passkey::id_text(key.cred_id());
    if !state.store().add_passkey(account.person, &id, &text).await? {
        return Err(none());
    }
    state.store().note_account(account.person, AccountAct::PasskeyAdded, "").await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, passkey::no_cookie()?)]))
}

/// `DELETE /api/v1/account/passkeys/{passkey}`. Another's is none of hers, and that looks like one that is gone.
pub(crate) async fn remove(
    State(state): State<AppState>,
    session: Session,
    passkey: Result<Path<PasskeyId>, PathRejection>,
) -> ApiResult<StatusCode> {
    let Path(passkey) = passkey?;
    session.staff()?;
    let person = session.author.person;
    if state.store().remove_passkey(person, passkey).await? {
        state.store().note_account(person, AccountAct::PasskeyRemoved, "").await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A ceremony belongs to the session that began it.
fn purpose(session: &Session, account: &Account) -> String {
    format!("make a passkey\n{}\n{}", session.device, account.person)
}

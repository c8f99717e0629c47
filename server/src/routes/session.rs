//! Signing in and out with a local account, and who is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::Role;
use domain::api::{ErrorCode, Me, ProviderAddress, SignInRequest};

use super::cards;
use crate::auth::throttle::{self, ACCOUNT, ADDRESS, Caller};
use crate::auth::{self, Session, password};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;

/// Longer than any name or password somebody types.
const INPUT_MAX: usize = 200;

/// `POST /api/v1/session`. Whoever was signed in there before is so no longer.
pub(crate) async fn begin(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<SignInRequest>,
) -> ApiResult<([(axum::http::HeaderName, HeaderValue); 1], Json<Me>)> {
    for (field, text) in [("username", &request.username), ("password", &request.password)] {
        if text.chars().count() > INPUT_MAX {
            return Err(ApiError::field(ErrorCode::TooLong, field));
        }
    }
    if !state.config().local_accounts {
        return Err(ApiError::new(ErrorCode::UseProvider));
    }
    let username = request.username.trim().to_lowercase();
    let account_gate = format!("account:{}", state.store().keys().blind("account", &username));
    let address_gate = caller.gate(&state, "sign-in");
    throttle::guess(&state, &[(&address_gate, ADDRESS), (&account_gate, ACCOUNT)]).await?;
    // No account has such a name, and PostgreSQL takes no text with a zero in it.
    let account =
        if username.chars().any(char::is_control) { None } else { state.store().account(&username).await? };
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let is_right = password::is_right(request.password, hash).await;
    let account = account.filter(|_| is_right).ok_or(ApiError::new(ErrorCode::WrongPassword))?;
    state.store().forgive(&account_gate).await?;
    state.store().give_back(&address_gate).await?;
    end_before(&state, &headers).await?;
    let (session, cookie) = Session::begin(&state, account.person).await?;
    let me = cards::me(&state, &session).await?;
    Ok(([(SET_COOKIE, cookie)], Json(me)))
}

/// Ends the session of staff that a browser had until now: its cookie is about to be another's. An owner's phone
/// stays paired, because an answer that is lost on the way must not cost her the pärm.
pub(super) async fn end_before(state: &AppState, headers: &HeaderMap) -> ApiResult<()> {
    let Some(token) = auth::token_of(headers) else { return Ok(()) };
    match Session::of_token(state, &token).await {
        Ok(before) if before.author.role != Role::Owner => before.end(state).await,
        _ => Ok(()),
    }
}

/// `DELETE /api/v1/session`. One that began at the provider is ended there too, by the browser: it is told where.
pub(crate) async fn end(State(state): State<AppState>, session: Session) -> ApiResult<Response> {
    let token = state.store().take_id_token(session.device).await?;
    session.end(&state).await?;
    let cookie = [(SET_COOKIE, auth::no_cookie()?)];
    let address = match (token, state.provider()) {
        (Some(token), Some(provider)) => provider.leave(&token).await,
        _ => None,
    };
    Ok(match address {
        Some(address) => (cookie, Json(ProviderAddress { address })).into_response(),
        None => (StatusCode::NO_CONTENT, cookie).into_response(),
    })
}

/// `GET /api/v1/me`. An owner's cookie is sent anew, so that it never runs out while it is used.
pub(crate) async fn me(
    State(state): State<AppState>,
    session: Session,
    headers: HeaderMap,
) -> ApiResult<(HeaderMap, Json<Me>)> {
    let me = cards::me(&state, &session).await?;
    let mut answer = HeaderMap::new();
    if let (Role::Owner, Some(token)) = (session.author.role, auth::token_of(&headers)) {
        answer.insert(SET_COOKIE, auth::cookie(&token, Role::Owner)?);
    }
    Ok((answer, Json(me)))
}

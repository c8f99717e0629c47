//! Signing in and out with a local account, and who is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use domain::Role;
use domain::api::{AccountAct, ErrorCode, Me, ProviderAddress, SignInRequest};

use super::cards;
use crate::auth::known_browser::{self, Gates};
use crate::auth::throttle::Caller;
use crate::auth::{self, NOBODY, Session, password, second_step};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::Account;

/// Longer than any name, password or code somebody types.
pub(super) const INPUT_MAX: usize = 200;

/// What a sign-in sets: the session, and that this browser is known.
type Cookies = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

/// `POST /api/v1/session`. Whoever was signed in there before is so no longer.
pub(crate) async fn begin(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<SignInRequest>,
) -> ApiResult<Response> {
    let code = request.code.as_deref().unwrap_or_default();
    for (field, text) in [("username", request.username.as_str()), ("password", &request.password), ("code", code)]
    {
        if text.chars().count() > INPUT_MAX {
            return Err(ApiError::field(ErrorCode::TooLong, field));
        }
    }
    if !state.config().local_accounts {
        return Err(ApiError::new(ErrorCode::UseProvider));
    }
    let username = request.username.trim().to_lowercase();
    // No account has such a name, and PostgreSQL takes no text with a zero in it.
    let account =
        if username.chars().any(char::is_control) { None } else { state.store().account(&username).await? };
    let gates = Gates::of(&state, &caller, &headers, &username, account.as_ref());
    gates.guess_password(&state).await?;
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let is_right = password::is_right(request.password, hash).await;
    // Written down for nobody's account, too: it takes as long, and leaves nothing.
    let whose = account.as_ref().map_or(NOBODY, |account| account.person);
    let Some(account) = account.filter(|_| is_right) else {
        state.store().note_account(whose, AccountAct::WrongPassword, "").await?;
        return Err(ApiError::new(ErrorCode::WrongPassword));
    };
    gates.forgive_password(&state).await?;
    match state.store().second_factor(account.person).await? {
        Some(factor) => second_step::take(&state, &gates, &account, &factor, request.code.as_deref()).await?,
        None if state.config().second_factor_required => return at_the_door(&state, &headers, &account).await,
        None => {}
    }
    let (_, cookies, me) = let_in(&state, &headers, &account).await?;
    Ok((cookies, Json(me)).into_response())
}

/// Begins a whole session of an account.
pub(super) async fn let_in(
    state: &AppState,
    headers: &HeaderMap,
    account: &Account,
) -> ApiResult<(Session, Cookies, Me)> {
    end_before(state, headers).await?;
    let (session, cookie) = Session::begin(state, account.person).await?;
    state.store().note_account(account.person, AccountAct::SignedIn, "").await?;
    let me = cards::me(state, &session).await?;
    let known = known_browser::cookie(state, account)?;
    Ok((session, AppendHeaders([(SET_COOKIE, cookie), (SET_COOKIE, known)]), me))
}

/// The organisation demands a second step, and there is none yet: the cookie lets its holder set it up, and no more.
async fn at_the_door(state: &AppState, headers: &HeaderMap, account: &Account) -> ApiResult<Response> {
    end_before(state, headers).await?;
    let cookie = Session::begin_at_the_door(state, account.person).await?;
    Ok(([(SET_COOKIE, cookie)], ApiError::new(ErrorCode::SecondFactorMissing)).into_response())
}

/// Ends the session of staff that a browser had until now: its cookie is about to be another's. An owner's phone
/// stays paired, because an answer that is lost on the way must not cost her the pärm.
pub(super) async fn end_before(state: &AppState, headers: &HeaderMap) -> ApiResult<()> {
    let Some(token) = auth::token_of(headers) else { return Ok(()) };
    match Session::at_the_door(state, &token).await {
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

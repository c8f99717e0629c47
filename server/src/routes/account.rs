//! A practitioner's own local account: its password, its second step, and where it is signed in. Whoever signs in at the
//! organisation's provider alone has none.

pub(crate) mod passkeys;
pub(crate) mod second_factor;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::DeviceId;
use domain::api::{
    AccountAct, AccountCard, AccountProof, ChangePasswordRequest, ErrorCode, PasskeyCard, SecondFactorCard,
    SessionCard,
};

use super::session::INPUT_MAX;
use crate::auth::known_browser::Gates;
use crate::auth::password::{self, Weak};
use crate::auth::throttle::Caller;
use crate::auth::{Session, SettingUp, second_step};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::Account;

/// `GET /api/v1/account`.
pub(crate) async fn read(State(state): State<AppState>, asking: SettingUp) -> ApiResult<Json<AccountCard>> {
    let account = account_of(&state, &asking.0).await?;
    let factor = state.store().second_factor(account.person).await?;
    let second_factor = factor
        .map(|factor| SecondFactorCard { since: factor.since, recovery_codes_left: factor.recovery_codes_left });
    let is_required = state.config().second_factor_required;
    // Whoever has yet to set up the second step is told nothing of where she is signed in.
    let sessions = if asking.is_at_the_door() { Vec::new() } else { sessions(&state, &asking.0).await? };
    let passkeys = state.store().passkeys(account.person).await?.into_iter();
    let passkeys =
        passkeys.map(|key| PasskeyCard { id: key.id, since: key.since, last_used_at: key.last_used_at });
    let passkeys = if asking.is_at_the_door() { Vec::new() } else { passkeys.collect() };
    Ok(Json(AccountCard { username: account.username, second_factor, is_required, sessions, passkeys }))
}

async fn sessions(state: &AppState, session: &Session) -> ApiResult<Vec<SessionCard>> {
    let now = state.clock().now();
    let all = state.store().sessions_of(session.author.person).await?.into_iter();
    let live = all.filter(|other| !Session::is_over(other.begun_at, other.last_seen_at, now));
    let card = |live: crate::store::LiveDevice| SessionCard {
        id: live.id,
        since: live.begun_at,
        last_seen_at: live.last_seen_at,
        this: live.id == session.device,
    };
    Ok(live.map(card).collect())
}

/// `POST /api/v1/account/password`. Every other session of hers ends.
pub(crate) async fn change_password(
    State(state): State<AppState>,
    Own { session, account, gates }: Own,
    Body(request): Body<ChangePasswordRequest>,
) -> ApiResult<StatusCode> {
    for (field, text) in [("password", &request.password), ("new_password", &request.new_password)] {
        in_size(field, text)?;
    }
    check_password(&state, &gates, &account, request.password).await?;
    let known = vec![account.username.clone(), account.name.clone()];
    let judged = password::is_strong(request.new_password.clone(), known).await;
    judged.map_err(|weak| {
        let field = if weak == Weak::Short { "length" } else { "common" };
        ApiError::field(ErrorCode::WeakPassword, field)
    })?;
    let hash = password::make(request.new_password, state.clock().bytes()?).await.map_err(ApiError::internal)?;
    state.store().set_password(account.person, &hash).await?;
    state.store().note_account(account.person, AccountAct::PasswordChanged, "").await?;
    Session::end_others(&state, account.person, Some(session.device)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/account/sessions/{device}`. One of another's is none of hers, and that looks like one that has ended.
pub(crate) async fn end_session(
    State(state): State<AppState>,
    session: Session,
    device: Result<Path<DeviceId>, PathRejection>,
) -> ApiResult<StatusCode> {
    let Path(device) = device?;
    session.staff()?;
    let person = session.author.person;
    if state.store().sessions_of(person).await?.iter().any(|other| other.id == device) {
        Session::end_device(&state, device, person).await?;
        state.store().note_account(person, AccountAct::SessionEnded, "").await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A practitioner who asks about her own local account, and the gates that giving its password again runs into.
pub(crate) struct Own {
    session: Session,
    account: Account,
    gates: Gates,
}

impl FromRequestParts<AppState> for Own {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> ApiResult<Self> {
        let session = Session::from_request_parts(parts, state).await?;
        session.staff()?;
        let account = account_of(state, &session).await?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        let gates = Gates::of(state, &caller, &parts.headers, &account.username, Some(&account));
        Ok(Self { session, account, gates })
    }
}

/// The local account of whoever asks, where there are such accounts.
async fn account_of(state: &AppState, session: &Session) -> ApiResult<Account> {
    let absent = || ApiError::new(ErrorCode::NotFound);
    if !state.config().local_accounts {
        return Err(absent());
    }
    state.store().account_of(session.author.person).await?.ok_or_else(absent)
}

/// Asks for the password again, at the gates of a sign-in.
async fn check_password(state: &AppState, gates: &Gates, account: &Account, given: String) -> ApiResult<()> {
    gates.guess_password(state).await?;
    if !password::is_right(given, Some(account.password_hash.clone())).await {
        state.store().note_account(account.person, AccountAct::WrongPassword, "").await?;
        return Err(ApiError::new(ErrorCode::WrongPassword));
    }
    gates.forgive_password(state).await
}

/// The password, and a code where the second step is set up: an open desk is not enough.
async fn prove(state: &AppState, gates: &Gates, account: &Account, proof: AccountProof) -> ApiResult<()> {
    let (password, code) = (proof.password.unwrap_or_default(), proof.code);
    in_size("password", &password)?;
    in_size("code", code.as_deref().unwrap_or_default())?;
    check_password(state, gates, account, password).await?;
    match state.store().second_factor(account.person).await? {
        Some(factor) => second_step::take(state, gates, account, &factor, code.as_deref()).await,
        None => Ok(()),
    }
}

fn in_size(field: &str, text: &str) -> ApiResult<()> {
    if text.chars().count() > INPUT_MAX { Err(ApiError::field(ErrorCode::TooLong, field)) } else { Ok(()) }
}

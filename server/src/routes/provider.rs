//! Signing in at the organisation's provider: the browser is told where to go, and comes back with an answer.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use domain::PersonId;
use domain::api::{AccountAct, BeginSignInRequest, ErrorCode, FinishSignInRequest, Me, ProviderAddress};

use super::cards;
use super::session::end_before;
use crate::auth::Session;
use crate::auth::provider::{Attempt, Proof, Provider, Trouble, no_cookie};
use crate::auth::throttle::{self, ADDRESS, Caller, STARTS};
use crate::error::{ApiError, ApiResult, Body};
use crate::pages::chosen_language;
use crate::state::AppState;
use crate::store::{Identity, Policy, StoreError};

/// An answer of the provider's is heard once, for as long as it could be believed.
const ONCE: Policy =
    Policy { free: 0, first_ms: 60 * 60_000, longest_ms: 60 * 60_000, forget_ms: 24 * 60 * 60_000 };

/// Longer than any code or state.
const INPUT_MAX: usize = 4_096;

type Cookie = (axum::http::HeaderName, HeaderValue);

/// `POST /api/v1/sign-in`.
pub(crate) async fn begin(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<BeginSignInRequest>,
) -> ApiResult<([Cookie; 1], Json<ProviderAddress>)> {
    let provider = state.provider().ok_or(ApiError::new(ErrorCode::NotFound))?;
    throttle::guess(&state, &[(&caller.gate(&state, "sign-in start"), STARTS)]).await?;
    let attempt = Attempt::begin(&state)?;
    let locale = chosen_language(&headers);
    let begun = provider.begin(&state, &attempt, request.again, locale).await;
    let address = begun.map_err(|trouble| ApiError::new(code_of(&trouble)))?;
    Ok(([(SET_COOKIE, attempt.cookie()?)], Json(ProviderAddress { address })))
}

/// `POST /api/v1/sign-in/finish`.
pub(crate) async fn finish(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<FinishSignInRequest>,
) -> ApiResult<(axum::response::AppendHeaders<[Cookie; 2]>, Json<Me>)> {
    let provider = state.provider().ok_or(ApiError::new(ErrorCode::NotFound))?;
    for (field, text) in [("state", Some(&request.state)), ("code", request.code.as_ref())] {
        if text.is_some_and(|text| text.len() > INPUT_MAX) {
            return Err(ApiError::field(ErrorCode::TooLong, field));
        }
    }
    let address_gate = caller.gate(&state, "sign-in");
    throttle::guess(&state, &[(&address_gate, ADDRESS)]).await?;
    let proof = prove(&state, provider, &headers, request).await?;
    state.store().give_back(&address_gate).await?;
    let person = person_of(&state, provider, &proof).await?;
    end_before(&state, &headers).await?;
    let (session, cookie) = Session::begin(&state, person).await?;
    state.store().note_account(person, AccountAct::SignedInAtProvider, "").await?;
    state.store().keep_id_token(session.device, &proof.id_token).await?;
    let me = cards::me(&state, &session).await?;
    let cookies = [(SET_COOKIE, cookie), (SET_COOKIE, no_cookie()?)];
    Ok((axum::response::AppendHeaders(cookies), Json(me)))
}

/// Whom the provider identified for this browser.
async fn prove(
    state: &AppState,
    provider: &Provider,
    headers: &HeaderMap,
    request: FinishSignInRequest,
) -> ApiResult<Proof> {
    let failed = || ApiError::new(ErrorCode::SignInFailed);
    let attempt = Attempt::of(headers, state.clock().now()).ok_or_else(failed)?;
    if !attempt.fits(state, &request.state) {
        return Err(failed());
    }
    if state.store().guess(&attempt.gate(state), ONCE).await?.is_some() {
        return Err(failed());
    }
    let Some(code) = request.code.filter(|_| request.error.is_none()) else {
        let error = request.error.filter(|error| is_error(error)).unwrap_or_default();
        tracing::info!(error, "the provider identified nobody");
        return Err(failed());
    };
    let proof = provider.prove(state, &attempt, code, request.iss.as_deref()).await;
    proof.map_err(|trouble| {
        tracing::warn!(%trouble, "a sign-in at the provider came to nothing");
        ApiError::new(code_of(&trouble))
    })
}

/// Whose account it is. Nobody gets one unless the settings say at which unit, and then only with a name, because
/// owners read it where they say who may see what.
async fn person_of(state: &AppState, provider: &Provider, proof: &Proof) -> ApiResult<PersonId> {
    let config = provider.config();
    let (issuer, claim, value) = (config.issuer.as_str(), config.claim.as_str(), proof.identity.as_str());
    let identity = Identity { issuer, claim, value };
    if let Some(person) = state.store().identified(identity).await? {
        return Ok(person);
    }
    let (Some(new), Some(name)) = (&config.new_accounts, &proof.name) else {
        return Err(ApiError::unknown_person(value));
    };
    let unit = state.store().add_organization(&new.unit, new.authority).await?;
    match state.store().add_identified(identity, name, unit).await {
        // The same person at two devices at once.
        Err(StoreError::Taken { .. }) => {
            let person = state.store().identified(identity).await?;
            person.ok_or_else(|| ApiError::unknown_person(value))
        }
        made => Ok(made?),
    }
}

const fn code_of(trouble: &Trouble) -> ErrorCode {
    match trouble {
        Trouble::Down(_) => ErrorCode::ProviderDown,
        Trouble::Refused(_) => ErrorCode::SignInFailed,
        Trouble::Weak => ErrorCode::WeakSignIn,
    }
}

/// An error's name, and not something that somebody put in the address to be logged.
fn is_error(name: &str) -> bool {
    name.len() <= 60 && name.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_')
}

//! Påminnelser on the phone that asks, and on no other: each has its own browser, and its own wishes.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::BinderId;
use domain::api::{ErrorCode, RemindRequest, RemindersCard};

use crate::auth::Session;
use crate::error::{ApiError, ApiResult, Body};
use crate::reminders;
use crate::state::AppState;
use crate::store::Subscription;
use crate::web_push::{Fate, Target, WrongTarget, public_key};

/// One change of what she wants weighs as much as so many ops, because all is planned anew.
const COST: usize = 10;

/// How long a push service keeps a sample, in seconds: she looks for it now.
const SAMPLE_SECONDS: i64 = 60;

type Id = Result<Path<BinderId>, PathRejection>;

/// `GET /api/v1/binders/{id}/reminders`.
pub(crate) async fn read(
    State(state): State<AppState>,
    session: Session,
    id: Id,
) -> ApiResult<Json<RemindersCard>> {
    let Path(binder) = id?;
    let access = session.owner_access(&state, binder).await?;
    let phones = state.store().subscriptions(&access).await?;
    let wishes = phones.into_iter().find(|phone| phone.device == session.device).map(|phone| phone.wishes);
    Ok(Json(RemindersCard { key: public_key(&state.store().keys().vapid()?), wishes }))
}

/// `PUT /api/v1/binders/{id}/reminders`.
pub(crate) async fn subscribe(
    State(state): State<AppState>,
    session: Session,
    id: Id,
    Body(request): Body<RemindRequest>,
) -> ApiResult<StatusCode> {
    let Path(binder) = id?;
    let access = session.owner_access(&state, binder).await?;
    let RemindRequest { endpoint, p256dh, auth, locale, wishes } = request;
    let target = Target { endpoint, p256dh, auth };
    match state.web_push().check(&target) {
        Ok(_) => {}
        Err(WrongTarget::Endpoint(_)) => return Err(ApiError::field(ErrorCode::BadRequest, "endpoint")),
        Err(WrongTarget::Keys(_)) => return Err(ApiError::field(ErrorCode::BadRequest, "p256dh")),
    }
    state.pace().take(session.device, COST)?;
    state.store().subscribe(&access, &Subscription { device: session.device, target, locale, wishes }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /api/v1/binders/{id}/reminders`.
pub(crate) async fn unsubscribe(State(state): State<AppState>, session: Session, id: Id) -> ApiResult<StatusCode> {
    let Path(binder) = id?;
    session.owner_access(&state, binder).await?;
    state.store().forget_subscription(session.device).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/binders/{id}/reminders/sample`: what one looks like, at once and at any hour, because she asks for it.
pub(crate) async fn sample(State(state): State<AppState>, session: Session, id: Id) -> ApiResult<StatusCode> {
    let Path(binder) = id?;
    let access = session.owner_access(&state, binder).await?;
    state.pace().take(session.device, COST)?;
    match reminders::send(&state, &access, session.device, None, SAMPLE_SECONDS).await? {
        Fate::Taken => Ok(StatusCode::NO_CONTENT),
        Fate::Gone => Err(ApiError::new(ErrorCode::NotFound)),
        Fate::Later | Fate::Lost => Err(ApiError::new(ErrorCode::PushDown)),
    }
}

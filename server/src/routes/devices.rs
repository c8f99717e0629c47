//! The owner's phones: which they are, and ending one that is lost.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::api::DeviceCard;
use domain::{BinderId, DeviceId};

use crate::auth::Session;
use crate::error::ApiResult;
use crate::state::AppState;

/// `GET /api/v1/binders/{id}/devices`.
pub(crate) async fn list(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<BinderId>, PathRejection>,
) -> ApiResult<Json<Vec<DeviceCard>>> {
    let Path(binder) = id?;
    let access = session.owner_access(&state, binder).await?;
    let cards = state.store().devices(&access).await?.into_iter().map(|device| DeviceCard {
        id: device.id,
        paired_at: device.begun_at,
        last_seen_at: device.last_seen_at,
        this: device.id == session.device,
    });
    Ok(Json(cards.collect()))
}

/// `DELETE /api/v1/binders/{id}/devices/{device}`. A device of another binder is none of hers, and that
/// looks like one that has ended already.
pub(crate) async fn revoke(
    State(state): State<AppState>,
    session: Session,
    ids: Result<Path<(BinderId, DeviceId)>, PathRejection>,
) -> ApiResult<StatusCode> {
    let Path((binder, device)) = ids?;
    let access = session.owner_access(&state, binder).await?;
    if state.store().devices(&access).await?.iter().any(|known| known.id == device) {
        Session::end_device(&state, device, session.author.person).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

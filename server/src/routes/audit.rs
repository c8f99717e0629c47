//! Who has looked (sv: vem har tittat), for the owner (R27).

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use domain::BinderId;
use domain::api::{AuditPage, ErrorCode};
use serde::Deserialize;

use crate::auth::Session;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::AuditMark;

/// Lines in one answer.
const PAGE: usize = 200;

/// From where.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
}

/// `GET /api/v1/binders/{id}/audit?after=`.
pub(crate) async fn read(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<BinderId>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> ApiResult<Json<AuditPage>> {
    let Path(binder) = id?;
    let Query(Wanted { after }) = wanted?;
    let access = session.owner_access(&state, binder).await?;
    let after: Option<AuditMark> =
        after.map(|mark| mark.parse()).transpose().map_err(|_| ApiError::field(ErrorCode::BadRequest, "after"))?;
    Ok(Json(state.store().audit(&access, after.as_ref(), PAGE).await?))
}

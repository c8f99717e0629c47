//! Who can be named in a consent sentence.

use axum::Json;
use axum::extract::State;
use domain::api::PractitionerCard;

use crate::auth::Session;
use crate::error::ApiResult;
use crate::state::AppState;

/// `GET /api/v1/practitioners`, for staff.
pub(crate) async fn practitioners(
    State(state): State<AppState>,
    session: Session,
) -> ApiResult<Json<Vec<PractitionerCard>>> {
    session.staff()?;
    Ok(Json(state.store().practitioners().await?))
}

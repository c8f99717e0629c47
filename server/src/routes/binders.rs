//! Starting a pärm.

use axum::Json;
use axum::extract::State;
use domain::api::{BinderCard, ErrorCode, StartBinderRequest};

use super::cards;
use crate::auth::Session;
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::StoreError;

/// The longest name.
const NAME_MAX: usize = 100;

/// `POST /api/v1/binders`, for staff. The same id twice is the same binder, for whoever started it as
/// long as she reaches it; for everybody else there is none.
pub(crate) async fn start(
    State(state): State<AppState>,
    session: Session,
    Body(request): Body<StartBinderRequest>,
) -> ApiResult<Json<BinderCard>> {
    session.staff()?;
    let name = request.owner_name.trim();
    if name.is_empty() {
        return Err(ApiError::field(ErrorCode::BadRequest, "owner_name"));
    }
    if name.chars().count() > NAME_MAX {
        return Err(ApiError::field(ErrorCode::TooLong, "owner_name"));
    }
    match state.store().start_binder(request.id, name, session.author.person).await {
        Ok(()) => {}
        Err(StoreError::Taken { .. }) => return Err(ApiError::new(ErrorCode::NotFound)),
        Err(error) => return Err(error.into()),
    }
    let access = session.decide_again(&state, request.id).await?;
    Ok(Json(cards::binder(&state, &access).await?))
}

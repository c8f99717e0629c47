//! `POST /api/v1/binders/{id}/sync`: the one round trip between a device and the server.

mod answer;
mod pull;
mod push;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use domain::api::{ErrorCode, PROTOCOL, SyncRequest};
use domain::rules::OPS_MAX;
use domain::{BinderId, Seq};

use super::visits;
use crate::auth::Session;
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use answer::SyncAnswer;

/// The most opened tabs one request tells of.
const OPENED_MAX: usize = 200;

/// The handler. Older protocols may always push; a newer one says things this server would lose.
pub(crate) async fn sync(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<BinderId>, PathRejection>,
    Body(request): Body<SyncRequest>,
) -> ApiResult<Json<SyncAnswer>> {
    let Path(binder) = id?;
    if request.protocol > PROTOCOL {
        return Err(ApiError::new(ErrorCode::FutureProtocol));
    }
    if request.protocol == 0 {
        return Err(ApiError::field(ErrorCode::BadRequest, "protocol"));
    }
    for (field, n, most) in [("ops", request.ops.len(), OPS_MAX), ("opened", request.opened.len(), OPENED_MAX)] {
        if n > most {
            return Err(ApiError::field(ErrorCode::TooLarge, field));
        }
    }
    state.pace().take(session.device, request.ops.len())?;
    let came = Came { after: request.after, generation: request.generation, with_ops: !request.ops.is_empty() };
    let access = match session.access(&state, binder).await {
        Ok(access) => access,
        Err(error) => {
            visits::note_parting(&state, &session, binder, &request.opened).await?;
            return Err(error);
        }
    };
    let (access, pushed) = push::all(&state, &session, access, request.ops, came).await?;
    let answer = pull::answer(&state, &session, access, came, pushed, &request.opened).await?;
    Ok(Json(answer))
}

/// Where a device stands when it asks.
#[derive(Clone, Copy, Debug)]
struct Came {
    after: Seq,
    generation: u64,
    with_ops: bool,
}

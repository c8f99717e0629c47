//! Everything that happened to one entry.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use domain::{BinderId, BinderTab, EntryId};
use serde::Deserialize;

use super::visits::{self, Note};
use crate::auth::Session;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::StoredOp;
use domain::api::{ErrorCode, OpenedTab};

/// Which entry.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    tab: BinderTab,
    entry: EntryId,
}

/// `GET /api/v1/binders/{id}/history?tab=&entry=`.
pub(crate) async fn read(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<BinderId>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> ApiResult<Json<Vec<StoredOp>>> {
    let Path(binder) = id?;
    let Query(Wanted { tab, entry }) = wanted?;
    // Older than what memory believes would be older than a withdrawal.
    let access = session.decide_again(&state, binder).await?;
    if access.right(tab).is_none() {
        return Err(ApiError::new(ErrorCode::NotFound));
    }
    let ops = state.store().history(&access, tab, entry).await?;
    let opened = [OpenedTab { tab, at: state.clock().now() }];
    let visit = Note { reached: None, got_something: true, opened: &opened };
    visits::note(&state, &session, &access, visit).await?;
    Ok(Json(ops))
}

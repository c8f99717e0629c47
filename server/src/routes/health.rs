//! Whether the server serves.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::error::ApiResult;
use crate::state::AppState;

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
}

/// `GET /api/v1/health`: the store answers.
pub(crate) async fn read(State(state): State<AppState>) -> ApiResult<Json<Health>> {
    state.store().answers().await?;
    Ok(Json(Health { status: "ok" }))
}

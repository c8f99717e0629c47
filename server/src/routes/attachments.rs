//! Pictures beside the log (requirements §1: on paper with a photo). An op says what a picture is and how its bytes
//! hash; here the bytes come and go. Whoever may read the op may have them, and hand them in: other bytes than the
//! ones it names are not taken from anybody.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::api::ErrorCode;
use domain::consent::PHOTO_BYTES_MAX;
use domain::{BinderId, EntryId};

use super::visits::{self, Note};
use crate::auth::Session;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::{StoreError, is_it};

/// The largest body.
pub(crate) const BYTES_MAX: usize = PHOTO_BYTES_MAX as usize;

/// What every JPEG begins with.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// It is looked at, and called by no name of hers if it is saved.
const NAME: &str = "inline; filename=\"samtycke.jpg\"";

/// One picture weighs as much as so many changes, so that nobody fills the disk with them.
const COST: usize = 100;

type Named = Result<Path<(BinderId, EntryId)>, PathRejection>;

/// `PUT /api/v1/binders/{id}/attachments/{attachment}`. The same bytes twice are one picture.
pub(crate) async fn hand_in(
    State(state): State<AppState>,
    session: Session,
    named: Named,
    bytes: Result<Bytes, BytesRejection>,
) -> ApiResult<StatusCode> {
    let Path((binder, entry)) = named?;
    let access = session.decide_again(&state, binder).await?;
    let said = state.store().named_attachment(&access, entry).await?;
    let said = said.ok_or(ApiError::new(ErrorCode::NotFound))?;
    state.pace().take(session.device, COST)?;
    let bytes = bytes.map_err(|why| too_large_or_cut(&why))?;
    if !bytes.starts_with(&JPEG) {
        return Err(ApiError::field(ErrorCode::BadRequest, "media_type"));
    }
    if !is_it(&said.photo, &bytes) {
        return Err(ApiError::field(ErrorCode::BadRequest, "sha256"));
    }
    match state.store().keep_attachment(&access, entry, &bytes).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        // Somebody has said yes or no meanwhile: the device asks again.
        Err(StoreError::Stale) => Err(ApiError::too_many(1)),
        Err(error) => Err(error.into()),
    }
}

/// `GET /api/v1/binders/{id}/attachments/{attachment}`. One that is named and has not come yet, one that was taken
/// away, and one that is not for this reader look alike.
pub(crate) async fn read(
    State(state): State<AppState>,
    session: Session,
    named: Named,
) -> ApiResult<impl IntoResponse> {
    let Path((binder, entry)) = named?;
    // Older than what memory believes would be older than a withdrawal.
    let access = session.decide_again(&state, binder).await?;
    let absent = ApiError::new(ErrorCode::NotFound);
    let said = state.store().named_attachment(&access, entry).await?;
    said.filter(|said| !said.removed).ok_or(absent.clone())?;
    state.pace().take(session.device, 1)?;
    let bytes = state.store().attachment(&access, entry).await?.ok_or(absent)?;
    visits::note(&state, &session, &access, Note { reached: None, got_something: true, opened: &[] }).await?;
    Ok(([(CONTENT_TYPE, "image/jpeg"), (CONTENT_DISPOSITION, NAME)], bytes))
}

fn too_large_or_cut(why: &BytesRejection) -> ApiError {
    let is_large = why.status() == StatusCode::PAYLOAD_TOO_LARGE;
    ApiError::new(if is_large { ErrorCode::TooLarge } else { ErrorCode::BadRequest })
}

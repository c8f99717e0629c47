//! A key that a locked copy on a device needs: the spare key, and the part of a sign-in that a copy of staff does not
//! open without. The server seals it for one person and keeps nothing; it opens it again for the same person alone, and
//! only just after her phone was paired or she signed in: whoever merely holds a device with a live session gets nothing.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::api::{ErrorCode, LockKey, LockSpare};

use crate::auth::Session;
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;

const PURPOSE: &str = "spare key of a locked copy";

/// How long a key is.
const KEY_BYTES: usize = 32;

/// A session has just begun for so long, in minutes.
const FRESH_MINUTES: i64 = 10;

/// `POST /api/v1/lock`.
pub(crate) async fn seal(
    State(state): State<AppState>,
    session: Session,
    Body(request): Body<LockKey>,
) -> ApiResult<Json<LockSpare>> {
    let key = STANDARD.decode(&request.key).ok().filter(|key| key.len() == KEY_BYTES);
    let key = key.ok_or(ApiError::field(ErrorCode::BadRequest, "key"))?;
    let plain = [session.author.person.as_uuid().as_bytes().as_slice(), &key].concat();
    let sealed = state.store().keys().seal_cookie(PURPOSE, &plain)?;
    Ok(Json(LockSpare { spare: STANDARD.encode(sealed) }))
}

/// `POST /api/v1/lock/open`. Another's spare key, one that was made up and a session that is not new look alike.
pub(crate) async fn open(
    State(state): State<AppState>,
    session: Session,
    Body(request): Body<LockSpare>,
) -> ApiResult<Json<LockKey>> {
    let absent = ApiError::new(ErrorCode::NotFound);
    if session.created_at.plus_minutes(FRESH_MINUTES) <= state.clock().now() {
        return Err(absent);
    }
    let sealed = STANDARD.decode(&request.spare).ok();
    let plain = sealed.and_then(|sealed| state.store().keys().open_cookie(PURPOSE, &sealed));
    let person = session.author.person.as_uuid();
    let key = plain.as_deref().and_then(|plain| plain.strip_prefix(person.as_bytes().as_slice()));
    let key = key.ok_or(absent)?;
    Ok(Json(LockKey { key: STANDARD.encode(key) }))
}

//! "Det här är krångligt": a count of taps, for those who run the service.
//!
//! Nobody is asked who she is: no session is read, nothing stands in an access log, and what is kept is a number
//! per page, day and version of the app. The id of a tap, which chance made, is kept with its day alone. A caller's address is counted like that of a guess (`throttle`), beside
//! and not together with the page.

use axum::extract::State;
use axum::http::StatusCode;
use domain::Timestamp;
use domain::api::{ErrorCode, FeedbackRequest};

use crate::auth::throttle::{self, ADDRESS, Caller};
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::FeedbackTap;

/// How old a tap may be that waited for network, in days.
const OLDEST: i64 = 366;

/// `POST /api/v1/feedback`.
pub(crate) async fn tap(
    State(state): State<AppState>,
    caller: Caller,
    Body(request): Body<FeedbackRequest>,
) -> ApiResult<StatusCode> {
    let FeedbackRequest { page, day, version, id } = request;
    let now = state.clock().now();
    // Only what the app itself can have sent, so that the table holds no words of anybody's.
    if !crate::pages::is_page(&page) {
        return Err(ApiError::field(ErrorCode::BadRequest, "page"));
    }
    if !is_near(&day, now) {
        return Err(ApiError::field(ErrorCode::BadRequest, "day"));
    }
    if !is_version(&version) {
        return Err(ApiError::field(ErrorCode::BadRequest, "version"));
    }
    if !id.as_deref().is_none_or(is_id) {
        return Err(ApiError::field(ErrorCode::BadRequest, "id"));
    }
    throttle::guess(&state, &[(caller.gate(&state, "feedback").as_str(), ADDRESS)]).await?;
    let tap = FeedbackTap { page: &page, day: &day, version: &version, id: id.as_deref() };
    state.store().count_feedback(tap, &now.plus_days(-OLDEST).iso_day()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A day that was, at most a year ago; tomorrow too, for a phone whose clock is before ours.
fn is_near(day: &str, now: Timestamp) -> bool {
    let known = |days| now.plus_days(days).iso_day();
    Timestamp::from_iso_day(day).is_some() && (known(-OLDEST)..=known(1)).contains(&day.to_owned())
}

/// What the app makes: 32 bytes of chance in base64.
fn is_id(id: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_');
    id.len() == 43 && id.bytes().all(is_sign)
}

/// `0.1.0`: three numbers.
fn is_version(version: &str) -> bool {
    let is_number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = version.split('.').collect();
    parts.len() == 3 && parts.into_iter().all(is_number)
}

//! What chafes between those who are to help, taken up without whom it is about (R33, R113, R119, R120).

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::api::{DecideIssueRequest, ErrorCode, IssueDecision, IssueList, LiftIssueRequest, TakeUpIssueRequest};
use domain::issue::{IssueError, IssueLevel, check_words};
use domain::{BinderId, IssueId, PersonId, Timestamp};

use crate::auth::Session;
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::NewIssue;

/// How long ago a decision may have been made that is written down now, in days.
const OLDEST: i64 = 366;

/// `GET /api/v1/issues`: her own and, for a member of the group, what was lifted there.
pub(crate) async fn list(State(state): State<AppState>, session: Session) -> ApiResult<Json<IssueList>> {
    session.staff()?;
    let person = session.author.person;
    Ok(Json(IssueList {
        is_member: state.store().is_in_group(person).await?,
        members: state.store().group().await?,
        issues: state.store().issues(person).await?,
    }))
}

/// `POST /api/v1/issues`. The same again is the same issue.
pub(crate) async fn take_up(
    State(state): State<AppState>,
    session: Session,
    Body(request): Body<TakeUpIssueRequest>,
) -> ApiResult<StatusCode> {
    session.staff()?;
    let new = checked(request, session.author.person)?;
    if state.store().take_up_issue(new).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::field(ErrorCode::BadRequest, "id"))
    }
}

/// `POST /api/v1/binders/{id}/issues`: with the owner's name, under her written consent to that (R32). Without one the
/// binder is not there, and that somebody tried is written down.
pub(crate) async fn take_up_named(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<BinderId>, PathRejection>,
    Body(request): Body<TakeUpIssueRequest>,
) -> ApiResult<StatusCode> {
    session.staff()?;
    let Path(binder) = id?;
    // Absent and forbidden look alike, but only what is there has an access log.
    state.store().head(binder).await?;
    if !request.level.is_lifted() {
        return Err(ApiError::field(ErrorCode::BadRequest, "level"));
    }
    let new = checked(request, session.author.person)?;
    match state.store().take_up_named(binder, new).await? {
        Some(true) => Ok(StatusCode::NO_CONTENT),
        Some(false) => Err(ApiError::field(ErrorCode::BadRequest, "id")),
        None => {
            let author = session.author;
            state.store().audit_denied(binder, author.person, author.role, session.organization).await?;
            Err(ApiError::new(ErrorCode::NotFound))
        }
    }
}

/// What may be taken up, whoever it is about.
fn checked(request: TakeUpIssueRequest, person: PersonId) -> ApiResult<NewIssue> {
    let TakeUpIssueRequest { id, category, level, text, tried } = request;
    // Other kinds of id tell when they were made.
    if id.as_uuid().get_version_num() != 4 {
        return Err(ApiError::field(ErrorCode::BadRequest, "id"));
    }
    if level == IssueLevel::Management {
        return Err(ApiError::field(ErrorCode::BadRequest, "level"));
    }
    check(&text, "text", true)?;
    check(&tried, "tried", level.is_lifted())?;
    Ok(NewIssue { id, person, category: category.as_str(), level, text, tried })
}

/// `POST /api/v1/issues/{issue}/lift`. Whose it is, is asked of the store.
pub(crate) async fn lift(
    State(state): State<AppState>,
    session: Session,
    issue: Result<Path<IssueId>, PathRejection>,
    Body(request): Body<LiftIssueRequest>,
) -> ApiResult<StatusCode> {
    session.staff()?;
    let Path(id) = issue?;
    check(&request.tried, "tried", true)?;
    let done = state.store().lift_issue(id, session.author.person, request.level, request.tried.trim()).await?;
    answer(done, "level")
}

/// `POST /api/v1/issues/{issue}/decision`.
pub(crate) async fn decide(
    State(state): State<AppState>,
    session: Session,
    issue: Result<Path<IssueId>, PathRejection>,
    Body(request): Body<DecideIssueRequest>,
) -> ApiResult<StatusCode> {
    session.staff()?;
    let Path(id) = issue?;
    check(&request.text, "text", true)?;
    let now = state.clock().now();
    let known = now.plus_days(-OLDEST).iso_day()..=now.plus_days(1).iso_day();
    if Timestamp::from_iso_day(&request.day).is_none() || !known.contains(&request.day) {
        return Err(ApiError::field(ErrorCode::BadRequest, "day"));
    }
    let decision = IssueDecision { text: request.text, day: request.day };
    let done = state.store().decide_issue(id, session.author.person, decision).await?;
    answer(done, "text")
}

fn answer(done: Option<bool>, field: &str) -> ApiResult<StatusCode> {
    match done {
        Some(true) => Ok(StatusCode::NO_CONTENT),
        Some(false) => Err(ApiError::field(ErrorCode::BadRequest, field)),
        None => Err(ApiError::new(ErrorCode::NotFound)),
    }
}

/// Words that others are to read without knowing whom they are about; the app asks the same while they are written.
fn check(text: &str, field: &str, required: bool) -> ApiResult<()> {
    let code = match check_words(text, required) {
        Ok(()) => return Ok(()),
        Err(IssueError::Missing) => ErrorCode::BadRequest,
        Err(IssueError::TooLong) => ErrorCode::TooLong,
        Err(IssueError::Identifies) => ErrorCode::Identifies,
    };
    Err(ApiError::field(code, field))
}

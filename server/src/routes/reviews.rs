//! A unit's own checks of its access log (HSLF-FS 2016:40), for whom the unit has named to make them. Whoever was not
//! named cannot tell a unit from one that is not there.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::api::{
    DrawReviewRequest, DrawnReview, ErrorCode, ReviewCard, ReviewFindingRequest, ReviewOutcome, ReviewUnit,
    ReviewedAct,
};
use domain::issue::{IssueError, check_words};
use domain::{OrganizationId, PersonId, ReviewId};

use crate::auth::Session;
use crate::error::{ApiError, ApiResult, Body};
use crate::state::AppState;
use crate::store::{Draw, Review, StaffAct};

/// The longest period of one check, in days.
const DAYS_MAX: i64 = 366;
/// How many acts are drawn at the most.
const WANTED_MAX: u32 = 200;
/// What the first check covers, in days.
const FIRST_DAYS: i64 = 30;

/// `GET /api/v1/reviews`: the units whose log she checks, with the checks that were made.
pub(crate) async fn list(State(state): State<AppState>, session: Session) -> ApiResult<Json<Vec<ReviewUnit>>> {
    session.staff()?;
    let mut units = Vec::new();
    for (organization, name) in state.store().reviewed_by(session.author.person).await? {
        let reviews = state.store().reviews(organization).await?;
        let first = state.clock().now().plus_days(-FIRST_DAYS);
        let next_from = reviews.iter().map(|review| review.until).max().unwrap_or(first);
        units.push(ReviewUnit { organization, name, next_from, reviews: reviews.into_iter().map(card).collect() });
    }
    if units.is_empty() { Err(ApiError::new(ErrorCode::NotFound)) } else { Ok(Json(units)) }
}

/// `POST /api/v1/reviews/{organization}`. The same again is the same check, with the same acts.
pub(crate) async fn draw(
    State(state): State<AppState>,
    session: Session,
    unit: Result<Path<OrganizationId>, PathRejection>,
    Body(request): Body<DrawReviewRequest>,
) -> ApiResult<Json<DrawnReview>> {
    let Path(unit) = unit.map_err(|_| ApiError::new(ErrorCode::NotFound))?;
    let person = named(&state, &session, unit).await?;
    let DrawReviewRequest { id, from, until, wanted } = request;
    // What has not been yet cannot have been checked: the next check would begin after it.
    if from >= until || until > state.clock().now() {
        return Err(ApiError::field(ErrorCode::BadRequest, "until"));
    }
    if from.plus_days(DAYS_MAX) < until {
        return Err(ApiError::field(ErrorCode::BadRequest, "from"));
    }
    if wanted == 0 || wanted > WANTED_MAX {
        return Err(ApiError::field(ErrorCode::BadRequest, "wanted"));
    }
    let draw = Draw { id, person, from, until, wanted: wanted as usize };
    if !state.store().draw_review(unit, draw).await? {
        return Err(ApiError::field(ErrorCode::BadRequest, "id"));
    }
    drawn(&state, unit, id, person).await
}

/// `GET /api/v1/reviews/{organization}/{review}`: what was drawn, again.
pub(crate) async fn read(
    State(state): State<AppState>,
    session: Session,
    ids: Result<Path<(OrganizationId, ReviewId)>, PathRejection>,
) -> ApiResult<Json<DrawnReview>> {
    let Path((unit, id)) = ids.map_err(|_| ApiError::new(ErrorCode::NotFound))?;
    let person = named(&state, &session, unit).await?;
    drawn(&state, unit, id, person).await
}

/// `POST /api/v1/reviews/{organization}/{review}/finding`: what it showed, once.
pub(crate) async fn find(
    State(state): State<AppState>,
    session: Session,
    ids: Result<Path<(OrganizationId, ReviewId)>, PathRejection>,
    Body(request): Body<ReviewFindingRequest>,
) -> ApiResult<StatusCode> {
    let Path((unit, id)) = ids.map_err(|_| ApiError::new(ErrorCode::NotFound))?;
    let person = named(&state, &session, unit).await?;
    let ReviewFindingRequest { outcome, words } = request;
    check_words(&words, outcome == ReviewOutcome::FollowUp).map_err(|why| {
        let code = match why {
            IssueError::Missing => ErrorCode::BadRequest,
            IssueError::TooLong => ErrorCode::TooLong,
            IssueError::Identifies => ErrorCode::Identifies,
        };
        ApiError::field(code, "words")
    })?;
    match state.store().note_finding(unit, id, person, (outcome, words.trim())).await? {
        Some(true) => Ok(StatusCode::NO_CONTENT),
        Some(false) => Err(ApiError::field(ErrorCode::BadRequest, "outcome")),
        None => Err(ApiError::new(ErrorCode::NotFound)),
    }
}

/// Who asks, if the unit has named her.
async fn named(state: &AppState, session: &Session, unit: OrganizationId) -> ApiResult<PersonId> {
    session.staff()?;
    let person = session.author.person;
    let units = state.store().reviewed_by(person).await?;
    if units.iter().any(|(id, _)| *id == unit) { Ok(person) } else { Err(ApiError::new(ErrorCode::NotFound)) }
}

async fn drawn(
    state: &AppState,
    unit: OrganizationId,
    id: ReviewId,
    reader: PersonId,
) -> ApiResult<Json<DrawnReview>> {
    let found = state.store().drawn_review(unit, id).await?;
    let (review, acts) = found.ok_or(ApiError::new(ErrorCode::NotFound))?;
    let acts = acts.into_iter().map(|act| told(act, reader)).collect();
    Ok(Json(DrawnReview { review: card(review), acts }))
}

fn card(review: Review) -> ReviewCard {
    let Review { id, made_at, made_by, from, until, n_acts, picked, finding } = review;
    ReviewCard { id, made_at, made_by, from, until, n_acts, n_picked: picked.len() as u64, finding }
}

fn told(act: StaffAct, reader: PersonId) -> ReviewedAct {
    let StaffAct { binder, key: _, person, name, role, action, tabs, at, heard_at } = act;
    ReviewedAct { heard_at, at, person, name, role, action, tabs, binder, own: person == reader }
}

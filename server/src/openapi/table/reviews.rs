//! A unit's own checks of its access log.

use domain::api::{DrawReviewRequest, DrawnReview, ErrorCode, ReviewFindingRequest, ReviewUnit};

use super::{Answer, PLAIN, Route, Session};
use crate::openapi::{list, one};

/// The routes.
pub(super) const ROUTES: &[Route] = &[
    Route {
        path: "/api/v1/reviews",
        name: "reviews",
        summary: "The units that have named the practitioner to check their access log, the checks that were made, and from when the next one covers. Whoever was not named is told that nothing is there.",
        session: Session::Staff,
        answer: Answer::Json(list::<ReviewUnit>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/reviews/{organization}",
        name: "draw_review",
        summary: "Draws by chance from what the unit's staff did in a period and writes down that it was drawn. The same again is the same check. Acts, never whose pärm and never what was read.",
        session: Session::Staff,
        body: Some(one::<DrawReviewRequest>),
        answer: Answer::Json(one::<DrawnReview>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        path: "/api/v1/reviews/{organization}/{review}",
        name: "review",
        summary: "A check that was made, with what was drawn for it.",
        session: Session::Staff,
        answer: Answer::Json(one::<DrawnReview>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/reviews/{organization}/{review}/finding",
        name: "note_review_finding",
        summary: "Writes down what a check showed, once: nothing to remark, or something to follow up in words that identify nobody.",
        session: Session::Staff,
        body: Some(one::<ReviewFindingRequest>),
        errors: &[ErrorCode::NotFound, ErrorCode::BadRequest, ErrorCode::TooLong, ErrorCode::Identifies],
        ..PLAIN
    },
];

//! What chafes between those who are to help.

use domain::api::{DecideIssueRequest, ErrorCode, IssueList, LiftIssueRequest, TakeUpIssueRequest};

use super::{Answer, PLAIN, Route, Session};
use crate::openapi::one;

/// How words can be refused.
const WORDS: &[ErrorCode] =
    &[ErrorCode::NotFound, ErrorCode::BadRequest, ErrorCode::TooLong, ErrorCode::Identifies];

/// The routes.
pub(super) const ROUTES: &[Route] = &[
    Route {
        path: "/api/v1/issues",
        name: "issues",
        summary: "What the practitioner has taken up and, for a named member of the group, what others have lifted there. None of it names a binder or an owner.",
        session: Session::Staff,
        answer: Answer::Json(one::<IssueList>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/issues",
        name: "take_up_issue",
        summary: "Takes something up without whom it is about: a text that holds a personal number, a telephone number or an e-mail address is refused. The same again is the same issue.",
        session: Session::Staff,
        body: Some(one::<TakeUpIssueRequest>),
        errors: WORDS,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/binders/{id}/issues",
        name: "take_up_named_issue",
        summary: "Takes something up with the owner's name. Needs her consent in writing (`allow_lift`) that names the practitioner and holds now; without one the binder is not there.",
        session: Session::Staff,
        body: Some(one::<TakeUpIssueRequest>),
        errors: WORDS,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/issues/{issue}/lift",
        name: "lift_issue",
        summary: "Lifts it to the next level, with what has been tried. Whoever took it up alone.",
        session: Session::Staff,
        body: Some(one::<LiftIssueRequest>),
        errors: WORDS,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/issues/{issue}/decision",
        name: "decide_issue",
        summary: "Writes down what was decided, which ends it. Whoever took it up alone.",
        session: Session::Staff,
        body: Some(one::<DecideIssueRequest>),
        errors: WORDS,
        ..PLAIN
    },
];

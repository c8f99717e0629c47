//! The table of routes, as the document tells it.

mod account;
mod binders;
mod issues;
mod reviews;
mod signing_in;

use domain::api::ErrorCode;

use super::Shape;

/// What a stranger must know before the first request.
pub(super) const DESCRIPTION: &str = "The owner's pärm, synchronised. Every change is an `Op`; a device pushes what it \
    made and pulls what it may read in one request, `POST /api/v1/binders/{id}/sync`. Ids are UUIDv7 made by the \
    device, moments are milliseconds since 1970 in UTC. Unknown fields must be ignored, unknown kinds of op must be \
    kept. Absent and forbidden are the same 404. An answer that is no success is an `ErrorBody` with a code and never \
    a sentence. A request is at most 1 MiB, with at most 500 ops; a picture is at most 400 KiB. Requests from pages of other sites are refused.";

/// Who may ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Session {
    /// Anybody.
    None,
    /// Whoever has a session.
    Any,
    /// Staff.
    Staff,
    /// A phone of the binder's owner.
    Owner,
}

impl Session {
    /// The sentence in the document.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::None => "Needs no session.",
            Self::Any => "Needs the session of an owner's phone or of staff.",
            Self::Staff => "Needs a session of staff.",
            Self::Owner => "Needs the session of a phone of the binder's owner.",
        }
    }
}

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// 204.
    Nothing,
    /// 204, or JSON if there is more to do.
    NothingOr(Shape),
    /// JSON.
    Json(Shape),
    /// A picture.
    Jpeg,
    /// Server-sent events.
    Stream(Shape),
}

/// A parameter in the query.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) words: &'static str,
}

/// One route.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) session: Session,
    pub(super) query: &'static [Query],
    pub(super) body: Option<Shape>,
    /// The body is a picture.
    pub(super) jpeg: bool,
    pub(super) answer: Answer,
    errors: &'static [ErrorCode],
}

impl Route {
    /// Every code this route can answer with: its own, and those that follow from what it is.
    pub(super) fn codes(&self) -> Vec<ErrorCode> {
        let mut codes = self.errors.to_vec();
        if self.session != Session::None {
            codes.push(ErrorCode::SignedOut);
        }
        if matches!(self.session, Session::Any | Session::Owner) {
            codes.extend([ErrorCode::Revoked, ErrorCode::Erased]);
        }
        if self.body.is_some() {
            codes.extend([ErrorCode::BadRequest, ErrorCode::TooLarge]);
        }
        if self.method != "GET" {
            codes.push(ErrorCode::WrongOrigin);
        }
        codes.push(ErrorCode::Internal);
        codes
    }
}

const PLAIN: Route = Route {
    method: "GET",
    path: "",
    name: "",
    summary: "",
    session: Session::None,
    query: &[],
    body: None,
    jpeg: false,
    answer: Answer::Nothing,
    errors: &[],
};

/// Every route under `/api`.
pub(super) fn all() -> impl Iterator<Item = &'static Route> {
    [signing_in::ROUTES, account::ROUTES, binders::ROUTES, issues::ROUTES, reviews::ROUTES].into_iter().flatten()
}

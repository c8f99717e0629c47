//! `GET` and `POST /inbjudan/{token}`: the page of somebody she invites to a meeting (R94), and
//! `/inbjudan/{token}/mote.ics`, the meeting for that person's own calendar.
//!
//! No account, no script, no code: it holds a name, a time, a place and the words she chose to send, and a code
//! would keep out those who are to answer. As on every page of a link, GET says nothing about anybody, so a preview
//! presses nothing and learns nothing; "Visa" and the two answers are POST.
//!
//! The page never shows a time that is not the meeting's. Moved, it says that and no more, until she sends the new
//! time herself; cancelled, it says that; afterwards, taken back or never there, it is gone like any other link.

mod page;

pub(super) use page::place_of;

use std::sync::Arc;

use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Form, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::Entry;
use domain::calendar::{CalendarEvent, ics};
use domain::invitation::{self, Coming, InvitationState, Invite};
use serde::Deserialize;

use super::dela::{gone, html, is_shut};
use crate::error::ApiResult;
use crate::pages::{Pages, chosen_language};
use crate::state::AppState;
use crate::store::{FoundShare, Policy};

/// Showings and answers of one link: far above what people do, far below what fills a log.
const TAPS: Policy = Policy { free: 60, first_ms: 1_000, longest_ms: 60_000, forget_ms: 10 * 60_000 };

/// Answers that differ from the one before, each of which is an op in her log for ever.
const CHANGES: Policy = Policy { free: 20, first_ms: 60_000, longest_ms: 3_600_000, forget_ms: 24 * 60 * 60_000 };

/// The routes.
pub(crate) fn router(pages: Arc<Pages>) -> Router<AppState> {
    Router::new()
        .route("/inbjudan/{token}", get(ask).post(show))
        .route("/inbjudan/{token}/mote.ics", get(file))
        .layer(Extension(pages))
}

#[derive(Deserialize)]
struct Pressed {
    #[serde(default)]
    coming: Option<Coming>,
}

/// An invitation whose link opens.
struct Found {
    share: FoundShare,
    invite: Invite,
    meeting: Option<Entry>,
    state: InvitationState,
}

impl Found {
    /// What was answered about this time.
    fn answered(&self) -> Option<Coming> {
        invitation::reply_to(self.meeting.as_ref()?, self.share.entry)
    }

    /// The time is not certain yet (R49).
    fn is_preliminary(&self) -> bool {
        self.meeting.as_ref().is_some_and(domain::meeting::is_preliminary)
    }
}

async fn ask(
    State(state): State<AppState>,
    Extension(pages): Extension<Arc<Pages>>,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let (locale, css) = (chosen_language(&headers), pages.asset("related.css"));
    Ok(match live(&state, token.ok()).await? {
        Some(_) => html(StatusCode::OK, page::ask(locale, &css, false)),
        None => gone(locale, &css),
    })
}

async fn show(
    State(state): State<AppState>,
    Extension(pages): Extension<Arc<Pages>>,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    form: Result<Form<Pressed>, FormRejection>,
) -> ApiResult<Response> {
    let (locale, css) = (chosen_language(&headers), pages.asset("related.css"));
    let secret = token.as_ref().map(|Path(token)| token.clone()).unwrap_or_default();
    let Some(found) = live(&state, token.ok()).await? else {
        return Ok(gone(locale, &css));
    };
    let too_many = || Ok(html(StatusCode::TOO_MANY_REQUESTS, page::ask(locale, &css, true)));
    let entry = found.share.entry;
    if is_shut(&state, &[(&format!("invitation {entry}"), TAPS)]).await? {
        return too_many();
    }
    let before = found.answered();
    let pressed = form.ok().and_then(|Form(pressed)| pressed.coming);
    // She alone takes an invitation back.
    let pressed = pressed.filter(|coming| *coming != Coming::TakenBack && found.state == InvitationState::Open);
    if let Some(coming) = pressed.filter(|coming| before != Some(*coming)) {
        if is_shut(&state, &[(&format!("answer {entry}"), CHANGES)]).await? {
            return too_many();
        }
        state.store().record_reply(&found.share, &found.invite, coming).await?;
    }
    let shown = match found.state {
        InvitationState::Open => {
            let answer = page::Answer { before: pressed.or(before), just_now: pressed.is_some() };
            page::invitation(locale, &css, &found.invite, &secret, found.is_preliminary(), answer)
        }
        InvitationState::Moved => page::changed(locale, &css, &found.invite, page::Change::Moved),
        InvitationState::Cancelled => page::changed(locale, &css, &found.invite, page::Change::Cancelled),
        InvitationState::Over => return Ok(gone(locale, &css)),
    };
    Ok(html(StatusCode::OK, shown))
}

/// The meeting as a file. Its address stands only on the page that "Visa" shows.
async fn file(
    State(state): State<AppState>,
    Extension(pages): Extension<Arc<Pages>>,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let locale = chosen_language(&headers);
    let found = live(&state, token.ok()).await?.filter(|found| found.state == InvitationState::Open);
    let Some(found) = found else {
        return Ok(gone(locale, &pages.asset("related.css")));
    };
    let preliminary = found.is_preliminary();
    let invite = found.invite;
    let place = page::place(locale, &invite);
    let text = ics(CalendarEvent {
        id: invite.meeting,
        starts: invite.starts,
        ends: invite.ends,
        title: page::title(locale),
        place: &place,
        now: state.clock().now(),
        preliminary,
    });
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"mote.ics\""),
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
    ];
    Ok((headers, text).into_response())
}

/// The invitation of a link that still opens. An address that is no text is no link.
async fn live(state: &AppState, token: Option<Path<String>>) -> ApiResult<Option<Found>> {
    let Some(Path(token)) = token else {
        return Ok(None);
    };
    let now = state.clock().now();
    let Some(share) = state.store().find_share(&token).await?.filter(|share| share.opens(now)) else {
        return Ok(None);
    };
    let Some((invite, meeting)) = state.store().invitation(&share).await? else {
        return Ok(None);
    };
    let at = invite.state(meeting.as_ref(), now);
    let found = Found { share, invite, meeting, state: at };
    Ok(Some(found).filter(|found| found.state != InvitationState::Over))
}

//! `GET /kalender/{token}/moten.ics`: her meetings for her own calendar, which reads them again and again.
//!
//! "Möte" and the time, and only what she has added in words (`domain::feed`). Whoever has the address reads it, so
//! one that has ended, is to be taken away or never was is 404 alike, and the log holds the template only. What has
//! not changed is not sent again.

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::api::ErrorCode;
use domain::calendar::{CalendarEvent, FeedEvent, calendar};
use domain::feed::Feed;
use domain::{Entry, Field, Locale, called, meeting};
use sha2::{Digest as _, Sha256};

use super::dela::is_shut;
use super::invitations::place_of;
use crate::error::{ApiError, ApiResult};
use crate::pages::{chosen_language, words};
use crate::state::AppState;
use crate::store::Policy;

/// Readings of one address: several calendars every few minutes are far below it.
const READINGS: Policy = Policy { free: 120, first_ms: 10_000, longest_ms: 600_000, forget_ms: 60 * 60_000 };

/// The routes.
pub(crate) fn router() -> Router<AppState> {
    Router::new().route("/kalender/{token}/moten.ics", get(read))
}

async fn read(
    State(state): State<AppState>,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let absent = || ApiError::new(ErrorCode::NotFound);
    let Path(token) = token.map_err(|_| absent())?;
    let now = state.clock().now();
    let share = state.store().find_share(&token).await?.filter(|share| share.opens(now)).ok_or_else(absent)?;
    if is_shut(&state, &[(&format!("calendar {}", share.entry), READINGS)]).await? {
        return Ok(
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "600"), (CACHE_CONTROL, "no-store")]).into_response()
        );
    }
    let (feed, meetings) = state.store().feed(&share).await?.ok_or_else(absent)?;
    let text = text(chosen_language(&headers), &feed, &meetings);
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes())));
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
    let tag = HeaderValue::from_str(&tag).map_err(ApiError::internal)?;
    let about = [
        (ETAG, tag),
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=0, must-revalidate")),
        (VARY, HeaderValue::from_static("accept-language, cookie")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive")),
    ];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    Ok((about, [(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

/// What one meeting says, kept while the calendar is written.
struct Said<'a> {
    meeting: &'a Entry,
    title: &'a str,
    place: String,
    note: String,
}

fn text(locale: Locale, feed: &Feed, meetings: &[Entry]) -> String {
    let words = words(locale);
    let say = |meeting| said(locale, feed, meeting);
    let said: Vec<Said<'_>> = meetings.iter().map(say).collect();
    let events = said.iter().filter_map(|said| {
        let changed = &said.meeting.changed;
        Some(FeedEvent {
            event: CalendarEvent {
                id: said.meeting.id,
                starts: said.meeting.instant(Field::Starts)?,
                ends: meeting::ends(said.meeting)?,
                title: said.title,
                place: &said.place,
                now: changed.made_at,
                preliminary: meeting::is_preliminary(said.meeting),
            },
            sequence: changed.seq.unwrap_or_default(),
            is_cancelled: said.meeting.choice(Field::Status) == Some("cancelled"),
            note: &said.note,
        })
    });
    calendar(words.calendar_name, &events.collect::<Vec<_>>())
}

fn said<'a>(locale: Locale, feed: &Feed, meeting: &'a Entry) -> Said<'a> {
    let words = words(locale);
    let title = match (feed.kind, meeting::is_care_team(meeting)) {
        (false, _) => words.calendar_title,
        (true, true) => words.care_team_meeting,
        (true, false) => words.coordinator_meeting,
    };
    let kind = meeting.choice(Field::PlaceKind).unwrap_or_default();
    let place = if feed.place { place_of(locale, kind, meeting.text(Field::Place), None) } else { String::new() };
    let people = meeting.people(Field::People).iter().filter(|_| feed.people).map(|person| person.name.as_str());
    Said { meeting, title, place, note: called::each(people).join(", ") }
}

//! `GET` and `POST /dela/{token}`: the page a related person opens from a link (design §7).
//!
//! No account, no script needed. GET says nothing about anybody; "Visa" (POST) shows the dated snapshot and
//! tells the owner that the link was opened. A link that never was, has ended or is too old gets the same
//! page and the same 410, so that nothing can be told apart, and the worker drops its copy.

mod page;

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Form, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Locale;
use domain::api::ErrorCode;
use domain::share::HandOver;
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use crate::auth::throttle::{CODE_ADDRESS, Caller};
use crate::error::{ApiResult, status_of};
use crate::pages::{Pages, RELATED_POLICY, chosen_language};
use crate::state::AppState;
use crate::store::{FoundShare, Policy};
use page::Trouble;

/// Openings of one link: far above what people do, far below what fills a log.
const OPENINGS: Policy = Policy { free: 60, first_ms: 1_000, longest_ms: 60_000, forget_ms: 10 * 60_000 };

/// Codes tried at one link from everywhere: whoever tries day and night with many addresses needs
/// months for four digits, and the right person waits a quarter of an hour at most.
const EVERYWHERE: Policy = Policy { free: 20, first_ms: 5_000, longest_ms: 900_000, forget_ms: 24 * 60 * 60_000 };

/// Wrong codes from one address at all links together. It may be a whole clinic: one link's own gates
/// shut long before, so this stops only whoever walks over many.
const WALKING: Policy = Policy { free: 200, first_ms: 1_000, longest_ms: 60_000, forget_ms: 60 * 60_000 };

/// The routes.
pub(crate) fn router(pages: Arc<Pages>) -> Router<AppState> {
    Router::new().route("/dela/{token}", get(ask).post(show)).layer(Extension(pages))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    code: String,
}

async fn ask(
    State(state): State<AppState>,
    Extension(pages): Extension<Arc<Pages>>,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let locale = chosen_language(&headers);
    let css = pages.asset("related.css");
    Ok(match live(&state, token.ok()).await? {
        Some((_, copy)) => html(StatusCode::OK, page::ask(locale, &css, copy.code.is_some(), None)),
        None => gone(locale, &css),
    })
}

async fn show(
    State(state): State<AppState>,
    Extension(pages): Extension<Arc<Pages>>,
    caller: Caller,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    form: Result<Form<Asked>, FormRejection>,
) -> ApiResult<Response> {
    let locale = chosen_language(&headers);
    let css = pages.asset("related.css");
    let Some((share, copy)) = live(&state, token.ok()).await? else {
        return Ok(gone(locale, &css));
    };
    let link = format!("share {}", share.entry);
    let needs_code = copy.code.is_some();
    let again = |status, trouble| Ok(html(status, page::ask(locale, &css, needs_code, Some(trouble))));
    if let Some(code) = copy.code.as_deref() {
        let given = form.map(|Form(asked)| asked.code).unwrap_or_default();
        if given.trim().is_empty() {
            return again(status_of(ErrorCode::WrongCode), Trouble::NoCode);
        }
        let (here, address) = (caller.gate(&state, &link), caller.gate(&state, "share codes"));
        let gates = [(here.as_str(), CODE_ADDRESS), (&link, EVERYWHERE), (&address, WALKING)];
        if is_shut(&state, &gates).await? {
            return again(StatusCode::TOO_MANY_REQUESTS, Trouble::TooMany);
        }
        if !same(&given, code) {
            return again(status_of(ErrorCode::WrongCode), Trouble::WrongCode);
        }
        state.store().forgive(&here).await?;
        state.store().give_back(&link).await?;
        state.store().give_back(&address).await?;
    }
    if is_shut(&state, &[(&format!("opening {}", share.entry), OPENINGS)]).await? {
        return again(StatusCode::TOO_MANY_REQUESTS, Trouble::TooMany);
    }
    state.store().record_opened(&share).await?;
    let mut shown = html(StatusCode::OK, page::snapshot(locale, &css, &copy, state.clock().now()));
    // Tells the worker that this is the page to keep.
    shown.headers_mut().insert(HeaderName::from_static("x-parmen-snapshot"), HeaderValue::from_static("1"));
    Ok(shown)
}

/// Counts a guess at every gate, and says whether one of them is shut. A guess that is stopped was never
/// looked at, so it counts at none: whoever waits beside a guesser does not wait for her own tries too.
pub(super) async fn is_shut(state: &AppState, gates: &[(&str, Policy)]) -> ApiResult<bool> {
    for (index, (gate, policy)) in gates.iter().enumerate() {
        if state.store().guess(gate, *policy).await?.is_some() {
            for (passed, _) in gates.iter().take(index) {
                state.store().give_back(passed).await?;
            }
            return Ok(true);
        }
    }
    Ok(false)
}

/// The share of a link that still opens, with what was handed over. An address that is no text is no link.
async fn live(state: &AppState, token: Option<Path<String>>) -> ApiResult<Option<(FoundShare, HandOver)>> {
    let Some(Path(token)) = token else {
        return Ok(None);
    };
    let Some(share) = state.store().find_share(&token).await? else {
        return Ok(None);
    };
    if !share.opens(state.clock().now()) {
        return Ok(None);
    }
    Ok(state.store().share_snapshot(&share).await?.map(|copy| (share, copy)))
}

/// Compares codes in constant time, as people write them: spaces and dashes do not count.
fn same(given: &str, code: &str) -> bool {
    let signs = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_lowercase();
    signs(given).as_bytes().ct_eq(signs(code).as_bytes()).into()
}

pub(super) fn gone(locale: Locale, css: &str) -> Response {
    html(StatusCode::GONE, page::gone(locale, css))
}

pub(super) fn html(status: StatusCode, page: String) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(RELATED_POLICY)),
        // The worker keeps the copy, nobody between us and it.
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Without an origin on the form's POST, older phones could not be told from another site.
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive")),
        (axum::http::header::VARY, HeaderValue::from_static("accept-language, cookie")),
    ];
    (status, headers, page).into_response()
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn a_code_may_be_written_with_spaces_and_never_be_empty_for_one_that_is_not() {
        assert!(same(" 47 11", "4711") && same("ABC", "abc"));
        assert!(!same("", "4711") && !same("47110", "4711"));
    }
}

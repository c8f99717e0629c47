//! Shells: every route in every language, rendered once at start and kept compressed (design §8).
//!
//! They hold no care data, so one copy serves everybody and the phone's worker can keep it.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, Request, Response};
use domain::Locale;
use tower::ServiceExt as _;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use super::stored::Stored;
use super::{PagesError, Shell, hashes};

/// No page is larger than this.
const LARGEST: usize = 4 * 1024 * 1024;
/// Brotli's level: a small page within a millisecond, so that a server is back at once.
const LEVEL: CompressionLevel = CompressionLevel::Precise(5);

/// Renders routes through a router that answers them in one language.
pub(crate) async fn render(
    pages: &Router,
    locale: Locale,
    routes: &[&'static str],
) -> Result<Vec<Shell>, PagesError> {
    let mut shells = Vec::with_capacity(routes.len());
    for route in routes {
        let request = Request::get(*route).body(Body::empty())?;
        let response = pages.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        if !response.status().is_success() {
            return Err(PagesError::Render { route });
        }
        let html =
            String::from_utf8(whole(response, route).await?.into()).map_err(|_| PagesError::Render { route })?;
        let html = without_nonces(&html);
        let policy = HeaderValue::from_str(&hashes::shell(&html))?;
        let page = finish(html, route).await?.header(CONTENT_SECURITY_POLICY, policy);
        shells.push(Shell { route, locale, page });
    }
    Ok(shells)
}

/// Leptos gives each render a number used once. Our pages are used many times, and must be the same after
/// a restart, or every phone would fetch them again.
fn without_nonces(html: &str) -> String {
    let mut parts = html.split(" nonce=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| whole + part.split_once('"').map_or(part, |(_, rest)| rest))
}

/// A page of HTML with its compressed forms.
pub(crate) async fn finish(html: String, route: &'static str) -> Result<Stored, PagesError> {
    let brotli = compress(html.clone(), "br", route).await?;
    let gzip = compress(html.clone(), "gzip", route).await?;
    Ok(Stored::new("text/html; charset=utf-8", html).compressed(brotli, gzip))
}

/// Compresses with the same code that compresses answers, so that there is one of it.
async fn compress(text: String, coding: &'static str, route: &'static str) -> Result<Bytes, PagesError> {
    let request = Request::get("/").header(ACCEPT_ENCODING, coding).body(Body::empty())?;
    let answer = Router::new().fallback(move || async move { text }).layer(CompressionLayer::new().quality(LEVEL));
    let response = answer.oneshot(request).await.unwrap_or_else(|never| match never {});
    whole(response, route).await
}

async fn whole(response: Response<Body>, route: &'static str) -> Result<Bytes, PagesError> {
    axum::body::to_bytes(response.into_body(), LARGEST).await.map_err(|_| PagesError::Render { route })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_is_the_same_each_time_it_is_rendered() {
        let page = "<script nonce=\"abc\">a</script><p>nonce=\"b\"</p>";
        let router = Router::new().fallback(move || async move { page });
        let shells = render(&router, Locale::Sv, &["/"]).await.unwrap();
        let html = shells.first().and_then(|shell| shell.page.bytes()).unwrap();
        assert_eq!(html, b"<script>a</script><p>nonce=\"b\"</p>");
    }
}

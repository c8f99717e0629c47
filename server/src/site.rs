//! The whole service as browsers meet it: the API, the pages of those who have a link, her calendar and the app's pages, with the
//! limits around them all.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use domain::api::ErrorCode;
use tower_http::csrf::ConfigError;

use crate::error::ApiError;
use crate::pages::Pages;
use crate::state::AppState;
use crate::{limits, router, routes};

/// Makes the whole service.
///
/// # Errors
/// [`ConfigError`] if the origin in the settings is not one that a browser would send.
pub fn site(state: AppState, pages: Arc<Pages>) -> Result<Router, ConfigError> {
    let related = routes::dela::router(Arc::clone(&pages)).merge(routes::invitations::router(Arc::clone(&pages)));
    let related = related.merge(routes::calendars::router()).with_state(state.clone());
    let whole =
        router::app(state.clone()).merge(related).fallback(move |method: Method, uri: Uri, headers: HeaderMap| {
            let pages = Arc::clone(&pages);
            async move { page(&pages, &method, uri.path(), &headers).await }
        });
    limits::protect(whole, &state)
}

async fn page(pages: &Pages, method: &Method, path: &str, headers: &HeaderMap) -> Response {
    if path.starts_with("/api/") {
        return ApiError::new(ErrorCode::NotFound).into_response();
    }
    pages.answer(method, path, headers).await
}

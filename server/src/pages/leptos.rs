//! The app's own pages, rendered by Leptos. The only file of the server that knows it.

use app::Assets;
use axum::Router;
use domain::Locale;
use domain::api::WaysIn;

use super::language::LOCALES;
use super::shells::render;
use super::site::Site;
use super::{PagesError, Shell};

/// Renders every shell.
pub(crate) async fn shells(site: &Site, ways_in: &WaysIn) -> Result<Vec<Shell>, PagesError> {
    // Asked for an empty app: what counts is that it gives Leptos its executor.
    drop(leptos_axum::generate_route_list(|| ()));
    let mut shells = Vec::new();
    for locale in LOCALES {
        shells.extend(render(&pages(site, ways_in, locale), locale, app::paths::SHELLS).await?);
    }
    Ok(shells)
}

fn pages(site: &Site, ways_in: &WaysIn, locale: Locale) -> Router {
    let assets = Assets {
        css: site.address("app.css"),
        js: site.address("app.js"),
        parts: site.address("app/__wasm_split.js"),
        wasm: site.address("app.wasm"),
        font: site.address("fonts/atkinson-next.woff2"),
    };
    let ways_in = ways_in.clone();
    let shell = move || app::shell(locale, assets.clone(), ways_in.clone());
    Router::new().fallback(leptos_axum::render_app_async(shell))
}

//! What a browser loads: the built site, the shells, the crisis page and the list of what a phone keeps.
//!
//! Every page is rendered once at start and served from memory, and what the build made from the disk. No
//! page holds care data, so every answer is the same for everybody (design §8).

#[cfg(feature = "pages")]
mod crisis;
mod csp;
#[cfg(feature = "pages")]
mod hashes;
mod language;
#[cfg(feature = "pages")]
mod leptos;
mod plain;
#[cfg(feature = "pages")]
mod shells;
mod site;
mod stored;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{ETAG, InvalidHeaderValue, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Locale;
use domain::api::WaysIn;
use serde::Serialize;

use crate::auth::provider::RETURN;
use site::Site;
use stored::{Stored, fingerprint};

pub(crate) use csp::RELATED as RELATED_POLICY;
pub(crate) use language::chosen as chosen_language;
pub(crate) use plain::document;
pub(crate) use words::{Words, words};

/// The crisis page's address.
pub const CRISIS: &str = "/om-jag-mar-samre";

/// The service worker's address.
const WORKER: &str = "/sw.js";

/// Why the pages could not be made; the server does not start then.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    /// The site folder could not be read.
    #[error("the site folder could not be read")]
    Site(#[source] std::io::Error),
    /// `assets.json` is not the map the build makes.
    #[error("assets.json is not a map of names to addresses")]
    Map(#[from] serde_json::Error),
    /// A page failed to render.
    #[error("the page {route} failed to render")]
    Render {
        /// Its route.
        route: &'static str,
    },
    /// A header's value holds something that headers cannot.
    #[error("a header of a page is not valid")]
    Header(#[from] InvalidHeaderValue),
    /// A request to render a page could not be made.
    #[error("a route is not an address")]
    Route(#[from] axum::http::Error),
}

/// One route in one language, finished.
#[derive(Debug)]
struct Shell {
    route: &'static str,
    locale: Locale,
    page: Stored,
}

/// Everything served to browsers, by address.
#[derive(Debug)]
pub struct Pages {
    site: Site,
    shells: BTreeMap<&'static str, [Option<Stored>; 2]>,
    lost: [Stored; 2],
}

/// What the worker keeps.
#[derive(Serialize)]
struct Precache<'a> {
    version: &'a str,
    shells: Vec<String>,
    assets: Vec<&'a str>,
}

const fn index(locale: Locale) -> usize {
    match locale {
        Locale::Sv => 0,
        Locale::En => 1,
    }
}

/// Whether the app has a page at this address, without what varies. Without the app there is none.
#[cfg(feature = "pages")]
pub(crate) fn is_page(address: &str) -> bool {
    app::paths::SHELLS.contains(&address)
}

/// Whether the app has a page at this address, without what varies. Without the app there is none.
#[cfg(not(feature = "pages"))]
pub(crate) const fn is_page(_address: &str) -> bool {
    false
}

impl Pages {
    /// Reads the site folder and renders every shell; their head tells the ways in for staff.
    ///
    /// # Errors
    /// [`PagesError`] if a file cannot be read or a page cannot be rendered.
    #[cfg_attr(
        not(feature = "pages"),
        expect(clippy::unused_async, reason = "nothing is rendered without the app")
    )]
    pub async fn load(folder: &Path, ways_in: &WaysIn) -> Result<Arc<Self>, PagesError> {
        let site = Site::read(folder)?;
        #[cfg(feature = "pages")]
        let shells = {
            let mut shells = leptos::shells(&site, ways_in).await?;
            for locale in language::LOCALES {
                let page = crisis::general(&app::crisis_words(locale)).await?;
                shells.push(Shell { route: CRISIS, locale, page });
            }
            shells
        };
        #[cfg(not(feature = "pages"))]
        let shells: Vec<Shell> = {
            let _ = ways_in;
            Vec::new()
        };
        let css = site.address("related.css");
        let lost = language::LOCALES.map(|locale| plain::lost(locale, &css));
        let mut pages = Self { site, shells: BTreeMap::new(), lost };
        pages.keep(shells)?;
        Ok(Arc::new(pages))
    }

    /// Puts the shells at their fixed addresses and at their routes, and makes the list of what to keep.
    fn keep(&mut self, shells: Vec<Shell>) -> Result<(), PagesError> {
        let mut content = String::new();
        let mut addresses = Vec::new();
        for Shell { route, locale, page } in shells {
            let address = format!("/shell/{}{route}", locale.tag());
            content.push_str(page.fingerprint());
            self.site.files.insert(address.clone(), page.clone());
            addresses.push(address);
            let by_route = page.header(VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
            if let Some(slot) = self.shells.entry(route).or_default().get_mut(index(locale)) {
                *slot = Some(by_route);
            }
        }
        let assets: Vec<&str> = self.site.precached();
        for stored in assets.iter().filter_map(|address| self.site.files.get(*address)) {
            content.push_str(stored.fingerprint());
        }
        let version = fingerprint(content.as_bytes());
        let list = serde_json::to_vec(&Precache { version: &version, shells: addresses, assets })?;
        self.site.files.insert("/precache.json".to_owned(), Stored::new("application/json", list));
        self.stamp_worker(&version);
        Ok(())
    }

    /// A browser takes a new worker when its bytes change, so the worker names the build that it keeps.
    fn stamp_worker(&mut self, version: &str) {
        let Some(worker) = self.site.files.get(WORKER) else {
            return;
        };
        let script = String::from_utf8_lossy(worker.bytes().unwrap_or_default()).replace("__BUILD__", version);
        let fresh = Stored::new("text/javascript; charset=utf-8", script);
        let kept = worker.headers().iter().filter(|(name, _)| *name != ETAG);
        let stamped = kept.fold(fresh, |stored, (name, value)| stored.header(name.clone(), value.clone()));
        self.site.files.insert(WORKER.to_owned(), stamped);
    }

    /// The address of a built file by its logical name.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.site.address(name)
    }

    /// The routes that have a shell.
    pub fn routes(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.shells.keys().copied()
    }

    /// The answer to a request for a page or a file.
    #[must_use]
    pub async fn answer(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response {
        if method == Method::POST && path == RETURN {
            // Sent before the app was there to take it. Nothing of it is read: a password is not signed in with here.
            return Redirect::to(RETURN).into_response();
        }
        if method != Method::GET && method != Method::HEAD {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let locale = index(chosen_language(headers));
        let shell = || self.shells.get(path).and_then(|both| both.get(locale)?.as_ref());
        let mut response = match self.site.files.get(path).or_else(shell) {
            Some(stored) => stored.answer(headers).await,
            None => StatusCode::NOT_FOUND.into_response(),
        };
        if response.status() == StatusCode::NOT_FOUND {
            response = self.lost(locale).await;
        }
        if method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    }

    async fn lost(&self, locale: usize) -> Response {
        let mut response = match self.lost.get(locale) {
            Some(page) => page.answer(&HeaderMap::new()).await,
            None => Response::default(),
        };
        *response.status_mut() = StatusCode::NOT_FOUND;
        response
    }
}

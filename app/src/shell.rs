//! The document around the app: what the server renders once per route and language.
//!
//! It holds no care data, reads no cookie, query, time or role, so one copy serves everybody and the
//! worker can keep it (design §8).

use domain::Locale;
use domain::api::WaysIn;
use leptos::prelude::*;

use crate::{App, ways_in};

/// The content-hashed addresses of what the page loads.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script that wasm-bindgen made.
    pub js: String,
    /// The script that fetches the parts of the wasm that come later.
    pub parts: String,
    /// The wasm.
    pub wasm: String,
    /// The font's first file.
    pub font: String,
}

/// The document in one language.
#[must_use]
pub fn shell(locale: Locale, assets: Assets, ways_in: WaysIn) -> impl IntoView {
    provide_context(locale);
    let told = ways_in::told(&ways_in);
    provide_context(ways_in);
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f2ea"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14201d"/>
                <meta name="robots" content="noindex"/>
                {told.map(|told| view! { <meta name=WaysIn::META content=told/> })}
                <title>{say!(common.app_name)}</title>
                <link rel="stylesheet" href=assets.css/>
                <link rel="preload" href={assets.font} as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="modulepreload" href=assets.js/>
                <link rel="modulepreload" href=assets.parts/>
                <link rel="preload" href={assets.wasm} as="fetch" type="application/wasm" crossorigin="anonymous"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
                <script type="module" async src="/boot.js"></script>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

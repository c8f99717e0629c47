//! The headers that every answer carries unless its route has said otherwise.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// What the app asks of the device, copying and sharing a link, and what it never asks.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), keyboard-map=(), local-fonts=(), magnetometer=(), \
     microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(self), \
     publickey-credentials-get=(self), screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), \
     window-management=(), xr-spatial-tracking=()";

/// What is no page loads nothing, is framed by nobody and sends no form.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(NOTHING)),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Whether people reach the server over https.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheme {
    /// The address in the settings says so.
    pub(super) https: bool,
    /// A proxy in front tells how each request came to it, and is believed.
    pub(super) trust_proxy: bool,
}

impl Scheme {
    fn is_https(self, request: &HeaderMap) -> bool {
        let told = || request.get("x-forwarded-proto")?.to_str().ok()?.rsplit(',').next().map(str::trim);
        match told().filter(|_| self.trust_proxy) {
            Some(scheme) => scheme.eq_ignore_ascii_case("https"),
            None => self.https,
        }
    }
}

/// Adds what the answer has not set itself.
pub(super) async fn add(State(scheme): State<Scheme>, request: Request, next: Next) -> Response {
    let https = scheme.is_https(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    // It tells what a document may do. On everything else it would be half a kilobyte that nobody reads.
    if is_document(headers) {
        let permissions = HeaderValue::from_static(PERMISSIONS);
        headers.entry(HeaderName::from_static("permissions-policy")).or_insert(permissions);
    }
    // Over http a browser must ignore it, and a proxy that forgets its certificate would lock people out.
    if https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    response
}

/// A page, or an answer that does not say what it is.
fn is_document(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"))
}

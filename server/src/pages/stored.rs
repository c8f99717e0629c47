//! A finished answer kept in memory: its bytes, compressed once, and its headers. Serving it is a copy.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// May be kept for ever: its address changes when it does.
pub(crate) const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Asked about each time, and answered with 304 when it is the same.
pub(crate) const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// A finished answer.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    headers: HeaderMap,
}

/// A short name for this content: the first 72 bits of its SHA-256.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.first_chunk::<9>().map(|start| URL_SAFE_NO_PAD.encode(start)).unwrap_or_default()
}

impl Stored {
    /// An answer of this type, to be asked about each time.
    pub(crate) fn new(content_type: &'static str, plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CACHE_CONTROL, ASK_FIRST);
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&format!("W/\"{}\"", fingerprint(&plain))) {
            headers.insert(ETAG, tag);
        }
        Self { plain, brotli: None, gzip: None, headers }
    }

    /// The same with compressed forms.
    pub(crate) fn compressed(mut self, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        self.brotli = brotli;
        self.gzip = gzip;
        self
    }

    /// The same with one more header, or another value of one.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The uncompressed bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.plain
    }

    /// Its headers.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The answer to a request with these headers.
    pub(crate) fn answer(&self, request: &HeaderMap) -> Response {
        let same = request.get(IF_NONE_MATCH).is_some_and(|seen| Some(seen) == self.headers.get(ETAG));
        if same {
            let mut headers = self.headers.clone();
            headers.remove(CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let chosen = [("br", &self.brotli), ("gzip", &self.gzip)]
            .into_iter()
            .find_map(|(coding, bytes)| bytes.as_ref().filter(|_| accepts(request, coding)).map(|b| (coding, b)));
        let (coding, bytes) = chosen.map_or((None, &self.plain), |(coding, bytes)| (Some(coding), bytes));
        let mut response = Body::from(bytes.clone()).into_response();
        response.headers_mut().extend(self.headers.clone());
        if let Some(coding) = coding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

/// Whether the client takes this coding: named, and not with weight 0.
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    let values = request.get_all(ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts.any(|part| {
            part.strip_prefix("q=").is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
        });
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(accept: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accept))])
    }

    fn coding(stored: &Stored, accept: &'static str) -> Option<HeaderValue> {
        stored.answer(&request(accept)).headers().get(CONTENT_ENCODING).cloned()
    }

    #[test]
    fn brotli_comes_before_gzip_and_a_weight_of_nothing_is_a_no() {
        let stored = Stored::new("text/plain", "a").compressed(Some("b".into()), Some("c".into()));
        assert_eq!(coding(&stored, "gzip, deflate, br"), Some(HeaderValue::from_static("br")));
        assert_eq!(coding(&stored, "gzip, br;q=0"), Some(HeaderValue::from_static("gzip")));
        assert_eq!(coding(&stored, "identity"), None);
    }

    #[test]
    fn the_same_content_is_sent_once() {
        let stored = Stored::new("text/plain", "a");
        let tag = stored.headers().get(ETAG).cloned().unwrap();
        let again = stored.answer(&HeaderMap::from_iter([(IF_NONE_MATCH, tag)]));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }
}

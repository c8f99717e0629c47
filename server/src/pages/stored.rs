//! A finished answer: its content, compressed once, and its headers. What the server makes itself is kept in
//! memory; what the build made is read from the disk for each answer, because the system keeps what is read
//! often and a server that rests should be small.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    LAST_MODIFIED, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// May be kept for ever: its address changes when it does.
pub(crate) const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Asked about each time, and answered with 304 when it is the same.
pub(crate) const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// A finished answer.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    content: Content,
    fingerprint: String,
    headers: HeaderMap,
}

#[derive(Clone, Debug)]
enum Content {
    Memory {
        plain: Bytes,
        brotli: Option<Bytes>,
        gzip: Option<Bytes>,
    },
    /// With the compressed forms that lie beside it.
    Disk(ServeFile),
}

/// A short name for this content: the first 72 bits of its SHA-256.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    named(&Sha256::digest(bytes))
}

fn named(digest: &[u8]) -> String {
    digest.first_chunk::<9>().map(|start| URL_SAFE_NO_PAD.encode(start)).unwrap_or_default()
}

/// The same of a file, a piece at a time.
fn fingerprint_of(path: &Path) -> io::Result<String> {
    let (mut file, mut digest) = (File::open(path)?, Sha256::new());
    let mut piece = [0; 16 * 1024];
    loop {
        let n = file.read(&mut piece)?;
        match piece.get(..n) {
            Some([]) | None => return Ok(named(&digest.finalize())),
            Some(bytes) => digest.update(bytes),
        }
    }
}

impl Stored {
    /// An answer of this type, to be asked about each time.
    pub(crate) fn new(content_type: &'static str, plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let fingerprint = fingerprint(&plain);
        Self::of(content_type, Content::Memory { plain, brotli: None, gzip: None }, fingerprint)
    }

    /// A file of this type and the compressed forms beside it. Its content must stay as it is while the
    /// server runs: a new build is served by a new start.
    pub(crate) fn on_disk(content_type: &'static str, path: &Path) -> io::Result<Self> {
        let file = ServeFile::new(path).precompressed_br().precompressed_gzip();
        Ok(Self::of(content_type, Content::Disk(file), fingerprint_of(path)?))
    }

    fn of(content_type: &'static str, content: Content, fingerprint: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CACHE_CONTROL, ASK_FIRST);
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&format!("W/\"{fingerprint}\"")) {
            headers.insert(ETAG, tag);
        }
        Self { content, fingerprint, headers }
    }

    /// The same with compressed forms.
    #[cfg(any(feature = "pages", test))]
    pub(crate) fn compressed(mut self, with_brotli: Bytes, with_gzip: Bytes) -> Self {
        if let Content::Memory { brotli, gzip, .. } = &mut self.content {
            (*brotli, *gzip) = (Some(with_brotli), Some(with_gzip));
        }
        self
    }

    /// The same with one more header, or another value of one.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// A short name for its content.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The uncompressed bytes, if they are kept in memory.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Memory { plain, .. } => Some(plain),
            Content::Disk(_) => None,
        }
    }

    /// Its headers.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The answer to a request with these headers. A file that is gone is not found.
    pub(crate) async fn answer(&self, request: &HeaderMap) -> Response {
        let same = request.get(IF_NONE_MATCH).is_some_and(|seen| Some(seen) == self.headers.get(ETAG));
        if same {
            let mut headers = self.headers.clone();
            headers.remove(CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let mut response = match &self.content {
            Content::Memory { plain, brotli, gzip } => {
                from_memory(request, plain, [("br", brotli), ("gzip", gzip)])
            }
            Content::Disk(file) => from_disk(request, file.clone()).await,
        };
        if response.status().is_success() {
            response.headers_mut().extend(self.headers.clone());
        }
        response
    }
}

fn from_memory(request: &HeaderMap, plain: &Bytes, coded: [(&'static str, &Option<Bytes>); 2]) -> Response {
    let mut taken = coded.into_iter().filter(|(coding, _)| accepts(request, coding));
    let Some((coding, bytes)) = taken.find_map(|(coding, bytes)| Some((coding, bytes.clone()?))) else {
        return Body::from(plain.clone()).into_response();
    };
    let mut response = Body::from(bytes).into_response();
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    response
}

async fn from_disk(request: &HeaderMap, file: ServeFile) -> Response {
    // Whether it is the same is asked by our own mark, and nothing is sent in parts.
    let mut asked = Request::new(Body::empty());
    for coding in request.get_all(ACCEPT_ENCODING) {
        asked.headers_mut().append(ACCEPT_ENCODING, coding.clone());
    }
    let mut response = file.oneshot(asked).await.unwrap_or_else(|never| match never {}).map(Body::new);
    for name in [LAST_MODIFIED, ACCEPT_RANGES] {
        response.headers_mut().remove(name);
    }
    response
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

    async fn told(stored: &Stored, accept: &'static str) -> (String, String) {
        let answer = stored.answer(&request(accept)).await;
        let coding =
            answer.headers().get(CONTENT_ENCODING).map_or("", |coding| coding.to_str().unwrap()).to_owned();
        let bytes = axum::body::to_bytes(answer.into_body(), 99).await.unwrap();
        (coding, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// A file with its compressed forms, in a folder that goes away with it.
    struct Files(std::path::PathBuf);

    impl Files {
        fn new(test: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("parmen-stored-{}-{test}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            for (name, text) in [("a.txt", "a"), ("a.txt.br", "b"), ("a.txt.gz", "c")] {
                std::fs::write(folder.join(name), text).unwrap();
            }
            Self(folder)
        }

        fn stored(&self) -> Stored {
            Stored::on_disk("text/plain", &self.0.join("a.txt")).unwrap()
        }
    }

    impl Drop for Files {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[tokio::test]
    async fn brotli_comes_before_gzip_and_a_weight_of_nothing_is_a_no() {
        let files = Files::new("codings");
        for stored in [Stored::new("text/plain", "a").compressed("b".into(), "c".into()), files.stored()] {
            for (accept, coding, text) in
                [("gzip, deflate, br", "br", "b"), ("gzip, br;q=0", "gzip", "c"), ("identity", "", "a")]
            {
                assert_eq!(told(&stored, accept).await, (coding.to_owned(), text.to_owned()), "{accept}");
            }
        }
    }

    #[tokio::test]
    async fn the_same_content_is_sent_once_from_wherever_it_comes() {
        let files = Files::new("same");
        let memory = Stored::new("text/plain", "a");
        let tag = memory.headers().get(ETAG).cloned().unwrap();
        for stored in [memory, files.stored()] {
            let again = stored.answer(&HeaderMap::from_iter([(IF_NONE_MATCH, tag.clone())])).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            let first = stored.answer(&HeaderMap::new()).await;
            assert_eq!(first.headers().get(ETAG), Some(&tag));
            assert_eq!(first.headers().get(CONTENT_TYPE).unwrap(), "text/plain");
            assert!(!first.headers().contains_key(LAST_MODIFIED) && !first.headers().contains_key(ACCEPT_RANGES));
        }
    }

    #[tokio::test]
    async fn a_file_that_is_gone_is_not_found_and_is_kept_by_nobody() {
        let files = Files::new("gone");
        let stored = files.stored();
        std::fs::remove_file(files.0.join("a.txt")).unwrap();
        let answer = stored.answer(&request("identity")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(!answer.headers().contains_key(CACHE_CONTROL) && !answer.headers().contains_key(ETAG));
    }
}

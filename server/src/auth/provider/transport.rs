//! The way to the provider: HTTP/1.1 over the one TLS stack, trusting what this machine trusts. Made when it is
//! first needed, because a server without a provider has no use for it.
//!
//! It follows no redirects: an address of the provider's is the one in its metadata and no other.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Response, header::ACCEPT_ENCODING, header::HeaderValue};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

/// Nobody waits longer for one answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// An idle connection is kept so long.
const KEPT: Duration = Duration::from_secs(30);
/// No answer of a provider is larger: keys, metadata, one person's claims.
const LARGEST: usize = 256 * 1024;

/// Why there is no answer. Texts name the machinery, never what was said.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TransportError {
    /// This machine trusts nobody.
    #[error("no certificates to trust: {0}")]
    Roots(#[from] std::io::Error),
    /// TLS cannot be set up.
    #[error("tls: {0}")]
    Tls(#[from] rustls::Error),
    /// No connection, or it broke.
    #[error("no connection")]
    Connection(#[from] hyper_util::client::legacy::Error),
    /// It took too long.
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Late,
    /// The answer is too large, or broke off.
    #[error("an answer that is too large or broke off")]
    Body,
}

/// An open way.
#[derive(Clone)]
pub(super) struct Transport(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl Transport {
    /// Makes one. `is_here`: the provider is on this machine and may be spoken to without TLS.
    pub(super) fn new(is_here: bool) -> Result<Self, TransportError> {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let tls = tls.with_safe_default_protocol_versions()?;
        let connector = HttpsConnectorBuilder::new();
        let connector = if is_here {
            let nobody = tls.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
            connector.with_tls_config(nobody).https_or_http().enable_http1().build()
        } else {
            let known = tls.with_native_roots()?.with_no_client_auth();
            connector.with_tls_config(known).https_only().enable_http1().build()
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(KEPT)
            .pool_max_idle_per_host(2)
            .build(connector);
        Ok(Self(client))
    }

    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut request = request.map(|body| Full::new(Bytes::from(body)));
        // Nothing here unpacks an answer.
        request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let (parts, body) = self.0.request(request).await?.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(|error| {
            let is_large = error.downcast_ref::<LengthLimitError>().is_some();
            tracing::debug!(is_large, "the provider's answer was not read to its end");
            TransportError::Body
        })?;
        Ok(Response::from_parts(parts, body.to_bytes().into()))
    }
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            tokio::time::timeout(PATIENCE, self.carry(request)).await.unwrap_or(Err(TransportError::Late))
        })
    }
}

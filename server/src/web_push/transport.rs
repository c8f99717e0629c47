//! The way to push services: HTTP/1.1 over the one TLS stack, to public addresses alone. Names are looked up here, so what
//! is connected to is what was checked, whatever the name leads to a moment later.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, StatusCode};
use http_body_util::Full;
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tower::Service;

use super::endpoint::is_public;

/// Nobody waits longer for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// An idle connection is kept so long: many phones share a push service.
const KEPT: Duration = Duration::from_secs(30);

/// Why there is no answer. Texts name the machinery, never where it was sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum TransportError {
    /// This machine trusts nobody.
    #[error("no certificates to trust: {0}")]
    Roots(#[from] io::Error),
    /// TLS cannot be set up.
    #[error("tls: {0}")]
    Tls(#[from] rustls::Error),
    /// No connection, or it broke.
    #[error("no connection")]
    Connection(#[from] hyper_util::client::legacy::Error),
    /// It took too long.
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Late,
}

/// An open way.
pub(super) struct Transport(Client<HttpsConnector<HttpConnector<Public>>, Full<Bytes>>);

impl Transport {
    /// Makes one. `allow_loopback`: a push service may be on this machine and be spoken to without TLS.
    pub(super) fn new(allow_loopback: bool) -> Result<Self, TransportError> {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let tls = tls.with_safe_default_protocol_versions()?;
        let mut connector = HttpConnector::new_with_resolver(Public(GaiResolver::new()));
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(PATIENCE));
        let builder = HttpsConnectorBuilder::new();
        let connector = if allow_loopback {
            let nobody = tls.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
            builder.with_tls_config(nobody).https_or_http().enable_http1().wrap_connector(connector)
        } else {
            let known = tls.with_native_roots()?.with_no_client_auth();
            builder.with_tls_config(known).https_only().enable_http1().wrap_connector(connector)
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(KEPT)
            .pool_max_idle_per_host(2)
            .build(connector);
        Ok(Self(client))
    }

    /// Sends once. The body of the answer is not read: its connection ends with it.
    pub(super) async fn carry(&self, request: Request<Vec<u8>>) -> Result<StatusCode, TransportError> {
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let answer = tokio::time::timeout(PATIENCE, self.0.request(request)).await;
        Ok(answer.map_err(|_| TransportError::Late)??.status())
    }
}

/// Looks names up and keeps what is public.
#[derive(Clone)]
struct Public(GaiResolver);

impl Service<Name> for Public {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let looked_up = self.0.call(name);
        Box::pin(async move {
            let found: Vec<SocketAddr> = looked_up.await?.filter(|found| is_public(found.ip())).collect();
            if found.is_empty() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "no public address"));
            }
            Ok(found.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_inside_leads_nowhere() {
        let found = Public(GaiResolver::new()).call(Name::from_str("localhost").unwrap()).await;
        assert_eq!(found.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }
}

//! What the provider says of itself: its addresses and its keys. Asked for when a sign-in begins, which also shows
//! that there is somebody to send people to, and when a token names a key that is not known.

use std::sync::Arc;

use domain::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, EndSessionUrl, ProviderMetadata, TokenUrl, UserInfoUrl, url::Url,
};
use serde::{Deserialize, Serialize};

use super::transport::TransportError;
use super::{Provider, Trouble};

/// It is asked once in so long at most: anybody may begin a sign-in.
const AGAIN_MS: i64 = 10_000;
/// After a failure nobody waits for the next one before so long.
const RESPITE_MS: i64 = 5_000;

/// What is told beside what every provider tells.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Beside {
    /// Where people sign out.
    pub(super) end_session_endpoint: Option<EndSessionUrl>,
    /// Every answer names who gives it (RFC 9207).
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Beside {}

/// All of it.
pub(super) type Metadata = ProviderMetadata<
    Beside,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What was told last, and when.
#[derive(Default)]
pub(super) struct Cached {
    known: Option<(Arc<Metadata>, Timestamp)>,
    failed_at: Option<Timestamp>,
}

impl Provider {
    /// What the provider says of itself.
    pub(super) async fn known(&self) -> Result<Arc<Metadata>, Trouble> {
        let mut cached = self.cached.lock().await;
        match &cached.known {
            Some((known, _)) => Ok(Arc::clone(known)),
            None => self.ask(&mut cached).await,
        }
    }

    /// The same from a provider that has answered just now.
    pub(super) async fn awake(&self) -> Result<Arc<Metadata>, Trouble> {
        let mut cached = self.cached.lock().await;
        match &cached.known {
            Some((known, at)) if self.since(*at) < AGAIN_MS => Ok(Arc::clone(known)),
            _ => self.ask(&mut cached).await,
        }
    }

    /// The same once more, because a token names a key that `used` does not have; `None` if there is nothing newer,
    /// or it was asked a moment ago.
    pub(super) async fn newer_than(&self, used: &Arc<Metadata>) -> Option<Arc<Metadata>> {
        let mut cached = self.cached.lock().await;
        if let Some((known, at)) = &cached.known {
            if !Arc::ptr_eq(known, used) {
                return Some(Arc::clone(known));
            }
            if self.since(*at) < AGAIN_MS {
                return None;
            }
        }
        self.ask(&mut cached).await.ok()
    }

    async fn ask(&self, cached: &mut Cached) -> Result<Arc<Metadata>, Trouble> {
        if cached.failed_at.is_some_and(|at| self.since(at) < RESPITE_MS) {
            return Err(Trouble::down("it did not a moment ago"));
        }
        match self.discover().await {
            Ok(metadata) => {
                let known = Arc::new(metadata);
                *cached = Cached { known: Some((Arc::clone(&known), self.now())), failed_at: None };
                Ok(known)
            }
            Err(trouble) => {
                cached.failed_at = Some(self.now());
                tracing::warn!(%trouble, "asked the provider for its addresses and keys");
                Err(trouble)
            }
        }
    }

    async fn discover(&self) -> Result<Metadata, Trouble> {
        let issuer = self.config.issuer.clone();
        let metadata = Metadata::discover_async(issuer, self.way()?).await.map_err(|error| said(&error))?;
        let beside = metadata.additional_metadata();
        let places = [
            Some(metadata.authorization_endpoint().url()),
            metadata.token_endpoint().map(TokenUrl::url),
            metadata.userinfo_endpoint().map(UserInfoUrl::url),
            beside.end_session_endpoint.as_ref().map(EndSessionUrl::url),
        ];
        let is_safe = |place: &Url| place.scheme() == "https" || self.config.is_here();
        if !places.into_iter().flatten().all(is_safe) {
            return Err(Trouble::down("one of its addresses is not https"));
        }
        Ok(metadata)
    }

    fn since(&self, at: Timestamp) -> i64 {
        // A clock that was put back must not make anybody wait for it.
        let gone = self.now().as_millis() - at.as_millis();
        if gone < 0 { i64::MAX } else { gone }
    }
}

/// What went wrong, without what was told.
fn said(error: &DiscoveryError<TransportError>) -> Trouble {
    match error {
        DiscoveryError::Request(error) => Trouble::down(error),
        DiscoveryError::Response(status, ..) => {
            Trouble::down(format!("its metadata or keys come with status {status}"))
        }
        DiscoveryError::Parse(error) => {
            Trouble::down(format!("its metadata or keys cannot be read at {}", error.path()))
        }
        DiscoveryError::Validation(_) => Trouble::down("it calls itself otherwise than PARMEN_OIDC_ISSUER"),
        _ => Trouble::down("its metadata cannot be asked for"),
    }
}

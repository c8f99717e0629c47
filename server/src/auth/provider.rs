//! Staff identified by their organisation: OpenID Connect, the code flow with PKCE (design §7).
//!
//! The provider says who somebody is and how sure it is; what she may see is decided as for everybody else. It is
//! asked when somebody signs in or out and at no other time, so that local accounts, sessions and sync go on
//! without it.
//!
//! Nothing that it tells is logged: neither who, nor what its errors say in words.

mod attempt;
mod metadata;
mod proof;
mod transport;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::{Locale, Timestamp};
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken};
use openidconnect::{
    AuthType, AuthenticationContextClass, ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    LanguageTag, LogoutRequest, PkceCodeChallenge, PostLogoutRedirectUrl, RedirectUrl, Scope,
};
use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::config::ProviderConfig;
use crate::state::AppState;
pub(crate) use attempt::{Attempt, no_cookie};
use metadata::{Cached, Metadata};
pub(crate) use proof::Proof;
use transport::Transport;

/// The page that the provider leads back to, after a sign-in and after a sign-out.
pub const RETURN: &str = "/logga-in";

/// How long somebody who signs out waits to hear whether the provider answers.
const FAREWELL: Duration = Duration::from_secs(2);

/// A client that knows where to send people and where to trade their codes.
type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Why nobody was identified. The texts are for the log.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The provider does not answer, or not as it should.
    #[error("the provider does not answer as it should: {0}")]
    Down(String),
    /// What it says proves nothing.
    #[error("the sign-in proves nothing: {0}")]
    Refused(String),
    /// Not identified as surely as the organisation demands.
    #[error("not identified as surely as the settings demand")]
    Weak,
}

impl Trouble {
    fn down(cause: impl ToString) -> Self {
        Self::Down(cause.to_string())
    }

    fn refused(cause: impl ToString) -> Self {
        Self::Refused(cause.to_string())
    }
}

/// The organisation's provider.
pub(crate) struct Provider {
    config: ProviderConfig,
    origin: String,
    clock: Clock,
    way: OnceLock<Transport>,
    cached: Mutex<Cached>,
}

impl Provider {
    /// Nothing is asked or made before somebody signs in.
    pub(crate) fn new(config: ProviderConfig, origin: String, clock: Clock) -> Self {
        Self { config, origin, clock, way: OnceLock::new(), cached: Mutex::default() }
    }

    /// What the operator decides of it.
    pub(crate) const fn config(&self) -> &ProviderConfig {
        &self.config
    }

    /// Where the browser goes to begin a sign-in.
    ///
    /// # Errors
    /// [`Trouble::Down`] if the provider does not say where.
    pub(crate) async fn begin(
        &self,
        state: &AppState,
        attempt: &Attempt,
        again: bool,
        locale: Locale,
    ) -> Result<String, Trouble> {
        let known = self.awake().await?;
        let client = self.client(&known)?;
        let (verifier, token, nonce) = (attempt.verifier(state), attempt.state(state), attempt.nonce(state));
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, || token, || nonce)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(locale.tag().to_owned()));
        for acr in &self.config.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        if again {
            request = request.add_prompt(CoreAuthPrompt::Login);
        }
        Ok(request.url().0.into())
    }

    /// Where the browser goes to sign out there too; nothing if the provider has no such place, or does not answer
    /// just now: she is signed out here in any case, and must not end at an error page.
    pub(crate) async fn leave(&self, id_token: &str) -> Option<String> {
        let known = tokio::time::timeout(FAREWELL, self.awake()).await.ok()?.ok()?;
        let place = known.additional_metadata().end_session_endpoint.clone()?;
        let back = PostLogoutRedirectUrl::new(self.back()).ok()?;
        let token: CoreIdToken = id_token.parse().ok()?;
        let request = LogoutRequest::from(place)
            .set_id_token_hint(&token)
            .set_client_id(self.client_id())
            .set_post_logout_redirect_uri(back);
        Some(request.http_get_url().into())
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.config.client_id.clone())
    }

    fn back(&self) -> String {
        format!("{}{RETURN}", self.origin)
    }

    fn way(&self) -> Result<&Transport, Trouble> {
        if let Some(way) = self.way.get() {
            return Ok(way);
        }
        let made = Transport::new(self.config.is_here()).map_err(Trouble::down)?;
        Ok(self.way.get_or_init(|| made))
    }

    fn client(&self, known: &Arc<Metadata>) -> Result<Client, Trouble> {
        let secret = self.config.client_secret.clone().map(ClientSecret::new);
        let back = RedirectUrl::new(self.back()).map_err(Trouble::down)?;
        let client = CoreClient::from_provider_metadata((**known).clone(), self.client_id(), secret);
        Ok(client.set_redirect_uri(back).set_auth_type(auth_type(known)))
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// How the provider wants the secret: in a header, unless it takes it in the body alone.
fn auth_type(known: &Metadata) -> AuthType {
    let methods = known.token_endpoint_auth_methods_supported();
    let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
    if !takes(CoreClientAuthMethod::ClientSecretBasic) && takes(CoreClientAuthMethod::ClientSecretPost) {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}

#[cfg(all(test, feature = "pages"))]
mod tests {
    #[test]
    fn the_provider_leads_back_to_the_sign_in_page() {
        assert_eq!(super::RETURN, app::paths::SIGN_IN);
    }
}

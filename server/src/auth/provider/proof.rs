//! From a code to a person: the code is traded for an ID token, and everything the token must hold is checked.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use openidconnect::core::{
    CoreErrorResponseType, CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AdditionalClaims, AuthorizationCode, ClaimsVerificationError, OAuth2TokenResponse as _,
    RequestTokenError, SignatureVerificationError, StandardErrorResponse, SubjectIdentifier, TokenResponse as _,
    UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::metadata::Metadata;
use super::transport::TransportError;
use super::{Attempt, Client, Provider, Trouble};
use crate::state::AppState;

/// How far apart the provider's clock and ours may be.
const SKEW_MS: i64 = 2 * 60_000;

/// Longer than what any organisation calls somebody.
const LONGEST: usize = 200;

/// Keys that only the provider has. Never `none`, and no secret that is shared: whoever reads our settings could sign.
const SIGNED_WITH: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Somebody was identified.
pub(crate) struct Proof {
    /// What the provider calls her, by the claim in the settings.
    pub(crate) identity: String,
    /// Her name, if it is told.
    pub(crate) name: Option<String>,
    /// The token itself, to sign out with.
    pub(crate) id_token: String,
}

/// Claims of any name.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Told(Map<String, Value>);

impl AdditionalClaims for Told {}

impl Provider {
    /// Trades a code and checks what comes for it.
    ///
    /// # Errors
    /// [`Trouble`] says why nobody was identified.
    pub(crate) async fn prove(
        &self,
        state: &AppState,
        attempt: &Attempt,
        code: String,
        iss: Option<&str>,
    ) -> Result<Proof, Trouble> {
        let known = self.known().await?;
        let names_itself = known.additional_metadata().authorization_response_iss_parameter_supported;
        match iss {
            Some(iss) if iss != self.config.issuer.as_str() => {
                return Err(Trouble::refused("another provider's answer"));
            }
            None if names_itself => return Err(Trouble::refused("the answer does not say whose it is")),
            _ => {}
        }
        let client = self.client(&known)?;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(Trouble::down)?;
        let request = request.set_pkce_verifier(attempt.verifier(state));
        let answer: CoreTokenResponse = request.request_async(self.way()?).await.map_err(|error| said(&error))?;
        let token = answer.id_token().ok_or(Trouble::refused("no ID token came"))?;
        let subject = self.verify(state, attempt, known, token).await?;
        let mut told = payload(token)?;
        let has = |told: &Map<String, Value>| {
            told.contains_key(&self.config.claim)
                && (self.config.new_accounts.is_none() || told.contains_key("name"))
        };
        if !has(&told) {
            for (name, value) in self.ask_for_more(&client, answer.access_token(), subject).await {
                told.entry(name).or_insert(value);
            }
        }
        let identity = text(&told, &self.config.claim).ok_or_else(|| {
            Trouble::down(format!("neither token nor userinfo holds the claim {}", self.config.claim))
        })?;
        Ok(Proof { identity, name: text(&told, "name"), id_token: token.to_string() })
    }

    /// Checks the token, with newer keys if its key is not known, and gives whom it is about.
    async fn verify(
        &self,
        state: &AppState,
        attempt: &Attempt,
        known: Arc<Metadata>,
        token: &CoreIdToken,
    ) -> Result<SubjectIdentifier, Trouble> {
        let nonce = attempt.nonce(state);
        let verify = |known: &Metadata| token.claims(&self.verifier(known, attempt.begun_at()), &nonce).cloned();
        let claims = match verify(&known) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::AmbiguousKeyId(_)
                | SignatureVerificationError::CryptoError(_),
            )) => match self.newer_than(&known).await {
                Some(newer) => verify(&newer),
                None => return Err(Trouble::refused("signed with a key that the provider does not tell of")),
            },
            verified => verified,
        };
        let claims = claims.map_err(|error| Trouble::refused(kind(&error)))?;
        if claims.authorized_party().is_some_and(|party| *party != self.client_id()) {
            return Err(Trouble::refused("issued to another client"));
        }
        if !self.is_sure(&claims) {
            return Err(Trouble::Weak);
        }
        Ok(claims.subject().clone())
    }

    fn verifier(&self, known: &Metadata, begun_at: Timestamp) -> CoreIdTokenVerifier<'static> {
        let now = self.now();
        let early = Timestamp::from_millis(now.as_millis() - SKEW_MS);
        let (first, last) = (begun_at.as_millis() - SKEW_MS, now.as_millis() + SKEW_MS);
        CoreIdTokenVerifier::new_public_client(self.client_id(), self.config.issuer.clone(), known.jwks().clone())
            .set_allowed_algs(SIGNED_WITH)
            .set_time_fn(move || moment(early).into())
            .set_issue_time_verifier_fn(move |issued| {
                // Seconds, rounded down by whoever wrote them.
                let issued = issued.timestamp_millis();
                let is_of_now = (first - 1_000..=last).contains(&issued);
                if is_of_now {
                    Ok(())
                } else {
                    Err("not issued for this sign-in, or the clocks differ".to_owned())
                }
            })
    }

    /// Whether the provider is as sure as the settings demand.
    fn is_sure(&self, claims: &CoreIdTokenClaims) -> bool {
        let acr = claims.auth_context_ref().map(|acr| acr.as_str());
        let used = |wanted: &String| {
            claims.auth_method_refs().is_some_and(|used| used.iter().any(|one| one.as_str() == wanted))
        };
        let is_strong = self.config.acr.is_empty() || self.config.acr.iter().any(|wanted| acr == Some(wanted));
        is_strong && self.config.amr.iter().all(used)
    }

    /// What the provider tells of the same person when it is asked; nothing if it is not to be asked or does not
    /// answer, because the token may have told enough.
    async fn ask_for_more(
        &self,
        client: &Client,
        access: &AccessToken,
        subject: SubjectIdentifier,
    ) -> Map<String, Value> {
        let asked = async {
            let request = client.user_info(access.clone(), Some(subject)).ok()?;
            let told: Result<UserInfoClaims<Told, CoreGenderClaim>, _> =
                request.request_async(self.way().ok()?).await;
            match serde_json::to_value(told.ok()?) {
                Ok(Value::Object(told)) => Some(told),
                _ => None,
            }
        };
        asked.await.unwrap_or_default()
    }
}

fn moment(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at.as_millis()).unwrap_or_default())
}

/// The claims of a token that has been checked, whatever they are called.
fn payload(token: &CoreIdToken) -> Result<Map<String, Value>, Trouble> {
    let token = token.to_string();
    let bytes = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let claims = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    claims.ok_or(Trouble::refused("a token that cannot be read"))
}

/// A claim as text: a word, or a number.
fn text(told: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match told.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)).then_some(text)
}

type TokenError = RequestTokenError<TransportError, StandardErrorResponse<CoreErrorResponseType>>;

/// What went wrong with a code, without what was told.
fn said(error: &TokenError) -> Trouble {
    match error {
        RequestTokenError::ServerResponse(response) => match response.error() {
            CoreErrorResponseType::InvalidGrant => {
                Trouble::refused("the code is too old, used or somebody else's")
            }
            other => Trouble::down(format!("it refuses this server: {}", known_error(other))),
        },
        RequestTokenError::Request(error) => Trouble::down(error),
        RequestTokenError::Parse(error, _) => {
            Trouble::down(format!("its answer cannot be read at {}", error.path()))
        }
        RequestTokenError::Other(_) => Trouble::down("its answer to a code is none"),
    }
}

fn known_error(error: &CoreErrorResponseType) -> &str {
    match error {
        CoreErrorResponseType::Extension(_) => "for a reason of its own",
        known => known.as_ref(),
    }
}

fn kind(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "it has expired, or the clocks differ",
        ClaimsVerificationError::InvalidAudience(_) => "meant for somebody else",
        ClaimsVerificationError::InvalidIssuer(_) => "another provider's",
        ClaimsVerificationError::InvalidNonce(_) => "not asked for by this browser",
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoSignature) => "not signed",
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::DisallowedAlg(_)) => {
            "signed in a way that is not accepted"
        }
        ClaimsVerificationError::SignatureVerification(_) => "the signature is not right",
        _ => "not as it should be",
    }
}

//! The organisation's identity provider: what `PARMEN_OIDC_…` says.
//!
//! | Variable | Without it | What it is |
//! |---|---|---|
//! | `PARMEN_OIDC_ISSUER` | no provider | its address, letter for letter as it calls itself |
//! | `PARMEN_OIDC_CLIENT_ID` | must be named | what it calls this server |
//! | `PARMEN_OIDC_CLIENT_SECRET` | none | their shared secret |
//! | `PARMEN_OIDC_NAME` | must be named | the organisation, on the button |
//! | `PARMEN_OIDC_CONTACT` | a sentence without a name | whom a person without an account asks |
//! | `PARMEN_OIDC_CLAIM` | `sub` | the claim that says who somebody is |
//! | `PARMEN_OIDC_SCOPES` | `openid` | what is asked for, with spaces |
//! | `PARMEN_OIDC_ACR` | any | how sure the provider must be: one of these, with spaces |
//! | `PARMEN_OIDC_AMR` | any | what must have been used: each of these, with spaces |
//! | `PARMEN_OIDC_NEW_UNIT` | nobody gets one | whoever is identified and unknown gets an account at this unit |
//! | `PARMEN_OIDC_NEW_AUTHORITY` | `region` | that unit's: `region` or `municipality` |

use std::fmt;

use openidconnect::IssuerUrl;

use super::ConfigError;
use crate::store::Authority;

/// How staff are identified by the organisation.
#[derive(Clone)]
pub struct ProviderConfig {
    /// Who it is.
    pub issuer: IssuerUrl,
    /// What it calls this server.
    pub client_id: String,
    /// Their shared secret, if they have one.
    pub client_secret: Option<String>,
    /// The organisation, on the button.
    pub name: String,
    /// Whom a person without an account asks.
    pub contact: Option<String>,
    /// The claim that says who somebody is.
    pub claim: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// How sure it must be: one of these, or nothing.
    pub acr: Vec<String>,
    /// What must have been used: each of these.
    pub amr: Vec<String>,
    /// Where somebody unknown gets an account, if anywhere.
    pub new_accounts: Option<NewAccounts>,
}

/// The unit of accounts that are made at somebody's first sign-in.
#[derive(Clone, Debug)]
pub struct NewAccounts {
    /// What it is called.
    pub unit: String,
    /// Region or municipality.
    pub authority: Authority,
}

const ISSUER: &str = "PARMEN_OIDC_ISSUER";
const HTTPS: &str = "an https address, such as https://login.example.se (http only on this machine)";

impl ProviderConfig {
    /// Reads it; `None` if no issuer is named.
    pub(super) fn read(get: &impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ConfigError> {
        let Some(issuer) = get(ISSUER) else { return Ok(None) };
        let issuer = IssuerUrl::new(issuer)
            .ok()
            .filter(is_safe)
            .ok_or(ConfigError::Invalid { variable: ISSUER, expected: HTTPS })?;
        let named = |variable, expected| get(variable).ok_or(ConfigError::Invalid { variable, expected });
        let words = |variable| -> Vec<String> {
            get(variable).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
        };
        let new_accounts = match get("PARMEN_OIDC_NEW_UNIT") {
            None => None,
            Some(unit) => {
                let variable = "PARMEN_OIDC_NEW_AUTHORITY";
                let name = get(variable).unwrap_or_else(|| "region".to_owned());
                let expected = "region or municipality";
                let authority = Authority::named(&name).ok_or(ConfigError::Invalid { variable, expected })?;
                Some(NewAccounts { unit, authority })
            }
        };
        Ok(Some(Self {
            issuer,
            client_id: named("PARMEN_OIDC_CLIENT_ID", "what the provider calls this server")?,
            client_secret: get("PARMEN_OIDC_CLIENT_SECRET"),
            name: named("PARMEN_OIDC_NAME", "what the organisation is called, such as Region Öst")?,
            contact: get("PARMEN_OIDC_CONTACT"),
            claim: get("PARMEN_OIDC_CLAIM").unwrap_or_else(|| "sub".to_owned()),
            scopes: words("PARMEN_OIDC_SCOPES").into_iter().filter(|scope| scope != "openid").collect(),
            acr: words("PARMEN_OIDC_ACR"),
            amr: words("PARMEN_OIDC_AMR"),
            new_accounts,
        }))
    }

    /// What is said to it stays on this machine, and may go without TLS.
    pub(crate) fn is_here(&self) -> bool {
        self.issuer.url().scheme() == "http"
    }
}

fn is_safe(issuer: &IssuerUrl) -> bool {
    let here = matches!(issuer.url().host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match issuer.url().scheme() {
        "https" => true,
        "http" => here,
        _ => false,
    }
}

impl fmt::Debug for ProviderConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderConfig")
            .field("issuer", &self.issuer.as_str())
            .field("claim", &self.claim)
            .field("acr", &self.acr)
            .field("amr", &self.amr)
            .finish_non_exhaustive()
    }
}

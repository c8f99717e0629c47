//! The ways in for staff: a local account, or the organisation's own identity provider (sv: inloggningstjänst).

use serde::{Deserialize, Serialize};

/// Signs a coordinator in with a local account.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    /// The account name.
    pub username: String,
    /// The password.
    pub password: String,
    /// The second step, where the account has one: a one-time code of six digits, or a recovery code. Asked for by
    /// `second_factor_needed`, and given together with name and password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Begins a sign-in at the organisation's provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginSignInRequest {
    /// The provider asks who it is, also if it knows somebody already: for whoever sits at another's desk.
    #[serde(default)]
    pub again: bool,
}

/// An address of the provider, which the browser goes to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderAddress {
    /// Where.
    pub address: String,
}

/// What the provider sent the browser back with, word for word from the query of `/logga-in`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishSignInRequest {
    /// Ties the answer to the browser that asked.
    pub state: String,
    /// The code, if somebody was identified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Which provider says so, if it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// Why not, if nobody was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The ways in that a server has. Its pages carry it in their head, so that nobody has to ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WaysIn {
    /// The organisation's provider, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderCard>,
    /// Local accounts can sign in.
    pub local: bool,
}

/// The provider as the sign-in page names it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProviderCard {
    /// What the organisation is called: "Logga in med Region Öst".
    pub name: String,
    /// Whom to ask for an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl WaysIn {
    /// The name of the `<meta>` that holds it, as JSON. A server with local accounts alone has none.
    pub const META: &str = "parmen-ways-in";
}

impl Default for WaysIn {
    fn default() -> Self {
        Self { provider: None, local: true }
    }
}

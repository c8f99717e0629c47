//! A practitioner's own local account: its password, its second step, and where it is signed in.

use serde::{Deserialize, Serialize};

use crate::api::Me;
use crate::{DeviceId, PasskeyId, Timestamp};

/// A local account, as its holder sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountCard {
    /// The account name.
    pub username: String,
    /// The second step of a sign-in (sv: engångskoder), if it is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactorCard>,
    /// The organisation demands one.
    #[serde(default)]
    pub is_required: bool,
    /// Where it is signed in, the latest first.
    #[serde(default)]
    pub sessions: Vec<SessionCard>,
    /// Its passkeys, the latest first.
    #[serde(default)]
    pub passkeys: Vec<PasskeyCard>,
}

/// A key that a device of hers keeps (sv: passnyckel).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyCard {
    /// Its id.
    pub id: PasskeyId,
    /// When it was made.
    pub since: Timestamp,
    /// When she signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// What a browser asks a device for: the options of `WebAuthn`, as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyChallenge {
    /// `PublicKeyCredentialCreationOptionsJSON`, or `PublicKeyCredentialRequestOptionsJSON`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub options: serde_json::Value,
}

/// What the device answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyAnswer {
    /// `PublicKeyCredential`, as its `toJSON` tells it.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub credential: serde_json::Value,
}

/// A second step that is set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorCard {
    /// Since when.
    pub since: Timestamp,
    /// How many recovery codes have not been used.
    pub recovery_codes_left: u32,
}

/// One place where somebody is signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionCard {
    /// Its id.
    pub id: DeviceId,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, give or take some minutes.
    pub last_seen_at: Timestamp,
    /// It is the one that asks.
    pub this: bool,
}

/// Proves that the holder of an account asks, and not whoever sits down at her desk.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountProof {
    /// The password. Whoever has just given it, and has yet to set up the second step, need not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// A one-time or recovery code, where the second step is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// What an app that makes one-time codes must know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSecret {
    /// The key to type: base32.
    pub key: String,
    /// The same as an `otpauth:` address, for a QR code.
    pub address: String,
}

/// A code from the app, which shows that it has the key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmSecondFactorRequest {
    /// Six digits.
    pub code: String,
}

/// Codes to keep on paper, each for once. They are told this one time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten of them.
    pub codes: Vec<String>,
    /// Who is signed in from now on, where a new session has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
}

/// A new password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePasswordRequest {
    /// The one until now.
    pub password: String,
    /// The one from now on.
    pub new_password: String,
}

/// What is written down about an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountAct {
    /// Signed in with a local account.
    SignedIn,
    /// Signed in at the organisation's provider.
    SignedInAtProvider,
    /// The password was wrong.
    WrongPassword,
    /// The password was right and the code was wrong.
    WrongCode,
    /// A recovery code was used.
    RecoveryUsed,
    /// The second step was set up, or set up anew.
    FactorOn,
    /// Its holder switched it off.
    FactorOff,
    /// An operator took it away.
    FactorReset,
    /// New recovery codes were made.
    RecoveryRenewed,
    /// The password was changed.
    PasswordChanged,
    /// An operator gave a new password.
    PasswordReset,
    /// A passkey was made.
    PasskeyAdded,
    /// A passkey was forgotten.
    PasskeyRemoved,
    /// A session was ended from another.
    SessionEnded,
    /// An operator closed the account.
    Closed,
    /// An operator named its holder a member of the group that reads what is lifted to it.
    JoinedGroup,
    /// She was named to check a unit's access log.
    NamedReviewer,
    /// She checks it no more.
    ReviewerNoMore,
    /// An operator named her or him a member no more.
    LeftGroup,
}

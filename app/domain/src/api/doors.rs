//! The ways in: an account, a new pärm, a phone that is paired.

use serde::{Deserialize, Serialize};

use crate::{BinderId, Timestamp};

/// Starts a pärm.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartBinderRequest {
    /// Made on the device, so that starting twice starts one.
    pub id: BinderId,
    /// The owner's name as she wants to be called.
    pub owner_name: String,
}

/// A way in for the owner's phone, for ten minutes and once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingResponse {
    /// The link: the secret is in the fragment, which browsers never send.
    pub link: String,
    /// The link as a QR code, an SVG image.
    pub qr_svg: String,
    /// Eight digits to read out.
    pub code: String,
    /// When both stop working.
    pub expires_at: Timestamp,
}

/// Pairs the phone that asks. One of the two is given.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemPairingRequest {
    /// The secret from the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The code that was read out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The key of a locked copy on a device (sv: appens lås), for the server to seal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockKey {
    /// 32 bytes, base64.
    pub key: String,
}

/// The same, sealed: the device keeps it, and the server alone can open it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockSpare {
    /// Base64.
    pub spare: String,
}

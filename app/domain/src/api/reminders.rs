//! Påminnelser: where a phone takes them, and which ones its owner wants there.

use serde::{Deserialize, Serialize};

use crate::Locale;
use crate::reminder::ReminderWishes;

/// What the server knows of the reminders of the phone that asks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemindersCard {
    /// The server's public key (VAPID), as a browser wants it when it subscribes: base64url without padding.
    pub key: String,
    /// What this phone is reminded of; nothing if it has not subscribed, or its subscription has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wishes: Option<ReminderWishes>,
}

/// A phone wants to be reminded: what its browser says of the subscription, and of what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemindRequest {
    /// Where the browser's push service takes messages for it: an https address.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The secret that goes with it, base64url.
    pub auth: String,
    /// In which language the phone speaks.
    #[serde(default)]
    pub locale: Locale,
    /// Which ones.
    pub wishes: ReminderWishes,
}

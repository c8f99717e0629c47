//! Names of the object stores, and numbered upgrades that only add.
//!
//! A number is never changed or taken away: an older app opens a newer store (it opens without naming a
//! version first), and then every name it knows is still there with the same meaning. Rows are JSON
//! whose fields are only ever added, too. Keys are text, parts parted by `/`, numbers as sixteen digits
//! so that text order is number order. In a locked copy the rows are sealed (`sealing.rs`); keys never are.

/// Whose store it is, how far each binder has come, small settings.
/// `replica`, `me`, `place`, `restored`, `revoked`, `erased`, `practitioners`, `binder/<binder>`,
/// `start/<binder>`, `trail/<binder>`, `room/<binder>`, `lock`, `ended`,
/// `seen`, `beside`, `copies`, `part`, `overview/<binder>`.
pub const META: &str = "meta";
/// The log as the server numbered it: `<binder>/<tab>/<seq>`.
pub const LOG: &str = "log";
/// What waits to be sent, in the order it was made: `<binder>/<place>/<op>`.
pub const QUEUE: &str = "queue";
/// What did not get through: `<binder>/<op>`.
pub const REFUSED: &str = "refused";
/// Tabs folded up to their head: `<binder>/<tab>`.
pub const TABS: &str = "tabs";
/// Tabs as the server sent them whole: `<binder>/<tab>`.
pub const CHECKPOINTS: &str = "checkpoints";
/// What is begun and not saved: `<person>/<binder>/rating`, `<person>/<binder>/proposal/<tab>/<entry>`.
pub const DRAFTS: &str = "drafts";
/// Tabs that were opened, for the access log: `<binder>/<time>/<tab>`.
pub const OPENED: &str = "opened";
/// What another person who used this device has not sent: `<person>/<binder>/<place>/<op>`.
pub const ASIDE: &str = "aside";
/// Pictures that the server has, in base64: `<binder>/<entry>`.
pub const PICTURES: &str = "pictures";
/// Pictures that wait to be handed in, in base64: `<person>/<binder>/<entry>`.
pub const UPLOADS: &str = "uploads";

/// What each version of the schema added. The first is version 1.
pub const UPGRADES: &[&[&str]] =
    &[&[META, LOG, QUEUE, REFUSED, TABS, CHECKPOINTS, DRAFTS, OPENED, ASIDE], &[PICTURES, UPLOADS]];

/// The schema version this app needs.
#[must_use]
pub fn version() -> u32 {
    u32::try_from(UPGRADES.len()).unwrap_or(u32::MAX)
}

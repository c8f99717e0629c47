//! The app on somebody's phone that makes one-time codes.

use domain::Timestamp;
use totp_rs::{Builder, Secret, Totp};

/// One key in it.
pub(crate) struct AppOfCodes(Totp);

impl AppOfCodes {
    /// The key as it was typed.
    pub(crate) fn new(key: &str) -> Self {
        let secret = Secret::try_from_base32(key).unwrap();
        Self(Builder::new().with_secret(secret).with_account_name("anna").build().unwrap())
    }

    /// What it shows.
    pub(crate) fn code(&self, now: Timestamp) -> String {
        self.0.generate(u64::try_from(now.as_millis() / 1_000).unwrap()).to_string()
    }

    /// Six digits that it does not show, nor has shown, nor will show soon.
    pub(crate) fn wrong(&self, now: Timestamp) -> String {
        let near: Vec<String> =
            (-3..4).map(|n| self.code(Timestamp::from_millis(now.as_millis() + n * 30_000))).collect();
        (0..10).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).unwrap()
    }
}

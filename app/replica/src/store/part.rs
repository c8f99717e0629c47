//! The part of a sign-in that opens a locked copy of staff, together with her code or passkey (design §7).
//!
//! It is kept on the device from a sign-in to the end of the session, so that the copy opens without network at work.
//! It is never sealed: it is asked for before anything can be opened. When the session is over it goes, and only a
//! new sign-in brings it back.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

use super::identity::is_too_long;
use super::rows::PART;
use super::{LocalStore, Mode, schema};
use crate::StoreError;

/// What is kept of a sign-in for a lock.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PartRow {
    /// For which lock.
    pub(crate) lock: String,
    /// The part itself, base64.
    pub(crate) part: String,
    /// When the server was last heard of, by this device's clock.
    pub(crate) heard: Timestamp,
}

impl LocalStore {
    /// The part of the last sign-in, if its session is not over.
    pub(crate) async fn part(&self) -> Result<Option<PartRow>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        tx.read(schema::META, PART).await
    }

    /// Keeps the part of a sign-in. The copy may be shut.
    pub(crate) async fn keep_part(&self, part: &PartRow) -> Result<(), StoreError> {
        let mut tx = self.begin_anyhow(Mode::Write, &[schema::META]).await?;
        tx.write(schema::META, PART, part)?;
        tx.commit().await
    }

    /// The session is over: the part of its sign-in goes. The copy may be shut.
    pub(crate) async fn drop_part(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_anyhow(Mode::Write, &[schema::META]).await?;
        tx.delete(schema::META, PART)?;
        tx.commit().await
    }

    /// Whether the copy, which is shut, waits for a sign-in. One that has been without contact for too long is dropped.
    pub(super) async fn waits_for_sign_in(&self, now: Timestamp) -> Result<bool, StoreError> {
        let needs_part = self.lock_row().await?.is_some_and(|row| row.part.is_some());
        let part = self.part().await?;
        if needs_part && part.as_ref().is_some_and(|part| is_too_long(part.heard, now)) {
            self.drop_shut_copy().await?;
            return Ok(true);
        }
        Ok(needs_part && part.is_none())
    }
}

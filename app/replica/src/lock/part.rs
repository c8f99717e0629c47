//! The part of a sign-in that a copy of staff needs beside code or passkey: fetched at the sign-in, kept on the device
//! until its session is over (`store/part.rs` says how), and dropped then. So a device that was stolen after that opens
//! to nobody who has only its storage and the code.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::api::LockSpare;

use crate::store::{KEY_BYTES, LockRow, PartRow};
use crate::{Replica, StoreError, SyncError};

/// The server is noted to have been heard of no more often than this, in minutes.
const NOTED_MINUTES: i64 = 60;

/// What there is of the part that a lock needs.
#[derive(PartialEq, Eq)]
pub(super) enum Part {
    /// The lock is an owner's, or from before.
    NotNeeded,
    /// Its session lives, as far as is known here.
    Here([u8; KEY_BYTES]),
    /// Somebody has to sign in.
    Gone,
}

impl Replica {
    pub(super) async fn part_for(&self, row: &LockRow) -> Result<Part, StoreError> {
        if row.part.is_none() {
            return Ok(Part::NotNeeded);
        }
        let here = self.reading(self.inner.store.part().await)?.filter(|part| part.lock == row.id);
        let part = here.and_then(|here| STANDARD.decode(here.part).ok()?.try_into().ok());
        Ok(part.map_or(Part::Gone, Part::Here))
    }

    /// She has just signed in: the part is fetched, and her code opens the copy again.
    pub(super) async fn fetch_part(&self, row: &LockRow, sealed: String) -> Result<(), SyncError> {
        let part = self.opened_by_server(LockSpare { spare: sealed }).await?;
        let part = PartRow { lock: row.id.clone(), part, heard: self.now() };
        self.writing(self.inner.store.keep_part(&part).await)?;
        self.change_status(|status| status.signed_out = false);
        Ok(())
    }

    /// The copy has been opened with the part of a sign-in: what was put away is shown.
    pub(super) async fn begun_while_shut(&self, row: &LockRow) -> Result<(), StoreError> {
        if matches!(self.part_for(row).await?, Part::Here(_)) {
            self.writing(self.inner.store.set_ended(false).await)?;
            self.change_status(|status| status.signed_out = false);
        }
        Ok(())
    }

    /// The session is over: the part of its sign-in goes from this device.
    pub(crate) async fn drop_part(&self) -> Result<(), StoreError> {
        match self.reading(self.inner.store.part().await)? {
            Some(_) => self.writing(self.inner.store.drop_part().await),
            None => Ok(()),
        }
    }

    /// The server was heard of: the days without contact begin anew.
    pub(crate) async fn note_heard(&self) -> Result<(), StoreError> {
        let now = self.now();
        let part = self.reading(self.inner.store.part().await)?;
        if let Some(part) = part.filter(|part| part.heard.plus_minutes(NOTED_MINUTES) <= now) {
            self.writing(self.inner.store.keep_part(&PartRow { heard: now, ..part }).await)?;
        }
        Ok(())
    }

    /// Asks the server about a copy that is shut: one whose phone was ended elsewhere is emptied, without its code, and
    /// one whose session is over waits for a sign-in.
    pub async fn ask_while_shut(&self) -> Result<(), SyncError> {
        if !self.status().shut {
            return Ok(());
        }
        let row = self.reading(self.inner.store.lock_row().await)?;
        let needs_part = row.as_ref().is_some_and(|row| row.part.is_some());
        match self.inner.server.me().await {
            Err(SyncError::Revoked) => {
                self.inner.store.revoked_while_shut().await?;
                self.change_status(|status| status.revoked = true);
            }
            Err(SyncError::SignedOut) if needs_part => {
                self.drop_part().await?;
                self.change_status(|status| status.signed_out = true);
            }
            Ok(me) if row.is_some_and(|row| row.person == me.person) => self.note_heard().await?,
            _ => {}
        }
        Ok(())
    }

    /// Staff keep no copy for more than seven days without contact.
    #[cfg(target_arch = "wasm32")]
    pub(crate) async fn drop_old_copy(&self) {
        // A store that does not answer is asked again at the next round.
        if let Ok(true) = self.inner.store.drop_old_copy(self.now()).await {
            self.change_status(|status| status.signed_out = true);
            drop(self.me_changed().await);
        }
    }
}

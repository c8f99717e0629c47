//! The way round a forgotten code: what the server gives to whoever has just paired this phone, or signed in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Role;
use domain::api::{ErrorCode, LockSpare, Me};

use crate::replica::Notice;
use crate::store::Seal;
use crate::{Replica, StoreError, SyncError};

impl Replica {
    /// She has just paired this phone, or signed in. An owner has forgotten her code then, so the server gives the
    /// spare key and the lock goes. Staff get the part that their code needs. A lock of somebody else's stays as it is,
    /// and what is hers is kept beside it.
    pub(crate) async fn open_for(&self, me: &Me) -> Result<(), SyncError> {
        let is_other = self.writing(self.inner.store.go_to_own(me.person).await)?;
        if is_other {
            self.inner.cache.clear();
            self.inner.opened.clear();
            self.notice(Notice::Lock);
        }
        let opened = self.open_by_spare(me).await;
        if is_other {
            self.begin_anew().await?;
        }
        opened
    }

    async fn open_by_spare(&self, me: &Me) -> Result<(), SyncError> {
        let Some(row) = self.reading(self.inner.store.lock_row().await)? else { return Ok(()) };
        if let Some(sealed) = row.part.clone().filter(|_| row.person == me.person) {
            return self.fetch_part(&row, sealed).await;
        }
        if self.inner.store.seal().is_some_and(|seal| seal.lock == row.id) {
            return Ok(());
        }
        let spare = row.spare.clone().ok_or(SyncError::NoSpare)?;
        let key = self.opened_by_server(LockSpare { spare }).await?;
        if !self.unlock_with(&key).await? {
            return Err(SyncError::NoSpare);
        }
        if me.role == Role::Owner {
            self.writing(self.inner.store.lift_lock().await)?;
            self.lock_changed();
        }
        Ok(())
    }

    /// Staff have forgotten the code, and have just signed in: what was fetched goes unread, to be fetched anew, and
    /// the lock with it; what she wrote and has not sent is opened. A session that is not new, or over, is
    /// [`SyncError::SignedOut`].
    pub async fn begin_without_code(&self) -> Result<(), SyncError> {
        let _turn = self.inner.turn.take().await;
        let row = self.reading(self.inner.store.lock_row().await)?.ok_or(SyncError::NoSpare)?;
        let spare = row.spare.clone().filter(|_| row.part.is_some()).ok_or(SyncError::NoSpare)?;
        let key = match self.opened_by_server(LockSpare { spare }).await {
            Err(error) if error.is_refused_as(ErrorCode::NotFound) => return Err(SyncError::SignedOut),
            answer => answer?,
        };
        let me = self.inner.server.me().await?;
        let key = STANDARD.decode(key).ok().and_then(|key| key.try_into().ok()).ok_or(SyncError::NoSpare)?;
        let written = Seal::new(row.id.clone(), key, self.inner.device.new_secret);
        self.writing(self.inner.store.keep_written(written).await)?;
        self.lock_changed();
        self.begin_anew().await?;
        self.adopt(&me, false).await?;
        self.notice(Notice::Session);
        Ok(())
    }

    pub(super) async fn opened_by_server(&self, spare: LockSpare) -> Result<String, SyncError> {
        Ok(self.inner.server.open_lock_key(&spare).await?.key)
    }

    /// The copy is nobody's any more, or another person's: the lock of whoever had it goes.
    pub(crate) async fn end_lock(&self) -> Result<(), StoreError> {
        if self.inner.store.seal().is_some() {
            self.writing(self.inner.store.lift_lock().await)?;
            self.lock_changed();
        }
        Ok(())
    }
}

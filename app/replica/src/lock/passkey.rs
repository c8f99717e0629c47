//! A passkey of the device beside the code: what it answers for a salt (`WebAuthn` PRF) is a key that nobody can guess,
//! and it answers without network. The page asks the browser; here the key is wrapped and opened.
//!
//! What it answers is the output of a pseudo-random function for a salt that is used for nothing else, so it is taken as
//! it is. The server has no part in it: the passkey signs nobody in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::CodeTaken;
use super::part::Part;
use super::wrapping::{unwrapped, wrapped};
use crate::store::PasskeyRow;
use crate::{Change, Replica, StoreError};

/// What a passkey is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasskeyAsked {
    /// Which passkey, as the browser names it.
    pub id: String,
    /// The salt that it answers for.
    pub salt: [u8; 32],
}

impl Replica {
    /// The passkey that opens this copy, if there is one; also while the copy is shut.
    pub async fn lock_passkey(&self) -> Result<Option<PasskeyAsked>, StoreError> {
        let row = self.reading(self.inner.store.lock_row().await)?;
        let asked = |key: PasskeyRow| {
            let salt = URL_SAFE_NO_PAD.decode(key.salt).ok()?.try_into().ok()?;
            Some(PasskeyAsked { id: key.id, salt })
        };
        Ok(row.and_then(|row| row.passkey).and_then(asked))
    }

    /// A salt for a new passkey.
    #[must_use]
    pub fn new_salt(&self) -> [u8; 32] {
        (self.inner.device.new_secret)()
    }

    /// From now on this passkey opens the copy, too: `answer` is what it answers for the salt. The code goes on.
    pub async fn add_lock_passkey(&self, asked: PasskeyAsked, answer: &[u8]) -> Result<(), StoreError> {
        let seal = self.inner.store.seal().ok_or(StoreError::Shut)?;
        let row = self.reading(self.inner.store.lock_row().await)?.ok_or(StoreError::Gone)?;
        let part = match self.part_for(&row).await? {
            Part::Gone => return Err(StoreError::Shut),
            Part::NotNeeded => None,
            Part::Here(part) => Some(part),
        };
        let way = answer.try_into().map_err(|_| StoreError::Locked)?;
        let wrapped =
            wrapped(&row.id, way, part, seal.key, self.inner.device.new_secret).ok_or(StoreError::Shut)?;
        let passkey = PasskeyRow { id: asked.id, salt: URL_SAFE_NO_PAD.encode(asked.salt), wrapped };
        self.writing(self.inner.store.change_lock(&seal.lock, |row| row.passkey = Some(passkey)).await)?;
        self.tell(Change::Lock);
        Ok(())
    }

    /// The passkey opens this copy no more; the code does.
    pub async fn remove_lock_passkey(&self) -> Result<(), StoreError> {
        let Some(seal) = self.inner.store.seal() else { return Ok(()) };
        self.writing(self.inner.store.change_lock(&seal.lock, |row| row.passkey = None).await)?;
        self.tell(Change::Lock);
        Ok(())
    }

    /// Takes what the passkey answered. It cannot be guessed, so nobody waits.
    pub async fn unlock_by_passkey(&self, answer: &[u8]) -> Result<CodeTaken, StoreError> {
        let Some(row) = self.reading(self.inner.store.lock_row().await)? else {
            self.opened_now().await?;
            return Ok(CodeTaken::Right);
        };
        let part = match self.part_for(&row).await? {
            Part::Gone => return Ok(CodeTaken::SignIn),
            Part::NotNeeded => None,
            Part::Here(part) => Some(part),
        };
        let Some(passkey) = &row.passkey else { return Ok(CodeTaken::Wrong) };
        let Some(key) = answer.try_into().ok().and_then(|way| unwrapped(&row.id, way, part, &passkey.wrapped))
        else {
            return Ok(CodeTaken::Wrong);
        };
        self.open_with(&row, key).await?;
        Ok(CodeTaken::Right)
    }
}

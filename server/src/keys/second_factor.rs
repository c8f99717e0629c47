//! What makes the codes of somebody's second step, kept unreadable.

use domain::PersonId;
use sha2::{Digest as _, Sha256};

use super::{BinderKey, KeyStore};
use crate::store::StoreError;

impl KeyStore {
    /// Encrypts the secret of a practitioner's second step.
    ///
    /// # Errors
    /// [`StoreError`] if there is no chance to be had.
    pub fn seal_factor(&self, person: PersonId, secret: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.factor_key().seal(self.inner.clock.bytes()?, person.as_uuid().as_bytes(), secret)
    }

    /// Decrypts it.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it is another person's, or was changed.
    pub fn open_factor(&self, person: PersonId, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.factor_key().open(person.as_uuid().as_bytes(), sealed)
    }

    fn factor_key(&self) -> BinderKey {
        let key = Sha256::new().chain_update(self.inner.pepper).chain_update("second factors").finalize();
        BinderKey::new(&key.into())
    }
}

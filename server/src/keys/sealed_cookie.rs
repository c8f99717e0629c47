//! What is begun in a browser and ended there, kept by the browser and read by the server alone.

use sha2::{Digest as _, Sha256};

use super::{BinderKey, KeyStore};
use crate::store::StoreError;

impl KeyStore {
    /// Encrypts it for one purpose.
    ///
    /// # Errors
    /// [`StoreError`] if there is no chance to be had.
    pub fn seal_cookie(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.cookie_key().seal(self.inner.clock.bytes()?, purpose.as_bytes(), plain)
    }

    /// Decrypts it; `None` if it was for another purpose, or was made up.
    pub fn open_cookie(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        self.cookie_key().open(purpose.as_bytes(), sealed).ok()
    }

    fn cookie_key(&self) -> BinderKey {
        let key = Sha256::new().chain_update(self.inner.pepper).chain_update("sealed cookies").finalize();
        BinderKey::new(&key.into())
    }
}

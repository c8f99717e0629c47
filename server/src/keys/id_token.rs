//! What the organisation's provider said of somebody, kept unreadable until she signs out.

use domain::DeviceId;
use sha2::{Digest as _, Sha256};

use super::{BinderKey, KeyStore};
use crate::store::StoreError;

impl KeyStore {
    /// Encrypts the token of a session.
    ///
    /// # Errors
    /// [`StoreError`] if there is no chance to be had.
    pub fn seal_token(&self, device: DeviceId, token: &str) -> Result<Vec<u8>, StoreError> {
        self.token_key().seal(self.inner.clock.bytes()?, device.as_uuid().as_bytes(), token.as_bytes())
    }

    /// Decrypts it; `None` if it is another session's, or was changed.
    pub fn open_token(&self, device: DeviceId, sealed: &[u8]) -> Option<String> {
        String::from_utf8(self.token_key().open(device.as_uuid().as_bytes(), sealed).ok()?).ok()
    }

    fn token_key(&self) -> BinderKey {
        let key = Sha256::new().chain_update(self.inner.pepper).chain_update("id tokens").finalize();
        BinderKey::new(&key.into())
    }
}

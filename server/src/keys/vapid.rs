//! The key by which push services know this server (VAPID, RFC 8292). It follows from a secret of the key store, like
//! every other key there: so it is made at the first start, every process has the same one, a new server key does not
//! change it, and no copy of the data holds it.

use hkdf::Hkdf;
use p256::SecretKey;
use sha2::Sha256;

use super::KeyStore;
use crate::store::StoreError;

impl KeyStore {
    /// The key.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if none can be made, which no secret is known to lead to.
    pub fn vapid(&self) -> Result<SecretKey, StoreError> {
        let secret = Hkdf::<Sha256>::new(None, &self.inner.pepper);
        // One in four thousand million numbers is no key of the curve: then the next one is taken.
        (0..=u8::MAX)
            .find_map(|nth| {
                let mut key = [0; 32];
                secret.expand_multi_info(&[b"vapid", &[nth]], &mut key).ok()?;
                SecretKey::from_slice(&key).ok()
            })
            .ok_or(StoreError::Sealed)
    }
}

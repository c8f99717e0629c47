//! One open key, and what it seals.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};

use crate::store::StoreError;

const NONCE_BYTES: usize = 12;

/// One binder's open key.
pub struct BinderKey(Aes256Gcm);

impl BinderKey {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts something that belongs to `place`.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it is too large to encrypt.
    pub fn seal(&self, nonce: [u8; NONCE_BYTES], place: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let sealed = self.0.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: place });
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed.map_err(|_| StoreError::Sealed)?);
        Ok(bytes)
    }

    /// Decrypts what was sealed for `place`.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it was sealed for another place, by another key, or was changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(StoreError::Sealed)?;
        let payload = Payload { msg: sealed, aad: place };
        self.0.decrypt(&Nonce::from(*nonce), payload).map_err(|_| StoreError::Sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_for_one_place_does_not_open_in_another() {
        let key = BinderKey::new(&[7; 32]);
        let sealed = key.seal([1; 12], b"here", b"words").unwrap();
        assert_eq!(key.open(b"here", &sealed).unwrap(), b"words");
        assert!(key.open(b"there", &sealed).is_err());
        assert!(BinderKey::new(&[8; 32]).open(b"here", &sealed).is_err());
    }
}

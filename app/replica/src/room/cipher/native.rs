//! HKDF-SHA-256 and AES-256-GCM by the crates that the server uses.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use domain::BinderId;
use hkdf::Hkdf;
use sha2::Sha256;

use super::{FOR_KEY, FOR_NAME, NAME_BYTES, NONCE_BYTES, name};
use crate::room::card::SECRET_BYTES;

/// One open key.
pub(in crate::room) struct Cipher(Aes256Gcm);

#[expect(clippy::unused_async, reason = "the browser's cipher waits")]
impl Cipher {
    /// The key of one binder's room, and its name.
    pub(in crate::room) async fn derive(secret: [u8; SECRET_BYTES], binder: BinderId) -> Option<(String, Self)> {
        let derived = Hkdf::<Sha256>::new(Some(binder.as_uuid().as_bytes()), &secret);
        let (mut key, mut named) = ([0; 32], [0; NAME_BYTES]);
        derived.expand(FOR_KEY, &mut key).ok()?;
        derived.expand(FOR_NAME, &mut named).ok()?;
        Some((name(&named), Self(Aes256Gcm::new(&key.into()))))
    }

    /// Locks something that belongs to `place`.
    pub(in crate::room) async fn seal(
        &self,
        nonce: [u8; NONCE_BYTES],
        place: &[u8],
        plain: &[u8],
    ) -> Option<Vec<u8>> {
        self.0.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: place }).ok()
    }

    /// Opens what was locked for `place` by this key.
    pub(in crate::room) async fn open(
        &self,
        nonce: [u8; NONCE_BYTES],
        place: &[u8],
        locked: &[u8],
    ) -> Option<Vec<u8>> {
        self.0.decrypt(&Nonce::from(nonce), Payload { msg: locked, aad: place }).ok()
    }
}

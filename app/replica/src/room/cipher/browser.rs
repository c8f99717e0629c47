//! HKDF-SHA-256 and AES-256-GCM by WebCrypto. The key cannot be read back by any script.

use domain::BinderId;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use super::{FOR_KEY, FOR_NAME, NAME_BYTES, NONCE_BYTES, name};
use crate::browser::{crypto, wait};
use crate::room::card::SECRET_BYTES;

/// One open key.
pub(in crate::room) struct Cipher(CryptoKey);

impl Cipher {
    /// The key of one binder's room, and its name.
    pub(in crate::room) async fn derive(secret: [u8; SECRET_BYTES], binder: BinderId) -> Option<(String, Self)> {
        let crypto = crypto()?;
        let secret = Uint8Array::from(secret.as_slice());
        let uses = Array::of2(&"deriveKey".into(), &"deriveBits".into());
        let base = crypto.import_key_with_str("raw", &secret, "HKDF", false, &uses);
        let base: CryptoKey = wait(base).await?.dyn_into().ok()?;
        let hkdf = |info: &[u8]| {
            let salt = binder.as_uuid();
            let parts = [("hash", "SHA-256".into()), ("salt", bytes(salt.as_bytes())), ("info", bytes(info))];
            algorithm("HKDF", &parts)
        };
        let aes = algorithm("AES-GCM", &[("length", 256.into())]);
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let key = crypto.derive_key_with_object_and_object(&hkdf(FOR_KEY), &base, &aes, false, &uses);
        let key: CryptoKey = wait(key).await?.dyn_into().ok()?;
        let bits = u32::try_from(NAME_BYTES * 8).ok()?;
        let named = wait(crypto.derive_bits_with_object(&hkdf(FOR_NAME), &base, bits)).await?;
        Some((name(&Uint8Array::new(&named).to_vec()), Self(key)))
    }

    /// Locks something that belongs to `place`.
    pub(in crate::room) async fn seal(
        &self,
        nonce: [u8; NONCE_BYTES],
        place: &[u8],
        plain: &[u8],
    ) -> Option<Vec<u8>> {
        let plain = Uint8Array::from(plain);
        let locked = crypto()?.encrypt_with_object_and_buffer_source(&gcm(nonce, place), &self.0, &plain);
        Some(Uint8Array::new(&wait(locked).await?).to_vec())
    }

    /// Opens what was locked for `place` by this key.
    pub(in crate::room) async fn open(
        &self,
        nonce: [u8; NONCE_BYTES],
        place: &[u8],
        locked: &[u8],
    ) -> Option<Vec<u8>> {
        let locked = Uint8Array::from(locked);
        let plain = crypto()?.decrypt_with_object_and_buffer_source(&gcm(nonce, place), &self.0, &locked);
        Some(Uint8Array::new(&wait(plain).await?).to_vec())
    }
}

fn bytes(from: &[u8]) -> JsValue {
    Uint8Array::from(from).into()
}

fn gcm(nonce: [u8; NONCE_BYTES], place: &[u8]) -> Object {
    algorithm("AES-GCM", &[("iv", bytes(&nonce)), ("additionalData", bytes(place))])
}

fn algorithm(name: &str, parts: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in [("name", JsValue::from_str(name))].iter().chain(parts) {
        // A plain object takes any key.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

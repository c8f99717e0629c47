//! The cipher of the room: the browser's own on a phone; the server's crates in tests and wherever pages are
//! rendered without one. The same bytes open in both (`store/contract/room.rs`).

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

#[cfg(target_arch = "wasm32")]
pub(super) use browser::Cipher;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use native::Cipher;

/// How long a nonce of AES-GCM is.
pub(super) const NONCE_BYTES: usize = 12;

/// What the two things that are derived from a secret are for.
const FOR_KEY: &[u8] = b"parmen room 1 key";
const FOR_NAME: &[u8] = b"parmen room 1 name";

/// How many bytes name a key.
const NAME_BYTES: usize = 8;

/// A key's name as it stands beside what the key locks.
fn name(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

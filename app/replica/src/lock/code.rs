//! Stretching a code, so that each try takes a phone's whole strength for a while. The crate is the server's own for
//! passwords, with the same figures (OWASP's for Argon2id).

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::store::{KEY_BYTES, Stretching};

const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
/// Whoever could write a lock's row must not be able to have the app take all of the device's memory.
const MEMORY_MOST_KIB: u32 = 256 * 1_024;

/// How a new code is stretched.
pub(super) fn stretching(chance: [u8; 32]) -> Stretching {
    Stretching { salt: STANDARD.encode(chance), memory: MEMORY_KIB, passes: PASSES }
}

/// What a code stretches to.
pub(super) fn stretch(code: &str, how: &Stretching) -> Option<[u8; KEY_BYTES]> {
    let salt = STANDARD.decode(&how.salt).ok()?;
    let params = Params::new(how.memory.min(MEMORY_MOST_KIB), how.passes, 1, Some(KEY_BYTES)).ok()?;
    let mut key = [0; KEY_BYTES];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(code.trim().as_bytes(), &salt, &mut key).ok()?;
    Some(key)
}

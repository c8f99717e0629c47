//! SHA-256: by the browser there, by the server's crate elsewhere, so that the phone downloads no second one.

use std::fmt::Write as _;

/// The hash of bytes in hexadecimal digits. There is none on a page that came over plain http.
pub(crate) async fn sha256(bytes: &[u8]) -> Option<String> {
    let mut digits = String::new();
    for byte in digest(bytes).await? {
        write!(digits, "{byte:02x}").ok()?;
    }
    Some(digits)
}

#[cfg(target_arch = "wasm32")]
async fn digest(bytes: &[u8]) -> Option<Vec<u8>> {
    use crate::browser::{crypto, wait};
    use js_sys::Uint8Array;

    let bytes = Uint8Array::from(bytes);
    let promise = crypto()?.digest_with_str_and_buffer_source("SHA-256", &bytes);
    Some(Uint8Array::new(&wait(promise).await?).to_vec())
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "the browser alone answers later")]
async fn digest(bytes: &[u8]) -> Option<Vec<u8>> {
    use sha2::{Digest as _, Sha256};

    Some(Sha256::digest(bytes).to_vec())
}

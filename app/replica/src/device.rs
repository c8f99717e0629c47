//! The device's clock and its source of ids: the one file of the phone's half that asks for time and
//! chance (invariant 7). Everything else gets them from here, so tests pass their own.

use domain::Timestamp;
use uuid::Uuid;

/// A clock, ids and secrets.
#[derive(Clone, Copy, Debug)]
pub struct Device {
    /// The device's clock.
    pub now: fn() -> Timestamp,
    /// A new `UUIDv7`, later than every one before it on this page.
    pub new_id: fn() -> Uuid,
    /// 256 bits nobody can guess.
    pub new_secret: fn() -> [u8; 32],
}

impl Device {
    /// A device where time stands still and every id is the same: for rendering pages without data.
    #[must_use]
    pub const fn fixed() -> Self {
        Self { now: || Timestamp::from_millis(0), new_id: Uuid::nil, new_secret: || [0; 32] }
    }

    /// The browser's clock and its random numbers.
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub const fn browser() -> Self {
        Self { now: browser::now, new_id: browser::new_id, new_secret: browser::new_secret }
    }
}

/// 256 bits as text that can stand in a link: base64 for URLs, without padding.
pub(crate) fn token(secret: [u8; 32]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(43);
    let mut held: u32 = 0;
    let mut bits = 0;
    for byte in secret {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            out.push(sign(SIGNS, held >> bits));
        }
    }
    if bits > 0 {
        out.push(sign(SIGNS, held << (6 - bits)));
    }
    out
}

fn sign(signs: &[u8; 64], value: u32) -> char {
    let index = usize::try_from(value & 63).unwrap_or_default();
    signs.get(index).copied().map_or('A', char::from)
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::{Timestamp, Uuid};

    #[expect(clippy::disallowed_methods, reason = "the phone's one clock")]
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
    pub(super) fn now() -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    #[expect(clippy::disallowed_methods, reason = "the phone's one source of ids")]
    pub(super) fn new_id() -> Uuid {
        Uuid::now_v7()
    }

    /// Out of random uuids, so that no second random library is downloaded: of each, the last seven
    /// bytes hold neither version nor variant.
    #[expect(clippy::disallowed_methods, reason = "the phone's one source of secrets")]
    pub(super) fn new_secret() -> [u8; 32] {
        let mut secret = [0; 32];
        for part in secret.chunks_mut(7) {
            let id = Uuid::new_v4();
            let random = id.as_bytes().iter().skip(9);
            part.iter_mut().zip(random).for_each(|(byte, random)| *byte = *random);
        }
        secret
    }
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn a_token_is_43_signs_that_can_stand_in_a_link() {
        assert_eq!(token([0; 32]), "A".repeat(43));
        assert_eq!(token([255; 32]), format!("{}8", "_".repeat(42)));
    }
}

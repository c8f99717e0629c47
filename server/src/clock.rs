//! Time and chance: the only file of the server that asks for either (invariant 7).
//!
//! Everything else is handed a [`Clock`], so that a test decides what the time is and which numbers come
//! up, and so that the same test always plays the same way.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Where the server gets the time and its random bytes.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// A test's.
    Mock(Arc<MockClock>),
}

/// A clock that stands still until it is moved, with random bytes that follow from a seed.
#[derive(Debug)]
pub struct MockClock {
    millis: AtomicI64,
    seed: u64,
    drawn: AtomicU64,
}

impl MockClock {
    /// Moves the clock on.
    pub fn advance_minutes(&self, minutes: i64) {
        self.millis.fetch_add(minutes.saturating_mul(60_000), Ordering::SeqCst);
    }
}

impl Clock {
    /// The machine's own.
    pub const fn system() -> Self {
        Self::System
    }

    /// A test's, standing at a moment.
    pub fn mock(start: Timestamp, seed: u64) -> (Self, Arc<MockClock>) {
        let mock =
            Arc::new(MockClock { millis: AtomicI64::new(start.as_millis()), seed, drawn: AtomicU64::new(0) });
        (Self::Mock(Arc::clone(&mock)), mock)
    }

    /// The moment it is.
    #[expect(clippy::disallowed_methods, reason = "the server's one clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
                Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or_default())
            }
            Self::Mock(mock) => Timestamp::from_millis(mock.millis.load(Ordering::SeqCst)),
        }
    }

    /// Random bytes that nobody can guess.
    ///
    /// # Errors
    /// [`NoChance`] if the machine has none to give; nothing may be made up instead.
    #[expect(clippy::disallowed_methods, reason = "the server's one source of chance")]
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], NoChance> {
        let mut bytes = [0; N];
        match self {
            Self::System => getrandom::fill(&mut bytes).map_err(|_| NoChance)?,
            Self::Mock(mock) => {
                for chunk in bytes.chunks_mut(32) {
                    let drawn = mock.drawn.fetch_add(1, Ordering::SeqCst);
                    let digest = Sha256::new()
                        .chain_update(mock.seed.to_le_bytes())
                        .chain_update(drawn.to_le_bytes())
                        .finalize();
                    chunk.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
                }
            }
        }
        Ok(bytes)
    }

    /// A new `UUIDv7`.
    ///
    /// # Errors
    /// [`NoChance`] as in [`Clock::bytes`].
    pub fn uuid(&self) -> Result<Uuid, NoChance> {
        let millis = u64::try_from(self.now().as_millis()).unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()?).into_uuid())
    }

    /// A secret of 256 bits that may stand in a link or a cookie.
    ///
    /// # Errors
    /// [`NoChance`] as in [`Clock::bytes`].
    pub fn token(&self) -> Result<String, NoChance> {
        Ok(URL_SAFE_NO_PAD.encode(self.bytes::<32>()?))
    }

    /// A code of eight digits to read out, every one as likely as the next.
    ///
    /// # Errors
    /// [`NoChance`] as in [`Clock::bytes`].
    pub fn digits(&self) -> Result<String, NoChance> {
        // 2^64 is not a multiple of 10^8, but what that favours is far below one part in 10^11.
        let number = u64::from_le_bytes(self.bytes::<8>()?) % 100_000_000;
        Ok(format!("{number:08}"))
    }
}

/// The machine gives no random bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the machine gives no random bytes")]
pub struct NoChance;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_chance() {
        let draw = |seed| Clock::mock(Timestamp::from_millis(0), seed).0.bytes::<40>().unwrap();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn two_tokens_are_never_alike() {
        let clock = Clock::system();
        assert_ne!(clock.token().unwrap(), clock.token().unwrap());
    }
}

//! The lock of this device's copy (sv: appens lås), for whoever wants one.
//!
//! A locked copy is sealed with a key of chance. An owner's key stands in the copy twice, both times sealed: with what
//! her code stretches to (Argon2id), and by the server, which opens it for nobody but the same person, just after her
//! phone has been paired anew. So a forgotten code costs no word, and the server alone, or the device alone, opens
//! nothing. Wrong codes cost time, never words.
//!
//! Staff need two parts (design §7): the code, and a part that the server gives at a sign-in (`part.rs`). A sign-in
//! without the code opens what she wrote herself and nothing that was fetched (`spare.rs`). A passkey of the device may
//! stand beside the code (`passkey.rs`).
//!
//! Without network a short code can be tried out by whoever copies the device's storage: each try costs a second of a
//! phone's work, and there are ten thousand codes of four digits (README, "What it does not protect against").

mod code;
mod part;
mod passkey;
mod setting;
mod spare;
mod wrapping;

use domain::Timestamp;
use serde::{Deserialize, Serialize};

use crate::replica::Notice;
use crate::store::{KEY_BYTES, LockRow, Seal};
use crate::{Change, Replica, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use part::Part;
pub use passkey::PasskeyAsked;
use wrapping::{proving, unwrapped, written_key};

/// When the copy is shut again.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockWhen {
    /// When nobody has looked at the app for five minutes.
    #[default]
    Away,
    /// As soon as another app is in front.
    AtOnce,
    /// When the app is opened anew.
    Opening,
}

/// What she chooses with a lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LockChoice {
    /// When it shuts.
    #[serde(default)]
    pub when: LockWhen,
    /// "Om jag mår sämre" with her own words opens without the code.
    #[serde(default = "yes")]
    pub crisis_open: bool,
}

impl Default for LockChoice {
    fn default() -> Self {
        Self { when: LockWhen::default(), crisis_open: yes() }
    }
}

const fn yes() -> bool {
    true
}

/// What came of a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeTaken {
    /// It is right.
    Right,
    /// It is not; the next may be given at once.
    Wrong,
    /// No code is tried before this.
    Wait(Timestamp),
    /// The session of staff is over: nothing opens the copy before somebody has signed in.
    SignIn,
}

/// The shortest code.
pub const CODE_MIN: usize = 4;

/// So many codes may be wrong before the next has to wait.
const FREE: u32 = 3;
/// The first wait, doubled with each wrong code.
const WAIT_FIRST_MS: i64 = 15_000;
/// Nobody waits longer.
const WAIT_LAST_MS: i64 = 15 * 60_000;

impl Replica {
    /// What was chosen with the lock of this copy, if it has one; also while it is shut.
    pub async fn lock_choice(&self) -> Result<Option<LockChoice>, StoreError> {
        let row = self.reading(self.inner.store.lock_row().await)?;
        Ok(row.map(|row| row.choice))
    }

    /// Whether this person's organisation wants the copy locked, and it is not: until then nothing is fetched.
    pub(crate) async fn lock_comes_first(&self) -> Result<bool, StoreError> {
        let is_wanted = self.me().await?.is_some_and(|me| me.lock_required);
        Ok(is_wanted && self.lock_choice().await?.is_none())
    }

    /// Changes what was chosen with the lock.
    pub async fn choose_lock(&self, choice: LockChoice) -> Result<(), StoreError> {
        let Some(seal) = self.inner.store.seal() else { return Ok(()) };
        self.writing(self.inner.store.change_lock(&seal.lock, |row| row.choice = choice).await)?;
        self.tell(Change::Lock);
        Ok(())
    }

    /// Takes the lock away, for whoever knows the code.
    pub async fn lift_lock(&self, code: &str) -> Result<CodeTaken, StoreError> {
        let taken = self.unlock(code).await?;
        if taken == CodeTaken::Right {
            self.writing(self.inner.store.lift_lock().await)?;
            self.lock_changed();
        }
        Ok(taken)
    }

    /// Takes a code: the right one opens the copy.
    pub async fn unlock(&self, code: &str) -> Result<CodeTaken, StoreError> {
        let Some(row) = self.reading(self.inner.store.lock_row().await)? else {
            self.opened_now().await?;
            return Ok(CodeTaken::Right);
        };
        let part = match self.part_for(&row).await? {
            Part::Gone => return Ok(CodeTaken::SignIn),
            Part::NotNeeded => None,
            Part::Here(part) => Some(part),
        };
        let now = self.now();
        // A clock that was put back must not make her wait for years.
        let waits = |until: &Timestamp| now < *until && until.as_millis() - now.as_millis() <= WAIT_LAST_MS;
        if let Some(until) = row.wait_until.filter(waits) {
            return Ok(CodeTaken::Wait(until));
        }
        // Counted before the code is tried: whoever closes the app meanwhile has tried all the same.
        let wrong = row.wrong.saturating_add(1);
        let until = wait_after(wrong).map(|wait| Timestamp::from_millis(now.as_millis().saturating_add(wait)));
        let count = |row: &mut LockRow| (row.wrong, row.wait_until) = (wrong, until);
        self.writing(self.inner.store.change_lock(&row.id, count).await)?;
        let key = code::stretch(code, &row.stretching).and_then(|way| unwrapped(&row.id, way, part, &row.wrapped));
        let Some(key) = key else {
            return Ok(until.map_or(CodeTaken::Wrong, CodeTaken::Wait));
        };
        let forgive = |row: &mut LockRow| (row.wrong, row.wait_until) = (0, None);
        self.writing(self.inner.store.change_lock(&row.id, forgive).await)?;
        self.open_with(&row, key).await?;
        self.upgrade(&row, code).await;
        Ok(CodeTaken::Right)
    }

    /// What opens the copy while this visit lasts, for a page that is loaded again: see [`Replica::unlock_with`].
    #[must_use]
    pub fn visit_key(&self) -> Option<String> {
        self.inner.store.seal().map(|seal| STANDARD.encode(seal.key))
    }

    /// Opens the copy with what an earlier page of the same visit had. Whether it did.
    pub async fn unlock_with(&self, visit_key: &str) -> Result<bool, StoreError> {
        let Some(row) = self.reading(self.inner.store.lock_row().await)? else {
            self.opened_now().await?;
            return Ok(true);
        };
        let key = STANDARD.decode(visit_key).ok().and_then(|key| <[u8; KEY_BYTES]>::try_from(key).ok());
        let Some(key) = key else { return Ok(false) };
        // It may be the key of an earlier lock, or of a session that is over.
        if self.part_for(&row).await? == Part::Gone {
            return Ok(false);
        }
        if self.seal_of(&row, key).open(&proving(&row.id), &row.proof).is_none() {
            return Ok(false);
        }
        self.open_with(&row, key).await?;
        Ok(true)
    }

    /// Seals words that stand beside the copy for a moment; they are left as they are if it is not locked.
    #[must_use]
    pub fn sealed_beside(&self, place: &str, words: &str) -> Option<String> {
        let Some(seal) = self.inner.store.seal() else { return Some(words.to_owned()) };
        seal.of_written().seal(place, words.as_bytes()).map(|sealed| format!("{BESIDE}{sealed}"))
    }

    /// Opens what was sealed for that place; what was never sealed is as it is.
    #[must_use]
    pub fn opened_beside(&self, place: &str, kept: &str) -> Option<String> {
        let Some(sealed) = kept.strip_prefix(BESIDE) else { return Some(kept.to_owned()) };
        let seals = [self.inner.store.seal(), self.inner.store.former_seal()];
        let plain = seals.into_iter().flatten().find_map(|seal| seal.of_written().open(place, sealed))?;
        String::from_utf8(plain).ok()
    }

    async fn open_with(&self, row: &LockRow, key: [u8; KEY_BYTES]) -> Result<(), StoreError> {
        self.inner.store.open_with(self.seal_of(row, key));
        self.opened_now().await?;
        self.begun_while_shut(row).await
    }

    fn seal_of(&self, row: &LockRow, key: [u8; KEY_BYTES]) -> Seal {
        let seal = Seal::new(row.id.clone(), key, self.inner.device.new_secret);
        let written = written_key(&seal, row);
        seal.with_written(written)
    }

    fn lock_changed(&self) {
        self.tell(Change::Lock);
        self.notice(Notice::Lock);
    }
}

/// What words sealed beside the copy begin with.
const BESIDE: &str = "~";

/// How long the next code waits after so many wrong ones.
fn wait_after(wrong: u32) -> Option<i64> {
    let doubled = wrong.checked_sub(FREE)?;
    Some(WAIT_FIRST_MS.saturating_mul(1 << doubled.min(20)).min(WAIT_LAST_MS))
}

#[cfg(test)]
mod tests {
    use super::{WAIT_LAST_MS, wait_after};

    #[test]
    fn two_wrong_codes_cost_nothing_and_the_wait_grows_to_a_quarter_of_an_hour() {
        assert_eq!((wait_after(1), wait_after(2)), (None, None));
        assert_eq!((wait_after(3), wait_after(4)), (Some(15_000), Some(30_000)));
        assert_eq!((wait_after(40), wait_after(u32::MAX)), (Some(WAIT_LAST_MS), Some(WAIT_LAST_MS)));
    }
}

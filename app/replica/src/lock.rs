//! The lock of this device's copy (sv: appens lås), for whoever wants one.
//!
//! A locked copy is sealed with a key of chance. The key stands in the copy twice, both times sealed: with what her
//! code stretches to (Argon2id), and by the server, which opens it for nobody but the same person, just after her phone
//! has been paired anew or she has signed in. So a forgotten code costs no word, and the server alone, or the device
//! alone, opens nothing. Wrong codes cost time, never words.
//!
//! Without network a short code can be tried out by whoever copies the device's storage: each try costs a second of a
//! phone's work, and there are ten thousand codes of four digits (README, "What it does not protect against").

mod code;

use domain::api::{LockKey, LockSpare, Me};
use domain::{Role, Timestamp};
use serde::{Deserialize, Serialize};

use crate::replica::Notice;
use crate::store::{KEY_BYTES, LockRow, Seal, Stretching};
use crate::{Change, Replica, StoreError, SyncError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

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

    /// Locks the copy with a code. The server seals the spare key, so this needs network.
    pub async fn set_lock(&self, code: &str, choice: LockChoice) -> Result<(), SyncError> {
        let id = self.new_entry().to_string();
        let key = (self.inner.device.new_secret)();
        let request = LockKey { key: STANDARD.encode(key) };
        let spare = self.inner.server.seal_lock_key(&request).await?.spare;
        let person = self.me().await?.ok_or(StoreError::Gone)?.person;
        let stretching = code::stretching((self.inner.device.new_secret)());
        let wrapped = self.wrapped(&id, code, &stretching, key).ok_or(StoreError::Shut)?;
        let seal = Seal::new(id.clone(), key, self.inner.device.new_secret);
        let proof = seal.seal(&proving(&id), b"").ok_or(StoreError::Shut)?;
        let spare = Some(spare);
        let row = LockRow { id, person, stretching, wrapped, proof, spare, choice, wrong: 0, wait_until: None };
        self.writing(self.inner.store.lock(&row, seal).await)?;
        self.lock_changed();
        Ok(())
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
        let Some(key) = self.unwrapped(&row, code) else {
            return Ok(until.map_or(CodeTaken::Wrong, CodeTaken::Wait));
        };
        let forgive = |row: &mut LockRow| (row.wrong, row.wait_until) = (0, None);
        self.writing(self.inner.store.change_lock(&row.id, forgive).await)?;
        self.open_with(&row, key).await?;
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
        // It may be the key of an earlier lock.
        if self.seal_of(&row, key).open(&proving(&row.id), &row.proof).is_none() {
            return Ok(false);
        }
        self.open_with(&row, key).await?;
        Ok(true)
    }

    /// Staff keep no copy for more than seven days without contact.
    #[cfg(target_arch = "wasm32")]
    pub(crate) async fn drop_old_copy(&self) {
        // A store that does not answer is asked again at the next round.
        if let Ok(true) = self.inner.store.drop_old_copy(self.now()).await {
            self.change_status(|status| status.signed_out = true);
            drop(self.me_changed().await);
        }
    }

    /// Seals words that stand beside the copy for a moment; they are left as they are if it is not locked.
    #[must_use]
    pub fn sealed_beside(&self, place: &str, words: &str) -> Option<String> {
        let Some(seal) = self.inner.store.seal() else { return Some(words.to_owned()) };
        seal.seal(place, words.as_bytes()).map(|sealed| format!("{BESIDE}{sealed}"))
    }

    /// Opens what was sealed for that place; what was never sealed is as it is.
    #[must_use]
    pub fn opened_beside(&self, place: &str, kept: &str) -> Option<String> {
        let Some(sealed) = kept.strip_prefix(BESIDE) else { return Some(kept.to_owned()) };
        let seals = [self.inner.store.seal(), self.inner.store.former_seal()];
        let plain = seals.into_iter().flatten().find_map(|seal| seal.open(place, sealed))?;
        String::from_utf8(plain).ok()
    }

    /// Asks the server about a copy that is shut: one whose phone was ended elsewhere is emptied, without its code.
    pub async fn ask_while_shut(&self) -> Result<(), SyncError> {
        if !self.status().shut {
            return Ok(());
        }
        if let Err(SyncError::Revoked) = self.inner.server.me().await {
            self.inner.store.revoked_while_shut().await?;
            self.change_status(|status| status.revoked = true);
        }
        Ok(())
    }

    /// She has just paired this phone, or signed in: the server gives the spare key of her own lock. An owner has
    /// forgotten her code then, so the lock goes; staff keep theirs. A lock of somebody else's stays as it is, and what
    /// is hers is kept beside it.
    pub(crate) async fn open_for(&self, me: &Me) -> Result<(), SyncError> {
        let is_other = self.writing(self.inner.store.go_to_own(me.person).await)?;
        if is_other {
            self.inner.cache.clear();
            self.inner.opened.clear();
            self.notice(Notice::Lock);
        }
        let opened = self.open_by_spare(me.role).await;
        if is_other {
            self.begin_anew().await?;
        }
        opened
    }

    async fn open_by_spare(&self, role: Role) -> Result<(), SyncError> {
        let row = self.reading(self.inner.store.lock_row().await)?;
        let Some(row) =
            row.filter(|row| Some(&row.id) != self.inner.store.seal().map(|seal| seal.lock.clone()).as_ref())
        else {
            return Ok(());
        };
        let spare = row.spare.clone().ok_or(SyncError::NoSpare)?;
        let key = match self.inner.server.open_lock_key(&LockSpare { spare }).await {
            Ok(LockKey { key }) => key,
            Err(error) => return Err(error),
        };
        if !self.unlock_with(&key).await? {
            return Err(SyncError::NoSpare);
        }
        if role == Role::Owner {
            self.writing(self.inner.store.lift_lock().await)?;
            self.lock_changed();
        }
        Ok(())
    }

    async fn open_with(&self, row: &LockRow, key: [u8; KEY_BYTES]) -> Result<(), StoreError> {
        self.inner.store.open_with(self.seal_of(row, key));
        self.opened_now().await
    }

    fn seal_of(&self, row: &LockRow, key: [u8; KEY_BYTES]) -> Seal {
        Seal::new(row.id.clone(), key, self.inner.device.new_secret)
    }

    fn wrapped(&self, id: &str, code: &str, stretching: &Stretching, key: [u8; KEY_BYTES]) -> Option<String> {
        let stretched = code::stretch(code, stretching)?;
        Seal::new(id.to_owned(), stretched, self.inner.device.new_secret).seal(&wrapping(id), &key)
    }

    fn unwrapped(&self, row: &LockRow, code: &str) -> Option<[u8; KEY_BYTES]> {
        let stretched = code::stretch(code, &row.stretching)?;
        self.seal_of(row, stretched).open(&wrapping(&row.id), &row.wrapped)?.try_into().ok()
    }

    /// The copy is nobody's any more, or another person's: the lock of whoever had it goes.
    pub(crate) async fn end_lock(&self) -> Result<(), StoreError> {
        if self.inner.store.seal().is_some() {
            self.writing(self.inner.store.lift_lock().await)?;
            self.lock_changed();
        }
        Ok(())
    }

    fn lock_changed(&self) {
        self.tell(Change::Lock);
        self.notice(Notice::Lock);
    }
}

/// What words sealed beside the copy begin with.
const BESIDE: &str = "~";

/// What the wrapped key belongs to.
fn wrapping(id: &str) -> String {
    format!("parmen lock 1/{id}")
}

/// What proves a key.
fn proving(id: &str) -> String {
    format!("parmen lock 1 proof/{id}")
}

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

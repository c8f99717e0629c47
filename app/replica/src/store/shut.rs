//! The row of a lock: what her code is asked for by, and what she chose with it. Locking and unlocking a copy are one
//! transaction over every row, so there is never half a lock.

use std::rc::Rc;

use domain::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::rows::{BINDER, LOCK, OVERVIEW, PART, REVOKED, TRAIL, parse};
use super::sealing::{MARK, is_written, opened_by_written};
use super::{LocalStore, Mode, PartRow, Seal, Tx, schema};
use crate::StoreError;
use crate::lock::LockChoice;

/// What is kept of a lock. It is never sealed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct LockRow {
    /// Which lock.
    pub(crate) id: String,
    /// Whose it is.
    pub(crate) person: PersonId,
    /// How the code is stretched.
    pub(crate) stretching: Stretching,
    /// The copy's key, sealed with what the code stretches to; for staff that again with the part of a sign-in.
    pub(crate) wrapped: String,
    /// Something that the copy's key alone opens: tells whether a key is the right one.
    pub(crate) proof: String,
    /// What is left when the code is forgotten, as the server has sealed it: it opens for whoever has just paired the
    /// phone, or signed in. An owner's is the copy's key; that of staff opens what she wrote herself and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) spare: Option<String>,
    /// Staff: the part of a sign-in as the server has sealed it. Without it neither code nor passkey opens the copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) part: Option<String>,
    /// Staff: the key of what she wrote herself, sealed with the copy's key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<String>,
    /// A passkey of this device that opens the copy, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) passkey: Option<PasskeyRow>,
    /// What she chose.
    #[serde(default)]
    pub(crate) choice: LockChoice,
    /// How many wrong codes have been given in a row.
    #[serde(default)]
    pub(crate) wrong: u32,
    /// No code is tried before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wait_until: Option<Timestamp>,
}

/// A passkey that opens a copy without network: what it answers for the salt (`WebAuthn` PRF) is a key.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PasskeyRow {
    /// Which passkey, as the browser names it (base64 for URLs).
    pub(crate) id: String,
    /// What it is asked for, 32 bytes of chance (base64 for URLs).
    pub(crate) salt: String,
    /// The copy's key, sealed with what it answers; for staff that again with the part of a sign-in.
    pub(crate) wrapped: String,
}

/// How a code is stretched: Argon2id, one lane.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Stretching {
    /// Chance, as base64.
    pub(crate) salt: String,
    /// How much memory it takes, in KiB.
    pub(crate) memory: u32,
    /// How many times it goes over it.
    pub(crate) passes: u32,
}

impl LocalStore {
    /// The lock of this copy, whether or not it has been opened.
    pub(crate) async fn lock_row(&self) -> Result<Option<LockRow>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        tx.read(schema::META, LOCK).await
    }

    /// Whether the copy is locked by a lock that has not been opened here.
    pub(crate) async fn is_shut(&self) -> Result<bool, StoreError> {
        let opened = self.seal.borrow().as_ref().map(|seal| seal.lock.clone());
        Ok(self.lock_row().await?.is_some_and(|row| Some(row.id) != opened))
    }

    /// From now on rows are opened with this key.
    pub(crate) fn open_with(&self, seal: Seal) {
        self.seal.replace(Some(Rc::new(seal)));
    }

    /// What opens the copy, if it is locked and open.
    pub(crate) fn seal(&self) -> Option<Rc<Seal>> {
        self.seal.borrow().clone()
    }

    /// What opened the copy until its lock was taken away.
    pub(crate) fn former_seal(&self) -> Option<Rc<Seal>> {
        self.former.borrow().clone()
    }

    /// Locks the copy: every row is sealed.
    pub(crate) async fn lock(&self, row: &LockRow, part: Option<&PartRow>, seal: Seal) -> Result<(), StoreError> {
        self.seal_anew(Some((row, part)), Some(Rc::new(seal))).await
    }

    /// Takes the lock away: every row is opened.
    pub(crate) async fn lift_lock(&self) -> Result<(), StoreError> {
        self.seal_anew(None, None).await
    }

    async fn seal_anew(
        &self,
        lock: Option<(&LockRow, Option<&PartRow>)>,
        seal: Option<Rc<Seal>>,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &all()).await?;
        let mut rows = Vec::new();
        for store in all() {
            rows.extend(tx.scan(store, "", "").await?.into_iter().map(|(key, row)| (store, key, row)));
        }
        tx.seal.clone_from(&seal);
        for (store, key, row) in &rows {
            tx.put(store, key, row)?;
        }
        match lock {
            Some((row, _)) => tx.write(schema::META, LOCK, row)?,
            None => tx.delete(schema::META, LOCK)?,
        }
        match lock.and_then(|(_, part)| part) {
            Some(part) => tx.write(schema::META, PART, part)?,
            None => tx.delete(schema::META, PART)?,
        }
        tx.commit().await?;
        self.former.replace(self.seal.replace(seal));
        Ok(())
    }

    /// Changes what stands in the lock's row. It may be shut; nothing happens if it is another lock by now.
    pub(crate) async fn change_lock(&self, id: &str, change: impl FnOnce(&mut LockRow)) -> Result<(), StoreError> {
        let mut tx = self.begin_anyhow(Mode::Write, &[schema::META]).await?;
        let Some(row) = tx.get(schema::META, LOCK).await? else { return Ok(()) };
        let mut row: LockRow = parse(schema::META, LOCK, &row)?;
        if row.id != id {
            return Ok(());
        }
        change(&mut row);
        tx.write(schema::META, LOCK, &row)?;
        tx.commit().await
    }

    /// The phone was ended elsewhere while its copy is shut: what was fetched goes, unread. What was not sent waits
    /// under the lock, for whoever opens it.
    pub(crate) async fn revoked_while_shut(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_anyhow(Mode::Write, &[&[schema::META], FETCHED.as_slice()].concat()).await?;
        drop_fetched(&mut tx)?;
        tx.write(schema::META, REVOKED, &true)?;
        tx.commit().await
    }

    /// Staff have had no contact for too long while the copy is shut: what was fetched goes, unread, and so does the
    /// part of the sign-in. What was not sent waits under the lock.
    pub(super) async fn drop_shut_copy(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_anyhow(Mode::Write, &[&[schema::META], FETCHED.as_slice()].concat()).await?;
        drop_fetched(&mut tx)?;
        tx.delete(schema::META, PART)?;
        tx.commit().await
    }

    /// The code is forgotten: what was fetched goes, unread, with the lock; what she wrote herself is opened.
    pub(crate) async fn keep_written(&self, written: Seal) -> Result<(), StoreError> {
        let mut tx = self.begin_anyhow(Mode::Write, &all()).await?;
        let mut kept = Vec::new();
        for store in all() {
            for (key, row) in tx.rows.scan(store, "", "").await? {
                if is_written(store, &key) {
                    kept.push((store, key.clone(), opened_by_written(&written, store, &key, &row)?));
                } else if row.starts_with(MARK) || (store == schema::META && [LOCK, PART].contains(&key.as_str()))
                {
                    tx.delete(store, &key)?;
                }
            }
        }
        for (store, key, row) in kept {
            tx.rows.put(store, &key, &row)?;
        }
        tx.commit().await?;
        self.seal.replace(None);
        self.former.replace(Some(Rc::new(written)));
        Ok(())
    }
}

const FETCHED: [&str; 5] = [schema::LOG, schema::TABS, schema::CHECKPOINTS, schema::OPENED, schema::PICTURES];

fn drop_fetched(tx: &mut Tx) -> Result<(), StoreError> {
    for store in FETCHED {
        tx.delete_all(store, "")?;
    }
    // How far the copy has come, and what was heard of it.
    tx.delete_all(schema::META, BINDER)?;
    tx.delete_all(schema::META, OVERVIEW)?;
    tx.delete_all(schema::META, TRAIL)
}

fn all() -> Vec<&'static str> {
    schema::UPGRADES.iter().copied().flatten().copied().collect()
}

//! The row of a lock: what her code is asked for by, and what she chose with it. Locking and unlocking a copy are one
//! transaction over every row, so there is never half a lock.

use std::rc::Rc;

use domain::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::rows::{LOCK, REVOKED, parse};
use super::{LocalStore, Mode, Seal, schema};
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
    /// The copy's key, sealed with what the code stretches to.
    pub(crate) wrapped: String,
    /// Something that the copy's key alone opens: tells whether a key is the right one.
    pub(crate) proof: String,
    /// The copy's key as the server has sealed it: it opens for whoever has just paired the phone, or signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) spare: Option<String>,
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
    pub(crate) async fn lock(&self, row: &LockRow, seal: Seal) -> Result<(), StoreError> {
        self.seal_anew(Some(row), Some(Rc::new(seal))).await
    }

    /// Takes the lock away: every row is opened.
    pub(crate) async fn lift_lock(&self) -> Result<(), StoreError> {
        self.seal_anew(None, None).await
    }

    async fn seal_anew(&self, lock: Option<&LockRow>, seal: Option<Rc<Seal>>) -> Result<(), StoreError> {
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
            Some(row) => tx.write(schema::META, LOCK, row)?,
            None => tx.delete(schema::META, LOCK)?,
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
        let fetched = [schema::LOG, schema::TABS, schema::CHECKPOINTS, schema::OPENED, schema::PICTURES];
        let mut tx = self.begin_anyhow(Mode::Write, &[&[schema::META], fetched.as_slice()].concat()).await?;
        for store in fetched {
            tx.delete_all(store, "")?;
        }
        tx.write(schema::META, REVOKED, &true)?;
        tx.commit().await
    }
}

fn all() -> Vec<&'static str> {
    schema::UPGRADES.iter().copied().flatten().copied().collect()
}

//! `parmen keys rotate`: a new server key takes the old one's place while servers run.
//!
//! 1. The key store says, in one step, that the new key wraps, and holds it sealed with the old one. From here
//!    nothing more is wrapped with the old key, and a process that has only that one finds the new one.
//! 2. Every pärm's key is wrapped again, one at a time. What is written is what was read, or nothing: a key that
//!    was destroyed meanwhile stays destroyed.
//! 3. The file with the server key, where there is one, is changed last.
//!
//! Broken off anywhere, both keys open everything, and the same command finishes. `parmen keys retire` ends it:
//! the bridges between the keys are taken away, and then the old key opens nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::BinderId;
use sqlx::Acquire as _;

use super::KeyStore;
use super::server_key::{Row, ServerKey};
use crate::config::ServerKeySource;
use crate::store::StoreError;
use crate::store::dialect::Dialect;

/// How many keys are read at a time.
const AT_ONCE: i64 = 500;

/// What a rotation did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rotated {
    /// How many keys were wrapped again this time.
    pub n_wrapped: u64,
    /// How many open with neither key, and were left as they are: they were lost before.
    pub n_lost: u64,
    /// The file that the old key was put in; `None` where the key comes from the environment.
    pub old_file: Option<PathBuf>,
    /// Whether this process was started with the key that wraps now.
    pub has_new: bool,
}

/// Why the server key was not changed. Whatever was served before still is.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// The key comes from the environment, and so must its successor.
    #[error(
        "the server key comes from PARMEN_SERVER_KEY: give the new one in PARMEN_NEW_SERVER_KEY, 32 bytes in base64, such as `openssl rand -base64 32` prints"
    )]
    NoNewKey,
    /// The new key is the old one.
    #[error("PARMEN_NEW_SERVER_KEY is the key that is in use")]
    SameKey,
    /// One rotation at a time.
    #[error(
        "a change to another key is half done: run it again with the same PARMEN_NEW_SERVER_KEY, or in a file's case with none"
    )]
    OtherKey,
    /// The last rotation has not been ended.
    #[error("the last change of key is not ended: run `parmen keys retire` when every process has the new one")]
    NotRetired,
    /// This process was given the old key.
    #[error(
        "this is the old key: give the new one in PARMEN_SERVER_KEY or server.key, restart every process, then retire the old one"
    )]
    StillOld,
    /// There is nothing to end.
    #[error("no change of key is under way")]
    NothingBegun,
    /// An older server key is in the way.
    #[error("{0} holds an older server key: destroy it or move it away first")]
    OldFileThere(PathBuf),
    /// The key store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for RotateError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl KeyStore {
    /// Wraps every binder's key with a new server key, or finishes what was broken off. `new_key` is needed
    /// where the server key comes from the environment; otherwise one is made.
    ///
    /// # Errors
    /// [`RotateError`] says what is in the way.
    pub async fn rotate(&self, new_key: Option<[u8; 32]>) -> Result<Rotated, RotateError> {
        let given = ServerKey::read(&self.inner.source)?.ok_or(StoreError::WrongServerKey)?;
        let new_key = new_key.map(ServerKey::new).transpose()?;
        let mut row = self.catch_up().await?;
        match (&new_key, row.has_bridge()) {
            (Some(new_key), true) if new_key.id != row.key_id && row.key_id == given.id => {
                return Err(RotateError::NotRetired);
            }
            (Some(new_key), true) if new_key.id != row.key_id => return Err(RotateError::OtherKey),
            (_, true) => {}
            (_, false) => {
                self.begin(&row, &given, new_key).await?;
                row = self.catch_up().await?;
            }
        }
        let (n_wrapped, n_lost) = self.wrap_again().await?;
        let has_new = given.id == row.key_id;
        let old_file = match &self.inner.source {
            ServerKeySource::File(path) if !has_new => Some(self.put_in_place(path, &given)?),
            ServerKeySource::File(path) => Some(beside(path, "old")).filter(|old| old.exists()),
            ServerKeySource::Given(_) => None,
        };
        Ok(Rotated { n_wrapped, n_lost, old_file, has_new })
    }

    /// Ends a rotation: from now on the old key opens nothing.
    ///
    /// # Errors
    /// [`RotateError`] says what must be done first.
    pub async fn retire(&self) -> Result<(), RotateError> {
        let given = ServerKey::read(&self.inner.source)?.ok_or(StoreError::WrongServerKey)?;
        let row = self.catch_up().await?;
        if given.id != row.key_id {
            return Err(RotateError::StillOld);
        }
        if row.has_bridge() {
            self.burn_bridges(&row).await?;
        }
        if self.inner.dialect == Dialect::Sqlite {
            // What was overwritten would otherwise stay in the file's free pages.
            sqlx::query("vacuum").execute(&self.inner.pool).await?;
            sqlx::query("pragma wal_checkpoint(truncate)").execute(&self.inner.pool).await?;
        }
        if row.has_bridge() { Ok(()) } else { Err(RotateError::NothingBegun) }
    }

    async fn burn_bridges(&self, row: &Row) -> Result<(), StoreError> {
        // Nothing is left behind, also if the rotation was broken off and the new key was taken into use.
        self.wrap_again().await?;
        sqlx::query("update server_key set bridge = $1, back = $2 where slot = 1 and key_id = $3")
            .bind(Vec::new())
            .bind(Vec::new())
            .bind(&row.key_id)
            .execute(&self.inner.pool)
            .await?;
        Ok(())
    }

    async fn begin(&self, row: &Row, given: &ServerKey, new_key: Option<ServerKey>) -> Result<(), RotateError> {
        let next = match (new_key, &self.inner.source) {
            (Some(new_key), _) => new_key,
            (None, ServerKeySource::File(_)) => {
                ServerKey::new(self.inner.clock.bytes().map_err(StoreError::from)?)?
            }
            (None, ServerKeySource::Given(_)) => return Err(RotateError::NoNewKey),
        };
        if next.id == row.key_id {
            return Err(RotateError::SameKey);
        }
        if let ServerKeySource::File(path) = &self.inner.source
            && beside(path, "old").exists()
        {
            return Err(RotateError::OldFileThere(beside(path, "old")));
        }
        let turned = row.turned(given, &next, &self.inner.clock)?;
        let mut connection = self.inner.pool.acquire().await?;
        let mut step = connection.begin().await?;
        if self.inner.dialect == Dialect::Postgres {
            // Waits for every key that is just being stored under the old one, and holds the next back.
            sqlx::query("lock table keys in share row exclusive mode").execute(&mut *step).await?;
        }
        turned.replace(&row.key_id, self.inner.clock.now().as_millis(), &mut step).await?;
        step.commit().await?;
        Ok(())
    }

    /// Wraps with the first server key whatever it does not open yet: how many, and how many nothing opens.
    async fn wrap_again(&self) -> Result<(u64, u64), StoreError> {
        let servers = self.servers();
        let current = servers.first().ok_or(StoreError::WrongServerKey)?;
        let (mut n_wrapped, mut n_lost, mut last) = (0, 0, String::new());
        loop {
            let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
                "select binder_id, wrapped from keys where binder_id > $1 order by binder_id limit $2",
            )
            .bind(&last)
            .bind(AT_ONCE)
            .fetch_all(&self.inner.pool)
            .await?;
            let Some((end, _)) = rows.last() else { return Ok((n_wrapped, n_lost)) };
            last.clone_from(end);
            for (name, wrapped) in rows {
                let binder: BinderId = name.parse().map_err(|_| StoreError::inconsistent("keys", "binder_id"))?;
                let place = *binder.as_uuid().as_bytes();
                if current.key.open(&place, &wrapped).is_ok() {
                    continue;
                }
                let Ok(key) = self.unwrap_key(binder, &wrapped) else {
                    n_lost += 1;
                    continue;
                };
                n_wrapped += self.change(&name, &wrapped, current, &place, &key).await?;
            }
        }
    }

    async fn change(
        &self,
        name: &str,
        was: &[u8],
        current: &Arc<ServerKey>,
        place: &[u8],
        key: &[u8; 32],
    ) -> Result<u64, StoreError> {
        let done = sqlx::query("update keys set wrapped = $1 where binder_id = $2 and wrapped = $3")
            .bind(current.key.seal(self.inner.clock.bytes()?, place, key)?)
            .bind(name)
            .bind(was.to_vec())
            .execute(&self.inner.pool)
            .await?;
        Ok(done.rows_affected())
    }

    /// Keeps the old key's file beside the new one and puts the new one in its place.
    fn put_in_place(&self, path: &Path, given: &ServerKey) -> Result<PathBuf, RotateError> {
        let (old, new) = (beside(path, "old"), beside(path, "new"));
        match ServerKey::read(&ServerKeySource::File(old.clone())) {
            Ok(None) => std::fs::hard_link(path, &old).map_err(StoreError::KeyFile)?,
            Ok(Some(there)) if there.id == given.id => {}
            _ => return Err(RotateError::OldFileThere(old)),
        }
        let servers = self.servers();
        let current = servers.first().ok_or(StoreError::WrongServerKey)?;
        let write = || {
            // One that broke off may have left half a file.
            match std::fs::remove_file(&new) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => current.write(&new)?,
            }
            std::fs::rename(&new, path)?;
            match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                Some(folder) => std::fs::File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        };
        write().map_err(StoreError::KeyFile)?;
        Ok(old)
    }
}

/// `server.key` → `server.key.old`.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    PathBuf::from(name)
}

//! Copying a SQLite store while it is running, and putting a copy back. The keys are never part of it:
//! whoever has a backup and not the key store can read nobody's words.
//!
//! That a copy was put back is written down in the store: devices are told, and those that hold more than
//! the copy offer it again.

mod keys;

use std::path::{Path, PathBuf};

use domain::Timestamp;
use sqlx::AnyPool;

use crate::config::{Config, sqlite_path};
use crate::store::{StoreError, pool};

pub use keys::back_up_keys;

/// Why a copy was not made or not put back. Nothing has been changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has tools of its own.
    #[error("this store is PostgreSQL: use pg_dump and pg_restore, and leave the key store out")]
    NotSqlite,
    /// The file is there already.
    #[error("the file is there already; a backup overwrites nothing")]
    Exists,
    /// The store holds something.
    #[error(
        "the store is not empty; a restore overwrites nothing: name a new file in DATABASE_URL, or move the old one away"
    )]
    NotEmpty,
    /// Somebody else has the store open.
    #[error("the store is in use: stop the server first")]
    InUse,
    /// The file is not a copy of a store.
    #[error("the file is not a whole copy of a store")]
    NotACopy,
    /// A name that SQL cannot hold.
    #[error("the file's name must be plain text")]
    Name,
    /// A file could not be read or written.
    #[error("the file could not be read or written")]
    File(#[from] std::io::Error),
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database said no.
    #[error("the database said no")]
    Driver(#[from] sqlx::Error),
}

/// Copies the store to a new file. Others may go on writing meanwhile.
///
/// # Errors
/// [`BackupError`] says what is in the way.
pub async fn backup(config: &Config, file: &Path) -> Result<(), BackupError> {
    if file.exists() {
        return Err(BackupError::Exists);
    }
    let name = file.to_str().ok_or(BackupError::Name)?;
    let store = open(config).await?;
    let done = sqlx::query("vacuum into $1").bind(name).execute(&store).await;
    store.close().await;
    done?;
    std::fs::File::open(file)?.sync_all()?;
    Ok(())
}

/// Puts a copy in the place of an empty store.
///
/// # Errors
/// [`BackupError`] says what is in the way.
pub async fn restore(config: &Config, file: &Path, now: Timestamp) -> Result<(), BackupError> {
    let store = PathBuf::from(sqlite_path(&config.database_url).ok_or(BackupError::NotSqlite)?);
    if !is_whole(file).await? {
        return Err(BackupError::NotACopy);
    }
    if store.exists() {
        let pool = open(config).await?;
        let empty = is_empty(&pool).await;
        // Goes through only when nobody else has the file open, and leaves no journal beside it.
        let mode: Result<(String,), _> = sqlx::query_as("pragma journal_mode = delete").fetch_one(&pool).await;
        let alone = mode.is_ok_and(|(mode,)| mode == "delete");
        pool.close().await;
        if !empty? {
            return Err(BackupError::NotEmpty);
        }
        if !alone {
            return Err(BackupError::InUse);
        }
    }
    if let Some(folder) = store.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Beside it first, then in its place: a copy that breaks off is never taken for a store.
    let beside = store.with_extension("restoring");
    std::fs::copy(file, &beside)?;
    note(&beside, now).await?;
    std::fs::File::open(&beside)?.sync_all()?;
    std::fs::rename(&beside, &store)?;
    Ok(())
}

/// Writes down in a copy that it is being put back.
async fn note(copy: &Path, now: Timestamp) -> Result<(), BackupError> {
    let pool = pool::open(&format!("sqlite://{}", copy.to_str().ok_or(BackupError::Name)?), 1).await?;
    // A copy of an earlier version has no place to write it yet.
    sqlx::migrate!("migrations/sqlite").run(&pool).await.map_err(StoreError::from)?;
    let noted = crate::store::note_restored(&pool, now).await;
    // No journal beside the file, which is about to get another name.
    let alone = sqlx::query("pragma journal_mode = delete").execute(&pool).await;
    pool.close().await;
    noted?;
    alone?;
    Ok(())
}

async fn open(config: &Config) -> Result<AnyPool, BackupError> {
    if sqlite_path(&config.database_url).is_none() {
        return Err(BackupError::NotSqlite);
    }
    Ok(pool::open(&config.database_url, 1).await?)
}

async fn is_whole(file: &Path) -> Result<bool, BackupError> {
    if !file.is_file() {
        return Ok(false);
    }
    let name = file.to_str().ok_or(BackupError::Name)?;
    sqlx::any::install_default_drivers();
    let Ok(pool) = AnyPool::connect(&format!("sqlite://{name}?mode=ro")).await else {
        return Ok(false);
    };
    let sound: Result<(String,), _> = sqlx::query_as("pragma integrity_check").fetch_one(&pool).await;
    let tables: Result<(i64,), _> = sqlx::query_as("select count(*) from ops").fetch_one(&pool).await;
    pool.close().await;
    Ok(tables.is_ok() && sound.is_ok_and(|(word,)| word == "ok"))
}

/// Whether nothing was ever stored. A file without tables is empty too.
async fn is_empty(pool: &AnyPool) -> Result<bool, BackupError> {
    for table in ["practitioners", "binders", "ops"] {
        let there: (i64,) =
            sqlx::query_as("select count(*) from sqlite_master where type = 'table' and name = $1")
                .bind(table)
                .fetch_one(pool)
                .await?;
        if there.0 == 0 {
            continue;
        }
        let sql = match table {
            "practitioners" => "select count(*) from practitioners",
            "binders" => "select count(*) from binders",
            _ => "select count(*) from ops",
        };
        let (rows,): (i64,) = sqlx::query_as(sql).fetch_one(pool).await?;
        if rows > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

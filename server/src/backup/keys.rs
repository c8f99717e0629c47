//! Copies of the key store: one file for each time, none older than thirty days. A pärm that was taken away is
//! gone for good when the last copy with its key is, so the old ones are removed by the same command that makes
//! the new one.

use std::path::{Path, PathBuf};

use domain::Timestamp;

use super::BackupError;
use crate::config::{Config, sqlite_path};
use crate::store::pool;

/// Copies as old as this are removed: made every day, none is ever older than thirty days.
const KEPT_DAYS: i64 = 29;

const BEGINS: &str = "parmen-keys-";
const ENDS: &str = ".db";

/// Copies the key store to a new file in a folder, and removes its own copies that are too old: the new file,
/// and how many. Other files are left alone.
///
/// # Errors
/// [`BackupError`] says what is in the way; nothing is removed before the copy is on the disk.
pub async fn back_up_keys(
    config: &Config,
    folder: &Path,
    now: Timestamp,
) -> Result<(PathBuf, usize), BackupError> {
    if sqlite_path(&config.keys_url).is_none() {
        return Err(BackupError::NotSqlite);
    }
    std::fs::create_dir_all(folder)?;
    let file = folder.join(format!("{BEGINS}{}{ENDS}", stamp(now)));
    if file.exists() {
        return Err(BackupError::Exists);
    }
    let name = file.to_str().ok_or(BackupError::Name)?;
    let keys = pool::open(&config.keys_url, 1).await?;
    let done = sqlx::query("vacuum into $1").bind(name).execute(&keys).await;
    keys.close().await;
    done?;
    std::fs::File::open(&file)?.sync_all()?;
    let mut n_removed = 0;
    let oldest = stamp(now.plus_days(-KEPT_DAYS));
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if made(&path).is_some_and(|made| made <= oldest.as_str()) {
            std::fs::remove_file(&path)?;
            n_removed += 1;
        }
    }
    Ok((file, n_removed))
}

/// When a file of ours was made; nothing for any other file.
fn made(path: &Path) -> Option<&str> {
    let stamp = path.file_name()?.to_str()?.strip_prefix(BEGINS)?.strip_suffix(ENDS)?;
    let is_stamp = stamp.len() == stamp_len() && stamp.bytes().all(|sign| sign.is_ascii_digit() || sign == b'-');
    is_stamp.then_some(stamp)
}

/// Swedish time, so that names sort as they were made.
fn stamp(at: Timestamp) -> String {
    let at = at.local();
    format!("{:04}-{:02}-{:02}-{:02}{:02}", at.year, at.month, at.day, at.hour, at.minute)
}

const fn stamp_len() -> usize {
    "2026-11-24-1300".len()
}

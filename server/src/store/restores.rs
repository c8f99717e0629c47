//! Being put back from an older copy: the store remembers when, and every answer tells it.
//!
//! A device cannot tell from places alone that the log it knows is gone: others may have written past the
//! place where it stood. It compares this number, too.

use domain::Timestamp;
use sqlx::AnyPool;

use super::names;
use super::{Store, StoreError};

/// Writes down that the store was put back.
pub(crate) async fn note_restored(pool: &AnyPool, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("insert into restores (at) values ($1) on conflict (at) do nothing")
        .bind(now.as_millis())
        .execute(pool)
        .await?;
    Ok(())
}

/// The number of the line that the logs are on; 0 if the store was never put back.
pub(super) async fn read_lineage(pool: &AnyPool) -> Result<u64, StoreError> {
    let row: Option<(i64,)> =
        sqlx::query_as("select at from restores order by at desc limit 1").fetch_optional(pool).await?;
    row.map_or(Ok(0), |(at,)| names::count(at, "restores", "at"))
}

impl Store {
    /// See `domain::api::SyncResponse::lineage`. Read when the store is opened: it is put back while nobody
    /// serves it.
    #[must_use]
    pub fn lineage(&self) -> u64 {
        self.inner.lineage
    }

    /// Writes down that the store was put back by other tools than ours.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn note_restored(&self) -> Result<(), StoreError> {
        note_restored(self.write(), self.clock().now()).await
    }
}

//! Destroying a binder's key, and remembering that it was.

use std::collections::BTreeMap;

use domain::{BinderId, Timestamp};
use sqlx::{Acquire as _, Executor as _};

use super::KeyStore;
use crate::store::StoreError;

impl KeyStore {
    /// Destroys a binder's key, and with it all that was ever written in the binder; twice is once. What others
    /// remember of the binder is for the store to make them forget.
    ///
    /// # Errors
    /// [`StoreError`] if the key store cannot be written.
    pub(crate) async fn destroy(&self, binder: BinderId) -> Result<(), StoreError> {
        let mut connection = self.inner.pool.acquire().await?;
        let mut step = connection.begin().await?;
        sqlx::query(
            "insert into destroyed (binder_id, destroyed_at) values ($1, $2) on conflict (binder_id) do nothing",
        )
        .bind(binder.to_string())
        .bind(self.inner.clock.now().as_millis())
        .execute(&mut *step)
        .await?;
        sqlx::query("delete from keys where binder_id = $1").bind(binder.to_string()).execute(&mut *step).await?;
        step.commit().await?;
        if let Some(sql) = self.inner.dialect.forget_what_was_written_over() {
            connection.execute(sql).await?;
        }
        self.forget(binder);
        Ok(())
    }

    /// Whether a binder's key was destroyed. One that is merely missing was not.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub(crate) async fn is_destroyed(&self, binder: BinderId) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as("select destroyed_at from destroyed where binder_id = $1")
            .bind(binder.to_string())
            .fetch_optional(&self.inner.pool)
            .await?;
        Ok(row.is_some())
    }

    /// Every binder whose key was destroyed, and when.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub(crate) async fn destroyed(&self) -> Result<BTreeMap<BinderId, Timestamp>, StoreError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("select binder_id, destroyed_at from destroyed").fetch_all(&self.inner.pool).await?;
        rows.into_iter()
            .map(|(binder, at)| {
                let binder = binder.parse().map_err(|_| StoreError::inconsistent("destroyed", "binder_id"))?;
                Ok((binder, Timestamp::from_millis(at)))
            })
            .collect()
    }
}

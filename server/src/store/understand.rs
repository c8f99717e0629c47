//! Ops that were taken unread, looked at again by a version that knows their kind (design §2, "Old and
//! new apps").
//!
//! Reading them is the fold's: it judges each op by itself, here and on every phone, and passes over what
//! may not be. What is done here is to bring this server's own lists up to what the fold now says: the
//! name of the kind, the projections and the access that follows from them. Nobody who read the binder
//! before the kind was understood may fold on from there, so a new consent generation begins.

use std::collections::BTreeSet;

use domain::{BinderId, Body};
use sqlx::AnyConnection;

use super::neighbours::{Moved, Said};
use super::{Store, StoreError, log, ops};
use crate::keys::BinderKey;

impl Store {
    /// Looks at every op that was taken unread; gives how many are understood now.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be asked which there are. A binder that cannot be read is left alone.
    pub async fn understand(&self) -> Result<usize, StoreError> {
        let binders: Vec<(String,)> = sqlx::query_as("select distinct binder_id from ops where kind = 'unknown'")
            .fetch_all(self.read())
            .await?;
        let mut n_understood = 0;
        for (binder,) in binders {
            let binder = super::names::id(&binder, "ops", "binder_id")?;
            match self.understand_in(binder).await {
                Ok(n) => n_understood += n,
                Err(error) => tracing::warn!(%binder, %error, "ops taken unread were left as they are"),
            }
        }
        Ok(n_understood)
    }

    async fn understand_in(&self, binder: BinderId) -> Result<usize, StoreError> {
        let key = self.keys().of(binder).await?;
        let Some(access) = self.job_access(binder).await? else {
            return Ok(0);
        };
        let mut transaction = self.begin().await?;
        let head = log::lock(&mut transaction, &binder.to_string(), 0, access.generation()).await?;
        let n_understood = rename(&mut transaction, binder, &key).await?;
        if n_understood == 0 {
            return Ok(0);
        }
        self.remake(&mut transaction, &access).await?;
        let generation = log::raise_generation(&mut transaction, binder).await?;
        transaction.commit().await?;
        self.memory().heads.forget(binder);
        self.tell_neighbours(Said::Moved(Moved { binder, head, generation, people: BTreeSet::new() }));
        Ok(n_understood)
    }
}

/// Gives ops whose kind is known now its name.
async fn rename(connection: &mut AnyConnection, binder: BinderId, key: &BinderKey) -> Result<usize, StoreError> {
    let mut n_understood = 0;
    for op in ops::unread(connection, binder, key).await? {
        if matches!(op.body, Body::Unknown(_)) {
            continue;
        }
        sqlx::query("update ops set kind = $3 where binder_id = $1 and id = $2")
            .bind(binder.to_string())
            .bind(op.id.to_string())
            .bind(op.body.kind())
            .execute(&mut *connection)
            .await?;
        n_understood += 1;
    }
    Ok(n_understood)
}

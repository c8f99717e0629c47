//! A pärm that comes from another server: all of it in one transaction, or nothing.
//!
//! Its ids stay what they were, so that what her devices and papers name is the same here; if one of them is in use
//! here it is not taken. Nobody is let in by it: whoever gets it going here is not one who starts an empty pärm, so
//! she may neither read it nor record a consent. The owner's phone comes in by a pairing that the operator makes, and
//! lets in whom she wants.

use std::collections::BTreeSet;

use domain::consent::Access;
use domain::{PersonId, Role};

use super::batch::Batch;
use super::binders::name_place;
use super::names::bigint;
use super::{Store, StoreError, attachments, log, projection};
use crate::whole_binder::WholeBinder;

impl Store {
    /// Takes a pärm in. `starter` is whom the owner finds among those she can give consent to.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the pärm is here already, was taken away here, or names somebody who is known here;
    /// [`StoreError::NotCovered`] for anybody's access but the server's own work. Nothing is stored then.
    pub async fn import(&self, access: &Access, whole: &WholeBinder, starter: PersonId) -> Result<(), StoreError> {
        if access.reader().role != Role::Server || access.binder() != whole.binder {
            return Err(StoreError::NotCovered);
        }
        let now = self.clock().now();
        if self.keys().is_destroyed(whole.binder).await? || self.is_erased(whole.binder).await? {
            return Err(StoreError::Taken { what: "binder that was taken away" });
        }
        let there: Option<(String,)> = sqlx::query_as("select id from binders where id = $1 or owner_id = $2")
            .bind(whole.binder.to_string())
            .bind(whole.owner.to_string())
            .fetch_optional(self.read())
            .await?;
        if there.is_some() {
            return Err(StoreError::Taken { what: "binder" });
        }
        let people: BTreeSet<PersonId> = whole.others().into_iter().chain([whole.owner]).collect();
        if !self.cards(&people).await?.is_empty() {
            return Err(StoreError::Taken { what: "person" });
        }
        // The key first: a key without a binder is harmless, a binder without a key is not.
        let key = self.keys().make(whole.binder).await?;
        let name = key.seal(self.clock().bytes()?, &name_place(whole.binder), whole.owner_name.as_bytes())?;
        let binder = whole.binder.to_string();
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "insert into binders (id, head, generation, owner_id, name, started_at, started_by, paired_at) \
             values ($1, $2, 1, $3, $4, $5, $6, $7) on conflict (id) do nothing",
        )
        .bind(&binder)
        .bind(bigint(whole.ops.last().map_or(0, |last| last.seq)))
        .bind(whole.owner.to_string())
        .bind(name)
        .bind(whole.started_at.as_millis())
        .bind(starter.to_string())
        // Nobody starts it any more.
        .bind(now.as_millis())
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Taken { what: "binder" });
        }
        let mut batch = Batch::default();
        for one in &whole.ops {
            let sealed = self.seal(&key, whole.binder, one.op.clone())?;
            let (op, at) = (&sealed.op, one.received_at);
            if !log::insert(&mut transaction, &binder, one.seq, op, &sealed.body, at).await? {
                return Err(StoreError::Taken { what: "change" });
            }
            projection::apply(&mut transaction, whole.binder, op, at, &mut batch, &key).await?;
        }
        batch.write(&mut transaction).await?;
        projection::consents(&mut transaction, whole.binder, &key).await?;
        for picture in &whole.attachments {
            let sealed = self.seal_attachment(&key, whole.binder, picture.entry, &picture.bytes())?;
            attachments::insert(&mut transaction, whole.binder, picture.entry, &sealed, now).await?;
        }
        transaction.commit().await?;
        self.memory().forget(whole.binder);
        Ok(())
    }
}

//! The day has come: nobody opens the binder any more, its key is destroyed, and what is left is deleted.
//!
//! It goes one way only, in steps that can break off anywhere and be taken again by any process:
//!
//! 1. the line says that it has ended, in a transaction that no push slips past;
//! 2. the key is destroyed, and the key store remembers that it was;
//! 3. everything in the binder is deleted but the access log, and the line says that it is finished.
//!
//! The key store's memory decides: a copy of the store from before is finished off when it is put back.

use std::collections::BTreeSet;

use domain::{BinderId, DeviceId, PersonId, Role, Timestamp};

use crate::live::Heard;
use crate::store::neighbours::Said;
use crate::store::{Store, StoreError, log, names};

/// Everything in a binder but its log and the access log.
const LISTS: [&str; 12] = [
    "delete from entries where binder_id = $1",
    "delete from open_meetings where binder_id = $1",
    "delete from consents where binder_id = $1",
    "delete from shares where binder_id = $1",
    "delete from checkpoints where binder_id = $1",
    "delete from reached where binder_id = $1",
    "delete from devices where binder_id = $1",
    "delete from pairings where binder_id = $1",
    "delete from attachments where binder_id = $1",
    "delete from named_issues where binder_id = $1",
    "delete from reminder_subscriptions where binder_id = $1",
    "delete from reminders where binder_id = $1",
];

impl Store {
    /// Takes away every binder whose day has come; gives how many.
    ///
    /// # Errors
    /// [`StoreError`] if one could not be; whatever was begun is gone on with by the next call.
    pub async fn end_due(&self) -> Result<usize, StoreError> {
        let now = self.clock().now();
        let mut result = Ok(0);
        for erasure in self.erasures().await?.into_iter().filter(|erasure| erasure.due_at <= now) {
            // One that cannot be must not keep the others.
            result = match (self.end(erasure.binder, now).await, result) {
                (Ok(has_ended), Ok(n_ended)) => Ok(n_ended + usize::from(has_ended)),
                (Err(error), _) | (_, Err(error)) => Err(error),
            };
        }
        self.finish_off().await.and(result)
    }

    /// From here on nobody opens it. False if somebody has had a change of mind, or another process was first.
    async fn end(&self, binder: BinderId, now: Timestamp) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        // Locks the binder. Every access that was decided before is stale.
        log::raise_generation(&mut transaction, binder).await?;
        let done = sqlx::query(
            "update erasures set ended_at = $2 where binder_id = $1 and ended_at is null and due_at <= $2",
        )
        .bind(binder.to_string())
        .bind(now.as_millis())
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            transaction.rollback().await?;
            return Ok(false);
        }
        transaction.commit().await?;
        self.memory().forget(binder);
        Ok(true)
    }

    /// Finishes what was ended and broke off, and what came back with an older copy of the store or of the key
    /// store; gives how many.
    ///
    /// # Errors
    /// [`StoreError`] if one could not be. What is left of it is unreadable as soon as its key is destroyed.
    pub async fn finish_off(&self) -> Result<usize, StoreError> {
        let destroyed = self.keys().destroyed().await?;
        let finished: Vec<(String,)> =
            sqlx::query_as("select binder_id from erasures where finished_at is not null")
                .fetch_all(self.read())
                .await?;
        let finished: BTreeSet<BinderId> =
            finished.iter().map(|(id,)| names::id(id, "erasures", "binder_id")).collect::<Result<_, _>>()?;
        for binder in finished.iter().filter(|binder| !destroyed.contains_key(binder)) {
            self.destroy(*binder).await?;
        }
        for (binder, at) in destroyed.iter().filter(|(binder, _)| !finished.contains(binder)) {
            self.note_destroyed(*binder, *at).await?;
        }
        let ended: Vec<(String,)> = sqlx::query_as(
            "select binder_id from erasures where ended_at is not null and finished_at is null order by binder_id",
        )
        .fetch_all(self.read())
        .await?;
        let mut result = Ok(ended.len());
        for (binder,) in &ended {
            if let Err(error) = self.finish(names::id(binder, "erasures", "binder_id")?).await {
                result = Err(error);
            }
        }
        result
    }

    async fn finish(&self, binder: BinderId) -> Result<(), StoreError> {
        self.destroy(binder).await?;
        self.clear(binder).await
    }

    pub(in crate::store) async fn destroy(&self, binder: BinderId) -> Result<(), StoreError> {
        self.keys().destroy(binder).await?;
        self.memory().forget(binder);
        self.tell_neighbours(Said::Destroyed { binder });
        Ok(())
    }

    /// The key store remembers what this copy of the store does not.
    async fn note_destroyed(&self, binder: BinderId, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "insert into erasures (binder_id, op_id, begun_by, begun_at, due_at, ended_at) \
             select id, '', $2, $3, $3, $3 from binders where id = $1 \
             on conflict (binder_id) do update set ended_at = coalesce(erasures.ended_at, excluded.ended_at)",
        )
        .bind(binder.to_string())
        .bind(names::role(Role::Server))
        .bind(at.as_millis())
        .execute(self.write())
        .await?;
        Ok(())
    }

    /// Deletes what there is of a binder whose key is destroyed. Its phones are told when they come; the access
    /// log, which holds ids and times, is kept for as long as the law says.
    async fn clear(&self, binder: BinderId) -> Result<(), StoreError> {
        let now = self.clock().now().as_millis();
        let mut transaction = self.begin().await?;
        log::raise_generation(&mut transaction, binder).await?;
        let phones: Vec<(String, String)> =
            sqlx::query_as("select id, person_id from devices where binder_id = $1")
                .bind(binder.to_string())
                .fetch_all(&mut *transaction)
                .await?;
        sqlx::query(
            "insert into erased_phones (token_hash, erased_at) select token_hash, $2 from devices \
             where binder_id = $1 and revoked_at is null on conflict (token_hash) do nothing",
        )
        .bind(binder.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        for sql in LISTS {
            sqlx::query(sql).bind(binder.to_string()).execute(&mut *transaction).await?;
        }
        sqlx::query("update binders set name = $2 where id = $1")
            .bind(binder.to_string())
            .bind(Vec::new())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.memory().forget(binder);
        for (device, person) in phones {
            self.tell_phone(names::id(&device, "devices", "id")?, names::id(&person, "devices", "person_id")?);
        }
        // Apart, because a role that may only add to the log cannot do it: then the tables' owner does.
        let mut transaction = self.begin().await?;
        sqlx::query("delete from ops where binder_id = $1")
            .bind(binder.to_string())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "update erasures set finished_at = $2, op_id = '' where binder_id = $1 and finished_at is null",
        )
        .bind(binder.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    fn tell_phone(&self, device: DeviceId, person: PersonId) {
        self.memory().sessions.forget(device);
        self.inner.tell.live.tell_person(person, &Heard::Session { device });
        self.tell_neighbours(Said::Ended { device, person });
    }
}

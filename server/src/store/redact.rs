//! What was removed 90 days ago is emptied, and at once what she emptied herself: the one place where an op's body is
//! ever written over.
//!
//! Ids, kinds and times stay, so the log has no gap and a replay is still known. Everybody but the owner
//! starts anew from a checkpoint; her devices are told by an op of the server's and get the tab whole.

mod room;

use std::collections::BTreeSet;

use domain::redaction::{REMOVED_DAYS, emptied, is_due, telling};
use domain::{BinderId, BinderTab, EntryId, EntryKind, Op, OpId, SequencedOp, Timestamp};
use sqlx::AnyConnection;

use super::batch::Batch;
use super::names::{self, bigint};
use super::neighbours::Moved;
use super::push::SealedOp;
use super::{Store, StoreError, log, ops, projection};
use crate::keys::BinderKey;

/// Removals heard of after what a binder has been gone through for, and long enough ago; and what she emptied.
const DUE: &str =
    "((kind in ('remove', 'answer') and received_at > redacted_upto and received_at <= $1) or kind = 'empty')";

impl Store {
    /// Empties what was removed so long ago that it is gone for good; gives how many entries that were. A
    /// binder that cannot be read is left alone, and gone through again the next time.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be asked which binders there are, or if this database user may not write
    /// over what was written.
    pub async fn redact(&self, now: Timestamp) -> Result<usize, StoreError> {
        let due = now.plus_days(-REMOVED_DAYS);
        let binders: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select distinct binder_id from ops join binders on binders.id = ops.binder_id where {DUE}"
        )))
        .bind(due.as_millis())
        .fetch_all(self.read())
        .await?;
        let mut n_gone = 0;
        for (binder,) in binders {
            let binder = names::id(&binder, "ops", "binder_id")?;
            match self.redact_in(binder, now, due).await {
                Ok(n) => n_gone += n,
                Err(error) if error.is_not_allowed() => return Err(error),
                Err(error) => tracing::warn!(%binder, %error, "what was removed was not emptied"),
            }
        }
        if let Some(sql) = self.inner.dialect.forget_what_was_written_over().filter(|_| n_gone > 0) {
            sqlx::query(sql).execute(self.write()).await?;
        }
        Ok(n_gone)
    }

    /// Empties at once what she has just emptied in a binder. Where this database user may not write over what was
    /// written, `parmen redact` does it.
    pub(crate) async fn empty_now(&self, binder: BinderId, now: Timestamp) {
        match self.redact_in(binder, now, now.plus_days(-REMOVED_DAYS)).await {
            Ok(0) => {}
            Ok(_) => {
                if let Some(sql) = self.inner.dialect.forget_what_was_written_over()
                    && let Err(error) = sqlx::query(sql).execute(self.write()).await
                {
                    tracing::warn!(%binder, %error, "words that were emptied may be in the write-ahead file");
                }
            }
            Err(error) if error.is_not_allowed() => {
                tracing::info!(%binder, "what she emptied waits for `parmen redact`");
            }
            Err(error) => tracing::warn!(%binder, %error, "what she emptied was not; tried again in an hour"),
        }
    }

    async fn redact_in(&self, binder: BinderId, now: Timestamp, due: Timestamp) -> Result<usize, StoreError> {
        let key = self.keys().of(binder).await?;
        let Some(access) = self.job_access(binder).await? else { return Ok(0) };
        let mut transaction = self.begin().await?;
        let mut head = log::lock(&mut transaction, &binder.to_string(), 0, access.generation()).await?;
        let gone = due_in(&mut transaction, binder, due, &key).await?;
        let room_gone = room::due_in(&mut transaction, binder, &key).await?;
        let mut batch = Batch::default();
        for op in room::emptied(&room_gone, access.reader()) {
            // What tells her phones is an entry of its own from now on, in the lists too.
            projection::apply(&mut transaction, binder, &op, now, &mut batch, &key).await?;
            write_over(&mut transaction, binder, &self.seal(&key, binder, op)?).await?;
        }
        batch.write(&mut transaction).await?;
        for room::Emptied { op, .. } in &room_gone {
            forget(&mut transaction, binder, op.tab, op.entry).await?;
        }
        for Gone { log, tab, entry, kind } in &gone {
            for known in log {
                let op = self.seal(&key, binder, emptied(&known.op, *entry, access.reader(), *kind))?;
                write_over(&mut transaction, binder, &op).await?;
            }
            if let Some(last) = log.iter().rfind(|known| known.op.entry == *entry) {
                head += 1;
                let id = OpId::from_uuid(self.clock().uuid()?);
                let op = telling(emptied(&last.op, *entry, access.reader(), *kind), id, now);
                let SealedOp { op, body, .. } = self.seal(&key, binder, op)?;
                log::insert(&mut transaction, &binder.to_string(), head, &op, &body, now).await?;
            }
            forget(&mut transaction, binder, *tab, *entry).await?;
        }
        sqlx::query("update binders set head = $2, redacted_upto = $3 where id = $1")
            .bind(binder.to_string())
            .bind(bigint(head))
            .bind(due.as_millis())
            .execute(&mut *transaction)
            .await?;
        if gone.is_empty() && room_gone.is_empty() {
            transaction.commit().await?;
            return Ok(0);
        }
        let generation = log::raise_generation(&mut transaction, binder).await?;
        transaction.commit().await?;
        self.memory().forget(binder);
        self.inner.tell.turned(Moved { binder, head, generation, people: BTreeSet::new() });
        Ok(gone.len() + room_gone.len())
    }
}

/// An entry that is due.
struct Gone {
    tab: BinderTab,
    entry: EntryId,
    kind: EntryKind,
    /// Its ops, and every decision of the tab.
    log: Vec<SequencedOp>,
}

async fn due_in(
    connection: &mut AnyConnection,
    binder: BinderId,
    due: Timestamp,
    key: &BinderKey,
) -> Result<Vec<Gone>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select distinct tab, entry_id from ops join binders on binders.id = ops.binder_id \
         where binder_id = $2 and {DUE} order by 1, 2"
    )))
    .bind(due.as_millis())
    .bind(binder.to_string())
    .fetch_all(&mut *connection)
    .await?;
    let mut gone = Vec::new();
    for (tab, entry) in rows {
        let (tab, entry) = (names::tab(&tab, "ops")?, names::id(&entry, "ops", "entry_id")?);
        let log = ops::entry_log(connection, binder, tab, entry, key).await?;
        if let Some(kind) = is_due(&log, entry, due) {
            gone.push(Gone { tab, entry, kind, log });
        }
    }
    Ok(gone)
}

async fn write_over(
    connection: &mut AnyConnection,
    binder: BinderId,
    sealed: &SealedOp,
) -> Result<(), StoreError> {
    let SealedOp { op: Op { id, body: kind, .. }, body, .. } = sealed;
    sqlx::query("update ops set kind = $3, body = $4 where binder_id = $1 and id = $2")
        .bind(binder.to_string())
        .bind(id.to_string())
        .bind(kind.kind())
        .bind(body.as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whatever else was made from the words, or belongs to them: folded tabs are made again, a removed meeting is not
/// open, and a picture is gone.
async fn forget(
    connection: &mut AnyConnection,
    binder: BinderId,
    tab: BinderTab,
    entry: EntryId,
) -> Result<(), StoreError> {
    sqlx::query("delete from checkpoints where binder_id = $1 and tab = $2")
        .bind(binder.to_string())
        .bind(tab.as_str())
        .execute(&mut *connection)
        .await?;
    for sql in [
        "delete from open_meetings where binder_id = $1 and entry_id = $2",
        "delete from attachments where binder_id = $1 and entry_id = $2",
    ] {
        sqlx::query(sql).bind(binder.to_string()).bind(entry.to_string()).execute(&mut *connection).await?;
    }
    Ok(())
}

//! What was refused: what waits to be mended, and what can only be copied.

use std::collections::BTreeSet;

use domain::api::{Me, RefusalCode};
use domain::{BinderId, BinderTab, OpId, Timestamp};

use super::outbox::dequeue;
use super::rows::{ME, of_binder, refused_key};
use super::{LocalStore, Mode, Tx, schema};
use crate::{RefusedOp, StoreError};

/// How long the words of a refused change can be copied, in days.
pub const REFUSED_DAYS: i64 = 14;

impl LocalStore {
    /// Lists what did not get through, the latest first; in all binders if none is named, also in those
    /// that are no longer open to us.
    pub async fn refused(&self, binder: Option<BinderId>, now: Timestamp) -> Result<Vec<RefusedOp>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::REFUSED]).await?;
        let me: Option<Me> = tx.read(schema::META, ME).await?;
        let prefix = binder.map(of_binder).unwrap_or_default();
        let rows = tx.list(schema::REFUSED, &prefix, "").await?;
        let rows = rows.into_iter().map(|(_, row): (_, RefusedOp)| row);
        let mine = |row: &RefusedOp| {
            me.as_ref().is_some_and(|me| me.person == row.op.author.person) && !is_over(row, now)
        };
        let mut rows: Vec<RefusedOp> = rows.filter(mine).collect();
        domain::order::sort_by_key(&mut rows, |row| std::cmp::Reverse((row.at, row.op.id)));
        Ok(rows)
    }

    /// Takes a refused change off the list. One that waited to be mended leaves the queue with it, and
    /// later changes of the same entry that shared its refusal can be sent again.
    pub async fn forget_refused(&self, op: OpId) -> Result<Option<(BinderId, BinderTab)>, StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::QUEUE, schema::REFUSED]).await?;
        let rows: Vec<(String, RefusedOp)> = tx.list(schema::REFUSED, "", "").await?;
        let Some((key, gone)) = rows.iter().find(|(_, row)| row.op.id == op) else {
            return Ok(None);
        };
        tx.delete(schema::REFUSED, key)?;
        let binder = key.split('/').next().and_then(|id| id.parse().ok());
        let Some(binder) = binder else {
            return tx.commit().await.map(|()| None);
        };
        dequeue(&mut tx, binder, &BTreeSet::from([op])).await?;
        let shared = |row: &RefusedOp| {
            row.mendable && row.code == RefusalCode::AfterRefused && row.op.entry == gone.op.entry
        };
        for (key, _) in rows.iter().filter(|(key, row)| key.starts_with(&of_binder(binder)) && shared(row)) {
            tx.delete(schema::REFUSED, key)?;
        }
        tx.commit().await?;
        Ok(Some((binder, gone.op.tab)))
    }

    /// Marks a waiting change as one that the person has to put right.
    pub async fn flag(&self, binder: BinderId, refused: &RefusedOp) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::REFUSED]).await?;
        tx.write(schema::REFUSED, &refused_key(binder, refused.op.id), refused)?;
        tx.commit().await
    }
}

/// The changes under a prefix that wait to be mended.
pub(super) async fn flagged(tx: &Tx, prefix: &str) -> Result<BTreeSet<OpId>, StoreError> {
    let rows: Vec<(String, RefusedOp)> = tx.list(schema::REFUSED, prefix, "").await?;
    Ok(rows.into_iter().filter(|(_, row)| row.mendable).map(|(_, row)| row.op.id).collect())
}

/// Under which keys the time for copying is over.
pub(super) async fn over(tx: &Tx, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String, RefusedOp)> = tx.list(schema::REFUSED, "", "").await?;
    Ok(rows.into_iter().filter(|(_, row)| is_over(row, now)).map(|(key, _)| key).collect())
}

/// Whether the time for copying a refused change's words is over.
pub(super) fn is_over(row: &RefusedOp, now: Timestamp) -> bool {
    !row.mendable && row.at.plus_days(REFUSED_DAYS) < now
}

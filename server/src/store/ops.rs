//! Reading the log: bodies are decrypted here, and what a reader may not have is left out here.

use domain::consent::Access;
use domain::{Audience, Author, BinderId, BinderTab, EntryId, Op, OpId, Role, Seq, SequencedOp, Timestamp};
use serde::Serialize;
use serde_json::value::RawValue;
use sqlx::{AnyConnection, FromRow};

use super::names::{self, bigint};
use super::{Store, StoreError};
use crate::keys::BinderKey;

/// An op as it is sent: the stored JSON goes out as it came in, without being read again.
#[derive(Serialize)]
pub struct StoredOp {
    /// Its place.
    pub seq: Seq,
    /// When it arrived.
    pub received_at: Timestamp,
    /// The tab it belongs to.
    #[serde(skip)]
    pub tab: BinderTab,
    /// It stands where words are gone for good.
    #[serde(skip)]
    pub is_emptied: bool,
    /// The op.
    pub op: Box<RawValue>,
}

impl std::fmt::Debug for StoredOp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What somebody wrote never reaches a log.
        f.debug_struct("StoredOp").field("seq", &self.seq).finish_non_exhaustive()
    }
}

/// Which ops may be handed to somebody who does not read all: none that is hers alone, no copy of a rating
/// that she has hidden again since (R77), and nothing of what she has emptied, where that waits to be done. The
/// copy of a rating stays in the log for her own devices.
macro_rules! open_to_others {
    () => {
        "(audience <> 'private' and (kind <> 'show' or not exists (select 1 from ops hides \
         where hides.binder_id = ops.binder_id and hides.tab = ops.tab and hides.entry_id = ops.entry_id \
         and hides.kind = 'hide' and hides.seq > ops.seq)) and not exists (select 1 from ops empties \
         where empties.binder_id = ops.binder_id and empties.entry_id = ops.entry_id \
         and empties.kind = 'empty' and empties.seq > ops.seq))"
    };
}

#[derive(FromRow)]
struct OpRow {
    seq: i64,
    id: String,
    tab: String,
    audience: String,
    kind: String,
    received_at: i64,
    body: Vec<u8>,
}

/// Where a body belongs: it opens only there.
pub(crate) fn place(binder: BinderId, op: OpId) -> Vec<u8> {
    [b"op".as_slice(), binder.as_uuid().as_bytes(), op.as_uuid().as_bytes()].concat()
}

/// Whether an access reads everything there is: the owner, and jobs that no person does.
pub(super) fn reads_all(access: &Access) -> bool {
    match access.reader().role {
        Role::Owner => true,
        Role::Server => !access.readable().is_empty(),
        Role::Coordinator => false,
    }
}

impl OpRow {
    fn open(self, binder: BinderId, key: &BinderKey) -> Result<StoredOp, StoreError> {
        let id: OpId = names::id(&self.id, "ops", "id")?;
        let json = String::from_utf8(key.open(&place(binder, id), &self.body)?)
            .map_err(|_| StoreError::inconsistent("ops", "body"))?;
        Ok(StoredOp {
            seq: names::count(self.seq, "ops", "seq")?,
            received_at: Timestamp::from_millis(self.received_at),
            tab: names::tab(&self.tab, "ops")?,
            is_emptied: self.kind == "redact" || (self.kind == "empty" && self.audience == "private"),
            op: RawValue::from_string(json)?,
        })
    }
}

impl StoredOp {
    /// The op, read.
    ///
    /// # Errors
    /// [`StoreError::Json`] if it is not one.
    pub fn read(&self) -> Result<SequencedOp, StoreError> {
        Ok(SequencedOp { seq: self.seq, received_at: self.received_at, op: serde_json::from_str(self.op.get())? })
    }
}

fn is_for(op: &Op, reader: Author) -> bool {
    reader.role != Role::Server && op.audience.includes(reader)
}

impl Store {
    /// What a reader may have of the log, after one place and up to another. Of a tab that she was let in to
    /// later there is only what came since: how it stood then is in its checkpoint, without the words that
    /// had been replaced, removed or declined (design §2).
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn ops(&self, access: &Access, after: Seq, upto: Seq) -> Result<Vec<StoredOp>, StoreError> {
        let rows: Vec<OpRow> = sqlx::query_as(concat!(
            "select seq, id, tab, audience, kind, received_at, body from ops \
             where binder_id = $1 and seq > $2 and seq <= $3 and ($4 = 1 or ",
            open_to_others!(),
            ") order by seq",
        ))
        .bind(access.binder().to_string())
        .bind(bigint(after))
        .bind(bigint(upto))
        .bind(i64::from(reads_all(access)))
        .fetch_all(self.read())
        .await?;
        self.readable(access, rows, |tab| access.since(tab)).await
    }

    /// What a reader may fold of one tab's log. Of what was before she was let in, only the folded state may
    /// leave the store.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub(super) async fn tab_ops(
        &self,
        access: &Access,
        tab: BinderTab,
        after: Seq,
        upto: Seq,
    ) -> Result<Vec<StoredOp>, StoreError> {
        let rows: Vec<OpRow> = sqlx::query_as(
            "select seq, id, tab, audience, kind, received_at, body from ops where binder_id = $1 and tab = $2 \
             and seq > $3 and seq <= $4 and ($5 = 1 or audience <> 'private') order by seq",
        )
        .bind(access.binder().to_string())
        .bind(tab.as_str())
        .bind(bigint(after))
        .bind(bigint(upto))
        .bind(i64::from(reads_all(access)))
        .fetch_all(self.read())
        .await?;
        self.readable(access, rows, |_| 0).await
    }

    /// Everything that happened to one entry, as far as a reader may know: the owner all of it, others
    /// what came since they were let in to the tab.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn history(
        &self,
        access: &Access,
        tab: BinderTab,
        entry: EntryId,
    ) -> Result<Vec<StoredOp>, StoreError> {
        let rows: Vec<OpRow> = sqlx::query_as(concat!(
            "select seq, id, tab, audience, kind, received_at, body from ops where binder_id = $1 and tab = $2 \
             and entry_id = $3 and ($4 = 1 or ",
            open_to_others!(),
            ") order by seq",
        ))
        .bind(access.binder().to_string())
        .bind(tab.as_str())
        .bind(entry.to_string())
        .bind(i64::from(reads_all(access)))
        .fetch_all(self.read())
        .await?;
        self.readable(access, rows, |tab| access.since(tab)).await
    }

    /// The whole log, for work that no person does.
    ///
    /// # Errors
    /// [`StoreError::NotCovered`] for anybody else's access.
    pub async fn log(&self, access: &Access) -> Result<Vec<SequencedOp>, StoreError> {
        if !reads_all(access) {
            return Err(StoreError::NotCovered);
        }
        self.ops(access, 0, Seq::MAX).await?.iter().map(StoredOp::read).collect()
    }

    async fn readable(
        &self,
        access: &Access,
        rows: Vec<OpRow>,
        since: impl Fn(BinderTab) -> Seq,
    ) -> Result<Vec<StoredOp>, StoreError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let key = self.keys().of(access.binder()).await?;
        let mut ops = Vec::with_capacity(rows.len());
        for row in rows {
            let tab = names::tab(&row.tab, "ops")?;
            if access.right(tab).is_none() || row.seq < bigint(since(tab)) {
                continue;
            }
            let addressed = row.audience != names::audience(&Audience::Tab);
            let op = row.open(access.binder(), &key)?;
            if !addressed || reads_all(access) || is_for(&op.read()?.op, access.reader()) {
                ops.push(op);
            }
        }
        Ok(ops)
    }
}

/// One op of a binder, inside a transaction.
pub(super) async fn one(
    connection: &mut AnyConnection,
    binder: BinderId,
    id: OpId,
    key: &BinderKey,
) -> Result<Option<Op>, StoreError> {
    let row: Option<OpRow> = sqlx::query_as(
        "select seq, id, tab, audience, kind, received_at, body from ops where binder_id = $1 and id = $2",
    )
    .bind(binder.to_string())
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok(row.open(binder, key)?.read()?.op)).transpose()
}

/// Every op about consent, inside a transaction.
pub(super) async fn consent_ops(
    connection: &mut AnyConnection,
    binder: BinderId,
    key: &BinderKey,
) -> Result<Vec<SequencedOp>, StoreError> {
    let rows: Vec<OpRow> = sqlx::query_as(
        "select seq, id, tab, audience, kind, received_at, body from ops where binder_id = $1 and tab = 'sharing' \
         and kind in ('grant', 'withdraw', 'confirm', 'allow_lift', 'end_lift') order by seq",
    )
    .bind(binder.to_string())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.open(binder, key)?.read()).collect()
}

/// Every op of one entry, and every decision of its tab, inside a transaction.
pub(super) async fn entry_log(
    connection: &mut AnyConnection,
    binder: BinderId,
    tab: BinderTab,
    entry: EntryId,
    key: &BinderKey,
) -> Result<Vec<SequencedOp>, StoreError> {
    let rows: Vec<OpRow> = sqlx::query_as(
        "select seq, id, tab, audience, kind, received_at, body from ops \
         where binder_id = $1 and tab = $2 and (entry_id = $3 or kind = 'decision') order by seq",
    )
    .bind(binder.to_string())
    .bind(tab.as_str())
    .bind(entry.to_string())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.open(binder, key)?.read()).collect()
}

/// Every op of one kind, inside a transaction.
pub(super) async fn of_kind(
    connection: &mut AnyConnection,
    binder: BinderId,
    kind: &str,
    key: &BinderKey,
) -> Result<Vec<SequencedOp>, StoreError> {
    let rows: Vec<OpRow> = sqlx::query_as(
        "select seq, id, tab, audience, kind, received_at, body from ops \
         where binder_id = $1 and kind = $2 order by seq",
    )
    .bind(binder.to_string())
    .bind(kind)
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.open(binder, key)?.read()).collect()
}

/// Every op that was taken without knowing its kind, inside a transaction.
pub(super) async fn unread(
    connection: &mut AnyConnection,
    binder: BinderId,
    key: &BinderKey,
) -> Result<Vec<Op>, StoreError> {
    let rows: Vec<OpRow> = sqlx::query_as(
        "select seq, id, tab, audience, kind, received_at, body from ops where binder_id = $1 and kind = 'unknown' order by seq",
    )
    .bind(binder.to_string())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| Ok(row.open(binder, key)?.read()?.op)).collect()
}

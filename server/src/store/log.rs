//! The rows of a log: taking the lock, giving places, adding an op. Used inside a push's transaction.

use domain::{BinderId, Body, Op, Seq, Timestamp};
use sqlx::AnyConnection;

use super::StoreError;
use super::names::{self, bigint};

/// Reserves places for `n_ops` and so locks the binder until the end of the transaction. Gives the head
/// before. Does nothing if consent has changed since `generation`.
pub(super) async fn lock(
    connection: &mut AnyConnection,
    binder: &str,
    n_ops: usize,
    generation: u64,
) -> Result<Seq, StoreError> {
    let n_ops = i64::try_from(n_ops).unwrap_or(i64::MAX);
    let row: Option<(i64,)> =
        sqlx::query_as("update binders set head = head + $2 where id = $1 and generation = $3 returning head")
            .bind(binder)
            .bind(n_ops)
            .bind(bigint(generation))
            .fetch_optional(&mut *connection)
            .await?;
    if let Some((head,)) = row {
        return names::count(head - n_ops, "binders", "head");
    }
    let there: Option<(i64,)> =
        sqlx::query_as("select head from binders where id = $1").bind(binder).fetch_optional(connection).await?;
    Err(if there.is_some() { StoreError::Stale } else { StoreError::Missing })
}

/// Gives back the places that were not needed.
pub(super) async fn set_head(connection: &mut AnyConnection, binder: &str, head: Seq) -> Result<(), StoreError> {
    sqlx::query("update binders set head = $2 where id = $1")
        .bind(binder)
        .bind(bigint(head))
        .execute(connection)
        .await?;
    Ok(())
}

/// Says that what readers may see has changed.
pub(super) async fn raise_generation(connection: &mut AnyConnection, binder: BinderId) -> Result<u64, StoreError> {
    let (generation,): (i64,) =
        sqlx::query_as("update binders set generation = generation + 1 where id = $1 returning generation")
            .bind(binder.to_string())
            .fetch_one(connection)
            .await?;
    names::count(generation, "binders", "generation")
}

/// Stores an op; false if its id is there already.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    binder: &str,
    seq: Seq,
    op: &Op,
    body: &[u8],
    received_at: Timestamp,
) -> Result<bool, StoreError> {
    let kind = if matches!(op.body, Body::Unknown(_)) { "unknown" } else { op.body.kind() };
    let done = sqlx::query(
        "insert into ops (binder_id, seq, id, tab, entry_id, audience, author_id, author_role, kind, made_at, \
         received_at, body) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (binder_id, id) do nothing",
    )
    .bind(binder)
    .bind(bigint(seq))
    .bind(op.id.to_string())
    .bind(op.tab.as_str())
    .bind(op.entry.to_string())
    .bind(names::audience(&op.audience))
    .bind(op.author.person.to_string())
    .bind(names::role(op.author.role))
    .bind(kind)
    .bind(op.made_at.as_millis())
    .bind(received_at.as_millis())
    .bind(body)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The place of an op that is there already.
pub(super) async fn place_of(
    connection: &mut AnyConnection,
    binder: &str,
    op: &Op,
) -> Result<Option<Seq>, StoreError> {
    let row: Option<(i64,)> = sqlx::query_as("select seq from ops where binder_id = $1 and id = $2")
        .bind(binder)
        .bind(op.id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|(seq,)| names::count(seq, "ops", "seq")).transpose()
}

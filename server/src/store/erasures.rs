//! Pärmar that are to be taken away for good.
//!
//! An op asks for it (`domain::erasure`); the day follows from when the op was received. Until the day, the line
//! in `erasures` follows from the log like every other list, and closes the binder to everybody but its owner.
//! What happens from the day on is in `ending`.

mod ending;

use std::collections::BTreeSet;

use domain::consent::Access;
use domain::erasure::{Keep, REGRET_DAYS};
use domain::{BinderId, Body, Op, OpId, PersonId, Role, Timestamp};
use sqlx::{AnyConnection, FromRow};

use super::names;
use super::{Store, StoreError};

/// A binder that is to be taken away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Erasure {
    /// Which.
    pub binder: BinderId,
    /// The op that asked for it; `None` if that is gone with the rest.
    pub erase: Option<OpId>,
    /// The owner asked for it herself.
    pub is_hers: bool,
    /// When the server heard of it.
    pub begun_at: Timestamp,
    /// When the key is destroyed.
    pub due_at: Timestamp,
    /// Nobody opens it any more.
    pub has_ended: bool,
}

#[derive(FromRow)]
struct Row {
    binder_id: String,
    op_id: String,
    begun_by: String,
    begun_at: i64,
    due_at: i64,
    ended_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Erasure, StoreError> {
        Ok(Erasure {
            binder: names::id(&self.binder_id, "erasures", "binder_id")?,
            erase: self.op_id.parse().ok(),
            is_hers: self.begun_by == names::role(Role::Owner),
            begun_at: Timestamp::from_millis(self.begun_at),
            due_at: Timestamp::from_millis(self.due_at),
            has_ended: self.ended_at.is_some(),
        })
    }
}

/// Writes what follows from an op in the log.
pub(super) async fn apply(
    connection: &mut AnyConnection,
    binder: BinderId,
    op: &Op,
    received_at: Timestamp,
) -> Result<(), StoreError> {
    match &op.body {
        // The first stands: asking again moves no day.
        Body::Erase(_) => {
            sqlx::query(
                "insert into erasures (binder_id, op_id, begun_by, begun_at, due_at) values ($1, $2, $3, $4, $5) \
                 on conflict (binder_id) do nothing",
            )
            .bind(binder.to_string())
            .bind(op.id.to_string())
            .bind(names::role(op.author.role))
            .bind(received_at.as_millis())
            .bind(received_at.plus_days(REGRET_DAYS).as_millis())
            .execute(connection)
            .await?;
        }
        Body::Keep(Keep { erase }) => {
            sqlx::query(
                "delete from erasures where binder_id = $1 and op_id = $2 and ended_at is null \
                 and (begun_by = $3 or $4 = 1)",
            )
            .bind(binder.to_string())
            .bind(erase.to_string())
            .bind(names::role(Role::Owner))
            .bind(i64::from(op.author.role == Role::Server))
            .execute(connection)
            .await?;
        }
        _ => {}
    }
    Ok(())
}

/// Everybody whom a sentence names: they are told at once that a binder is closed, or open again.
pub(super) async fn people(
    connection: &mut AnyConnection,
    binder: BinderId,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let rows: Vec<(String,)> = sqlx::query_as("select distinct person_id from consents where binder_id = $1")
        .bind(binder.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|(id,)| names::id(id, "consents", "person_id")).collect()
}

impl Store {
    /// Whether a binder is to be taken away, or has been.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn erasure(&self, binder: BinderId) -> Result<Option<Erasure>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "select binder_id, op_id, begun_by, begun_at, due_at, ended_at from erasures where binder_id = $1",
        )
        .bind(binder.to_string())
        .fetch_optional(self.read())
        .await?;
        row.map(Row::read).transpose()
    }

    /// Every binder that is to be taken away, the next first; none that has been.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select binder_id, op_id, begun_by, begun_at, due_at, ended_at from erasures where ended_at is null \
             order by due_at, binder_id",
        )
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// The binders that a practitioner would reach if they were not to be taken away: their owners' names and
    /// the days, and nothing of what is in them.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn closed_to(&self, person: PersonId) -> Result<Vec<(Erasure, String)>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select e.binder_id, e.op_id, e.begun_by, e.begun_at, e.due_at, e.ended_at from erasures e \
             join binders b on b.id = e.binder_id where e.ended_at is null and \
             ((b.started_by = $1 and b.paired_at is null) or exists (select 1 from consents c \
              where c.binder_id = e.binder_id and c.person_id = $1 \
              and coalesce(c.from_at, $2) <= $2 and coalesce(c.until_at, $2 + 1) > $2)) order by e.binder_id",
        )
        .bind(person.to_string())
        .bind(self.clock().now().as_millis())
        .fetch_all(self.read())
        .await?;
        let mut closed = Vec::with_capacity(rows.len());
        for row in rows {
            let erasure = row.read()?;
            // Taken away a moment ago: nothing to say.
            let Some(access) = self.job_access(erasure.binder).await? else { continue };
            closed.push((erasure, self.binder(&access).await?.owner_name));
        }
        Ok(closed)
    }

    /// Whether a token was that of a phone whose binder has been taken away.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn was_erased(&self, token: &str) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as("select erased_at from erased_phones where token_hash = $1")
            .bind(crate::keys::hash_token(token))
            .fetch_optional(self.read())
            .await?;
        Ok(row.is_some())
    }

    /// Whether the server's own work may touch a binder: not one that has been taken away.
    pub(super) async fn is_erased(&self, binder: BinderId) -> Result<bool, StoreError> {
        Ok(self.erasure(binder).await?.is_some_and(|erasure| erasure.has_ended))
    }

    /// What was said when the organisation asked for it: for its own list.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn erase_op(&self, access: &Access, erasure: &Erasure) -> Result<Option<Op>, StoreError> {
        let Some(id) = erasure.erase.filter(|_| super::ops::reads_all(access)) else { return Ok(None) };
        let key = self.keys().of(erasure.binder).await?;
        let mut connection = self.read().acquire().await?;
        super::ops::one(&mut connection, erasure.binder, id, &key).await
    }
}

//! Taking pärmar away for good.
//!
//! An op asks for it (`domain::erasure`); the day follows from when the op was received. What is here has two
//! halves. Until the day, the line in `erasures` follows from the log like every other list, and closes the
//! binder to everybody but its owner. From the day on ([`Store::end_due`], [`Store::finish_off`]) it goes one
//! way only, in steps that can break off anywhere and be taken again by any process:
//!
//! 1. the line says that it has ended, in a transaction that no push slips past;
//! 2. the key is destroyed, and the key store remembers that it was;
//! 3. everything in the binder is deleted but the access log, and the line says that it is finished.
//!
//! The key store's memory decides: a copy of the store from before is finished off when it is put back.

use std::collections::BTreeSet;

use domain::consent::Access;
use domain::erasure::{Keep, REGRET_DAYS};
use domain::{BinderId, Body, DeviceId, Op, OpId, PersonId, Role, Timestamp};
use sqlx::{AnyConnection, FromRow};

use super::names;
use super::neighbours::Said;
use super::{Store, StoreError, log};
use crate::live::Heard;

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

/// Everything in a binder but its log and the access log.
const LISTS: [&str; 8] = [
    "delete from entries where binder_id = $1",
    "delete from open_meetings where binder_id = $1",
    "delete from consents where binder_id = $1",
    "delete from shares where binder_id = $1",
    "delete from checkpoints where binder_id = $1",
    "delete from reached where binder_id = $1",
    "delete from devices where binder_id = $1",
    "delete from pairings where binder_id = $1",
];

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

    pub(super) async fn destroy(&self, binder: BinderId) -> Result<(), StoreError> {
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

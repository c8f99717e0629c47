//! Checking a binder: fold its log, make its projections again and compare (`parmen check`).

use domain::consent::Access;
use domain::{BinderId, BinderTab, fold};
use sqlx::AnyConnection;

use super::batch::Batch;
use super::ops::reads_all;
use super::projection;
use super::{Store, StoreError};

/// Something that is not as the log says. Names a table, never what is in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The log has a gap, or its head is not its last place.
    Gap,
    /// A projection differs from what the log says.
    Differs {
        /// Which.
        table: &'static str,
    },
}

/// Every projection with the query that reads one binder's rows as text, in one order. When a meeting was
/// opened is not compared: meetings open since before that was kept (0005) do not have it.
const PROJECTIONS: [(&str, &str); 5] = [
    ("entries", "select entry_id || ' ' || kind from entries where binder_id = $1 order by 1"),
    ("open_meetings", "select entry_id from open_meetings where binder_id = $1 order by 1"),
    (
        "consents",
        "select entry_id || ' ' || person_id || ' ' || tab || ' ' || access || ' ' || granted_seq \
         || ' ' || coalesce(from_at, -1) || ' ' || coalesce(until_at, -1) from consents where binder_id = $1 order by 1",
    ),
    (
        "shares",
        "select entry_id || ' ' || token_hash || ' ' || op_id || ' ' || expires_at || ' ' || revoked \
         from shares where binder_id = $1 order by 1",
    ),
    (
        "erasures",
        "select op_id || ' ' || begun_by || ' ' || begun_at || ' ' || due_at from erasures \
         where binder_id = $1 and ended_at is null order by 1",
    ),
];

impl Store {
    /// What is wrong with a binder; nothing, if all is well. Changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read at all, for instance because its key is gone.
    pub async fn check_binder(&self, access: &Access) -> Result<Vec<Fault>, StoreError> {
        let mut transaction = self.begin().await?;
        let before = rows(&mut transaction, access.binder()).await?;
        let mut faults = self.remake(&mut transaction, access).await?;
        let after = rows(&mut transaction, access.binder()).await?;
        transaction.rollback().await?;
        let differ =
            PROJECTIONS.iter().zip(before.iter().zip(&after)).filter(|(_, (before, after))| before != after);
        faults.extend(differ.map(|((table, _), _)| Fault::Differs { table }));
        if self.check_attachments(access).await?.n_wrong > 0 {
            faults.push(Fault::Differs { table: "attachments" });
        }
        Ok(faults)
    }

    /// Makes a binder's projections again from its log.
    ///
    /// # Errors
    /// [`StoreError`] if the log cannot be read; then nothing has been changed.
    pub async fn rebuild(&self, access: &Access) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        self.remake(&mut transaction, access).await?;
        super::log::raise_generation(&mut transaction, access.binder()).await?;
        transaction.commit().await?;
        self.memory().heads.forget(access.binder());
        Ok(())
    }

    /// Access for a job that no person does; `None` if there is no such binder, or it has been taken away.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn job_access(&self, binder: BinderId) -> Result<Option<Access>, StoreError> {
        if self.is_erased(binder).await? {
            return Ok(None);
        }
        match self.read_head(binder).await {
            Ok(head) => Ok(Some(Access::for_job(binder, super::shares::SERVER, head.generation))),
            Err(StoreError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn remake(
        &self,
        connection: &mut AnyConnection,
        access: &Access,
    ) -> Result<Vec<Fault>, StoreError> {
        if !reads_all(access) {
            return Err(StoreError::NotCovered);
        }
        let binder = access.binder();
        let key = self.keys().of(binder).await?;
        // Locks the binder: nothing is written in it until the caller's transaction ends.
        sqlx::query("update binders set head = head where id = $1")
            .bind(binder.to_string())
            .execute(&mut *connection)
            .await?;
        let log = self.log(access).await?;
        let places = log.iter().map(|op| op.seq);
        let is_whole = places.eq(1..=self.read_head(binder).await?.seq);
        for tab in BinderTab::ALL {
            // The fold cannot fail; that the log can be read and folded is what is checked here.
            let _state = fold(tab, &log);
        }
        for sql in [
            "delete from entries where binder_id = $1",
            "delete from open_meetings where binder_id = $1",
            "delete from consents where binder_id = $1",
            "delete from shares where binder_id = $1",
            "delete from erasures where binder_id = $1 and ended_at is null",
        ] {
            sqlx::query(sql).bind(binder.to_string()).execute(&mut *connection).await?;
        }
        let mut batch = Batch::default();
        for op in &log {
            projection::apply(connection, binder, &op.op, op.received_at, &mut batch, &key).await?;
        }
        batch.write(connection).await?;
        projection::consents(connection, binder, &key).await?;
        Ok(if is_whole { Vec::new() } else { vec![Fault::Gap] })
    }
}

async fn rows(connection: &mut AnyConnection, binder: BinderId) -> Result<Vec<Vec<String>>, StoreError> {
    let mut all = Vec::new();
    for (_, sql) in PROJECTIONS {
        let rows: Vec<(String,)> =
            sqlx::query_as(sql).bind(binder.to_string()).fetch_all(&mut *connection).await?;
        all.push(rows.into_iter().map(|(text,)| text).collect());
    }
    Ok(all)
}

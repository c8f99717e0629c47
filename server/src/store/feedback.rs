//! How often pages were said to be hard to use: a count per page, day and version of the app.

use sqlx::FromRow;

use super::{Store, StoreError, names};

/// How often one page was said to be hard to use on one day, in one version of the app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedbackCount {
    /// The day in Sweden: `2026-11-24`.
    pub day: String,
    /// The page's address without what varies.
    pub page: String,
    /// The version of the app.
    pub version: String,
    /// How often.
    pub n_taps: u64,
}

/// One tap, as it is counted.
#[derive(Clone, Copy, Debug)]
pub struct FeedbackTap<'a> {
    /// The page's address without what varies.
    pub page: &'a str,
    /// The day in Sweden.
    pub day: &'a str,
    /// The version of the app.
    pub version: &'a str,
    /// What tells it from others, if the app gave it anything.
    pub id: Option<&'a str>,
}

#[derive(FromRow)]
struct FeedbackRow {
    day: String,
    page: String,
    version: String,
    taps: i64,
}

impl Store {
    /// Counts one tap, once. Ids of days before `oldest`, which are not taken any more, are forgotten.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn count_feedback(&self, tap: FeedbackTap<'_>, oldest: &str) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        if let Some(id) = tap.id {
            sqlx::query("delete from feedback_ids where day < $1").bind(oldest).execute(&mut *transaction).await?;
            let is_new =
                sqlx::query("insert into feedback_ids (id, day) values ($1, $2) on conflict (id) do nothing")
                    .bind(id)
                    .bind(tap.day)
                    .execute(&mut *transaction)
                    .await?;
            if is_new.rows_affected() == 0 {
                return Ok(());
            }
        }
        sqlx::query(
            "insert into feedback (page, day, version, taps) values ($1, $2, $3, 1) \
             on conflict (page, day, version) do update set taps = feedback.taps + 1",
        )
        .bind(tap.page)
        .bind(tap.day)
        .bind(tap.version)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The counts of these days, both included: by day, and within it the page with most taps first.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn feedback(&self, from: &str, to: &str) -> Result<Vec<FeedbackCount>, StoreError> {
        let rows: Vec<FeedbackRow> = sqlx::query_as(
            "select day, page, version, taps from feedback where day >= $1 and day <= $2 \
             order by day, taps desc, page, version",
        )
        .bind(from)
        .bind(to)
        .fetch_all(self.read())
        .await?;
        let count = |FeedbackRow { day, page, version, taps }| {
            Ok(FeedbackCount { day, page, version, n_taps: names::count(taps, "feedback", "taps")? })
        };
        rows.into_iter().map(count).collect()
    }
}

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

#[derive(FromRow)]
struct FeedbackRow {
    day: String,
    page: String,
    version: String,
    taps: i64,
}

impl Store {
    /// Counts one tap.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn count_feedback(&self, page: &str, day: &str, version: &str) -> Result<(), StoreError> {
        sqlx::query(
            "insert into feedback (page, day, version, taps) values ($1, $2, $3, 1) \
             on conflict (page, day, version) do update set taps = feedback.taps + 1",
        )
        .bind(page)
        .bind(day)
        .bind(version)
        .execute(self.write())
        .await?;
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

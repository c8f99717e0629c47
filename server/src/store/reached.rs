//! How far each person's devices have come: "Framme hos Anna 12 maj 13.05".

use domain::api::Reached;
use domain::{BinderId, Timestamp};
use sqlx::AnyPool;

use super::StoreError;
use super::names;

pub(super) async fn read(pool: &AnyPool, binder: BinderId) -> Result<Vec<Reached>, StoreError> {
    let rows: Vec<(String, i64, i64)> =
        sqlx::query_as("select person_id, seq, at from reached where binder_id = $1 order by person_id")
            .bind(binder.to_string())
            .fetch_all(pool)
            .await?;
    rows.into_iter()
        .map(|(person, seq, at)| {
            Ok(Reached {
                person: names::id(&person, "reached", "person_id")?,
                seq: names::count(seq, "reached", "seq")?,
                at: Timestamp::from_millis(at),
            })
        })
        .collect()
}

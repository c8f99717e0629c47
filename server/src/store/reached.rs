//! How far each person's devices have come: "Framme hos Anna 12 maj 13.05".

use domain::api::Reached;
use domain::consent::Access;
use domain::{BinderId, Seq, Timestamp};
use sqlx::{AnyConnection, AnyPool};

use super::StoreError;
use super::names::{self, bigint};

/// Moves a person on; never back.
pub(super) async fn write(
    connection: &mut AnyConnection,
    access: &Access,
    seq: Seq,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into reached (binder_id, person_id, seq, at) values ($1, $2, $3, $4) \
         on conflict (binder_id, person_id) do update set seq = excluded.seq, at = excluded.at \
         where excluded.seq > reached.seq",
    )
    .bind(access.binder().to_string())
    .bind(access.reader().person.to_string())
    .bind(bigint(seq))
    .bind(at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn read(pool: &AnyPool, binder: BinderId) -> Result<Vec<Reached>, StoreError> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "select person_id, seq, at from reached where binder_id = $1 order by person_id",
    )
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

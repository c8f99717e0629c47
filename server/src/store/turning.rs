//! Sentences that begin or end by themselves. That is no op, but what readers may see has changed all the
//! same: a new generation begins, so that every device starts its tabs anew, and everybody who listens is
//! told. Whoever asks first after the moment does it; a stream asks at each beat.

use std::collections::BTreeSet;

use domain::{BinderId, PersonId, Timestamp};

use super::names;
use super::neighbours::Moved;
use super::{Store, StoreError};

/// What has begun or ended since it was last looked.
const TURNED: &str = "((from_at > turned_at and from_at <= $2) or (until_at > turned_at and until_at <= $2))";

impl Store {
    /// Takes note of the periods of a binder's sentences that have begun or ended up to now.
    pub(super) async fn turn_periods(&self, binder: BinderId, now: Timestamp) -> Result<(), StoreError> {
        let turned: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select distinct person_id from consents join binders on binders.id = consents.binder_id \
             where binder_id = $1 and {TURNED}"
        )))
        .bind(binder.to_string())
        .bind(now.as_millis())
        .fetch_all(self.read())
        .await?;
        if turned.is_empty() {
            return Ok(());
        }
        let row: Option<(i64, i64)> = sqlx::query_as(
            "update binders set generation = generation + 1, turned_at = $2 where id = $1 and turned_at < $2 \
             returning head, generation",
        )
        .bind(binder.to_string())
        .bind(now.as_millis())
        .fetch_optional(self.write())
        .await?;
        // Somebody else was first.
        let Some((head, generation)) = row else { return Ok(()) };
        let head = names::count(head, "binders", "head")?;
        let generation = names::count(generation, "binders", "generation")?;
        let ids = turned.iter().map(|(person,)| names::id(person, "consents", "person_id"));
        let people: BTreeSet<PersonId> = ids.collect::<Result<_, _>>()?;
        self.inner.tell.turned(Moved { binder, head, generation, people });
        Ok(())
    }
}

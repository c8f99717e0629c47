//! Wrong guesses cost time: growing delays, kept in the database so that they hold for all processes.
//!
//! A guess is counted before it is checked, so a thousand guesses at once are a thousand guesses; the one
//! that was right is given back.

use domain::Timestamp;

use super::{Store, StoreError};

/// How a gate answers guesses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// This many cost nothing.
    pub free: i64,
    /// The first delay; each further guess doubles it.
    pub first_ms: i64,
    /// No delay is longer.
    pub longest_ms: i64,
    /// After so long without a guess all is forgotten.
    pub forget_ms: i64,
}

impl Policy {
    fn delay(self, strikes: i64) -> i64 {
        let over = strikes - self.free;
        if over < 1 {
            return 0;
        }
        let doublings = u32::try_from((over - 1).min(40)).unwrap_or(40);
        self.first_ms.saturating_mul(1_i64 << doublings).min(self.longest_ms)
    }
}

impl Store {
    /// Counts a guess at a gate. `Some` says that the gate is shut, and until when.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; then nobody may guess.
    pub async fn guess(&self, gate: &str, policy: Policy) -> Result<Option<Timestamp>, StoreError> {
        let now = self.clock().now().as_millis();
        let mut transaction = self.begin().await?;
        let counted: Option<(i64,)> = sqlx::query_as(
            "insert into throttles (gate, strikes, last_at, open_at) values ($1, 1, $2, $2) \
             on conflict (gate) do update set \
             strikes = case when throttles.last_at < $3 then 1 else throttles.strikes + 1 end, last_at = $2 \
             where throttles.open_at <= $2 returning strikes",
        )
        .bind(gate)
        .bind(now)
        .bind(now.saturating_sub(policy.forget_ms))
        .fetch_optional(&mut *transaction)
        .await?;
        let shut = if let Some((strikes,)) = counted {
            let delay = policy.delay(strikes);
            if delay > 0 {
                sqlx::query("update throttles set open_at = $2 where gate = $1")
                    .bind(gate)
                    .bind(now.saturating_add(delay))
                    .execute(&mut *transaction)
                    .await?;
            }
            None
        } else {
            let row: Option<(i64,)> = sqlx::query_as("select open_at from throttles where gate = $1")
                .bind(gate)
                .fetch_optional(&mut *transaction)
                .await?;
            Some(Timestamp::from_millis(row.map_or(now, |(open_at,)| open_at)))
        };
        transaction.commit().await?;
        Ok(shut)
    }

    /// The guess was right: an account's gate forgets all.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn forgive(&self, gate: &str) -> Result<(), StoreError> {
        sqlx::query("delete from throttles where gate = $1").bind(gate).execute(self.write()).await?;
        Ok(())
    }

    /// The guess was right: a gate that many share gives back this one guess and no more. It stood open
    /// before the guess, so it does again.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn give_back(&self, gate: &str) -> Result<(), StoreError> {
        let sql = "update throttles set strikes = strikes - 1, open_at = last_at where gate = $1 and strikes > 0";
        sqlx::query(sql).bind(gate).execute(self.write()).await?;
        Ok(())
    }

    /// Forgets gates nobody has come to for a day.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn forget_old_guesses(&self) -> Result<(), StoreError> {
        sqlx::query("delete from throttles where last_at < $1")
            .bind(self.clock().now().plus_days(-1).as_millis())
            .execute(self.write())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_end_somewhere() {
        let policy = Policy { free: 3, first_ms: 1_000, longest_ms: 60_000, forget_ms: 0 };
        let delays: Vec<i64> = [1, 3, 4, 5, 6, 10, 1_000].iter().map(|n| policy.delay(*n)).collect();
        assert_eq!(delays, [0, 0, 1_000, 2_000, 4_000, 60_000, 60_000]);
    }
}

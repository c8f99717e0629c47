//! The second step of a sign-in with a local account: the app's secret, encrypted, and codes on paper, as hashes. What is
//! taken once is taken in one statement, so that two requests at a time do not both get in.

use domain::{PersonId, Timestamp};

use super::{Store, StoreError};

/// Between showing a secret and the first code of it.
const PENDING_MINUTES: i64 = 30;

/// A second step that is set up.
pub struct SecondFactor {
    /// What the app makes its codes from.
    pub secret: Vec<u8>,
    /// Since when.
    pub since: Timestamp,
    /// How many codes on the paper are left.
    pub recovery_codes_left: u32,
}

impl Store {
    /// The second step of a practitioner, if it is set up.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or opened.
    pub async fn second_factor(&self, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
        let row: Option<(Option<Vec<u8>>, Option<i64>, i64)> = sqlx::query_as(
            "select secret, since, (select count(*) from recovery_codes c \
             where c.practitioner_id = f.practitioner_id and c.used_at is null) \
             from second_factors f where practitioner_id = $1",
        )
        .bind(person.to_string())
        .fetch_optional(self.read())
        .await?;
        let Some((Some(sealed), Some(since), left)) = row else { return Ok(None) };
        Ok(Some(SecondFactor {
            secret: self.keys().open_factor(person, &sealed)?,
            since: Timestamp::from_millis(since),
            recovery_codes_left: u32::try_from(left).unwrap_or_default(),
        }))
    }

    /// Keeps a secret that is shown now. One that is in use stays so until a code of the new one has been seen.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn propose_factor(&self, person: PersonId, secret: &[u8]) -> Result<(), StoreError> {
        sqlx::query(
            "insert into second_factors (practitioner_id, last_step, pending, pending_at) values ($1, 0, $2, $3) \
             on conflict (practitioner_id) do update set pending = $2, pending_at = $3",
        )
        .bind(person.to_string())
        .bind(self.keys().seal_factor(person, secret)?)
        .bind(self.clock().now().as_millis())
        .execute(self.write())
        .await?;
        Ok(())
    }

    /// The secret that was shown, if that was not too long ago.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or opened.
    pub async fn proposed_factor(&self, person: PersonId) -> Result<Option<Vec<u8>>, StoreError> {
        let row: Option<(Option<Vec<u8>>,)> =
            sqlx::query_as("select pending from second_factors where practitioner_id = $1 and pending_at > $2")
                .bind(person.to_string())
                .bind(self.clock().now().plus_minutes(-PENDING_MINUTES).as_millis())
                .fetch_optional(self.read())
                .await?;
        let sealed = row.and_then(|(sealed,)| sealed);
        sealed.map(|sealed| self.keys().open_factor(person, &sealed)).transpose()
    }

    /// A code of the secret that was shown has been seen: it is the one in use, and these are the codes on paper. Whether
    /// it was still there.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn confirm_factor(
        &self,
        person: PersonId,
        step: i64,
        recovery_codes: &[String],
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "update second_factors set secret = pending, since = $2, last_step = $3, pending = null, \
             pending_at = null where practitioner_id = $1 and pending is not null",
        )
        .bind(person.to_string())
        .bind(self.clock().now().as_millis())
        .bind(step)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.write_recovery_codes(&mut transaction, person, recovery_codes).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes the code of a half minute. `false` if it, or a later one, was taken before.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; then it is not taken.
    pub async fn take_step(&self, person: PersonId, step: i64) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update second_factors set last_step = $2 \
             where practitioner_id = $1 and secret is not null and last_step < $2",
        )
        .bind(person.to_string())
        .bind(step)
        .execute(self.write())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes a code on paper. `false` if there is none such, or it was taken before.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; then it is not taken.
    pub async fn take_recovery_code(&self, person: PersonId, code: &str) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update recovery_codes set used_at = $3 \
             where practitioner_id = $1 and code_hash = $2 and used_at is null",
        )
        .bind(person.to_string())
        .bind(self.recovery_hash(person, code))
        .bind(self.clock().now().as_millis())
        .execute(self.write())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// New codes on paper; those before open nothing any more.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be written.
    pub async fn renew_recovery_codes(&self, person: PersonId, codes: &[String]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        self.write_recovery_codes(&mut transaction, person, codes).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Takes the second step away, codes on paper too. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn remove_factor(&self, person: PersonId) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        sqlx::query("delete from recovery_codes where practitioner_id = $1")
            .bind(person.to_string())
            .execute(&mut *transaction)
            .await?;
        let row: Option<(Option<i64>,)> =
            sqlx::query_as("delete from second_factors where practitioner_id = $1 returning since")
                .bind(person.to_string())
                .fetch_optional(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok(row.is_some_and(|(since,)| since.is_some()))
    }

    async fn write_recovery_codes(
        &self,
        connection: &mut sqlx::AnyConnection,
        person: PersonId,
        codes: &[String],
    ) -> Result<(), StoreError> {
        sqlx::query("delete from recovery_codes where practitioner_id = $1")
            .bind(person.to_string())
            .execute(&mut *connection)
            .await?;
        for code in codes {
            sqlx::query("insert into recovery_codes (practitioner_id, code_hash) values ($1, $2)")
                .bind(person.to_string())
                .bind(self.recovery_hash(person, code))
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }

    fn recovery_hash(&self, person: PersonId, code: &str) -> String {
        self.keys().blind("recovery code", &format!("{person}\n{code}"))
    }
}

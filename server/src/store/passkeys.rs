//! Passkeys: the public half of keys that devices of staff keep.

use domain::{PasskeyId, PersonId, Timestamp};

use super::{Store, StoreError, names};

/// A passkey as its holder's list has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PasskeyRow {
    /// Its id.
    pub id: PasskeyId,
    /// When it was made.
    pub since: Timestamp,
    /// When somebody signed in with it.
    pub last_used_at: Option<Timestamp>,
}

impl Store {
    /// The passkeys of a practitioner, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn passkeys(&self, person: PersonId) -> Result<Vec<PasskeyRow>, StoreError> {
        let rows: Vec<(String, i64, Option<i64>)> = sqlx::query_as(
            "select id, created_at, last_used_at from passkeys where practitioner_id = $1 \
             order by created_at desc, id",
        )
        .bind(person.to_string())
        .fetch_all(self.read())
        .await?;
        let row = |(id, since, last_used_at): (String, i64, Option<i64>)| {
            Ok(PasskeyRow {
                id: names::id(&id, "passkeys", "id")?,
                since: Timestamp::from_millis(since),
                last_used_at: last_used_at.map(Timestamp::from_millis),
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// What is known of those keys, as the library wrote it.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn credentials(&self, person: PersonId) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as("select credential from passkeys where practitioner_id = $1")
            .bind(person.to_string())
            .fetch_all(self.read())
            .await?;
        Ok(rows.into_iter().map(|(credential,)| credential).collect())
    }

    /// Whose a key is, and what is known of it. Only of somebody who has a local account.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn credential(&self, credential_id: &str) -> Result<Option<(PersonId, String)>, StoreError> {
        let row: Option<(String, String)> = sqlx::query_as(
            "select p.practitioner_id, p.credential from passkeys p \
             join practitioners a on a.id = p.practitioner_id and a.password_hash <> '' \
             where p.credential_id = $1",
        )
        .bind(credential_id)
        .fetch_optional(self.read())
        .await?;
        row.map(|(person, credential)| Ok((names::id(&person, "passkeys", "practitioner_id")?, credential)))
            .transpose()
    }

    /// Keeps a new key. Whether it was one.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn add_passkey(
        &self,
        person: PersonId,
        credential_id: &str,
        credential: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "insert into passkeys (id, credential_id, practitioner_id, credential, created_at) \
             values ($1, $2, $3, $4, $5) on conflict (credential_id) do nothing",
        )
        .bind(self.clock().uuid()?.to_string())
        .bind(credential_id)
        .bind(person.to_string())
        .bind(credential)
        .bind(self.clock().now().as_millis())
        .execute(self.write())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Somebody signed in with a key; what is known of it may have changed, such as how often it was used.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn used_passkey(&self, credential_id: &str, credential: &str) -> Result<(), StoreError> {
        sqlx::query("update passkeys set credential = $2, last_used_at = $3 where credential_id = $1")
            .bind(credential_id)
            .bind(credential)
            .bind(self.clock().now().as_millis())
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Forgets all keys of a practitioner.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn remove_passkeys(&self, person: PersonId) -> Result<(), StoreError> {
        sqlx::query("delete from passkeys where practitioner_id = $1")
            .bind(person.to_string())
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Forgets a key of a practitioner. Whether it was hers.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn remove_passkey(&self, person: PersonId, passkey: PasskeyId) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from passkeys where id = $1 and practitioner_id = $2")
            .bind(passkey.to_string())
            .bind(person.to_string())
            .execute(self.write())
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

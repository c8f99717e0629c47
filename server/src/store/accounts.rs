//! Local accounts: whose, and with which password.

use domain::PersonId;

use super::names;
use super::{Store, StoreError};

/// A local account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// Its name.
    pub username: String,
    /// The password's argon2id hash.
    pub password_hash: String,
    /// What its holder is called.
    pub name: String,
}

impl Store {
    /// The account with a name. Whoever signs in at the provider alone has none.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn account(&self, username: &str) -> Result<Option<Account>, StoreError> {
        let row: Option<(String, String, String, String)> = sqlx::query_as(
            "select id, username, password_hash, name from practitioners \
             where username = $1 and password_hash <> ''",
        )
        .bind(username.to_lowercase())
        .fetch_optional(self.read())
        .await?;
        row.map(account).transpose()
    }

    /// The account of a practitioner.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn account_of(&self, person: PersonId) -> Result<Option<Account>, StoreError> {
        let row: Option<(String, String, String, String)> = sqlx::query_as(
            "select id, username, password_hash, name from practitioners where id = $1 and password_hash <> ''",
        )
        .bind(person.to_string())
        .fetch_optional(self.read())
        .await?;
        row.map(account).transpose()
    }

    /// Gives an account another password.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn set_password(&self, person: PersonId, password_hash: &str) -> Result<(), StoreError> {
        sqlx::query("update practitioners set password_hash = $2 where id = $1 and password_hash <> ''")
            .bind(person.to_string())
            .bind(password_hash)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Closes every way in for a practitioner: password, second step and what the provider calls her. Her name stays
    /// where it is told what she did.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn close_account(&self, person: PersonId) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        for sql in [
            "update practitioners set password_hash = '' where id = $1",
            "delete from identities where practitioner_id = $1",
            "delete from recovery_codes where practitioner_id = $1",
            "delete from second_factors where practitioner_id = $1",
            "delete from passkeys where practitioner_id = $1",
            "delete from group_members where practitioner_id = $1",
            "delete from reviewers where practitioner_id = $1",
        ] {
            sqlx::query(sql).bind(person.to_string()).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

fn account(
    (person, username, password_hash, name): (String, String, String, String),
) -> Result<Account, StoreError> {
    Ok(Account { person: names::id(&person, "practitioners", "id")?, username, password_hash, name })
}

//! Whom the organisation's provider means: an identity leads to one practitioner, and is kept as a hash that tells
//! nobody's number.

use domain::{DeviceId, OrganizationId, PersonId};

use super::names;
use super::{Store, StoreError};

/// What a provider calls somebody.
#[derive(Clone, Copy)]
pub struct Identity<'a> {
    /// Which provider: two may use the same number for different people.
    pub issuer: &'a str,
    /// Which claim.
    pub claim: &'a str,
    /// What it holds.
    pub value: &'a str,
}

/// A staff session is no longer than a week, so nothing that ends one is needed after that.
const TOKENS_KEPT_DAYS: i64 = 8;

impl Store {
    /// Whom a provider means.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn identified(&self, identity: Identity<'_>) -> Result<Option<PersonId>, StoreError> {
        let row: Option<(String,)> =
            sqlx::query_as("select practitioner_id from identities where identity_hash = $1")
                .bind(self.identity_hash(identity))
                .fetch_optional(self.read())
                .await?;
        row.map(|(id,)| names::id(&id, "identities", "practitioner_id")).transpose()
    }

    /// Lets a practitioner in by what a provider calls her.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if it leads to somebody already.
    pub async fn link_identity(&self, identity: Identity<'_>, person: PersonId) -> Result<(), StoreError> {
        let done = sqlx::query(
            "insert into identities (identity_hash, practitioner_id, linked_at) values ($1, $2, $3) \
             on conflict (identity_hash) do nothing",
        )
        .bind(self.identity_hash(identity))
        .bind(person.to_string())
        .bind(self.clock().now().as_millis())
        .execute(self.write())
        .await?;
        if done.rows_affected() == 0 { Err(StoreError::Taken { what: "this identity" }) } else { Ok(()) }
    }

    /// Adds a practitioner who signs in at the provider and has no password here.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the identity leads to somebody already.
    pub async fn add_identified(
        &self,
        identity: Identity<'_>,
        name: &str,
        organization: OrganizationId,
    ) -> Result<PersonId, StoreError> {
        let id = PersonId::from_uuid(self.clock().uuid()?);
        let now = self.clock().now().as_millis();
        let mut transaction = self.begin().await?;
        // Her own id stands for the account name she does not have; no password fits an empty hash.
        sqlx::query(
            "insert into practitioners (id, username, password_hash, name, organization_id, created_at) \
             values ($1, $1, '', $2, $3, $4)",
        )
        .bind(id.to_string())
        .bind(name)
        .bind(organization.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        let done = sqlx::query(
            "insert into identities (identity_hash, practitioner_id, linked_at) values ($1, $2, $3) \
             on conflict (identity_hash) do nothing",
        )
        .bind(self.identity_hash(identity))
        .bind(id.to_string())
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Taken { what: "this identity" });
        }
        transaction.commit().await?;
        Ok(id)
    }

    /// Lets nobody in by it any more, and ends the sessions of whom it led to. Whether it led to somebody.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn unlink_identity(&self, identity: Identity<'_>) -> Result<bool, StoreError> {
        let Some(person) = self.identified(identity).await? else { return Ok(false) };
        sqlx::query("delete from identities where identity_hash = $1")
            .bind(self.identity_hash(identity))
            .execute(self.write())
            .await?;
        for session in self.sessions_of(person).await? {
            self.end_session(session.id, person).await?;
        }
        Ok(true)
    }

    /// Keeps what a session that began at the provider needs to end there.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn keep_id_token(&self, device: DeviceId, token: &str) -> Result<(), StoreError> {
        let sealed = self.keys().seal_token(device, token)?;
        sqlx::query("update devices set id_token = $2 where id = $1")
            .bind(device.to_string())
            .bind(sealed)
            .execute(self.write())
            .await?;
        Ok(())
    }

    /// Takes it out; `None` for a session that began with a local account.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or taken away.
    pub async fn take_id_token(&self, device: DeviceId) -> Result<Option<String>, StoreError> {
        let row: Option<(Option<Vec<u8>>,)> = sqlx::query_as("select id_token from devices where id = $1")
            .bind(device.to_string())
            .fetch_optional(self.read())
            .await?;
        let Some(sealed) = row.and_then(|(sealed,)| sealed) else { return Ok(None) };
        sqlx::query("update devices set id_token = null where id = $1")
            .bind(device.to_string())
            .execute(self.write())
            .await?;
        Ok(self.keys().open_token(device, &sealed))
    }

    /// Forgets those of sessions that nobody ended.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn forget_old_id_tokens(&self) -> Result<(), StoreError> {
        sqlx::query("update devices set id_token = null where id_token is not null and created_at < $1")
            .bind(self.clock().now().plus_days(-TOKENS_KEPT_DAYS).as_millis())
            .execute(self.write())
            .await?;
        Ok(())
    }

    fn identity_hash(&self, Identity { issuer, claim, value }: Identity<'_>) -> String {
        self.keys().blind("identity", &format!("{issuer}\n{claim}\n{value}"))
    }
}

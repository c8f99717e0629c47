//! Pairing: one way in per binder, for ten minutes and once. Secret and code are kept as hashes.

use domain::{BinderId, PersonId, Role, Timestamp};

use super::audit::AuditRow;
use super::batch::Batch;
use super::devices::{self, NewDevice};
use super::log::raise_generation;
use super::names;
use super::{Store, StoreError};
use domain::consent::Access;

/// A way in.
pub struct NewPairing {
    /// The hash of the link's secret.
    pub secret_hash: String,
    /// The hash of the code.
    pub code_hash: String,
    /// When both stop working.
    pub expires_at: Timestamp,
}

/// A phone has been paired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Redeemed {
    /// With this binder.
    pub binder: BinderId,
    /// Whose owner is.
    pub owner: PersonId,
    /// It was the first one.
    pub first: bool,
}

impl Store {
    /// Makes a way in; the one before ends.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if another binder has the same code just now: make another.
    pub async fn start_pairing(&self, access: &Access, pairing: &NewPairing) -> Result<(), StoreError> {
        let done = sqlx::query(
            "insert into pairings (binder_id, secret_hash, code_hash, created_by, expires_at, used_at) \
             values ($1, $2, $3, $4, $5, null) on conflict (binder_id) do update set \
             secret_hash = excluded.secret_hash, code_hash = excluded.code_hash, created_by = excluded.created_by, \
             expires_at = excluded.expires_at, used_at = null",
        )
        .bind(access.binder().to_string())
        .bind(&pairing.secret_hash)
        .bind(&pairing.code_hash)
        .bind(access.reader().person.to_string())
        .bind(pairing.expires_at.as_millis())
        .execute(self.write())
        .await;
        match done {
            Ok(_) => Ok(()),
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Err(StoreError::Taken { what: "pairing code" })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Takes a way in by the hash of its secret or its code, and begins the phone's session in the same
    /// transaction. `None` if it was used, is too old, or never was.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn redeem_pairing(&self, hash: &str, device: NewDevice) -> Result<Option<Redeemed>, StoreError> {
        let now = self.clock().now();
        let mut transaction = self.begin().await?;
        let used: Option<(String, String)> = sqlx::query_as(
            "update pairings set used_at = $2 where (secret_hash = $1 or code_hash = $1) and used_at is null \
             and expires_at > $2 returning binder_id, created_by",
        )
        .bind(hash)
        .bind(now.as_millis())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some((binder, by)) = used else {
            return Ok(None);
        };
        let (owner, paired_at): (String, Option<i64>) =
            sqlx::query_as("select owner_id, paired_at from binders where id = $1")
                .bind(&binder)
                .fetch_one(&mut *transaction)
                .await?;
        let owner: PersonId = names::id(&owner, "binders", "owner_id")?;
        let binder: BinderId = names::id(&binder, "pairings", "binder_id")?;
        let device = NewDevice { person: owner, role: Role::Owner, binder: Some(binder), ..device };
        devices::insert(&mut transaction, &device, now).await?;
        let unit: Option<(String,)> = sqlx::query_as("select organization_id from practitioners where id = $1")
            .bind(&by)
            .fetch_optional(&mut *transaction)
            .await?;
        let unit = unit.map(|(id,)| names::id(&id, "practitioners", "organization_id")).transpose()?;
        let by: PersonId = names::id(&by, "pairings", "created_by")?;
        let mut batch = Batch::default();
        batch.audit(AuditRow::let_in(binder, by, unit, device.id, now));
        batch.write(&mut transaction).await?;
        let first = paired_at.is_none();
        if first {
            // Whoever started the binder may no longer do what one may while starting.
            sqlx::query("update binders set paired_at = $2 where id = $1")
                .bind(binder.to_string())
                .bind(now.as_millis())
                .execute(&mut *transaction)
                .await?;
            raise_generation(&mut transaction, binder).await?;
        }
        transaction.commit().await?;
        self.memory().heads.forget(binder);
        Ok(Some(Redeemed { binder, owner, first }))
    }
}

//! Who checks a unit's access log: whom the unit has named, and nobody else.

use domain::{OrganizationId, PersonId};

use super::{Store, StoreError, names};

impl Store {
    /// Names somebody to check a unit's log; whether she was not named before.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn add_reviewer(&self, unit: OrganizationId, person: PersonId) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "insert into reviewers (organization_id, practitioner_id, day) values ($1, $2, $3) \
             on conflict (organization_id, practitioner_id) do nothing",
        )
        .bind(unit.to_string())
        .bind(person.to_string())
        .bind(self.clock().now().iso_day())
        .execute(self.write())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Somebody checks it no more; whether she did.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn remove_reviewer(&self, unit: OrganizationId, person: PersonId) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from reviewers where organization_id = $1 and practitioner_id = $2")
            .bind(unit.to_string())
            .bind(person.to_string())
            .execute(self.write())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The names of those who check a unit's log.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn reviewers(&self, unit: OrganizationId) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "select p.name from reviewers r join practitioners p on p.id = r.practitioner_id \
             where r.organization_id = $1 order by p.name, p.id",
        )
        .bind(unit.to_string())
        .fetch_all(self.read())
        .await?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// The units whose log somebody checks, by name.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn reviewed_by(&self, person: PersonId) -> Result<Vec<(OrganizationId, String)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select o.id, o.name from reviewers r join organizations o on o.id = r.organization_id \
             where r.practitioner_id = $1 order by o.name, o.id",
        )
        .bind(person.to_string())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(|(id, name)| Ok((names::id(&id, "organizations", "id")?, name))).collect()
    }
}

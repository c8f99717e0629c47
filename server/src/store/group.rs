//! The group of those who handle such cases (sv: handläggargrupp): whom the organisations have named, and nobody else.

use domain::PersonId;
use domain::api::GroupMember;

use super::{Store, StoreError};

impl Store {
    /// Names somebody a member; whether she was none before.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn join_group(&self, person: PersonId) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "insert into group_members (practitioner_id, day) values ($1, $2) on conflict (practitioner_id) do nothing",
        )
        .bind(person.to_string())
        .bind(self.clock().now().iso_day())
        .execute(self.write())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Somebody is a member no more; whether she was one.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn leave_group(&self, person: PersonId) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from group_members where practitioner_id = $1")
            .bind(person.to_string())
            .execute(self.write())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether somebody is a member.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn is_in_group(&self, person: PersonId) -> Result<bool, StoreError> {
        let row: Option<(String,)> =
            sqlx::query_as("select practitioner_id from group_members where practitioner_id = $1")
                .bind(person.to_string())
                .fetch_optional(self.read())
                .await?;
        Ok(row.is_some())
    }

    /// The members, by name.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn group(&self) -> Result<Vec<GroupMember>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select p.name, o.name from group_members m join practitioners p on p.id = m.practitioner_id \
             join organizations o on o.id = p.organization_id order by p.name, p.id",
        )
        .fetch_all(self.read())
        .await?;
        Ok(rows.into_iter().map(|(name, organization)| GroupMember { name, organization }).collect())
    }
}

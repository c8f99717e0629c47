//! Sign-ins of staff, and what was changed in how they sign in: who, what and when. Only ever added to, and never a
//! password, a code or an address.

use domain::api::AccountAct;
use domain::{OrganizationId, PersonId, Timestamp};

use super::{Store, StoreError, names};

/// Something that happened to an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountEvent {
    /// Whose account.
    pub person: PersonId,
    /// The name she or he has today.
    pub name: String,
    /// What.
    pub act: AccountAct,
    /// When.
    pub at: Timestamp,
    /// By whom, as that person was named on the command line; empty for the holder, or whoever tried to be.
    pub by: String,
}

impl Store {
    /// Writes down that something happened to an account.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn note_account(&self, person: PersonId, act: AccountAct, by: &str) -> Result<(), StoreError> {
        sqlx::query(
            "insert into account_events (id, practitioner_id, organization_id, action, at, made_by) \
             select $1, id, organization_id, $3, $4, $5 from practitioners where id = $2",
        )
        .bind(self.clock().uuid()?.to_string())
        .bind(person.to_string())
        .bind(names::name_of(act)?)
        .bind(self.clock().now().as_millis())
        .bind(by)
        .execute(self.write())
        .await?;
        Ok(())
    }

    /// What happened to the accounts of a unit's staff, the earliest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn account_events(
        &self,
        unit: OrganizationId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<AccountEvent>, StoreError> {
        let rows: Vec<(String, String, String, i64, String)> = sqlx::query_as(
            "select p.id, p.name, e.action, e.at, e.made_by from account_events e \
             join practitioners p on p.id = e.practitioner_id \
             where e.organization_id = $1 and e.at >= $2 and e.at < $3 order by e.at, e.id",
        )
        .bind(unit.to_string())
        .bind(from.as_millis())
        .bind(until.as_millis())
        .fetch_all(self.read())
        .await?;
        let event = |(person, name, act, at, by): (String, String, String, i64, String)| {
            Ok(AccountEvent {
                person: names::id(&person, "practitioners", "id")?,
                name,
                act: names::parse(&act, "account_events", "action")?,
                at: Timestamp::from_millis(at),
                by,
            })
        };
        rows.into_iter().map(event).collect()
    }
}

//! Staff and where they work.

use std::collections::{BTreeMap, BTreeSet};

use domain::api::PractitionerCard;
use domain::{OrganizationId, PersonId};

use super::names;
use super::{Store, StoreError};

/// Region or municipality (sv: huvudman).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Authority {
    /// The region.
    Region,
    /// A municipality (sv: kommun).
    Municipality,
}

impl Authority {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Municipality => "municipality",
        }
    }

    /// The authority that is called so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Region, Self::Municipality].into_iter().find(|authority| authority.as_str() == name)
    }

    /// The authority of a row.
    pub(super) fn read(name: &str) -> Result<Self, StoreError> {
        Self::named(name).ok_or(StoreError::inconsistent("organizations", "authority"))
    }
}

impl Store {
    /// Adds a unit; one with the same name and authority is the same unit.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn add_organization(&self, name: &str, authority: Authority) -> Result<OrganizationId, StoreError> {
        let mut transaction = self.begin().await?;
        let row: Option<(String,)> =
            sqlx::query_as("select id from organizations where name = $1 and authority = $2")
                .bind(name)
                .bind(authority.as_str())
                .fetch_optional(&mut *transaction)
                .await?;
        if let Some((id,)) = row {
            return names::id(&id, "organizations", "id");
        }
        let id = OrganizationId::from_uuid(self.clock().uuid()?);
        sqlx::query("insert into organizations (id, name, authority) values ($1, $2, $3)")
            .bind(id.to_string())
            .bind(name)
            .bind(authority.as_str())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Adds a practitioner with a local account. Account names are the same in capitals.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the account name is in use.
    pub async fn add_practitioner(
        &self,
        username: &str,
        password_hash: &str,
        name: &str,
        organization: OrganizationId,
    ) -> Result<PersonId, StoreError> {
        let id = PersonId::from_uuid(self.clock().uuid()?);
        let done = sqlx::query(
            "insert into practitioners (id, username, password_hash, name, organization_id, created_at) \
             values ($1, $2, $3, $4, $5, $6) on conflict (username) do nothing",
        )
        .bind(id.to_string())
        .bind(username.to_lowercase())
        .bind(password_hash)
        .bind(name)
        .bind(organization.to_string())
        .bind(self.clock().now().as_millis())
        .execute(self.write())
        .await?;
        if done.rows_affected() == 0 { Err(StoreError::Taken { what: "account name" }) } else { Ok(id) }
    }

    /// Everybody who can be named in a consent sentence, by name.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn practitioners(&self) -> Result<Vec<PractitionerCard>, StoreError> {
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(
            "select p.id, p.name, o.id, o.name from practitioners p \
             join organizations o on o.id = p.organization_id order by p.name, p.id",
        )
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(card).collect()
    }

    /// What each unit is called.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn organization_names(&self) -> Result<BTreeMap<OrganizationId, String>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("select id, name from organizations").fetch_all(self.read()).await?;
        rows.into_iter().map(|(id, name)| Ok((names::id(&id, "organizations", "id")?, name))).collect()
    }

    /// The cards of these practitioners; whoever is none is left out.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn cards(
        &self,
        people: &BTreeSet<PersonId>,
    ) -> Result<BTreeMap<PersonId, PractitionerCard>, StoreError> {
        let mut cards = BTreeMap::new();
        for person in people {
            let row: Option<(String, String, String, String)> = sqlx::query_as(
                "select p.id, p.name, o.id, o.name from practitioners p \
                 join organizations o on o.id = p.organization_id where p.id = $1",
            )
            .bind(person.to_string())
            .fetch_optional(self.read())
            .await?;
            if let Some(row) = row {
                cards.insert(*person, card(row)?);
            }
        }
        Ok(cards)
    }
}

fn card(
    (id, name, organization, organization_name): (String, String, String, String),
) -> Result<PractitionerCard, StoreError> {
    Ok(PractitionerCard {
        person: names::id(&id, "practitioners", "id")?,
        name,
        organization: names::id(&organization, "organizations", "id")?,
        organization_name,
    })
}

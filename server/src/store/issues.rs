//! What chafes between those who are to help (sv: skav), lifted without whom it is about (R33).
//!
//! Nothing here leads to a pärm: no row names one, and of time there is the day. Only whoever took it up changes it,
//! and whoever else asks cannot tell it from one that is not there (R119).

mod events;

use domain::api::{CollaborationIssue, IssueDecision, IssueStep};
use domain::issue::IssueLevel;
use domain::{IssueId, OrganizationId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Store, StoreError, names};
pub use events::{IssueAct, IssueEvent};

const TABLE: &str = "issues";

/// Something new that chafes.
#[derive(Clone, Debug)]
pub struct NewIssue {
    /// Which.
    pub id: IssueId,
    /// Who takes it up.
    pub person: PersonId,
    /// What it is about, by its name on the wire.
    pub category: &'static str,
    /// Where it stands.
    pub level: IssueLevel,
    /// What chafes.
    pub text: String,
    /// What has been tried.
    pub tried: String,
}

/// What is encrypted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    text: String,
    steps: Vec<IssueStep>,
    decision: Option<IssueDecision>,
}

#[derive(FromRow)]
struct IssueRow {
    id: String,
    practitioner_id: String,
    organization_id: String,
    day: String,
    category: String,
    level: String,
    sealed: Vec<u8>,
    name: String,
    organization: String,
}

/// One that its author may change, as it stands.
struct Own {
    organization: OrganizationId,
    level: IssueLevel,
    sealed: Vec<u8>,
    said: Said,
}

impl Store {
    /// Keeps something new; the same again changes nothing. Whether it stands under this id and is this person's.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the person works nowhere here.
    pub async fn take_up_issue(&self, new: NewIssue) -> Result<bool, StoreError> {
        let day = self.clock().now().iso_day();
        let organization = self.organization_of(new.person).await?;
        let steps = if new.level.is_lifted() || !new.tried.trim().is_empty() {
            vec![IssueStep { level: new.level, tried: new.tried, day: day.clone() }]
        } else {
            Vec::new()
        };
        let said = Said { text: new.text, steps, decision: None };
        let sealed = self.seal_issue(organization, new.id, &said).await?;
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "insert into issues (id, practitioner_id, organization_id, day, category, level, is_decided, sealed) \
             values ($1, $2, $3, $4, $5, $6, 0, $7) on conflict (id) do nothing",
        )
        .bind(new.id.to_string())
        .bind(new.person.to_string())
        .bind(organization.to_string())
        .bind(&day)
        .bind(new.category)
        .bind(names::name_of(new.level)?)
        .bind(sealed)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() > 0 {
            events::note(&mut transaction, new.id, new.person, IssueAct::TookUp, &day).await?;
        }
        transaction.commit().await?;
        Ok(done.rows_affected() > 0 || self.own_issue(new.id, new.person).await?.is_some())
    }

    /// Lifts it to the next level, with what was tried before (R113). The same again changes nothing. `None` if it is
    /// not this person's; otherwise whether it stands there now.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn lift_issue(
        &self,
        id: IssueId,
        person: PersonId,
        to: IssueLevel,
        tried: &str,
    ) -> Result<Option<bool>, StoreError> {
        let Some(Own { organization, level, sealed, mut said }) = self.own_issue(id, person).await? else {
            return Ok(None);
        };
        if level == to {
            return Ok(Some(true));
        }
        if said.decision.is_some() || level.next() != Some(to) {
            return Ok(Some(false));
        }
        let day = self.clock().now().iso_day();
        said.steps.push(IssueStep { level: to, tried: tried.to_owned(), day });
        let change = Change { id, person, act: IssueAct::Lifted, before: &sealed, level: to, is_decided: false };
        self.change_issue(change, organization, &said).await.map(Some)
    }

    /// Writes down what was decided, which ends it (R119). The same again changes nothing. `None` if it is not this
    /// person's; otherwise whether this decision stands now.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn decide_issue(
        &self,
        id: IssueId,
        person: PersonId,
        decision: IssueDecision,
    ) -> Result<Option<bool>, StoreError> {
        let Some(Own { organization, level, sealed, mut said }) = self.own_issue(id, person).await? else {
            return Ok(None);
        };
        if let Some(stands) = &said.decision {
            return Ok(Some(*stands == decision));
        }
        said.decision = Some(decision);
        let change = Change { id, person, act: IssueAct::Decided, before: &sealed, level, is_decided: true };
        self.change_issue(change, organization, &said).await.map(Some)
    }

    /// Her own and, for a member of the group, what was lifted there; the undecided first, then the latest. That she
    /// reads what is not hers is written down.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn issues(&self, reader: PersonId) -> Result<Vec<CollaborationIssue>, StoreError> {
        let rows: Vec<IssueRow> = sqlx::query_as(
            "select i.id, i.practitioner_id, i.organization_id, i.day, i.category, i.level, i.sealed, \
             p.name as name, o.name as organization from issues i \
             join practitioners p on p.id = i.practitioner_id join organizations o on o.id = i.organization_id \
             where i.practitioner_id = $1 or (i.level <> 'coordinator' \
             and exists (select 1 from group_members m where m.practitioner_id = $1)) \
             order by i.is_decided, i.day desc, i.id",
        )
        .bind(reader.to_string())
        .fetch_all(self.read())
        .await?;
        let mut issues = Vec::with_capacity(rows.len());
        for row in rows {
            issues.push(self.open_issue(row, reader).await?);
        }
        let day = self.clock().now().iso_day();
        let others: Vec<IssueId> = issues.iter().filter(|issue| !issue.mine).map(|issue| issue.id).collect();
        if !others.is_empty() {
            let mut transaction = self.begin().await?;
            for id in others {
                events::note(&mut transaction, id, reader, IssueAct::Read, &day).await?;
            }
            transaction.commit().await?;
        }
        Ok(issues)
    }

    async fn open_issue(&self, row: IssueRow, reader: PersonId) -> Result<CollaborationIssue, StoreError> {
        let id: IssueId = names::id(&row.id, TABLE, "id")?;
        let author: PersonId = names::id(&row.practitioner_id, TABLE, "practitioner_id")?;
        let said = self.said(names::id(&row.organization_id, TABLE, "organization_id")?, id, &row.sealed).await?;
        Ok(CollaborationIssue {
            id,
            day: row.day,
            category: names::parse(&row.category, TABLE, "category")?,
            level: names::parse(&row.level, TABLE, "level")?,
            text: said.text,
            steps: said.steps,
            decision: said.decision,
            mine: author == reader,
            by: row.name,
            organization: row.organization,
        })
    }

    async fn own_issue(&self, id: IssueId, person: PersonId) -> Result<Option<Own>, StoreError> {
        let row: Option<(String, String, Vec<u8>)> = sqlx::query_as(
            "select organization_id, level, sealed from issues where id = $1 and practitioner_id = $2",
        )
        .bind(id.to_string())
        .bind(person.to_string())
        .fetch_optional(self.read())
        .await?;
        let Some((organization, level, sealed)) = row else { return Ok(None) };
        let organization = names::id(&organization, TABLE, "organization_id")?;
        let said = self.said(organization, id, &sealed).await?;
        Ok(Some(Own { organization, level: names::parse(&level, TABLE, "level")?, sealed, said }))
    }

    /// Writes over what was read, and over nothing else: of two changes at once one stands, and the other is told.
    async fn change_issue(
        &self,
        change: Change<'_>,
        organization: OrganizationId,
        said: &Said,
    ) -> Result<bool, StoreError> {
        let Change { id, person, act, before, level, is_decided } = change;
        let sealed = self.seal_issue(organization, id, said).await?;
        let mut transaction = self.begin().await?;
        let done = sqlx::query(
            "update issues set sealed = $2, level = $3, is_decided = $4 where id = $1 and sealed = $5",
        )
        .bind(id.to_string())
        .bind(sealed)
        .bind(names::name_of(level)?)
        .bind(i64::from(is_decided))
        .bind(before.to_vec())
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() > 0 {
            events::note(&mut transaction, id, person, act, &self.clock().now().iso_day()).await?;
        }
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    async fn seal_issue(
        &self,
        organization: OrganizationId,
        id: IssueId,
        said: &Said,
    ) -> Result<Vec<u8>, StoreError> {
        let key = self.keys().of_organization(organization).await?;
        key.seal(self.clock().bytes()?, id.as_uuid().as_bytes(), &serde_json::to_vec(said)?)
    }

    async fn said(&self, organization: OrganizationId, id: IssueId, sealed: &[u8]) -> Result<Said, StoreError> {
        let key = self.keys().of_organization(organization).await?;
        Ok(serde_json::from_slice(&key.open(id.as_uuid().as_bytes(), sealed)?)?)
    }

    async fn organization_of(&self, person: PersonId) -> Result<OrganizationId, StoreError> {
        let row: Option<(String,)> = sqlx::query_as("select organization_id from practitioners where id = $1")
            .bind(person.to_string())
            .fetch_optional(self.read())
            .await?;
        let (id,) = row.ok_or(StoreError::Missing)?;
        names::id(&id, "practitioners", "organization_id")
    }
}

/// A change of one that stands.
struct Change<'a> {
    id: IssueId,
    person: PersonId,
    act: IssueAct,
    before: &'a [u8],
    level: IssueLevel,
    is_decided: bool,
}

//! What chafes between those who are to help (sv: skav).
//!
//! Without whom it is about (R33) nothing here leads to a pärm: no row names one, and of time there is the day. With the
//! owner's name (R32) it lies apart (`named`), under the key of her pärm, and is read only while her written consent
//! holds. Either way only whoever took it up changes it, and whoever else asks cannot tell it from one that is not
//! there (R119).

mod events;
mod named;

use domain::api::{CollaborationIssue, IssueDecision, IssueStep};
use domain::issue::IssueLevel;
use domain::{BinderId, IssueId, OrganizationId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::audit::AuditRow;
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

impl Said {
    fn new(text: String, tried: String, level: IssueLevel, day: &str) -> Self {
        let is_step = level.is_lifted() || !tried.trim().is_empty();
        let steps = is_step.then(|| IssueStep { level, tried, day: day.to_owned() });
        Self { text, steps: steps.into_iter().collect(), decision: None }
    }
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

/// Where one is kept, and so under which key.
#[derive(Clone, Copy)]
enum Place {
    /// Without whom it is about.
    Nameless(OrganizationId),
    /// With the name of the owner of a pärm; the organisation is its author's.
    Named(BinderId, OrganizationId),
}

impl Place {
    const fn table(self) -> &'static str {
        match self {
            Self::Nameless(_) => TABLE,
            Self::Named(..) => named::TABLE,
        }
    }
}

/// One that its author may change, as it stands.
struct Own {
    place: Place,
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
        let said = Said::new(new.text, new.tried, new.level, &day);
        let sealed = self.seal_issue(Place::Nameless(organization), new.id, &said).await?;
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
    /// not this person's, or its owner's consent does not hold; otherwise whether it stands there now.
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
        let Some(Own { place, level, sealed, mut said }) = self.own_issue(id, person).await? else {
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
        self.change_issue(change, place, &said).await.map(Some)
    }

    /// Writes down what was decided, which ends it (R119). The same again changes nothing. `None` if it is not this
    /// person's, or its owner's consent does not hold; otherwise whether this decision stands now.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn decide_issue(
        &self,
        id: IssueId,
        person: PersonId,
        decision: IssueDecision,
    ) -> Result<Option<bool>, StoreError> {
        let Some(Own { place, level, sealed, mut said }) = self.own_issue(id, person).await? else {
            return Ok(None);
        };
        if let Some(stands) = &said.decision {
            return Ok(Some(*stands == decision));
        }
        said.decision = Some(decision);
        let change = Change { id, person, act: IssueAct::Decided, before: &sealed, level, is_decided: true };
        self.change_issue(change, place, &said).await.map(Some)
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
            let place = Place::Nameless(names::id(&row.organization_id, TABLE, "organization_id")?);
            issues.push(self.open_issue(row, place, reader).await?);
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
        issues.extend(self.named_issues(reader).await?);
        domain::order::sort_by(&mut issues, |a, b| {
            (a.decision.is_some(), &b.day, a.id).cmp(&(b.decision.is_some(), &a.day, b.id))
        });
        Ok(issues)
    }

    async fn open_issue(
        &self,
        row: IssueRow,
        place: Place,
        reader: PersonId,
    ) -> Result<CollaborationIssue, StoreError> {
        let id: IssueId = names::id(&row.id, TABLE, "id")?;
        let said = self.said(place, id, &row.sealed).await?;
        row.told(said, reader)
    }

    async fn own_issue(&self, id: IssueId, person: PersonId) -> Result<Option<Own>, StoreError> {
        let row: Option<(String, String, Vec<u8>)> = sqlx::query_as(
            "select organization_id, level, sealed from issues where id = $1 and practitioner_id = $2",
        )
        .bind(id.to_string())
        .bind(person.to_string())
        .fetch_optional(self.read())
        .await?;
        let Some((organization, level, sealed)) = row else { return self.own_named(id, person).await };
        let place = Place::Nameless(names::id(&organization, TABLE, "organization_id")?);
        let said = self.said(place, id, &sealed).await?;
        Ok(Some(Own { place, level: names::parse(&level, TABLE, "level")?, sealed, said }))
    }

    /// Writes over what was read, and over nothing else: of two changes at once one stands, and the other is told.
    async fn change_issue(&self, change: Change<'_>, place: Place, said: &Said) -> Result<bool, StoreError> {
        let Change { id, person, act, before, level, is_decided } = change;
        let sealed = self.seal_issue(place, id, said).await?;
        let (now, name) = (self.clock().now(), names::name_of(level)?);
        let mut transaction = self.begin().await?;
        let sql = format!(
            "update {} set sealed = $2, level = $3, is_decided = $4 where id = $1 and sealed = $5",
            place.table()
        );
        let done = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.to_string())
            .bind(sealed)
            .bind(&name)
            .bind(i64::from(is_decided))
            .bind(before.to_vec())
            .execute(&mut *transaction)
            .await?;
        let is_done = done.rows_affected() > 0;
        match place {
            Place::Nameless(_) if is_done => {
                events::note(&mut transaction, id, person, act, &now.iso_day()).await?;
            }
            _ => {}
        }
        transaction.commit().await?;
        if let (Place::Named(binder, organization), IssueAct::Lifted, true) = (place, act, is_done) {
            self.audit_parting(binder, person, &[AuditRow::lifted(id, &name, organization, now)]).await?;
        }
        Ok(is_done)
    }

    async fn seal_issue(&self, place: Place, id: IssueId, said: &Said) -> Result<Vec<u8>, StoreError> {
        let key = match place {
            Place::Nameless(organization) => self.keys().of_organization(organization).await?,
            Place::Named(binder, _) => self.keys().of(binder).await?,
        };
        key.seal(self.clock().bytes()?, id.as_uuid().as_bytes(), &serde_json::to_vec(said)?)
    }

    async fn said(&self, place: Place, id: IssueId, sealed: &[u8]) -> Result<Said, StoreError> {
        let key = match place {
            Place::Nameless(organization) => self.keys().of_organization(organization).await?,
            Place::Named(binder, _) => self.keys().of(binder).await?,
        };
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

impl IssueRow {
    fn told(self, said: Said, reader: PersonId) -> Result<CollaborationIssue, StoreError> {
        let author: PersonId = names::id(&self.practitioner_id, TABLE, "practitioner_id")?;
        Ok(CollaborationIssue {
            id: names::id(&self.id, TABLE, "id")?,
            day: self.day,
            category: names::parse(&self.category, TABLE, "category")?,
            level: names::parse(&self.level, TABLE, "level")?,
            text: said.text,
            steps: said.steps,
            decision: said.decision,
            mine: author == reader,
            by: self.name,
            organization: self.organization,
            owner_name: None,
            is_shut: false,
        })
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

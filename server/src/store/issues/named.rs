//! Taken up with the owner's name (R32): only under her written consent to that, asked of her log at every turn, so that
//! what she takes back is shut from the moment the server has it.

use domain::api::CollaborationIssue;
use domain::consent::{Lift, lift_for, lifts};
use domain::{BinderId, BinderTab, EntryId, IssueId, PersonId, TabState, fold};
use sqlx::FromRow;

use super::{IssueRow, NewIssue, Own, Place, Said};
use crate::store::audit::AuditRow;
use crate::store::{Store, StoreError, names, ops};

pub(super) const TABLE: &str = "named_issues";

#[derive(FromRow)]
struct NamedRow {
    binder_id: String,
    entry_id: String,
    #[sqlx(flatten)]
    issue: IssueRow,
}

/// How it stands with a consent that something was taken up under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It holds.
    Holds,
    /// The whole pärm is closed and may be kept after all.
    Rests,
    /// It was taken back, or its last day has been: it never holds again.
    Over,
}

impl Store {
    /// Takes something up with the owner's name. `None` if no live consent in writing names this person for this
    /// binder; otherwise whether it stands under this id and is this person's.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn take_up_named(&self, binder: BinderId, new: NewIssue) -> Result<Option<bool>, StoreError> {
        let Some(lift) = self.lift_of(binder, new.person).await? else { return Ok(None) };
        let (now, name) = (self.clock().now(), names::name_of(new.level)?);
        let day = now.iso_day();
        let organization = self.organization_of(new.person).await?;
        let said = Said::new(new.text, new.tried, new.level, &day);
        let sealed = self.seal_issue(Place::Named(binder, organization), new.id, &said).await?;
        let done = sqlx::query(
            "insert into named_issues (id, binder_id, entry_id, practitioner_id, organization_id, day, category, \
             level, is_decided, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9) on conflict (id) do nothing",
        )
        .bind(new.id.to_string())
        .bind(binder.to_string())
        .bind(lift.entry.to_string())
        .bind(new.person.to_string())
        .bind(organization.to_string())
        .bind(&day)
        .bind(new.category)
        .bind(&name)
        .bind(sealed)
        .execute(self.write())
        .await?;
        if done.rows_affected() > 0 {
            self.audit_parting(binder, new.person, &[AuditRow::lifted(new.id, &name, organization, now)]).await?;
            return Ok(Some(true));
        }
        Ok(Some(self.own_named(new.id, new.person).await?.is_some()))
    }

    /// Hers and, for a member of the group, what was lifted there. What no consent covers any longer is emptied, shown
    /// to nobody else, and leaves its author one line that says so.
    pub(super) async fn named_issues(&self, reader: PersonId) -> Result<Vec<CollaborationIssue>, StoreError> {
        let rows: Vec<NamedRow> = sqlx::query_as(
            "select i.binder_id, i.entry_id, i.id, i.practitioner_id, i.organization_id, i.day, i.category, i.level, \
             i.sealed, p.name as name, o.name as organization from named_issues i \
             join practitioners p on p.id = i.practitioner_id join organizations o on o.id = i.organization_id \
             where i.practitioner_id = $1 or (i.level <> 'coordinator' \
             and exists (select 1 from group_members m where m.practitioner_id = $1))",
        )
        .bind(reader.to_string())
        .fetch_all(self.read())
        .await?;
        let mut issues = Vec::new();
        for row in rows {
            issues.extend(self.named_issue(row, reader).await?);
        }
        Ok(issues)
    }

    async fn named_issue(
        &self,
        row: NamedRow,
        reader: PersonId,
    ) -> Result<Option<CollaborationIssue>, StoreError> {
        let binder: BinderId = names::id(&row.binder_id, TABLE, "binder_id")?;
        let id: IssueId = names::id(&row.issue.id, TABLE, "id")?;
        let is_hers = row.issue.practitioner_id == reader.to_string();
        let standing = self.standing_of(binder, names::id(&row.entry_id, TABLE, "entry_id")?).await?;
        if standing == Standing::Over && !row.issue.sealed.is_empty() {
            self.empty_named(id).await?;
        }
        if standing != Standing::Holds && !is_hers {
            return Ok(None);
        }
        let Some(access) = self.job_access(binder).await? else { return Ok(None) };
        let owner_name = Some(self.binder(&access).await?.owner_name);
        if standing != Standing::Holds {
            let nothing = Said { text: String::new(), steps: Vec::new(), decision: None };
            let told = row.issue.told(nothing, reader)?;
            return Ok(Some(CollaborationIssue { owner_name, is_shut: true, ..told }));
        }
        let organization = self.organization_of(reader).await?;
        let told = self.open_issue(row.issue, Place::Named(binder, organization), reader).await?;
        if !is_hers {
            let line = AuditRow::read_lifted(id, reader, organization, self.clock().now());
            self.audit_parting(binder, reader, &[line]).await?;
        }
        Ok(Some(CollaborationIssue { owner_name, ..told }))
    }

    pub(super) async fn own_named(&self, id: IssueId, person: PersonId) -> Result<Option<Own>, StoreError> {
        let row: Option<(String, String, String, String, Vec<u8>)> = sqlx::query_as(
            "select binder_id, entry_id, organization_id, level, sealed from named_issues \
             where id = $1 and practitioner_id = $2",
        )
        .bind(id.to_string())
        .bind(person.to_string())
        .fetch_optional(self.read())
        .await?;
        let Some((binder, entry, organization, level, sealed)) = row else { return Ok(None) };
        let binder: BinderId = names::id(&binder, TABLE, "binder_id")?;
        if self.standing_of(binder, names::id(&entry, TABLE, "entry_id")?).await? != Standing::Holds {
            return Ok(None);
        }
        let place = Place::Named(binder, names::id(&organization, TABLE, "organization_id")?);
        let said = self.said(place, id, &sealed).await?;
        Ok(Some(Own { place, level: names::parse(&level, TABLE, "level")?, sealed, said }))
    }

    /// The consent that names this person now.
    async fn lift_of(&self, binder: BinderId, person: PersonId) -> Result<Option<Lift>, StoreError> {
        if self.erasure(binder).await?.is_some() {
            return Ok(None);
        }
        let now = self.clock().now();
        Ok(self.said_in_sharing(binder).await?.and_then(|sharing| lift_for(&sharing, person, now)))
    }

    async fn standing_of(&self, binder: BinderId, entry: EntryId) -> Result<Standing, StoreError> {
        if self.erasure(binder).await?.is_some() {
            return Ok(Standing::Rests);
        }
        let now = self.clock().now();
        let Some(sharing) = self.said_in_sharing(binder).await? else { return Ok(Standing::Rests) };
        let stands = lifts(&sharing).into_iter().find(|lift| lift.entry == entry);
        Ok(match stands {
            Some(lift) if lift.allowed.period.holds_at(now) => Standing::Holds,
            Some(lift) if !lift.allowed.period.is_over(now) => Standing::Rests,
            _ => Standing::Over,
        })
    }

    /// What the owner has said in Samtycke of who may do what; nothing of a binder that is not there.
    async fn said_in_sharing(&self, binder: BinderId) -> Result<Option<TabState>, StoreError> {
        let key = match self.keys().of(binder).await {
            Err(StoreError::Sealed) => return Ok(None),
            key => key?,
        };
        let mut connection = self.read().acquire().await?;
        let log = ops::consent_ops(&mut connection, binder, &key).await?;
        Ok(Some(fold(BinderTab::Sharing, &log)))
    }

    async fn empty_named(&self, id: IssueId) -> Result<(), StoreError> {
        sqlx::query("update named_issues set sealed = $2 where id = $1")
            .bind(id.to_string())
            .bind(Vec::<u8>::new())
            .execute(self.write())
            .await?;
        Ok(())
    }
}

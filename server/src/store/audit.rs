//! Who looked and who wrote (sv: vem har tittat): one line per act, told twice is told once.

mod mark;

use std::collections::BTreeSet;

use domain::api::{AuditAction, AuditLine, AuditPage, OpenedTab};
use domain::consent::Access;
use domain::{BinderId, BinderTab, DeviceId, IssueId, OrganizationId, PersonId, RefusalCode, Role, Timestamp};
use sqlx::FromRow;

use super::batch::{Batch, Cell, text};
use super::names;
use super::{Store, StoreError};
pub use mark::AuditMark;

/// One line to be written.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// The same key is the same act.
    pub key: String,
    /// When it was done, as far as that is plausible.
    pub at: Timestamp,
    /// What.
    pub action: AuditAction,
    /// In which tabs.
    pub tabs: BTreeSet<BinderTab>,
    /// Where the person works.
    pub organization: Option<OrganizationId>,
}

#[derive(FromRow)]
struct Row {
    event_key: String,
    person_id: String,
    role: String,
    organization_id: Option<String>,
    action: String,
    tabs: String,
    at: i64,
    received_at: i64,
}

/// Openings and changes without network are handed in later, but not later than this.
const LATE_DAYS: i64 = 90;

/// When something was done: by the clock of the device that tells, if that is possible. A clock that stands
/// wrong, or a device that lies, says a moment after the telling, before the session, or long ago; then it is
/// the moment of the telling.
pub(crate) fn plausible(told: Timestamp, received: Timestamp, since: Timestamp) -> Timestamp {
    let earliest = since.max(received.plus_days(-LATE_DAYS));
    if told > received || told < earliest { received } else { told }
}

impl AuditRow {
    /// The row of somebody who has access.
    pub(super) fn cells(&self, access: &Access, now: Timestamp) -> Vec<Cell> {
        let reader = access.reader();
        self.cells_of(access.binder(), reader.person, reader.role, now)
    }

    fn cells_of(&self, binder: BinderId, person: PersonId, role: Role, now: Timestamp) -> Vec<Cell> {
        let tabs: Vec<&str> = self.tabs.iter().map(|tab| tab.as_str()).collect();
        vec![
            text(binder),
            text(&self.key),
            Cell::Number(self.at.as_millis()),
            Cell::Number(now.as_millis()),
            text(person),
            text(names::role(role)),
            self.organization.map_or(Cell::Nothing, text),
            text(name(self.action)),
            text(tabs.join(",")),
        ]
    }

    /// A device fetched: one line per person, Swedish day and what she could read then.
    pub fn fetched(access: &Access, organization: Option<OrganizationId>, now: Timestamp) -> Self {
        let (day, tabs) = (now.local(), access.readable());
        let names: Vec<&str> = tabs.iter().map(|tab| tab.as_str()).collect();
        let (start, names) = (fetched_by(access.reader().person), names.join("+"));
        Self {
            key: format!("{start}{}-{:02}-{:02}:{names}", day.year, day.month, day.day),
            at: now,
            action: AuditAction::Fetched,
            tabs: tabs.into_iter().collect(),
            organization,
        }
    }

    /// A phone was paired with the way in that this practitioner made.
    pub(super) fn let_in(
        binder: BinderId,
        by: PersonId,
        organization: Option<OrganizationId>,
        phone: DeviceId,
        now: Timestamp,
    ) -> Vec<Cell> {
        let key = format!("let_in:{phone}");
        let row = Self { key, at: now, action: AuditAction::LetIn, tabs: BTreeSet::new(), organization };
        row.cells_of(binder, by, Role::Coordinator, now)
    }

    /// A case was taken up, or lifted to this level, with the owner's name.
    pub(super) fn lifted(issue: IssueId, level: &str, organization: OrganizationId, now: Timestamp) -> Self {
        let (key, action) = (format!("lifted:{issue}:{level}"), AuditAction::Lifted);
        Self { key, at: now, action, tabs: BTreeSet::new(), organization: Some(organization) }
    }

    /// A member of the group read it: one line for each person, case and Swedish day.
    pub(super) fn read_lifted(
        issue: IssueId,
        person: PersonId,
        organization: OrganizationId,
        now: Timestamp,
    ) -> Self {
        let (key, action) = (format!("read_lifted:{person}:{issue}:{}", now.iso_day()), AuditAction::ReadLifted);
        Self { key, at: now, action, tabs: BTreeSet::new(), organization: Some(organization) }
    }

    /// A tab was opened on a device, which tells of it now; its session began at `since`.
    pub fn opened(
        person: PersonId,
        organization: Option<OrganizationId>,
        opened: OpenedTab,
        now: Timestamp,
        since: Timestamp,
    ) -> Self {
        let told = opened.at.as_millis();
        Self {
            // As it was told: the same told again is the same.
            key: format!("opened:{person}:{}:{told}", opened.tab.as_str()),
            at: plausible(opened.at, now, since),
            action: AuditAction::Opened,
            tabs: BTreeSet::from([opened.tab]),
            organization,
        }
    }
}

/// Whether a refusal is somebody trying what she or he may not do.
pub(super) const fn is_denial(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::NotCovered | RefusalCode::OwnerOnly | RefusalCode::WrongAuthor)
}

/// How the keys of all lines begin that say that somebody fetched.
fn fetched_by(person: PersonId) -> String {
    format!("fetched:{person}:")
}

impl Store {
    /// The tabs of which a person has ever fetched a copy, as the access log has it.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn tabs_fetched(
        &self,
        binder: BinderId,
        person: PersonId,
    ) -> Result<BTreeSet<BinderTab>, StoreError> {
        let start = fetched_by(person);
        let rows: Vec<(String,)> = sqlx::query_as(
            "select distinct tabs from audit_events where binder_id = $1 and person_id = $2 \
             and event_key like $3",
        )
        .bind(binder.to_string())
        .bind(person.to_string())
        .bind(format!("{start}%"))
        .fetch_all(self.read())
        .await?;
        rows.iter()
            .map(|(row,)| tabs(row))
            .collect::<Result<Vec<_>, _>>()
            .map(|all| all.into_iter().flatten().collect())
    }

    /// Lines about a practitioner who reaches the binder no more.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be written.
    pub async fn audit_parting(
        &self,
        binder: BinderId,
        person: PersonId,
        lines: &[AuditRow],
    ) -> Result<(), StoreError> {
        let now = self.clock().now();
        let mut batch = Batch::default();
        for line in lines {
            batch.audit(line.cells_of(binder, person, Role::Coordinator, now));
        }
        let mut connection = self.write().acquire().await?;
        batch.write(&mut connection).await
    }

    /// Somebody asked for a binder and was not let in. At most one line per person and minute.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn audit_denied(
        &self,
        binder: BinderId,
        person: PersonId,
        role: Role,
        organization: Option<OrganizationId>,
    ) -> Result<(), StoreError> {
        let now = self.clock().now();
        let key = format!("denied:{person}:{}", now.as_millis().div_euclid(60_000));
        let row = AuditRow { key, at: now, action: AuditAction::Denied, tabs: BTreeSet::new(), organization };
        let mut batch = Batch::default();
        batch.audit(row.cells_of(binder, person, role, now));
        let mut connection = self.write().acquire().await?;
        batch.write(&mut connection).await
    }

    /// What others than the owner have done with her binder, what was heard of last first: at most so many
    /// lines, after the mark of an earlier answer. The server's clock alone decides the order, so no device can
    /// hide what it did under older lines. Names are those of today; where somebody worked, is where she worked
    /// then.
    ///
    /// # Errors
    /// [`StoreError::NotCovered`] for anybody but the owner and the server's own work.
    pub async fn audit(
        &self,
        access: &Access,
        after: Option<&AuditMark>,
        at_most: usize,
    ) -> Result<AuditPage, StoreError> {
        if !super::ops::reads_all(access) {
            return Err(StoreError::NotCovered);
        }
        let (heard, key) = after.map_or((i64::MAX, ""), |mark| (mark.heard, mark.key.as_str()));
        let rows: Vec<Row> = sqlx::query_as(
            "select event_key, person_id, role, organization_id, action, tabs, at, received_at from audit_events \
             where binder_id = $1 and role <> 'owner' \
             and (received_at < $2 or (received_at = $2 and event_key > $3)) \
             order by received_at desc, event_key limit $4",
        )
        .bind(access.binder().to_string())
        .bind(heard)
        .bind(key)
        .bind(i64::try_from(at_most).unwrap_or(i64::MAX))
        .fetch_all(self.read())
        .await?;
        let next = rows
            .get(at_most.saturating_sub(1))
            .map(|row| AuditMark { heard: row.received_at, key: row.event_key.clone() }.to_string());
        let mut lines = rows.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
        let cards = self.cards(&lines.iter().map(|(line, _)| line.person).collect()).await?;
        let units = self.organization_names().await?;
        for (line, unit) in &mut lines {
            line.name = cards.get(&line.person).map(|card| card.name.clone()).unwrap_or_default();
            line.organization = unit.as_ref().and_then(|unit| units.get(unit)).cloned().unwrap_or_default();
        }
        Ok(AuditPage { lines: lines.into_iter().map(|(line, _)| line).collect(), next })
    }
}

pub(super) const TABLE: &str = "audit_events";

/// When something was done, as a row tells it. Rows of earlier versions hold whatever a device told.
pub(super) fn told(at: i64, heard: Timestamp) -> Timestamp {
    plausible(Timestamp::from_millis(at), heard, Timestamp::from_millis(0))
}

/// The tabs of a row.
pub(super) fn tabs(row: &str) -> Result<Vec<BinderTab>, StoreError> {
    row.split(',').filter(|name| !name.is_empty()).map(|name| names::tab(name, TABLE)).collect()
}

fn line(row: Row) -> Result<(AuditLine, Option<OrganizationId>), StoreError> {
    let unit = row.organization_id.as_deref().map(|id| names::id(id, TABLE, "organization_id")).transpose()?;
    let heard = Timestamp::from_millis(row.received_at);
    let at = told(row.at, heard);
    let line = AuditLine {
        person: names::id(&row.person_id, TABLE, "person_id")?,
        name: String::new(),
        role: names::parse(&row.role, TABLE, "role")?,
        organization: String::new(),
        action: names::parse(&row.action, TABLE, "action")?,
        tabs: tabs(&row.tabs)?,
        at,
        heard_at: (at != heard).then_some(heard),
    };
    Ok((line, unit))
}

/// The name in the database: the same as on the wire.
pub(super) const fn name(action: AuditAction) -> &'static str {
    match action {
        AuditAction::Wrote => "wrote",
        AuditAction::Fetched => "fetched",
        AuditAction::Opened => "opened",
        AuditAction::Denied => "denied",
        AuditAction::LetIn => "let_in",
        AuditAction::Lifted => "lifted",
        AuditAction::ReadLifted => "read_lifted",
        AuditAction::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_tells_when_within_what_is_possible() {
        let day = |n: i64| Timestamp::from_millis(n * 24 * 60 * 60 * 1000);
        let cases = [
            ("read without network", 998, 990, 998),
            ("a clock ahead", 1_001, 990, 1_000),
            ("before the session", 989, 990, 1_000),
            ("at its beginning", 990, 990, 990),
            ("longer ago than anybody waits", 909, 0, 1_000),
            ("as long ago as anybody waits", 910, 0, 910),
        ];
        for (what, told, since, shown) in cases {
            assert_eq!(plausible(day(told), day(1_000), day(since)), day(shown), "{what}");
        }
    }
}

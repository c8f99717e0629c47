//! Who looked and who wrote (sv: vem har tittat): one line per act, told twice is told once.

use std::collections::BTreeSet;

use domain::api::OpenedTab;
use domain::consent::Access;
use domain::{BinderId, BinderTab, OrganizationId, PersonId, RefusalCode, Role, Timestamp};
use sqlx::FromRow;

use super::batch::{Batch, Cell, text};
use super::names;
use super::{Store, StoreError};

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Changes were written.
    Wrote,
    /// A device fetched by itself (sv: hämtade).
    Fetched,
    /// A tab was opened and read (sv: läste).
    Opened,
    /// Somebody asked and was not let in.
    Denied,
}

impl Action {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wrote => "wrote",
            Self::Fetched => "fetched",
            Self::Opened => "opened",
            Self::Denied => "denied",
        }
    }
}

/// One line to be written.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// The same key is the same act.
    pub key: String,
    /// When it was done, by the clock of whoever did it.
    pub at: Timestamp,
    /// What.
    pub action: Action,
    /// In which tabs.
    pub tabs: BTreeSet<BinderTab>,
    /// Where the person works.
    pub organization: Option<OrganizationId>,
}

/// One line as the owner will be shown it.
#[derive(Clone, PartialEq, Eq, Debug, FromRow)]
pub struct AuditEvent {
    /// Who.
    pub person_id: String,
    /// In which capacity.
    pub role: String,
    /// What.
    pub action: String,
    /// In which tabs, by their wire names, with commas between.
    pub tabs: String,
    /// When.
    pub at: i64,
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
            text(self.action.as_str()),
            text(tabs.join(",")),
        ]
    }

    /// A device fetched: one line per person and Swedish day.
    pub fn fetched(access: &Access, organization: Option<OrganizationId>, now: Timestamp) -> Self {
        let day = now.local();
        Self {
            key: format!("fetched:{}:{}-{:02}-{:02}", access.reader().person, day.year, day.month, day.day),
            at: now,
            action: Action::Fetched,
            tabs: access.readable().into_iter().collect(),
            organization,
        }
    }

    /// A tab was opened on a device.
    pub fn opened(access: &Access, organization: Option<OrganizationId>, opened: OpenedTab) -> Self {
        let at = opened.at.as_millis();
        Self {
            key: format!("opened:{}:{}:{at}", access.reader().person, opened.tab.as_str()),
            at: opened.at,
            action: Action::Opened,
            tabs: BTreeSet::from([opened.tab]),
            organization,
        }
    }
}

/// Whether a refusal is somebody trying what she or he may not do.
pub(super) const fn is_denial(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::NotCovered | RefusalCode::OwnerOnly | RefusalCode::WrongAuthor)
}

impl Store {
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
        let row = AuditRow { key, at: now, action: Action::Denied, tabs: BTreeSet::new(), organization };
        let mut batch = Batch::default();
        batch.audit(row.cells_of(binder, person, role, now));
        let mut connection = self.write().acquire().await?;
        batch.write(&mut connection).await
    }

    /// The access log, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn audit(&self, access: &Access) -> Result<Vec<AuditEvent>, StoreError> {
        if !super::ops::reads_all(access) {
            return Err(StoreError::NotCovered);
        }
        let rows = sqlx::query_as(
            "select person_id, role, action, tabs, at from audit_events where binder_id = $1 order by at desc, event_key",
        )
        .bind(access.binder().to_string())
        .fetch_all(self.read())
        .await?;
        Ok(rows)
    }
}

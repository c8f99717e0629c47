//! Who looked and who wrote (sv: vem har tittat): one line per act, told twice is told once.

use std::collections::BTreeSet;

use domain::api::OpenedTab;
use domain::consent::Access;
use domain::{BinderId, BinderTab, OrganizationId, PersonId, RefusalCode, Role, Timestamp};
use sqlx::{AnyConnection, FromRow};

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
    /// A device fetched: one line per person and Swedish day.
    pub fn fetched(access: &Access, organization: Option<OrganizationId>, now: Timestamp) -> Self {
        let day = now.local();
        Self {
            key: format!(
                "fetched:{}:{}-{:02}-{:02}",
                access.reader().person,
                day.year,
                day.month,
                day.day
            ),
            at: now,
            action: Action::Fetched,
            tabs: access.readable().into_iter().collect(),
            organization,
        }
    }

    /// A tab was opened on a device.
    pub fn opened(
        access: &Access,
        organization: Option<OrganizationId>,
        opened: OpenedTab,
    ) -> Self {
        let at = opened.at.as_millis();
        Self {
            key: format!(
                "opened:{}:{}:{at}",
                access.reader().person,
                opened.tab.as_str()
            ),
            at: opened.at,
            action: Action::Opened,
            tabs: BTreeSet::from([opened.tab]),
            organization,
        }
    }
}

/// Whether a refusal is somebody trying what she or he may not do.
pub(super) const fn is_denial(code: RefusalCode) -> bool {
    matches!(
        code,
        RefusalCode::NotCovered | RefusalCode::OwnerOnly | RefusalCode::WrongAuthor
    )
}

pub(super) async fn write(
    connection: &mut AnyConnection,
    access: &Access,
    row: &AuditRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reader = access.reader();
    insert(
        connection,
        access.binder(),
        reader.person,
        reader.role,
        row,
        now,
    )
    .await
}

async fn insert(
    connection: &mut AnyConnection,
    binder: BinderId,
    person: PersonId,
    role: Role,
    row: &AuditRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let tabs: Vec<&str> = row.tabs.iter().map(|tab| tab.as_str()).collect();
    sqlx::query(
        "insert into audit_events (binder_id, event_key, at, received_at, person_id, role, organization_id, action, \
         tabs) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (binder_id, event_key) do nothing",
    )
    .bind(binder.to_string())
    .bind(&row.key)
    .bind(row.at.as_millis())
    .bind(now.as_millis())
    .bind(person.to_string())
    .bind(names::role(role))
    .bind(row.organization.map(|id| id.to_string()))
    .bind(row.action.as_str())
    .bind(tabs.join(","))
    .execute(connection)
    .await?;
    Ok(())
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
        let row = AuditRow {
            key,
            at: now,
            action: Action::Denied,
            tabs: BTreeSet::new(),
            organization,
        };
        let mut connection = self.write().acquire().await?;
        insert(&mut connection, binder, person, role, &row, now).await
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

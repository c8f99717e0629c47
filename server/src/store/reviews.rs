//! What an organisation's staff have done, for its own recurring checks (HSLF-FS 2016:40), and that they were made.
//!
//! Ids, times and names of staff: never what was read or written, and never whose pärm it is. Only the command
//! line asks; nobody who is signed in can.

use domain::api::AuditAction;
use domain::{BinderId, BinderTab, OrganizationId, PersonId, Role, Timestamp};
use sqlx::FromRow;

use super::names::{self, bigint};
use super::{Authority, Store, StoreError, audit};

/// Something that somebody of the staff did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffAct {
    /// In which pärm.
    pub binder: BinderId,
    /// Which act in it.
    pub key: String,
    /// Who.
    pub person: PersonId,
    /// The name she or he has today; empty if it is not known any more.
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// What.
    pub action: AuditAction,
    /// In which tabs.
    pub tabs: Vec<BinderTab>,
    /// When, by the device's clock where that is possible.
    pub at: Timestamp,
    /// When the server heard of it.
    pub heard_at: Timestamp,
}

/// A check that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// When.
    pub made_at: Timestamp,
    /// By whom, as that person was named on the command line.
    pub made_by: String,
    /// What the server heard of from here …
    pub from: Timestamp,
    /// … and before this was checked.
    pub until: Timestamp,
    /// How much there was.
    pub n_acts: u64,
    /// What was looked at: pärm and act.
    pub picked: Vec<(BinderId, String)>,
}

#[derive(FromRow)]
struct ActRow {
    binder_id: String,
    event_key: String,
    person_id: String,
    name: Option<String>,
    role: String,
    action: String,
    tabs: String,
    at: i64,
    received_at: i64,
}

#[derive(FromRow)]
struct ReviewRow {
    made_at: i64,
    made_by: String,
    from_at: i64,
    until_at: i64,
    n_acts: i64,
    picked: String,
}

impl Store {
    /// Every unit: which, its name and under whom.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn organizations(&self) -> Result<Vec<(OrganizationId, String, Authority)>, StoreError> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("select id, name, authority from organizations order by name, authority")
                .fetch_all(self.read())
                .await?;
        let unit = |(id, name, authority): (String, String, String)| {
            Ok((names::id(&id, "organizations", "id")?, name, Authority::read(&authority)?))
        };
        rows.into_iter().map(unit).collect()
    }

    /// What the staff of a unit have done, denials too, as the server heard of it: the earliest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn staff_acts(
        &self,
        unit: OrganizationId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<StaffAct>, StoreError> {
        let rows: Vec<ActRow> = sqlx::query_as(
            "select a.binder_id, a.event_key, a.person_id, p.name, a.role, a.action, a.tabs, a.at, a.received_at \
             from audit_events a left join practitioners p on p.id = a.person_id \
             where a.organization_id = $1 and a.received_at >= $2 and a.received_at < $3 \
             order by a.received_at, a.binder_id, a.event_key",
        )
        .bind(unit.to_string())
        .bind(from.as_millis())
        .bind(until.as_millis())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(act).collect()
    }

    /// Writes down that a check was made. It is never changed or removed.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn record_review(&self, unit: OrganizationId, review: &Review) -> Result<(), StoreError> {
        let picked: Vec<String> = review.picked.iter().map(|(binder, key)| format!("{binder} {key}")).collect();
        sqlx::query(
            "insert into audit_reviews (id, organization_id, made_at, made_by, from_at, until_at, n_acts, picked) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(self.clock().uuid()?.to_string())
        .bind(unit.to_string())
        .bind(review.made_at.as_millis())
        .bind(&review.made_by)
        .bind(review.from.as_millis())
        .bind(review.until.as_millis())
        .bind(bigint(review.n_acts))
        .bind(picked.join("\n"))
        .execute(self.write())
        .await?;
        Ok(())
    }

    /// The checks that were made of a unit, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn reviews(&self, unit: OrganizationId) -> Result<Vec<Review>, StoreError> {
        let rows: Vec<ReviewRow> = sqlx::query_as(
            "select made_at, made_by, from_at, until_at, n_acts, picked from audit_reviews \
             where organization_id = $1 order by made_at desc, id",
        )
        .bind(unit.to_string())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(review).collect()
    }
}

fn act(row: ActRow) -> Result<StaffAct, StoreError> {
    let heard_at = Timestamp::from_millis(row.received_at);
    Ok(StaffAct {
        binder: names::id(&row.binder_id, audit::TABLE, "binder_id")?,
        key: row.event_key,
        person: names::id(&row.person_id, audit::TABLE, "person_id")?,
        name: row.name.unwrap_or_default(),
        role: names::parse(&row.role, audit::TABLE, "role")?,
        action: names::parse(&row.action, audit::TABLE, "action")?,
        tabs: audit::tabs(&row.tabs)?,
        at: audit::told(row.at, heard_at),
        heard_at,
    })
}

fn review(row: ReviewRow) -> Result<Review, StoreError> {
    const TABLE: &str = "audit_reviews";
    let picked = row.picked.lines().map(|line| {
        let (binder, key) = line.split_once(' ').ok_or(StoreError::inconsistent(TABLE, "picked"))?;
        Ok((names::id(binder, TABLE, "picked")?, key.to_owned()))
    });
    Ok(Review {
        made_at: Timestamp::from_millis(row.made_at),
        made_by: row.made_by,
        from: Timestamp::from_millis(row.from_at),
        until: Timestamp::from_millis(row.until_at),
        n_acts: names::count(row.n_acts, TABLE, "n_acts")?,
        picked: picked.collect::<Result<_, StoreError>>()?,
    })
}

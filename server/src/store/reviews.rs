//! What an organisation's staff have done, for its own recurring checks (HSLF-FS 2016:40), and that they were made.
//!
//! Ids, times and names of staff: never what was read or written, and never whose pärm it is. The command line
//! asks, and whom the unit has named (`reviewers`).

mod drawn;

use std::collections::BTreeSet;

use domain::api::{AuditAction, ReviewFinding};
use domain::{BinderId, BinderTab, OrganizationId, PersonId, ReviewId, Role, Timestamp};
use sqlx::{AnyConnection, FromRow};

use super::names::{self, bigint};
use super::{Authority, Store, StoreError, audit};
pub use drawn::Draw;

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
    /// Which.
    pub id: ReviewId,
    /// When.
    pub made_at: Timestamp,
    /// By whom: the name of whoever drew it, or as that person was named on the command line.
    pub made_by: String,
    /// What the server heard of from here …
    pub from: Timestamp,
    /// … and before this was checked.
    pub until: Timestamp,
    /// How much there was.
    pub n_acts: u64,
    /// What was looked at: pärm and act.
    pub picked: Vec<(BinderId, String)>,
    /// What it showed, when that has been written down.
    pub finding: Option<ReviewFinding>,
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
    id: String,
    made_at: i64,
    made_by: String,
    from_at: i64,
    until_at: i64,
    n_acts: i64,
    picked: String,
    outcome: Option<String>,
    words: Option<String>,
    found_at: Option<i64>,
    found_by: Option<String>,
}

/// What the staff of a unit have done in a period.
const ACTS: &str = "select a.binder_id, a.event_key, a.person_id, p.name, a.role, a.action, a.tabs, a.at, a.received_at \
    from audit_events a left join practitioners p on p.id = a.person_id \
    where a.organization_id = $1 and a.received_at >= $2 and a.received_at < $3 \
    order by a.received_at, a.binder_id, a.event_key";

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
        let rows: Vec<ActRow> = sqlx::query_as(ACTS)
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
        insert(&mut *self.write().acquire().await?, unit, review, None).await.map(drop)
    }

    /// The checks that were made of a unit, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn reviews(&self, unit: OrganizationId) -> Result<Vec<Review>, StoreError> {
        let rows: Vec<ReviewRow> = sqlx::query_as(
            "select r.id, r.made_at, r.made_by, r.from_at, r.until_at, r.n_acts, r.picked, \
             f.outcome, f.words, f.made_at as found_at, p.name as found_by from audit_reviews r \
             left join audit_review_findings f on f.review_id = r.id \
             left join practitioners p on p.id = f.practitioner_id \
             where r.organization_id = $1 order by r.made_at desc, r.id",
        )
        .bind(unit.to_string())
        .fetch_all(self.read())
        .await?;
        rows.into_iter().map(review).collect()
    }
}

async fn insert(
    connection: &mut AnyConnection,
    unit: OrganizationId,
    review: &Review,
    person: Option<PersonId>,
) -> Result<bool, StoreError> {
    let picked: Vec<String> = review.picked.iter().map(|(binder, key)| format!("{binder} {key}")).collect();
    let done = sqlx::query(
        "insert into audit_reviews \
         (id, organization_id, made_at, made_by, from_at, until_at, n_acts, picked, practitioner_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing",
    )
    .bind(review.id.to_string())
    .bind(unit.to_string())
    .bind(review.made_at.as_millis())
    .bind(&review.made_by)
    .bind(review.from.as_millis())
    .bind(review.until.as_millis())
    .bind(bigint(review.n_acts))
    .bind(picked.join("\n"))
    .bind(person.map(|person| person.to_string()))
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

fn picked_of(review: &Review) -> BTreeSet<(BinderId, &str)> {
    review.picked.iter().map(|(binder, key)| (*binder, key.as_str())).collect()
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
    let finding = match (row.outcome, row.found_at) {
        (Some(outcome), Some(at)) => Some(ReviewFinding {
            outcome: names::parse(&outcome, "audit_review_findings", "outcome")?,
            words: row.words.unwrap_or_default(),
            made_at: Timestamp::from_millis(at),
            made_by: row.found_by.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Review {
        id: names::id(&row.id, TABLE, "id")?,
        made_at: Timestamp::from_millis(row.made_at),
        made_by: row.made_by,
        from: Timestamp::from_millis(row.from_at),
        until: Timestamp::from_millis(row.until_at),
        n_acts: names::count(row.n_acts, TABLE, "n_acts")?,
        picked: picked.collect::<Result<_, StoreError>>()?,
        finding,
    })
}

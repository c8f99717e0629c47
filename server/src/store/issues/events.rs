//! Who took up, lifted, decided and read what chafes: who, what and the day. Only ever added to, and once a day.

use domain::{IssueId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use crate::store::{Store, StoreError, names};

/// What somebody did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueAct {
    /// Took it up.
    TookUp,
    /// Lifted it to the next level.
    Lifted,
    /// Wrote down the decision.
    Decided,
    /// Read somebody else's.
    Read,
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IssueEvent {
    /// The day, in Sweden.
    pub day: String,
    /// Which.
    pub issue: IssueId,
    /// Who, by the name of today.
    pub name: String,
    /// Where she or he worked then.
    pub organization: String,
    /// What.
    pub act: IssueAct,
}

pub(super) async fn note(
    connection: &mut AnyConnection,
    issue: IssueId,
    person: PersonId,
    act: IssueAct,
    day: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into issue_events (issue_id, practitioner_id, organization_id, action, day) \
         select $1, id, organization_id, $3, $4 from practitioners where id = $2 \
         on conflict (issue_id, practitioner_id, action, day) do nothing",
    )
    .bind(issue.to_string())
    .bind(person.to_string())
    .bind(names::name_of(act)?)
    .bind(day)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// What was done on these days, both included, the earliest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn issue_events(&self, from: &str, to: &str) -> Result<Vec<IssueEvent>, StoreError> {
        let rows: Vec<(String, String, String, String, String)> = sqlx::query_as(
            "select e.day, e.issue_id, p.name, o.name, e.action from issue_events e \
             join practitioners p on p.id = e.practitioner_id join organizations o on o.id = e.organization_id \
             where e.day >= $1 and e.day <= $2 order by e.day, p.name, e.issue_id, e.action",
        )
        .bind(from)
        .bind(to)
        .fetch_all(self.read())
        .await?;
        let event = |(day, issue, name, organization, act): (String, String, String, String, String)| {
            Ok(IssueEvent {
                day,
                issue: names::id(&issue, "issue_events", "issue_id")?,
                name,
                organization,
                act: names::parse(&act, "issue_events", "action")?,
            })
        };
        rows.into_iter().map(event).collect()
    }
}

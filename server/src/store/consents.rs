//! Consents as the projection has them: what `auth` decides from. Nothing here decides.

use domain::consent::{Access, LiveConsent, Period};
use domain::{BinderId, BinderTab, PersonId, Seq, Timestamp};

use super::names;
use super::{Store, StoreError};

/// In what standing a practitioner comes to a binder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandingRow {
    /// The consent generation this was read under.
    pub generation: u64,
    /// The sentences in force that name the person.
    pub consents: Vec<LiveConsent>,
    /// When the next of them begins or ends by itself.
    pub turns_at: Option<Timestamp>,
    /// The person started the binder, and no phone is paired yet.
    pub starting: bool,
    /// The binder has been taken away: there is nothing to reach, for anybody.
    pub erased: bool,
}

/// Tab, right, from, until.
type ConsentRow = (String, String, Option<i64>, Option<i64>);

fn period((_, _, from, until): &ConsentRow) -> Period {
    Period { from: from.map(Timestamp::from_millis), until: until.map(Timestamp::from_millis) }
}

impl Store {
    /// What there is to say for a practitioner at a binder; `None` if there is no such binder.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn standing(&self, binder: BinderId, person: PersonId) -> Result<Option<StandingRow>, StoreError> {
        let now = self.clock().now();
        self.turn_periods(binder, now).await?;
        // The generation first: if consent changes between the two, the access is found stale.
        let row: Option<(i64, String, Option<i64>)> =
            sqlx::query_as("select generation, started_by, paired_at from binders where id = $1")
                .bind(binder.to_string())
                .fetch_optional(self.read())
                .await?;
        let Some((generation, started_by, paired_at)) = row else {
            return Ok(None);
        };
        let erasure = self.erasure(binder).await?;
        let erased = erasure.is_some_and(|erasure| erasure.has_ended);
        if erasure.is_some() {
            // Closed to everybody but the owner, until it is gone or she has had a change of mind.
            let generation = names::count(generation, "binders", "generation")?;
            return Ok(Some(StandingRow {
                generation,
                consents: Vec::new(),
                turns_at: None,
                starting: false,
                erased,
            }));
        }
        let rows: Vec<ConsentRow> = sqlx::query_as(
            "select tab, access, from_at, until_at from consents where binder_id = $1 and person_id = $2",
        )
        .bind(binder.to_string())
        .bind(person.to_string())
        .fetch_all(self.read())
        .await?;
        let live = |row: &ConsentRow| {
            Ok::<_, StoreError>(LiveConsent {
                tab: names::tab(&row.0, "consents")?,
                right: names::parse(&row.1, "consents", "access")?,
            })
        };
        let in_force = rows.iter().filter(|row| period(row).holds_at(now));
        Ok(Some(StandingRow {
            generation: names::count(generation, "binders", "generation")?,
            consents: in_force.map(live).collect::<Result<_, _>>()?,
            turns_at: rows.iter().filter_map(|row| period(row).next_turn(now)).min(),
            starting: paired_at.is_none() && started_by == person.to_string(),
            erased,
        }))
    }

    /// The place in the log since which a reader has been let in to a tab. Sentences about herself a
    /// reader may always read.
    pub(super) async fn let_in_at(&self, access: &Access, tab: BinderTab) -> Result<Seq, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as(
            "select granted_seq from consents where binder_id = $1 and person_id = $2 and tab = $3 \
             and coalesce(from_at, $4) <= $4 and coalesce(until_at, $4 + 1) > $4 order by granted_seq limit 1",
        )
        .bind(access.binder().to_string())
        .bind(access.reader().person.to_string())
        .bind(tab.as_str())
        .bind(self.clock().now().as_millis())
        .fetch_optional(self.read())
        .await?;
        row.map_or(Ok(0), |(seq,)| names::count(seq, "consents", "granted_seq"))
    }
}

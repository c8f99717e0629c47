//! Consents as the projection has them: what `auth` decides from. Nothing here decides.

use domain::consent::{Given, LetIn, LiveConsent, Period, let_in_since};
use domain::{BinderId, PersonId, Seq, Timestamp};
use sqlx::FromRow;

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

#[derive(FromRow)]
struct ConsentRow {
    tab: String,
    access: String,
    granted_seq: i64,
    received_at: i64,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

impl ConsentRow {
    fn period(&self) -> Period {
        Period { from: self.from_at.map(Timestamp::from_millis), until: self.until_at.map(Timestamp::from_millis) }
    }

    fn given(&self) -> Result<Given, StoreError> {
        let seq = names::count(self.granted_seq, "consents", "granted_seq")?;
        Ok(Given { seq, received_at: Timestamp::from_millis(self.received_at), period: self.period() })
    }
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
            "select c.tab, c.access, c.granted_seq, o.received_at, c.from_at, c.until_at from consents c \
             join ops o on o.binder_id = c.binder_id and o.seq = c.granted_seq \
             where c.binder_id = $1 and c.person_id = $2",
        )
        .bind(binder.to_string())
        .bind(person.to_string())
        .fetch_all(self.read())
        .await?;
        Ok(Some(StandingRow {
            generation: names::count(generation, "binders", "generation")?,
            consents: self.in_force(binder, &rows, now).await?,
            turns_at: rows.iter().filter_map(|row| row.period().next_turn(now)).min(),
            starting: paired_at.is_none() && started_by == person.to_string(),
            erased,
        }))
    }

    /// The sentences that hold now, each with the place since which its reader has been let in to the tab.
    async fn in_force(
        &self,
        binder: BinderId,
        rows: &[ConsentRow],
        now: Timestamp,
    ) -> Result<Vec<LiveConsent>, StoreError> {
        let mut consents = Vec::new();
        for row in rows.iter().filter(|row| row.period().holds_at(now)) {
            let same_tab = rows.iter().filter(|other| other.tab == row.tab);
            let given = same_tab.map(ConsentRow::given).collect::<Result<Vec<_>, _>>()?;
            let since = match let_in_since(&given, now) {
                Some(LetIn::With(seq)) => seq,
                Some(LetIn::At(moment)) => self.place_at(binder, moment).await?,
                // Without a sentence there is no history.
                None => Seq::MAX,
            };
            let tab = names::tab(&row.tab, "consents")?;
            consents.push(LiveConsent { tab, right: names::parse(&row.access, "consents", "access")?, since });
        }
        Ok(consents)
    }

    /// The first place after everything that was received before a moment.
    async fn place_at(&self, binder: BinderId, moment: Timestamp) -> Result<Seq, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as(
            "select seq from ops where binder_id = $1 and received_at < $2 order by seq desc limit 1",
        )
        .bind(binder.to_string())
        .bind(moment.as_millis())
        .fetch_optional(self.read())
        .await?;
        Ok(row.map_or(Ok(0), |(seq,)| names::count(seq, "ops", "seq"))?.saturating_add(1))
    }
}

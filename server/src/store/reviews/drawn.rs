//! A check that somebody draws on the page: what is drawn and that it was drawn are one transaction, so that nobody
//! draws until she likes the sample.

use domain::api::ReviewOutcome;
use domain::{OrganizationId, PersonId, ReviewId, Timestamp};
use sqlx::AnyConnection;

use super::{ACTS, ActRow, Review, StaffAct, act, insert, picked_of};
use crate::store::names;
use crate::store::{Store, StoreError};

/// What somebody wants to draw.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// Which check.
    pub id: ReviewId,
    /// Who draws.
    pub person: PersonId,
    /// Of what the server heard of from here …
    pub from: Timestamp,
    /// … and before this.
    pub until: Timestamp,
    /// How many.
    pub wanted: usize,
}

impl Store {
    /// Draws by chance and writes down what was drawn; the same again draws nothing new. Whether the check is this
    /// person's, of this unit and of this period.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or written.
    pub async fn draw_review(&self, unit: OrganizationId, draw: Draw) -> Result<bool, StoreError> {
        let Draw { id, person, from, until, wanted } = draw;
        let names_of = self.cards(&std::collections::BTreeSet::from([person])).await?;
        let made_by = names_of.get(&person).ok_or(StoreError::Missing)?.name.clone();
        let mut transaction = self.begin().await?;
        if let Some(is_same) = is_same(&mut transaction, unit, &draw).await? {
            return Ok(is_same);
        }
        let rows: Vec<ActRow> = sqlx::query_as(ACTS)
            .bind(unit.to_string())
            .bind(from.as_millis())
            .bind(until.as_millis())
            .fetch_all(&mut *transaction)
            .await?;
        let acts = rows.into_iter().map(act).collect::<Result<Vec<_>, _>>()?;
        let n_acts = acts.len() as u64;
        let picked = self.pick(acts, wanted)?.into_iter().map(|act| (act.binder, act.key)).collect();
        let made_at = self.clock().now();
        let review = Review { id, made_at, made_by, from, until, n_acts, picked, finding: None };
        // Somebody may have been quicker with the same id.
        let is_new = insert(&mut transaction, unit, &review, Some(person)).await?;
        let is_same = is_new || is_same(&mut transaction, unit, &draw).await? == Some(true);
        transaction.commit().await?;
        Ok(is_same)
    }

    /// So many of them, each as likely as any other, in the order they had.
    ///
    /// # Errors
    /// [`StoreError`] if there is no chance to be had.
    pub fn pick(&self, mut acts: Vec<StaffAct>, wanted: usize) -> Result<Vec<StaffAct>, StoreError> {
        while acts.len() > wanted {
            let chance = u64::from_le_bytes(self.clock().bytes()?);
            let place = chance % acts.len() as u64;
            acts.remove(usize::try_from(place).unwrap_or_default());
        }
        Ok(acts)
    }

    /// A check of a unit with what was drawn for it, the earliest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn drawn_review(
        &self,
        unit: OrganizationId,
        id: ReviewId,
    ) -> Result<Option<(Review, Vec<StaffAct>)>, StoreError> {
        let found = self.reviews(unit).await?.into_iter().find(|review| review.id == id);
        let Some(review) = found else { return Ok(None) };
        let mut acts = self.staff_acts(unit, review.from, review.until).await?;
        let picked = picked_of(&review);
        acts.retain(|act| picked.contains(&(act.binder, act.key.as_str())));
        Ok(Some((review, acts)))
    }

    /// Writes down what a check showed, once. `None` if the unit has no such check; otherwise whether this is what
    /// stands there now.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn note_finding(
        &self,
        unit: OrganizationId,
        id: ReviewId,
        person: PersonId,
        (outcome, words): (ReviewOutcome, &str),
    ) -> Result<Option<bool>, StoreError> {
        let mut transaction = self.begin().await?;
        let known: Option<(String,)> =
            sqlx::query_as("select id from audit_reviews where id = $1 and organization_id = $2")
                .bind(id.to_string())
                .bind(unit.to_string())
                .fetch_optional(&mut *transaction)
                .await?;
        if known.is_none() {
            return Ok(None);
        }
        let outcome = names::name_of(outcome)?;
        sqlx::query(
            "insert into audit_review_findings (review_id, practitioner_id, made_at, outcome, words) \
             values ($1, $2, $3, $4, $5) on conflict (review_id) do nothing",
        )
        .bind(id.to_string())
        .bind(person.to_string())
        .bind(self.clock().now().as_millis())
        .bind(&outcome)
        .bind(words)
        .execute(&mut *transaction)
        .await?;
        let stands: (String, String, String) = sqlx::query_as(
            "select practitioner_id, outcome, words from audit_review_findings where review_id = $1",
        )
        .bind(id.to_string())
        .fetch_one(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Some(stands == (person.to_string(), outcome, words.to_owned())))
    }
}

/// Whether the check of that id is this one; `None` if there is none.
async fn is_same(
    connection: &mut AnyConnection,
    unit: OrganizationId,
    draw: &Draw,
) -> Result<Option<bool>, StoreError> {
    let Draw { id, person, from, until, .. } = *draw;
    let known: Option<(String, Option<String>, i64, i64)> = sqlx::query_as(
        "select organization_id, practitioner_id, from_at, until_at from audit_reviews where id = $1",
    )
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    let this = (unit.to_string(), Some(person.to_string()), from.as_millis(), until.as_millis());
    Ok(known.map(|known| known == this))
}

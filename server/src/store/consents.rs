//! Consents as the projection has them: what `auth` decides from. Nothing here decides.

use domain::consent::{Access, LiveConsent};
use domain::{BinderId, BinderTab, PersonId, Seq};

use super::names;
use super::{Store, StoreError};

/// In what standing a practitioner comes to a binder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandingRow {
    /// The consent generation this was read under.
    pub generation: u64,
    /// The sentences that name the person.
    pub consents: Vec<LiveConsent>,
    /// The person started the binder, and no phone is paired yet.
    pub starting: bool,
}

impl Store {
    /// What there is to say for a practitioner at a binder; `None` if there is no such binder.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn standing(&self, binder: BinderId, person: PersonId) -> Result<Option<StandingRow>, StoreError> {
        // The generation first: if consent changes between the two, the access is found stale.
        let row: Option<(i64, String, Option<i64>)> =
            sqlx::query_as("select generation, started_by, paired_at from binders where id = $1")
                .bind(binder.to_string())
                .fetch_optional(self.read())
                .await?;
        let Some((generation, started_by, paired_at)) = row else {
            return Ok(None);
        };
        let rows: Vec<(String, String)> =
            sqlx::query_as("select tab, access from consents where binder_id = $1 and person_id = $2")
                .bind(binder.to_string())
                .bind(person.to_string())
                .fetch_all(self.read())
                .await?;
        let live = |(tab, access): &(String, String)| {
            Ok::<_, StoreError>(LiveConsent {
                tab: names::tab(tab, "consents")?,
                right: names::parse(access, "consents", "access")?,
            })
        };
        Ok(Some(StandingRow {
            generation: names::count(generation, "binders", "generation")?,
            consents: rows.iter().map(live).collect::<Result<_, _>>()?,
            starting: paired_at.is_none() && started_by == person.to_string(),
        }))
    }

    /// The place in the log since which a reader has been let in to a tab. Sentences about herself a
    /// reader may always read.
    pub(super) async fn let_in_at(&self, access: &Access, tab: BinderTab) -> Result<Seq, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as(
            "select granted_seq from consents where binder_id = $1 and person_id = $2 and tab = $3 \
             order by granted_seq limit 1",
        )
        .bind(access.binder().to_string())
        .bind(access.reader().person.to_string())
        .bind(tab.as_str())
        .fetch_optional(self.read())
        .await?;
        row.map_or(Ok(0), |(seq,)| names::count(seq, "consents", "granted_seq"))
    }
}

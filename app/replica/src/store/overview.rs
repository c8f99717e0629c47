//! The lines of the list, kept beside the tabs, and whether they still say what the tabs do.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domain::api::Me;
use domain::overview::Overview;
use domain::{BinderId, BinderTab, OpId, PersonId, Seq, Timestamp};
use serde::{Deserialize, Serialize};

use super::rows::{BINDER, ME, OVERVIEW, of_binder, op_in, overview_key, parse};
use super::{BinderRow, LocalStore, Mode, Tx, schema};
use crate::StoreError;

/// Raised when an overview says something else, or says it otherwise: kept ones are then made anew.
const VERSION: u32 = 1;

/// Everything that a pärm's tabs follow from: while it is the same, so are they.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Basis {
    /// Whose list it is.
    pub(crate) reader: PersonId,
    /// What she may read: nothing is made from the rest.
    pub(crate) readable: BTreeSet<BinderTab>,
    cursor: Seq,
    generation: u64,
    base: u64,
    fold_version: u32,
    waiting: BTreeSet<OpId>,
}

#[derive(Serialize, Deserialize)]
struct OverviewRow<'a> {
    version: u32,
    basis: Basis,
    overview: Cow<'a, Overview>,
}

impl LocalStore {
    /// The kept ones that still hold.
    pub(crate) async fn overviews(&self, now: Timestamp) -> Result<BTreeMap<BinderId, Overview>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::QUEUE]).await?;
        let Some(me) = tx.read::<Me>(schema::META, ME).await? else { return Ok(BTreeMap::new()) };
        let queue = tx.keys(schema::QUEUE, "").await?;
        let mut binders: BTreeMap<String, BinderRow> = BTreeMap::new();
        for (key, row) in tx.scan(schema::META, BINDER, "").await? {
            binders.insert(key.trim_start_matches(BINDER).to_owned(), parse(schema::META, &key, &row)?);
        }
        let mut kept = BTreeMap::new();
        for (key, text) in tx.scan(schema::META, OVERVIEW, "").await? {
            // A row that cannot be read is made anew like one that no longer holds.
            let row = serde_json::from_str::<OverviewRow<'_>>(&text).ok().filter(|row| row.version == VERSION);
            let name = key.trim_start_matches(OVERVIEW);
            let (Some(row), Some(binder), Ok(id)) = (row, binders.get(name), name.parse()) else { continue };
            if row.basis == basis(&me, binder, &queue, id) && row.overview.holds(now) {
                kept.insert(id, row.overview.into_owned());
            }
        }
        Ok(kept)
    }

    /// Where one pärm stands; nothing if nobody uses this device.
    pub(crate) async fn basis(&self, binder: BinderId) -> Result<Option<Basis>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::QUEUE]).await?;
        standing(&tx, binder).await
    }

    /// Keeps what was made from the tabs as they stood. Whether they still do is answered; if not, nothing is kept.
    pub(crate) async fn keep_overview(
        &self,
        binder: BinderId,
        stood: &Basis,
        overview: &Overview,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::QUEUE]).await?;
        if standing(&tx, binder).await?.as_ref() != Some(stood) {
            return Ok(false);
        }
        let row = OverviewRow { version: VERSION, basis: stood.clone(), overview: Cow::Borrowed(overview) };
        tx.write(schema::META, &overview_key(binder), &row)?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn standing(tx: &Tx, binder: BinderId) -> Result<Option<Basis>, StoreError> {
    let me: Option<Me> = tx.read(schema::META, ME).await?;
    let queue = tx.keys(schema::QUEUE, &of_binder(binder)).await?;
    let row = tx.binder(binder).await?;
    Ok(me.map(|me| basis(&me, &row, &queue, binder)))
}

fn basis(me: &Me, row: &BinderRow, queue: &[String], binder: BinderId) -> Basis {
    let of = of_binder(binder);
    let card = me.binders.iter().find(|card| card.id == binder);
    Basis {
        reader: me.person,
        readable: card.map(|card| card.rights.iter().map(|given| given.tab).collect()).unwrap_or_default(),
        cursor: row.cursor,
        generation: row.generation,
        base: row.base,
        fold_version: row.fold_version,
        waiting: queue.iter().filter(|key| key.starts_with(&of)).filter_map(|key| op_in(key)).collect(),
    }
}

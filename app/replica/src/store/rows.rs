//! Typed rows: what JSON stands under which key.

use std::borrow::Cow;

use domain::api::{BinderCard, Reached, StartBinderRequest};
use domain::{BinderId, BinderTab, FOLD_VERSION, OpId, PersonId, Seq, TabState, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Tx, schema};
use crate::StoreError;

/// How far the copy of one binder has come.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct BinderRow {
    /// Everything up to here that may be read is in the copy.
    #[serde(default)]
    pub(crate) cursor: Seq,
    /// The consent generation that holds for.
    #[serde(default)]
    pub(crate) generation: u64,
    /// Another number whenever a tab was dropped or replaced, so that whoever has a folded tab in
    /// memory knows that new ops do not simply follow on it.
    #[serde(default)]
    pub(crate) base: u64,
    /// Which fold made the checkpoints that this copy rests on.
    #[serde(default)]
    pub(crate) fold_version: u32,
    /// How far each person's copy has come.
    #[serde(default)]
    pub(crate) reached: Vec<Reached>,
    /// When the server last answered.
    #[serde(default)]
    pub(crate) contact: Option<Timestamp>,
    /// The line of the log that the copy is on; see `SyncResponse::lineage`.
    #[serde(default)]
    pub(crate) lineage: u64,
    /// The server was put back from an older copy, and own ops up to this place have been offered again.
    #[serde(default)]
    pub(crate) rewound: Option<Seq>,
}

impl Default for BinderRow {
    fn default() -> Self {
        Self {
            cursor: 0,
            generation: 0,
            base: 0,
            fold_version: FOLD_VERSION,
            reached: Vec::new(),
            contact: None,
            lineage: 0,
            rewound: None,
        }
    }
}

/// A folded tab, so that opening it does not fold five years.
#[derive(Serialize, Deserialize)]
pub(super) struct TabRow<'a> {
    pub(super) fold_version: u32,
    pub(super) state: Cow<'a, TabState>,
}

/// A binder begun without network: who began it, what the server is to be told, and what stands for it
/// until then.
#[derive(Serialize, Deserialize)]
pub(super) struct StartRow {
    pub(super) person: PersonId,
    pub(super) request: StartBinderRequest,
    pub(super) card: BinderCard,
}

pub(super) const REPLICA: &str = "replica";
pub(super) const ME: &str = "me";
pub(super) const PLACE: &str = "place";
pub(super) const RESTORED: &str = "restored";
pub(super) const REVOKED: &str = "revoked";
pub(super) const ERASED: &str = "erased";
pub(super) const ENDED: &str = "ended";
pub(super) const SEEN: &str = "seen";
pub(super) const SINCE: &str = "since";
pub(super) const BESIDE: &str = "beside";
pub(super) const COPIES: &str = "copies";
pub(super) const LOCK: &str = "lock";
pub(super) const PART: &str = "part";
pub(super) const PRACTITIONERS: &str = "practitioners";
pub(super) const BINDER: &str = "binder/";
pub(super) const START: &str = "start/";
pub(super) const TRAIL: &str = "trail/";
pub(super) const ROOM: &str = "room/";
pub(super) const OVERVIEW: &str = "overview/";

pub(super) fn binder_key(binder: BinderId) -> String {
    format!("{BINDER}{binder}")
}

pub(super) fn start_key(binder: BinderId) -> String {
    format!("{START}{binder}")
}

pub(super) fn trail_key(binder: BinderId) -> String {
    format!("{TRAIL}{binder}")
}

pub(super) fn room_key(binder: BinderId) -> String {
    format!("{ROOM}{binder}")
}

pub(super) fn overview_key(binder: BinderId) -> String {
    format!("{OVERVIEW}{binder}")
}

pub(super) fn of_binder(binder: BinderId) -> String {
    format!("{binder}/")
}

pub(super) fn tab_key(binder: BinderId, tab: BinderTab) -> String {
    format!("{binder}/{}", tab.as_str())
}

pub(super) fn of_tab(binder: BinderId, tab: BinderTab) -> String {
    format!("{binder}/{}/", tab.as_str())
}

pub(super) fn log_key(binder: BinderId, tab: BinderTab, seq: Seq) -> String {
    format!("{binder}/{}/{seq:016}", tab.as_str())
}

pub(super) fn queue_key(binder: BinderId, place: u64, op: OpId) -> String {
    format!("{binder}/{place:016}/{op}")
}

pub(super) fn refused_key(binder: BinderId, op: OpId) -> String {
    format!("{binder}/{op}")
}

pub(super) fn rating_key(person: PersonId, binder: BinderId) -> String {
    format!("{person}/{binder}/rating")
}

/// The op at the end of a queue or refused key.
pub(super) fn op_in(key: &str) -> Option<OpId> {
    key.rsplit('/').next()?.parse().ok()
}

impl Tx {
    pub(super) async fn read<T: DeserializeOwned>(
        &self,
        store: &'static str,
        key: &str,
    ) -> Result<Option<T>, StoreError> {
        let row = self.get(store, key).await?;
        row.map(|row| parse(store, key, &row)).transpose()
    }

    pub(super) async fn list<T: DeserializeOwned>(
        &self,
        store: &'static str,
        prefix: &str,
        after: &str,
    ) -> Result<Vec<(String, T)>, StoreError> {
        let rows = self.scan(store, prefix, after).await?;
        let read = |(key, row): (String, String)| parse(store, &key, &row).map(|row| (key, row));
        rows.into_iter().map(read).collect()
    }

    pub(super) fn write<T: Serialize>(
        &mut self,
        store: &'static str,
        key: &str,
        row: &T,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(row);
        let text = text.map_err(|_| StoreError::Corrupt { store, key: key.to_owned() })?;
        self.put(store, key, &text)
    }

    pub(super) async fn binder(&self, binder: BinderId) -> Result<BinderRow, StoreError> {
        Ok(self.read(schema::META, &binder_key(binder)).await?.unwrap_or_default())
    }

    /// The next `n` numbers of this store, by the first of them; later than all before, in every
    /// browser tab.
    pub(super) async fn places(&mut self, n: usize) -> Result<u64, StoreError> {
        let next: u64 = self.read(schema::META, PLACE).await?.unwrap_or(1);
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        self.write(schema::META, PLACE, &next.saturating_add(n))?;
        Ok(next)
    }
}

pub(super) fn parse<T: DeserializeOwned>(store: &'static str, key: &str, row: &str) -> Result<T, StoreError> {
    serde_json::from_str(row).map_err(|_| StoreError::Corrupt { store, key: key.to_owned() })
}

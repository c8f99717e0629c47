//! Checkpoints: a tab as it stands, for a copy that starts from nothing or is far behind.
//!
//! A stored checkpoint saves folding the log from its beginning; it is made on the way, whenever many ops
//! had to be folded, and is nobody's truth: one by another `FOLD_VERSION` is passed over and replaced.
//! What a reader gets is folded only from ops whose audience includes that reader, so each reader but the
//! owner has a line of checkpoints of her own.

use std::sync::Arc;

use domain::consent::Access;
use domain::{BinderId, BinderTab, Checkpoint, FOLD_VERSION, Role, Seq, TabState};
use serde_json::value::RawValue;

use super::names::{self, bigint};
use super::{Store, StoreError};
use crate::recent::Recent;

/// After folding so many ops the result is stored.
const STORE_AFTER: usize = 200;

/// How many bytes of finished checkpoints are kept in memory.
const BYTES_KEPT: usize = 12 * 1024 * 1024;

/// Whose view of which tab, under which consents: since when a reader is let in decides what history it has.
type Line = (BinderId, BinderTab, String, u64);

/// Finished checkpoints as JSON, by whose they are; each with the place up to which it is good.
pub(super) struct Finished(Recent<Line, (Seq, Arc<RawValue>)>);

impl Finished {
    pub(super) const fn new() -> Self {
        Self(Recent::new(BYTES_KEPT))
    }

    pub(super) fn forget(&self, binder: BinderId) {
        self.0.forget_where(|(of, ..), _| *of == binder);
    }
}

fn audience_class(access: &Access) -> String {
    match access.reader().role {
        Role::Owner => "owner".to_owned(),
        Role::Server => "all".to_owned(),
        Role::Coordinator => access.reader().person.to_string(),
    }
}

fn place(access: &Access, tab: BinderTab, class: &str, seq: i64) -> Vec<u8> {
    let binder = access.binder().as_uuid();
    let head = [b"checkpoint".as_slice(), binder.as_bytes(), tab.as_str().as_bytes()].concat();
    [head.as_slice(), class.as_bytes(), &seq.to_be_bytes()].concat()
}

impl Store {
    /// The checkpoints of every tab that a reader may read and that holds anything, up to one place.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be made.
    pub async fn checkpoints(&self, access: &Access, upto: Seq) -> Result<Vec<Arc<RawValue>>, StoreError> {
        let mut all = Vec::new();
        for tab in access.readable() {
            if let Some(checkpoint) = self.checkpoint(access, tab, upto).await? {
                all.push(checkpoint);
            }
        }
        Ok(all)
    }

    /// The checkpoint of one tab up to one place; `None` if nobody has written in it.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be made.
    pub async fn checkpoint(
        &self,
        access: &Access,
        tab: BinderTab,
        upto: Seq,
    ) -> Result<Option<Arc<RawValue>>, StoreError> {
        // What is in memory is readable; once the key is destroyed it must not be.
        self.key_or_forget(access.binder()).await?;
        let line = (access.binder(), tab, audience_class(access), access.generation());
        if let Some((good_to, json)) = self.memory().checkpoints.0.get(&line)
            && good_to <= upto
            && !self.tab_moved(access, tab, good_to, upto).await?
        {
            return Ok(Some(json));
        }
        let state = self.tab_state(access, tab, upto).await?;
        if state.head == 0 {
            return Ok(None);
        }
        let state = match access.reader().role {
            Role::Coordinator => state.for_new_reader(access.since(tab)),
            Role::Owner | Role::Server => state,
        };
        let checkpoint = Checkpoint { fold_version: FOLD_VERSION, state };
        let json: Arc<RawValue> = serde_json::value::to_raw_value(&checkpoint)?.into();
        let weight = json.get().len();
        self.memory().checkpoints.0.put_weighing(line, (upto, Arc::clone(&json)), weight);
        // It may have been destroyed while the tab was folded.
        self.key_or_forget(access.binder()).await?;
        Ok(Some(json))
    }

    async fn key_or_forget(&self, binder: BinderId) -> Result<(), StoreError> {
        let key = self.keys().of(binder).await;
        if matches!(key, Err(StoreError::Sealed)) {
            self.memory().forget(binder);
        }
        key.map(drop)
    }

    /// A tab as it stands for a reader at one place of the log.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn tab_state(&self, access: &Access, tab: BinderTab, upto: Seq) -> Result<TabState, StoreError> {
        let stored = self.stored_checkpoint(access, tab, upto).await?;
        let (from, mut state) = stored.unwrap_or_else(|| (0, TabState::empty(tab)));
        let ops = self.tab_ops(access, tab, from, upto).await?;
        for op in &ops {
            state.apply(&op.read()?);
        }
        if ops.len() > STORE_AFTER {
            let json = serde_json::to_vec(&state)?;
            self.store_checkpoint(access, tab, state.head, &json).await?;
        }
        Ok(state)
    }

    async fn stored_checkpoint(
        &self,
        access: &Access,
        tab: BinderTab,
        upto: Seq,
    ) -> Result<Option<(Seq, TabState)>, StoreError> {
        let class = audience_class(access);
        let row: Option<(i64, Vec<u8>)> = sqlx::query_as(
            "select seq, state from checkpoints where binder_id = $1 and tab = $2 and audience = $3 \
             and fold_version = $4 and seq <= $5",
        )
        .bind(access.binder().to_string())
        .bind(tab.as_str())
        .bind(&class)
        .bind(i64::from(FOLD_VERSION))
        .bind(bigint(upto))
        .fetch_optional(self.read())
        .await?;
        let Some((seq, sealed)) = row else {
            return Ok(None);
        };
        let key = self.keys().of(access.binder()).await?;
        let json = key.open(&place(access, tab, &class, seq), &sealed)?;
        // One that cannot be read is as good as none: the ops are all there.
        let state = serde_json::from_slice(&json).ok();
        Ok(state.map(|state| (names::count(seq, "checkpoints", "seq").unwrap_or_default(), state)))
    }

    async fn store_checkpoint(
        &self,
        access: &Access,
        tab: BinderTab,
        seq: Seq,
        json: &[u8],
    ) -> Result<(), StoreError> {
        let (class, seq) = (audience_class(access), bigint(seq));
        let key = self.keys().of(access.binder()).await?;
        let sealed = key.seal(self.clock().bytes()?, &place(access, tab, &class, seq), json)?;
        sqlx::query(
            "insert into checkpoints (binder_id, tab, audience, seq, fold_version, state) \
             values ($1, $2, $3, $4, $5, $6) on conflict (binder_id, tab, audience) do update set \
             seq = excluded.seq, fold_version = excluded.fold_version, state = excluded.state \
             where excluded.seq > checkpoints.seq or excluded.fold_version <> checkpoints.fold_version",
        )
        .bind(access.binder().to_string())
        .bind(tab.as_str())
        .bind(class)
        .bind(seq)
        .bind(i64::from(FOLD_VERSION))
        .bind(sealed)
        .execute(self.write())
        .await?;
        Ok(())
    }
}

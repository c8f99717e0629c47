//! Reading one tab: the folded start, the log after it, and what waits, all from the same moment.

use std::borrow::Cow;

use domain::{BinderId, BinderTab, Checkpoint, FOLD_VERSION, Op, Seq, SequencedOp, TabState};

use super::rows::{TabRow, log_key, of_binder, of_tab, tab_key};
use super::{LocalStore, Mode, schema};
use crate::StoreError;

/// A folded tab that the reader holds in memory already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Have {
    /// See [`TabRows::base`].
    pub base: u64,
    /// The last op folded in.
    pub head: Seq,
}

/// What a tab is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct TabRows {
    /// Another number whenever the tab was dropped or replaced.
    pub base: u64,
    /// Where to begin, or `None` to go on from what the reader has.
    pub start: Option<TabState>,
    /// The log after that, in order.
    pub log: Vec<SequencedOp>,
    /// This device's changes that wait, in order.
    pub unsent: Vec<Op>,
}

impl LocalStore {
    /// Reads a tab; only what is new if the reader has the rest.
    pub async fn tab_rows(
        &self,
        binder: BinderId,
        tab: BinderTab,
        have: Option<Have>,
    ) -> Result<TabRows, StoreError> {
        let stores = [schema::META, schema::TABS, schema::CHECKPOINTS, schema::LOG, schema::QUEUE];
        let tx = self.begin(Mode::Read, &stores).await?;
        let base = tx.binder(binder).await?.base;
        let key = tab_key(binder, tab);
        let (start, head) = match have {
            Some(have) if have.base == base => (None, have.head),
            _ => {
                // The folded row is a short cut: if it is of another fold or cannot be read, the
                // checkpoint and the log say the same.
                let folded = tx.get(schema::TABS, &key).await?;
                let folded = folded.and_then(|row| serde_json::from_str::<TabRow<'_>>(&row).ok());
                let state = match folded.filter(|row| row.fold_version == FOLD_VERSION) {
                    Some(row) => row.state.into_owned(),
                    None => match tx.read::<Checkpoint>(schema::CHECKPOINTS, &key).await? {
                        Some(checkpoint) => checkpoint.state,
                        None => TabState::empty(tab),
                    },
                };
                let head = state.head;
                (Some(state), head)
            }
        };
        let log = tx.list(schema::LOG, &of_tab(binder, tab), &log_key(binder, tab, head)).await?;
        let queue = tx.list(schema::QUEUE, &of_binder(binder), "").await?;
        let unsent = queue.into_iter().map(|(_, op): (_, Op)| op).filter(|op| op.tab == tab);
        Ok(TabRows { base, start, log: log.into_iter().map(|(_, op)| op).collect(), unsent: unsent.collect() })
    }

    /// Keeps a folded tab, so that the next opening begins there. Nothing is kept if the tab was
    /// dropped or replaced meanwhile.
    pub async fn keep_folded(&self, binder: BinderId, base: u64, state: &TabState) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::TABS]).await?;
        if tx.binder(binder).await?.base == base {
            let row = TabRow { fold_version: FOLD_VERSION, state: Cow::Borrowed(state) };
            tx.write(schema::TABS, &tab_key(binder, state.tab), &row)?;
        }
        tx.commit().await
    }
}

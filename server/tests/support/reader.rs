//! A device's copy as a stranger would write it from the OpenAPI document: whole tabs, and ops folded on.

use std::collections::BTreeMap;

use domain::api::SyncResponse;
use domain::entry::{Presence, Proposal};
use domain::{BinderId, BinderTab, Entry, EntryId, Op, Seq, TabState};

use super::client::Client;

/// One person's copy of one pärm.
pub(crate) struct Reader {
    pub(crate) client: Client,
    binder: BinderId,
    cursor: Seq,
    pub(crate) generation: u64,
    tabs: BTreeMap<BinderTab, TabState>,
}

impl Reader {
    /// A copy with everything there is now.
    pub(crate) async fn new(client: &Client, binder: BinderId) -> Self {
        let mut reader = Self { client: client.clone(), binder, cursor: 0, generation: 0, tabs: BTreeMap::new() };
        reader.sync().await;
        reader
    }

    /// How far it has come.
    pub(crate) const fn cursor(&self) -> Seq {
        self.cursor
    }

    /// Fetches what is new.
    pub(crate) async fn sync(&mut self) {
        self.push(Vec::new()).await;
    }

    /// Brings ops, which must be taken, and fetches what is new.
    pub(crate) async fn push(&mut self, ops: Vec<Op>) {
        let round = self.client.round(self.binder, self.cursor, self.generation, ops).await;
        let answer: SyncResponse = round.ok();
        assert_eq!(answer.refused, Vec::new());
        // What was just brought is fetched like everything else: this copy keeps no queue.
        let round = self.client.round(self.binder, self.cursor, self.generation, Vec::new()).await;
        self.take(round.ok());
    }

    fn take(&mut self, answer: SyncResponse) {
        self.tabs.retain(|tab, _| !answer.reset.contains(tab));
        for checkpoint in answer.checkpoints {
            self.tabs.insert(checkpoint.state.tab, checkpoint.state);
        }
        for op in &answer.ops {
            self.tabs.entry(op.op.tab).or_insert_with(|| TabState::empty(op.op.tab)).apply(op);
        }
        (self.cursor, self.generation) = (answer.cursor, answer.generation);
    }

    /// A tab as it is held.
    pub(crate) fn state(&self, tab: BinderTab) -> TabState {
        self.tabs.get(&tab).cloned().unwrap_or_else(|| TabState::empty(tab))
    }

    /// Everything the copy holds of a tab, as text.
    pub(crate) fn holds(&self, tab: BinderTab) -> String {
        serde_json::to_string(&self.tabs.get(&tab)).unwrap()
    }

    /// What can be seen of a tab: not history, and nothing that was removed or declined.
    pub(crate) fn sees(&self, tab: BinderTab) -> BTreeMap<EntryId, Entry> {
        let mut entries = self.tabs.get(&tab).map(|state| state.entries.clone()).unwrap_or_default();
        entries.retain(|_, entry| !matches!(entry.presence, Presence::Removed { .. }));
        for entry in entries.values_mut() {
            for register in entry.fields.values_mut() {
                register.past.clear();
                register.current.iter_mut().for_each(|version| version.over.clear());
            }
            entry.events.clear();
            entry.proposals.retain(Proposal::is_open);
        }
        entries
    }
}

//! A device of the model. Everything it keeps goes through JSON when it restarts.

use std::collections::{BTreeMap, BTreeSet};

use domain::api::{RefusalClass, RefusalCode};
use domain::{Author, BinderTab, EntryId, FOLD_VERSION, Field, Op, OpId, Seq, SequencedOp, TabState, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Request, Response};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Replica {
    pub(crate) author: Author,
    pub(crate) queue: Vec<Op>,
    pub(crate) refused: Vec<(Op, RefusalCode)>,
    base: BTreeMap<BinderTab, TabState>,
    pub(crate) log: BTreeMap<Seq, SequencedOp>,
    folded: BTreeMap<BinderTab, TabState>,
    cursor: Seq,
    generation: u64,
    made: BTreeSet<OpId>,
    screen: BTreeMap<BinderTab, TabState>,
}

impl Replica {
    pub(crate) fn of(author: Author) -> Self {
        Self {
            author,
            queue: Vec::new(),
            refused: Vec::new(),
            base: BTreeMap::new(),
            log: BTreeMap::new(),
            folded: BTreeMap::new(),
            cursor: 0,
            generation: 0,
            made: BTreeSet::new(),
            screen: BTreeMap::new(),
        }
    }

    /// What the log says, as far as this device has heard it.
    pub(crate) fn folded(&self, tab: BinderTab) -> TabState {
        self.folded.get(&tab).cloned().unwrap_or_else(|| TabState::empty(tab))
    }

    /// What is on the screen: that, and what waits on this device.
    pub(crate) fn view(&self, tab: BinderTab) -> TabState {
        let mut view = self.folded(tab);
        let ahead = self.log.range(self.cursor + 1..).map(|(_, op)| &op.op);
        for op in ahead.chain(&self.queue) {
            view.apply_unsent(op);
        }
        view
    }

    /// An editor is opened: what is written with `is_stale` goes over what stands there now.
    pub(crate) fn look(&mut self) {
        self.screen = BinderTab::ALL.into_iter().map(|tab| (tab, self.view(tab))).collect();
    }

    /// The versions on screen when editing began, plus this device's own later ones.
    pub(crate) fn over(&self, tab: BinderTab, entry: EntryId, field: Field, is_stale: bool) -> Vec<OpId> {
        let heads = |state: &TabState| state.entries.get(&entry).map(|e| e.heads(field)).unwrap_or_default();
        let now = heads(&self.view(tab));
        if !is_stale {
            return now;
        }
        let seen = self.screen.get(&tab).map(heads).unwrap_or_default();
        now.into_iter().filter(|op| seen.contains(op) || self.made.contains(op)).collect()
    }

    pub(crate) fn commit(&mut self, op: Op) {
        self.made.insert(op.id);
        self.queue.push(op);
    }

    pub(crate) fn request(&self) -> Request {
        Request { after: self.cursor, generation: self.generation, ops: self.queue.clone() }
    }

    /// Takes an answer. Returns whether there is more to fetch.
    pub(crate) fn receive(&mut self, response: Response) -> bool {
        for accepted in response.accepted {
            let waiting = self.queue.iter().position(|op| op.id == accepted.id);
            if let Some(op) = waiting.map(|index| self.queue.remove(index)) {
                let received_at = Timestamp::from_millis(0);
                self.log.insert(accepted.seq, SequencedOp { seq: accepted.seq, received_at, op });
            }
        }
        for refused in response.refused.iter().filter(|refused| refused.class != RefusalClass::Retry) {
            let waiting = self.queue.iter().position(|op| op.id == refused.id);
            if let Some(op) = waiting.map(|index| self.queue.remove(index)) {
                self.refused.push((op, refused.code));
            }
        }
        for tab in response.reset {
            self.log.retain(|_, op| op.op.tab != tab);
            self.base.remove(&tab);
            self.folded.remove(&tab);
            self.screen.remove(&tab);
        }
        for checkpoint in response.checkpoints {
            assert_eq!(checkpoint.fold_version, FOLD_VERSION);
            let tab = checkpoint.state.tab;
            self.log.retain(|seq, op| op.op.tab != tab || *seq > response.cursor);
            self.base.insert(tab, checkpoint.state.clone());
            self.folded.insert(tab, checkpoint.state);
        }
        for op in response.ops {
            self.queue.retain(|waiting| waiting.id != op.op.id);
            self.log.insert(op.seq, op);
        }
        for op in self.log.values().filter(|op| op.seq > self.cursor && op.seq <= response.cursor) {
            let state = self.folded.entry(op.op.tab).or_insert_with(|| TabState::empty(op.op.tab));
            state.apply(op);
        }
        self.cursor = response.cursor;
        self.generation = response.generation;
        response.more
    }

    /// "Not found": nothing is let in any longer, so nothing stays. Words that wait are the writer's own.
    pub(crate) fn forget(&mut self) {
        *self = Self {
            queue: std::mem::take(&mut self.queue),
            refused: std::mem::take(&mut self.refused),
            made: std::mem::take(&mut self.made),
            ..Self::of(self.author)
        };
    }

    pub(crate) fn restart(&mut self) {
        let stored = serde_json::to_string(self).unwrap();
        *self = serde_json::from_str(&stored).unwrap();
    }

    /// What was folded op by op must be what the stored base and log fold to.
    pub(crate) fn assert_folds_the_same_from_scratch(&self) {
        for tab in BinderTab::ALL {
            let mut state = self.base.get(&tab).cloned().unwrap_or_else(|| TabState::empty(tab));
            let known = self.log.range(..=self.cursor).map(|(_, op)| op);
            known.filter(|op| op.op.tab == tab).for_each(|op| state.apply(op));
            assert_eq!(state, self.folded(tab), "{tab:?} from scratch");
        }
    }
}

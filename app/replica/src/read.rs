//! Reading: the log folded, this device's unsent changes on top, kept in memory while nothing changes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::Reached;
use domain::rating::{self, Occasion, Window};
use domain::{BinderId, BinderTab, Role, TabState};

use crate::store::Have;
use crate::{RatingDraft, RefusedOp, Replica, StoreError, TabRead, UnsentProposal};
use domain::OpId;

/// Tabs in memory.
#[derive(Default)]
pub(crate) struct Cache(RefCell<BTreeMap<(BinderId, BinderTab), Slot>>);

#[derive(Clone, Default)]
struct Slot {
    confirmed: Option<Confirmed>,
    /// `None` when something has changed since.
    shown: Option<Arc<TabState>>,
    /// Counts the changes, so that a reading begun before one is not kept after it.
    changes: u64,
}

/// A tab as the log says.
#[derive(Clone)]
struct Confirmed {
    base: u64,
    state: Arc<TabState>,
    /// How many ops it is ahead of the folded row in the store.
    ahead: usize,
}

/// A folded row is written again when the log is this many ops ahead of it.
const AHEAD_MAX: usize = 64;

impl Cache {
    pub(crate) fn mark_stale(&self, binder: BinderId, tab: BinderTab) {
        if let Some(slot) = self.0.borrow_mut().get_mut(&(binder, tab)) {
            slot.shown = None;
            slot.changes += 1;
        }
    }

    pub(crate) fn clear(&self) {
        for slot in self.0.borrow_mut().values_mut() {
            *slot = Slot { changes: slot.changes + 1, ..Slot::default() };
        }
    }

    fn holds(&self, binder: BinderId, tab: BinderTab) -> bool {
        self.0.borrow().get(&(binder, tab)).is_some_and(|slot| slot.confirmed.is_some())
    }

    /// Lets go of what a tab says; that it has changed since a reading began is still known.
    fn let_go(&self, binder: BinderId, tab: BinderTab) {
        if let Some(slot) = self.0.borrow_mut().get_mut(&(binder, tab)) {
            *slot = Slot { changes: slot.changes, ..Slot::default() };
        }
    }

    fn slot(&self, binder: BinderId, tab: BinderTab) -> Slot {
        self.0.borrow_mut().entry((binder, tab)).or_default().clone()
    }

    fn keep(&self, binder: BinderId, tab: BinderTab, read: Slot) {
        if let Some(slot) = self.0.borrow_mut().get_mut(&(binder, tab))
            && slot.changes == read.changes
        {
            *slot = read;
        }
    }
}

fn occasions(ratings: &TabState) -> Vec<Occasion> {
    rating::all(ratings).into_iter().map(|rating| rating.occasion).collect()
}

impl Replica {
    /// A tab as it stands. R74: the ratings cannot be read while one is in progress, and not by the way
    /// while one waits to be made.
    pub async fn tab(&self, binder: BinderId, tab: BinderTab) -> Result<TabRead, StoreError> {
        if tab != BinderTab::Ratings {
            return Ok(TabRead::Open(self.read(binder, tab).await?));
        }
        match self.earlier_ratings(binder).await? {
            TabRead::Open(ratings) if self.is_due(binder, &ratings).await? => Ok(TabRead::Due),
            read => Ok(read),
        }
    }

    /// The ratings, for an owner who asks to see earlier ones although a new one waits to be made. Never
    /// while one is in progress (R74).
    pub async fn earlier_ratings(&self, binder: BinderId) -> Result<TabRead, StoreError> {
        if self.rating_draft(binder).await?.is_some() {
            return Ok(TabRead::Blind);
        }
        Ok(TabRead::Open(self.read(binder, BinderTab::Ratings).await?))
    }

    /// Whether the owner can make a rating now and has earlier ones that could colour it.
    async fn is_due(&self, binder: BinderId, ratings: &TabState) -> Result<bool, StoreError> {
        let done = occasions(ratings);
        if done.is_empty() || self.me().await?.is_none_or(|me| me.role != Role::Owner) {
            return Ok(false);
        }
        let meetings = self.read(binder, BinderTab::Meetings).await?;
        Ok(matches!(rating::window(&done, &meetings, self.now()), Window::Open(_)))
    }

    /// What has been rated already, without a single mark (R74).
    pub async fn rating_occasions(&self, binder: BinderId) -> Result<Vec<Occasion>, StoreError> {
        let ratings = self.read(binder, BinderTab::Ratings).await?;
        Ok(occasions(&ratings))
    }

    /// The rating in progress.
    pub async fn rating_draft(&self, binder: BinderId) -> Result<Option<RatingDraft>, StoreError> {
        self.reading(self.inner.store.rating_draft(binder).await)
    }

    /// Keeps a rating in progress; from then on earlier ones cannot be read.
    pub async fn keep_rating_draft(&self, binder: BinderId, draft: RatingDraft) -> Result<(), StoreError> {
        self.set_rating_draft(binder, Some(&draft)).await
    }

    /// Ends a rating in progress without saving it. Saving it ends it by itself.
    pub async fn drop_rating_draft(&self, binder: BinderId) -> Result<(), StoreError> {
        self.set_rating_draft(binder, None).await
    }

    async fn set_rating_draft(&self, binder: BinderId, draft: Option<&RatingDraft>) -> Result<(), StoreError> {
        let was_blind = self.rating_draft(binder).await?.is_some();
        self.writing(self.inner.store.set_rating_draft(binder, draft).await)?;
        if was_blind != draft.is_some() {
            self.tab_changed(binder, BinderTab::Ratings);
        }
        Ok(())
    }

    /// What this person has changed and not yet sent as proposals, in all binders.
    pub async fn unsent_proposals(&self) -> Result<Vec<(BinderId, UnsentProposal)>, StoreError> {
        self.reading(self.inner.store.unsent_proposals().await)
    }

    /// Keeps what is changed in one entry until it is sent; with no field in it, forgets it.
    pub async fn keep_unsent_proposal(
        &self,
        binder: BinderId,
        proposal: &UnsentProposal,
    ) -> Result<(), StoreError> {
        self.writing(self.inner.store.keep_unsent_proposal(binder, proposal).await)
    }

    /// What did not get through, the latest first: what can be mended, and for 14 days what cannot.
    pub async fn refused(&self, binder: BinderId) -> Result<Vec<RefusedOp>, StoreError> {
        self.open_refused(self.reading(self.inner.store.refused(Some(binder), self.now()).await)?).await
    }

    /// The same for all binders, also for those that are no longer open to this person.
    pub async fn refused_anywhere(&self) -> Result<Vec<RefusedOp>, StoreError> {
        self.open_refused(self.reading(self.inner.store.refused(None, self.now()).await)?).await
    }

    /// Takes a change off that list, and out of the queue if it waited there to be mended.
    pub async fn forget_refused(&self, op: OpId) -> Result<(), StoreError> {
        let of = self.writing(self.inner.store.forget_refused(op).await)?;
        if let Some((binder, tab)) = of {
            self.tab_changed(binder, tab);
            self.wrote(binder).await?;
        }
        Ok(())
    }

    /// Whether there is a copy of the binder here, if an empty one: begun on this device, or fetched. One that
    /// is only in the list says nothing of what stands in it.
    pub async fn is_fetched(&self, binder: BinderId) -> Result<bool, StoreError> {
        let outbox = self.reading(self.inner.store.outbox(binder).await)?;
        Ok(outbox.row.contact.is_some() || outbox.start.is_some())
    }

    /// How far each person's copy has come.
    pub async fn reached(&self, binder: BinderId) -> Result<Vec<Reached>, StoreError> {
        self.reading(self.inner.store.reached(binder).await)
    }

    /// Reads a tab that no page shows: it stays in memory only if it was there.
    pub(crate) async fn read_in_passing(
        &self,
        binder: BinderId,
        tab: BinderTab,
    ) -> Result<Arc<TabState>, StoreError> {
        let was_held = self.inner.cache.holds(binder, tab);
        let state = self.read(binder, tab).await?;
        if !was_held {
            self.inner.cache.let_go(binder, tab);
        }
        Ok(state)
    }

    async fn read(&self, binder: BinderId, tab: BinderTab) -> Result<Arc<TabState>, StoreError> {
        let slot = self.inner.cache.slot(binder, tab);
        if let Some(shown) = slot.shown {
            return Ok(shown);
        }
        let have = slot.confirmed.as_ref().map(|known| Have { base: known.base, head: known.state.head });
        let rows = self.reading(self.inner.store.tab_rows(binder, tab, have).await)?;
        let (mut state, ahead) = match (rows.start, slot.confirmed) {
            (None, Some(known)) => (known.state, known.ahead),
            (start, _) => (Arc::new(start.unwrap_or_else(|| TabState::empty(tab))), 0),
        };
        if !rows.log.is_empty() {
            let folded = Arc::make_mut(&mut state);
            rows.log.iter().for_each(|op| folded.apply(op));
        }
        let mut shown = state.clone();
        if !rows.unsent.is_empty() {
            let folded = Arc::make_mut(&mut shown);
            rows.unsent.iter().for_each(|op| folded.apply_unsent(op));
        }
        let mut ahead = ahead + rows.log.len();
        // Only a short cut for the next opening: without room for it, this one goes well all the same.
        if ahead > AHEAD_MAX && self.inner.store.keep_folded(binder, rows.base, &state).await.is_ok() {
            ahead = 0;
        }
        let confirmed = Confirmed { base: rows.base, state, ahead };
        let read = Slot { confirmed: Some(confirmed), shown: Some(shown.clone()), changes: slot.changes };
        self.inner.cache.keep(binder, tab, read);
        Ok(shown)
    }
}

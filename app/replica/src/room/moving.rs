//! Entries moved into the room and out of it, each move one commit: what stands in the room is in the queue before
//! what stood outside is emptied.

use std::collections::{BTreeMap, BTreeSet};

use domain::room::{Step, hers_in, into_room, out_of_room, with_all_below};
use domain::{Audience, BinderId, BinderTab, Body, Entry, EntryId, TabState, body::Remove};

use super::Written;
use crate::{Draft, Replica, StoreError, TabRead};

/// Under which id each entry stands that was moved.
pub type Moved = BTreeMap<EntryId, EntryId>;

impl Replica {
    /// Moves an entry into the room, with everything that belongs to it.
    pub async fn take_in(&self, binder: BinderId, tab: BinderTab, entry: EntryId) -> Result<Moved, StoreError> {
        self.moves(binder, tab, |state, new| into_room(&not_yet(state, &[entry], false), new)).await
    }

    /// Moves everything of hers that stands in a tab into the room.
    pub async fn take_in_all(&self, binder: BinderId, tab: BinderTab) -> Result<Moved, StoreError> {
        self.moves(binder, tab, |state, new| into_room(&hers_in(state), new)).await
    }

    /// Moves entries out of the room, for whoever may read the tab, with everything that belongs to them. One that
    /// belongs to something which stays there stays with it.
    pub async fn let_out(
        &self,
        binder: BinderId,
        tab: BinderTab,
        entries: &[EntryId],
    ) -> Result<Moved, StoreError> {
        self.moves(binder, tab, |state, new| out_of_room(&not_yet(state, &not_below(state, entries), true), new))
            .await
    }

    /// Takes a moving out back: what was locked stands again, and what others got is emptied.
    pub async fn let_out_no_longer(
        &self,
        binder: BinderId,
        tab: BinderTab,
        moved: &Moved,
    ) -> Result<(), StoreError> {
        let back = |state: &TabState| {
            let restored =
                moved.keys().map(|entry| Step { entry: *entry, within: true, as_of: None, body: Body::Restore });
            let there = moved.values().filter_map(|entry| state.entries.get(entry));
            let emptied = there.map(|entry| Step {
                entry: entry.id,
                within: false,
                as_of: None,
                body: Body::Empty(Remove { over: entry.all_heads() }),
            });
            restored.chain(emptied).collect()
        };
        self.moves(binder, tab, |state, _| (back(state), Moved::new())).await.map(|_| ())
    }

    async fn moves(
        &self,
        binder: BinderId,
        tab: BinderTab,
        plan: impl FnOnce(&TabState, &dyn Fn() -> EntryId) -> (Vec<Step>, Moved),
    ) -> Result<Moved, StoreError> {
        let _turn = self.inner.writes.take().await;
        let TabRead::Open(state) = self.tab_with_room(binder, tab).await? else { return Err(StoreError::Gone) };
        let (steps, moved) = plan(&state, &|| self.new_entry());
        let mut written = Vec::with_capacity(steps.len());
        for Step { entry, within, as_of, body } in steps {
            let audience = if within { Audience::Private } else { Audience::Tab };
            let draft = Draft { tab, entry, audience, meeting: None, act: None, body };
            written.push(match (within, as_of) {
                (true, _) => Written::Locked(self.lock(binder, draft).await?),
                (false, None) => Written::Draft(draft),
                (false, Some(at)) => Written::AsOf(draft, at),
            });
        }
        if !written.is_empty() {
            self.keep(binder, written).await?;
        }
        Ok(moved)
    }
}

/// Those that belong to nothing in the room but each other.
fn not_below(state: &TabState, tops: &[EntryId]) -> Vec<EntryId> {
    let is_within = |id: &EntryId| state.entries.get(id).is_some_and(|entry| entry.private && entry.is_shown());
    let parent = |id: &EntryId| state.entries.get(id).and_then(Entry::parent);
    let stays = |id: &EntryId| parent(id).is_some_and(|parent| is_within(&parent) && !tops.contains(&parent));
    tops.iter().copied().filter(|id| !stays(id)).collect()
}

/// The entries and what is below them, of those that stand on the one side.
fn not_yet<'a>(state: &'a TabState, tops: &[EntryId], within: bool) -> Vec<&'a Entry> {
    let mut seen = BTreeSet::new();
    let all = tops.iter().flat_map(|top| with_all_below(state, *top));
    all.filter(|entry| entry.is_shown() && entry.private == within && seen.insert(entry.id)).collect()
}

//! What she removed from the room 90 days ago is emptied: the server cannot know what it was, so a phone of hers does it,
//! when it has heard all that the server has and nothing of its own waits.

use domain::body::{Redact, Remove};
use domain::room::{Emptying, emptying_due, has_room};
use domain::{Audience, BinderId, BinderTab, Body, Role, Timestamp};

use super::Written;
use crate::{Draft, Replica, StoreError, TabRead};

/// Looked for no more often than this, in minutes.
const LOOKED_MINUTES: i64 = 24 * 60;

impl Replica {
    /// Looks once a day for what is due, and hands it in with the next round.
    pub(crate) async fn empty_what_is_due(&self, binder: BinderId) -> Result<(), StoreError> {
        if !self.owns(binder).await? {
            return Ok(());
        }
        let now = self.heard_time(binder).await?;
        let looked = self.inner.looked_at.replace(Some(now));
        if looked.is_some_and(|at| at <= now && now < at.plus_minutes(LOOKED_MINUTES)) {
            self.inner.looked_at.set(looked);
            return Ok(());
        }
        for tab in BinderTab::ALL.into_iter().filter(|tab| has_room(*tab)) {
            self.empty_in(binder, tab, now).await?;
        }
        Ok(())
    }

    async fn empty_in(&self, binder: BinderId, tab: BinderTab, now: Timestamp) -> Result<(), StoreError> {
        let _turn = self.inner.writes.take().await;
        let TabRead::Open(locked) = self.tab(binder, tab).await? else { return Ok(()) };
        if locked.room.is_empty() {
            return Ok(());
        }
        let keys = self.room_keys(binder).await?;
        let (opened, closed) = self.open_each(binder, &keys, locked.room.clone()).await;
        // What this phone cannot open may be of any entry.
        if !closed.is_empty() {
            return Ok(());
        }
        let TabRead::Open(shown) = self.tab_with_room(binder, tab).await? else { return Ok(()) };
        let Emptying { ops, entries } =
            emptying_due(&shown, opened.iter().map(|(item, op)| (item, op.as_ref())), now);
        if ops.is_empty() {
            return Ok(());
        }
        let draft =
            |entry, body| Draft { tab, entry, audience: Audience::Private, meeting: None, act: None, body };
        let empties = draft(self.new_entry(), Body::Empty(Remove { over: ops }));
        let mut written = vec![Written::Draft(empties)];
        for (entry, entry_kind) in entries {
            let gone = draft(entry, Body::Redact(Redact { entry_kind }));
            written.push(Written::Locked(self.lock(binder, gone).await?));
        }
        self.keep(binder, written).await.map(|_| ())
    }

    /// Now, and never later than the server has said it is: a clock that is ahead must empty nothing too early.
    async fn heard_time(&self, binder: BinderId) -> Result<Timestamp, StoreError> {
        let me = self.me().await?.filter(|me| me.role == Role::Owner).ok_or(StoreError::Gone)?;
        let heard = self.reached(binder).await?.into_iter().filter(|known| known.person == me.person);
        let heard = heard.map(|known| known.at).max().unwrap_or_default();
        Ok(heard.min(self.now()))
    }
}

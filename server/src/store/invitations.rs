//! What the holder of an invitation may see and say, and what her own calendar may read.
//!
//! Both are links that she gave away, found like every share (`shares`). Of an invitation the server opens the op
//! that made it and the one meeting that it names; of a calendar, the tab of her meetings. Nothing else is opened.

use domain::feed::{self, Feed};
use domain::invitation::{Coming, Invite, Reply};
use domain::{Audience, BinderTab, Body, Entry, Op, fold};

use super::{FoundShare, Store, StoreError, ops};

impl Store {
    /// The invitation behind a link, and the meeting that it names as it stands; nothing if the link is to
    /// something else.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if the binder's key has been destroyed.
    pub async fn invitation(&self, share: &FoundShare) -> Result<Option<(Invite, Option<Entry>)>, StoreError> {
        let binder = share.access.binder();
        let key = self.keys().of(binder).await?;
        let mut connection = self.read().acquire().await?;
        let op = ops::one(&mut connection, binder, share.op, &key).await?;
        let Some(Body::Invite(invite)) = op.map(|op| op.body) else {
            return Ok(None);
        };
        let tab = BinderTab::Meetings;
        let log = ops::entry_log(&mut connection, binder, tab, invite.meeting, &key).await?;
        let meeting = fold(tab, &log).entries.remove(&invite.meeting);
        Ok(Some((*invite, meeting)))
    }

    /// "Jag kommer" or "Jag kan inte": an op of the server's, which everybody who reads her meetings gets.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn record_reply(
        &self,
        share: &FoundShare,
        invite: &Invite,
        coming: Coming,
    ) -> Result<(), StoreError> {
        let now = self.clock().now();
        let person = domain::Reference { phone: None, ..invite.person.clone() };
        let reply = Reply { invitation: share.entry, person, starts: invite.starts, coming };
        let op = self.own_op(invite.meeting, Body::Reply(Box::new(reply)), now)?;
        let op = Op { tab: BinderTab::Meetings, audience: Audience::Tab, ..op };
        self.push_own(share.access.binder(), op, domain::consent::Access::for_share).await
    }

    /// What a calendar's address shows, and the meetings; nothing if the link is to something else.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if the binder's key has been destroyed.
    pub async fn feed(&self, share: &FoundShare) -> Result<Option<(Feed, Vec<Entry>)>, StoreError> {
        let binder = share.access.binder();
        let key = self.keys().of(binder).await?;
        let op = {
            let mut connection = self.read().acquire().await?;
            ops::one(&mut connection, binder, share.op, &key).await?
        };
        let (Some(Body::Feed(feed)), Some(access)) = (op.map(|op| op.body), self.job_access(binder).await?) else {
            return Ok(None);
        };
        let head = self.read_head(binder).await?.seq;
        let tab = BinderTab::Meetings;
        let stored = self.tab_ops(&access, tab, 0, head).await?;
        let log: Vec<_> = stored.iter().map(super::StoredOp::read).collect::<Result<_, _>>()?;
        let meetings = fold(tab, &log);
        let shown = feed::meetings(&meetings, self.clock().now()).into_iter().cloned().collect();
        Ok(Some((feed, shown)))
    }
}

//! Carrying out what `plan` decides, one binder at a time.

use domain::api::{ErrorCode, RefusalCode, StartBinderRequest};
use domain::{BinderId, BinderTab};

use crate::plan::{self, BATCH, Outcome};
use crate::replica::Notice;
use crate::store::{Outbox, Taken};
use crate::{Change, Contact, RefusedOp, Replica, StoreError, SyncError};

/// How often an answer may be out of date before we wait a little: another browser tab is syncing too.
const STALE_MAX: usize = 5;

/// How much of the queue the next request brings.
struct Push {
    most: usize,
    /// A request with only this op was refused as a whole. If one without it is taken, it is the op
    /// that is wrong, and not the way we ask.
    suspect: Option<RefusedOp>,
    /// The server asked for a pause: fetch, and send nothing more.
    paused: bool,
}

impl Replica {
    /// Sends what waits in one binder and fetches what is new.
    pub async fn sync(&self, binder: BinderId) -> Result<(), SyncError> {
        let _turn = self.inner.turn.take().await;
        if self.lock_comes_first().await? {
            return Ok(());
        }
        self.change_status(|status| status.sending = true);
        let mut result = self.rounds(binder).await;
        if result.is_ok() {
            result = self.carry_pictures(binder).await;
        }
        if matches!(&result, Err(error) if error.is_refused_as(ErrorCode::NotFound)) {
            result = self.leave_if_closed(binder).await.and(result);
        }
        if result == Err(SyncError::Revoked) {
            self.revoked().await?;
        }
        if result == Err(SyncError::Erased) {
            self.erased().await?;
        }
        match &result {
            Ok(()) => {
                self.session_lives().await?;
                // A store that does not answer is asked again tomorrow.
                drop(self.empty_what_is_due(binder).await);
            }
            Err(SyncError::SignedOut) => self.session_ended().await?,
            Err(_) => {}
        }
        self.change_status(|status| status.sending = false);
        self.recount().await?;
        self.notice(Notice::Status);
        result
    }

    /// The same for every binder this person reaches. A failure in one does not keep back the others,
    /// but without network or session there is no point in going on.
    pub async fn sync_all(&self) -> Result<(), SyncError> {
        let Some(me) = self.me().await? else {
            return Ok(());
        };
        let mut result = Ok(());
        for card in me.binders {
            match self.sync(card.id).await {
                Err(
                    error @ (SyncError::Offline | SyncError::SignedOut | SyncError::Revoked | SyncError::Erased),
                ) => {
                    return Err(error);
                }
                Err(error) => result = result.and(Err(error)),
                Ok(()) => {}
            }
        }
        result
    }

    async fn rounds(&self, binder: BinderId) -> Result<(), SyncError> {
        let mut push = Push { most: BATCH, suspect: None, paused: false };
        let mut stale = 0;
        loop {
            let outbox = self.reading(self.inner.store.outbox(binder).await)?;
            if let Some(start) = &outbox.start {
                self.start_on_server(start).await?;
            }
            let most = if push.paused || push.suspect.is_some() { 0 } else { push.most };
            let request = plan::request(self.inner.id.get(), &outbox, most);
            let sent = request.ops.len();
            let response = match self.inner.server.sync(binder, &request).await {
                Ok(response) => response,
                Err(error) if sent > 0 && is_about_ops(&error) => {
                    if sent == 1
                        && let Some(outcome) = plan::pass_over(binder, &outbox, self.now())
                    {
                        self.writing(self.inner.store.apply(&outcome).await)?;
                        self.took(&outcome, false).await?;
                        push.most = BATCH;
                        continue;
                    }
                    push.narrow(&outbox, sent, self.now());
                    continue;
                }
                Err(error) => return Err(error),
            };
            let outcome = plan::answer(binder, &outbox, &request, response, self.now());
            match self.writing(self.inner.store.apply(&outcome).await)? {
                Taken::Stale if stale == STALE_MAX => return Err(StoreError::Blocked.into()),
                Taken::Stale => {
                    stale += 1;
                    continue;
                }
                Taken::Done { restored } => self.took(&outcome, restored).await?,
            }
            if let Some(suspect) = push.suspect.take() {
                self.writing(self.inner.store.flag(binder, &suspect).await)?;
                self.tab_changed(binder, suspect.op.tab);
            }
            if outcome.mistaken {
                self.ask_who().await?;
            }
            push.paused |= outcome.pause;
            let settled = outcome.settled.len() + outcome.refused.len();
            let unsent = !push.paused && most > 0 && settled > 0 && outbox.waiting.len() > sent;
            let unasked = !push.paused && most == 0 && !outbox.waiting.is_empty();
            if !(unsent || unasked || outcome.goes_on()) {
                return Ok(());
            }
        }
    }

    /// Tells everybody what an answer has changed.
    pub(crate) async fn took(&self, outcome: &Outcome, restored: bool) -> Result<(), SyncError> {
        self.change_status(|status| status.contact = Contact::At(outcome.at));
        for tab in outcome.tabs() {
            self.tab_changed(outcome.binder, tab);
        }
        if outcome.card.is_some() {
            self.tell(Change::Me);
            self.notice(Notice::Me);
        }
        if restored {
            let me = self.me().await?;
            let mine = |reached: &&domain::api::Reached| me.as_ref().is_some_and(|me| me.person == reached.person);
            let since = outcome.reached.iter().find(mine).map(|reached| reached.at);
            self.tell(Change::Restored { since });
        }
        Ok(())
    }

    /// Revoked means gone at the next contact. The server has answered as if the binder were not there;
    /// if it is not in the list of our binders either, it is closed to us.
    async fn leave_if_closed(&self, binder: BinderId) -> Result<(), SyncError> {
        let Some(me) = self.ask_who().await? else {
            return Ok(());
        };
        if me.binders.iter().all(|card| card.id != binder) {
            self.writing(self.inner.store.leave(binder, self.now()).await)?;
            self.me_changed().await?;
            for tab in BinderTab::ALL {
                self.tab_changed(binder, tab);
            }
        }
        Ok(())
    }

    async fn start_on_server(&self, start: &StartBinderRequest) -> Result<(), SyncError> {
        let card = self.inner.server.start_binder(start).await?;
        self.writing(self.inner.store.started(&card).await)?;
        self.tell(Change::Me);
        self.notice(Notice::Me);
        Ok(())
    }
}

impl Push {
    /// A request was refused as a whole: half of it next time, down to the op that is to blame.
    fn narrow(&mut self, outbox: &Outbox, sent: usize, at: domain::Timestamp) {
        self.most = sent / 2;
        if sent == 1
            && let Some(first) = outbox.waiting.first()
        {
            let op = first.op.clone();
            self.most = BATCH;
            self.suspect = Some(RefusedOp { op, code: RefusalCode::BadValue, at, mendable: true });
        }
    }
}

/// Refusals of a whole request that one op in it can be the cause of.
fn is_about_ops(error: &SyncError) -> bool {
    [ErrorCode::TooLarge, ErrorCode::TooLong, ErrorCode::BadRequest].iter().any(|code| error.is_refused_as(*code))
}

//! Following the live stream: what others do is taken in as it is told, or asked for.

use std::rc::Rc;

use domain::api::{LiveEvent, Reached};
use domain::{BinderId, SequencedOp};
use wasm_bindgen_futures::spawn_local;

use super::{RETRY_FIRST_MS, RETRY_LAST_MS, Runner};
use crate::live::Live;
use crate::replica::Notice;
use crate::store::Taken;
use crate::{Contact, browser, plan};

/// How long after a live op the server is told that it has arrived here.
const TELL_ARRIVED_MS: i32 = 2_000;

impl Runner {
    /// Holds the live stream of the binders that this person reaches.
    pub(super) async fn follow_live(self: &Rc<Self>) {
        let binders: Vec<BinderId> = match self.replica.me().await {
            Ok(Some(_)) if matches!(self.replica.lock_comes_first().await, Ok(true)) => Vec::new(),
            Ok(Some(me)) if !self.replica.status().signed_out => me.binders.iter().map(|card| card.id).collect(),
            _ => Vec::new(),
        };
        if self.live.borrow().as_ref().is_some_and(|live| live.follows(&binders)) {
            return;
        }
        self.live.replace(None);
        let mut after = Vec::new();
        for binder in binders {
            let cursor = self.replica.inner.store.stands(binder).await.unwrap_or_default().cursor;
            after.push((binder, cursor));
        }
        if after.is_empty() {
            return;
        }
        let told = self.clone();
        let ended = self.clone();
        let live = Live::open(after, move |event| told.told(event), move |was_open| ended.live_ended(was_open));
        self.live.replace(live);
    }

    fn live_ended(self: &Rc<Self>, was_open: bool) {
        let failures = if was_open { 0 } else { self.live_failures.get() };
        self.live_failures.set(failures + 1);
        let runner = self.clone();
        let pause = self.replica.spread(RETRY_FIRST_MS, RETRY_LAST_MS, failures);
        spawn_local(async move {
            browser::sleep(pause).await;
            runner.live.replace(None);
            runner.want_all();
        });
    }

    fn told(self: &Rc<Self>, event: LiveEvent) {
        let runner = self.clone();
        spawn_local(async move {
            match event {
                LiveEvent::Op { binder, op } => runner.take_op(binder, *op).await,
                LiveEvent::Moved { binder, seq } => {
                    // What this device has just sent moves the log, too.
                    let _turn = runner.replica.inner.turn.take().await;
                    let stands = runner.replica.inner.store.stands(binder).await.unwrap_or_default();
                    if seq > stands.cursor {
                        runner.want(binder, true);
                    }
                }
                LiveEvent::Changed { .. } => runner.want_all(),
                LiveEvent::Reached { binder, reached } => runner.note_reached(binder, reached).await,
            }
        });
    }

    /// Somebody's copy has come further: whoever shows it reads it again, in the other browser tabs too,
    /// where a newer contact is what tells.
    async fn note_reached(&self, binder: BinderId, reached: Reached) {
        let replica = &self.replica;
        if replica.writing(replica.inner.store.note_reached(binder, reached).await).is_ok() {
            replica.change_status(|status| status.contact = Contact::At(replica.now()));
            replica.notice(Notice::Status);
        }
    }

    /// Takes in one op without asking, if it follows directly on what the copy has.
    async fn take_op(&self, binder: BinderId, op: SequencedOp) {
        let replica = &self.replica;
        let _turn = replica.inner.turn.take().await;
        let Ok(stands) = replica.inner.store.stands(binder).await else {
            return;
        };
        if op.seq <= stands.cursor {
            return;
        }
        if let Some(outcome) = plan::told(binder, stands, op, replica.now())
            && let Ok(Taken::Done { restored }) = replica.writing(replica.inner.store.apply(&outcome).await)
            && replica.took(&outcome, restored).await.is_ok()
        {
            let bell = self.bell.clone();
            self.due.borrow_mut().binders.insert(binder);
            spawn_local(async move {
                browser::sleep(TELL_ARRIVED_MS).await;
                bell.ring();
            });
            return;
        }
        self.want(binder, true);
    }
}

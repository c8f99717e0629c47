//! Sync that runs by itself, in the one browser tab that holds the lock.
//!
//! Nothing here is needed for correctness: two tabs that sync at once do no harm (the store checks where
//! the copy stands), they only ask twice. `navigator.onLine` is not asked; whoever has something to send
//! tries, and the answer tells. Waiting grows with failures and begins anew when the person does
//! something.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use domain::api::{ErrorBody, LiveEvent};
use domain::{BinderId, SequencedOp};
use js_sys::{Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::EventTarget;

use crate::browser::{self, Bell};
use crate::channel::{Channel, Message};
use crate::live::Live;
use crate::replica::Notice;
use crate::store::Taken;
use crate::{Change, Contact, Replica, SyncError, plan};

/// Several edits in a row are sent together.
const DEBOUNCE_MS: i32 = 150;
/// How long after a live op the server is told that it has arrived here.
const TELL_ARRIVED_MS: i32 = 2_000;
const RETRY_FIRST_MS: i32 = 1_000;
const RETRY_LAST_MS: i32 = 60_000;
const POLL_FIRST_MS: i32 = 30_000;
const POLL_LAST_MS: i32 = 300_000;

/// Begins, once per page.
pub(crate) fn start(replica: &Replica) {
    if replica.has_outward() {
        return;
    }
    let runner = Rc::new(Runner {
        replica: replica.clone(),
        bell: Bell::default(),
        due: RefCell::default(),
        channel: Channel::open(),
        live: RefCell::default(),
        live_failures: Cell::new(0),
        is_serving: Cell::new(false),
    });
    let outward = Rc::downgrade(&runner);
    replica.set_outward(Rc::new(move |notice| {
        if let Some(runner) = outward.upgrade() {
            runner.outward(notice);
        }
    }));
    if let Some(channel) = &runner.channel {
        let runner = runner.clone();
        channel.listen(move |message| runner.hear(message));
    }
    for (target, event) in [
        ("document", "visibilitychange"),
        ("window", "online"),
        ("window", "pageshow"),
    ] {
        if let Some(target) =
            browser::global(target).and_then(|target| target.dyn_into::<EventTarget>().ok())
        {
            let runner = runner.clone();
            browser::listen(&target, event, move || runner.try_now());
        }
    }
    spawn_local(runner.wait_for_lock());
}

/// What is to be done next.
#[derive(Default)]
struct Due {
    /// Who uses the device, and every binder.
    all: bool,
    binders: BTreeSet<BinderId>,
    /// At once, without waiting for more edits.
    prompt: bool,
}

struct Runner {
    replica: Replica,
    bell: Bell,
    due: RefCell<Due>,
    channel: Option<Channel>,
    live: RefCell<Option<Live>>,
    live_failures: Cell<u32>,
    is_serving: Cell<bool>,
}

impl Runner {
    /// Something happened on this page.
    fn outward(&self, notice: Notice) {
        if let Notice::Wrote(binder) = notice {
            self.want(binder, false);
        }
        if notice == Notice::Session {
            return self.try_now();
        }
        let status = self.replica.status();
        let contact = match status.contact {
            Contact::At(at) => Some(at),
            Contact::Never => None,
        };
        self.say(match notice {
            Notice::Wrote(binder) => Message::Wrote { binder },
            Notice::Tab(binder, tab) => Message::Tab { binder, tab },
            Notice::Me => Message::Me,
            Notice::Session | Notice::Status => Message::Status {
                signed_out: status.signed_out,
                contact,
            },
        });
    }

    fn say(&self, message: Message) {
        if let Some(channel) = &self.channel {
            channel.say(message);
        }
    }

    /// Something happened in another browser tab.
    fn hear(&self, message: Message) {
        match message {
            Message::Wrote { binder } => {
                self.want(binder, false);
                self.recount();
            }
            Message::Tab { binder, tab } => {
                self.replica.inner.cache.mark_stale(binder, tab);
                self.replica.tell(Change::Tab(binder, tab));
            }
            Message::Me => {
                self.replica.inner.cache.clear();
                self.replica.tell(Change::Me);
                self.recount();
            }
            Message::Status {
                signed_out,
                contact,
            } => {
                self.replica.change_status(|status| {
                    status.signed_out = signed_out;
                    status.contact = status
                        .contact
                        .max(contact.map_or(Contact::Never, Contact::At));
                });
                self.recount();
            }
            Message::Now => self.want_all(),
        }
    }

    fn recount(&self) {
        let replica = self.replica.clone();
        // A store that does not answer is shown as a fault by the counting itself.
        spawn_local(async move { drop(replica.recount().await) });
    }

    /// The person is back, or the network may be: whichever tab syncs should try.
    fn try_now(&self) {
        self.want_all();
        self.say(Message::Now);
    }

    fn want(&self, binder: BinderId, prompt: bool) {
        let mut due = self.due.borrow_mut();
        due.binders.insert(binder);
        due.prompt |= prompt;
        drop(due);
        self.bell.ring();
    }

    fn want_all(&self) {
        let mut due = self.due.borrow_mut();
        due.all = true;
        due.prompt = true;
        drop(due);
        self.bell.ring();
    }

    /// Browsers without locks (iOS before 15.4) sync in every tab.
    async fn wait_for_lock(self: Rc<Self>) {
        let serving = self.clone();
        let held = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_lock| {
            spawn_local(serving.clone().serve());
            // Held for as long as the page lives.
            Promise::new(&mut |_, _| {})
        });
        let request = browser::global("navigator")
            .and_then(|navigator| Reflect::get(&navigator, &JsValue::from_str("locks")).ok())
            .and_then(|locks| {
                let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?;
                let request: js_sys::Function = request.dyn_into().ok()?;
                request
                    .call2(&locks, &JsValue::from_str("parmen-sync"), held.as_ref())
                    .ok()
            })
            .and_then(|promise| promise.dyn_into::<Promise>().ok());
        held.forget();
        let given = match request {
            // Settles only if the lock is refused.
            Some(request) => JsFuture::from(request).await.is_ok(),
            None => false,
        };
        if !given {
            self.serve().await;
        }
    }

    async fn serve(self: Rc<Self>) {
        if self.is_serving.replace(true) {
            return;
        }
        self.due.borrow_mut().all = true;
        let mut failures = 0;
        let mut quiet = 0;
        loop {
            let due = self.due.take();
            let result = self.work(&due).await;
            if result.is_ok() && self.replica.status().waiting == 0 {
                failures = 0;
            } else {
                failures += 1;
                self.due.borrow_mut().all = true;
            }
            self.follow_live().await;
            let is_live = self.live.borrow().as_ref().is_some_and(Live::is_open);
            let pause = match &result {
                Err(error) if !error.is_retryable() => POLL_LAST_MS,
                Err(SyncError::Refused(ErrorBody {
                    retry_after: Some(seconds),
                    ..
                })) => i32::try_from(seconds.saturating_mul(1_000)).unwrap_or(POLL_LAST_MS),
                _ if failures > 0 => self.spread(RETRY_FIRST_MS, RETRY_LAST_MS, failures - 1),
                Ok(()) | Err(_) if is_live => POLL_LAST_MS,
                Ok(()) | Err(_) => self.spread(POLL_FIRST_MS, POLL_LAST_MS, quiet),
            };
            if self.bell.wait(pause).await {
                quiet = 0;
                if !self.due.borrow().prompt {
                    browser::sleep(DEBOUNCE_MS).await;
                }
            } else {
                quiet += 1;
                self.due.borrow_mut().all = true;
            }
        }
    }

    async fn work(&self, due: &Due) -> Result<(), SyncError> {
        if due.all {
            return match self.replica.refresh_me().await? {
                Some(_) => self.replica.sync_all().await,
                None => Err(SyncError::SignedOut),
            };
        }
        let mut result = Ok(());
        for binder in &due.binders {
            result = result.and(self.replica.sync(*binder).await);
        }
        result
    }

    /// Doubles with every try, and differs from device to device, so that a thousand phones that lost
    /// the server together do not come back together.
    fn spread(&self, first: i32, last: i32, tries: u32) -> i32 {
        let full = first.saturating_mul(1 << tries.min(10)).min(last);
        let chance = (self.replica.inner.device.new_id)()
            .as_bytes()
            .last()
            .copied()
            .unwrap_or_default();
        full / 2 + full / 2 / 255 * i32::from(chance)
    }

    /// Holds the live stream of the binders that this person reaches.
    async fn follow_live(self: &Rc<Self>) {
        let binders: Vec<BinderId> = match self.replica.me().await {
            Ok(Some(me)) if !self.replica.status().signed_out => {
                me.binders.iter().map(|card| card.id).collect()
            }
            _ => Vec::new(),
        };
        if self
            .live
            .borrow()
            .as_ref()
            .is_some_and(|live| live.follows(&binders))
        {
            return;
        }
        self.live.replace(None);
        let mut after = Vec::new();
        for binder in binders {
            let cursor = self
                .replica
                .inner
                .store
                .stands(binder)
                .await
                .unwrap_or_default()
                .cursor;
            after.push((binder, cursor));
        }
        if after.is_empty() {
            return;
        }
        let told = self.clone();
        let ended = self.clone();
        let live = Live::open(
            after,
            move |event| told.told(event),
            move || ended.live_ended(),
        );
        self.live.replace(live);
    }

    fn live_ended(self: &Rc<Self>) {
        let failures = self.live_failures.get();
        self.live_failures.set(failures + 1);
        let runner = self.clone();
        let pause = self.spread(RETRY_FIRST_MS, RETRY_LAST_MS, failures);
        spawn_local(async move {
            browser::sleep(pause).await;
            runner.live.replace(None);
            runner.want_all();
        });
    }

    fn told(self: &Rc<Self>, event: LiveEvent) {
        self.live_failures.set(0);
        let runner = self.clone();
        spawn_local(async move {
            match event {
                LiveEvent::Op { binder, op } => runner.take_op(binder, *op).await,
                LiveEvent::Moved { binder, seq } => {
                    // What this device has just sent moves the log, too.
                    let _turn = runner.replica.inner.turn.take().await;
                    let stands = runner
                        .replica
                        .inner
                        .store
                        .stands(binder)
                        .await
                        .unwrap_or_default();
                    if seq > stands.cursor {
                        runner.want(binder, true);
                    }
                }
                LiveEvent::Changed { .. } => runner.want_all(),
            }
        });
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
            && let Ok(Taken::Done { restored }) =
                replica.writing(replica.inner.store.apply(&outcome).await)
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

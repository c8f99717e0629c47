//! Sync that runs by itself, in the one browser tab that holds the lock.
//!
//! Nothing here is needed for correctness: two tabs that sync at once do no harm (the store checks where
//! the copy stands), they only ask twice. `navigator.onLine` is not asked; whoever has something to send
//! tries, and the answer tells. Waiting grows with failures and begins anew when the person does
//! something.

mod follow;
mod serve;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use domain::BinderId;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::EventTarget;

use crate::browser::{self, Bell};
use crate::channel::{Channel, Message};
use crate::live::Live;
use crate::replica::Notice;
use crate::{Change, Contact, Replica, SyncStatus};

/// Waiting after a failure, at first and at most.
const RETRY_FIRST_MS: i32 = 1_000;
const RETRY_LAST_MS: i32 = 60_000;

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
    for (target, event) in [("document", "visibilitychange"), ("window", "online"), ("window", "pageshow")] {
        if let Some(target) = browser::global(target).and_then(|target| target.dyn_into::<EventTarget>().ok()) {
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
        match notice {
            Notice::Session => return self.try_now(),
            Notice::Opened => return self.bell.ring(),
            // What waited for a lock may come.
            Notice::Lock => self.want_all(),
            _ => {}
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
            Notice::Lock => Message::Lock,
            Notice::Session | Notice::Status | Notice::Opened => {
                let SyncStatus { signed_out, revoked, erased, .. } = status;
                Message::Status { signed_out, revoked, erased, contact }
            }
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
            Message::Status { signed_out, revoked, erased, contact } => {
                self.replica.change_status(|status| {
                    status.signed_out = signed_out;
                    status.revoked = revoked;
                    status.erased = erased;
                    status.contact = status.contact.max(contact.map_or(Contact::Never, Contact::At));
                });
                self.recount();
            }
            Message::Now => self.want_all(),
            Message::Lock => self.replica.tell(Change::LockElsewhere),
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
}

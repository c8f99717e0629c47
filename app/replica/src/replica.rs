//! The handle a page holds: cheap to clone, and the only way to the data.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::{ActId, BinderId, BinderTab, EntryId, ReplicaId, Timestamp};

use crate::read::Cache;
use crate::room::Opened;
use crate::status::Listeners;
use crate::turn::Turn;
use crate::{Change, Device, LocalStore, Server, StoreError, StoreFault, Subscription, SyncStatus, device};

/// One device's copy. Clones are the same copy.
#[derive(Clone)]
pub struct Replica {
    pub(crate) inner: Rc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: LocalStore,
    pub(crate) server: Server,
    pub(crate) device: Device,
    pub(crate) id: Cell<ReplicaId>,
    pub(crate) cache: Cache,
    pub(crate) opened: Opened,
    pub(crate) turn: Turn,
    /// One commit at a time: each sees what the one before it has put in her own room.
    pub(crate) writes: Turn,
    /// When her own room was last gone through for what is due.
    pub(crate) looked_at: Cell<Option<Timestamp>>,
    listeners: Listeners,
    status: Cell<SyncStatus>,
    /// Whoever runs sync by itself and tells other browser tabs; nobody before `start`.
    outward: RefCell<Option<Outward>>,
}

type Outward = Rc<dyn Fn(Notice)>;

/// What other browser tabs, and the sync that runs by itself, are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Notice {
    /// Something waits to be sent.
    Wrote(BinderId),
    /// A tab reads differently.
    Tab(BinderId, BinderTab),
    /// Somebody else uses the device, or more is known of the binders.
    Me,
    /// Somebody has signed in or out.
    Session,
    /// The server took part, or what waits has changed.
    Status,
    /// The lock was set or taken away.
    Lock,
    /// The copy was shut, and is open.
    Opened,
}

impl Replica {
    /// Opens the copy in a store. Nothing is asked of the server yet.
    pub async fn open(store: LocalStore, server: Server, device: Device) -> Result<Self, StoreError> {
        let fresh = ReplicaId::from_uuid((device.new_id)());
        let opening = store.opening(fresh, (device.now)()).await?;
        let inner = Inner {
            store,
            server,
            device,
            id: Cell::new(opening.replica),
            cache: Cache::default(),
            opened: Opened::default(),
            turn: Turn::default(),
            writes: Turn::default(),
            looked_at: Cell::new(None),
            listeners: Listeners::default(),
            status: Cell::new(opening.status()),
            outward: RefCell::new(None),
        };
        Ok(Self { inner: Rc::new(inner) })
    }

    /// The copy was shut and is open now.
    pub(crate) async fn opened_now(&self) -> Result<(), StoreError> {
        if self.status().shut { self.begin_anew().await } else { Ok(()) }
    }

    /// The copy in use is another one, or can be read only now.
    pub(crate) async fn begin_anew(&self) -> Result<(), StoreError> {
        let fresh = ReplicaId::from_uuid((self.inner.device.new_id)());
        let opening = self.inner.store.opening(fresh, self.now()).await?;
        self.inner.id.set(opening.replica);
        self.change_status(|status| *status = opening.status());
        self.notice(Notice::Opened);
        Ok(())
    }

    /// Begins to sync by itself and to tell other browser tabs. Outside a browser nothing runs by
    /// itself: whoever holds the replica calls `sync`.
    pub fn start(&self) {
        #[cfg(target_arch = "wasm32")]
        crate::run::start(self);
    }

    /// The id of this copy; made with the store, never with the session.
    #[must_use]
    pub fn id(&self) -> ReplicaId {
        self.inner.id.get()
    }

    /// The device's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.inner.device.now)()
    }

    /// The id of a new entry.
    #[must_use]
    pub fn new_entry(&self) -> EntryId {
        EntryId::from_uuid((self.inner.device.new_id)())
    }

    /// The id of an act over several tabs.
    #[must_use]
    pub fn new_act(&self) -> ActId {
        ActId::from_uuid((self.inner.device.new_id)())
    }

    /// The id of a new binder.
    #[must_use]
    pub fn new_binder(&self) -> BinderId {
        BinderId::from_uuid((self.inner.device.new_id)())
    }

    /// A secret for a link: 256 bits as 43 signs.
    #[must_use]
    pub fn new_token(&self) -> String {
        device::token((self.inner.device.new_secret)())
    }

    /// How far what was written has come.
    #[must_use]
    pub fn status(&self) -> SyncStatus {
        self.inner.status.get()
    }

    /// Calls `listener` at every change until the subscription is dropped.
    pub fn subscribe(&self, listener: impl Fn(&Change) + 'static) -> Subscription {
        self.inner.listeners.add(Rc::new(listener))
    }

    pub(crate) fn tell(&self, change: Change) {
        self.inner.listeners.tell(change);
    }

    /// Tells other browser tabs and the sync that runs by itself.
    pub(crate) fn notice(&self, notice: Notice) {
        let outward = self.inner.outward.borrow().clone();
        if let Some(outward) = outward {
            outward(notice);
        }
    }

    #[cfg(target_arch = "wasm32")]
    pub(crate) fn set_outward(&self, outward: Outward) {
        *self.inner.outward.borrow_mut() = Some(outward);
    }

    #[cfg(target_arch = "wasm32")]
    pub(crate) fn has_outward(&self) -> bool {
        self.inner.outward.borrow().is_some()
    }

    pub(crate) fn change_status(&self, change: impl FnOnce(&mut SyncStatus)) {
        let mut status = self.inner.status.get();
        change(&mut status);
        if self.inner.status.replace(status) != status {
            self.tell(Change::Status);
        }
    }

    /// A tab reads differently: here, and in other browser tabs.
    pub(crate) fn tab_changed(&self, binder: BinderId, tab: BinderTab) {
        self.inner.cache.mark_stale(binder, tab);
        self.tell(Change::Tab(binder, tab));
        self.notice(Notice::Tab(binder, tab));
    }

    /// Takes note of how reading went: a fault is shown until it is over.
    pub(crate) fn reading<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        self.noting(&result, &[StoreFault::Blocked]);
        result
    }

    /// Takes note of how writing went: only that tells whether there is room again.
    pub(crate) fn writing<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        self.noting(&result, &[StoreFault::Blocked, StoreFault::Full]);
        result
    }

    fn noting<T>(&self, result: &Result<T, StoreError>, over: &[StoreFault]) {
        self.change_status(|status| match result {
            Err(StoreError::Shut) => status.shut = true,
            Ok(_) => status.fault = status.fault.filter(|fault| !over.contains(fault)),
            Err(error) => status.fault = Some(StoreFault::from(error)),
        });
    }

    /// Counts what waits.
    pub(crate) async fn recount(&self) -> Result<(), StoreError> {
        let waiting = self.reading(self.inner.store.count_waiting().await)?;
        self.change_status(|status| status.waiting = waiting);
        Ok(())
    }
}

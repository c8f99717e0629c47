//! What a screen may say about saving and sending, and who is told when something changes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use domain::{BinderId, BinderTab, Timestamp};

use crate::StoreError;

/// The plain facts about sync.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or not, each by itself")]
pub struct SyncStatus {
    /// How many changes wait on this device, those that need mending not counted.
    pub waiting: usize,
    /// When the server last took part.
    pub contact: Contact,
    /// Something is on its way now.
    pub sending: bool,
    /// The session has ended: nothing is sent until somebody signs in, and everything stays.
    pub signed_out: bool,
    /// The owner has ended this phone's pairing, or somebody whom she let do so. Nothing of the pärm is kept
    /// here any more; whatever else was made from it on this device (the personal crisis page) must go too.
    pub revoked: bool,
    /// The pärm has been taken away for good. What this phone has of it is still here if somebody is known on
    /// it, for its owner to take along; see [`crate::Replica::empty_erased`].
    pub erased: bool,
    /// The copy is locked and has not been opened on this page: nothing of it can be read or written.
    pub shut: bool,
    /// The local store does not work.
    pub fault: Option<StoreFault>,
}

/// When the server last took part in a sync.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Contact {
    /// Not yet.
    #[default]
    Never,
    /// Then, by the device's clock.
    At(Timestamp),
}

/// A fault of the local store that a person must be told about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StoreFault {
    /// The device has no room left.
    Full,
    /// The store cannot be used now.
    Blocked,
    /// Something in it cannot be read.
    Corrupt,
    /// It is no longer there.
    Gone,
}

impl From<&StoreError> for StoreFault {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Blocked | StoreError::Locked | StoreError::Shut => Self::Blocked,
            StoreError::Corrupt { .. } => Self::Corrupt,
            StoreError::Gone => Self::Gone,
        }
    }
}

/// Something that a screen may want to read again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// A tab's content, or whether it may be read now.
    Tab(BinderId, BinderTab),
    /// Who uses this device, or what is known of the binders.
    Me,
    /// See [`SyncStatus`].
    Status,
    /// The lock of this copy was set, changed or taken away.
    Lock,
    /// The same, in another browser tab: what this one could read and write may have gone with it.
    LockElsewhere,
    /// The local store was empty though the device is known: everything was fetched again. What was
    /// written without network after `since` may be missing.
    Restored {
        /// When this person's devices had last been in contact, as far as the server knows.
        since: Option<Timestamp>,
    },
}

type Listener = Rc<dyn Fn(&Change)>;

/// Everybody who listens.
#[derive(Clone, Default)]
pub(crate) struct Listeners(Rc<RefCell<(u64, BTreeMap<u64, Listener>)>>);

/// Listening ends when this is dropped.
#[must_use = "listening ends when this is dropped"]
pub struct Subscription {
    id: u64,
    listeners: Weak<RefCell<(u64, BTreeMap<u64, Listener>)>>,
}

impl Listeners {
    pub(crate) fn add(&self, listener: Listener) -> Subscription {
        let mut inner = self.0.borrow_mut();
        inner.0 += 1;
        let id = inner.0;
        inner.1.insert(id, listener);
        Subscription { id, listeners: Rc::downgrade(&self.0) }
    }

    /// A listener may subscribe, unsubscribe and read while it is told.
    pub(crate) fn tell(&self, change: Change) {
        let listeners: Vec<Listener> = self.0.borrow().1.values().cloned().collect();
        for listener in listeners {
            listener(&change);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(listeners) = self.listeners.upgrade() {
            let gone = listeners.borrow_mut().1.remove(&self.id);
            drop(gone);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn listening_ends_when_the_subscription_is_dropped() {
        let (listeners, heard) = (Listeners::default(), Rc::new(Cell::new(0)));
        let hear = heard.clone();
        let subscription = listeners.add(Rc::new(move |_| hear.set(hear.get() + 1)));
        listeners.tell(Change::Me);
        drop(subscription);
        listeners.tell(Change::Me);
        assert_eq!(heard.get(), 1);
    }

    #[test]
    fn a_listener_may_stop_listening_while_it_is_told() {
        let listeners = Listeners::default();
        let own: Rc<RefCell<Option<Subscription>>> = Rc::default();
        let inside = own.clone();
        let subscription = listeners.add(Rc::new(move |_| drop(inside.take())));
        own.replace(Some(subscription));
        listeners.tell(Change::Status);
        assert!(own.borrow().is_none());
    }
}

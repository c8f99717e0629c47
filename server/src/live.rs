//! Who is listening, and telling them: the hub between the store, which knows what was written, and
//! the streams of `GET /api/v1/live`.
//!
//! A listener hears about the binders it follows, and about changes that concern its own person. It is
//! told everything here and passes on only what its access covers; the hub itself decides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::api::Reached;
use domain::{Audience, Author, BinderId, BinderTab, DeviceId, PersonId, Role, Seq};
use tokio::sync::mpsc;

/// How many events wait for a slow listener before it is cut off. It connects again and asks.
const WAITING_MAX: usize = 256;

/// Ops longer than this are not sent along: the listener is told to ask.
pub(crate) const OP_BYTES_MAX: usize = 8 * 1024;

/// Something happened in a binder.
#[derive(Clone, Debug)]
pub enum Heard {
    /// Its log has moved.
    Log(Arc<LogMoved>),
    /// Somebody's copy of it has come further.
    Reached {
        /// The binder.
        binder: BinderId,
        /// Whose, how far, and when.
        reached: Reached,
    },
    /// Who may see what in it has changed.
    Consent {
        /// The binder.
        binder: BinderId,
    },
    /// Another phone of the owner's has been paired.
    Phone {
        /// The binder.
        binder: BinderId,
    },
    /// A picture that an op names has come.
    Picture {
        /// The binder.
        binder: BinderId,
    },
    /// A session of this person has ended.
    Session {
        /// Which.
        device: DeviceId,
    },
}

/// What one push added to a log.
#[derive(Debug)]
pub struct LogMoved {
    /// The binder.
    pub binder: BinderId,
    /// The head afterwards.
    pub head: Seq,
    /// The consent generation afterwards.
    pub generation: u64,
    /// The new ops in order; empty if they came through another process.
    pub ops: Vec<NewOp>,
}

/// A new op with what is needed to decide who may be told.
pub struct NewOp {
    /// Its place.
    pub seq: Seq,
    /// Its tab.
    pub tab: BinderTab,
    /// Whom it is for.
    pub audience: Audience,
    /// The finished event as JSON; `None` if it is too long to send along.
    pub event: Option<String>,
}

impl std::fmt::Debug for NewOp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What somebody wrote never reaches a log.
        f.debug_struct("NewOp").field("seq", &self.seq).finish_non_exhaustive()
    }
}

impl NewOp {
    /// Whether a reader whose consent covers the tab may be told.
    pub fn is_for(&self, reader: Author) -> bool {
        reader.role != Role::Server && self.audience.includes(reader)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Topic {
    Binder(BinderId),
    Person(PersonId),
}

/// The hub.
#[derive(Clone, Debug, Default)]
pub struct Live {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    next: u64,
    listeners: BTreeMap<u64, mpsc::Sender<Heard>>,
    following: BTreeSet<(Topic, u64)>,
}

/// One open stream's ear. Dropping it ends the listening.
#[derive(Debug)]
pub struct Ear {
    hub: Live,
    number: u64,
    heard: mpsc::Receiver<Heard>,
}

impl Live {
    /// Begins to listen for a person.
    pub fn listen(&self, person: PersonId) -> Ear {
        let (tell, heard) = mpsc::channel(WAITING_MAX);
        let mut inner = self.lock();
        inner.next += 1;
        let number = inner.next;
        inner.listeners.insert(number, tell);
        inner.following.insert((Topic::Person(person), number));
        drop(inner);
        Ear { hub: self.clone(), number, heard }
    }

    /// Whether anybody follows a binder; nobody needs an event written otherwise.
    pub fn is_followed(&self, binder: BinderId) -> bool {
        let topic = Topic::Binder(binder);
        self.lock().following.range((topic, 0)..=(topic, u64::MAX)).next().is_some()
    }

    /// Tells those who follow the binder.
    pub fn tell_binder(&self, binder: BinderId, heard: &Heard) {
        self.tell(Topic::Binder(binder), heard);
    }

    /// Tells every stream of a person.
    pub fn tell_person(&self, person: PersonId, heard: &Heard) {
        self.tell(Topic::Person(person), heard);
    }

    fn tell(&self, topic: Topic, heard: &Heard) {
        let mut inner = self.lock();
        let numbers: Vec<u64> =
            inner.following.range((topic, 0)..=(topic, u64::MAX)).map(|(_, number)| *number).collect();
        for number in numbers {
            let told = inner.listeners.get(&number).is_some_and(|tell| tell.try_send(heard.clone()).is_ok());
            if !told {
                inner.remove(number);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn remove(&mut self, number: u64) {
        self.listeners.remove(&number);
        self.following.retain(|(_, follower)| *follower != number);
    }
}

impl Ear {
    /// Follows a binder from now on.
    pub fn follow(&self, binder: BinderId) {
        self.hub.lock().following.insert((Topic::Binder(binder), self.number));
    }

    /// Follows it no longer.
    pub fn unfollow(&self, binder: BinderId) {
        self.hub.lock().following.remove(&(Topic::Binder(binder), self.number));
    }

    /// Waits for what happens next; `None` when this listener was too slow and has been cut off.
    pub async fn hear(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.hub.lock().remove(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[tokio::test]
    async fn a_listener_hears_only_what_it_follows() {
        let hub = Live::default();
        let binder = |n| BinderId::from_uuid(Uuid::from_u128(n));
        let mut ear = hub.listen(PersonId::from_uuid(Uuid::from_u128(1)));
        ear.follow(binder(2));
        hub.tell_binder(binder(3), &Heard::Consent { binder: binder(3) });
        hub.tell_binder(binder(2), &Heard::Consent { binder: binder(2) });
        assert!(matches!(ear.hear().await, Some(Heard::Consent { binder: b }) if b == binder(2)));
    }

    #[tokio::test]
    async fn one_that_does_not_listen_is_cut_off() {
        let hub = Live::default();
        let binder = BinderId::from_uuid(Uuid::from_u128(2));
        let mut ear = hub.listen(PersonId::from_uuid(Uuid::from_u128(1)));
        ear.follow(binder);
        (0..=WAITING_MAX).for_each(|_| hub.tell_binder(binder, &Heard::Consent { binder }));
        for _ in 0..WAITING_MAX {
            assert!(ear.hear().await.is_some());
        }
        assert!(ear.hear().await.is_none());
    }
}

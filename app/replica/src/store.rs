//! What is kept on the device. One method is one transaction: all of it, or nothing.
//!
//! Both ends hold the same thing, text rows under text keys, so that everything above a row is written
//! once and tested on both: IndexedDB in the phone, a map in memory for tests and on the server. An
//! IndexedDB transaction ends as soon as something other than its own requests is awaited; the methods
//! here therefore get all they need as arguments and await nothing else.

mod apply;
mod beside;
mod identity;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod memory;
mod outbox;
mod overview;
mod part;
mod pictures;
mod proposing;
mod refused;
mod room;
mod rows;
pub mod schema;
mod sealing;
mod shut;
mod tabs;
mod trail;

use std::cell::RefCell;
use std::rc::Rc;

use crate::StoreError;

pub use apply::Taken;
pub use identity::Opening;
#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDb;
pub use memory::Memory;
pub use outbox::{Outbox, Waiting};
pub(crate) use part::PartRow;
pub use pictures::{Picture, PicturesHere};
pub use refused::REFUSED_DAYS;
pub(crate) use rows::BinderRow;
pub(crate) use sealing::{KEY_BYTES, Seal};
pub(crate) use shut::{LockRow, PasskeyRow, Stretching};
pub use tabs::{Have, TabRows};

/// Where a device's copy is kept. Clones are the same place, opened by the same key.
#[derive(Clone)]
pub struct LocalStore {
    /// Which copy is in use.
    at: Rc<RefCell<At>>,
    /// The device's first copy, which says which one is.
    first: At,
    /// What opens a locked copy: nothing for one that is not locked, and nothing until its code has been given.
    seal: Rc<RefCell<Option<Rc<Seal>>>>,
    /// What opened it before its lock was taken away.
    former: Rc<RefCell<Option<Rc<Seal>>>>,
}

#[derive(Clone)]
enum At {
    #[cfg(target_arch = "wasm32")]
    IndexedDb(IndexedDb),
    Memory(Memory),
}

impl LocalStore {
    /// An empty store in memory: gone when the last clone is dropped.
    #[must_use]
    pub fn memory() -> Self {
        Self::in_memory(Memory::default())
    }

    /// The store over these rows, as another browser tab opens it.
    #[must_use]
    pub fn in_memory(memory: Memory) -> Self {
        Self::of(At::Memory(memory))
    }

    /// Opens the browser's database of this name, or makes it.
    #[cfg(target_arch = "wasm32")]
    pub async fn indexed_db(name: &str) -> Result<Self, StoreError> {
        Ok(Self::of(At::IndexedDb(IndexedDb::open(name).await?)))
    }

    fn of(at: At) -> Self {
        Self { at: Rc::new(RefCell::new(at.clone())), first: at, seal: Rc::default(), former: Rc::default() }
    }

    /// Begins a transaction. One that writes does so under the lock that stands in the store, or not at all:
    /// another browser tab may have locked the copy since, or lifted its lock.
    async fn begin(&self, mode: Mode, stores: &[&'static str]) -> Result<Tx, StoreError> {
        if mode == Mode::Read {
            return self.begin_anyhow(mode, stores).await;
        }
        let stores: Vec<&'static str> = stores.iter().copied().filter(|name| *name != schema::META).collect();
        let stores = [&[schema::META], stores.as_slice()].concat();
        loop {
            let tx = self.begin_anyhow(mode, &stores).await?;
            if tx.is_under_its_lock().await? {
                return Ok(tx);
            }
            let named = |seal: &Option<Rc<Seal>>| seal.as_ref().map(|seal| seal.lock.clone());
            if named(&tx.seal) == named(&self.seal.borrow()) {
                return Err(StoreError::Shut);
            }
            // This very page has locked the copy, or lifted its lock, since the transaction was asked for.
        }
    }

    /// Begins one whatever lock there is: for what is never sealed, and for emptying.
    #[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "memory alone never waits"))]
    async fn begin_anyhow(&self, mode: Mode, stores: &[&'static str]) -> Result<Tx, StoreError> {
        let seal = self.seal.borrow().clone();
        let at = self.at.borrow().clone();
        let rows = match &at {
            #[cfg(target_arch = "wasm32")]
            At::IndexedDb(db) => Rows::IndexedDb(db.begin(mode, stores).await?),
            At::Memory(memory) => Rows::Memory(memory.begin(mode, stores)),
        };
        Ok(Tx { rows, seal, opening: [self.seal.clone(), self.former.clone()] })
    }
}

/// Whether a transaction writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Read,
    Write,
}

/// One transaction. Dropped without [`Tx::commit`], what it wrote is not kept.
struct Tx {
    rows: Rows,
    /// What it seals with.
    seal: Option<Rc<Seal>>,
    /// What opens rows: the copy may be locked between asking for the transaction and reading in it.
    opening: [Rc<RefCell<Option<Rc<Seal>>>>; 2],
}

enum Rows {
    #[cfg(target_arch = "wasm32")]
    IndexedDb(indexed_db::Tx),
    Memory(memory::Tx),
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::unused_async, clippy::unnecessary_wraps, reason = "memory alone never waits or fails")
)]
impl Rows {
    async fn get(&self, store: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.get(store, key).await,
            Self::Memory(tx) => Ok(tx.get(store, key)),
        }
    }

    async fn scan(
        &self,
        store: &'static str,
        prefix: &str,
        after: &str,
    ) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.scan(store, prefix, after).await,
            Self::Memory(tx) => Ok(tx.scan(store, prefix, after)),
        }
    }

    async fn keys(&self, store: &'static str, prefix: &str) -> Result<Vec<String>, StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.keys(store, prefix).await,
            Self::Memory(tx) => Ok(tx.scan(store, prefix, "").into_iter().map(|(key, _)| key).collect()),
        }
    }

    fn put(&mut self, store: &'static str, key: &str, row: &str) -> Result<(), StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.put(store, key, row),
            Self::Memory(tx) => {
                tx.put(store, key, row);
                Ok(())
            }
        }
    }

    fn delete(&mut self, store: &'static str, key: &str) -> Result<(), StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.delete(store, key),
            Self::Memory(tx) => {
                tx.delete(store, key);
                Ok(())
            }
        }
    }

    fn delete_all(&mut self, store: &'static str, prefix: &str) -> Result<(), StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.delete_all(store, prefix),
            Self::Memory(tx) => {
                tx.delete_all(store, prefix);
                Ok(())
            }
        }
    }

    async fn commit(self) -> Result<(), StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.commit().await,
            Self::Memory(tx) => tx.commit(),
        }
    }
}

impl Tx {
    fn opened(&self, store: &'static str, key: &str, row: String) -> Result<String, StoreError> {
        let [now, former] = &self.opening;
        let seals = [self.seal.clone(), now.borrow().clone(), former.borrow().clone()];
        sealing::opened(&seals, store, key, row)
    }

    async fn get(&self, store: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        let row = self.rows.get(store, key).await?;
        row.map(|row| self.opened(store, key, row)).transpose()
    }

    /// The rows whose keys begin with `prefix` and come after `after`, in the order of their keys.
    async fn scan(
        &self,
        store: &'static str,
        prefix: &str,
        after: &str,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let rows = self.rows.scan(store, prefix, after).await?;
        let opened = |(key, row): (String, String)| {
            let row = self.opened(store, &key, row)?;
            Ok((key, row))
        };
        rows.into_iter().map(opened).collect()
    }

    /// The keys that begin with `prefix`, in order.
    async fn keys(&self, store: &'static str, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.rows.keys(store, prefix).await
    }

    fn put(&mut self, store: &'static str, key: &str, row: &str) -> Result<(), StoreError> {
        let sealed = sealing::sealed(self.seal.as_deref(), store, key, row)?;
        self.rows.put(store, key, &sealed)
    }

    fn delete(&mut self, store: &'static str, key: &str) -> Result<(), StoreError> {
        self.rows.delete(store, key)
    }

    /// Deletes every row whose key begins with `prefix`.
    fn delete_all(&mut self, store: &'static str, prefix: &str) -> Result<(), StoreError> {
        self.rows.delete_all(store, prefix)
    }

    /// Returns when what was written is durable.
    async fn commit(self) -> Result<(), StoreError> {
        self.rows.commit().await
    }
}

//! What is kept on the device. One method is one transaction: all of it, or nothing.
//!
//! Both ends hold the same thing, text rows under text keys, so that everything above a row is written
//! once and tested on both: IndexedDB in the phone, a map in memory for tests and on the server. An
//! IndexedDB transaction ends as soon as something other than its own requests is awaited; the methods
//! here therefore get all they need as arguments and await nothing else.

mod apply;
mod identity;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod memory;
mod outbox;
mod proposing;
mod room;
mod rows;
pub mod schema;
mod tabs;
mod trail;

use crate::StoreError;

pub use apply::Taken;
pub use identity::Opening;
#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDb;
pub use memory::Memory;
pub use outbox::{Outbox, REFUSED_DAYS, Waiting};
pub(crate) use rows::BinderRow;
pub use tabs::{Have, TabRows};

/// Where a device's copy is kept.
#[derive(Clone)]
pub enum LocalStore {
    /// In the browser's database.
    #[cfg(target_arch = "wasm32")]
    IndexedDb(IndexedDb),
    /// In memory: gone when the last clone is dropped.
    Memory(Memory),
}

impl LocalStore {
    /// An empty store in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::Memory(Memory::default())
    }

    /// Opens the browser's database of this name, or makes it.
    #[cfg(target_arch = "wasm32")]
    pub async fn indexed_db(name: &str) -> Result<Self, StoreError> {
        IndexedDb::open(name).await.map(Self::IndexedDb)
    }

    #[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "memory alone never waits"))]
    async fn begin(&self, mode: Mode, stores: &[&'static str]) -> Result<Tx, StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(db) => db.begin(mode, stores).await.map(Tx::IndexedDb),
            Self::Memory(memory) => Ok(Tx::Memory(memory.begin(mode, stores))),
        }
    }
}

/// Whether a transaction writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Read,
    Write,
}

/// One transaction. Dropped without [`Tx::commit`], what it wrote is not kept.
enum Tx {
    #[cfg(target_arch = "wasm32")]
    IndexedDb(indexed_db::Tx),
    Memory(memory::Tx),
}

#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::unused_async, clippy::unnecessary_wraps, reason = "memory alone never waits or fails")
)]
impl Tx {
    async fn get(&self, store: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.get(store, key).await,
            Self::Memory(tx) => Ok(tx.get(store, key)),
        }
    }

    /// The rows whose keys begin with `prefix` and come after `after`, in the order of their keys.
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

    /// The keys that begin with `prefix`, in order.
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

    /// Deletes every row whose key begins with `prefix`.
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

    /// Returns when what was written is durable.
    async fn commit(self) -> Result<(), StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(tx) => tx.commit().await,
            Self::Memory(tx) => tx.commit(),
        }
    }
}

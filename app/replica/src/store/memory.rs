//! The store in memory: for tests, and for whoever needs a replica that leaves nothing behind.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Mode;
use crate::StoreError;

type Rows = BTreeMap<(&'static str, String), String>;

/// A store in memory. Clones share it, so a test can close a replica and open another on the same rows.
#[derive(Clone, Default)]
pub struct Memory(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    rows: Rows,
    beside: BTreeMap<String, Memory>,
    room: Option<usize>,
}

impl Memory {
    /// How many bytes of rows fit from now on: commits that need more fail with [`StoreError::Full`],
    /// as on a device whose disk is full.
    pub fn limit(&self, bytes: Option<usize>) {
        self.0.borrow_mut().room = bytes;
    }

    /// How many bytes the rows take.
    #[must_use]
    pub fn size(&self) -> usize {
        size(&self.0.borrow().rows)
    }

    /// Another store with the same rows: what a device restored from a backup has.
    #[must_use]
    pub fn cloned(&self) -> Self {
        let inner = self.0.borrow();
        Self(Rc::new(RefCell::new(Inner {
            rows: inner.rows.clone(),
            beside: inner.beside.iter().map(|(name, memory)| (name.clone(), memory.cloned())).collect(),
            room: inner.room,
        })))
    }

    /// The store of that name beside this one.
    pub(super) fn beside(&self, name: &str) -> Self {
        self.0.borrow_mut().beside.entry(name.to_owned()).or_default().clone()
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Every row as it is kept, for tests that look for words.
    #[must_use]
    pub fn kept(&self) -> String {
        let row = |((store, key), row): (&(&'static str, String), &String)| format!("{store} {key} {row}");
        self.0.borrow().rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn begin(&self, mode: Mode, stores: &[&'static str]) -> Tx {
        let rows = self.0.borrow().rows.clone();
        Tx { of: self.clone(), rows, mode, stores: stores.to_vec() }
    }
}

fn size(rows: &Rows) -> usize {
    rows.iter().map(|((_, key), row)| key.len() + row.len()).sum()
}

/// A copy of the rows that takes the place of the original at commit.
pub(super) struct Tx {
    of: Memory,
    rows: Rows,
    mode: Mode,
    stores: Vec<&'static str>,
}

impl Tx {
    pub(super) fn get(&self, store: &'static str, key: &str) -> Option<String> {
        debug_assert!(self.stores.contains(&store), "{store} is not part of this transaction");
        self.rows.get(&(store, key.to_owned())).cloned()
    }

    pub(super) fn scan(&self, store: &'static str, prefix: &str, after: &str) -> Vec<(String, String)> {
        debug_assert!(self.stores.contains(&store), "{store} is not part of this transaction");
        let from = (store, prefix.max(after).to_owned());
        let mine = self.rows.range(from..).take_while(|((of, key), _)| *of == store && key.starts_with(prefix));
        mine.filter(|((_, key), _)| key.as_str() > after)
            .map(|((_, key), row)| (key.clone(), row.clone()))
            .collect()
    }

    pub(super) fn put(&mut self, store: &'static str, key: &str, row: &str) {
        debug_assert!(self.mode == Mode::Write && self.stores.contains(&store), "{store} cannot be written here");
        self.rows.insert((store, key.to_owned()), row.to_owned());
    }

    pub(super) fn delete(&mut self, store: &'static str, key: &str) {
        debug_assert!(self.mode == Mode::Write && self.stores.contains(&store), "{store} cannot be written here");
        self.rows.remove(&(store, key.to_owned()));
    }

    pub(super) fn delete_all(&mut self, store: &'static str, prefix: &str) {
        for (key, _) in self.scan(store, prefix, "") {
            self.delete(store, &key);
        }
    }

    pub(super) fn commit(self) -> Result<(), StoreError> {
        let mut inner = self.of.0.borrow_mut();
        let grows = size(&self.rows) > size(&inner.rows);
        if grows && inner.room.is_some_and(|room| size(&self.rows) > room) {
            return Err(StoreError::Full);
        }
        inner.rows = self.rows;
        Ok(())
    }
}

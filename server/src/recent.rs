//! A small memory of what was used last: bounded by weight, the longest unused goes first.
//!
//! Everything kept here can be read again from the database; losing it costs time and nothing else.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A bounded map. Clones of values are handed out, so keep `Arc`s or small things in it.
#[derive(Debug)]
pub(crate) struct Recent<K, V> {
    inner: Mutex<Inner<K, V>>,
    capacity: usize,
}

#[derive(Debug)]
struct Inner<K, V> {
    kept: BTreeMap<K, Kept<V>>,
    by_use: BTreeMap<u64, K>,
    tick: u64,
    weight: usize,
}

#[derive(Debug)]
struct Kept<V> {
    value: V,
    used: u64,
    weight: usize,
}

impl<K: Ord + Clone, V: Clone> Recent<K, V> {
    pub(crate) const fn new(capacity: usize) -> Self {
        let inner = Inner { kept: BTreeMap::new(), by_use: BTreeMap::new(), tick: 0, weight: 0 };
        Self { inner: Mutex::new(inner), capacity }
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let mut inner = self.lock();
        inner.tick += 1;
        let tick = inner.tick;
        let kept = inner.kept.get_mut(key)?;
        let before = std::mem::replace(&mut kept.used, tick);
        let value = kept.value.clone();
        if let Some(key) = inner.by_use.remove(&before) {
            inner.by_use.insert(tick, key);
        }
        Some(value)
    }

    pub(crate) fn put(&self, key: K, value: V) {
        self.put_weighing(key, value, 1);
    }

    pub(crate) fn put_weighing(&self, key: K, value: V, weight: usize) {
        self.lock().put(key, value, weight, self.capacity);
    }

    /// Changes a kept value in place, or keeps a first one.
    pub(crate) fn change_or_put(&self, key: K, change: impl FnOnce(Option<&V>) -> V) {
        let mut inner = self.lock();
        let value = change(inner.kept.get(&key).map(|kept| &kept.value));
        inner.put(key, value, 1, self.capacity);
    }

    /// Takes a value out.
    pub(crate) fn take(&self, key: &K) -> Option<V> {
        self.lock().remove(key)
    }

    pub(crate) fn forget(&self, key: &K) {
        self.lock().remove(key);
    }

    pub(crate) fn forget_where(&self, matches: impl Fn(&K, &V) -> bool) {
        let mut inner = self.lock();
        let gone: Vec<K> = inner
            .kept
            .iter()
            .filter(|(key, kept)| matches(key, &kept.value))
            .map(|(key, _)| key.clone())
            .collect();
        for key in gone {
            inner.remove(&key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<K, V>> {
        // A panic while the lock was held leaves at worst a map that remembers less.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Ord + Clone, V> Inner<K, V> {
    fn put(&mut self, key: K, value: V, weight: usize, capacity: usize) {
        self.remove(&key);
        self.tick += 1;
        let used = self.tick;
        self.weight += weight;
        self.by_use.insert(used, key.clone());
        self.kept.insert(key, Kept { value, used, weight });
        while self.weight > capacity {
            let Some((_, oldest)) = self.by_use.pop_first() else {
                break;
            };
            self.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &K) -> Option<V> {
        let kept = self.kept.remove(key)?;
        self.by_use.remove(&kept.used);
        self.weight = self.weight.saturating_sub(kept.weight);
        Some(kept.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_goes_first() {
        let recent = Recent::new(2);
        recent.put(1, "a");
        recent.put(2, "b");
        assert_eq!(recent.get(&1), Some("a"));
        recent.put(3, "c");
        assert_eq!((recent.get(&1), recent.get(&2), recent.get(&3)), (Some("a"), None, Some("c")));
    }

    #[test]
    fn something_too_heavy_is_not_kept() {
        let recent = Recent::new(10);
        recent.put_weighing(1, "a", 11);
        assert_eq!(recent.get(&1), None);
    }
}

//! One transaction of the browser's database.

use idb::{KeyRange, ObjectStore, Query, Transaction};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::IdbTransaction;

use super::super::Mode;
use super::{from_dom, from_idb};
use crate::StoreError;

/// After every key that begins with a prefix: keys are plain letters, digits, `-` and `/`.
const LAST: &str = "\u{ffff}";

/// A transaction. It is aborted if it is dropped before [`Tx::commit`].
pub(in super::super) struct Tx {
    unfinished: Option<Transaction>,
    raw: IdbTransaction,
    mode: Mode,
}

impl Tx {
    pub(super) fn new(raw: IdbTransaction, mode: Mode) -> Self {
        Self { unfinished: Some(Transaction::from(raw.clone())), raw, mode }
    }

    pub(super) fn durability(&self) -> Option<String> {
        Reflect::get(&self.raw, &JsValue::from_str("durability")).ok()?.as_string()
    }

    pub(in super::super) async fn get(
        &self,
        store: &'static str,
        key: &str,
    ) -> Result<Option<String>, StoreError> {
        let request = self.store(store)?.get(JsValue::from_str(key)).map_err(from_idb)?;
        Ok(request.await.map_err(from_idb)?.and_then(|row| row.as_string()))
    }

    pub(in super::super) async fn scan(
        &self,
        store: &'static str,
        prefix: &str,
        after: &str,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let object_store = self.store(store)?;
        let range = range(prefix, after)?;
        // Both requests are made before either is awaited: one wait instead of two.
        let keys = object_store.get_all_keys(Some(range.clone()), None).map_err(from_idb)?;
        let rows = object_store.get_all(Some(range), None).map_err(from_idb)?;
        let keys = keys.await.map_err(from_idb)?;
        let rows = rows.await.map_err(from_idb)?;
        let text = |(key, row): (JsValue, JsValue)| Some((key.as_string()?, row.as_string()?));
        Ok(keys.into_iter().zip(rows).filter_map(text).collect())
    }

    pub(in super::super) async fn keys(
        &self,
        store: &'static str,
        prefix: &str,
    ) -> Result<Vec<String>, StoreError> {
        let request = self.store(store)?.get_all_keys(Some(range(prefix, "")?), None).map_err(from_idb)?;
        let keys = request.await.map_err(from_idb)?;
        Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
    }

    pub(in super::super) fn put(&mut self, store: &'static str, key: &str, row: &str) -> Result<(), StoreError> {
        let key = JsValue::from_str(key);
        self.store(store)?.put(&JsValue::from_str(row), Some(&key)).map(drop).map_err(from_idb)
    }

    pub(in super::super) fn delete(&mut self, store: &'static str, key: &str) -> Result<(), StoreError> {
        self.store(store)?.delete(JsValue::from_str(key)).map(drop).map_err(from_idb)
    }

    pub(in super::super) fn delete_all(&mut self, store: &'static str, prefix: &str) -> Result<(), StoreError> {
        self.store(store)?.delete(range(prefix, "")?).map(drop).map_err(from_idb)
    }

    pub(in super::super) async fn commit(mut self) -> Result<(), StoreError> {
        let Some(tx) = self.unfinished.take() else {
            return Err(StoreError::Gone);
        };
        let tx = tx.commit().map_err(from_idb)?;
        let result = tx.await;
        let why = || self.raw.error().map_or(StoreError::Blocked, |error| from_dom(&error));
        match result {
            Ok(result) if result.is_committed() => Ok(()),
            Ok(_) | Err(_) => Err(why()),
        }
    }

    fn store(&self, name: &'static str) -> Result<ObjectStore, StoreError> {
        let tx = self.unfinished.as_ref().ok_or(StoreError::Gone)?;
        tx.object_store(name).map_err(from_idb)
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if self.unfinished.is_some() && self.mode == Mode::Write {
            // One that has ended by itself cannot be aborted, and need not be.
            let _ = self.raw.abort();
        }
    }
}

/// Keys that begin with `prefix` and come after `after`.
fn range(prefix: &str, after: &str) -> Result<Query, StoreError> {
    let open = after >= prefix && !after.is_empty();
    let from = JsValue::from_str(if open { after } else { prefix });
    let to = JsValue::from_str(&format!("{prefix}{LAST}"));
    KeyRange::bound(&from, &to, Some(open), Some(false)).map(Query::from).map_err(from_idb)
}

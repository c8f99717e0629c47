//! The store in the browser's database.
//!
//! Commits are `durability: "strict"`: told as saved means on the disk, not in a buffer that an old
//! phone loses with its battery. The binding has no way to ask for it, so transactions are begun on the
//! raw `IDBDatabase`. Nothing is awaited inside a transaction but its own requests; writes are not even
//! awaited one by one, since a request that fails takes the whole transaction with it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::event::VersionChangeEvent;
use idb::{
    Database, DatabaseEvent, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, Transaction,
};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Event, IdbDatabase, IdbTransaction};

use super::{Mode, schema};
use crate::StoreError;

/// After every key that begins with a prefix: keys are plain letters, digits, `-` and `/`.
const LAST: &str = "\u{ffff}";

/// The browser's database. Clones share the connection.
#[derive(Clone)]
pub struct IndexedDb(Rc<Inner>);

struct Inner {
    name: String,
    open: RefCell<Option<IdbDatabase>>,
    /// The browser or the person has removed it under us. An empty one in its place would look like a
    /// device that was never used, so it is not opened again on this page.
    gone: Cell<bool>,
}

impl IndexedDb {
    /// Opens the database of this name, or makes it.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let inner = Inner {
            name: name.to_owned(),
            open: RefCell::default(),
            gone: Cell::new(false),
        };
        let db = Self(Rc::new(inner));
        db.connection().await?;
        Ok(db)
    }

    /// The durability that the browser says a commit has.
    pub async fn durability(&self) -> Result<Option<String>, StoreError> {
        let tx = self.begin(Mode::Write, &[schema::META]).await?;
        Ok(Reflect::get(&tx.raw, &JsValue::from_str("durability"))
            .ok()
            .and_then(|value| value.as_string()))
    }

    pub(super) async fn begin(
        &self,
        mode: Mode,
        stores: &[&'static str],
    ) -> Result<Tx, StoreError> {
        let connection = self.connection().await?;
        let raw = if let Ok(raw) = transaction(&connection, mode, stores) {
            raw
        } else {
            // The connection was closed without a word (Safari does, when the phone has slept).
            self.0.open.replace(None);
            let connection = self.connection().await?;
            transaction(&connection, mode, stores).map_err(|error| from_js(&error))?
        };
        Ok(Tx {
            unfinished: Some(Transaction::from(raw.clone())),
            raw,
            mode,
        })
    }

    async fn connection(&self) -> Result<IdbDatabase, StoreError> {
        if self.0.gone.get() {
            return Err(StoreError::Gone);
        }
        let known = self.0.open.borrow().clone();
        if let Some(known) = known {
            return Ok(known);
        }
        // Without a version first: a store that a newer app has upgraded opens as it is.
        let mut db = open(&self.0.name, None).await?;
        if db.version().unwrap_or_default() < schema::version() {
            db.close();
            db = open(&self.0.name, Some(schema::version())).await?;
        }
        let raw = IdbDatabase::from(db);
        self.watch(&raw);
        self.0.open.replace(Some(raw.clone()));
        Ok(raw)
    }

    /// Makes way for an app in another browser tab that upgrades or removes the database.
    fn watch(&self, raw: &IdbDatabase) {
        let inner = Rc::downgrade(&self.0);
        let connection = raw.clone();
        let moved = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            connection.close();
            let Some(inner) = inner.upgrade() else { return };
            inner.open.replace(None);
            let version = Reflect::get(&event, &JsValue::from_str("newVersion"));
            inner
                .gone
                .set(inner.gone.get() || version.is_ok_and(|version| version.is_null()));
        });
        raw.set_onversionchange(Some(moved.as_ref().unchecked_ref()));
        moved.forget();
        let inner = Rc::downgrade(&self.0);
        let closed = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
            if let Some(inner) = inner.upgrade() {
                inner.open.replace(None);
                inner.gone.set(true);
            }
        });
        raw.set_onclose(Some(closed.as_ref().unchecked_ref()));
        closed.forget();
    }
}

async fn open(name: &str, version: Option<u32>) -> Result<Database, StoreError> {
    let factory = Factory::new().map_err(|_| StoreError::Blocked)?;
    let mut request = factory.open(name, version).map_err(from_idb)?;
    request.on_upgrade_needed(|event| {
        // An error here makes the opening fail, and it is reported there.
        let _ = add_missing(&event);
    });
    request.await.map_err(from_idb)
}

/// Upgrades only add, so all of them together are: what is not there yet.
fn add_missing(event: &VersionChangeEvent) -> Result<(), idb::Error> {
    let db = event.database()?;
    let there = db.store_names();
    for name in schema::UPGRADES.iter().copied().flatten() {
        if !there.iter().any(|known| known == name) {
            db.create_object_store(name, ObjectStoreParams::new())?;
        }
    }
    Ok(())
}

fn transaction(
    db: &IdbDatabase,
    mode: Mode,
    stores: &[&'static str],
) -> Result<IdbTransaction, JsValue> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let (mode, durability) = match mode {
        Mode::Read => ("readonly", "default"),
        Mode::Write => ("readwrite", "strict"),
    };
    let options = Object::new();
    Reflect::set(
        &options,
        &JsValue::from_str("durability"),
        &JsValue::from_str(durability),
    )?;
    let begin: Function = Reflect::get(db, &JsValue::from_str("transaction"))?.dyn_into()?;
    begin
        .call3(db, &names, &JsValue::from_str(mode), &options)?
        .dyn_into()
}

/// A transaction. It is aborted if it is dropped before [`Tx::commit`].
pub(super) struct Tx {
    unfinished: Option<Transaction>,
    raw: IdbTransaction,
    mode: Mode,
}

impl Tx {
    pub(super) async fn get(
        &self,
        store: &'static str,
        key: &str,
    ) -> Result<Option<String>, StoreError> {
        let request = self
            .store(store)?
            .get(JsValue::from_str(key))
            .map_err(from_idb)?;
        Ok(request
            .await
            .map_err(from_idb)?
            .and_then(|row| row.as_string()))
    }

    pub(super) async fn scan(
        &self,
        store: &'static str,
        prefix: &str,
        after: &str,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let object_store = self.store(store)?;
        let range = range(prefix, after)?;
        // Both requests are made before either is awaited: one wait instead of two.
        let keys = object_store
            .get_all_keys(Some(range.clone()), None)
            .map_err(from_idb)?;
        let rows = object_store.get_all(Some(range), None).map_err(from_idb)?;
        let keys = keys.await.map_err(from_idb)?;
        let rows = rows.await.map_err(from_idb)?;
        let text = |(key, row): (JsValue, JsValue)| Some((key.as_string()?, row.as_string()?));
        Ok(keys.into_iter().zip(rows).filter_map(text).collect())
    }

    pub(super) async fn keys(
        &self,
        store: &'static str,
        prefix: &str,
    ) -> Result<Vec<String>, StoreError> {
        let request = self
            .store(store)?
            .get_all_keys(Some(range(prefix, "")?), None)
            .map_err(from_idb)?;
        let keys = request.await.map_err(from_idb)?;
        Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
    }

    pub(super) fn put(
        &mut self,
        store: &'static str,
        key: &str,
        row: &str,
    ) -> Result<(), StoreError> {
        let key = JsValue::from_str(key);
        self.store(store)?
            .put(&JsValue::from_str(row), Some(&key))
            .map(drop)
            .map_err(from_idb)
    }

    pub(super) fn delete(&mut self, store: &'static str, key: &str) -> Result<(), StoreError> {
        self.store(store)?
            .delete(JsValue::from_str(key))
            .map(drop)
            .map_err(from_idb)
    }

    pub(super) fn delete_all(
        &mut self,
        store: &'static str,
        prefix: &str,
    ) -> Result<(), StoreError> {
        self.store(store)?
            .delete(range(prefix, "")?)
            .map(drop)
            .map_err(from_idb)
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        let Some(tx) = self.unfinished.take() else {
            return Err(StoreError::Gone);
        };
        let tx = tx.commit().map_err(from_idb)?;
        let result = tx.await;
        let why = || {
            self.raw
                .error()
                .map_or(StoreError::Blocked, |error| from_dom(&error))
        };
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
    KeyRange::bound(&from, &to, Some(open), Some(false))
        .map(Query::from)
        .map_err(from_idb)
}

fn from_idb(error: idb::Error) -> StoreError {
    use idb::Error as E;
    match error {
        E::DomException(error) => from_dom(&error),
        E::AddFailed(value)
        | E::DeleteFailed(value)
        | E::GetAllFailed(value)
        | E::GetAllKeysFailed(value)
        | E::GetFailed(value)
        | E::IndexedDbOpenFailed(value)
        | E::ObjectStoreNotFound(value)
        | E::TransactionCommitError(value)
        | E::TransactionOpenFailed(value)
        | E::UpdateFailed(value) => from_js(&value),
        _ => StoreError::Blocked,
    }
}

fn from_js(value: &JsValue) -> StoreError {
    value.dyn_ref().map_or(StoreError::Blocked, from_dom)
}

fn from_dom(error: &DomException) -> StoreError {
    match error.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "InvalidStateError" => StoreError::Gone,
        _ => StoreError::Blocked,
    }
}

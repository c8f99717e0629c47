//! The store in the browser's database.
//!
//! Commits are `durability: "strict"`: told as saved means on the disk, not in a buffer that an old
//! phone loses with its battery. The binding has no way to ask for it, so transactions are begun on the
//! raw `IDBDatabase`. Nothing is awaited inside a transaction but its own requests; writes are not even
//! awaited one by one, since a request that fails takes the whole transaction with it.

mod tx;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::event::VersionChangeEvent;
use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Event, IdbDatabase, IdbTransaction};

use super::{Mode, schema};
use crate::StoreError;

pub(super) use tx::Tx;

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
        let inner = Inner { name: name.to_owned(), open: RefCell::default(), gone: Cell::new(false) };
        let db = Self(Rc::new(inner));
        db.connection().await?;
        Ok(db)
    }

    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    /// The durability that the browser says a commit has.
    pub async fn durability(&self) -> Result<Option<String>, StoreError> {
        let tx = self.begin(Mode::Write, &[schema::META]).await?;
        Ok(tx.durability())
    }

    pub(super) async fn begin(&self, mode: Mode, stores: &[&'static str]) -> Result<Tx, StoreError> {
        let connection = self.connection().await?;
        let raw = if let Ok(raw) = transaction(&connection, mode, stores) {
            raw
        } else {
            // The connection was closed without a word (Safari does, when the phone has slept).
            self.0.open.replace(None);
            let connection = self.connection().await?;
            transaction(&connection, mode, stores).map_err(|error| from_js(&error))?
        };
        Ok(Tx::new(raw, mode))
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
            inner.gone.set(inner.gone.get() || version.is_ok_and(|version| version.is_null()));
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

fn transaction(db: &IdbDatabase, mode: Mode, stores: &[&'static str]) -> Result<IdbTransaction, JsValue> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let (mode, durability) = match mode {
        Mode::Read => ("readonly", "default"),
        Mode::Write => ("readwrite", "strict"),
    };
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str(durability))?;
    let begin: Function = Reflect::get(db, &JsValue::from_str("transaction"))?.dyn_into()?;
    begin.call3(db, &names, &JsValue::from_str(mode), &options)?.dyn_into()
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

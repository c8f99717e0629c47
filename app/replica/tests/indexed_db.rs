//! The store's contract on IndexedDB, and what only IndexedDB can do wrong. Runs in headless Chromium.
#![cfg(test)]
#![cfg(target_arch = "wasm32")]

#[macro_use]
#[path = "../src/store/contract.rs"]
mod contract;
#[path = "browser/stream.rs"]
mod stream;
#[path = "browser/tabs.rs"]
mod tabs;

use std::cell::Cell;

use domain::api::{Me, OpenedTab};
use domain::{BinderId, BinderTab, EntryId, PersonId, ReplicaId, Role, Timestamp};
use idb::{DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use replica::store::{IndexedDb, schema};
use replica::{Contact, Device, LocalStore, Replica, Server, StoreError};
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn without(name: &str) -> &str {
    Factory::new().unwrap().delete(name).unwrap().await.unwrap();
    name
}

mod stores {
    use replica::LocalStore;

    async fn empty(name: &str) -> LocalStore {
        LocalStore::indexed_db(super::without(name).await).await.unwrap()
    }

    store_contract! { #[wasm_bindgen_test::wasm_bindgen_test] empty }
}

fn binder() -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(9))
}

fn anna() -> Me {
    Me {
        person: PersonId::from_uuid(Uuid::from_u128(2)),
        name: "Anna".to_owned(),
        role: Role::Coordinator,
        organization: String::new(),
        binders: Vec::new(),
        closed: Vec::new(),
        lock_required: false,
    }
}

fn opened(ms: i64) -> OpenedTab {
    OpenedTab { tab: BinderTab::Plan, at: Timestamp::from_millis(ms) }
}

fn now() -> Timestamp {
    Timestamp::from_millis(0)
}

#[wasm_bindgen_test]
async fn a_method_that_fails_in_the_middle_has_changed_nothing() {
    let name = without("half").await;
    let store = LocalStore::indexed_db(name).await.unwrap();
    store.adopt(&anna(), false).await.unwrap();
    store.append(binder(), |_| vec![contract::op(1, 1, "Johan", 2)]).await.unwrap();
    // A row that cannot be read, behind one that can.
    let db = Factory::new().unwrap().open(name, None).unwrap().await.unwrap();
    let tx = db.transaction(&[schema::QUEUE], TransactionMode::ReadWrite).unwrap();
    let key = JsValue::from_str("z/broken");
    tx.object_store(schema::QUEUE).unwrap().put(&"{".into(), Some(&key)).unwrap().await.unwrap();
    tx.await.unwrap();
    db.close();

    let karin = Me { person: PersonId::from_uuid(Uuid::from_u128(3)), ..anna() };
    let result = store.adopt(&karin, false).await;
    assert_eq!(result, Err(StoreError::Corrupt { store: schema::QUEUE, key: "z/broken".to_owned() }));
    assert_eq!(store.me().await.unwrap(), Some(anna()));
    assert_eq!(store.outbox(binder()).await.unwrap().waiting.len(), 1);
}

#[wasm_bindgen_test]
async fn a_commit_is_on_the_disk_before_it_is_told_as_saved() {
    let db = IndexedDb::open(without("durability").await).await.unwrap();
    assert_eq!(db.durability().await.unwrap().as_deref(), Some("strict"));
}

#[wasm_bindgen_test]
async fn what_was_saved_is_there_after_closing_and_opening() {
    let name = without("reopened").await;
    let id = ReplicaId::from_uuid(Uuid::from_u128(1));
    let other = ReplicaId::from_uuid(Uuid::from_u128(2));
    LocalStore::indexed_db(name).await.unwrap().opening(id, now()).await.unwrap();
    let again = LocalStore::indexed_db(name).await.unwrap();
    assert_eq!(again.opening(other, now()).await.unwrap().replica, id);
}

#[wasm_bindgen_test]
async fn two_browser_tabs_that_write_at_once_lose_nothing() {
    let name = without("two_tabs").await;
    let (one, two) = (LocalStore::indexed_db(name).await.unwrap(), LocalStore::indexed_db(name).await.unwrap());
    one.adopt(&anna(), false).await.unwrap();
    let done = std::rc::Rc::new(Cell::new(0));
    for (store, from) in [(one.clone(), 0), (two, 100)] {
        let done = done.clone();
        wasm_bindgen_futures::spawn_local(async move {
            for n in 0..20 {
                store.note_opened(binder(), opened(from + n)).await.unwrap();
            }
            done.set(done.get() + 1);
        });
    }
    while done.get() < 2 {
        one.stands(binder()).await.unwrap();
    }
    assert_eq!(one.outbox(binder()).await.unwrap().opened.len(), 40);
}

#[wasm_bindgen_test]
async fn a_store_of_the_first_version_is_upgraded_and_keeps_what_is_in_it() {
    let name = without("first").await;
    let mut request = Factory::new().unwrap().open(name, Some(1)).unwrap();
    request.on_upgrade_needed(|event| {
        for store in schema::UPGRADES[0] {
            event.database().unwrap().create_object_store(store, ObjectStoreParams::new()).unwrap();
        }
    });
    let db = request.await.unwrap();
    let tx = db.transaction(&[schema::META], TransactionMode::ReadWrite).unwrap();
    let (key, row) = (JsValue::from_str("me"), serde_json::to_string(&anna()).unwrap());
    tx.object_store(schema::META).unwrap().put(&row.into(), Some(&key)).unwrap().await.unwrap();
    tx.await.unwrap();
    db.close();

    let store = LocalStore::indexed_db(name).await.unwrap();
    assert_eq!(store.me().await.unwrap(), Some(anna()));
    let entry = EntryId::from_uuid(Uuid::from_u128(1));
    let make = |_: &Me| vec![contract::op(1, 1, "Johan", 2)];
    store.append_with(binder(), &[(entry, vec![1, 2, 3])], make).await.unwrap();
    assert_eq!(store.picture(binder(), entry).await.unwrap(), Some(vec![1, 2, 3]));
}

#[wasm_bindgen_test]
async fn a_store_that_a_newer_app_has_upgraded_opens_as_it_is() {
    let name = without("newer").await;
    LocalStore::indexed_db(name).await.unwrap().adopt(&anna(), false).await.unwrap();
    let mut request = Factory::new().unwrap().open(name, Some(schema::version() + 1)).unwrap();
    request.on_upgrade_needed(|event| {
        event.database().unwrap().create_object_store("later", ObjectStoreParams::new()).unwrap();
    });
    // The older app makes way by itself, or this would wait for ever.
    request.await.unwrap().close();
    let store = LocalStore::indexed_db(name).await.unwrap();
    assert_eq!(store.me().await.unwrap(), Some(anna()));
    store.note_opened(binder(), opened(1)).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_store_that_is_removed_under_us_is_gone_and_not_silently_empty() {
    let name = without("removed").await;
    let store = LocalStore::indexed_db(name).await.unwrap();
    store.adopt(&anna(), false).await.unwrap();
    without(name).await;
    assert_eq!(store.me().await, Err(StoreError::Gone));
}

#[wasm_bindgen_test]
async fn a_replica_opens_in_a_browser_with_ids_and_secrets_of_its_own() {
    let store = LocalStore::indexed_db(without("replica").await).await.unwrap();
    let replica = Replica::open(store, Server::None, Device::browser()).await.unwrap();
    let ids: Vec<_> = (0..100).map(|_| replica.new_entry()).collect();
    assert!(ids.is_sorted(), "ids are in the order they were made");
    assert_ne!(replica.new_token(), replica.new_token());
    assert_eq!(replica.new_token().len(), 43);
    assert_eq!(replica.status().contact, Contact::Never);
    assert!(replica.now() > Timestamp::from_millis(1_700_000_000_000));
}

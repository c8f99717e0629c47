//! Two browser tabs of one app: two replicas on one database, each with its own way to the server. One
//! test, since the lock that decides who syncs is the page's, and tests share the page.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use domain::api::{Accepted, BinderCard, LiveEvent, Me, SyncRequest, SyncResponse};
use domain::body::{FieldWrite, Write};
use domain::{
    Audience, BinderId, BinderTab, Body, EntryKind, Field, OpId, PersonId, Role, Seq, SequencedOp, Timestamp,
    Value,
};
use js_sys::Promise;
use replica::{Answer, Call, Change, Device, Draft, LocalStore, Payload, Replica, Server, TabRead, Transport};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stream;

/// What the server has, and who has called it.
#[derive(Clone, Default)]
struct Log(Rc<RefCell<Vec<(&'static str, OpId)>>>);

struct Way {
    from: &'static str,
    log: Log,
    works: Rc<Cell<bool>>,
    calls: Rc<Cell<usize>>,
}

fn binder() -> BinderId {
    BinderId::from_uuid(Uuid::from_u128(9))
}

fn bo() -> Me {
    let person = PersonId::from_uuid(Uuid::from_u128(1));
    let card = BinderCard {
        id: binder(),
        owner_name: "Bo".to_owned(),
        owner: person,
        started_at: Timestamp::from_millis(0),
        paired: true,
        newest_phone_at: None,
        rights: Vec::new(),
        turns_at: None,
        people: Vec::new(),
        erasing: None,
    };
    let (name, organization) = ("Bo".to_owned(), String::new());
    Me {
        person,
        name,
        role: Role::Owner,
        organization,
        binders: vec![card],
        closed: Vec::new(),
        lock_required: false,
    }
}

impl Transport for Way {
    fn carry(&self, call: Call) -> Pin<Box<dyn Future<Output = Option<Answer>> + '_>> {
        Box::pin(async move {
            self.calls.set(self.calls.get() + 1);
            if !self.works.get() {
                return None;
            }
            let Some(Payload::Json(body)) = call.body else {
                return Some(Answer { status: 200, body: serde_json::to_vec(&bo()).unwrap() });
            };
            let request: SyncRequest = serde_json::from_str(&body).unwrap();
            let mut log = self.log.0.borrow_mut();
            let mut accepted = Vec::new();
            for op in request.ops {
                if log.iter().all(|(_, known)| *known != op.id) {
                    log.push((self.from, op.id));
                }
                let place = log.iter().position(|(_, known)| *known == op.id).unwrap();
                accepted.push(Accepted { id: op.id, seq: Seq::try_from(place).unwrap() + 1 });
            }
            let cursor = Seq::try_from(log.len()).unwrap();
            let response = SyncResponse { accepted, cursor, generation: 1, ..SyncResponse::default() };
            Some(Answer { status: 200, body: serde_json::to_vec(&response).unwrap() })
        })
    }
}

struct BrowserTab {
    replica: Replica,
    works: Rc<Cell<bool>>,
    calls: Rc<Cell<usize>>,
    heard: Rc<Cell<usize>>,
}

async fn browser_tab(name: &str, from: &'static str, log: &Log) -> BrowserTab {
    let store = LocalStore::indexed_db(name).await.unwrap();
    let works = Rc::new(Cell::new(true));
    let calls = Rc::new(Cell::new(0));
    let way = Way { from, log: log.clone(), works: works.clone(), calls: calls.clone() };
    let replica = Replica::open(store, Server::InProcess(Box::new(way)), Device::browser()).await.unwrap();
    let heard = Rc::new(Cell::new(0));
    let hear = heard.clone();
    let listening = replica.subscribe(move |change| {
        if matches!(change, Change::Tab(..)) {
            hear.set(hear.get() + 1);
        }
    });
    std::mem::forget(listening);
    replica.start();
    BrowserTab { replica, works, calls, heard }
}

fn contact(replica: &Replica, name: &str) -> Draft {
    let field = FieldWrite { over: Vec::new(), value: Value::text(name) };
    let write = Write { entry_kind: EntryKind::Contact, fields: [(Field::Name, field)].into() };
    let (entry, body) = (replica.new_entry(), Body::Write(write));
    Draft { tab: BinderTab::Contacts, entry, audience: Audience::Tab, meeting: None, act: None, body }
}

async fn n_contacts(replica: &Replica) -> usize {
    match replica.tab(binder(), BinderTab::Contacts).await.unwrap() {
        TabRead::Open(tab) => tab.entries.len(),
        TabRead::Blind | TabRead::Due => 0,
    }
}

/// Lets everything else run for a moment.
async fn moment() {
    let promise = Promise::new(&mut |resolve, _| {
        let set_timeout = js_sys::Reflect::get(&js_sys::global(), &"setTimeout".into()).unwrap();
        let set_timeout: js_sys::Function = set_timeout.unchecked_into();
        set_timeout.call2(&js_sys::global(), &resolve, &5.into()).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

async fn until(state: impl Fn() -> bool, what: &str) {
    for _ in 0..2_000 {
        if state() {
            return;
        }
        moment().await;
    }
    panic!("never: {what}");
}

/// Waits until everything that was begun has been asked.
async fn until_quiet(tab: &BrowserTab) {
    let mut same = 0;
    let mut calls = tab.calls.get();
    while same < 60 {
        moment().await;
        same = if tab.calls.get() == calls { same + 1 } else { 0 };
        calls = tab.calls.get();
    }
}

async fn until_both_show(n: usize, one: &BrowserTab, two: &BrowserTab) {
    for _ in 0..2_000 {
        if (n_contacts(&one.replica).await, n_contacts(&two.replica).await) == (n, n) {
            return;
        }
        moment().await;
    }
    panic!("never {n} contacts in both");
}

#[wasm_bindgen_test]
async fn one_browser_tab_sends_what_any_of_them_writes_and_all_of_them_hear() {
    stream::fake();
    let name = super::without("tabs_share").await;
    LocalStore::indexed_db(name).await.unwrap().adopt(&bo(), false).await.unwrap();
    let log = Log::default();
    let first = browser_tab(name, "first", &log).await;
    let second = browser_tab(name, "second", &log).await;
    assert_eq!(n_contacts(&first.replica).await, 0);
    let before = first.heard.get();

    second.replica.commit(binder(), vec![contact(&second.replica, "Johan")]).await.unwrap();
    until(|| log.0.borrow().len() == 1, "the op is sent").await;
    until(|| first.heard.get() > before, "the first hears of it").await;
    until(|| second.replica.status().waiting == 0, "the second hears that it has arrived").await;
    assert_eq!(log.0.borrow()[0].0, "first", "only the one that holds the lock sends");
    until_both_show(1, &first, &second).await;

    // Both write at once, without network; nothing is lost or doubled.
    first.works.set(false);
    for n in 0..10 {
        first.replica.commit(binder(), vec![contact(&first.replica, &format!("A{n}"))]).await.unwrap();
        second.replica.commit(binder(), vec![contact(&second.replica, &format!("B{n}"))]).await.unwrap();
    }
    assert_eq!(n_contacts(&second.replica).await, 21);
    first.works.set(true);
    second.replica.commit(binder(), vec![contact(&second.replica, "C")]).await.unwrap();
    until(|| log.0.borrow().len() == 22, "all are sent").await;
    until(|| first.replica.status().waiting == 0 && second.replica.status().waiting == 0, "all have arrived")
        .await;
    until_both_show(22, &first, &second).await;

    // Without the lock (an old phone, or "Försök nu" in the other tab) both send; still one op of one.
    for round in 23..28 {
        first.replica.commit(binder(), vec![contact(&first.replica, "D")]).await.unwrap();
        for tab in [&first, &second] {
            let replica = tab.replica.clone();
            wasm_bindgen_futures::spawn_local(async move { drop(replica.sync(binder()).await) });
        }
        until(|| first.replica.status().waiting == 0 && second.replica.status().waiting == 0, "all have arrived")
            .await;
        assert_eq!(log.0.borrow().len(), round);
        until_both_show(round, &first, &second).await;
    }

    // What somebody else writes is told on the stream of the one that holds the lock, and taken in
    // without a question.
    assert!(stream::opened().iter().all(|url| url.starts_with("/api/v1/live?after=")));
    until_quiet(&first).await;
    let asked = first.calls.get();
    stream::say(&LiveEvent::Op { binder: binder(), op: Box::new(of_anna(&log)) });
    until_both_show(28, &first, &second).await;
    assert_eq!(first.calls.get(), asked);
    // A stream that breaks is opened again, from where the copy stands by then.
    let streams = stream::opened().len();
    stream::break_off();
    until(|| stream::opened().len() > streams, "a new stream").await;
    let place = format!("/api/v1/live?after={}:28", binder());
    assert_eq!(stream::opened().last(), Some(&place));
    // One that this copy cannot take directly is asked for.
    let (_, later) = (of_anna(&log), of_anna(&log));
    let asked = first.calls.get();
    stream::say(&LiveEvent::Op { binder: binder(), op: Box::new(later) });
    until(|| first.calls.get() > asked, "the server is asked").await;
}

/// Anna writes, on a device of her own.
fn of_anna(log: &Log) -> SequencedOp {
    let mut log = log.0.borrow_mut();
    let n = u128::try_from(log.len()).unwrap();
    let op = crate::contract::op(n + 1_000, n + 1_000, "Anna", 2);
    log.push(("anna", op.id));
    SequencedOp { seq: Seq::try_from(log.len()).unwrap(), received_at: Timestamp::from_millis(1), op }
}

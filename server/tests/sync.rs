//! Two phones, a coordinator and the server as it is: the replica's whole road, without a socket.

mod put_back;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use crate::support::client::Client;
use crate::support::server::{PASSWORD, TestServer};
use axum::http::Method as Verb;
use domain::api::{RedeemPairingRequest, RefusalCode, SignInRequest, StartBinderRequest};
use domain::body::{FieldWrite, Propose, Write};
use domain::consent::{Evidence, Grant, Period, Right, Withdraw};
use domain::{Audience, BinderId, BinderTab, Body, EntryId, EntryKind, Field, OpId, PersonId, Timestamp, Value};
use replica::store::Memory;
use replica::{
    Answer, Call, Device, Draft, LocalStore, Method, Payload, Replica, Server, SyncError, TabRead, Transport,
};
use uuid::Uuid;

thread_local! {
    static IDS: Cell<u128> = const { Cell::new(0x0198_1000_0000_7000_8000_0000_0000_0000) };
}

fn device() -> Device {
    Device {
        now: || Timestamp::from_millis(crate::support::server::NOON),
        new_id: || {
            IDS.set(IDS.get() + 1);
            Uuid::from_u128(IDS.get())
        },
        new_secret: || [7; 32],
    }
}

/// The way of one device; `lossy` loses the answer to the next call.
#[derive(Clone)]
struct Way {
    client: Rc<RefCell<Client>>,
    is_cut: Rc<Cell<bool>>,
    is_lossy: Rc<Cell<bool>>,
}

impl Transport for Way {
    fn carry(&self, call: Call) -> Pin<Box<dyn Future<Output = Option<Answer>> + '_>> {
        Box::pin(async move {
            if self.is_cut.get() {
                return None;
            }
            let verb = match call.method {
                Method::Get => Verb::GET,
                Method::Post => Verb::POST,
                Method::Put => Verb::PUT,
                Method::Delete => Verb::DELETE,
            };
            let mut client = self.client.borrow().clone();
            let body = call.body.map(|body| match body {
                Payload::Json(json) => json.into_bytes(),
                Payload::Jpeg(bytes) => bytes,
            });
            let answer = client.ask(verb, &call.path, body).await;
            self.client.replace(client);
            let answer = Answer { status: answer.status.as_u16(), body: answer.bytes };
            (!self.is_lossy.replace(false)).then_some(answer)
        })
    }
}

struct Phone {
    replica: Replica,
    way: Way,
}

async fn phone(server: &TestServer) -> Phone {
    let client = Rc::new(RefCell::new(server.stranger()));
    let way = Way { client, is_cut: Rc::default(), is_lossy: Rc::default() };
    let store = LocalStore::in_memory(Memory::default());
    let server = Server::InProcess(Box::new(way.clone()));
    Phone { replica: Replica::open(store, server, device()).await.unwrap(), way }
}

struct Table {
    server: TestServer,
    binder: BinderId,
    anna: Phone,
    anna_id: PersonId,
    bo: Phone,
}

async fn table() -> Table {
    let server = TestServer::sqlite().await;
    server.practitioner("anna").await;
    let anna = phone(&server).await;
    let request = SignInRequest { username: "anna".to_owned(), password: PASSWORD.to_owned(), code: None };
    let me = anna.replica.sign_in(request).await.unwrap();
    let binder = anna.replica.new_binder();
    let request = StartBinderRequest { id: binder, owner_name: "Bo".to_owned() };
    anna.replica.start_binder(request).await.unwrap();
    let act = Some(anna.replica.new_act());
    let grants = BinderTab::ALL.map(|tab| {
        let grant = Grant {
            person: me.person,
            name: me.name.clone(),
            organization: me.organization.clone(),
            tab,
            right: Right::Suggest,
            evidence: Evidence::Spoken,
            period: Period::ALWAYS,
            over: Vec::new(),
        };
        Draft {
            tab: BinderTab::Sharing,
            entry: anna.replica.new_entry(),
            audience: Audience::People { people: vec![me.person] },
            meeting: None,
            act,
            body: Body::Grant(grant),
        }
    });
    anna.replica.commit(binder, grants.to_vec()).await.unwrap();
    let code = anna.replica.start_pairing(binder).await.unwrap().code;
    assert_eq!(anna.replica.status().waiting, 0);
    let bo = phone(&server).await;
    let way_in = RedeemPairingRequest { secret: None, code: Some(code) };
    bo.replica.redeem_pairing(way_in).await.unwrap();
    bo.replica.sync(binder).await.unwrap();
    Table { server, binder, anna, anna_id: me.person, bo }
}

async fn names(phone: &Phone, binder: BinderId) -> Vec<String> {
    let TabRead::Open(tab) = phone.replica.tab(binder, BinderTab::Contacts).await.unwrap() else { panic!() };
    let registers = tab.entries.values().filter_map(|entry| entry.fields.get(&Field::Name));
    let texts = registers.flat_map(|r| &r.current).filter_map(|version| match &version.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    });
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts
}

fn contact(entry: EntryId, name: &str, over: Vec<OpId>, suggest: bool) -> Draft {
    let fields = [(Field::Name, FieldWrite { over, value: Value::text(name) })].into();
    let entry_kind = EntryKind::Contact;
    let body = if suggest {
        Body::Propose(Propose { entry_kind, fields, remove: false, urgent: false })
    } else {
        Body::Write(Write { entry_kind, fields })
    };
    Draft { tab: BinderTab::Contacts, entry, audience: Audience::Tab, meeting: None, act: None, body }
}

#[tokio::test]
async fn what_is_written_offline_arrives_once_and_both_versions_are_kept() {
    let Table { server, binder, anna, bo, .. } = table().await;
    let entry = bo.replica.new_entry();
    let first = bo.replica.commit(binder, vec![contact(entry, "Johan", Vec::new(), false)]).await.unwrap();
    bo.way.is_lossy.set(true);
    assert_eq!(bo.replica.sync(binder).await, Err(SyncError::Offline));
    bo.replica.sync(binder).await.unwrap();
    assert_eq!((names(&bo, binder).await, bo.replica.status().waiting), (vec!["Johan".to_owned()], 0));
    anna.replica.sync(binder).await.unwrap();
    assert_eq!(names(&anna, binder).await, ["Johan"]);

    // A second phone.
    let two = phone(&server).await;
    let code = anna.replica.start_pairing(binder).await.unwrap().code;
    two.replica.redeem_pairing(RedeemPairingRequest { secret: None, code: Some(code) }).await.unwrap();
    two.replica.sync(binder).await.unwrap();
    two.way.is_cut.set(true);
    two.replica.commit(binder, vec![contact(entry, "Johan G", first.clone(), false)]).await.unwrap();
    bo.replica.sync(binder).await.err();
    two.way.is_cut.set(false);
    two.replica.sync(binder).await.unwrap();
    assert_eq!(two.replica.status().waiting, 0);
    assert_eq!(names(&two, binder).await, ["Johan G"]);
}

#[tokio::test]
async fn proposals_refusals_and_withdrawn_consent() {
    let Table { binder, anna, anna_id, bo, .. } = table().await;
    anna.replica.sync(binder).await.unwrap();
    let (yes, no) = (anna.replica.new_entry(), anna.replica.new_entry());
    let drafts = vec![contact(yes, "Eva", Vec::new(), true), contact(no, "Ali", Vec::new(), false)];
    anna.replica.commit(binder, drafts).await.unwrap();
    anna.replica.sync(binder).await.unwrap();
    let refused = anna.replica.refused(binder).await.unwrap();
    assert_eq!(refused.iter().map(|row| row.code).collect::<Vec<_>>(), [RefusalCode::OwnerOnly]);
    bo.replica.sync(binder).await.unwrap();
    let TabRead::Open(tab) = bo.replica.tab(binder, BinderTab::Contacts).await.unwrap() else { panic!() };
    assert_eq!(tab.suggested(EntryKind::Contact).len(), 1);

    anna.replica.sync(binder).await.unwrap();
    bo.replica.sync(binder).await.unwrap();
    let reached = bo.replica.reached(binder).await.unwrap();
    assert!(reached.iter().any(|reached| reached.person == anna_id && reached.seq > 0), "{reached:?}");

    let withdraw = |tab| Draft {
        tab: BinderTab::Sharing,
        entry: bo.replica.new_entry(),
        audience: Audience::People { people: vec![anna_id] },
        meeting: None,
        act: None,
        body: Body::Withdraw(Withdraw::now(anna_id, tab)),
    };
    bo.replica.commit(binder, vec![withdraw(BinderTab::Contacts)]).await.unwrap();
    bo.replica.sync(binder).await.unwrap();
    anna.replica.sync(binder).await.unwrap();
    assert!(names(&anna, binder).await.is_empty());
    let rest = BinderTab::ALL.map(withdraw);
    bo.replica.commit(binder, rest.to_vec()).await.unwrap();
    bo.replica.sync(binder).await.unwrap();
    assert_eq!(bo.replica.status().waiting, 0);
    let left = anna.replica.sync_all().await;
    let me = anna.replica.me().await.unwrap().unwrap();
    assert!(me.binders.is_empty(), "{left:?} {:?}", me.binders);
}

#[tokio::test]
async fn signing_out_and_in_again_brings_all_back_and_a_lost_phone_is_restored() {
    let Table { binder, anna, bo, .. } = table().await;
    let entry = bo.replica.new_entry();
    bo.replica.commit(binder, vec![contact(entry, "Johan", Vec::new(), false)]).await.unwrap();
    bo.replica.sync(binder).await.unwrap();
    anna.replica.sync_all().await.unwrap();
    anna.replica.note_opened(binder, BinderTab::Contacts).await;
    anna.replica.sign_out().await.unwrap();
    assert!(names(&anna, binder).await.is_empty());
    let request = SignInRequest { username: "anna".to_owned(), password: PASSWORD.to_owned(), code: None };
    anna.replica.sign_in(request).await.unwrap();
    anna.replica.sync_all().await.unwrap();
    assert_eq!(names(&anna, binder).await, ["Johan"]);

    let server = Server::InProcess(Box::new(bo.way.clone()));
    let empty = Replica::open(LocalStore::memory(), server, device()).await.unwrap();
    assert!(empty.refresh_me().await.unwrap().is_some());
    empty.sync_all().await.unwrap();
    let again = Phone { replica: empty, way: bo.way };
    assert_eq!(names(&again, binder).await, ["Johan"]);
    let wrong = SignInRequest { username: "anna".to_owned(), password: "fel".to_owned(), code: None };
    assert!(matches!(anna.replica.sign_in(wrong).await, Err(SyncError::Refused(_))));
}

#[tokio::test]
async fn a_phone_that_is_ended_on_another_holds_nothing_any_more_and_loses_no_word() {
    let Table { server, binder, anna, bo, .. } = table().await;
    let entry = bo.replica.new_entry();
    bo.replica.commit(binder, vec![contact(entry, "Johan", Vec::new(), false)]).await.unwrap();
    let new = phone(&server).await;
    let code = anna.replica.start_pairing(binder).await.unwrap().code;
    new.replica.redeem_pairing(RedeemPairingRequest { secret: None, code: Some(code) }).await.unwrap();
    let lost = new.replica.devices(binder).await.unwrap().into_iter().find(|device| !device.this).unwrap();
    new.replica.end_device(binder, lost.id).await.unwrap();

    assert_eq!(bo.replica.sync(binder).await, Err(SyncError::Revoked));
    assert!(bo.replica.status().revoked && bo.replica.me().await.unwrap().is_none());
    assert!(names(&bo, binder).await.is_empty());
    let code = anna.replica.start_pairing(binder).await.unwrap().code;
    bo.replica.redeem_pairing(RedeemPairingRequest { secret: None, code: Some(code) }).await.unwrap();
    bo.replica.sync(binder).await.unwrap();
    new.replica.sync(binder).await.unwrap();
    assert_eq!(names(&new, binder).await, ["Johan"], "it was found again");
}

//! Phones and what lies between them and the server.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::api::{RedeemPairingRequest, SignInRequest, StartBinderRequest};
use domain::body::{FieldWrite, Write};
use domain::consent::{Evidence, Grant, Period, Right, Withdraw};
use domain::{
    Audience, BinderId, BinderTab, Body, EntryId, EntryKind, Field, OpId, PersonId, TabState, Timestamp, Value,
};
use replica::store::Memory;
use replica::{Device, Draft, LocalStore, Replica, Server, TabRead};
use uuid::Uuid;

use crate::line::{Line, Wire};
use crate::server::{ANNA, FakeServer, author};

thread_local! {
    static CLOCK: Cell<i64> = const { Cell::new(1_000) };
    static IDS: Cell<u128> = const { Cell::new(1_000_000) };
    static SECRETS: Cell<u8> = const { Cell::new(7) };
}

pub(crate) fn device() -> Device {
    Device {
        now: || {
            CLOCK.set(CLOCK.get() + 1);
            Timestamp::from_millis(CLOCK.get())
        },
        new_id: || {
            IDS.set(IDS.get() + 1);
            Uuid::from_u128(IDS.get())
        },
        new_secret: || {
            SECRETS.set(SECRETS.get().wrapping_add(1));
            [SECRETS.get(); 32]
        },
    }
}

/// Time passes, or the clock is put back.
pub(crate) fn later(ms: i64) {
    CLOCK.set(CLOCK.get() + ms);
}

/// A server and one binder.
pub(crate) struct World {
    pub(crate) server: Rc<RefCell<FakeServer>>,
    pub(crate) binder: BinderId,
}

/// One device.
pub(crate) struct Phone {
    pub(crate) replica: Replica,
    pub(crate) memory: Memory,
    pub(crate) line: Line,
    pub(crate) binder: BinderId,
    server: Rc<RefCell<FakeServer>>,
}

impl World {
    /// A paired binder. Anna may suggest in Kontakter.
    pub(crate) async fn new() -> Self {
        let binder = BinderId::from_uuid((device().new_id)());
        let mut server = FakeServer::default();
        server.start(&StartBinderRequest { id: binder, owner_name: "Bo".to_owned() });
        let world = Self { server: Rc::new(RefCell::new(server)), binder };
        let bo = world.phone_of_bo().await;
        bo.replica.commit(binder, vec![grant(&bo.replica, ANNA, BinderTab::Contacts)]).await.unwrap();
        bo.replica.sync(binder).await.unwrap();
        world
    }

    pub(crate) async fn device(&self) -> Phone {
        let (memory, line) = (Memory::default(), Line::default());
        let replica = open(&self.server, &memory, &line).await;
        Phone { replica, memory, line, binder: self.binder, server: self.server.clone() }
    }

    pub(crate) async fn phone_of_bo(&self) -> Phone {
        let phone = self.device().await;
        phone.replica.redeem_pairing(RedeemPairingRequest::default()).await.unwrap();
        phone
    }

    pub(crate) async fn laptop_of_anna(&self) -> Phone {
        let phone = self.device().await;
        phone.sign_in("anna").await;
        phone
    }

    /// The texts that the server's log folds to.
    pub(crate) fn names(&self) -> Vec<String> {
        names(&self.server.borrow().binders[&self.binder].tab(BinderTab::Contacts))
    }

    pub(crate) fn log_len(&self) -> usize {
        self.server.borrow().binders[&self.binder].log.len()
    }
}

async fn open(server: &Rc<RefCell<FakeServer>>, memory: &Memory, line: &Line) -> Replica {
    let wire = Wire { server: server.clone(), line: line.clone() };
    Replica::open(LocalStore::in_memory(memory.clone()), Server::InProcess(Box::new(wire)), device())
        .await
        .unwrap()
}

impl Phone {
    pub(crate) async fn sign_in(&self, name: &str) {
        let request = SignInRequest { username: name.to_owned(), password: "password".to_owned(), code: None };
        self.replica.sign_in(request).await.unwrap();
    }

    /// The app is closed and opened again.
    pub(crate) async fn restart(&mut self) {
        self.replica = open(&self.server, &self.memory, &self.line).await;
    }

    pub(crate) async fn sync(&self) {
        self.replica.sync(self.binder).await.unwrap();
    }

    pub(crate) async fn contacts(&self) -> TabState {
        match self.replica.tab(self.binder, BinderTab::Contacts).await.unwrap() {
            TabRead::Open(tab) => tab.as_ref().clone(),
            TabRead::Blind | TabRead::Due => panic!("contacts are never blind"),
        }
    }

    pub(crate) async fn names(&self) -> Vec<String> {
        names(&self.contacts().await)
    }

    /// Writes a new contact.
    pub(crate) async fn add(&self, name: &str) -> (EntryId, OpId) {
        let entry = self.replica.new_entry();
        (entry, self.rename(entry, name).await)
    }

    /// Writes a contact's name over what is on the screen.
    pub(crate) async fn rename(&self, entry: EntryId, name: &str) -> OpId {
        let over = self.contacts().await.entries.get(&entry).map(|entry| entry.heads(Field::Name));
        let draft = contact(entry, name, over.unwrap_or_default());
        let ops = self.replica.commit(self.binder, vec![draft]).await.unwrap();
        ops[0]
    }

    /// Anna suggests a contact.
    pub(crate) async fn suggest(&self, entry: EntryId, name: &str) -> OpId {
        let Body::Write(write) = contact(entry, name, Vec::new()).body else { unreachable!() };
        let propose = domain::body::Propose {
            entry_kind: EntryKind::Contact,
            fields: write.fields,
            remove: false,
            urgent: false,
        };
        let draft = Draft { body: Body::Propose(propose), ..contact(entry, name, Vec::new()) };
        self.replica.commit(self.binder, vec![draft]).await.unwrap()[0]
    }

    pub(crate) fn waiting(&self) -> usize {
        self.replica.status().waiting
    }
}

pub(crate) fn names(contacts: &TabState) -> Vec<String> {
    let shown = contacts.entries.values().filter_map(|entry| entry.fields.get(&Field::Name));
    let texts = shown.flat_map(|register| &register.current).filter_map(|version| match &version.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    });
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts
}

pub(crate) fn contact(entry: EntryId, name: &str, over: Vec<OpId>) -> Draft {
    let fields = [(Field::Name, FieldWrite { over, value: Value::text(name) })].into();
    let write = Write { entry_kind: EntryKind::Contact, fields };
    let (audience, body) = (Audience::Tab, Body::Write(write));
    Draft { tab: BinderTab::Contacts, entry, audience, meeting: None, act: None, body }
}

pub(crate) fn grant(replica: &Replica, person: PersonId, tab: BinderTab) -> Draft {
    let grant = Grant {
        person: author(person).person,
        name: "Anna".to_owned(),
        organization: "Kommunen".to_owned(),
        tab,
        right: Right::Suggest,
        evidence: Evidence::OnScreen,
        period: Period::ALWAYS,
        over: Vec::new(),
    };
    about(replica, person, Body::Grant(grant))
}

pub(crate) fn withdraw(replica: &Replica, person: PersonId, tab: BinderTab) -> Draft {
    about(replica, person, Body::Withdraw(Withdraw::now(person, tab)))
}

/// Something about her consent for one person, and for that person to read.
fn about(replica: &Replica, person: PersonId, body: Body) -> Draft {
    let audience = Audience::People { people: vec![person] };
    Draft { tab: BinderTab::Sharing, entry: replica.new_entry(), audience, meeting: None, act: None, body }
}

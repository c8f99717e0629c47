//! What a server, or somebody who stands in for it, answers a phone.

use std::cell::RefCell;
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use domain::api::{Me, RedeemPairingRequest, SyncResponse};
use domain::body::{FieldWrite, Write};
use domain::{
    Audience, BinderId, BinderTab, Body, EntryId, EntryKind, Field, OpId, PersonId, Role, SequencedOp, Timestamp,
    Value,
};
use replica::store::Memory;
use replica::{Answer, Call, Device, Draft, LocalStore, Replica, Server, SyncError, Transport};
use uuid::Uuid;

use crate::{log, read};

/// What she wrote without network; it stands in no answer.
const WORDS: &str = "Ring mig inte på morgonen";

/// An answer to a sync, or ops on lines that it brings. Whatever it says, the phone can still be read, and
/// what she wrote is still there unless the answer names it.
///
/// # Panics
/// If that does not hold.
pub fn answered(bytes: &[u8]) {
    let Some(answer) = answer(bytes) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let done = runtime.map(|runtime| runtime.block_on(sync(answer)));
    assert!(matches!(done, Ok(Ok(()))), "{done:?}");
}

fn answer(bytes: &[u8]) -> Option<String> {
    let ops: Vec<SequencedOp> = log(bytes)
        .into_iter()
        .zip(1..)
        .map(|(op, seq)| SequencedOp { seq, received_at: op.made_at, op })
        .collect();
    if let Some(last) = ops.last() {
        let brings = SyncResponse { cursor: last.seq, ops, generation: 1, ..SyncResponse::default() };
        return serde_json::to_string(&brings).ok();
    }
    read::<SyncResponse>(bytes)?;
    String::from_utf8(bytes.to_vec()).ok()
}

async fn sync(answer: String) -> Result<(), SyncError> {
    let (binder, memory) = (BinderId::from_uuid(Uuid::from_u128(7)), Memory::default());
    let line = Line { me: me()?, answer: Rc::new(RefCell::new(String::new())) };
    let says = Rc::clone(&line.answer);
    let store = LocalStore::in_memory(memory.clone());
    let replica = Replica::open(store, Server::InProcess(Box::new(line)), Device::fixed()).await?;
    replica.redeem_pairing(RedeemPairingRequest::default()).await?;
    let own = replica.commit(binder, vec![contact()]).await?;
    says.replace(answer);
    // An answer that does not fit is refused; that is as good.
    let _ = replica.sync(binder).await;
    for tab in BinderTab::ALL {
        let _ = replica.tab(binder, tab).await?;
    }
    let _ = (replica.refused(binder).await?, replica.reached(binder).await?, replica.export(binder).await?);
    let named = own.iter().any(|id: &OpId| says.borrow().contains(&id.to_string()));
    assert!(named || memory.kept().contains(WORDS), "what she wrote is gone: {}", says.borrow());
    Ok(())
}

fn contact() -> Draft {
    let words = FieldWrite { over: Vec::new(), value: Value::Text(WORDS.to_owned()) };
    let fields = [(Field::Name, words)].into();
    Draft {
        tab: BinderTab::Contacts,
        entry: EntryId::from_uuid(Uuid::from_u128(70)),
        audience: Audience::Tab,
        meeting: None,
        act: None,
        body: Body::Write(Write { entry_kind: EntryKind::Contact, fields }),
    }
}

fn me() -> Result<String, SyncError> {
    let owner = PersonId::from_uuid(Uuid::from_u128(1));
    let card = domain::api::BinderCard {
        id: BinderId::from_uuid(Uuid::from_u128(7)),
        owner_name: "Maja".to_owned(),
        owner,
        started_at: Timestamp::from_millis(0),
        paired: true,
        newest_phone_at: None,
        rights: Vec::new(),
        turns_at: None,
        people: Vec::new(),
        erasing: None,
    };
    let me = Me {
        person: owner,
        name: "Maja".to_owned(),
        role: Role::Owner,
        organization: String::new(),
        binders: vec![card],
        closed: Vec::new(),
        lock_required: false,
    };
    serde_json::to_string(&me).map_err(|_| SyncError::Offline)
}

/// Says who she is to everything but a sync.
struct Line {
    me: String,
    answer: Rc<RefCell<String>>,
}

impl Transport for Line {
    fn carry(&self, call: Call) -> Pin<Box<dyn Future<Output = Option<Answer>> + '_>> {
        let body = if call.path.ends_with("/sync") { self.answer.borrow().clone() } else { self.me.clone() };
        Box::pin(ready(Some(Answer { status: 200, body: body.into_bytes() })))
    }
}

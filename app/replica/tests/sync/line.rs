//! The way from one device to the server, and what can go wrong on it.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use domain::api::{ErrorBody, ErrorCode, LockKey, LockSpare, SignInRequest};
use domain::{OpId, PersonId};
use replica::{Answer, Call, Method, Payload, Transport};

use crate::server::{ANNA, BO, FakeServer, KARIN};

/// What a line to the server does with a call.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Fault {
    /// The call never arrives.
    CutBefore,
    /// The server does it, and the answer is lost.
    CutAfter,
    /// Something else answers.
    Instead(u16, String),
}

/// One device's way to the server: its cookie, and its faults.
#[derive(Clone, Default)]
pub(crate) struct Line(Rc<LineInner>);

#[derive(Default)]
struct LineInner {
    session: Cell<Option<PersonId>>,
    /// Until it is taken away.
    fault: RefCell<Option<Fault>>,
    /// For one call.
    once: RefCell<Vec<Fault>>,
    poison: Cell<Option<OpId>>,
    calls: Cell<usize>,
}

impl Line {
    pub(crate) fn cut(&self) {
        self.0.fault.replace(Some(Fault::CutBefore));
    }

    pub(crate) fn mend(&self) {
        self.0.fault.replace(None);
    }

    pub(crate) fn once(&self, fault: Fault) {
        self.0.once.borrow_mut().push(fault);
    }

    pub(crate) fn always(&self, fault: Fault) {
        self.0.fault.replace(Some(fault));
    }

    /// Takes a fault back that no call has met; whether there was one.
    pub(crate) fn take_once(&self) -> bool {
        self.0.once.borrow_mut().pop().is_some()
    }

    /// Every request that brings this op is refused as a whole.
    pub(crate) fn refuse_with(&self, op: OpId) {
        self.0.poison.set(Some(op));
    }

    pub(crate) fn calls(&self) -> usize {
        self.0.calls.get()
    }

    pub(crate) fn session(&self, person: Option<PersonId>) {
        self.0.session.set(person);
    }
}

pub(crate) struct Wire {
    pub(crate) server: Rc<RefCell<FakeServer>>,
    pub(crate) line: Line,
}

impl Transport for Wire {
    fn carry(&self, call: Call) -> Pin<Box<dyn Future<Output = Option<Answer>> + '_>> {
        Box::pin(async move {
            self.line.0.calls.set(self.line.0.calls.get() + 1);
            let once = self.line.0.once.borrow_mut().pop();
            let poison = self.line.0.poison.get().map(|op| op.to_string());
            let brings = |op: &String| matches!(&call.body, Some(Payload::Json(body)) if body.contains(op));
            let spoiled = poison.as_ref().is_some_and(brings);
            let refusal = Fault::Instead(400, r#"{"code":"bad_request"}"#.to_owned());
            let once = once.or_else(|| spoiled.then_some(refusal));
            let fault = once.or_else(|| self.line.0.fault.borrow().clone());
            match fault {
                Some(Fault::CutBefore) => None,
                Some(Fault::CutAfter) => {
                    self.serve(&call);
                    None
                }
                Some(Fault::Instead(status, body)) => Some(Answer { status, body: body.into_bytes() }),
                None => Some(self.serve(&call)),
            }
        })
    }
}

fn json<T: serde::Serialize>(result: Result<T, ErrorBody>) -> Answer {
    match result {
        Ok(body) => Answer { status: 200, body: serde_json::to_vec(&body).unwrap() },
        Err(body) => {
            let status = if body.code == ErrorCode::SignedOut { 401 } else { 400 };
            Answer { status, body: serde_json::to_vec(&body).unwrap() }
        }
    }
}

impl Wire {
    fn serve(&self, call: &Call) -> Answer {
        let mut server = self.server.borrow_mut();
        let body = match &call.body {
            Some(Payload::Json(body)) => body.as_str(),
            _ => "null",
        };
        let signed_out = ErrorBody { code: ErrorCode::SignedOut, field: None, retry_after: None, identity: None };
        let session = self.line.0.session.get().ok_or(signed_out.clone());
        let path: Vec<&str> = call.path.trim_start_matches("/api/v1/").split('/').collect();
        match (call.method, path.as_slice()) {
            (Method::Get, ["me"]) => json(session.map(|who| server.me(who))),
            (Method::Post, ["session"]) => {
                let request: SignInRequest = serde_json::from_str(body).unwrap();
                let who = if request.username == "anna" { ANNA } else { KARIN };
                self.line.session(Some(who));
                json(Ok(server.me(who)))
            }
            (Method::Delete, ["session"]) => {
                self.line.session(None);
                Answer { status: 204, body: Vec::new() }
            }
            (Method::Post, ["pairings", "redeem"]) => {
                self.line.session(Some(BO));
                server.pair();
                json(Ok(server.me(BO)))
            }
            (Method::Post, ["lock"]) => json(session.map(|who| {
                let key: LockKey = serde_json::from_str(body).unwrap();
                LockSpare { spare: format!("{who} {}", key.key) }
            })),
            (Method::Post, ["lock", "open"]) => json(session.and_then(|who| {
                let spare: LockSpare = serde_json::from_str(body).unwrap();
                let key = spare.spare.strip_prefix(&format!("{who} ")).map(str::to_owned);
                let not_found = ErrorBody { code: ErrorCode::NotFound, ..signed_out };
                key.map(|key| LockKey { key }).ok_or(not_found)
            })),
            (Method::Post, ["binders"]) => json(session.map(|who| {
                let id = server.start(&serde_json::from_str(body).unwrap());
                server.card(id, who).unwrap()
            })),
            (Method::Post, ["binders", id, "sync"]) => {
                let request = serde_json::from_str(body).unwrap();
                json(session.and_then(|who| server.sync(who, id.parse().unwrap(), request)))
            }
            (Method::Put, ["binders", id, "attachments", entry]) => {
                let Some(Payload::Jpeg(bytes)) = &call.body else { panic!("a picture is bytes") };
                let taken =
                    session.and_then(|_| server.hand_in(id.parse().unwrap(), entry.parse().unwrap(), bytes));
                match taken {
                    Ok(()) => Answer { status: 204, body: Vec::new() },
                    Err(body) => json::<()>(Err(body)),
                }
            }
            (Method::Get, ["binders", _, "attachments", entry]) => {
                match session.and_then(|_| server.picture(entry.parse().unwrap())) {
                    Ok(body) => Answer { status: 200, body },
                    Err(body) => json::<()>(Err(body)),
                }
            }
            other => panic!("the fake server has no {other:?}"),
        }
    }
}

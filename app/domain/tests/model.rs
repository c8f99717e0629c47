//! A world small enough to think about: one server that follows design §5 and the devices that talk to
//! it. What it does with ops is the domain's own; what it does around them is the shortest thing that
//! obeys the design, so that a difference found here is a fault of the domain or of the design.

mod decided;
mod edit;
mod replica;
mod sentence;
mod server;

pub(crate) use edit::{Edit, SLOTS};
pub(crate) use replica::Replica;
pub(crate) use server::Server;

use domain::api::{Accepted, Refused};
use domain::{BinderTab, Checkpoint, Op, Seq, SequencedOp};

/// What a device asks for.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) after: Seq,
    pub(crate) generation: u64,
    pub(crate) ops: Vec<Op>,
}

/// What it is told.
#[derive(Default)]
pub(crate) struct Response {
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) reset: Vec<BinderTab>,
    pub(crate) checkpoints: Vec<Checkpoint>,
    pub(crate) ops: Vec<SequencedOp>,
    pub(crate) cursor: Seq,
    pub(crate) generation: u64,
    pub(crate) more: bool,
}

//! One round of sync, decided without doing anything: what to ask, and what an answer changes.
//!
//! The invariants, each with a test below:
//! - an op leaves the queue only when it stands in the log within what the copy has, or is refused for
//!   good; an answer that was lost therefore costs nothing, the op is asked about again by its id;
//! - ops enter the log in the server's order and never ahead of ops that the copy has yet to get;
//! - an answer is taken in only if the copy still stands where it stood when the question was asked.

mod rewind;

use std::collections::{BTreeMap, BTreeSet};

use domain::api::{
    BinderCard, OpenedTab, PROTOCOL, Reached, RefusalClass, RefusalCode, SyncRequest, SyncResponse,
};
use domain::{BinderId, BinderTab, Checkpoint, FOLD_VERSION, Op, OpId, ReplicaId, Seq, SequencedOp, Timestamp};

use crate::RefusedOp;
use crate::store::{Outbox, Waiting};

pub use rewind::{Rewind, pass_over};

/// The most ops one request carries; the server takes more.
pub const BATCH: usize = 200;

/// The most bytes of ops one request carries; the server takes 1 MiB. One op is always sent.
const BATCH_BYTES: usize = 512 * 1024;

/// The most openings one request tells of; the server takes 200.
const OPENED: usize = 100;

/// Where a copy stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Point {
    /// The last place of the log that the copy has.
    pub cursor: Seq,
    /// The consent generation that holds for.
    pub generation: u64,
}

/// What an answer changes in the store.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// The binder.
    pub binder: BinderId,
    /// Where the copy must stand for this to fit.
    pub expects: Point,
    /// Where it stands afterwards.
    pub point: Point,
    /// Tabs that are dropped first.
    pub reset: Vec<BinderTab>,
    /// Tabs that are replaced.
    pub checkpoints: Vec<Checkpoint>,
    /// Ops that enter the log, in order.
    pub log: Vec<SequencedOp>,
    /// Ops that leave the queue.
    pub settled: BTreeSet<OpId>,
    /// Ops that did not get through; those that can be mended stay in the queue.
    pub refused: Vec<RefusedOp>,
    /// Openings that have been told.
    pub opened: Vec<OpenedTab>,
    /// How far each person's copy has come.
    pub reached: Vec<Reached>,
    /// The binder and its people, if they are new.
    pub card: Option<BinderCard>,
    /// When the answer came, by the device's clock.
    pub at: Timestamp,
    /// The server could not take something now: nothing more is sent before a pause.
    pub pause: bool,
    /// The server takes this device for somebody else: ask who it is.
    pub mistaken: bool,
    /// There is more to fetch.
    pub more: bool,
    /// What it changes about the server having been put back from an older copy.
    pub rewind: Rewind,
    /// The line of the log that the copy is on from now on, if it was fetched anew.
    pub lineage: Option<u64>,
}

impl Outcome {
    /// An answer that changes nothing but that there was one.
    fn nothing(binder: BinderId, stands: Point, at: Timestamp) -> Self {
        Self {
            binder,
            expects: stands,
            point: stands,
            reset: Vec::new(),
            checkpoints: Vec::new(),
            log: Vec::new(),
            settled: BTreeSet::new(),
            refused: Vec::new(),
            opened: Vec::new(),
            reached: Vec::new(),
            card: None,
            at,
            pause: false,
            mistaken: false,
            more: false,
            rewind: Rewind::Not,
            lineage: None,
        }
    }

    /// Whether to ask again at once.
    pub(crate) fn goes_on(&self) -> bool {
        self.more && (self.point != self.expects || self.rewind != Rewind::Not)
    }

    /// Whether an op now stands in the log.
    #[must_use]
    pub fn stands(&self, op: OpId) -> bool {
        self.settled.contains(&op) && self.refused.iter().all(|refused| refused.op.id != op)
    }

    /// The tabs that read differently afterwards.
    #[must_use]
    pub fn tabs(&self) -> BTreeSet<BinderTab> {
        let whole = self.checkpoints.iter().map(|checkpoint| checkpoint.state.tab);
        let ops = self.log.iter().map(|op| op.op.tab);
        let refused = self.refused.iter().map(|refused| refused.op.tab);
        self.reset.iter().copied().chain(whole).chain(ops).chain(refused).collect()
    }
}

/// What to ask. `most` ops are sent at most; 0 only fetches.
#[must_use]
pub fn request(replica: ReplicaId, outbox: &Outbox, most: usize) -> SyncRequest {
    let stands = Point { cursor: outbox.row.cursor, generation: outbox.row.generation };
    let offers = !outbox.again.is_empty();
    let (ops, point) = match outbox.row.rewound {
        Some(_) if offers => (fitting(outbox.again.iter().map(|(_, waiting)| waiting), most), stands),
        None if outbox.row.fold_version == FOLD_VERSION => (fitting(&outbox.waiting, most), stands),
        // A copy of another log, or with checkpoints made by another fold, is fetched anew, whole.
        _ => (fitting(&outbox.waiting, most), Point::default()),
    };
    let opened = if offers { 0 } else { OPENED };
    SyncRequest {
        protocol: PROTOCOL,
        replica,
        after: point.cursor,
        generation: point.generation,
        ops,
        opened: outbox.opened.iter().take(opened).copied().collect(),
    }
}

/// As many as one request carries.
fn fitting<'a>(waiting: impl IntoIterator<Item = &'a Waiting>, most: usize) -> Vec<Op> {
    let mut ops: Vec<Op> = Vec::new();
    let mut bytes = 0;
    for waiting in waiting.into_iter().take(most) {
        bytes += waiting.bytes;
        if bytes > BATCH_BYTES && !ops.is_empty() {
            break;
        }
        ops.push(waiting.op.clone());
    }
    ops
}

/// What an answer changes.
#[must_use]
pub fn answer(
    binder: BinderId,
    outbox: &Outbox,
    request: &SyncRequest,
    response: SyncResponse,
    now: Timestamp,
) -> Outcome {
    if let Some(outcome) = rewind::answer(binder, outbox, request, &response, now) {
        return outcome;
    }
    let heads: BTreeMap<BinderTab, Seq> =
        response.checkpoints.iter().map(|whole| (whole.state.tab, whole.state.head)).collect();
    // A checkpoint has everything up to its head; a tab that is only dropped may no longer be read.
    let enters = |op: &SequencedOp| match heads.get(&op.op.tab) {
        Some(head) => op.seq > *head,
        None => !response.reset.contains(&op.op.tab),
    };
    let mut settled: BTreeSet<OpId> = response.ops.iter().map(|op| op.op.id).collect();
    let mut log: BTreeMap<Seq, SequencedOp> = response.ops.into_iter().map(|op| (op.seq, op)).collect();
    for accepted in &response.accepted {
        // Ahead of what the copy has: it waits until the ops before it have come.
        if accepted.seq > response.cursor {
            continue;
        }
        if let Some(op) = request.ops.iter().find(|op| op.id == accepted.id) {
            settled.insert(op.id);
            let op = SequencedOp { seq: accepted.seq, received_at: now, op: op.clone() };
            log.entry(accepted.seq).or_insert(op);
        }
    }
    let mut pause = false;
    let mut mistaken = false;
    let mut refused = Vec::new();
    for refusal in &response.refused {
        let Some(op) = request.ops.iter().find(|op| op.id == refusal.id) else {
            continue;
        };
        // "Another author" means that the session is somebody else's now, not that the words are bad.
        let other = refusal.code == RefusalCode::WrongAuthor;
        mistaken |= other;
        let class = if other { RefusalClass::Mend } else { refusal.class };
        match class {
            RefusalClass::Retry => {
                pause = true;
                continue;
            }
            RefusalClass::Mend => {}
            RefusalClass::Final => {
                settled.insert(op.id);
            }
        }
        let mendable = class == RefusalClass::Mend;
        refused.push(RefusedOp { op: op.clone(), code: refusal.code, at: now, mendable });
    }
    Outcome {
        binder,
        expects: Point { cursor: outbox.row.cursor, generation: outbox.row.generation },
        point: Point { cursor: response.cursor, generation: response.generation },
        log: log.into_values().filter(enters).collect(),
        reset: response.reset,
        checkpoints: response.checkpoints,
        settled,
        refused,
        opened: request.opened.clone(),
        reached: response.reached,
        card: response.binder,
        at: now,
        pause,
        mistaken,
        more: response.more,
        rewind: if outbox.row.rewound.is_some() { Rewind::Over } else { Rewind::Not },
        lineage: (request.after == 0).then_some(response.lineage),
    }
}

/// What one op told on the live stream changes, if it follows directly on what the copy has.
#[must_use]
pub fn told(binder: BinderId, stands: Point, op: SequencedOp, now: Timestamp) -> Option<Outcome> {
    (op.seq == stands.cursor + 1).then(|| Outcome {
        point: Point { cursor: op.seq, generation: stands.generation },
        settled: BTreeSet::from([op.op.id]),
        log: vec![op],
        ..Outcome::nothing(binder, stands, now)
    })
}

#[cfg(test)]
mod tests;

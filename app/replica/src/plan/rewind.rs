//! When the server was put back from an older copy, devices may hold more than it does.
//!
//! 1. An answer tells: its place lies before ours, or its log is on another line. Nothing of it is taken
//!    in but that this was noticed.
//! 2. This device's own ops in its log are offered again, in order. The server takes them by their ids,
//!    so one that it still has costs nothing; one that it refuses now is listed with its words.
//! 3. When all have been answered, everything is fetched anew, and replaces the copy in one transaction.
//!
//! Until then the screen shows the copy as it was. Other people's ops come back from their own devices.
//! What cannot be offered is what this device only has folded: ops that were made on another one, or
//! before this one last changed hands.

use domain::api::{RefusalClass, RefusalCode, SyncRequest, SyncResponse};
use domain::{BinderId, Seq, Timestamp};

use super::{Outcome, Point};
use crate::RefusedOp;
use crate::store::Outbox;

/// What an answer changes about being put back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rewind {
    /// Nothing.
    Not,
    /// The server's log is not the one we knew.
    Noticed,
    /// Own ops up to this place of the old log have been answered.
    Offered(Seq),
    /// The copy is replaced by what the server has now.
    Over,
}

/// The answer to a round that is not an ordinary one.
pub(super) fn answer(
    binder: BinderId,
    outbox: &Outbox,
    request: &SyncRequest,
    response: &SyncResponse,
    now: Timestamp,
) -> Option<Outcome> {
    if outbox.row.rewound.is_none() {
        let is_another = response.cursor < request.after || response.lineage != outbox.row.lineage;
        return (request.after > 0 && is_another).then(|| Outcome {
            rewind: Rewind::Noticed,
            more: true,
            ..nothing(binder, outbox, now)
        });
    }
    if outbox.again.is_empty() {
        return None;
    }
    let mut outcome = nothing(binder, outbox, now);
    for (seq, op) in outbox.again.iter().zip(&request.ops).map(|((seq, _), op)| (*seq, op)) {
        if let Some(refusal) = response.refused.iter().find(|refusal| refusal.id == op.id) {
            // Somebody else's session, or a server that cannot now: it is offered again later.
            let other = refusal.code == RefusalCode::WrongAuthor;
            outcome.mistaken |= other;
            if other || refusal.class == RefusalClass::Retry {
                outcome.pause = true;
                break;
            }
            let mendable = refusal.class == RefusalClass::Mend;
            outcome.refused.push(RefusedOp { op: op.clone(), code: refusal.code, at: now, mendable });
        }
        outcome.rewind = Rewind::Offered(seq);
    }
    outcome.more = !request.ops.is_empty() && !outcome.pause;
    Some(outcome)
}

/// A request with this one own op was refused as a whole: it is listed, and the rest goes on.
#[must_use]
pub fn pass_over(binder: BinderId, outbox: &Outbox, now: Timestamp) -> Option<Outcome> {
    let (seq, waiting) = outbox.again.first()?;
    let op = waiting.op.clone();
    let refused = vec![RefusedOp { op, code: RefusalCode::BadValue, at: now, mendable: false }];
    Some(Outcome { rewind: Rewind::Offered(*seq), refused, more: true, ..nothing(binder, outbox, now) })
}

fn nothing(binder: BinderId, outbox: &Outbox, now: Timestamp) -> Outcome {
    let stands = Point { cursor: outbox.row.cursor, generation: outbox.row.generation };
    Outcome::nothing(binder, stands, now)
}

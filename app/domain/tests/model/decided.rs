//! A meeting of the model is closed, and the owner says that what was decided is right.

use domain::decision::{Agree, Decision};
use domain::{BinderTab, Body, EntryId, Op, Provenance, Role, Timestamp};

use super::Replica;
use crate::support::{entry_id, op};

/// What this device shows is decided; from what was decided last, or from the version before.
pub(super) fn decided(replica: &Replica, n: u64, meeting: EntryId, is_stale: bool) -> Op {
    let plan = replica.view(BinderTab::Plan);
    let mut versions = plan.decisions.iter().rev().filter(|version| !version.late);
    let decision = Decision {
        base: versions.nth(is_stale.into()).map(|version| version.stamp.op),
        held_at: Timestamp::default(),
        present: Vec::new(),
        alternatives: String::new(),
        chosen: format!("words {n}."),
        texts: plan.to_decide(),
    };
    let op = op(n, replica.author, BinderTab::Plan, entry_id(1_000 + n), Body::Decision(decision));
    Op { provenance: Provenance::Together { meeting }, ..op }
}

/// Her word about what was decided last; every third time she takes it back.
pub(super) fn agreed(replica: &Replica, n: u64) -> Option<Op> {
    let decision = replica.view(BinderTab::Plan).decisions.last()?.stamp.op;
    let agree = Body::Agree(Agree { decision, undone: n.is_multiple_of(3) });
    let op = op(n, replica.author, BinderTab::Plan, entry_id(2_000), agree);
    (replica.author.role == Role::Owner).then_some(op)
}

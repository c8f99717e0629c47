//! What she took away is really gone after 90 days (design §2, "Removal"; requirements §5): the server
//! empties the ops of a removed entry, and one more op tells her devices. Ids, kinds and times stay, words do
//! not; older copies of the server's data hold them until they are thrown away themselves.

use std::collections::BTreeMap;

use crate::body::{FieldWrite, Redact, Write};
use crate::entry::{Presence, Register, Stamp};
use crate::{
    Audience, Author, Body, Entry, EntryId, EntryKind, Field, Op, OpId, Provenance, SequencedOp, Timestamp, fold,
};

/// For so many days something removed can be taken back.
pub const REMOVED_DAYS: i64 = 90;

/// From this age on a removal may be over before what is done on a phone without network has come through.
const LATE_DAYS: i64 = 60;

/// Up to when something removed can be taken back, by the clock of the device that removed it. The server
/// counts from when it heard of it, which is never earlier.
#[must_use]
pub const fn can_come_back_until(removal: &Stamp) -> Timestamp {
    removal.made_at.plus_days(REMOVED_DAYS)
}

/// What an entry was, if it is removed and the server heard of that at `due` or before, or if she has emptied
/// it. `log` holds at least every op of the entry, and every decision of its tab.
#[must_use]
pub fn is_due(log: &[SequencedOp], id: EntryId, due: Timestamp) -> Option<EntryKind> {
    let tab = log.iter().find(|known| known.op.entry == id)?.op.tab;
    let state = fold(tab, log);
    if state.is_gone(id) {
        return state.redacted.get(&id).copied();
    }
    let entry = state.entries.get(&id)?;
    let Presence::Removed { by } = &entry.presence else { return None };
    let heard = log.iter().find(|known| known.op.id == by.op)?.received_at;
    (heard <= due).then_some(entry.kind)
}

/// An op with nothing left of what it said of the entry. One of the entry itself says no longer who said it or
/// where, and the same readers find it in its place; a decision is without the entry's text.
#[must_use]
pub fn emptied(op: &Op, entry: EntryId, server: Author, entry_kind: EntryKind) -> Op {
    if let Body::Decision(decision) = &op.body {
        let mut decision = decision.clone();
        decision.texts.remove(&entry);
        return Op { body: Body::Decision(decision), audience: op.audience.clone(), ..*op };
    }
    Op {
        author: server,
        provenance: Provenance::Own,
        act: None,
        body: Body::Redact(Redact { entry_kind }),
        audience: op.audience.clone(),
        ..*op
    }
}

/// The op that tells her devices. Everybody else starts anew from a checkpoint.
#[must_use]
pub fn telling(emptied: Op, id: OpId, now: Timestamp) -> Op {
    Op { id, audience: Audience::Private, made_at: now, ..emptied }
}

/// What takes a removed entry back. Where the server may have emptied it before this comes through, the
/// texts that stand on the screen are written once more, so they come back with it.
#[must_use]
pub fn restoring(entry: &Entry, now: Timestamp) -> Vec<Body> {
    let mut bodies = vec![Body::Restore];
    if let Presence::Removed { by } = &entry.presence
        && by.made_at.plus_days(LATE_DAYS) <= now
    {
        let again = |(field, register): (&Field, &Register)| {
            let shown = register.shown()?;
            Some((*field, FieldWrite { over: vec![shown.stamp.op], value: shown.value.clone() }))
        };
        let fields: BTreeMap<_, _> = entry.fields.iter().filter_map(again).collect();
        if !fields.is_empty() {
            bodies.push(Body::Write(Write { entry_kind: entry.kind, fields }));
        }
    }
    bodies
}

//! The owner takes back her answer to a proposal: it waits again, and after a yes everything stands as it
//! did before.

use crate::body::Reopen;
use crate::entry::{Entry, Event, EventKind, Presence, Register, Stamp, Version};
use crate::{Answer, OpId, Policy};

/// Takes back one answer, if it is still the one that counts.
pub(super) fn reopen(entry: &mut Entry, reopen: &Reopen, stamp: Stamp) {
    let is_it = |op: &OpId| *op == reopen.proposal;
    let Some(proposal) = entry.proposals.iter_mut().find(|proposal| is_it(&proposal.stamp.op)) else { return };
    if proposal.said != Some(reopen.answer) {
        return;
    }
    let was = proposal.answer.take();
    proposal.said = None;
    entry.changed = stamp.clone();
    entry.events.push(Event { stamp, what: EventKind::Reopened { proposal: reopen.proposal } });
    if was != Some(Answer::Accept) {
        return;
    }
    if let Presence::Removed { by } | Presence::Contested { by } = &entry.presence {
        // A removal that she has said yes to; another one stays.
        if by.op == reopen.answer {
            entry.presence = Presence::Present;
        }
        return;
    }
    for field in proposal.fields.keys() {
        if let Some(register) = entry.fields.get_mut(field) {
            let back = reopen.back.get(field).map(Vec::as_slice).unwrap_or_default();
            give_back(register, field.policy(), reopen.answer, back);
        }
    }
    let says_nothing = entry.fields.values().all(|register| register.current.is_empty());
    if says_nothing && !entry.fields.is_empty() {
        entry.presence = Presence::Suggested;
    }
}

/// The accepted version goes to the past, and those it replaced come back from there.
fn give_back(register: &mut Register, policy: Policy, accepted: OpId, back: &[OpId]) {
    let Register { current, past } = register;
    let Some(at) = current.iter().position(|version| version.stamp.op == accepted) else { return };
    let taken = current.remove(at);
    // A tick or a choice is written again; see `Entry::reopening`.
    if policy == Policy::KeepAll {
        let replaced = |version: &mut Version| back.contains(&version.stamp.op);
        current.extend(past.extract_if(.., replaced));
    }
    past.push(taken);
}

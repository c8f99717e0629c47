//! The fold: a tab's log becomes what is on the screen.
//!
//! It cannot fail, reads no clock, no device and no randomness, and reads only its own tab. The phone,
//! the server and the tests run this same code, so every reader of a tab sees the same thing. Whether
//! an author was allowed to write is decided before an op enters the log (`rules`). What an op says by
//! itself is asked again here, because a server may have taken it before it knew the kind: an op that may
//! not be is passed over, by everybody.

mod redact;
mod reopen;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::body::{AnswerProposal, Append, FieldWrite, Propose, Write};
use crate::consent::Grant;
use crate::entry::{Entry, Event, EventKind, Note, Presence, Proposal, Register, Stamp, Version};
use crate::erasure::{Erase, Erasing};
use crate::fact::{Fact, FactKind};
use crate::{Answer, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, Policy, Role, Seq, SequencedOp, rules};

/// Changes whenever the same log would fold to something else; a checkpoint made by another version
/// is thrown away and the ops are folded again.
pub const FOLD_VERSION: u32 = 7;

/// A tab as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TabState {
    /// Which tab.
    pub tab: BinderTab,
    /// The last op of the log that is folded in.
    pub head: Seq,
    /// Everything in the tab, removed entries too.
    pub entries: BTreeMap<EntryId, Entry>,
    /// Ops of kinds this version does not know, kept for the version that does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<Op>,
    /// Entries whose words are gone for good, and what they were.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redacted: BTreeMap<EntryId, EntryKind>,
    /// Whether the pärm is to be taken away, or was; said in Samtycke only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasing: Option<Erasing>,
}

impl TabState {
    /// A tab nobody has written in.
    #[must_use]
    pub const fn empty(tab: BinderTab) -> Self {
        Self {
            tab,
            head: 0,
            entries: BTreeMap::new(),
            deferred: Vec::new(),
            redacted: BTreeMap::new(),
            erasing: None,
        }
    }

    /// Folds one op of the log. The log is folded in its order, so an op at or before the head is one
    /// that is in already: hearing it twice changes nothing.
    pub fn apply(&mut self, sequenced: &SequencedOp) {
        if sequenced.seq <= self.head {
            return;
        }
        self.head = sequenced.seq;
        self.fold_in(&sequenced.op, Some(sequenced.seq));
    }

    /// Folds one op that still waits on this device.
    pub fn apply_unsent(&mut self, op: &Op) {
        self.fold_in(op, None);
    }

    /// The shown entries of one kind, in the order made by hand.
    #[must_use]
    pub fn listed(&self, kind: EntryKind) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> =
            self.entries.values().filter(|entry| entry.kind == kind && entry.is_shown()).collect();
        crate::order::sort_by(&mut entries, |a, b| (a.position(), a.id).cmp(&(b.position(), b.id)));
        entries
    }

    /// Entries that somebody suggests but that the owner has not taken.
    #[must_use]
    pub fn suggested(&self, kind: EntryKind) -> Vec<&Entry> {
        let waits = |entry: &&Entry| {
            entry.kind == kind && entry.presence == Presence::Suggested && entry.open_proposals().next().is_some()
        };
        self.entries.values().filter(waits).collect()
    }

    /// The position for a new line at the end of a list.
    #[must_use]
    pub fn end_position(&self, kind: EntryKind) -> String {
        let last = self.listed(kind).last().map(|entry| entry.position().to_owned());
        crate::position::between(last.as_deref().filter(|p| crate::position::is_valid(p)), None)
    }

    fn fold_in(&mut self, op: &Op, seq: Option<Seq>) {
        if op.tab != self.tab || !rules::stands(op) {
            return;
        }
        let stamp = Stamp::of(op, seq);
        match &op.body {
            Body::Write(write) => self.write(op.entry, write, stamp),
            Body::Append(append) => self.append(op.entry, append, stamp),
            Body::Remove(remove) => self.remove(op.entry, &remove.over, stamp),
            Body::Restore => self.restore(op.entry, stamp),
            Body::Propose(propose) => self.propose(op.entry, propose, stamp),
            Body::Answer(answer) => self.answer(op.entry, answer, stamp),
            Body::Reopen(reopen) => {
                if let Some(entry) = self.entries.get_mut(&op.entry) {
                    reopen::reopen(entry, reopen, stamp);
                }
            }
            Body::Rate(rate) => self.fact(op.entry, EntryKind::Rating, FactKind::Rated(*rate), stamp),
            Body::Show(show) => self.fact(op.entry, EntryKind::Rating, FactKind::Shown(show.clone()), stamp),
            Body::Hide => self.hide(op.entry, stamp),
            Body::Grant(grant) => self.grant(op.entry, grant.clone(), stamp),
            Body::ProposeConsent(grant) => {
                let entry = self.entry(op.entry, EntryKind::Consent, Presence::Suggested, &stamp);
                entry.proposals.push(Proposal::of_consent(stamp, grant.clone()));
            }
            Body::Confirm => self.fact(op.entry, EntryKind::Consent, FactKind::Confirmed, stamp),
            Body::Withdraw(gone) => self.fact(op.entry, EntryKind::Consent, FactKind::Withdrawn(*gone), stamp),
            Body::HandOver(copy) => {
                self.fact(op.entry, EntryKind::Share, FactKind::HandedOver(Box::new(copy.clone())), stamp);
            }
            Body::Revoke => self.fact(op.entry, EntryKind::Share, FactKind::Revoked, stamp),
            Body::Opened(opened) => self.fact(op.entry, EntryKind::Share, FactKind::Opened(*opened), stamp),
            Body::Redact(redact) => self.redact(op.entry, redact.entry_kind),
            Body::Erase(erase) => self.erase(erase, stamp),
            Body::Keep(keep) => {
                if let Some(erasing) = &mut self.erasing {
                    erasing.keep(*keep, stamp);
                }
            }
            Body::Unknown(_) => self.defer(op, &stamp),
        }
    }

    fn entry(&mut self, id: EntryId, kind: EntryKind, presence: Presence, stamp: &Stamp) -> &mut Entry {
        let deferred = &self.deferred;
        self.entries.entry(id).or_insert_with(|| {
            let unread = deferred.iter().filter(|op| op.entry == id);
            // They came before the entry began; their own places are not kept.
            let unread = unread.map(|op| Event { stamp: Stamp::of(op, stamp.seq), what: EventKind::Unread });
            let events: Vec<Event> = unread.collect();
            Entry {
                id,
                kind,
                created: stamp.clone(),
                changed: stamp.clone(),
                presence,
                fields: BTreeMap::new(),
                notes: Vec::new(),
                proposals: Vec::new(),
                facts: Vec::new(),
                sealed: !events.is_empty(),
                events,
            }
        })
    }

    fn write(&mut self, id: EntryId, write: &Write, stamp: Stamp) {
        let writes_text = write.fields.keys().any(|field| field.policy() == Policy::KeepAll);
        if self.is_gone(id) {
            return self.write_where_it_was(id, write, writes_text, stamp);
        }
        let entry = self.entry(id, write.entry_kind, Presence::Present, &stamp);
        match (&entry.presence, stamp.author.role) {
            // A suggestion she writes in herself is hers from then on.
            (Presence::Suggested, _) => entry.presence = Presence::Present,
            (Presence::Removed { by }, Role::Owner) if writes_text => {
                entry.presence = Presence::Contested { by: by.clone() };
            }
            // Somebody else's words about something she has taken away wait for her as a proposal.
            (Presence::Removed { .. }, _) if writes_text => {
                entry.proposals.push(Proposal::new(stamp, &write.fields, false));
                return;
            }
            _ => {}
        }
        entry.changed = stamp.clone();
        set_all(entry, write, &stamp);
    }

    fn append(&mut self, id: EntryId, append: &Append, stamp: Stamp) {
        self.begin_anew_for_note(id, &stamp);
        let Some(entry) = self.entries.get_mut(&id) else { return };
        match (&entry.presence, stamp.author.role) {
            (Presence::Removed { by }, Role::Owner) => {
                entry.presence = Presence::Contested { by: by.clone() };
            }
            // The note is kept where it is; whether the entry comes back is for her to say.
            (Presence::Removed { .. }, _) => entry.proposals.push(Proposal::to_take_back(stamp.clone())),
            _ => {}
        }
        entry.changed = stamp.clone();
        let Append { field, value, note } = append.clone();
        entry.notes.push(Note { stamp, field, value, note });
    }

    fn remove(&mut self, id: EntryId, over: &[OpId], stamp: Stamp) {
        if let Some(entry) = self.entries.get_mut(&id) {
            take_away(entry, |head| over.contains(head), stamp);
        }
    }

    fn restore(&mut self, id: EntryId, stamp: Stamp) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        match (&entry.presence, stamp.author.role) {
            (Presence::Present | Presence::Suggested, _) => return,
            // What she took away comes back by her word; anybody else asks.
            (Presence::Removed { by }, role) if role != Role::Owner && by.author.role == Role::Owner => {
                entry.proposals.push(Proposal::to_take_back(stamp));
                return;
            }
            _ => {}
        }
        let was_only_suggested = entry.fields.is_empty() && entry.open_proposals().next().is_some();
        entry.presence = if was_only_suggested { Presence::Suggested } else { Presence::Present };
        entry.changed = stamp.clone();
        entry.events.push(Event { stamp, what: EventKind::Restored });
    }

    fn propose(&mut self, id: EntryId, propose: &Propose, stamp: Stamp) {
        let entry = self.entry(id, propose.entry_kind, Presence::Suggested, &stamp);
        entry.proposals.push(Proposal::new(stamp, &propose.fields, propose.remove));
    }

    fn answer(&mut self, id: EntryId, answer: &AnswerProposal, stamp: Stamp) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        let Some(proposal) = entry.proposals.iter_mut().find(|p| p.stamp.op == answer.proposal) else { return };
        // A yes stands: a later answer from a device that had not seen it changes nothing.
        if matches!(proposal.answer, Some(Answer::Accept)) {
            return;
        }
        proposal.answer = Some(answer.answer);
        proposal.said = Some(stamp.op);
        let said = EventKind::Answered { proposal: answer.proposal, answer: answer.answer };
        let proposal = proposal.clone();
        entry.events.push(Event { stamp: stamp.clone(), what: said });
        if answer.answer != Answer::Accept {
            return;
        }
        if proposal.remove {
            take_away(entry, |head| answer.over.values().any(|seen| seen.contains(head)), stamp);
            return;
        }
        entry.changed = stamp.clone();
        entry.presence = Presence::Present;
        let by_proposer = Stamp { author: proposal.stamp.author, provenance: proposal.stamp.provenance, ..stamp };
        for (field, value) in proposal.fields {
            let over = answer.over.get(&field).cloned().unwrap_or_default();
            set(&mut entry.fields, field, &FieldWrite { over, value }, &by_proposer);
        }
    }

    /// Her own sentence in the entry of a suggested one is her yes to it.
    fn grant(&mut self, id: EntryId, grant: Grant, stamp: Stamp) {
        let is_hers = stamp.author.role == Role::Owner;
        self.fact(id, EntryKind::Consent, FactKind::Granted(grant), stamp);
        if let Some(entry) = self.entries.get_mut(&id).filter(|_| is_hers) {
            entry.presence = Presence::Present;
            for proposal in entry.proposals.iter_mut().filter(|proposal| proposal.is_open()) {
                proposal.answer = Some(Answer::Accept);
            }
        }
    }

    /// What was shown is a copy: without it others have nothing, and she has her original.
    fn hide(&mut self, id: EntryId, stamp: Stamp) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        entry.facts.retain(|fact| !matches!(fact.what, FactKind::Shown(_)));
        entry.changed = stamp;
    }

    fn fact(&mut self, id: EntryId, kind: EntryKind, what: FactKind, stamp: Stamp) {
        let entry = self.entry(id, kind, Presence::Present, &stamp);
        entry.changed = stamp.clone();
        entry.facts.push(Fact { stamp, what });
    }

    /// The first stands: asking again moves no day.
    fn erase(&mut self, erase: &Erase, stamp: Stamp) {
        if !self.erasing.as_ref().is_some_and(Erasing::stands) {
            self.erasing = Some(Erasing::new(stamp, erase.clone()));
        }
    }

    fn defer(&mut self, op: &Op, stamp: &Stamp) {
        if let Some(entry) = self.entries.get_mut(&op.entry) {
            entry.sealed = true;
            entry.changed = stamp.clone();
            entry.events.push(Event { stamp: stamp.clone(), what: EventKind::Unread });
        }
        self.deferred.push(op.clone());
    }
}

/// Folds a tab's whole log.
pub fn fold<'a>(tab: BinderTab, log: impl IntoIterator<Item = &'a SequencedOp>) -> TabState {
    let mut state = TabState::empty(tab);
    for op in log {
        state.apply(op);
    }
    state
}

/// Removes an entry; what the remover had not seen is never removed with it.
fn take_away(entry: &mut Entry, seen: impl Fn(&OpId) -> bool, stamp: Stamp) {
    // Two of her devices removed it: the first saw everything there was, else it were contested.
    if matches!(entry.presence, Presence::Removed { .. }) {
        return;
    }
    let all_seen = entry.all_heads().iter().all(seen);
    entry.changed = stamp.clone();
    entry.events.push(Event { stamp: stamp.clone(), what: EventKind::Removed });
    entry.presence = if all_seen { Presence::Removed { by: stamp } } else { Presence::Contested { by: stamp } };
}

fn set_all(entry: &mut Entry, write: &Write, stamp: &Stamp) {
    for (field, new) in &write.fields {
        set(&mut entry.fields, *field, new, stamp);
    }
}

fn set(fields: &mut BTreeMap<Field, Register>, field: Field, new: &FieldWrite, stamp: &Stamp) {
    let register = fields.entry(field).or_default();
    let over = match field.policy() {
        Policy::KeepAll => {
            let over = register.written_over(&new.over);
            let Register { current, past } = register;
            past.extend(current.extract_if(.., |old| new.over.contains(&old.stamp.op)));
            over
        }
        // Old places in a list are nobody's words; keeping them would only make the log heavier.
        Policy::Latest | Policy::Append if field.is_place() => {
            register.current.clear();
            Vec::new()
        }
        Policy::Latest | Policy::Append => {
            let over = register.heads();
            let Register { current, past } = register;
            past.append(current);
            over
        }
    };
    register.current.push(Version { stamp: stamp.clone(), over, value: new.value.clone() });
}

//! The fold: a tab's log becomes what is on the screen.
//!
//! It cannot fail, reads no clock, no device and no randomness, and reads only its own tab. The phone,
//! the server and the tests run this same code, so every reader of a tab sees the same thing. Whether
//! an author was allowed to write is decided before an op enters the log (`rules`). What an op says by
//! itself is asked again here, because a server may have taken it before it knew the kind: an op that may
//! not be is passed over, by everybody.

mod deciding;
mod lists;
mod redact;
mod reopen;
mod suggesting;
mod writing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::decision::{PlanVersion, is_decided};
use crate::entry::{Entry, Event, EventKind, Presence, Proposal, Stamp};
use crate::erasure::{Erase, Erasing};
use crate::fact::{Fact, FactKind};
use crate::invitation::Reply;
use crate::room::InRoom;
use crate::{Audience, BinderTab, Body, EntryId, EntryKind, Op, Seq, SequencedOp, rules};

/// Changes whenever the same log would fold to something else; a checkpoint made by another version
/// is thrown away and the ops are folded again.
pub const FOLD_VERSION: u32 = 16;

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
    /// What stands in her own room, as it came; only her devices get it, and only they can open it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub room: Vec<InRoom>,
    /// What meetings have decided, the first version first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<PlanVersion>,
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
            room: Vec::new(),
            decisions: Vec::new(),
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
            Body::ProposeSuccession(succession) => {
                let entry = self.entry(op.entry, EntryKind::Consent, Presence::Suggested, &stamp);
                entry.proposals.push(Proposal::of_succession(stamp, succession.clone()));
            }
            Body::Confirm => self.fact(op.entry, EntryKind::Consent, FactKind::Confirmed, stamp),
            Body::SignConsent(name) => {
                self.fact(op.entry, EntryKind::Consent, FactKind::Signed(name.clone()), stamp);
            }
            Body::Withdraw(gone) => self.fact(op.entry, EntryKind::Consent, FactKind::Withdrawn(*gone), stamp),
            Body::AllowLift(allowed) => {
                self.fact(op.entry, EntryKind::Consent, FactKind::LiftAllowed(allowed.clone()), stamp);
            }
            Body::EndLift(gone) => self.fact(op.entry, EntryKind::Consent, FactKind::LiftEnded(*gone), stamp),
            Body::HandOver(copy) => {
                self.fact(op.entry, EntryKind::Share, FactKind::HandedOver(Box::new(copy.clone())), stamp);
            }
            Body::HandPaper(paper) => {
                self.fact(op.entry, EntryKind::Share, FactKind::OnPaper(Box::new(paper.clone())), stamp);
            }
            Body::Revoke => self.fact(op.entry, EntryKind::Share, FactKind::Revoked, stamp),
            Body::Opened(opened) => self.fact(op.entry, EntryKind::Share, FactKind::Opened(*opened), stamp),
            Body::Invite(invite) => {
                self.fact(op.entry, EntryKind::Share, FactKind::Invited(invite.clone()), stamp);
            }
            Body::Feed(feed) => self.fact(op.entry, EntryKind::Share, FactKind::Fed(feed.clone()), stamp),
            Body::Reply(reply) => self.reply(op.entry, reply, stamp),
            Body::Redact(redact) => self.redact(op.entry, redact.entry_kind),
            Body::Erase(erase) => self.erase(erase, stamp),
            Body::Keep(keep) => {
                if let Some(erasing) = &mut self.erasing {
                    erasing.keep(*keep, stamp);
                }
            }
            Body::Room(sealed) if sealed.is_emptied() => {}
            Body::Room(_) => self.room.push(InRoom { seq, op: op.clone() }),
            Body::Decision(decision) => self.decide(decision, stamp),
            Body::Agree(agree) => self.agree(*agree, stamp),
            // Outside her own room nothing is carried; `apply_opened` takes it in.
            Body::Carry(_) => {}
            Body::Empty(remove) if op.audience == Audience::Private => self.empty_in_room(op.entry, &remove.over),
            Body::Empty(remove) => self.empty_out(op.entry, &remove.over, stamp),
            Body::Photo(photo) => {
                self.fact(op.entry, EntryKind::Photo, FactKind::Photographed(photo.clone()), stamp);
            }
            Body::Unknown(_) => self.defer(op, &stamp),
        }
        if op.audience != Audience::Tab && is_decided(self.tab) {
            self.entries.entry(op.entry).and_modify(|entry| entry.narrow = true);
        }
    }

    /// An op that stood inside another one, whose place it has.
    pub(crate) fn fold_opened(&mut self, op: &Op, seq: Option<Seq>) {
        self.fold_in(op, seq);
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
                private: false,
                narrow: false,
                events,
            }
        })
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

    /// About a meeting that is there, and no change of it: who wrote it last stays as it was.
    fn reply(&mut self, id: EntryId, reply: &Reply, stamp: Stamp) {
        if let Some(meeting) = self.entries.get_mut(&id).filter(|entry| entry.kind == EntryKind::Meeting) {
            meeting.facts.push(Fact { stamp, what: FactKind::Replied(Box::new(reply.clone())) });
        }
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

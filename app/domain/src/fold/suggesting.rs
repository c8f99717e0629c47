//! What is suggested, and what the owner says to it.

use super::writing::{set, take_away};
use crate::body::{AnswerProposal, FieldWrite, Propose};
use crate::consent::Grant;
use crate::entry::{Event, EventKind, Presence, Proposal, Stamp};
use crate::fact::FactKind;
use crate::{Answer, EntryId, EntryKind, Role, TabState};

impl TabState {
    pub(super) fn propose(&mut self, id: EntryId, propose: &Propose, stamp: Stamp) {
        let entry = self.entry(id, propose.entry_kind, Presence::Suggested, &stamp);
        let proposal = Proposal::new(stamp, &propose.fields, propose.remove);
        entry.proposals.push(Proposal { urgent: propose.urgent, ..proposal });
    }

    pub(super) fn answer(&mut self, id: EntryId, answer: &AnswerProposal, stamp: Stamp) {
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
    pub(super) fn grant(&mut self, id: EntryId, grant: Grant, stamp: Stamp) {
        let is_hers = stamp.author.role == Role::Owner;
        self.fact(id, EntryKind::Consent, FactKind::Granted(grant), stamp);
        if let Some(entry) = self.entries.get_mut(&id).filter(|_| is_hers) {
            entry.presence = Presence::Present;
            for proposal in entry.proposals.iter_mut().filter(|proposal| proposal.is_open()) {
                proposal.answer = Some(Answer::Accept);
            }
        }
    }
}

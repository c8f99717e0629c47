//! Answering what somebody has suggested, and taking the answer back.

use std::collections::BTreeMap;

use super::{Entry, Presence, Proposal};
use crate::body::{AnswerProposal, FieldWrite, Remove, Reopen, Write};
use crate::{Answer, Body, Field, OpId, Policy, Value};

impl Entry {
    /// The answer to one of this entry's proposals, over everything that is on screen now.
    #[must_use]
    pub fn answer(&self, proposal: &Proposal, answer: Answer) -> AnswerProposal {
        let mut over = self.heads_by_field();
        over.retain(|field, _| proposal.remove || proposal.fields.contains_key(field));
        if answer != Answer::Accept {
            over.clear();
        }
        AnswerProposal { proposal: proposal.stamp.op, answer, over }
    }

    /// What takes that answer back, made from the entry as it stood before it. `said` is the answer's op.
    #[must_use]
    pub fn reopening(&self, proposal: &Proposal, answer: &AnswerProposal, said: OpId) -> Vec<Body> {
        let Self { kind: entry_kind, .. } = *self;
        let accepts = answer.answer == Answer::Accept;
        let back = if proposal.remove { BTreeMap::new() } else { answer.over.clone() };
        let mut bodies = vec![Body::Reopen(Reopen { proposal: answer.proposal, answer: said, back })];
        // Of ticks and choices only the latest is kept, so the one before is written again, over her yes.
        let latest = proposal.fields.keys().filter(|field| accepts && field.policy() == Policy::Latest);
        let write = |value: &Value| FieldWrite { over: vec![said], value: value.clone() };
        let fields: BTreeMap<Field, FieldWrite> =
            latest.filter_map(|field| Some((*field, write(self.value(*field)?)))).collect();
        if !fields.is_empty() {
            bodies.push(Body::Write(Write { entry_kind, fields }));
        }
        match self.presence {
            Presence::Removed { .. } if accepts => bodies.push(Body::Remove(Remove { over: self.all_heads() })),
            Presence::Contested { .. } if accepts => bodies.push(Body::Remove(Remove { over: Vec::new() })),
            _ => {}
        }
        if proposal.answer == Some(Answer::Later) {
            let (proposal, answer) = (answer.proposal, Answer::Later);
            bodies.push(Body::Answer(AnswerProposal { proposal, answer, over: BTreeMap::new() }));
        }
        bodies
    }
    /// What is left of a taking back when it is asked for: a choice made anew since stays, and so does another
    /// answer. Words need no such care, since a write replaces only the versions it names. `self` is the entry
    /// as it stands now.
    #[must_use]
    pub fn left_to_take_back(&self, back: Vec<Body>) -> Vec<Body> {
        let reopened = back.iter().filter_map(|body| match body {
            Body::Reopen(reopen) => Some((reopen.proposal, reopen.answer)),
            _ => None,
        });
        let reopened: Vec<(OpId, OpId)> = reopened.collect();
        let counts = |answer: &AnswerProposal| {
            let is_it = |(proposal, said): &(OpId, OpId)| {
                self.proposals.iter().any(|one| one.stamp.op == *proposal && one.said == Some(*said))
            };
            let mut about = reopened.iter().filter(|(proposal, _)| *proposal == answer.proposal);
            about.all(is_it)
        };
        let left = back.into_iter().filter_map(|body| match body {
            Body::Write(mut write) => {
                write.fields.retain(|field, write| self.may_write_back(*field, write));
                (!write.fields.is_empty()).then_some(Body::Write(write))
            }
            Body::Answer(answer) => counts(&answer).then_some(Body::Answer(answer)),
            other => Some(other),
        });
        left.collect()
    }

    /// Whether a tick or a choice is still the one that a write made to take it back names.
    fn may_write_back(&self, field: Field, write: &FieldWrite) -> bool {
        let heads = self.heads(field);
        field.policy() != Policy::Latest
            || write.over.is_empty()
            || heads.is_empty()
            || heads.iter().any(|head| write.over.contains(head))
    }
}

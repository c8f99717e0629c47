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
        // Of ticks and choices only the latest is kept, so the one before is written again.
        let latest = proposal.fields.keys().filter(|field| accepts && field.policy() == Policy::Latest);
        let write = |value: &Value| FieldWrite { over: Vec::new(), value: value.clone() };
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
}

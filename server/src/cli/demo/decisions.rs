//! What the group decides when a meeting of the story ends: the plan and the warning signs as they stand then.

use domain::decision::{Agree, Decision};
use domain::{BinderTab, Body, EntryId, Reference, SequencedOp, Timestamp, fold};

use super::story::{Hand, How, Story};

impl Story<'_> {
    /// Anna writes down what was decided, and she says the same evening that it is right.
    pub(super) fn decide(&mut self, at: Timestamp, meeting: EntryId, present: &[Reference], chosen: &str) {
        for tab in [BinderTab::Plan, BinderTab::WarningPlan] {
            let log: Vec<SequencedOp> = (1..)
                .zip(&self.ops)
                .map(|(seq, (_, op))| SequencedOp { seq, received_at: op.made_at, op: op.clone() })
                .collect();
            let state = fold(tab, &log);
            let decision = Decision {
                base: state.latest_decision().map(|version| version.stamp.op),
                held_at: at.plus_minutes(-60),
                present: present.to_vec(),
                alternatives: String::new(),
                chosen: if tab == BinderTab::Plan { chosen.to_owned() } else { String::new() },
                texts: state.to_decide(),
            };
            let entry = self.entry();
            let decided = self.op(Hand::Anna, at, entry, How::together(tab, meeting), Body::Decision(decision));
            let agree = Agree { decision: decided, undone: false };
            self.op(Hand::Hers, at.plus_minutes(300), entry, How::tab(tab), Body::Agree(agree));
        }
    }
}

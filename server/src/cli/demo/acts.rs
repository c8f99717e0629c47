//! Single acts of a story: suggesting, answering, evaluating, letting in, rating.

use std::collections::BTreeMap;

use domain::body::{AnswerProposal, Append, FieldWrite, Propose};
use domain::consent::{Evidence, Grant, Period, Right};
use domain::rating::{Occasion, Rate, Show};
use domain::{Answer, Audience, BinderTab, Body, EntryId, EntryKind, Field, OpId, Timestamp, Value};

use super::story::{Hand, How, Story};

/// A suggested text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'w> {
    pub(super) field: Field,
    pub(super) words: &'w str,
    pub(super) over: Option<OpId>,
}

impl Story<'_> {
    /// A suggestion to change one text that was written by `over`.
    pub(super) fn propose(
        &mut self,
        hand: Hand,
        at: Timestamp,
        kind: EntryKind,
        entry: EntryId,
        change: Change<'_>,
    ) -> OpId {
        let write = FieldWrite { over: change.over.into_iter().collect(), value: Value::text(change.words) };
        let fields = BTreeMap::from([(change.field, write)]);
        let body = Body::Propose(Propose { entry_kind: kind, fields, remove: false, urgent: false });
        self.op(hand, at, entry, How::tab(kind.tab()), body)
    }

    /// Her answer to a suggestion.
    pub(super) fn answer(
        &mut self,
        at: Timestamp,
        tab: BinderTab,
        entry: EntryId,
        proposal: OpId,
        answer: Answer,
    ) {
        let body = Body::Answer(AnswerProposal { proposal, answer, over: BTreeMap::new() });
        self.op(Hand::Hers, at, entry, How::tab(tab), body);
    }

    /// How an activity went.
    pub(super) fn evaluate(&mut self, at: Timestamp, activity: EntryId, how: &str, note: &str) {
        let value = Value::choice(how);
        let body = Body::Append(Append { field: Field::Evaluation, value, note: note.to_owned() });
        self.op(Hand::Hers, at, activity, How::tab(BinderTab::Plan), body);
    }

    /// A consent on paper, recorded by Anna before the phone was paired.
    pub(super) fn grant(&mut self, at: Timestamp, to: Hand, tab: BinderTab, right: Right) -> EntryId {
        let entry = self.entry();
        if let Some(who) = self.coordinator(to).cloned() {
            let how = How {
                tab: BinderTab::Sharing,
                audience: Audience::People { people: vec![who.person] },
                meeting: None,
            };
            let (person, name, organization) = (who.person, who.name, who.organization);
            let grant = Grant {
                person,
                name,
                organization,
                tab,
                right,
                evidence: Evidence::Paper,
                over: Vec::new(),
                period: Period::ALWAYS,
            };
            self.op(Hand::Anna, at, entry, how, Body::Grant(grant));
        }
        entry
    }

    /// A rating with what she thinks had contributed.
    pub(super) fn rate(&mut self, at: Timestamp, occasion: Occasion, marks: [u8; 4], words: &str, shown: bool) {
        let Ok(marks) = marks.try_into() else { return };
        let entry = self.entry();
        let private = || How { tab: BinderTab::Ratings, audience: Audience::Private, meeting: None };
        let rate = Rate { marks, occasion, supported: false, replaces: None };
        self.op(Hand::Hers, at, entry, private(), Body::Rate(rate));
        if !words.is_empty() {
            self.put(
                Hand::Hers,
                at,
                EntryKind::Rating,
                entry,
                private(),
                &[(Field::Contributed, Value::text(words))],
            );
        }
        if shown {
            let show = Show { marks, occasion, made_at: at, contributed: words.to_owned() };
            self.op(Hand::Hers, at, entry, How::tab(BinderTab::Ratings), Body::Show(show));
        }
    }
}

//! What counts as plan, wish and line without a goal.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Remove, Write};
use domain::{Audience, Author, BinderTab, Body, Field, Op, OpId, PersonId, Provenance, Role, SequencedOp, Value};
use uuid::Uuid;

use super::*;

fn id(n: u128) -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(n))
}

struct Log(TabState);

impl Log {
    fn new() -> Self {
        Self(TabState::empty(BinderTab::Plan))
    }

    fn op(mut self, entry: EntryId, body: Body) -> Self {
        let seq = self.0.head + 1;
        let op = Op {
            id: OpId::from_uuid(Uuid::from_u128(u128::from(seq))),
            tab: BinderTab::Plan,
            entry,
            audience: Audience::Tab,
            author: Author { person: PersonId::from_uuid(Uuid::nil()), role: Role::Owner },
            provenance: Provenance::Own,
            made_at: Timestamp::default(),
            act: None,
            body,
        };
        self.0.apply(&SequencedOp { seq, received_at: Timestamp::default(), op });
        self
    }

    fn writes(self, n: u128, entry_kind: EntryKind, fields: &[(Field, Value)]) -> Self {
        let fields: BTreeMap<_, _> = fields
            .iter()
            .map(|(field, value)| (*field, FieldWrite { over: Vec::new(), value: value.clone() }))
            .collect();
        self.op(id(n), Body::Write(Write { entry_kind, fields }))
    }

    fn goal(self, n: u128, text: &str, rest: &[(Field, Value)]) -> Self {
        let all = [&[(Field::Text, Value::text(text))], rest].concat();
        self.writes(n, EntryKind::Goal, &all)
    }

    fn activity(self, n: u128, text: &str, parent: u128) -> Self {
        let fields = [(Field::Text, Value::text(text)), (Field::Parent, Value::Entry(id(parent)))];
        self.writes(n, EntryKind::Activity, &fields)
    }

    fn removed(self, n: u128) -> Self {
        let over = self.0.entries[&id(n)].all_heads();
        self.op(id(n), Body::Remove(Remove { over }))
    }

    fn outline(&self) -> Outline {
        Outline::of(&self.0, Reading { now: Timestamp::default(), owner: None, at_meeting: false })
    }
}

const WANTED: (Field, Value) = (Field::Wanted, Value::Flag(true));
const UNWANTED: (Field, Value) = (Field::Wanted, Value::Flag(false));

fn under(parent: u128) -> (Field, Value) {
    (Field::Parent, Value::Entry(id(parent)))
}

#[test]
fn a_goal_is_a_wish_until_she_says_that_she_wants_it() {
    let log = Log::new().goal(1, "Klara min vardag", &[]);
    assert_eq!(log.outline().wishes[0].title, "Klara min vardag");
    assert!(log.outline().branches.is_empty());
    let log = log.goal(1, "Klara min vardag", &[WANTED]);
    assert_eq!(log.outline().branches[0].goal.id, id(1));
    assert!(log.outline().wishes.is_empty());
}

#[test]
fn a_sub_goal_follows_its_goal_until_somebody_says_otherwise() {
    let log = Log::new().goal(1, "Vardag", &[WANTED]).goal(2, "Laga mat", &[under(1)]).activity(3, "Handla", 2);
    let outline = log.outline();
    assert_eq!(outline.branches[0].parts[0].steps[0].what, "Handla");
    let log = log.goal(2, "Laga mat", &[UNWANTED]);
    assert_eq!(log.outline().wishes[0].id, id(2));
}

#[test]
fn what_a_removed_goal_held_goes_with_it_but_a_later_word_is_seen() {
    let log =
        Log::new().goal(1, "Vardag", &[WANTED]).goal(2, "Laga mat", &[under(1), WANTED]).activity(3, "Handla", 1);
    let log = log.removed(1);
    assert!(log.outline().is_empty());
    let log = log.goal(2, "Laga mat själv", &[]);
    assert_eq!(log.outline().branches[0].goal.id, id(2));
    let log = log.activity(3, "Handla", 1);
    assert_eq!(log.outline().loose[0].id, id(3));
}

#[test]
fn goals_that_are_each_others_parents_are_still_seen() {
    let log = Log::new().goal(1, "Ett", &[under(2), WANTED]).goal(2, "Två", &[under(1), WANTED]);
    let seen = log.outline();
    assert_eq!(seen.branches.len() + seen.wishes.len(), 2);
}

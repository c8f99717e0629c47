//! Who is in the group, and that being in it is nothing that anybody reads by.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Write};
use domain::consent::{Evidence, Grant, Period, Right, Withdraw};
use domain::{
    Audience, Author, BinderTab, Body, Op, OpId, PersonId, Provenance, Role, SequencedOp, TabState, Timestamp,
    Value,
};
use uuid::Uuid;

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_521_600_000);
const ANNA: PersonId = PersonId::from_uuid(Uuid::from_u128(0xa1));
const NAMESAKE: PersonId = PersonId::from_uuid(Uuid::from_u128(0xa2));

fn tab(tab: BinderTab, bodies: Vec<(EntryId, Body)>) -> TabState {
    let mut state = TabState::empty(tab);
    for ((entry, body), seq) in bodies.into_iter().zip(1..) {
        let audience = match &body {
            Body::Grant(grant) => Audience::People { people: vec![grant.person] },
            Body::Withdraw(gone) => Audience::People { people: vec![gone.person] },
            _ => Audience::Tab,
        };
        let made_at = Timestamp::from_millis(seq.try_into().unwrap_or_default());
        let op = Op {
            id: OpId::from_uuid(Uuid::from_u128(seq.into())),
            tab,
            entry,
            audience,
            author: Author { person: PersonId::from_uuid(Uuid::nil()), role: Role::Owner },
            provenance: Provenance::Own,
            made_at,
            act: None,
            body,
        };
        state.apply(&SequencedOp { seq, received_at: made_at, op });
    }
    state
}

fn entry(n: u128) -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(n))
}

fn contact(id: EntryId, name: &str, group: &str, in_group: bool) -> (EntryId, Body) {
    let values = [
        (Field::Name, Value::text(name)),
        (Field::Group, Value::choice(group)),
        (Field::InGroup, Value::Flag(in_group)),
    ];
    let fields: BTreeMap<_, _> =
        values.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value })).into();
    (id, Body::Write(Write { entry_kind: EntryKind::Contact, fields }))
}

fn reads(n: u128, person: PersonId, tab: BinderTab, from: Option<Timestamp>) -> (EntryId, Body) {
    let grant = Grant {
        person,
        name: "Anna Berg".to_owned(),
        organization: "Psykosvård Öster".to_owned(),
        tab,
        right: Right::Read,
        evidence: Evidence::OnScreen,
        period: Period { from, until: None },
        over: Vec::new(),
    };
    (entry(n), Body::Grant(grant))
}

/// Of one contact, what it is told that this person reads.
fn told((id, body): (EntryId, Body), sharing: &TabState) -> String {
    let contacts = tab(BinderTab::Contacts, vec![(id, body)]);
    Standing::of(&contacts.entries[&id], sharing, None, NOW).words("Anna Berg", NOW)
}

fn sharing() -> TabState {
    tab(BinderTab::Sharing, vec![reads(100, ANNA, BinderTab::Plan, None)])
}

const NOTHING: &str = "Anna Berg är med i resursgruppen och får inte läsa något än.";
const THE_PLAN: &str = "Anna Berg är med i resursgruppen och får läsa Mål och plan.";

#[test]
fn her_own_card_is_known_whatever_it_is_called() {
    assert_eq!(told(contact(EntryId::card_of(ANNA), "Annan", "professional", true), &sharing()), THE_PLAN);
}

#[test]
fn another_card_is_known_by_the_name_and_never_for_somebody_close() {
    assert_eq!(told(contact(entry(1), " anna berg ", "professional", true), &sharing()), THE_PLAN);
    assert_eq!(told(contact(entry(1), "Anna Bergman", "professional", true), &sharing()), NOTHING);
    assert_eq!(told(contact(entry(1), "Anna Berg", "close", true), &sharing()), NOTHING);
    assert_eq!(told(contact(entry(1), "", "professional", true), &sharing()), NOTHING);
}

#[test]
fn what_she_has_said_no_to_or_what_is_to_come_is_nothing_read_now() {
    let gone = Body::Withdraw(Withdraw::now(ANNA, BinderTab::Plan));
    let later = reads(101, ANNA, BinderTab::Meetings, Some(NOW.plus_days(1)));
    let state = tab(BinderTab::Sharing, vec![reads(100, ANNA, BinderTab::Plan, None), (entry(100), gone), later]);
    assert_eq!(told(contact(entry(1), "Anna Berg", "professional", true), &state), NOTHING);
}

#[test]
fn two_of_one_name_are_two_to_choose_between() {
    let two = vec![reads(100, ANNA, BinderTab::Plan, None), reads(101, NAMESAKE, BinderTab::Plan, None)];
    let state = tab(BinderTab::Sharing, two);
    let contacts = tab(BinderTab::Contacts, vec![contact(entry(1), "Anna Berg", "professional", true)]);
    assert_eq!(accounts(&contacts.entries[&entry(1)], &state, None).len(), 2);
}

#[test]
fn only_those_in_the_group_who_read_nothing_are_listed() {
    let contacts = tab(
        BinderTab::Contacts,
        vec![
            contact(entry(1), "Anna Berg", "professional", true),
            contact(entry(2), "Eva", "close", true),
            contact(entry(3), "Kerstin", "close", false),
        ],
    );
    assert_eq!(readless(&contacts, &sharing(), None, NOW), [(entry(2), "Eva".to_owned())]);
}

#[test]
fn while_she_wants_no_related_people_nobody_close_waits_for_an_answer() {
    let people =
        || vec![contact(entry(2), "Eva", "close", true), contact(entry(3), "Doktor Hedda", "professional", true)];
    let says = |on| {
        let fields = BTreeMap::from([(Field::Wanted, FieldWrite { over: Vec::new(), value: Value::Flag(on) })]);
        (EntryId::NO_RELATED, Body::Write(Write { entry_kind: EntryKind::NoRelated, fields }))
    };
    for (on, waiting) in [(true, vec![entry(3)]), (false, vec![entry(2), entry(3)])] {
        let mut all = people();
        all.push(says(on));
        let contacts = tab(BinderTab::Contacts, all);
        let found = readless(&contacts, &TabState::empty(BinderTab::Sharing), None, NOW);
        let mut ids: Vec<EntryId> = found.into_iter().map(|(id, _)| id).collect();
        ids.sort();
        assert_eq!(ids, waiting, "{on}");
    }
}

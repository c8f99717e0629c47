//! R35, R101–R103: what a related person says reaches the owner as far as she agreed, and no related person ever.

use domain::consent::Right;
use domain::copies::{CopySource, renewed};
use domain::interview::{Telling, agreed, covers, held, leaves_out_related, may_be_told, told};
use domain::rules::{Circumstances, Form, check, form};
use domain::share::{SharedMeeting, Snapshot, shared_contacts, snapshot_for};
use domain::warning::WarningPlan;
use domain::{Author, BinderTab, Body, EntryId, EntryKind, Field, Op, Provenance, Reference, RefusalCode, Value};
use proptest::prelude::*;

use crate::rules::{NOTHING, anna, owner};
use crate::sheet::{action, call, sign, somebody};
use crate::support::{ANNA, Log, NOW, OWNER, entry_id, fields, op, own_provenance, proposes, removes, writes};

const EVA: u64 = 50;
const SARA: u64 = 51;
const TOGETHER: Provenance = Provenance::Together { meeting: EntryId::from_uuid(uuid::Uuid::from_u128(8)) };

fn people() -> Log {
    let mut log = Log::of(BinderTab::Contacts);
    for (n, name) in [(EVA, "Eva"), (SARA, "Sara")] {
        log.set(entry_id(n), EntryKind::Contact, Field::Name, Value::text(name));
    }
    log
}

fn agree(log: &mut Log, contact: u64, telling: &str) {
    log.set(entry_id(contact), EntryKind::Contact, Field::Telling, Value::choice(telling));
}

fn telling(contact: u64, text: &str) -> Body {
    let fields =
        fields([(Field::Parent, Value::Entry(entry_id(contact)), &[]), (Field::Text, Value::text(text), &[])]);
    Body::Write(domain::body::Write { entry_kind: EntryKind::Told, fields })
}

fn contacts_op(author: Author, entry: u64, body: Body) -> Op {
    op(900, author, BinderTab::Contacts, entry_id(entry), body)
}

/// What a server that has this log says to an op.
fn judged(log: &Log, op: &Op) -> Result<(), RefusalCode> {
    let tab = log.fold();
    let access = if op.author == OWNER { owner() } else { anna(Right::Suggest) };
    let existing = tab.entries.get(&op.entry).map(|entry| entry.kind);
    check(op, &access, Circumstances { meeting_is_open: true, existing, may_be_told: covers(&tab, op) })
}

#[test]
fn what_is_told_needs_an_agreement_that_tells_something() {
    let say = contacts_op(ANNA, 1, telling(EVA, "Eva är orolig"));
    assert_eq!(judged(&people(), &say), Err(RefusalCode::OwnerOnly), "nobody has agreed to anything");
    for (choice, allowed) in
        [("outline", true), ("everything", true), ("plan", true), ("nothing", false), ("later", false)]
    {
        let mut log = people();
        agree(&mut log, EVA, choice);
        assert_eq!(judged(&log, &say).is_ok(), allowed, "{choice}");
    }
    let mut log = people();
    agree(&mut log, SARA, "everything");
    assert!(judged(&log, &say).is_err(), "what is agreed about Sara says nothing about Eva");
}

#[test]
fn what_tells_of_nobody_or_of_two_is_asked_about_everybody_it_names() {
    let mut log = people();
    agree(&mut log, EVA, "everything");
    let of_nobody = writes(EntryKind::Told, Field::Text, Value::text("x"), &[]);
    assert!(judged(&log, &contacts_op(ANNA, 1, of_nobody)).is_err());
    log.add(ANNA, entry_id(1), telling(EVA, "Eva är orolig"));
    assert!(
        judged(&log, &contacts_op(ANNA, 1, telling(SARA, "x"))).is_err(),
        "moved to somebody not agreed about"
    );
    let mend = writes(EntryKind::Told, Field::Text, Value::text("Eva är lite orolig"), &[]);
    assert!(judged(&log, &contacts_op(ANNA, 1, mend.clone())).is_ok());
    agree(&mut log, EVA, "nothing");
    assert!(judged(&log, &contacts_op(ANNA, 1, mend)).is_err(), "nothing more is written from then on");
    assert!(judged(&log, &contacts_op(ANNA, 1, Body::Restore)).is_err(), "nor brought back");
    assert!(
        judged(&log, &contacts_op(ANNA, 1, proposes(EntryKind::Told, Field::Text, Value::text("x")))).is_err()
    );
    assert!(judged(&log, &contacts_op(OWNER, 1, removes(&[]))).is_ok(), "she takes away what was told");
}

#[test]
fn a_no_that_a_yes_had_not_heard_stands() {
    for (first, second) in [("nothing", "everything"), ("everything", "nothing")] {
        let mut log = people();
        for choice in [first, second] {
            let body = writes(EntryKind::Contact, Field::Telling, Value::choice(choice), &[]);
            log.add(OWNER, entry_id(EVA), body);
        }
        assert_eq!(agreed(&log.entry(entry_id(EVA))), Some(Telling::Nothing));
        agree(&mut log, EVA, "everything");
        assert_eq!(agreed(&log.entry(entry_id(EVA))), Some(Telling::Everything), "she has chosen");
    }
}

#[test]
fn nobody_agrees_in_her_place() {
    let says = writes(EntryKind::Contact, Field::Telling, Value::choice("everything"), &[]);
    let card = EntryId::card_of(ANNA.person);
    let on_own_card = op(900, ANNA, BinderTab::Contacts, card, says.clone());
    assert_eq!(judged(&people(), &on_own_card), Err(RefusalCode::OwnerOnly));
    assert!(judged(&people(), &contacts_op(ANNA, EVA, says.clone())).is_err());
    let suggested = proposes(EntryKind::Contact, Field::Telling, Value::choice("everything"));
    assert!(judged(&people(), &contacts_op(ANNA, EVA, suggested)).is_ok());
    let together = Op { provenance: TOGETHER, ..contacts_op(ANNA, EVA, says) };
    assert!(judged(&people(), &together).is_ok(), "written with her at a meeting");
}

#[test]
fn somebody_who_is_taken_away_or_no_contact_is_told_of_no_longer() {
    let mut log = people();
    agree(&mut log, EVA, "everything");
    assert!(may_be_told(&log.fold(), entry_id(EVA)));
    log.add(OWNER, entry_id(EVA), removes(&log.entry(entry_id(EVA)).all_heads()));
    assert!(!may_be_told(&log.fold(), entry_id(EVA)));
    assert!(!may_be_told(&log.fold(), entry_id(99)));
}

#[test]
fn talks_and_what_is_told_stand_with_whom_they_are_about_the_latest_first() {
    let mut log = people();
    for (n, contact) in [(1, EVA), (2, SARA), (3, EVA)] {
        log.add(ANNA, entry_id(n), telling(contact, "ord"));
        let at = Value::Instant(NOW.plus_days(-i64::try_from(n).unwrap()));
        let talk = fields([(Field::Parent, Value::Entry(entry_id(contact)), &[]), (Field::Starts, at, &[])]);
        let talk = domain::body::Write { entry_kind: EntryKind::Interview, fields: talk };
        log.add(ANNA, entry_id(10 + n), Body::Write(talk));
    }
    let tab = log.fold();
    let ids = |entries: Vec<&domain::Entry>| entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
    assert_eq!(ids(told(&tab, entry_id(EVA))), [entry_id(3), entry_id(1)]);
    assert_eq!(ids(held(&tab, entry_id(EVA))), [entry_id(11), entry_id(13)]);
    log.add(OWNER, entry_id(3), removes(&log.entry(entry_id(3)).all_heads()));
    assert_eq!(ids(told(&log.fold(), entry_id(EVA))), [entry_id(1)]);
}

#[test]
fn a_talk_is_noted_at_once_and_the_switch_is_hers() {
    for (kind, expected) in [
        (EntryKind::Interview, Form::Direct),
        (EntryKind::Told, Form::Direct),
        (EntryKind::NoRelated, Form::Never),
    ] {
        assert_eq!(form(ANNA, own_provenance(ANNA), kind, entry_id(1)), expected, "{kind:?}");
        assert_eq!(form(OWNER, own_provenance(OWNER), kind, entry_id(1)), Form::Direct);
    }
    let off = writes(EntryKind::NoRelated, Field::Wanted, Value::Flag(true), &[]);
    let mut log = people();
    let by_anna = Op { entry: EntryId::NO_RELATED, ..contacts_op(ANNA, 1, off.clone()) };
    assert!(check(&by_anna, &anna(Right::Suggest), NOTHING).is_err());
    assert!(check(&Op { provenance: TOGETHER, ..by_anna }, &anna(Right::Suggest), NOTHING).is_err());
    assert!(!leaves_out_related(&log.fold()));
    log.add(OWNER, EntryId::NO_RELATED, off);
    assert!(leaves_out_related(&log.fold()));
    assert!(log.fold().entries.contains_key(&entry_id(EVA)), "nobody is removed by it");
    log.set(EntryId::NO_RELATED, EntryKind::NoRelated, Field::Wanted, Value::Flag(false));
    assert!(!leaves_out_related(&log.fold()));
}

/// A pärm where everything that a related person must not see holds a mark, and each line names its reader.
fn full(lines: &[(u64, u64)], talks: &[u64]) -> (Log, Log) {
    let (mut plan, mut contacts) = (Log::of(BinderTab::WarningPlan), people());
    sign(&mut plan, 1, "Jag sover inte", "b");
    for (n, (line, reader)) in lines.iter().enumerate() {
        let n = u64::try_from(n).unwrap();
        action(
            &mut plan,
            100 + n,
            1,
            &format!("rad-{line}-till-{reader}"),
            Some(somebody("", Some(*reader), None)),
        );
    }
    call(&mut plan, 20, somebody("Sara", Some(SARA), Some("070-174 06 22")), "b");
    for (n, contact) in talks.iter().enumerate() {
        let n = u64::try_from(n).unwrap();
        agree(&mut contacts, *contact, "everything");
        contacts.set(entry_id(*contact), EntryKind::Contact, Field::TellingWith, Value::text("HEMLIGT med"));
        contacts.add(ANNA, entry_id(200 + n), telling(*contact, "HEMLIGT sagt"));
        let by = Value::Person(Reference::named("HEMLIGT av"));
        let talk = fields([(Field::Parent, Value::Entry(entry_id(*contact)), &[]), (Field::Who, by, &[])]);
        let talk = domain::body::Write { entry_kind: EntryKind::Interview, fields: talk };
        contacts.add(ANNA, entry_id(300 + n), Body::Write(talk));
    }
    (plan, contacts)
}

proptest! {
    // R102: whatever stands in the pärm, and whatever she ticks.
    #[test]
    fn no_copy_holds_a_talk_or_a_line_for_somebody_else(
        lines in prop::collection::vec((0_u64..9, EVA..=SARA), 0..8),
        talks in prop::collection::vec(EVA..=SARA, 0..4),
        reader in EVA..=SARA,
        ticks in prop::collection::vec(prop::sample::select(vec![EVA, SARA, 200, 201, 300, 301]), 0..6),
        shows_meeting: bool,
    ) {
        let (plan, contacts) = full(&lines, &talks);
        let (plan, contacts) = (plan.fold(), contacts.fold());
        let person = somebody("", Some(reader), None);
        let meeting = SharedMeeting { starts: NOW, place: "Mötesplats".to_owned() };
        let next = shows_meeting.then(|| meeting.clone());
        let ticked: Vec<EntryId> = ticks.into_iter().map(entry_id).collect();
        let made = snapshot_for(&person, &WarningPlan::read(&plan), "Kim", next, NOW);
        let made = Snapshot { contacts: shared_contacts(&contacts, &ticked), ..made };
        let source = CopySource { plan: &plan, contacts: &contacts, owner_name: "Kim", next_meeting: Some(&meeting) };
        let again = renewed(source, &person, &made, NOW);
        let other = if reader == EVA { SARA } else { EVA };
        for copy in [made, again] {
            let said = serde_json::to_string(&copy).unwrap();
            prop_assert!(!said.contains("HEMLIGT"), "{said}");
            prop_assert!(!said.contains(&format!("-till-{other}")), "{said}");
            prop_assert_eq!(said.contains("Mötesplats"), shows_meeting, "only if she said so");
        }
    }
}

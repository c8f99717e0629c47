//! What a row of the journal becomes when it is put back.

use domain::body::{FieldWrite, Write};
use domain::{Audience, Author, BinderTab, Entry, EntryKind, Op, Provenance, Role, TabState};
use uuid::Uuid;

use super::back::{over_now, wait_after};
use super::*;

const FIELD: Field = Field::Phone;

fn op_id(n: u128) -> OpId {
    OpId::from_uuid(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(n))
}

fn bo() -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(7))
}

fn write(words: &str, over: &[u128]) -> (Field, FieldWrite) {
    let over = over.iter().map(|n| op_id(*n)).collect();
    (FIELD, FieldWrite { over, value: Value::text(words) })
}

/// The entry after writes of the same field: who, the words, and what they go over; each is named by its place.
fn entry(writes: &[(u128, &str, &[u128])]) -> Entry {
    let mut tab = TabState::empty(BinderTab::Contacts);
    for (n, (who, words, over)) in (1..).zip(writes) {
        let fields = [write(words, over)].into();
        tab.apply_unsent(&Op {
            id: op_id(n),
            tab: BinderTab::Contacts,
            entry: bo(),
            audience: Audience::Tab,
            author: Author { person: person(*who), role: Role::Owner },
            provenance: Provenance::Own,
            made_at: Timestamp::default(),
            act: None,
            body: Body::Write(Write { entry_kind: EntryKind::Contact, fields }),
        });
    }
    tab.entries.remove(&bo()).unwrap()
}

fn row(words: &str, over: &[u128], under_way: Option<&str>) -> Typed {
    let begins = (Field::Position, FieldWrite { over: Vec::new(), value: Value::text("n") });
    let fields = [write(words, over), begins].into();
    Typed {
        field: FIELD,
        words: UnsentProposal { entry: bo(), kind: EntryKind::Contact, fields, urgent: false },
        meeting: None,
        under_way: under_way.map(Value::text),
        stood: true,
        page: String::new(),
        at: Timestamp::default(),
    }
}

fn replaced(entry: &Entry, row: &Typed) -> Option<Vec<OpId>> {
    over_now(Some(entry), row, person(1)).map(|words| words.fields[&FIELD].over.clone())
}

#[test]
fn the_first_words_of_a_new_entry_come_back_with_what_it_begins_with() {
    let words = over_now(None, &row("08-1", &[], None), person(1)).unwrap();
    assert_eq!(words.fields.len(), 2);
    let again = over_now(Some(&entry(&[(1, "x", &[])])), &row("08-1", &[1], None), person(1)).unwrap();
    assert_eq!(again.fields.keys().collect::<Vec<_>>(), [&FIELD]);
}

#[test]
fn they_replace_what_was_on_the_screen_and_nothing_that_came_meanwhile() {
    let met = entry(&[(1, "08", &[]), (2, "070", &[1])]);
    assert_eq!(replaced(&met, &row("08-1", &[1], None)), Some(vec![op_id(1)]), "070 stays beside it");
}

#[test]
fn a_write_that_was_on_its_way_is_replaced_if_it_arrived() {
    let arrived = entry(&[(1, "08", &[]), (1, "08-1", &[1])]);
    assert_eq!(replaced(&arrived, &row("08-12", &[1], Some("08-1"))), Some(vec![op_id(1), op_id(2)]));
    let lost = entry(&[(1, "08", &[])]);
    assert_eq!(replaced(&lost, &row("08-12", &[1], Some("08-1"))), Some(vec![op_id(1)]));
    // The same words by somebody else are somebody else's.
    let other = entry(&[(1, "08", &[]), (2, "08-1", &[1])]);
    assert_eq!(replaced(&other, &row("08-12", &[1], Some("08-1"))), Some(vec![op_id(1)]));
}

#[test]
fn words_that_arrived_after_all_are_not_written_again() {
    let arrived = entry(&[(1, "08", &[]), (1, "08-12", &[1])]);
    assert_eq!(replaced(&arrived, &row("08-12", &[1], Some("08-12"))), None);
    // What she had changed to and from is a change still.
    let before = entry(&[(1, "08", &[])]);
    assert_eq!(replaced(&before, &row("08", &[1], None)), Some(vec![op_id(1)]));
}

#[test]
fn a_row_that_cannot_be_put_back_is_tried_ever_more_seldom() {
    let waits: Vec<u64> = [0, 1, 2, 3, 7, 8, 9, 400].map(|tries| wait_after(tries).as_secs()).into();
    assert_eq!(waits, [5, 5, 10, 20, 320, 640, 640, 640]);
}

//! Her own room (design §6): the log carries what nobody but her devices can open, and says nothing of it.

use domain::body::{AnswerProposal, Remove};
use domain::consent::{self, Standing};
use domain::room::{InRoom, Sealed, emptied_by, is_for_room, telling_emptied, without_words};
use domain::rules::{self, Circumstances, check};
use domain::{
    Answer, Audience, Author, BinderTab, Body, Checkpoint, EntryKind, FOLD_VERSION, Field, Op, RefusalCode,
    TabState, Value,
};

use crate::support::{ANNA, Log, OWNER, SERVER, binder, entry_id, op, op_id, words, writes};

const TAB: BinderTab = BinderTab::Contacts;

fn locked(n: u64, author: Author) -> Op {
    let sealed = Sealed { key: "key".to_owned(), nonce: "nonce".to_owned(), sealed: "????".to_owned() };
    Op { audience: Audience::Private, ..op(n, author, TAB, entry_id(900 + n), Body::Room(sealed)) }
}

fn inside(n: u64, name: &str) -> Op {
    let body = writes(EntryKind::Contact, Field::Name, Value::text(name), &[]);
    Op { audience: Audience::Private, ..op(n, OWNER, TAB, entry_id(7), body) }
}

fn in_room(n: u64) -> InRoom {
    InRoom { seq: Some(n), op: locked(n, OWNER) }
}

fn judged(op: &Op) -> Result<(), RefusalCode> {
    let access = consent::decide(binder(), OWNER, Standing::Owner, 1).unwrap();
    check(op, &access, Circumstances { meeting_is_open: false, existing: None, may_be_told: false })
}

#[test]
fn the_fold_carries_it_and_shows_no_entry() {
    let mut log = Log::of(TAB);
    log.push(locked(1, OWNER));
    let state = log.fold();
    assert_eq!((state.entries.len(), state.deferred.len(), state.room.len(), state.head), (0, 0, 1, 1));
    let checkpoint = Checkpoint { fold_version: FOLD_VERSION, state };
    let again: Checkpoint = serde_json::from_str(&serde_json::to_string(&checkpoint).unwrap()).unwrap();
    assert_eq!(again, checkpoint);
}

#[test]
fn what_is_opened_is_an_entry_for_her_alone_with_its_place_in_the_log() {
    let mut state = TabState::empty(TAB);
    state.apply_opened(&in_room(4), &inside(4, "Eva"));
    let entry = &state.entries[&entry_id(7)];
    assert!(entry.private && entry.is_shown());
    assert_eq!((words(entry, Field::Name), entry.created.seq), (vec!["Eva".to_owned()], Some(4)));
}

#[test]
fn what_is_changed_and_removed_in_the_room_folds_like_everything_else() {
    let mut state = TabState::empty(TAB);
    state.apply_opened(&in_room(1), &inside(1, "Eva"));
    let longer = writes(EntryKind::Contact, Field::Name, Value::text("Eva Ek"), &[op_id(1)]);
    state.apply_opened(&in_room(2), &Op { body: longer, ..inside(2, "") });
    assert_eq!(words(&state.entries[&entry_id(7)], Field::Name), ["Eva Ek"]);
    let gone = Body::Remove(Remove { over: vec![op_id(1), op_id(2)] });
    state.apply_opened(&in_room(3), &Op { body: gone, ..inside(3, "") });
    assert!(!state.entries[&entry_id(7)].is_shown());
    state.apply_opened(&in_room(4), &Op { body: Body::Restore, ..inside(4, "") });
    let entry = &state.entries[&entry_id(7)];
    assert!(entry.is_shown() && entry.private);
}

#[test]
fn what_says_to_be_something_else_than_what_carried_it_is_passed_over() {
    let answer = AnswerProposal { proposal: op_id(1), answer: Answer::Accept, over: [].into() };
    let wrong = [
        ("another op", inside(9, "Eva")),
        ("another tab", Op { tab: BinderTab::Plan, ..inside(1, "Eva") }),
        ("another author", Op { author: ANNA, ..inside(1, "Eva") }),
        ("for others", Op { audience: Audience::Tab, ..inside(1, "Eva") }),
        ("a kind the room has not", Op { body: Body::Answer(answer), ..inside(1, "Eva") }),
        ("a room in the room", Op { body: locked(1, OWNER).body, ..inside(1, "Eva") }),
    ];
    for (what, inner) in wrong {
        let mut state = TabState::empty(TAB);
        state.apply_opened(&in_room(1), &inner);
        assert_eq!(state, TabState::empty(TAB), "{what}");
    }
}

#[test]
fn an_entry_that_others_have_read_is_never_said_to_be_hers_alone() {
    let mut log = Log::of(TAB);
    log.set(entry_id(7), EntryKind::Contact, Field::Name, Value::text("Eva"));
    let mut state = log.fold();
    state.apply_opened(&in_room(2), &inside(2, "Eva Ek"));
    assert!(!state.entries[&entry_id(7)].private);
}

#[test]
fn only_she_writes_in_it_and_nobody_else_is_told() {
    assert_eq!(judged(&locked(1, OWNER)), Ok(()));
    assert!(rules::stands(&locked(1, OWNER)));
    for (what, op) in [
        ("staff", locked(1, ANNA)),
        ("the server", locked(1, SERVER)),
        ("for the tab", Op { audience: Audience::Tab, ..locked(1, OWNER) }),
        ("for Anna", Op { audience: Audience::People { people: vec![ANNA.person] }, ..locked(1, OWNER) }),
    ] {
        assert!(!rules::stands(&op), "{what}");
    }
    for tab in [BinderTab::Ratings, BinderTab::Sharing, BinderTab::Meetings] {
        assert_eq!(judged(&Op { tab, ..locked(1, OWNER) }), Err(RefusalCode::BadValue), "{tab:?}");
    }
}

#[test]
fn a_log_takes_no_more_than_the_longest_text_needs() {
    let of = |key: &str, nonce: &str, sealed: String| {
        let body = Sealed { key: key.to_owned(), nonce: nonce.to_owned(), sealed };
        Op { body: Body::Room(body), ..locked(1, OWNER) }
    };
    // Signs that take the most room, as JSON, locked and in base64.
    let longest = domain::TEXT_MAX * 6 * 4 / 3 + 4_096;
    assert_eq!(judged(&of("k", "n", "x".repeat(longest))), Ok(()));
    assert_eq!(judged(&of("k", "n", "x".repeat(1_000_000))), Err(RefusalCode::TooLong));
    assert_eq!(judged(&of("", "n", String::new())), Err(RefusalCode::BadValue));
    assert_eq!(judged(&of(&"k".repeat(64), "n", String::new())), Err(RefusalCode::BadValue));
    assert_eq!(judged(&of("k", &"n".repeat(64), String::new())), Err(RefusalCode::BadValue));
}

#[test]
fn what_the_server_must_read_is_no_part_of_the_room() {
    let write = |kind| writes(kind, Field::Text, Value::text("x"), &[]);
    let private = Audience::Private;
    assert!(is_for_room(&private, TAB, &write(EntryKind::Contact)));
    assert!(!is_for_room(&Audience::Tab, TAB, &write(EntryKind::Contact)));
    assert!(!is_for_room(&private, BinderTab::Ratings, &write(EntryKind::Rating)));
    assert!(!is_for_room(&private, BinderTab::Sharing, &Body::Revoke));
}

#[test]
fn a_reader_who_comes_later_is_handed_none_of_it() {
    let mut log = Log::of(TAB);
    log.push(locked(1, OWNER));
    assert!(log.fold().for_new_reader(0).room.is_empty());
}

/// Her phone says that the first of two locked ops is due.
fn empties() -> Op {
    let body = Body::Empty(Remove { over: vec![op_id(1)] });
    Op { audience: Audience::Private, ..op(3, OWNER, TAB, entry_id(70), body) }
}

#[test]
fn what_is_emptied_is_gone_whether_or_not_the_log_has_been_written_over() {
    let (mut before, mut after) = (Log::of(TAB), Log::of(TAB));
    for op in [locked(1, OWNER), locked(2, OWNER), empties()] {
        before.push(op);
    }
    let first = without_words(&locked(1, OWNER)).unwrap();
    let told = telling_emptied(&empties(), SERVER);
    for op in [first, locked(2, OWNER), told] {
        after.push(op);
    }
    assert_eq!(before.fold(), after.fold());
    assert_eq!(before.fold().room.iter().map(|item| item.op.id).collect::<Vec<_>>(), [op_id(2)]);
}

#[test]
fn it_is_said_by_her_of_her_room_and_in_no_entry_that_there_is() {
    assert_eq!(judged(&empties()), Ok(()));
    assert_eq!(judged(&Op { tab: BinderTab::Meetings, ..empties() }), Err(RefusalCode::BadValue));
    assert_eq!(emptied_by(&Op { audience: Audience::Tab, ..empties() }), None, "that removes an entry");
    let access = consent::decide(binder(), OWNER, Standing::Owner, 1).unwrap();
    let existing = Some(EntryKind::Contact);
    let around = Circumstances { meeting_is_open: false, existing, may_be_told: false };
    assert_eq!(check(&empties(), &access, around), Err(RefusalCode::BadValue));
    assert!(!rules::stands(&Op { author: ANNA, ..empties() }));
    assert_eq!(without_words(&inside(4, "Eva")), None, "only what is locked");
}

//! Into her own room and out of it: nothing she wrote is lost on the way, what belongs together stays together, and
//! what stood outside is emptied at once.

use std::cell::Cell;

use domain::body::Remove;
use domain::consent::{self, Standing};
use domain::decision::Decision;
use domain::entry::Presence;
use domain::redaction::is_due;
use domain::room::{
    Carry, InRoom, Sealed, Step, can_be_own, hers_in, into_room, is_for_room, is_own_tab, out_of_room,
    stands_decided, waits_in, with_all_below,
};
use domain::rules::{self, Circumstances, Form, check, form};
use domain::{
    Audience, Author, BinderTab, Body, Entry, EntryId, EntryKind, Field, Op, Provenance, RefusalCode, TabState,
    Timestamp, Value,
};

use crate::support::{
    ANNA, Log, NOW, OWNER, binder, entry_id, evaluates, fields, op, own_provenance, proposes, writes,
};

const GOAL: EntryKind = EntryKind::Goal;
const TAB: BinderTab = BinderTab::Plan;

/// A goal with a part, and under each somebody who does something; Anna has said how it went.
fn plan() -> Log {
    let mut log = Log::of(TAB);
    let first = log.text(OWNER, entry_id(1), GOAL, "Bo själv", &[]);
    log.text(OWNER, entry_id(1), GOAL, "Bo själv vid havet", &[first]);
    for (id, kind, parent) in [(2, GOAL, 1), (3, EntryKind::Activity, 1), (4, EntryKind::Activity, 2)] {
        log.text(OWNER, entry_id(id), kind, &format!("nummer {id}"), &[]);
        log.set(entry_id(id), kind, Field::Parent, Value::Entry(entry_id(parent)));
    }
    log.add(ANNA, entry_id(3), evaluates("worked", "Det gick fint"));
    log.text(OWNER, entry_id(5), GOAL, "Något annat", &[]);
    log
}

/// New ids, each once.
fn ids() -> impl FnMut() -> EntryId {
    let next = Cell::new(700);
    move || {
        next.set(next.get() + 1);
        entry_id(next.get())
    }
}

fn outer(n: u64) -> InRoom {
    let sealed = Sealed { key: "key".to_owned(), nonce: "nonce".to_owned(), sealed: "????".to_owned() };
    let op = Op { audience: Audience::Private, ..op(n, OWNER, TAB, entry_id(900 + n), Body::Room(sealed)) };
    InRoom { seq: Some(n), op }
}

/// What her own phone shows after a move, the rest of the log first.
fn after(log: &mut Log, steps: &[Step]) -> TabState {
    let mut opened = Vec::new();
    for step in steps {
        let n = log.ops.len() as u64 + 1;
        if step.within {
            let inner = Op { audience: Audience::Private, ..op(n, OWNER, TAB, step.entry, step.body.clone()) };
            // What she puts in the room is something the room takes.
            assert!(is_for_room(&inner.audience, TAB, &inner.body));
            log.push(outer(n).op);
            opened.push((outer(n), inner));
        } else {
            log.add(OWNER, step.entry, step.body.clone());
        }
    }
    let mut state = log.fold();
    for (outer, inner) in opened {
        state.room.retain(|one| one.op.id != outer.op.id);
        state.apply_opened(&outer, &inner);
    }
    state
}

/// Everything that somebody wrote in an entry, with who and when.
fn all_of(entry: &Entry) -> String {
    let Entry { fields, notes, proposals, events, created, .. } = entry;
    let mut fields = fields.clone();
    fields.remove(&Field::Parent);
    serde_json::to_string(&(fields, notes, proposals, events, created)).unwrap()
}

#[test]
fn every_version_and_note_goes_along_with_who_wrote_it_and_when() {
    let mut log = plan();
    // Two versions that nobody has chosen between, and an answered suggestion.
    log.text(OWNER, entry_id(1), GOAL, "Bo på landet", &[]);
    let asked = log.add(ANNA, entry_id(1), proposes(GOAL, Field::Text, Value::text("Bo nära syrran")));
    log.add(OWNER, entry_id(1), crate::support::answers(asked, domain::Answer::Decline, &[]));
    let before = log.fold();
    let (steps, names) = into_room(&with_all_below(&before, entry_id(1)), ids());
    let own = after(&mut log, &steps);
    assert_eq!(names.len(), 4);
    for (old, new) in &names {
        assert_eq!(all_of(&own.entries[new]), all_of(&before.entries[old]));
        assert!(own.entries[new].private && own.entries[new].is_shown());
        assert!(!own.entries.contains_key(old) && own.redacted.contains_key(old), "nothing is left outside");
    }
    let parent = |id: u64| own.entries[&names[&entry_id(id)]].parent();
    assert_eq!([2, 3, 4].map(parent), [1, 1, 2].map(|id| names.get(&entry_id(id)).copied()));
    assert!(!own.entries[&entry_id(5)].private, "what does not belong to it stays");
}

#[test]
fn a_long_history_goes_in_parts_that_a_log_takes_and_is_whole_again() {
    let mut log = Log::of(TAB);
    for n in 0..40 {
        log.set(entry_id(1), GOAL, Field::Text, Value::text(format!("{n} {}", "å".repeat(4_000))));
    }
    let before = log.fold();
    let (steps, names) = into_room(&with_all_below(&before, entry_id(1)), ids());
    let size =
        |step: &Step| serde_json::to_string(&op(1, OWNER, TAB, step.entry, step.body.clone())).unwrap().len();
    let carried: Vec<usize> = steps.iter().filter(|step| step.within).map(size).collect();
    assert!(carried.len() > 3 && carried.iter().all(|size| size * 4 / 3 + 8_192 < 128 * 1024), "{carried:?}");
    let own = after(&mut log, &steps);
    assert_eq!(all_of(&own.entries[&names[&entry_id(1)]]), all_of(&before.entries[&entry_id(1)]));
}

#[test]
fn it_stands_in_the_room_before_it_goes_where_it_stood() {
    let (steps, _) = into_room(&with_all_below(&plan().fold(), entry_id(1)), ids());
    let emptied = steps.iter().position(|step| !step.within).unwrap();
    assert!(steps[..emptied].iter().all(|step| matches!(step.body, Body::Carry(_))));
    assert!(steps[emptied..].iter().all(|step| matches!(step.body, Body::Empty(_)) && !step.within));
    assert_eq!(steps.len() - emptied, 4);
}

#[test]
fn what_goes_out_are_the_words_that_stand_with_both_versions_and_each_note_on_its_day() {
    let mut log = plan();
    log.text(OWNER, entry_id(1), GOAL, "Bo på landet", &[]);
    let (steps, names) = into_room(&with_all_below(&log.fold(), entry_id(1)), ids());
    let own = after(&mut log, &steps);
    let top = names[&entry_id(1)];
    let mut next = 800;
    let new_id = || {
        next += 1;
        entry_id(next)
    };
    let (steps, names) = out_of_room(&with_all_below(&own, top), new_id);
    let noted: Vec<Option<Timestamp>> =
        steps.iter().filter(|step| matches!(step.body, Body::Append(_))).map(|step| step.as_of).collect();
    assert_eq!(noted, [Some(own.entries.values().find_map(|e| e.notes.first()).unwrap().stamp.made_at)]);
    let mut others = Log::of(TAB);
    for step in steps.iter().filter(|step| !step.within) {
        others.add(OWNER, step.entry, step.body.clone());
    }
    let seen = others.fold();
    let texts = crate::support::words(&seen.entries[&names[&top]], Field::Text);
    assert_eq!(texts.len(), 2);
    assert!(!serde_json::to_string(&seen).unwrap().contains("\"Bo själv\""), "what she had changed stays hers");
    assert_eq!(with_all_below(&seen, names[&top]).len(), 4, "its parts are below it again");
    assert_eq!(steps.iter().filter(|step| matches!(step.body, Body::Remove(_)) && step.within).count(), 4);
}

#[test]
fn what_is_emptied_is_gone_at_once_for_everybody_and_due_on_the_server() {
    let mut log = plan();
    let over = log.fold().entries[&entry_id(5)].all_heads();
    assert_eq!(is_due(&log.ops, entry_id(5), NOW), None);
    log.add(OWNER, entry_id(5), Body::Empty(Remove { over }));
    let state = log.fold();
    assert!(!serde_json::to_string(&state).unwrap().contains("Något annat"));
    assert_eq!(is_due(&log.ops, entry_id(5), Timestamp::from_millis(i64::MIN)), Some(GOAL), "on the same day");
    log.add(OWNER, entry_id(5), Body::Restore);
    assert!(!log.fold().entries.contains_key(&entry_id(5)), "and cannot be taken back");
}

#[test]
fn what_she_had_not_seen_is_not_emptied_with_it() {
    let mut log = plan();
    let over = log.fold().entries[&entry_id(5)].all_heads();
    log.text(OWNER, entry_id(5), GOAL, "Skrivet på den andra telefonen", &[]);
    log.add(OWNER, entry_id(5), Body::Empty(Remove { over }));
    let entry = &log.fold().entries[&entry_id(5)];
    assert!(matches!(entry.presence, Presence::Contested { .. }), "she is asked");
    assert_eq!(is_due(&log.ops, entry_id(5), NOW), None);
}

#[test]
fn late_words_about_what_was_emptied_are_kept() {
    for (author, shown) in [(OWNER, true), (ANNA, false)] {
        let mut log = plan();
        let over = log.fold().entries[&entry_id(5)].all_heads();
        log.add(OWNER, entry_id(5), Body::Empty(Remove { over }));
        log.text(author, entry_id(5), GOAL, "Sent", &[]);
        let entry = &log.fold().entries[&entry_id(5)];
        assert_eq!((entry.is_shown(), entry.open_proposals().count()), (shown, usize::from(!shown)));
    }
}

fn judged(op: &Op) -> Result<(), RefusalCode> {
    let access = consent::decide(binder(), op.author, Standing::Owner, 1).unwrap();
    check(op, &access, Circumstances { meeting_is_open: false, existing: Some(GOAL), may_be_told: false })
}

fn carry(author: Author) -> Op {
    let body = Body::Carry(Box::new(Carry { entry: plan().fold().entries[&entry_id(1)].clone() }));
    Op { audience: Audience::Private, ..op(50, author, TAB, entry_id(1), body) }
}

#[test]
fn the_log_takes_nothing_carried_that_is_not_locked() {
    assert_eq!(judged(&carry(OWNER)), Err(RefusalCode::BadValue));
    let mut log = Log::of(TAB);
    log.push(carry(OWNER));
    assert!(log.fold().entries.is_empty());
    assert!(!rules::stands(&carry(ANNA)));
}

#[test]
fn only_she_empties() {
    let empties = |author| op(50, author, TAB, entry_id(1), Body::Empty(Remove { over: Vec::new() }));
    assert_eq!(judged(&empties(OWNER)), Ok(()));
    assert!(!rules::stands(&empties(ANNA)));
}

#[test]
fn what_others_know_is_not_changed_by_what_is_carried() {
    let before = plan().fold();
    let mut state = before.clone();
    let inner = carry(OWNER);
    state.apply_opened(&InRoom { seq: Some(50), op: Op { entry: entry_id(950), ..outer(50).op } }, &inner);
    assert_eq!(state, before);
    // Nor does it come as another entry than it says.
    let other = Op { entry: entry_id(77), ..carry(OWNER) };
    state.apply_opened(&outer(50), &other);
    assert_eq!(state, before);
}

#[test]
fn what_waits_for_her_answer_does_not_move() {
    let mut log = plan();
    assert!(!waits_in(&log.fold(), entry_id(1)));
    let fields =
        fields([(Field::Text, Value::text("Ett förslag"), &[]), (Field::Parent, Value::Entry(entry_id(2)), &[])]);
    let propose = domain::body::Propose { entry_kind: GOAL, fields, remove: false, urgent: false };
    log.add(ANNA, entry_id(8), Body::Propose(propose));
    let state = log.fold();
    assert!(waits_in(&state, entry_id(1)) && waits_in(&state, entry_id(2)) && !waits_in(&state, entry_id(5)));
    let moves: Vec<EntryId> = hers_in(&state).into_iter().map(|entry| entry.id).collect();
    assert!(moves.contains(&entry_id(5)) && !moves.contains(&entry_id(1)) && !moves.contains(&entry_id(2)));
}

#[test]
fn of_a_whole_tab_all_that_is_hers_moves_and_nothing_that_others_began() {
    let mut log = Log::of(TAB);
    log.text(OWNER, entry_id(1), GOAL, "Mitt", &[]);
    log.text(OWNER, entry_id(2), EntryKind::Activity, "Under mitt", &[]);
    log.set(entry_id(2), EntryKind::Activity, Field::Parent, Value::Entry(entry_id(1)));
    let together = Op {
        provenance: Provenance::Together { meeting: entry_id(60) },
        ..op(10, ANNA, TAB, entry_id(3), writes(GOAL, Field::Text, Value::text("Annas"), &[]))
    };
    log.push(together);
    let state = log.fold();
    assert_eq!(state.entries.len(), 3);
    let moves: Vec<EntryId> = hers_in(&state).into_iter().map(|entry| entry.id).collect();
    assert_eq!(moves, [entry_id(1), entry_id(2)], "each once");
}

#[test]
fn what_was_decided_at_a_meeting_goes_from_there_too_and_what_is_hers_alone_is_never_decided() {
    let mut log = plan();
    for id in [1, 5] {
        log.set(entry_id(id), GOAL, Field::Wanted, Value::Flag(true));
    }
    let decision = Decision {
        base: None,
        held_at: NOW,
        present: Vec::new(),
        alternatives: String::new(),
        chosen: String::new(),
        texts: log.fold().to_decide(),
    };
    let decided = op(60, ANNA, TAB, entry_id(60), Body::Decision(decision));
    log.push(Op { provenance: Provenance::Together { meeting: entry_id(60) }, ..decided });
    let before = log.fold();
    let moves = with_all_below(&before, entry_id(1));
    assert!(before.decided_now().contains_key(&entry_id(1)) && stands_decided(&before, &moves));
    let (steps, _) = into_room(&moves, ids());
    let own = after(&mut log, &steps);
    let decided: Vec<EntryId> = own.decided_now().into_keys().collect();
    assert_eq!(decided, [entry_id(5)]);
    let to_decide: Vec<EntryId> = own.to_decide().into_keys().collect();
    assert_eq!(to_decide, [entry_id(5)]);
}

#[test]
fn whom_to_call_is_never_locked_away() {
    let own = |kind| can_be_own(kind);
    assert!(!own(EntryKind::CallFirst) && !own(EntryKind::ReadThrough) && !own(EntryKind::Rating));
    assert!(own(EntryKind::Sign) && own(EntryKind::Wellness) && own(EntryKind::Contact) && own(GOAL));
}

#[test]
fn that_a_tab_is_hers_alone_is_said_by_her_and_told_to_nobody() {
    let id = EntryId::own_tab(TAB);
    let write = |on| writes(EntryKind::OwnTab, Field::Wanted, Value::Flag(on), &[]);
    let said = |n, author: Author, on| {
        let made = op(n, author, BinderTab::Sharing, id, write(on));
        Op { audience: Audience::Private, provenance: own_provenance(author), ..made }
    };
    let mut sharing = TabState::empty(BinderTab::Sharing);
    assert!(!is_own_tab(&sharing, TAB));
    sharing.apply_unsent(&said(1, OWNER, true));
    assert!(is_own_tab(&sharing, TAB) && !is_own_tab(&sharing, BinderTab::Contacts));
    sharing.apply_unsent(&said(2, OWNER, false));
    assert!(!is_own_tab(&sharing, TAB));
    sharing.apply_unsent(&Op { audience: Audience::Tab, ..said(3, OWNER, true) });
    sharing.apply_unsent(&said(4, ANNA, true));
    assert!(!is_own_tab(&sharing, TAB));
    assert_eq!(form(ANNA, own_provenance(ANNA), EntryKind::OwnTab, id), Form::Never);
    let ids = BinderTab::ALL.map(EntryId::own_tab);
    assert!(ids.iter().enumerate().all(|(n, id)| !ids[..n].contains(id)));
}

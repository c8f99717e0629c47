//! "Ångra" after her answer to a proposal: the proposal waits again, and everything else stands as it did.

use domain::body::Propose;
use domain::entry::Presence;
use domain::{Answer, BinderTab, Body, Entry, EntryId, EntryKind, Field, OpId, Value, brings_back_for_anybody};

use crate::support::{ANNA, Log, OWNER, entry_id, fields, op, proposes, removes, words, writes};

const GOAL: EntryKind = EntryKind::Goal;

fn plan() -> (Log, EntryId) {
    (Log::of(BinderTab::Plan), entry_id(1))
}

/// Her answer to the entry's last proposal, as her screen makes it, and what takes it back.
fn answers(log: &mut Log, answer: Answer) -> (OpId, Vec<Body>) {
    let before = log.entry(entry_id(1));
    let proposal = before.proposals.last().unwrap();
    let body = before.answer(proposal, answer);
    let said = log.add(OWNER, before.id, Body::Answer(body.clone()));
    (said, before.reopening(proposal, &body, said))
}

fn take_back(log: &mut Log, back: Vec<Body>) -> Entry {
    for body in log.entry(entry_id(1)).left_to_take_back(back) {
        log.add(OWNER, entry_id(1), body);
    }
    log.entry(entry_id(1))
}

/// Everything but when it was changed last and what is history.
#[derive(PartialEq, Debug)]
struct Stands {
    presence: Presence,
    fields: Vec<(Field, Vec<OpId>)>,
    proposals: Vec<(OpId, Option<Answer>)>,
}

fn stands(entry: &Entry) -> Stands {
    let fields = entry.fields.iter().map(|(field, register)| (*field, register.heads()));
    let proposals = entry.proposals.iter().map(|proposal| (proposal.stamp.op, proposal.answer));
    Stands {
        presence: entry.presence.clone(),
        fields: fields.filter(|(_, heads)| !heads.is_empty()).collect(),
        proposals: proposals.collect(),
    }
}

#[test]
fn a_yes_over_two_versions_brings_both_back_with_who_wrote_them_and_asks_again() {
    let (mut log, goal) = plan();
    log.text(OWNER, goal, GOAL, "i telefonen", &[]);
    log.text(ANNA, goal, GOAL, "på mötet", &[]);
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    let before = log.entry(goal);
    let (_, back) = answers(&mut log, Answer::Accept);
    assert_eq!(words(&log.entry(goal), Field::Text), ["Annas"]);
    let after = take_back(&mut log, back);
    assert_eq!(stands(&after), stands(&before));
    assert_eq!(after.fields[&Field::Text].past.len(), 1, "what she had said yes to is history");
}

#[test]
fn a_suggested_entry_is_a_suggestion_again() {
    let (mut log, goal) = plan();
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    let before = log.entry(goal);
    let (_, back) = answers(&mut log, Answer::Accept);
    let after = take_back(&mut log, back);
    assert_eq!(stands(&after), stands(&before));
    assert_eq!((log.fold().listed(GOAL).len(), log.fold().suggested(GOAL).len()), (0, 1));
    let (_, _) = answers(&mut log, Answer::Accept);
    assert_eq!(words(&log.entry(goal), Field::Text), ["Annas"], "she may say yes again");
}

#[test]
fn a_no_and_what_was_saved_for_the_meeting_wait_as_before() {
    for first in [None, Some(Answer::Later)] {
        let (mut log, goal) = plan();
        log.text(OWNER, goal, GOAL, "hennes", &[]);
        log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
        if let Some(first) = first {
            answers(&mut log, first);
        }
        for answer in [Answer::Decline, Answer::Accept] {
            let before = log.entry(goal);
            let (_, back) = answers(&mut log, answer);
            assert_eq!(stands(&take_back(&mut log, back)), stands(&before), "{first:?} {answer:?}");
        }
    }
}

#[test]
fn a_choice_is_again_what_it_was() {
    let (mut log, goal) = plan();
    log.add(OWNER, goal, writes(GOAL, Field::Wanted, Value::choice("mine"), &[]));
    log.add(ANNA, goal, proposes(GOAL, Field::Wanted, Value::choice("ours")));
    let (_, back) = answers(&mut log, Answer::Accept);
    let after = take_back(&mut log, back);
    assert_eq!((after.choice(Field::Wanted), after.open_proposals().count()), (Some("mine"), 1));
}

#[test]
fn a_late_taking_back_leaves_a_choice_that_was_made_anew() {
    let (mut log, goal) = plan();
    log.text(OWNER, goal, GOAL, "hennes", &[]);
    log.add(OWNER, goal, writes(GOAL, Field::Wanted, Value::choice("mine"), &[]));
    log.add(ANNA, goal, proposes(GOAL, Field::Wanted, Value::choice("ours")));
    let (_, back) = answers(&mut log, Answer::Accept);
    log.add(OWNER, goal, writes(GOAL, Field::Wanted, Value::choice("neither"), &[]));
    let after = take_back(&mut log, back);
    assert_eq!(after.choice(Field::Wanted), Some("neither"));
    assert_eq!(after.open_proposals().count(), 1, "the suggestion waits again");
}

#[test]
fn a_late_taking_back_leaves_another_answer_to_what_was_saved_for_the_meeting() {
    let (mut log, goal) = plan();
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    answers(&mut log, Answer::Later);
    let (_, back) = answers(&mut log, Answer::Decline);
    answers(&mut log, Answer::Decline);
    assert_eq!(take_back(&mut log, back).proposals[0].answer, Some(Answer::Decline));
}

#[test]
fn a_suggested_removal_and_a_wish_to_have_it_back_are_undone() {
    let (mut log, goal) = plan();
    log.text(OWNER, goal, GOAL, "ett", &[]);
    log.add(
        ANNA,
        goal,
        Body::Propose(Propose { entry_kind: GOAL, fields: fields([]), remove: true, urgent: false }),
    );
    let before = log.entry(goal);
    let (_, back) = answers(&mut log, Answer::Accept);
    assert!(matches!(log.entry(goal).presence, Presence::Removed { .. }));
    assert_eq!(stands(&take_back(&mut log, back)), stands(&before));

    let over = log.entry(goal).all_heads();
    log.add(OWNER, goal, removes(&over));
    log.add(ANNA, goal, Body::Restore);
    let (_, back) = answers(&mut log, Answer::Accept);
    assert!(log.entry(goal).is_shown());
    let after = take_back(&mut log, back);
    assert!(matches!(after.presence, Presence::Removed { .. }), "{:?}", after.presence);
    assert_eq!(after.proposals.last().unwrap().answer, None);
}

#[test]
fn words_written_over_the_accepted_ones_stay_and_so_does_another_answer() {
    let (mut log, goal) = plan();
    log.text(OWNER, goal, GOAL, "ett", &[]);
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    let (yes, back) = answers(&mut log, Answer::Accept);
    log.text(OWNER, goal, GOAL, "hennes egna efteråt", &[yes]);
    let after = take_back(&mut log, back.clone());
    assert_eq!(words(&after, Field::Text), ["hennes egna efteråt"]);
    assert_eq!(after.open_proposals().count(), 1);

    // Answered anew on another phone: the late "Ångra" is about an answer that no longer counts.
    answers(&mut log, Answer::Decline);
    let after = take_back(&mut log, back);
    assert_eq!(after.proposals[0].answer, Some(Answer::Decline));
}

#[test]
fn only_she_takes_her_answer_back() {
    let (mut log, goal) = plan();
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    let (_, back) = answers(&mut log, Answer::Decline);
    for body in back {
        log.add(ANNA, goal, body);
    }
    assert_eq!(log.entry(goal).open_proposals().count(), 0);
}

#[test]
fn a_reader_who_was_never_given_what_comes_back_starts_again() {
    let (mut log, goal) = plan();
    log.text(OWNER, goal, GOAL, "ett", &[]);
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    let (_, back) = answers(&mut log, Answer::Accept);
    let reopen = op(9, OWNER, BinderTab::Plan, goal, back[0].clone());
    assert!(brings_back_for_anybody(&log.ops, &reopen));
}

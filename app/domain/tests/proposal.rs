//! R15 and design §2, "Whose it is": what others suggest, and what her answers do.

use domain::body::Propose;
use domain::entry::Presence;
use domain::{Answer, BinderTab, Body, EntryKind, Field, OpId, Value};

use crate::support::{ANNA, Log, OWNER, answers, entry_id, fields, proposes, removes, words, written};

const GOAL: EntryKind = EntryKind::Goal;

fn plan() -> Log {
    Log::of(BinderTab::Plan)
}

#[test]
fn a_suggested_entry_becomes_present_when_she_accepts() {
    let (mut log, goal) = (plan(), entry_id(1));
    let proposal = log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas förslag")));
    let state = log.fold();
    assert_eq!((state.listed(GOAL).len(), state.suggested(GOAL).len()), (0, 1));
    log.add(OWNER, goal, answers(proposal, Answer::Accept, &[]));
    let state = log.fold();
    assert_eq!((state.listed(GOAL).len(), state.suggested(GOAL).len()), (1, 0));
    let version = &log.entry(goal).fields[&Field::Text].current[0];
    assert_eq!(version.stamp.author, ANNA, "the words are Anna's, the yes is hers");
}

#[test]
fn a_declined_suggestion_is_no_longer_shown_and_still_kept() {
    let (mut log, goal) = (plan(), entry_id(1));
    let proposal = log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas förslag")));
    log.add(OWNER, goal, answers(proposal, Answer::Decline, &[]));
    let state = log.fold();
    assert_eq!((state.listed(GOAL).len(), state.suggested(GOAL).len()), (0, 0));
    assert_eq!(log.entry(goal).proposals.len(), 1);
}

#[test]
fn saved_for_the_meeting_is_still_open() {
    let (mut log, goal) = (plan(), entry_id(1));
    let proposal = log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas förslag")));
    log.add(OWNER, goal, answers(proposal, Answer::Later, &[]));
    assert_eq!(log.entry(goal).open_proposals().count(), 1);
}

/// Anna suggests a text for a goal, urgent or not.
fn suggests(log: &mut Log, text: &str, urgent: bool) -> OpId {
    let fields = fields([(Field::Text, Value::text(text), &[])]);
    let propose = Propose { entry_kind: GOAL, fields, remove: false, urgent };
    log.add(ANNA, entry_id(1), Body::Propose(propose))
}

fn waiting(log: &Log) -> Vec<String> {
    let entry = log.entry(entry_id(1));
    entry.open_proposals().map(|proposal| written(&proposal.fields[&Field::Text])).collect()
}

#[test]
fn what_cannot_wait_for_a_meeting_comes_first_until_she_has_answered_it() {
    let mut log = plan();
    suggests(&mut log, "vanligt", false);
    let urgent = suggests(&mut log, "brådskande", true);
    suggests(&mut log, "vanligt igen", false);
    assert_eq!(waiting(&log), ["brådskande", "vanligt", "vanligt igen"]);
    assert!(log.entry(entry_id(1)).is_urgent());
    log.add(OWNER, entry_id(1), answers(urgent, Answer::Later, &[]));
    assert_eq!(
        waiting(&log),
        ["vanligt", "brådskande", "vanligt igen"],
        "kept for the meeting, it waits as others do"
    );
    assert!(!log.entry(entry_id(1)).is_urgent());
    log.add(OWNER, entry_id(1), answers(urgent, Answer::Accept, &[]));
    assert_eq!(waiting(&log), ["vanligt", "vanligt igen"]);
    assert!(log.entry(entry_id(1)).proposals[1].urgent, "that it was urgent is history");
}

#[test]
fn accepting_replaces_only_what_was_on_screen() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    let proposal = log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    log.text(OWNER, goal, GOAL, "från andra telefonen", &[]);
    log.add(OWNER, goal, answers(proposal, Answer::Accept, &[first]));
    assert_eq!(words(&log.entry(goal), Field::Text), ["Annas", "från andra telefonen"]);
}

#[test]
fn accepting_on_two_phones_takes_the_words_once() {
    let (mut log, goal) = (plan(), entry_id(1));
    let proposal = log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    log.add(OWNER, goal, answers(proposal, Answer::Accept, &[]));
    log.add(OWNER, goal, answers(proposal, Answer::Accept, &[]));
    log.add(OWNER, goal, answers(proposal, Answer::Decline, &[]));
    let entry = log.entry(goal);
    assert_eq!(words(&entry, Field::Text), ["Annas"]);
    assert_eq!(entry.proposals[0].answer, Some(Answer::Accept));
}

#[test]
fn she_may_change_her_mind_about_a_no() {
    let (mut log, goal) = (plan(), entry_id(1));
    let proposal = log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    log.add(OWNER, goal, answers(proposal, Answer::Decline, &[]));
    log.add(OWNER, goal, answers(proposal, Answer::Accept, &[]));
    assert_eq!(words(&log.entry(goal), Field::Text), ["Annas"]);
}

#[test]
fn a_waiting_proposal_does_not_say_that_the_entry_was_changed() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "hennes", &[]);
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    assert_eq!(log.entry(goal).changed.op, first);
}

#[test]
fn the_answer_made_from_the_screen_goes_over_what_stands_there() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    let entry = log.entry(goal);
    let yes = entry.answer(&entry.proposals[0], Answer::Accept);
    assert_eq!(yes.over, [(Field::Text, vec![first])].into());
    assert!(entry.answer(&entry.proposals[0], Answer::Decline).over.is_empty());
}

#[test]
fn writing_in_a_suggestion_makes_it_hers() {
    let (mut log, goal) = (plan(), entry_id(1));
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    log.text(OWNER, goal, GOAL, "hennes", &[]);
    let entry = log.entry(goal);
    assert_eq!((entry.presence.clone(), entry.text(Field::Text)), (Presence::Present, "hennes"));
    assert_eq!(entry.open_proposals().count(), 1);
}

#[test]
fn accepting_a_suggested_removal_never_removes_what_was_not_on_screen() {
    let (mut log, goal) = (plan(), entry_id(1));
    let first = log.text(OWNER, goal, GOAL, "ett", &[]);
    let take_away = Propose { entry_kind: GOAL, fields: fields([]), remove: true, urgent: false };
    let asked = log.add(ANNA, goal, Body::Propose(take_away));
    let entry = log.entry(goal);
    let yes = entry.answer(&entry.proposals[0], Answer::Accept);
    assert_eq!((yes.proposal, &yes.over[&Field::Text]), (asked, &vec![first]));
    log.text(OWNER, goal, GOAL, "osedd", &[]);
    log.add(OWNER, goal, Body::Answer(yes));
    assert!(matches!(log.entry(goal).presence, Presence::Contested { .. }));
}

#[test]
fn a_suggestion_taken_back_is_a_suggestion_again() {
    let (mut log, goal) = (plan(), entry_id(1));
    log.add(ANNA, goal, proposes(GOAL, Field::Text, Value::text("Annas")));
    log.add(OWNER, goal, Body::Restore);
    assert_eq!(log.entry(goal).presence, Presence::Suggested);
    log.add(OWNER, goal, removes(&[]));
    log.add(OWNER, goal, Body::Restore);
    assert_eq!(log.entry(goal).presence, Presence::Suggested);
}

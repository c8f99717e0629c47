//! "Så har det ändrats": what an entry's history tells, and what it leaves out.

use domain::entry::Stamp;
use domain::history::{Change, Told};
use domain::rating::{Marks, Occasion, Rate};
use domain::{Answer, Author, BinderTab, Body, EntryId, EntryKind, Field, OpId, Seq, Timestamp, Value};

use crate::support::{
    ANNA, Log, OWNER, answers, entry_id, evaluates, op, proposes, removes, unknown, writes, written,
};

const GOAL: EntryKind = EntryKind::Goal;
const MINUTE: u64 = 60;

fn plan() -> (Log, EntryId) {
    (Log::of(BinderTab::Plan), entry_id(1))
}

/// Made so much later than what was made before that it does not go on from that.
fn later(log: &mut Log, author: Author, body: Body) -> OpId {
    add(log, author, entry_id(1), body, 10 * MINUTE)
}

fn add(log: &mut Log, author: Author, entry: EntryId, body: Body, seconds: u64) -> OpId {
    let n = log.ops.len() as u64 + 1;
    let before = log.ops.last().map_or(0, |last| last.op.made_at.as_millis());
    let made_at = Timestamp::from_millis(before + 1_000 * i64::try_from(seconds).unwrap());
    log.push(domain::Op { made_at, ..op(n, author, log.tab, entry, body) })
}

fn text(words: &str, over: &[OpId]) -> Body {
    writes(GOAL, Field::Text, Value::text(words), over)
}

/// Who, and what in few words, the latest first.
fn lines(log: &Log) -> Vec<String> {
    said(&log.fold().history_of(entry_id(1)))
}

fn said(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{}: {}", who(&change.stamp), told(change))).collect()
}

fn who(stamp: &Stamp) -> &'static str {
    if stamp.author == OWNER { "hon" } else { "Anna" }
}

fn told(change: &Change) -> String {
    let one = |told: &Told| match told {
        Told::Began => "började".to_owned(),
        Told::Unread => "något okänt".to_owned(),
        Told::Removed => "tog bort".to_owned(),
        Told::Restored => "tog tillbaka".to_owned(),
        Told::Suggested { fields, remove: false, .. } => {
            format!("föreslog {}", values(fields.iter().map(|(_, v)| v)))
        }
        Told::Suggested { remove: true, .. } => "ville ta bort".to_owned(),
        Told::Answered { answer, by } => {
            format!("{answer:?} till {}", if *by == Some(ANNA) { "Anna" } else { "?" })
        }
        Told::Reopened { .. } => "ångrade svaret".to_owned(),
        Told::Wrote { before, after, stands, .. } => {
            let stands = if *stands { " (står)" } else { "" };
            format!("{} → {}{stands}", values(before.iter()), written(after))
        }
        Told::Added { value, note, .. } => format!("+ {} {note}", written(value)),
    };
    change.told.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn values<'a>(values: impl Iterator<Item = &'a Value>) -> String {
    values.map(written).collect::<Vec<_>>().join("/")
}

#[test]
fn what_stood_before_and_after_is_told_the_latest_first() {
    let (mut log, _) = plan();
    let first = later(&mut log, OWNER, text("gå ut", &[]));
    later(&mut log, OWNER, text("gå ut varje dag", &[first]));
    assert_eq!(lines(&log), ["hon: gå ut → gå ut varje dag (står)", "hon: började,  → gå ut"]);
}

#[test]
fn two_who_wrote_over_the_same_words_each_say_what_they_saw() {
    let (mut log, _) = plan();
    let first = later(&mut log, OWNER, text("gå ut", &[]));
    let hers = later(&mut log, OWNER, text("simma", &[first]));
    let annas = later(&mut log, ANNA, text("cykla", &[first]));
    later(&mut log, OWNER, text("vila", &[hers, annas]));
    let expected =
        ["hon: cykla/simma → vila (står)", "Anna: gå ut → cykla", "hon: gå ut → simma", "hon: började,  → gå ut"];
    assert_eq!(lines(&log), expected);
}

#[test]
fn while_there_are_two_versions_both_stand() {
    let (mut log, _) = plan();
    later(&mut log, OWNER, text("simma", &[]));
    later(&mut log, ANNA, text("cykla", &[]));
    assert_eq!(lines(&log), ["Anna:  → cykla (står)", "hon: började,  → simma (står)"]);
}

#[test]
fn removals_and_what_was_taken_back_are_told_every_time() {
    let (mut log, _) = plan();
    let first = later(&mut log, OWNER, text("gå ut", &[]));
    for _ in 0..2 {
        later(&mut log, OWNER, removes(&[first]));
        later(&mut log, OWNER, Body::Restore);
    }
    let expected = [
        "hon: tog tillbaka",
        "hon: tog bort",
        "hon: tog tillbaka",
        "hon: tog bort",
        "hon: började,  → gå ut (står)",
    ];
    assert_eq!(lines(&log), expected);
}

#[test]
fn a_suggestion_its_yes_and_the_yes_taken_back_each_say_who() {
    let (mut log, goal) = plan();
    let first = later(&mut log, OWNER, text("gå ut", &[]));
    let asked = later(&mut log, ANNA, proposes(GOAL, Field::Text, Value::text("simma")));
    later(&mut log, OWNER, answers(asked, Answer::Accept, &[first]));
    let expected =
        ["hon: Accept till Anna, gå ut → simma (står)", "Anna: föreslog simma", "hon: började,  → gå ut (står)"];
    assert_eq!(lines(&log)[..2], expected[..2]);
    let entry = log.entry(goal);
    let yes = log.ops.last().unwrap().op.id;
    let back = domain::body::Reopen { proposal: asked, answer: yes, back: [(Field::Text, vec![first])].into() };
    later(&mut log, OWNER, Body::Reopen(back));
    assert_eq!(entry.proposals.len(), 1);
    let told = lines(&log);
    assert_eq!(told[0], "hon: ångrade svaret");
    assert_eq!(told[1], "hon: Accept till Anna, gå ut → simma");
    assert_eq!(told[3], expected[2]);
}

#[test]
fn a_no_and_what_it_was_said_to_are_told() {
    let (mut log, _) = plan();
    let asked = later(&mut log, ANNA, proposes(GOAL, Field::Text, Value::text("simma")));
    later(&mut log, OWNER, answers(asked, Answer::Decline, &[]));
    assert_eq!(lines(&log), ["hon: Decline till Anna", "Anna: föreslog simma"]);
}

#[test]
fn what_only_a_newer_app_can_read_is_told_as_something() {
    let (mut log, _) = plan();
    later(&mut log, OWNER, unknown("decide", "1"));
    later(&mut log, OWNER, text("gå ut", &[]));
    later(&mut log, OWNER, unknown("decide", "2"));
    let told = lines(&log);
    assert_eq!(told[0], "hon: något okänt");
    assert_eq!(told.iter().filter(|line| line.contains("något okänt")).count(), 2, "{told:?}");
}

#[test]
fn choices_and_evaluations_are_told_and_places_are_not() {
    let mut log = Log::of(BinderTab::Plan);
    let choice = |value| writes(EntryKind::Activity, Field::Authority, Value::choice(value), &[]);
    later(&mut log, OWNER, choice("region"));
    later(&mut log, OWNER, writes(EntryKind::Activity, Field::Position, Value::text("a1"), &[]));
    later(&mut log, OWNER, choice("me"));
    later(&mut log, OWNER, evaluates("worked", "gick bra"));
    let expected = ["hon: + worked gick bra", "hon: region → me (står)", "hon: började,  → region"];
    assert_eq!(lines(&log), expected);
}

/// Types like a person: the field saves itself between the words.
fn typed(log: &mut Log, stages: &[&str]) {
    let mut over = Vec::new();
    for words in stages {
        over = vec![add(log, OWNER, entry_id(1), text(words, &over), 2)];
    }
}

#[test]
fn what_a_field_saved_while_she_typed_is_one_change() {
    let (mut log, _) = plan();
    let over = vec![later(&mut log, OWNER, text("simma", &[]))];
    later(&mut log, OWNER, text("Gå", &over));
    let mut over = vec![log.ops.last().unwrap().op.id];
    for words in ["Gå u", "Gå ut på", "Gå ut sakta på"] {
        over = vec![add(&mut log, OWNER, entry_id(1), text(words, &over), 2)];
    }
    assert_eq!(lines(&log), ["hon: simma → Gå ut sakta på (står)", "hon: började,  → simma"]);
}

#[test]
fn words_that_were_rubbed_out_again_are_told() {
    let (mut log, _) = plan();
    typed(&mut log, &["jag mår", "jag mår dåligt", "jag mår d", "jag", "jag är trött"]);
    assert_eq!(lines(&log), ["hon: jag mår dåligt → jag är trött (står)", "hon: började,  → jag mår dåligt"]);
}

#[test]
fn somebody_else_going_on_or_a_long_while_after_is_a_change_of_its_own() {
    let (mut log, _) = plan();
    let first = later(&mut log, OWNER, text("gå", &[]));
    let second = add(&mut log, ANNA, entry_id(1), text("gå ut", &[first]), 2);
    later(&mut log, ANNA, text("gå ut nu", &[second]));
    assert_eq!(lines(&log).len(), 3);
}

#[test]
fn what_waits_on_the_device_comes_first() {
    let (mut log, goal) = plan();
    let first = later(&mut log, OWNER, text("gå ut", &[]));
    let mut state = log.fold();
    let early = domain::Op {
        made_at: Timestamp::from_millis(0),
        ..op(90, OWNER, BinderTab::Plan, goal, text("simma", &[first]))
    };
    state.apply_unsent(&early);
    assert_eq!(said(&state.history_of(goal))[0], "hon: gå ut → simma (står)");
}

#[test]
fn a_sign_tells_of_its_lines_too_and_of_no_others() {
    let mut log = Log::of(BinderTab::WarningPlan);
    let (sign, line, other) = (entry_id(1), entry_id(2), entry_id(3));
    let of = |words: &str, parent: EntryId| {
        let fields =
            [(Field::Text, Value::text(words), [].as_slice()), (Field::Parent, Value::Entry(parent), &[])];
        Body::Write(domain::body::Write {
            entry_kind: EntryKind::SignAction,
            fields: crate::support::fields(fields),
        })
    };
    log.add(OWNER, sign, writes(EntryKind::Sign, Field::Text, Value::text("sover lite"), &[]));
    log.add(OWNER, line, of("går ut", sign));
    log.add(OWNER, other, of("ringer", other));
    let entries: Vec<EntryId> = log.fold().history_of(sign).into_iter().map(|change| change.entry).collect();
    assert_eq!(entries, [line, sign]);
}

#[test]
fn a_ratings_marks_are_never_told() {
    let mut log = Log::of(BinderTab::Ratings);
    let marks = Marks::try_from([31, 42, 53, 64]).unwrap();
    let rate = Rate { marks, occasion: Occasion::First, supported: false, replaces: None };
    log.add(OWNER, entry_id(1), Body::Rate(rate));
    log.add(OWNER, entry_id(1), writes(EntryKind::Rating, Field::Contributed, Value::text("vilan"), &[]));
    let told = log.fold().history_of(entry_id(1));
    assert_eq!(said(&told), ["hon:  → vilan (står)", "hon: började"]);
}

#[test]
fn a_reader_who_came_later_is_told_only_of_what_came_after_her() {
    let (mut log, goal) = plan();
    let first = later(&mut log, OWNER, text("hemligt", &[]));
    let second = later(&mut log, OWNER, text("simma", &[first]));
    let since: Seq = log.ops.len() as Seq + 1;
    let third = later(&mut log, OWNER, text("cykla", &[second]));
    later(&mut log, OWNER, text("vila", &[third]));
    let state = log.fold().for_new_reader(since);
    assert_eq!(said(&state.history_of(goal)), ["hon: cykla → vila (står)", "hon:  → cykla"]);
    let held = serde_json::to_string(&state).unwrap();
    for gone in ["hemligt", "simma", &second.to_string()] {
        assert!(!held.contains(gone), "{gone}");
    }
}

//! R4, R60, R64, R126 and design §2, "Decision": a meeting decides what stood on the screen; a decided version is
//! never changed; and of two meetings that were closed apart the first decides, and no word of the other is lost.

use std::collections::BTreeMap;

use domain::body::Write;
use domain::consent::{Access, LiveConsent, Right, Standing, decide};
use domain::decision::{Agree, DecidedText, Decision, Difference, TEXTS_MAX, changes};
use domain::entry::Presence;
use domain::rules::{Circumstances, check, stands};
use domain::{
    Answer, Audience, Author, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, Policy, Provenance, Reference,
    RefusalCode, TEXT_MAX, TabState, Timestamp, Value, brings_back_for_anybody, fold, meeting,
};
use proptest::prelude::*;

use crate::support::{
    ANNA, BO, Log, NOW, OWNER, answers, binder, entry_id, fields, op, op_id, proposes, removes, writes, written,
};

const GOAL: EntryKind = EntryKind::Goal;
const PLAN: BinderTab = BinderTab::Plan;

fn together(n: u64) -> Provenance {
    Provenance::Together { meeting: entry_id(100 + n) }
}

pub(crate) fn wants(text: &str) -> Body {
    let wanted = [(Field::Text, Value::text(text), &[][..]), (Field::Wanted, Value::Flag(true), &[])];
    Body::Write(Write { entry_kind: GOAL, fields: fields(wanted) })
}

fn decision(base: Option<OpId>, chosen: &str, texts: BTreeMap<EntryId, DecidedText>) -> Decision {
    let present = vec![Reference::named("Anna Berg")];
    Decision { base, held_at: NOW, present, alternatives: String::new(), chosen: chosen.to_owned(), texts }
}

/// Anna closes a meeting of her own, with this text on the screen.
pub(crate) fn decides_that(
    log: &mut Log,
    base: Option<OpId>,
    chosen: &str,
    texts: BTreeMap<EntryId, DecidedText>,
) -> OpId {
    let n = log.ops.len() as u64 + 1;
    let body = Body::Decision(decision(base, chosen, texts));
    log.push(Op { provenance: together(n), ..op(n, ANNA, log.tab, entry_id(1_000 + n), body) })
}

/// The same with what stands.
pub(crate) fn decides(log: &mut Log, base: Option<OpId>, chosen: &str) -> OpId {
    let texts = log.fold().to_decide();
    decides_that(log, base, chosen, texts)
}

fn agree(decision: OpId) -> Agree {
    Agree { decision, undone: false }
}

fn said(texts: &BTreeMap<EntryId, DecidedText>) -> Vec<String> {
    texts.values().filter_map(|text| text.fields.get(&Field::Text)).map(written).collect()
}

fn decided(state: &TabState) -> Vec<String> {
    said(&state.decided_now())
}

#[test]
fn what_stood_on_the_screen_is_decided_and_stays_so_whatever_is_written_after() {
    let mut log = Log::of(PLAN);
    let goal = log.add(OWNER, entry_id(1), wants("Laga mat"));
    let first = decides(&mut log, None, "Laga mat på tisdagar");
    log.text(OWNER, entry_id(1), GOAL, "Laga mat varje dag", &[goal]);
    log.add(OWNER, entry_id(2), wants("Rita"));
    assert_eq!(decided(&log.fold()), ["Laga mat"], "her working text is hers");
    let second = decides(&mut log, Some(first), "");
    let state = log.fold();
    assert_eq!(decided(&state), ["Laga mat varje dag", "Rita"]);
    assert_eq!(said(&state.decided(first).unwrap()), ["Laga mat"]);
    let [one, two] = state.decisions.as_slice() else { panic!("two versions") };
    assert_eq!((one.stamp.op, two.stamp.op, one.held_at), (first, second, NOW));
    assert_eq!((one.chosen.as_str(), one.present[0].name.as_str()), ("Laga mat på tisdagar", "Anna Berg"));
    assert_eq!(one.meeting(), Some(entry_id(102)));
    assert!(state.entries.values().all(|entry| entry.proposals.is_empty()), "nothing waits for anybody");
}

#[test]
fn a_decided_version_is_read_like_the_tab_it_was_made_from() {
    let mut log = Log::of(PLAN);
    log.add(OWNER, entry_id(1), wants("Laga mat"));
    decides(&mut log, None, "");
    let before = log.fold();
    log.add(OWNER, entry_id(1), removes(&before.entries[&entry_id(1)].all_heads()));
    let state = log.fold();
    let read = state.as_decided(state.latest_decision().unwrap()).unwrap();
    assert_eq!(read.listed(GOAL).iter().map(|goal| goal.text(Field::Text)).collect::<Vec<_>>(), ["Laga mat"]);
    assert!(domain::plan::is_wanted(&read, &read.entries[&entry_id(1)]));
    assert!(matches!(state.entries[&entry_id(1)].presence, Presence::Removed { .. }));
}

#[test]
fn a_wish_does_not_enter_the_plan_and_what_is_not_for_all_is_not_told_to_all() {
    let mut log = Log::of(PLAN);
    log.text(OWNER, entry_id(1), GOAL, "En önskan", &[]);
    let under =
        [(Field::Text, Value::text("Fråga om det"), &[][..]), (Field::Parent, Value::Entry(entry_id(1)), &[])];
    log.add(OWNER, entry_id(2), Body::Write(Write { entry_kind: EntryKind::Activity, fields: fields(under) }));
    for (n, audience) in [(3, Audience::Private), (4, Audience::People { people: vec![ANNA.person] })] {
        log.push(Op { audience, ..op(n, OWNER, PLAN, entry_id(n), wants("Bara för några")) });
    }
    log.add(ANNA, entry_id(5), proposes(GOAL, Field::Text, Value::text("Ett förslag")));
    log.add(OWNER, entry_id(6), wants("Det här vill jag"));
    decides(&mut log, None, "");
    assert_eq!(decided(&log.fold()), ["Det här vill jag"]);
}

#[test]
fn of_two_closed_apart_the_first_decides_and_the_other_waits_for_her_entry_by_entry() {
    let mut log = Log::of(PLAN);
    let (cook, draw) =
        (log.add(OWNER, entry_id(1), wants("Laga mat")), log.add(OWNER, entry_id(2), wants("Rita")));
    log.add(OWNER, entry_id(3), wants("Sova"));
    let first = decides(&mut log, None, "");
    let before = log.fold();
    // Bo's meeting, on a device without network.
    let mut apart = before.to_decide();
    let put = |text: &str| Value::text(text);
    apart.get_mut(&entry_id(1)).unwrap().fields.insert(Field::Text, put("Laga mat med Bo"));
    apart.get_mut(&entry_id(2)).unwrap().fields.insert(Field::Text, put("Rita mer"));
    apart.remove(&entry_id(3));
    let mut new = apart[&entry_id(1)].clone();
    new.fields.insert(Field::Text, put("Simma"));
    apart.insert(entry_id(4), new);
    // Anna's meeting reaches the server first; what Bo's group wrote comes with it or after.
    log.text(ANNA, entry_id(1), GOAL, "Laga mat med Anna", &[cook]);
    let second = decides(&mut log, Some(first), "");
    log.text(BO, entry_id(2), GOAL, "Rita mer", &[draw]);
    let late = decides_that(&mut log, Some(first), "Simma, för att jag vill", apart);
    let state = log.fold();
    assert_eq!(state.latest_decision().unwrap().stamp.op, second);
    assert_eq!(decided(&state), ["Laga mat med Anna", "Rita", "Sova"]);
    let asked = |n: u64| state.entries[&entry_id(n)].open_proposals().cloned().collect::<Vec<_>>();
    let wanted =
        |n: u64| asked(n).iter().filter_map(|one| one.fields.get(&Field::Text)).map(written).collect::<Vec<_>>();
    assert_eq!(wanted(1), ["Laga mat med Bo"]);
    assert_eq!(asked(2), [], "her working text says it already, and nothing else beside it");
    assert!(asked(3)[0].remove);
    assert_eq!(wanted(4), ["Simma"]);
    assert_eq!(state.entries[&entry_id(4)].presence, Presence::Suggested);
    let kept = state.decisions.last().unwrap();
    assert!(kept.late && kept.stamp.op == late && kept.chosen == "Simma, för att jag vill");
    // Her yes to one of them is an ordinary yes.
    let answer = state.entries[&entry_id(1)].answer(&asked(1)[0], Answer::Accept);
    log.add(OWNER, entry_id(1), Body::Answer(answer));
    assert_eq!(log.fold().entries[&entry_id(1)].text(Field::Text), "Laga mat med Bo");
}

#[test]
fn a_reader_who_came_later_starts_again_when_a_decision_comes() {
    let mut log = Log::of(PLAN);
    let goal = log.add(OWNER, entry_id(1), wants("Laga mat"));
    let stale = log.fold().to_decide();
    decides_that(&mut log, None, "", BTreeMap::new());
    log.add(OWNER, entry_id(1), removes(&log.fold().entries[&entry_id(1)].all_heads()));
    let late = decides_that(&mut log, None, "", stale);
    let (newest, before) = log.ops.split_last().unwrap();
    let mut came_later = fold(PLAN, before).for_new_reader(4);
    came_later.apply(newest);
    assert_ne!(came_later.entries[&entry_id(1)].presence, log.fold().entries[&entry_id(1)].presence);
    assert!(brings_back_for_anybody(before, &newest.op));
    // And so it is with her yes to what she first said no to, which stands in no op of the entry itself.
    log.add(OWNER, entry_id(1), Body::Restore);
    log.text(OWNER, entry_id(1), GOAL, "Laga något annat", &[goal]);
    log.add(OWNER, entry_id(1), answers(late, Answer::Decline, &[]));
    let yes = op(99, OWNER, PLAN, entry_id(1), answers(late, Answer::Accept, &[]));
    assert!(brings_back_for_anybody(&log.ops, &yes));
}

#[test]
fn the_same_decision_twice_decides_once_and_asks_nothing() {
    let mut log = Log::of(PLAN);
    log.add(OWNER, entry_id(1), wants("Laga mat"));
    let first = decides(&mut log, None, "");
    decides(&mut log, None, "");
    let state = log.fold();
    assert_eq!(state.latest_decision().unwrap().stamp.op, first);
    assert!(state.entries[&entry_id(1)].proposals.is_empty());
}

#[test]
fn she_says_that_it_is_right_and_the_first_yes_stands() {
    let mut log = Log::of(PLAN);
    log.add(OWNER, entry_id(1), wants("Laga mat"));
    let first = decides(&mut log, None, "");
    let late = decides(&mut log, None, "");
    let yes = log.add(OWNER, entry_id(9), Body::Agree(agree(first)));
    log.add(OWNER, entry_id(9), Body::Agree(agree(first)));
    log.add(OWNER, entry_id(9), Body::Agree(agree(late)));
    let state = log.fold();
    assert_eq!(state.decisions[0].agreed.as_ref().map(|stamp| stamp.op), Some(yes));
    assert_eq!(state.decisions[1].agreed, None, "it decided nothing");
    log.add(OWNER, entry_id(9), Body::Agree(Agree { undone: true, ..agree(first) }));
    assert_eq!(log.fold().decisions[0].agreed, None, "she took it back");
}

fn staff(right: Option<Right>) -> Access {
    let consents = right.map(|right| LiveConsent { tab: PLAN, right, since: 0 }).into_iter().collect();
    decide(binder(), ANNA, Standing::Practitioner { consents, starting: false }, 0).unwrap_or_else(|_| owner())
}

fn owner() -> Access {
    decide(binder(), OWNER, Standing::Owner, 0).unwrap()
}

const OPEN: Circumstances = Circumstances { meeting_is_open: true, existing: None, may_be_told: false };

fn closing(author: Author, decision: Decision) -> Op {
    Op { provenance: together(1), ..op(1, author, PLAN, entry_id(50), Body::Decision(decision)) }
}

#[test]
fn who_may_suggest_in_the_tab_closes_a_meeting_that_is_open() {
    let says = || decision(None, "", BTreeMap::new());
    assert_eq!(check(&closing(ANNA, says()), &staff(Some(Right::Suggest)), OPEN), Ok(()));
    assert_eq!(check(&closing(OWNER, says()), &owner(), OPEN), Ok(()));
    let read = check(&closing(ANNA, says()), &staff(Some(Right::Read)), OPEN);
    assert_eq!(read, Err(RefusalCode::NotCovered));
    let closed = Circumstances { meeting_is_open: false, existing: None, may_be_told: false };
    let refused = check(&closing(ANNA, says()), &staff(Some(Right::Suggest)), closed);
    assert_eq!(refused, Err(RefusalCode::MeetingNotOpen));
    let known = Circumstances { existing: Some(GOAL), ..OPEN };
    assert_eq!(check(&closing(ANNA, says()), &staff(Some(Right::Suggest)), known), Err(RefusalCode::BadValue));
}

#[test]
fn a_decision_is_of_a_meeting_in_a_tab_that_meetings_decide_and_for_all_who_read_it() {
    let good = closing(OWNER, decision(None, "", BTreeMap::new()));
    assert!(stands(&good));
    for wrong in [
        Op { provenance: Provenance::Own, ..good.clone() },
        Op { tab: BinderTab::Contacts, ..good.clone() },
        Op { audience: Audience::Private, ..good.clone() },
        op(2, ANNA, PLAN, entry_id(9), Body::Agree(agree(op_id(1)))),
        op(2, OWNER, BinderTab::Meetings, entry_id(9), Body::Agree(agree(op_id(1)))),
    ] {
        assert!(!stands(&wrong), "{wrong:?}");
    }
}

#[test]
fn what_no_field_holds_and_what_is_too_much_is_refused_with_its_reason() {
    let text = |kind, field, value| DecidedText { kind, fields: [(field, value)].into() };
    let one = |text: DecidedText| decision(None, "", [(entry_id(1), text)].into());
    let goal = |words: String| text(GOAL, Field::Text, Value::text(words));
    let many = (0..=TEXTS_MAX as u64).map(|n| (entry_id(n), goal(String::new()))).collect();
    for (says, code) in [
        (one(goal("å".repeat(TEXT_MAX + 1))), RefusalCode::BadValue),
        (one(text(EntryKind::Sign, Field::Text, Value::text("tecken"))), RefusalCode::BadValue),
        (one(text(GOAL, Field::Phone, Value::text("1"))), RefusalCode::BadValue),
        (one(text(GOAL, Field::Wanted, Value::text("ja"))), RefusalCode::BadValue),
        (decision(None, &"å".repeat(TEXT_MAX + 1), BTreeMap::new()), RefusalCode::TooLong),
        (decision(None, "", many), RefusalCode::TooLong),
    ] {
        assert_eq!(check(&closing(OWNER, says.clone()), &owner(), OPEN), Err(code), "{says:?}");
    }
    assert_eq!(check(&closing(OWNER, one(goal("Laga mat".to_owned()))), &owner(), OPEN), Ok(()));
}

#[test]
fn words_of_one_who_had_not_heard_that_somebody_else_closed_it_are_still_written_together() {
    let mut log = Log::of(BinderTab::Meetings);
    let open = log.add(ANNA, entry_id(1), writes(EntryKind::Meeting, Field::Status, Value::choice("open"), &[]));
    log.add(ANNA, entry_id(1), writes(EntryKind::Meeting, Field::Status, Value::choice("held"), &[open]));
    let state = log.fold();
    let held = &state.entries[&entry_id(1)];
    let at = |minutes| Timestamp::from_millis(1_000).plus_minutes(minutes);
    assert!(meeting::was_closed_apart(held, BO, at(90)));
    assert!(!meeting::was_closed_apart(held, ANNA, at(90)), "she closed it herself");
    assert!(!meeting::was_closed_apart(held, BO, at(meeting::OPEN_HOURS * 60)), "the day after");
    log.add(ANNA, entry_id(1), writes(EntryKind::Meeting, Field::Status, Value::choice("planned"), &[]));
    assert!(!meeting::was_closed_apart(&log.fold().entries[&entry_id(1)], BO, at(90)), "it was never held");
}

fn texts() -> impl Strategy<Value = BTreeMap<EntryId, DecidedText>> {
    let value = |field: Field, n: u8| match field.policy() {
        Policy::KeepAll => Value::text(["Laga mat", "Rita", "Sova"][usize::from(n)]),
        _ => Value::Flag(n == 0),
    };
    let field = prop_oneof![Just(Field::Text), Just(Field::Wanted)];
    let said = prop::collection::btree_map(field, 0..3_u8, 1..3);
    let text = said.prop_map(move |said| DecidedText {
        kind: GOAL,
        fields: said.into_iter().map(|(field, n)| (field, value(field, n))).collect(),
    });
    prop::collection::btree_map((0..4_u64).prop_map(entry_id), text, 0..4)
}

proptest! {
    #[test]
    fn what_differs_makes_of_one_version_the_other(before in texts(), after in texts()) {
        let mut made = before.clone();
        for change in changes(&before, &after) {
            match change.what {
                Difference::Added(text) => prop_assert_eq!(made.insert(change.entry, text), None),
                Difference::Removed(text) => prop_assert_eq!(made.remove(&change.entry), Some(text)),
                Difference::Changed(fields) => {
                    let text = made.get_mut(&change.entry).unwrap();
                    for (field, (old, new)) in fields {
                        prop_assert_eq!(text.fields.get(&field), old.as_ref());
                        text.fields.remove(&field);
                        text.fields.extend(new.map(|new| (field, new)));
                    }
                }
            }
        }
        prop_assert_eq!(made, after);
    }

    #[test]
    fn every_version_is_kept_whole_by_what_differs(all in prop::collection::vec(texts(), 1..6)) {
        let mut log = Log::of(PLAN);
        let mut base = None;
        let ids: Vec<OpId> = all
            .iter()
            .map(|texts| {
                let id = decides_that(&mut log, base, "", texts.clone());
                base = Some(id);
                id
            })
            .collect();
        let state = log.fold();
        for (id, texts) in ids.iter().zip(&all) {
            prop_assert_eq!(state.decided(*id), Some(texts.clone()));
        }
    }
}

//! What an op must look like before anybody asks who wrote it: tab, kind, audience and size.

use domain::body::{AnswerProposal, Propose, Write};
use domain::consent::{Evidence, Grant, Right, Withdraw};
use domain::rules::{Circumstances, check};
use domain::{Answer, Audience, BinderTab, Body, EntryId, EntryKind, Field, RefusalCode, TEXT_MAX, Value};

use crate::rules::{NOTHING, anna, goal, grant, hand_over, is, on_paper, only, owner, rate, show, with};
use crate::support::{ANNA, BO, OWNER, evaluates, fields, op, op_id, proposes, removes, unknown, writes};

#[test]
fn what_an_entry_is_follows_the_log_and_not_what_the_op_says() {
    // Written as "my own card", but the log says that it is somebody else's sort of entry.
    let card = EntryId::card_of(ANNA.person);
    let write = |kind, field, value| op(1, ANNA, BinderTab::Contacts, card, writes(kind, field, value, &[]));
    let own = write(EntryKind::Contact, Field::Name, Value::text("Anna"));
    assert_eq!(check(&own, &anna(Right::Suggest), NOTHING), Ok(()));
    let sign_says_meeting = with(
        ANNA,
        BinderTab::WarningPlan,
        Audience::Tab,
        writes(EntryKind::Meeting, Field::Place, Value::text("x"), &[]),
    );
    assert_eq!(check(&sign_says_meeting, &anna(Right::Suggest), is(EntryKind::Sign)), Err(RefusalCode::BadValue));
    let doer_of_a_sign = with(
        OWNER,
        BinderTab::WarningPlan,
        Audience::Tab,
        writes(EntryKind::SignAction, Field::Doer, Value::choice("me"), &[]),
    );
    assert_eq!(check(&doer_of_a_sign, &owner(), is(EntryKind::SignAction)), Ok(()));
    assert_eq!(check(&doer_of_a_sign, &owner(), is(EntryKind::Sign)), Err(RefusalCode::BadValue));
}

#[test]
fn every_kind_has_the_audience_it_must_have() {
    let (ratings, sharing) = (BinderTab::Ratings, BinderTab::Sharing);
    let words = writes(EntryKind::Rating, Field::Contributed, Value::text("sömn"), &[]);
    let withdraw = Body::Withdraw(Withdraw::now(ANNA.person, BinderTab::Plan));
    let nobody = Audience::People { people: Vec::new() };
    let table = [
        (sharing, Body::Grant(grant(Evidence::OnScreen)), only(ANNA), true),
        (sharing, Body::Grant(grant(Evidence::OnScreen)), only(BO), false),
        (sharing, Body::Grant(grant(Evidence::OnScreen)), Audience::Tab, false),
        (sharing, Body::Grant(grant(Evidence::OnScreen)), Audience::Private, false),
        (sharing, withdraw.clone(), only(ANNA), true),
        (sharing, withdraw, Audience::Tab, false),
        (sharing, Body::HandOver(hand_over()), Audience::Private, true),
        (sharing, Body::HandOver(hand_over()), Audience::Tab, false),
        (sharing, Body::HandPaper(on_paper()), Audience::Private, true),
        (sharing, Body::HandPaper(on_paper()), Audience::Tab, false),
        (sharing, Body::Revoke, Audience::Private, true),
        (sharing, Body::Revoke, only(ANNA), false),
        (ratings, Body::Rate(rate()), Audience::Private, true),
        (ratings, Body::Rate(rate()), Audience::Tab, false),
        (ratings, Body::Show(show("")), Audience::Tab, true),
        (ratings, words.clone(), Audience::Private, true),
        (ratings, words, Audience::Tab, false),
        (BinderTab::Plan, goal(OWNER).body, Audience::Private, true),
        (BinderTab::Plan, goal(OWNER).body, only(ANNA), true),
        (BinderTab::Plan, goal(OWNER).body, nobody, false),
    ];
    for (tab, body, audience, fits) in table {
        let op = with(OWNER, tab, audience, body);
        let expected = if fits { Ok(()) } else { Err(RefusalCode::BadValue) };
        assert_eq!(check(&op, &owner(), NOTHING), expected, "{} to {:?}", op.body.kind(), op.audience);
    }
    let meeting = writes(EntryKind::Meeting, Field::Place, Value::text("hemma"), &[]);
    let hidden = with(ANNA, BinderTab::Meetings, Audience::Private, meeting);
    assert_eq!(check(&hidden, &anna(Right::Suggest), NOTHING), Err(RefusalCode::BadValue));
}

#[test]
fn a_body_must_be_one_of_its_kind_and_tab() {
    let plan = BinderTab::Plan;
    let empty = Body::Write(Write { entry_kind: EntryKind::Goal, fields: fields([]) });
    let nothing =
        Body::Propose(Propose { entry_kind: EntryKind::Goal, fields: fields([]), remove: false, urgent: false });
    let phone = writes(EntryKind::Goal, Field::Phone, Value::text("070"), &[]);
    let appended = writes(EntryKind::Activity, Field::Evaluation, Value::choice("worked"), &[]);
    let flag = writes(EntryKind::Goal, Field::Text, Value::Flag(true), &[]);
    let position = writes(EntryKind::Goal, Field::Position, Value::text("a0"), &[]);
    let choice = writes(EntryKind::Activity, Field::Authority, Value::choice("kyrkan"), &[]);
    for body in [empty, nothing, phone, appended, flag, position, choice, unknown("write", "7")] {
        let op = with(OWNER, plan, Audience::Tab, body);
        assert_eq!(check(&op, &owner(), NOTHING), Err(RefusalCode::BadValue), "{:?}", op.body);
    }
    let elsewhere = with(OWNER, BinderTab::Contacts, Audience::Tab, goal(OWNER).body);
    assert_eq!(check(&elsewhere, &owner(), NOTHING), Err(RefusalCode::BadValue));
    let note_to_a_goal = with(OWNER, plan, Audience::Tab, evaluates("worked", ""));
    assert_eq!(check(&note_to_a_goal, &owner(), is(EntryKind::Goal)), Err(RefusalCode::BadValue));
    assert_eq!(check(&note_to_a_goal, &owner(), is(EntryKind::Activity)), Ok(()));
    let confirm_a_share = with(OWNER, BinderTab::Sharing, Audience::Private, Body::Confirm);
    assert_eq!(check(&confirm_a_share, &owner(), is(EntryKind::Share)), Err(RefusalCode::BadValue));
}

#[test]
fn what_does_not_exist_cannot_be_removed_restored_answered_or_added_to() {
    let answer = AnswerProposal { proposal: op_id(2), answer: Answer::Accept, over: [].into() };
    for body in [removes(&[]), Body::Restore, Body::Answer(answer), evaluates("worked", "")] {
        let op = with(OWNER, BinderTab::Plan, Audience::Tab, body);
        assert_eq!(check(&op, &owner(), NOTHING), Err(RefusalCode::BadValue), "{}", op.body.kind());
    }
}

#[test]
fn a_sentence_or_a_share_is_ended_and_never_removed() {
    for kind in [EntryKind::Consent, EntryKind::Share] {
        let op = with(OWNER, BinderTab::Sharing, Audience::Private, removes(&[]));
        assert_eq!(check(&op, &owner(), is(kind)), Err(RefusalCode::BadValue));
    }
}

#[test]
fn every_text_that_is_too_long_is_said_to_be_too_long() {
    let long = "å".repeat(TEXT_MAX + 1);
    let mut copies = vec![hand_over(); 4];
    copies[0].person.name.clone_from(&long);
    copies[1].snapshot.signs[0].actions[0].clone_from(&long);
    copies[2].snapshot.call[0].phone = Some(long.clone());
    copies[3].code = Some(long.clone());
    let mut paper = on_paper();
    paper.snapshot.well.clone_from(&long);
    let named = Grant { name: long.clone(), ..grant(Evidence::OnScreen) };
    let (plan, sharing, ratings) = (BinderTab::Plan, BinderTab::Sharing, BinderTab::Ratings);
    let mut table = vec![
        (plan, Audience::Tab, writes(EntryKind::Goal, Field::Text, Value::text(&*long), &[]), None),
        (plan, Audience::Tab, proposes(EntryKind::Goal, Field::Text, Value::text(&*long)), None),
        (plan, Audience::Tab, evaluates("worked", &long), Some(EntryKind::Activity)),
        (ratings, Audience::Tab, Body::Show(show(&long)), None),
        (sharing, only(ANNA), Body::Grant(named), None),
        (sharing, Audience::Private, Body::HandPaper(paper), None),
    ];
    table.extend(copies.into_iter().map(|copy| (sharing, Audience::Private, Body::HandOver(copy), None)));
    for (tab, audience, body, existing) in table {
        let op = with(OWNER, tab, audience, body);
        let around = Circumstances { existing, ..NOTHING };
        assert_eq!(check(&op, &owner(), around), Err(RefusalCode::TooLong), "{}", op.body.kind());
    }
    let longest = writes(EntryKind::Goal, Field::Text, Value::text("å".repeat(TEXT_MAX)), &[]);
    assert_eq!(check(&with(OWNER, plan, Audience::Tab, longest), &owner(), NOTHING), Ok(()));
}

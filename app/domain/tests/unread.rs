//! Design §2, "Old and new apps": a kind that a server took unread is judged when it is first understood,
//! and by phone and server alike, because both ask the same fold.

use domain::body::{Redact, UnknownBody};
use domain::consent::{Evidence, live};
use domain::share::{self, Opened};
use domain::{Audience, BinderTab, Body, EntryKind, Field, Op, TabState, Value, fold};
use serde_json::value::RawValue;

use crate::rules::{grant, hand_over, rate, show, with};
use crate::support::{ANNA, NOW, OWNER, entry_id, op, sequenced, writes};

/// The op as a version reads it that knows none of these kinds.
fn older(op: &Op) -> Op {
    let json = serde_json::to_value(op).unwrap();
    let (kind, raw) = (op.body.kind().to_owned(), RawValue::from_string(json["body"].to_string()).unwrap());
    Op { body: Body::Unknown(UnknownBody { kind, raw }), ..op.clone() }
}

/// The same bytes, read by this version.
fn understood(op: &Op) -> Op {
    serde_json::from_str(&serde_json::to_string(op).unwrap()).unwrap()
}

fn folded(ops: &[Op]) -> TabState {
    let log: Vec<_> = (1..).zip(ops).map(|(seq, op)| sequenced(seq, op.clone())).collect();
    fold(ops[0].tab, &log)
}

fn hers(tab: BinderTab, body: Body) -> Op {
    op(1, OWNER, tab, entry_id(1), body)
}

#[test]
fn what_was_taken_unread_folds_as_if_it_had_been_known_all_along() {
    let known = [
        hers(BinderTab::Plan, writes(EntryKind::Goal, Field::Text, Value::text("x"), &[])),
        hers(BinderTab::Sharing, Body::Grant(grant(Evidence::OnScreen))),
        hers(BinderTab::Sharing, Body::HandOver(hand_over())),
        hers(BinderTab::Ratings, Body::Rate(rate())),
        hers(BinderTab::Ratings, Body::Show(show("sömn"))),
    ];
    for op in known {
        let unread = older(&op);
        let before = folded(std::slice::from_ref(&unread));
        assert_eq!((before.entries.len(), before.deferred.len()), (0, 1), "{}", op.body.kind());
        let now = folded(&[understood(&unread)]);
        assert_eq!(now, folded(&[op]));
        assert_eq!((now.entries.len(), now.deferred.len()), (1, 0));
    }
}

#[test]
fn what_the_rules_forbid_has_no_effect_though_it_stands_in_the_log() {
    let (plan, sharing, ratings) = (BinderTab::Plan, BinderTab::Sharing, BinderTab::Ratings);
    let words = writes(EntryKind::Rating, Field::Contributed, Value::text("sömn"), &[]);
    let forbidden = [
        ("only the server says that a link was opened", hers(sharing, Body::Opened(Opened { at: NOW }))),
        ("a sentence for all", with(OWNER, sharing, Audience::Tab, Body::Grant(grant(Evidence::OnScreen)))),
        ("a sentence in another tab", hers(plan, Body::Grant(grant(Evidence::OnScreen)))),
        ("a copy for all", with(OWNER, sharing, Audience::Tab, Body::HandOver(hand_over()))),
        ("marks for all", with(OWNER, ratings, Audience::Tab, Body::Rate(rate()))),
        ("what contributed, for all", with(OWNER, ratings, Audience::Tab, words)),
        ("a sign among goals", hers(plan, writes(EntryKind::Sign, Field::Text, Value::text("x"), &[]))),
        ("consent that staff give on her screen", {
            op(1, ANNA, sharing, entry_id(1), Body::Grant(grant(Evidence::OnScreen)))
        }),
        ("only the server empties", hers(plan, Body::Redact(Redact { entry_kind: EntryKind::Goal }))),
        ("hiding for none", with(OWNER, ratings, Audience::Private, Body::Hide)),
        ("hiding by staff", op(1, ANNA, ratings, entry_id(1), Body::Hide)),
        ("marks that staff set", op(1, ANNA, ratings, entry_id(1), Body::Show(show("")))),
    ];
    for (what, op) in forbidden {
        let state = folded(&[understood(&older(&op))]);
        assert_eq!((state.head, state.entries.len(), state.deferred.len()), (1, 0, 0), "{what}");
    }
}

#[test]
fn an_opening_that_was_forged_unread_does_not_show_on_a_share_that_is_there() {
    let copy = hers(BinderTab::Sharing, Body::HandOver(hand_over()));
    let forged = op(2, OWNER, BinderTab::Sharing, entry_id(1), Body::Opened(Opened { at: NOW }));
    let state = folded(&[copy, understood(&older(&forged))]);
    assert_eq!(share::all(&state)[0].opened_at, None);
}

#[test]
fn a_rating_hidden_unread_is_hidden_when_that_is_understood() {
    let shown = hers(BinderTab::Ratings, Body::Show(show("sömn")));
    let hidden = older(&op(2, OWNER, BinderTab::Ratings, entry_id(1), Body::Hide));
    let before = folded(&[shown.clone(), hidden.clone()]);
    assert_eq!((domain::rating::all(&before).len(), before.entries[&entry_id(1)].sealed), (1, true));
    assert!(domain::rating::all(&folded(&[shown, understood(&hidden)])).is_empty());
}

#[test]
fn her_withdrawal_counts_when_it_is_understood() {
    let yes = hers(BinderTab::Sharing, Body::Grant(grant(Evidence::OnScreen)));
    let no = domain::consent::Withdraw::now(ANNA.person, BinderTab::Plan);
    let no = older(&op(2, OWNER, BinderTab::Sharing, entry_id(1), Body::Withdraw(no)));
    let before = folded(&[yes.clone(), no.clone()]);
    assert_eq!((live(&before).len(), before.entries[&entry_id(1)].sealed), (1, true));
    assert_eq!(live(&folded(&[yes, understood(&no)])).len(), 0);
}

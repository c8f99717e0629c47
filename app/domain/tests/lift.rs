//! R32: her written consent to one case being taken up with her name. It opens nothing, is for one coordinator, and ends.

use domain::consent::{
    AllowLift, EndLift, Evidence, Period, Signature, lift_endings, lift_for, lifts, lifts_ended, live,
};
use domain::rules::check;
use domain::{Audience, Author, BinderTab, Body, OpId, RefusalCode, Role, TEXT_MAX, Timestamp};

use crate::rules::{NOTHING, anna, is, only, owner, starting, with};
use crate::support::{ANNA, BO, Log, OWNER, entry_id};

const SHARING: BinderTab = BinderTab::Sharing;

fn day(n: i64) -> Timestamp {
    Timestamp::from_millis(n * 24 * 60 * 60 * 1000)
}

fn signature(about: Author, entry: u64) -> Signature {
    Signature {
        person: about.person,
        sentences: vec![entry_id(entry)],
        name: String::new(),
        strokes: vec![vec![0, 0, 600, 240]],
    }
}

fn paper(about: Author, over: Vec<OpId>) -> AllowLift {
    AllowLift {
        person: about.person,
        name: "Anna".to_owned(),
        organization: "Regionen".to_owned(),
        about: "Mitt boende.".to_owned(),
        evidence: Evidence::Paper,
        signature: None,
        period: Period { from: Some(day(10)), until: Some(day(20)) },
        over,
    }
}

fn allows(says: AllowLift) -> Body {
    Body::AllowLift(Box::new(says))
}

#[test]
fn it_holds_for_whom_it_names_from_its_day_to_its_day() {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), allows(paper(ANNA, Vec::new())));
    let state = log.fold();
    let held: Vec<bool> = [9, 10, 19, 20].map(|n| lift_for(&state, ANNA.person, day(n)).is_some()).to_vec();
    assert_eq!(held, [false, true, true, false]);
    assert_eq!(lift_for(&state, BO.person, day(15)), None, "it is for one coordinator");
}

#[test]
fn it_opens_no_tab() {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), allows(paper(ANNA, Vec::new())));
    assert_eq!(live(&log.fold()), []);
}

#[test]
fn taken_back_it_is_over_and_beats_what_had_not_seen_it() {
    let mut log = Log::of(SHARING);
    log.add(OWNER, entry_id(1), allows(paper(ANNA, Vec::new())));
    log.add(OWNER, entry_id(2), allows(paper(BO, Vec::new())));
    let gone = log.add(OWNER, entry_id(1), Body::EndLift(EndLift { person: ANNA.person }));
    // Another phone of hers, which had not heard of it.
    log.add(OWNER, entry_id(3), allows(paper(ANNA, Vec::new())));
    let state = log.fold();
    assert_eq!(lift_for(&state, ANNA.person, day(15)), None);
    assert!(lift_for(&state, BO.person, day(15)).is_some());
    assert_eq!(lift_endings(&state, ANNA.person), [gone]);
    let ended: Vec<_> = lifts_ended(&state).into_iter().map(|(lift, by)| (lift.entry, by.op)).collect();
    assert_eq!(ended, [(entry_id(1), gone), (entry_id(3), gone)]);
    log.add(OWNER, entry_id(4), allows(paper(ANNA, vec![gone])));
    assert_eq!(lift_for(&log.fold(), ANNA.person, day(15)).unwrap().entry, entry_id(4));
    assert_eq!(lifts(&log.fold()).len(), 2);
}

/// Spoken is no consent to this: neither the rules nor a fold of a log that holds it knows it.
#[test]
fn it_is_written_or_it_is_nothing() {
    let fine = paper(ANNA, Vec::new());
    let on_screen = |signature| AllowLift { evidence: Evidence::OnScreen, signature, ..fine.clone() };
    let bad = Err(RefusalCode::BadValue);
    let table = [
        (fine.clone(), Ok(())),
        (on_screen(Some(signature(ANNA, 1))), Ok(())),
        (on_screen(None), bad),
        (on_screen(Some(signature(ANNA, 2))), bad),
        (on_screen(Some(signature(BO, 1))), bad),
        (on_screen(Some(Signature { strokes: Vec::new(), ..signature(ANNA, 1) })), bad),
        (AllowLift { evidence: Evidence::Spoken, ..fine.clone() }, bad),
        (AllowLift { evidence: Evidence::Spoken, signature: Some(signature(ANNA, 1)), ..fine.clone() }, bad),
        (AllowLift { signature: Some(signature(ANNA, 1)), ..fine.clone() }, bad),
        (AllowLift { about: " ".to_owned(), ..fine.clone() }, bad),
        (AllowLift { period: Period::ALWAYS, ..fine.clone() }, bad),
        (AllowLift { period: Period { from: Some(day(20)), until: Some(day(10)) }, ..fine.clone() }, bad),
    ];
    for (says, expected) in table {
        let said = format!("{says:?}");
        let op = with(OWNER, SHARING, only(ANNA), allows(says));
        assert_eq!(check(&op, &owner(), NOTHING), expected, "{said:.300}");
        let mut log = Log::of(SHARING);
        log.push(op);
        assert_eq!(lifts(&log.fold()).len(), usize::from(expected.is_ok()), "{said:.300}");
    }
    let long = AllowLift { about: "å".repeat(TEXT_MAX + 1), ..fine };
    let long = with(OWNER, SHARING, only(ANNA), allows(long));
    assert_eq!(check(&long, &owner(), NOTHING), Err(RefusalCode::TooLong));
}

#[test]
fn she_alone_gives_it_and_takes_it_back_and_whom_it_names_alone_reads_it() {
    for body in [allows(paper(ANNA, Vec::new())), Body::EndLift(EndLift { person: ANNA.person })] {
        for access in [anna(domain::consent::Right::Suggest), starting()] {
            let op = with(ANNA, SHARING, only(ANNA), body.clone());
            assert_eq!(op.author.role, Role::Coordinator);
            assert_eq!(check(&op, &access, NOTHING), Err(RefusalCode::OwnerOnly));
        }
        for audience in [Audience::Tab, Audience::Private, only(BO)] {
            let op = with(OWNER, SHARING, audience, body.clone());
            assert_eq!(check(&op, &owner(), NOTHING), Err(RefusalCode::BadValue), "{:?}", op.audience);
        }
    }
    let again = with(OWNER, SHARING, only(ANNA), allows(paper(ANNA, Vec::new())));
    let into_a_sentence = check(&again, &owner(), is(domain::EntryKind::Consent));
    assert_eq!(into_a_sentence, Err(RefusalCode::BadValue), "it has an entry of its own");
}

//! R25, R26: her name under sentences. It opens nothing, and each reader hears of her own sentences alone.

use domain::consent::{Evidence, Grant, POINTS_MAX, Right, Signature, Withdraw, live, signed};
use domain::rules::check;
use domain::{Audience, Author, BinderTab, Body, EntryId, EntryKind, RefusalCode, TEXT_MAX, TabState};

use crate::rules::{NOTHING, anna, grant, is, only, owner, starting, with};
use crate::support::{ANNA, BO, Log, OWNER, SERVER, entry_id};

const SHARING: BinderTab = BinderTab::Sharing;

fn drawn(about: Author, sentences: &[u64]) -> Signature {
    Signature {
        person: about.person,
        sentences: sentences.iter().map(|n| entry_id(*n)).collect(),
        name: String::new(),
        strokes: vec![vec![0, 0, 600, 240], vec![7, 9]],
    }
}

fn gives(about: Author) -> Body {
    Body::Grant(Grant { person: about.person, ..grant(Evidence::Spoken) })
}

/// Anna records two sentences about herself and one about Bo, and what is signed.
fn recorded(signatures: &[(Author, Signature)]) -> TabState {
    let mut log = Log::of(SHARING);
    for (n, about) in [(1, ANNA), (2, ANNA), (3, BO)] {
        log.add(ANNA, entry_id(n), gives(about));
    }
    for (n, (by, signature)) in (10..).zip(signatures) {
        log.add(*by, entry_id(n), Body::SignConsent(signature.clone()));
    }
    log.fold()
}

fn is_signed(state: &TabState, sentence: u64) -> bool {
    signed(state, entry_id(sentence)).is_some()
}

#[test]
fn a_signature_is_under_the_sentences_it_names_and_under_no_other() {
    let state = recorded(&[(ANNA, drawn(ANNA, &[1]))]);
    assert!(is_signed(&state, 1));
    assert!(!is_signed(&state, 2) && !is_signed(&state, 3));
    let found = signed(&state, entry_id(1)).unwrap();
    assert_eq!((found.stamp.author, &found.signature.strokes), (ANNA, &drawn(ANNA, &[1]).strokes));
}

#[test]
fn it_is_under_nothing_about_somebody_else_whatever_it_names() {
    let state = recorded(&[(OWNER, drawn(ANNA, &[1, 3, 99]))]);
    assert!(is_signed(&state, 1) && !is_signed(&state, 3) && !is_signed(&state, 99));
}

#[test]
fn the_latest_of_several_is_shown() {
    let typed = Signature { name: "Maja".to_owned(), strokes: Vec::new(), ..drawn(ANNA, &[1]) };
    let state = recorded(&[(ANNA, drawn(ANNA, &[1, 2])), (OWNER, typed)]);
    assert_eq!(signed(&state, entry_id(1)).unwrap().signature.name, "Maja");
    assert_eq!(signed(&state, entry_id(2)).unwrap().stamp.author, ANNA);
}

#[test]
fn it_opens_nothing_confirms_nothing_and_closes_nothing() {
    let (before, after) = (recorded(&[]), recorded(&[(OWNER, drawn(ANNA, &[1, 2]))]));
    assert_eq!(live(&before), live(&after));
    assert!(live(&after).iter().all(|sentence| !sentence.confirmed));
}

#[test]
fn what_is_said_no_to_and_given_anew_is_signed_anew() {
    let mut log = Log::of(SHARING);
    log.add(ANNA, entry_id(1), gives(ANNA));
    log.add(ANNA, entry_id(10), Body::SignConsent(drawn(ANNA, &[1])));
    let no = log.add(OWNER, entry_id(1), Body::Withdraw(Withdraw::now(ANNA.person, BinderTab::Plan)));
    log.add(OWNER, entry_id(2), Body::Grant(Grant { over: vec![no], ..grant(Evidence::OnScreen) }));
    let state = log.fold();
    let [again] = live(&state).try_into().unwrap();
    assert_eq!((again.entry, signed(&state, again.entry)), (entry_id(2), None));
}

#[test]
fn staff_record_it_while_the_binder_is_begun_and_she_alone_afterwards() {
    let signs = |who| with(who, SHARING, only(ANNA), Body::SignConsent(drawn(ANNA, &[1])));
    assert_eq!(check(&signs(ANNA), &starting(), NOTHING), Ok(()));
    assert_eq!(check(&signs(ANNA), &anna(Right::Suggest), NOTHING), Err(RefusalCode::OwnerOnly));
    assert_eq!(check(&signs(OWNER), &owner(), NOTHING), Ok(()));
    let into_a_sentence = check(&signs(OWNER), &owner(), is(EntryKind::Consent));
    assert_eq!(into_a_sentence, Err(RefusalCode::BadValue), "it has an entry of its own");
}

#[test]
fn the_server_signs_nothing() {
    let mut log = Log::of(SHARING);
    log.add(ANNA, entry_id(1), gives(ANNA));
    log.add(SERVER, entry_id(10), Body::SignConsent(drawn(ANNA, &[1])));
    assert!(!is_signed(&log.fold(), 1));
}

#[test]
fn whom_it_is_about_reads_it_and_nobody_else() {
    let signs = |audience| with(OWNER, SHARING, audience, Body::SignConsent(drawn(ANNA, &[1])));
    let both = Audience::People { people: vec![ANNA.person, BO.person] };
    for audience in [Audience::Tab, Audience::Private, only(BO), both] {
        let op = signs(audience);
        assert_eq!(check(&op, &owner(), NOTHING), Err(RefusalCode::BadValue), "{:?}", op.audience);
    }
}

#[test]
fn what_is_no_signature_is_refused() {
    let fine = drawn(ANNA, &[1]);
    let many: Vec<EntryId> = (0..51).map(entry_id).collect();
    let typed = |name: &str| Signature { name: name.to_owned(), strokes: Vec::new(), ..fine.clone() };
    let with_strokes = |strokes: Vec<Vec<u16>>| Signature { strokes, ..fine.clone() };
    let dots = |n: usize| with_strokes(vec![[1, 1].repeat(n)]);
    let table = [
        (fine.clone(), Ok(())),
        (typed("Maja Lind"), Ok(())),
        (dots(POINTS_MAX), Ok(())),
        (dots(POINTS_MAX + 1), Err(RefusalCode::TooLong)),
        (typed(&"å".repeat(TEXT_MAX + 1)), Err(RefusalCode::TooLong)),
        (typed(" "), Err(RefusalCode::BadValue)),
        (Signature { name: "Maja".to_owned(), ..fine.clone() }, Err(RefusalCode::BadValue)),
        (Signature { sentences: Vec::new(), ..fine.clone() }, Err(RefusalCode::BadValue)),
        (Signature { sentences: many, ..fine.clone() }, Err(RefusalCode::BadValue)),
        (with_strokes(vec![vec![601, 0]]), Err(RefusalCode::BadValue)),
        (with_strokes(vec![vec![0, 241]]), Err(RefusalCode::BadValue)),
        (with_strokes(vec![vec![1, 2, 3]]), Err(RefusalCode::BadValue)),
        (with_strokes(vec![Vec::new()]), Err(RefusalCode::BadValue)),
    ];
    for (signature, expected) in table {
        let said = format!("{signature:?}");
        let op = with(OWNER, SHARING, only(ANNA), Body::SignConsent(signature));
        assert_eq!(check(&op, &owner(), NOTHING), expected, "{said:.200}");
    }
}

//! Issue 3 §1: a signed paper with a picture of it. It opens nothing, each reader hears of her own sentences alone, and
//! what was taken away comes back or goes for good.

use domain::body::Remove;
use domain::consent::{Evidence, Grant, MediaType, PHOTO_BYTES_MAX, Photo, Right, live, photo_of, photographed};
use domain::redaction::is_due;
use domain::rules::check;
use domain::{Audience, Author, BinderTab, Body, EntryId, EntryKind, RefusalCode, TabState, Timestamp};

use crate::rules::{NOTHING, anna, grant, is, only, owner, starting, with};
use crate::support::{ANNA, BO, Log, OWNER, SERVER, entry_id};

const SHARING: BinderTab = BinderTab::Sharing;

fn photo(about: Author, sentences: &[u64]) -> Photo {
    Photo {
        person: about.person,
        sentences: sentences.iter().map(|n| entry_id(*n)).collect(),
        media_type: MediaType::Jpeg,
        bytes: 1234,
        sha256: "0a".repeat(32),
    }
}

/// Anna records two sentences about herself on paper, one that was spoken, and one about Bo on paper.
fn recorded() -> Log {
    let mut log = Log::of(SHARING);
    for (n, about, evidence) in [
        (1, ANNA, Evidence::Paper),
        (2, ANNA, Evidence::Paper),
        (3, BO, Evidence::Paper),
        (4, ANNA, Evidence::Spoken),
    ] {
        log.add(ANNA, entry_id(n), Body::Grant(Grant { person: about.person, ..grant(evidence) }));
    }
    log
}

fn shown(state: &TabState, sentence: u64) -> Option<EntryId> {
    photographed(state, entry_id(sentence)).map(|found| found.entry)
}

#[test]
fn a_picture_is_of_the_paper_under_the_sentences_it_names_and_of_no_other() {
    let mut log = recorded();
    log.add(ANNA, entry_id(10), Body::Photo(photo(ANNA, &[1, 3, 4, 99])));
    let state = log.fold();
    assert_eq!(shown(&state, 1), Some(entry_id(10)));
    let others = [2, 3, 4, 99].map(|n| shown(&state, n));
    assert_eq!(others, [None; 4], "not named, about somebody else, spoken, not there");
}

#[test]
fn the_latest_of_several_is_shown_and_the_one_before_when_it_is_taken_away() {
    let mut log = recorded();
    log.add(ANNA, entry_id(10), Body::Photo(photo(ANNA, &[1, 2])));
    log.add(OWNER, entry_id(11), Body::Photo(photo(ANNA, &[1])));
    assert_eq!([1, 2].map(|n| shown(&log.fold(), n)), [Some(entry_id(11)), Some(entry_id(10))]);
    log.add(OWNER, entry_id(11), Body::Remove(Remove { over: Vec::new() }));
    assert_eq!(shown(&log.fold(), 1), Some(entry_id(10)));
}

#[test]
fn it_opens_nothing_and_confirms_nothing() {
    let mut log = recorded();
    let before = live(&log.fold());
    log.add(OWNER, entry_id(10), Body::Photo(photo(ANNA, &[1, 2])));
    assert_eq!(live(&log.fold()), before);
    assert!(before.iter().all(|sentence| !sentence.confirmed));
}

#[test]
fn what_she_takes_away_comes_back_and_is_gone_after_its_days() {
    let mut log = recorded();
    log.add(ANNA, entry_id(10), Body::Photo(photo(ANNA, &[1])));
    log.add(OWNER, entry_id(10), Body::Remove(Remove { over: Vec::new() }));
    let gone = log.fold();
    assert_eq!(shown(&gone, 1), None);
    assert!(
        photo_of(&gone.entries[&entry_id(10)]).is_some_and(|found| found.removed),
        "its bytes are still named"
    );
    assert_eq!(is_due(&log.ops, entry_id(10), Timestamp::from_millis(i64::MAX)), Some(EntryKind::Photo));
    log.add(OWNER, entry_id(10), Body::Restore);
    assert_eq!(shown(&log.fold(), 1), Some(entry_id(10)));
    assert_eq!(is_due(&log.ops, entry_id(10), Timestamp::from_millis(i64::MAX)), None);
}

#[test]
fn staff_record_it_while_the_binder_is_begun_and_she_alone_afterwards() {
    let takes = |who| with(who, SHARING, only(ANNA), Body::Photo(photo(ANNA, &[1])));
    assert_eq!(check(&takes(ANNA), &starting(), NOTHING), Ok(()));
    assert_eq!(check(&takes(ANNA), &anna(Right::Suggest), NOTHING), Err(RefusalCode::OwnerOnly));
    assert_eq!(check(&takes(OWNER), &owner(), NOTHING), Ok(()));
}

#[test]
fn she_alone_takes_it_away() {
    let removes = |who| with(who, SHARING, only(ANNA), Body::Remove(Remove { over: Vec::new() }));
    assert_eq!(check(&removes(OWNER), &owner(), is(EntryKind::Photo)), Ok(()));
    for access in [anna(Right::Suggest), starting()] {
        assert!(check(&removes(ANNA), &access, is(EntryKind::Photo)).is_err());
    }
}

#[test]
fn one_entry_is_one_picture() {
    let takes = with(OWNER, SHARING, only(ANNA), Body::Photo(photo(ANNA, &[1])));
    for kind in [EntryKind::Photo, EntryKind::Consent] {
        assert_eq!(check(&takes, &owner(), is(kind)), Err(RefusalCode::BadValue), "{kind:?}");
    }
}

#[test]
fn whom_it_is_about_reads_it_and_nobody_else() {
    let both = Audience::People { people: vec![ANNA.person, BO.person] };
    for audience in [Audience::Tab, Audience::Private, only(BO), both] {
        let op = with(OWNER, SHARING, audience, Body::Photo(photo(ANNA, &[1])));
        assert_eq!(check(&op, &owner(), NOTHING), Err(RefusalCode::BadValue), "{:?}", op.audience);
    }
}

#[test]
fn the_server_takes_no_pictures() {
    let mut log = recorded();
    log.add(SERVER, entry_id(10), Body::Photo(photo(ANNA, &[1])));
    assert_eq!(shown(&log.fold(), 1), None);
}

#[test]
fn what_is_no_picture_is_refused() {
    let fine = photo(ANNA, &[1]);
    let hash = |sha256: String| Photo { sha256, ..fine.clone() };
    let of_bytes = |bytes| Photo { bytes, ..fine.clone() };
    let many: Vec<EntryId> = (0..51).map(entry_id).collect();
    let table = [
        (fine.clone(), Ok(())),
        (of_bytes(PHOTO_BYTES_MAX), Ok(())),
        (of_bytes(PHOTO_BYTES_MAX + 1), Err(RefusalCode::TooLong)),
        (of_bytes(0), Err(RefusalCode::BadValue)),
        (hash("0A".repeat(32)), Err(RefusalCode::BadValue)),
        (hash("0a".repeat(31)), Err(RefusalCode::BadValue)),
        (hash("å".repeat(32)), Err(RefusalCode::BadValue)),
        (Photo { sentences: Vec::new(), ..fine.clone() }, Err(RefusalCode::BadValue)),
        (Photo { sentences: many, ..fine.clone() }, Err(RefusalCode::BadValue)),
    ];
    for (photo, expected) in table {
        let said = format!("{photo:?}");
        let op = with(OWNER, SHARING, only(ANNA), Body::Photo(photo));
        assert_eq!(check(&op, &owner(), NOTHING), expected, "{said:.200}");
    }
}

//! The file that she takes with her: it holds every version and no secret, and old files stay readable.

use domain::api::{BinderCard, PersonCard};
use domain::consent::{Evidence, Grant, Period, Right};
use domain::export::{Export, Withheld};
use domain::feed::Feed;
use domain::invitation::Invite;
use domain::share::{HandOver, Snapshot};
use domain::{BinderTab, Body, EntryKind, Field, Op, Reference, Role, TabState, Timestamp, Value};

use crate::support::{ANNA, Log, NOW, OWNER, binder, entry_id, op, unknown};

const TOKEN: &str = "hemligt-i-lanken";
const CODE: &str = "kod-3141";

fn card() -> BinderCard {
    let anna = PersonCard {
        person: ANNA.person,
        name: "Anna Berg".into(),
        role: Role::Coordinator,
        organization: "Psykosvård Öster".into(),
    };
    BinderCard {
        id: binder(),
        owner_name: "Maja Lind".into(),
        owner: OWNER.person,
        started_at: Timestamp::from_millis(1_000),
        paired: true,
        newest_phone_at: None,
        turns_at: None,
        rights: Vec::new(),
        people: vec![anna],
        erasing: None,
    }
}

fn hand_over() -> Body {
    let snapshot = Snapshot {
        owner_name: "Maja".into(),
        made_at: NOW,
        well: "Jag ritar.".into(),
        signs: Vec::new(),
        call: Vec::new(),
        next_meeting: None,
        with_meeting: false,
        contacts: Vec::new(),
    };
    Body::HandOver(HandOver {
        person: Reference::named("Eva"),
        token: TOKEN.into(),
        code: Some(CODE.into()),
        expires_at: NOW,
        snapshot,
    })
}

fn plan() -> TabState {
    let mut log = Log::of(BinderTab::Plan);
    let goal = entry_id(1);
    let first = log.text(OWNER, goal, EntryKind::Goal, "Jag vill bo själv", &[]);
    log.text(OWNER, goal, EntryKind::Goal, "Jag vill bo i egen lägenhet", &[first]);
    log.text(ANNA, goal, EntryKind::Goal, "Hon vill bo själv", &[first]);
    let gone = entry_id(2);
    log.text(OWNER, gone, EntryKind::Goal, "Simma", &[]);
    let over = log.entry(gone).all_heads();
    log.add(OWNER, gone, crate::support::removes(&over));
    log.add(OWNER, entry_id(3), unknown("from_the_future", r#"{"words":"nytt"}"#));
    log.fold()
}

fn sharing() -> TabState {
    let mut log = Log::of(BinderTab::Sharing);
    let grant = Grant {
        person: ANNA.person,
        name: "Anna Berg".into(),
        organization: "Psykosvård Öster".into(),
        tab: BinderTab::Plan,
        right: Right::Suggest,
        evidence: Evidence::OnScreen,
        period: Period::ALWAYS,
        over: Vec::new(),
    };
    log.add(OWNER, entry_id(4), Body::Grant(grant));
    log.add(OWNER, entry_id(5), hand_over());
    log.add(OWNER, entry_id(5), unknown("hand_over_v2", &format!(r#"{{"token":"{TOKEN}"}}"#)));
    log.fold()
}

fn file(ratings: Option<&TabState>, refused: &[Op]) -> Export {
    let (plan, sharing) = (plan(), sharing());
    let tabs =
        [(BinderTab::Plan, Some(&plan)), (BinderTab::Ratings, ratings), (BinderTab::Sharing, Some(&sharing))];
    Export::new(&card(), &tabs, refused, NOW)
}

#[test]
fn no_secret_of_a_share_is_in_the_file_wherever_it_stood() {
    let refused = [
        op(20, OWNER, BinderTab::Sharing, entry_id(6), hand_over()),
        op(21, OWNER, BinderTab::Sharing, entry_id(7), unknown("hand_over_v2", &format!(r#"{{"t":"{CODE}"}}"#))),
    ];
    let ratings = TabState::empty(BinderTab::Ratings);
    let text = serde_json::to_string(&file(Some(&ratings), &refused)).unwrap();
    assert!(!text.contains(TOKEN) && !text.contains(CODE), "{text}");
    assert!(text.contains("Jag ritar.") && text.contains("Eva"), "what was handed over, and to whom");
}

#[test]
fn no_secret_of_an_invitation_or_a_calendar_is_in_the_file_either() {
    let invite = || {
        Body::Invite(Box::new(Invite {
            meeting: entry_id(9),
            person: Reference::named("Karin"),
            token: TOKEN.into(),
            from: "Maja".into(),
            starts: NOW,
            ends: NOW,
            place_kind: String::new(),
            place: String::new(),
            words: "Kom gärna".into(),
        }))
    };
    let feed = || Body::Feed(Feed { token: TOKEN.into(), place: true, people: false, kind: false });
    let mut log = Log::of(BinderTab::Sharing);
    log.add(OWNER, entry_id(5), invite());
    log.add(OWNER, entry_id(6), feed());
    let refused = [
        op(20, OWNER, BinderTab::Sharing, entry_id(7), invite()),
        op(21, OWNER, BinderTab::Sharing, entry_id(8), feed()),
    ];
    let file = Export::new(&card(), &[(BinderTab::Sharing, Some(&log.fold()))], &refused, NOW);
    let text = serde_json::to_string(&file).unwrap();
    assert!(!text.contains(TOKEN) && text.matches("Kom gärna").count() == 2, "{text}");
}

#[test]
fn every_version_the_history_and_what_was_removed_are_in_the_file() {
    let ratings = TabState::empty(BinderTab::Ratings);
    let text = serde_json::to_string(&file(Some(&ratings), &[])).unwrap();
    for words in ["Jag vill bo själv", "Jag vill bo i egen lägenhet", "Hon vill bo själv", "Simma", "nytt"] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn ratings_that_are_not_to_be_seen_are_not_in_the_file_either() {
    let write = crate::support::writes(EntryKind::Rating, Field::Contributed, Value::text("sömnen"), &[]);
    let refused = [op(20, OWNER, BinderTab::Ratings, entry_id(6), write)];
    let file = file(None, &refused);
    assert_eq!((file.tabs[1].withheld, file.tabs[1].entries.len()), (Some(Withheld::RatingInProgress), 0));
    assert!(!serde_json::to_string(&file).unwrap().contains("sömnen"));
}

/// Files as they were made before, each read to this day; the last is what is made today.
const GOLDEN: [&str; 2] = [include_str!("export/v1.json"), include_str!("export/v1_history.json")];

#[test]
fn the_golden_files_are_read_and_the_last_is_what_is_written() {
    for golden in GOLDEN {
        let read: Export = serde_json::from_str(golden).unwrap();
        let plain: serde_json::Value = serde_json::from_str(golden).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), plain, "read and written again");
    }
    let today: serde_json::Value = serde_json::from_str(GOLDEN[1]).unwrap();
    assert_eq!(serde_json::to_value(file(None, &[])).unwrap(), today, "as it is made today");
}

//! R94: an invitation is to one time at one place, and an answer is about that.

use domain::invitation::{self, Coming, InvitationState, Invite, Reply};
use domain::rules::{Circumstances, check, stands};
use domain::{
    Audience, BinderTab, Body, Entry, EntryId, EntryKind, Field, Reference, RefusalCode, TabState, Timestamp,
    Value,
};

use crate::support::{ANNA, BO, Log, NOW, OWNER, SERVER, entry_id, op, proposes, removes, writes};

const MEETING: u64 = 60;

fn meeting() -> EntryId {
    entry_id(MEETING)
}

fn starts() -> Timestamp {
    NOW.plus_days(7)
}

fn karin() -> Reference {
    Reference { entry: Some(entry_id(10)), name: "Karin Ek".to_owned(), phone: None }
}

fn booked() -> Log {
    let mut log = Log::of(BinderTab::Meetings);
    log.set(meeting(), EntryKind::Meeting, Field::Starts, Value::Instant(starts()));
    log.set(meeting(), EntryKind::Meeting, Field::PlaceKind, Value::choice("home"));
    log.set(meeting(), EntryKind::Meeting, Field::Status, Value::choice("planned"));
    log
}

fn entry(log: &Log) -> Entry {
    log.fold().entries[&meeting()].clone()
}

fn invite(log: &Log) -> Invite {
    Invite::to(&entry(log), karin(), "hemlig".to_owned(), "Kim".to_owned(), "Kom gärna!".to_owned()).unwrap()
}

fn reply(starts: Timestamp, coming: Coming) -> Body {
    Body::Reply(Box::new(Reply { invitation: entry_id(20), person: karin(), starts, coming }))
}

#[test]
fn it_is_open_until_time_or_place_or_the_meeting_itself_is_another() {
    let log = booked();
    let sent = invite(&log);
    let state = |log: &Log, now| sent.state(log.fold().entries.get(&meeting()), now);
    assert_eq!(state(&log, NOW), InvitationState::Open);
    assert_eq!(state(&log, starts().plus_minutes(59)), InvitationState::Open, "while it goes on");
    assert_eq!(state(&log, starts().plus_minutes(60)), InvitationState::Over);
    for (field, value, expected) in [
        (Field::Starts, Value::Instant(starts().plus_minutes(15)), InvitationState::Moved),
        (Field::Minutes, Value::Number(90), InvitationState::Moved),
        (Field::PlaceKind, Value::choice("remote"), InvitationState::Moved),
        (Field::Place, Value::text("Biblioteket"), InvitationState::Moved),
        (Field::Status, Value::choice("cancelled"), InvitationState::Cancelled),
        (Field::Status, Value::choice("held"), InvitationState::Over),
        (Field::Note, Value::text("Om jobbet"), InvitationState::Open),
    ] {
        let mut changed = booked();
        changed.set(meeting(), EntryKind::Meeting, field, value);
        assert_eq!(state(&changed, NOW), expected, "{field:?}");
    }
    let mut removed = booked();
    removed.add(OWNER, meeting(), removes(&entry(&removed).all_heads()));
    assert_eq!(state(&removed, NOW), InvitationState::Over);
    assert_eq!(sent.state(None, NOW), InvitationState::Over);
}

#[test]
fn the_latest_answer_counts_and_only_about_the_time_it_was_given_for() {
    let mut log = booked();
    log.add(SERVER, meeting(), reply(starts(), Coming::Yes));
    assert_eq!(invitation::reply_to(&entry(&log), entry_id(20)), Some(Coming::Yes));
    log.add(SERVER, meeting(), reply(starts(), Coming::No));
    assert_eq!(invitation::reply_to(&entry(&log), entry_id(20)), Some(Coming::No));
    assert_eq!(invitation::replies(&entry(&log)).len(), 1);
    log.set(meeting(), EntryKind::Meeting, Field::Starts, Value::Instant(starts().plus_days(1)));
    assert_eq!(invitation::replies(&entry(&log)), Vec::<&Reply>::new(), "nobody has answered about the new time");
    log.add(SERVER, meeting(), reply(starts().plus_days(1), Coming::Yes));
    log.add(OWNER, meeting(), reply(starts().plus_days(1), Coming::TakenBack));
    assert_eq!(invitation::reply_to(&entry(&log), entry_id(20)), None, "she has taken it back");
}

#[test]
fn an_answer_changes_nothing_of_who_wrote_the_meeting_and_makes_none() {
    let mut log = booked();
    let before = entry(&log).changed;
    log.add(SERVER, meeting(), reply(starts(), Coming::Yes));
    assert_eq!(entry(&log).changed, before);
    let mut nothing = Log::of(BinderTab::Meetings);
    nothing.add(SERVER, meeting(), reply(starts(), Coming::Yes));
    assert!(nothing.fold().entries.is_empty());
}

#[test]
fn nobody_answers_for_somebody_else() {
    let says = |author, coming| op(1, author, BinderTab::Meetings, meeting(), reply(starts(), coming));
    assert!(stands(&says(SERVER, Coming::Yes)) && stands(&says(OWNER, Coming::TakenBack)));
    for (author, coming) in [
        (OWNER, Coming::Yes),
        (OWNER, Coming::No),
        (ANNA, Coming::Yes),
        (ANNA, Coming::TakenBack),
        (BO, Coming::No),
        (SERVER, Coming::TakenBack),
    ] {
        assert!(!stands(&says(author, coming)), "{author:?} {coming:?}");
    }
    let mut hidden = says(SERVER, Coming::Yes);
    hidden.audience = Audience::Private;
    assert!(!stands(&hidden), "whoever reads her meetings reads who comes");
}

#[test]
fn the_secret_is_for_her_own_devices_and_a_coordinator_invites_nobody() {
    let body = || Body::Invite(Box::new(invite(&booked())));
    let hers = op(1, OWNER, BinderTab::Sharing, entry_id(20), body());
    assert!(stands(&hers));
    for audience in [Audience::Tab, Audience::People { people: vec![ANNA.person] }] {
        assert!(!stands(&domain::Op { audience, ..hers.clone() }));
    }
    assert!(!stands(&op(1, ANNA, BinderTab::Sharing, entry_id(20), body())));
    assert!(!stands(&op(1, OWNER, BinderTab::Meetings, entry_id(20), body())));
    let feed = domain::feed::Feed { token: "hemlig".to_owned(), place: false, people: false, kind: false };
    assert!(stands(&op(1, OWNER, BinderTab::Sharing, entry_id(20), Body::Feed(feed.clone()))));
    assert!(!stands(&op(1, ANNA, BinderTab::Sharing, entry_id(20), Body::Feed(feed))));
}

#[test]
fn a_coordinator_suggests_her_words_and_never_writes_them() {
    let around = Circumstances { meeting_is_open: false, existing: Some(EntryKind::Meeting), may_be_told: false };
    let access = crate::rules::anna(domain::consent::Right::Suggest);
    let words = || Value::text("Välkommen");
    let written =
        op(1, ANNA, BinderTab::Meetings, meeting(), writes(EntryKind::Meeting, Field::Invitation, words(), &[]));
    assert_eq!(check(&written, &access, around), Err(RefusalCode::OwnerOnly));
    let suggested =
        op(1, ANNA, BinderTab::Meetings, meeting(), proposes(EntryKind::Meeting, Field::Invitation, words()));
    assert_eq!(check(&suggested, &access, around), Ok(()));
}

#[test]
fn an_invitation_that_ends_before_it_begins_or_is_too_long_is_refused() {
    let access = crate::rules::owner();
    let around = Circumstances { meeting_is_open: false, existing: None, may_be_told: false };
    let says = |change: fn(&mut Invite)| {
        let mut invite = invite(&booked());
        change(&mut invite);
        check(&op(1, OWNER, BinderTab::Sharing, entry_id(20), Body::Invite(Box::new(invite))), &access, around)
    };
    assert_eq!(says(|_| {}), Ok(()));
    assert_eq!(says(|invite| invite.ends = invite.starts.plus_minutes(-1)), Err(RefusalCode::BadValue));
    assert_eq!(says(|invite| invite.words = "x".repeat(domain::TEXT_MAX + 1)), Err(RefusalCode::TooLong));
}

#[test]
fn what_was_sent_last_stands_and_one_taken_back_says_so() {
    let mut sharing = Log::of(BinderTab::Sharing);
    let first = invite(&booked());
    sharing.add(OWNER, entry_id(20), Body::Invite(Box::new(first.clone())));
    sharing.add(OWNER, entry_id(20), Body::Invite(Box::new(Invite { words: "Nytt".to_owned(), ..first.clone() })));
    sharing.add(OWNER, entry_id(21), Body::Invite(Box::new(Invite { meeting: entry_id(99), ..first })));
    let state: TabState = sharing.fold();
    let [one] = invitation::to_meeting(&state, meeting()).try_into().unwrap();
    assert_eq!((one.latest.words.as_str(), one.revoked, one.arrived), ("Nytt", false, true));
    assert_eq!(domain::share::all(&state), Vec::new(), "no copy of anything");
    sharing.add(OWNER, entry_id(20), Body::Revoke);
    assert!(invitation::to_meeting(&sharing.fold(), meeting())[0].revoked);
}

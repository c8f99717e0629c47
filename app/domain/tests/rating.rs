//! R71–R77: what a rating is for, which one counts, and what nobody sees too early.

use domain::rating::{Marks, Occasion, Rate, Rating, Show, Window, all, window};
use domain::{Audience, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, Timestamp, Value};

use crate::support::{ANNA, Log, NOW, OWNER, entry_id, op, removes, writes};

fn marks(first: u8) -> Marks {
    Marks::try_from([first, 10, 10, 10]).unwrap()
}

fn at(meeting: u64, starts: Timestamp) -> Occasion {
    Occasion::Meeting { starts, meeting: entry_id(meeting) }
}

fn rated(log: &mut Log, entry: u64, first: u8, occasion: Occasion, replaces: Option<OpId>) -> OpId {
    let rate = Rate { marks: marks(first), occasion, supported: false, replaces };
    log.add(OWNER, entry_id(entry), Body::Rate(rate))
}

fn shown(log: &mut Log, entry: u64, first: u8, contributed: &str) -> OpId {
    let show =
        Show { marks: marks(first), occasion: Occasion::First, made_at: NOW, contributed: contributed.to_owned() };
    log.add(OWNER, entry_id(entry), Body::Show(show))
}

fn ratings() -> Log {
    Log::of(BinderTab::Ratings)
}

fn counted(log: &Log) -> Vec<Rating> {
    all(&log.fold())
}

fn first_marks(log: &Log) -> Vec<(u8, bool)> {
    counted(log).iter().map(|rating| (rating.marks.each()[0], rating.beside)).collect()
}

/// A booked meeting of the resource group.
fn booked(log: &mut Log, meeting: u64, starts: Timestamp, kind: &str) {
    let id = entry_id(meeting);
    log.set(id, EntryKind::Meeting, Field::MeetingKind, Value::choice(kind));
    log.set(id, EntryKind::Meeting, Field::Starts, Value::Instant(starts));
    log.set(id, EntryKind::Meeting, Field::Status, Value::choice("planned"));
}

#[test]
fn ratings_stand_in_the_order_of_what_they_are_for_and_never_of_when_they_were_made() {
    let mut log = ratings();
    rated(&mut log, 1, 30, at(9, NOW.plus_days(90)), None);
    rated(&mut log, 2, 20, at(8, NOW), None);
    rated(&mut log, 3, 10, Occasion::First, None);
    assert_eq!(first_marks(&log), [(10, false), (20, false), (30, false)]);
}

#[test]
fn of_two_for_one_meeting_the_first_in_the_log_counts_and_the_other_is_kept_beside_it() {
    let mut log = ratings();
    rated(&mut log, 9, 10, at(8, NOW), None);
    rated(&mut log, 1, 20, at(8, NOW), None);
    assert_eq!(first_marks(&log), [(10, false), (20, true)]);
}

#[test]
fn two_for_one_meeting_are_two_for_one_though_the_meeting_was_moved_in_between() {
    let mut log = ratings();
    rated(&mut log, 1, 10, at(8, NOW.plus_days(2)), None);
    rated(&mut log, 2, 15, at(7, NOW.plus_days(1)), None);
    rated(&mut log, 3, 20, at(8, NOW), None);
    assert_eq!(first_marks(&log), [(15, false), (10, false), (20, true)]);
}

#[test]
fn a_correction_replaces_the_marks_and_keeps_the_place() {
    let mut log = ratings();
    let first = rated(&mut log, 1, 10, Occasion::First, None);
    rated(&mut log, 1, 40, Occasion::First, Some(first));
    assert_eq!(first_marks(&log), [(40, false)]);
    assert_eq!(log.entry(entry_id(1)).facts.len(), 2, "both are kept");
}

#[test]
fn a_second_rating_that_corrects_nothing_here_does_not_count() {
    for replaces in [None, Some(crate::support::op_id(99))] {
        let mut log = ratings();
        rated(&mut log, 1, 10, Occasion::First, None);
        rated(&mut log, 1, 40, Occasion::First, replaces);
        assert_eq!(first_marks(&log), [(10, false)]);
    }
}

#[test]
fn a_late_rating_is_placed_by_its_meeting_with_the_day_it_was_made() {
    let mut log = ratings();
    let rate = Rate { marks: marks(10), occasion: at(8, NOW), supported: true, replaces: None };
    let late = Op {
        made_at: NOW.plus_days(-4),
        audience: Audience::Private,
        ..op(1, OWNER, BinderTab::Ratings, entry_id(1), Body::Rate(rate))
    };
    log.push(late);
    assert_eq!(counted(&log)[0].made_at, NOW.plus_days(-4));
}

#[test]
fn her_own_words_stand_beside_her_rating() {
    let mut log = ratings();
    rated(&mut log, 1, 10, Occasion::First, None);
    log.add(OWNER, entry_id(1), writes(EntryKind::Rating, Field::Contributed, Value::text("sömn"), &[]));
    shown(&mut log, 1, 10, "sömn");
    let rating = counted(&log).remove(0);
    assert_eq!((rating.contributed.as_str(), rating.shown), ("sömn", true));
}

#[test]
fn others_see_what_was_shown_last_and_she_sees_her_original() {
    let mut theirs = ratings();
    shown(&mut theirs, 1, 10, "");
    shown(&mut theirs, 1, 40, "sömn");
    let rating = counted(&theirs).remove(0);
    assert_eq!((rating.marks.each()[0], rating.contributed.as_str()), (40, "sömn"));
    let mut hers = ratings();
    rated(&mut hers, 1, 50, Occasion::First, None);
    shown(&mut hers, 1, 10, "");
    assert_eq!(first_marks(&hers), [(50, false)]);
}

#[test]
fn what_is_shown_no_longer_is_gone_for_others_and_stays_hers() {
    let mut theirs = ratings();
    shown(&mut theirs, 1, 10, "sömn");
    theirs.add(OWNER, entry_id(1), Body::Hide);
    assert!(counted(&theirs).is_empty());
    assert!(!serde_json::to_string(&theirs.fold()).unwrap().contains("sömn"), "a checkpoint holds no mark either");

    let mut hers = ratings();
    rated(&mut hers, 1, 10, Occasion::First, None);
    shown(&mut hers, 1, 10, "");
    hers.add(OWNER, entry_id(1), Body::Hide);
    assert_eq!(
        counted(&hers).iter().map(|rating| (rating.marks, rating.shown)).collect::<Vec<_>>(),
        [(marks(10), false)]
    );
    for log in [&mut hers, &mut theirs] {
        shown(log, 1, 10, "");
        assert!(counted(log)[0].shown, "and can be shown again");
    }
}

#[test]
fn hiding_what_was_never_shown_or_never_was_changes_no_mark() {
    let mut log = ratings();
    rated(&mut log, 1, 10, Occasion::First, None);
    for entry in [1, 2] {
        log.add(OWNER, entry_id(entry), Body::Hide);
    }
    assert_eq!(first_marks(&log), [(10, false)]);
    assert_eq!(log.fold().entries.len(), 1);
}

#[test]
fn a_rating_taken_away_is_not_among_them() {
    let mut log = ratings();
    rated(&mut log, 1, 10, Occasion::First, None);
    log.add(OWNER, entry_id(1), removes(&[]));
    assert!(counted(&log).is_empty());
}

#[test]
fn the_window_is_found_from_occasions_alone_so_no_earlier_mark_is_ever_loaded() {
    // R74, by type: `window` is handed occasions and meetings. There is no mark in either.
    let find: fn(&[Occasion], &domain::TabState, Timestamp) -> Window = window;
    let log = Log::of(BinderTab::Meetings);
    assert_eq!(find(&[], &log.fold(), NOW), Window::Open(Occasion::First));
}

#[test]
fn her_first_rating_is_also_the_one_before_a_meeting_that_is_near() {
    let starts = NOW.plus_days(7);
    let mut log = Log::of(BinderTab::Meetings);
    booked(&mut log, 8, starts, "care_team");
    let state = log.fold();
    assert_eq!(window(&[], &state, NOW.plus_minutes(-1)), Window::Open(Occasion::First));
    assert_eq!(window(&[], &state, NOW), Window::Open(at(8, starts)));
    assert_eq!(window(&[at(8, starts)], &state, NOW), Window::NothingBooked, "she is asked once");
    assert_eq!(window(&[], &state, starts), Window::Open(Occasion::First));
}

#[test]
fn the_window_opens_seven_days_before_a_meeting_of_the_group_and_closes_as_it_starts() {
    let starts = NOW.plus_days(20);
    let mut log = Log::of(BinderTab::Meetings);
    booked(&mut log, 8, starts, "care_team");
    let (state, done) = (log.fold(), [Occasion::First]);
    let opens = starts.plus_days(-7);
    assert_eq!(window(&done, &state, opens.plus_minutes(-1)), Window::OpensAt(opens));
    assert_eq!(window(&done, &state, opens), Window::Open(at(8, starts)));
    assert_eq!(window(&done, &state, starts.plus_minutes(-1)), Window::Open(at(8, starts)));
    assert_eq!(window(&done, &state, starts), Window::NothingBooked);
}

#[test]
fn a_meeting_that_is_rated_already_gives_way_to_the_next_even_if_it_was_moved() {
    let (soon, later) = (NOW.plus_days(1), NOW.plus_days(5));
    let mut log = Log::of(BinderTab::Meetings);
    booked(&mut log, 8, soon, "care_team");
    booked(&mut log, 9, later, "care_team");
    let done = [Occasion::First, at(8, soon.plus_days(-3))];
    assert_eq!(window(&done, &log.fold(), NOW), Window::Open(at(9, later)));
}

#[test]
fn only_meetings_of_the_group_that_still_stand_open_a_window() {
    let mut log = Log::of(BinderTab::Meetings);
    booked(&mut log, 7, NOW.plus_days(1), "coordinator");
    booked(&mut log, 8, NOW.plus_days(1), "care_team");
    log.add(ANNA, entry_id(8), writes(EntryKind::Meeting, Field::Status, Value::choice("cancelled"), &[]));
    assert_eq!(window(&[Occasion::First], &log.fold(), NOW), Window::NothingBooked);
}

#[test]
fn an_occasion_is_the_same_by_its_meeting() {
    assert!(Occasion::First.is_same(Occasion::First));
    assert!(at(1, NOW).is_same(at(1, NOW.plus_days(1))));
    assert!(!at(1, NOW).is_same(at(2, NOW)));
    assert!(!at(1, NOW).is_same(Occasion::First));
    let far = EntryId::NO_MEETING;
    assert!(Occasion::First < Occasion::Meeting { starts: Timestamp::from_millis(i64::MIN), meeting: far });
}

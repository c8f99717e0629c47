//! The list's line about a pärm says what the tabs themselves would, at every later moment.

use domain::overview::{ComesNext, Notes, Overview};
use domain::plan::Lack;
use domain::rating::{self, Marks, Occasion, Rate, Window};
use domain::{Answer, BinderTab, Body, EntryId, EntryKind, Field, Reference, TabState, Timestamp, Value, meeting};
use proptest::prelude::*;

use crate::support::{ANNA, BO, Log, NOW, OWNER, answers, entry_id, proposes, writes};

fn overview(tabs: &[TabState]) -> Overview {
    Overview::of(|tab| tabs.iter().find(|state| state.tab == tab), ANNA.person, NOW)
}

fn rates(occasion: Occasion, marks: [u8; 4]) -> Body {
    Body::Rate(Rate { marks: Marks::try_from(marks).unwrap(), occasion, supported: false, replaces: None })
}

fn reference(name: &str) -> Value {
    Value::Person(Reference { entry: None, name: name.to_owned(), phone: None })
}

#[test]
fn nothing_is_said_of_what_was_not_read() {
    let nothing = overview(&[]);
    assert_eq!(nothing.next(NOW), None);
    assert_eq!(nothing.due(NOW), None);
    assert!(!nothing.is_rating_open(NOW));
    assert_eq!(nothing.notes(|_| true), Notes::default());
    assert!(!nothing.lacks(Lack::Responsible) && !nothing.is_to_tell());
}

#[test]
fn a_suggestion_waits_until_she_has_said_yes_or_no_and_is_known_by_who_made_it() {
    let mut log = Log::of(BinderTab::Contacts);
    let mine = log.add(ANNA, entry_id(1), proposes(EntryKind::Contact, Field::Name, Value::text("Eva")));
    let notes = |log: &Log| overview(&[log.fold()]).notes(|_| true);
    assert_eq!(notes(&log), Notes { mine: true, ..Notes::default() });
    log.add(BO, entry_id(2), proposes(EntryKind::Contact, Field::Name, Value::text("Per")));
    assert_eq!(notes(&log), Notes { mine: true, others: true, ..Notes::default() });
    log.add(OWNER, entry_id(1), answers(mine, Answer::Later, &[]));
    assert!(notes(&log).mine, "kept for the meeting is no answer");
    log.add(OWNER, entry_id(1), answers(mine, Answer::Accept, &[]));
    assert_eq!(notes(&log), Notes { others: true, ..Notes::default() });
    assert_eq!(
        overview(&[log.fold()]).notes(|tab| tab != BinderTab::Contacts),
        Notes::default(),
        "her no closes it"
    );
}

#[test]
fn what_the_plan_leaves_open_counts_only_for_what_she_wants() {
    let mut log = Log::of(BinderTab::Plan);
    let (goal, activity) = (entry_id(1), entry_id(2));
    log.set(goal, EntryKind::Goal, Field::Text, Value::text("Jobba"));
    log.set(activity, EntryKind::Activity, Field::Parent, Value::Entry(goal));
    log.set(activity, EntryKind::Activity, Field::Text, Value::text("Ringa"));
    assert!(!overview(&[log.fold()]).lacks(Lack::WhoOrWhen), "a wish is no plan yet");
    log.set(goal, EntryKind::Goal, Field::Wanted, Value::Flag(true));
    assert!(overview(&[log.fold()]).lacks(Lack::WhoOrWhen));
    log.set(activity, EntryKind::Activity, Field::Who, reference("Johan"));
    assert!(overview(&[log.fold()]).lacks(Lack::WhoOrWhen), "nobody has said when");
    log.set(activity, EntryKind::Activity, Field::When, Value::text("Måndag"));
    assert!(!overview(&[log.fold()]).lacks(Lack::WhoOrWhen));
    log.set(activity, EntryKind::Activity, Field::Authority, Value::choice("open"));
    assert!(overview(&[log.fold()]).lacks(Lack::Responsible));
}

#[test]
fn it_says_nothing_about_a_rating_but_that_there_is_room_for_one() {
    let mut ratings = Log::of(BinderTab::Ratings);
    ratings.add(OWNER, entry_id(5), rates(Occasion::First, [17, 23, 91, 64]));
    let kept = serde_json::to_string(&overview(&[ratings.fold()])).unwrap();
    for mark in ["17", "23", "91", "64"] {
        assert!(!kept.contains(mark), "{kept}");
    }
}

/// Kind, days from now, status, minutes, preliminary, how many hours ago it was written.
type Made = (bool, i64, usize, i64, bool, i64);

fn meetings(made: &[Made]) -> TabState {
    let mut log = Log::of(BinderTab::Meetings);
    for (n, (care_team, days, status, minutes, preliminary, ago)) in (1..).zip(made) {
        let status = ["planned", "open", "held", "cancelled"][*status];
        for (field, value) in [
            (Field::MeetingKind, Value::choice(if *care_team { "care_team" } else { "coordinator" })),
            (Field::Starts, Value::Instant(NOW.plus_days(*days))),
            (Field::Minutes, Value::Number(*minutes)),
            (Field::Preliminary, Value::Flag(*preliminary)),
            (Field::Status, Value::choice(status)),
        ] {
            log.add(OWNER, entry_id(n), writes(EntryKind::Meeting, field, value, &[]));
            log.ops.last_mut().unwrap().op.made_at = NOW.plus_minutes(-60 * ago);
        }
    }
    log.fold()
}

fn is_open(tab: &TabState, rated: &[EntryId], now: Timestamp) -> bool {
    let starts = |id: &EntryId| tab.entries[id].instant(Field::Starts).unwrap();
    let mut done = vec![Occasion::First];
    done.extend(rated.iter().map(|id| Occasion::Meeting { starts: starts(id), meeting: *id }));
    matches!(rating::window(&done, tab, now), Window::Open(_))
}

proptest! {
    #[test]
    fn at_every_later_moment_it_answers_as_the_tabs_do(
        made in prop::collection::vec((any::<bool>(), -120_i64..120, 0_usize..4, 15_i64..300, any::<bool>(), 0_i64..48), 0..30),
        rated in any::<bool>(),
        later in prop::collection::vec(0_i64..200 * 24 * 60, 1..12),
    ) {
        let tab = meetings(&made);
        let rated: Vec<EntryId> = (1..).zip(&made).filter(|(_, made)| rated && made.0).map(|(n, _)| entry_id(n)).take(1).collect();
        let mut ratings = Log::of(BinderTab::Ratings);
        for id in &rated {
            let starts = tab.entries[id].instant(Field::Starts).unwrap();
            ratings.add(OWNER, entry_id(900), rates(Occasion::Meeting { starts, meeting: *id }, [1, 2, 3, 4]));
        }
        let kept = serde_json::to_string(&overview(&[tab.clone(), ratings.fold()])).unwrap();
        let kept: Overview = serde_json::from_str(&kept).unwrap();
        for minutes in later {
            let now = NOW.plus_minutes(minutes);
            if !kept.holds(now) {
                continue;
            }
            match (kept.next(now).unwrap(), meeting::next(&tab, now)) {
                (ComesNext::Booked(one), meeting::Next::Booked(entry)) => {
                    prop_assert_eq!(one.meeting, entry.id);
                    prop_assert_eq!(one.starts, entry.instant(Field::Starts));
                    prop_assert_eq!(one.preliminary, meeting::is_preliminary(entry));
                }
                (ComesNext::NotBooked, meeting::Next::NotBooked(due)) => prop_assert_eq!(kept.due(now), due),
                (said, is) => prop_assert!(false, "{said:?} but {is:?}"),
            }
            let groups = meeting::upcoming(&tab, now).into_iter().filter(|entry| meeting::is_care_team(entry)).count();
            prop_assert_eq!(kept.due(now), meeting::due(&tab).filter(|_| groups == 0));
            prop_assert_eq!(kept.is_rating_open(now), is_open(&tab, &rated, now));
        }
    }

    #[test]
    fn it_holds_until_the_meetings_that_are_kept_have_been(days in prop::collection::vec(1_i64..300, 1..40)) {
        let made: Vec<Made> = days.iter().map(|days| (false, *days, 0, 60, false, 1)).collect();
        let kept = overview(&[meetings(&made)]);
        let (mut days, all) = (days.clone(), days.len());
        days.sort_unstable();
        prop_assert!(kept.holds(NOW.plus_days(days[all.min(8) - 1])));
        prop_assert_eq!(kept.holds(NOW.plus_days(301)), all <= 8);
    }
}

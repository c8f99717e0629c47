use std::collections::BTreeMap;

use domain::api::{BinderCard, TabRight};
use domain::consent::Right;
use domain::overview::Overview;
use domain::{BinderId, BinderTab, PersonId, TabState, Timestamp};
use uuid::Uuid;

use super::super::choosing::{Only, Order, chosen};
use super::{Known, Line, Wait};

const NOW: Timestamp = Timestamp::from_millis(1_778_583_900_000);

fn card(n: u128, name: &str, tabs: &[BinderTab]) -> BinderCard {
    BinderCard {
        id: BinderId::from_uuid(Uuid::from_u128(n)),
        owner_name: name.to_owned(),
        people: Vec::new(),
        owner: PersonId::from_uuid(Uuid::from_u128(9)),
        started_at: NOW,
        erasing: None,
        paired: true,
        newest_phone_at: None,
        rights: tabs.iter().map(|tab| TabRight { tab: *tab, right: Right::Read }).collect(),
        turns_at: None,
    }
}

/// Everything read, and nothing written in it.
fn empty() -> Overview {
    let tabs: Vec<TabState> = Overview::TABS.into_iter().map(TabState::empty).collect();
    let reader = PersonId::from_uuid(Uuid::from_u128(1));
    Overview::of(|tab| tabs.iter().find(|state| state.tab == tab), reader, NOW)
}

#[test]
fn what_she_may_not_read_is_not_said_whatever_is_kept() {
    let all = Line::of(&card(1, "Maja", &[BinderTab::Meetings, BinderTab::Ratings]), Some(&empty()), false, NOW);
    assert_eq!(all.waits, [Wait::Book]);
    let none = Line::of(&card(1, "Maja", &[BinderTab::Contacts]), Some(&empty()), false, NOW);
    assert_eq!(none, Line { known: Known::Read, ..Line::default() });
    let unknown = Line::of(&card(1, "Maja", &[BinderTab::Meetings]), None, true, NOW);
    assert_eq!(unknown.waits, [Wait::Unsent], "nothing is guessed of what has not been read");
    assert_eq!(unknown.known, Known::Unread, "nor that nothing waits in it");
}

fn with(waits: &[Wait], starts: Option<i64>) -> Line {
    Line {
        meets: String::new(),
        starts: starts.map(Timestamp::from_millis),
        waits: waits.to_vec(),
        known: Known::Read,
    }
}

#[test]
fn one_is_found_by_name_by_what_waits_and_in_the_order_they_meet() {
    let cards = [card(1, "Åsa Ek", &[]), card(2, "Bo Ek", &[]), card(3, "Maja Lind", &[])];
    let lines = BTreeMap::from([
        (cards[0].id, with(&[], None)),
        (cards[1].id, with(&[Wait::Book], Some(2))),
        (cards[2].id, with(&[Wait::Mine], Some(1))),
    ]);
    let names = |name, only, order| {
        let ids = chosen(&cards, &lines, (name, only, order));
        let name = |id: &BinderId| cards.iter().find(|card| card.id == *id).unwrap().owner_name.clone();
        ids.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names(" ek", Only::All, Order::Name), ["Åsa Ek", "Bo Ek"]);
    assert_eq!(names("åsa", Only::All, Order::Name), ["Åsa Ek"]);
    assert_eq!(names("", Only::All, Order::Meeting), ["Maja Lind", "Bo Ek", "Åsa Ek"]);
    assert_eq!(names("", Only::Waiting, Order::Name), ["Bo Ek", "Maja Lind"]);
    assert_eq!(names("", Only::Meeting, Order::Name), ["Bo Ek"]);
    assert_eq!(names("ek", Only::Proposals, Order::Name), [""; 0]);
}

#[test]
fn every_kind_of_what_waits_is_found_by_one_choice() {
    let every = [
        Wait::Rating,
        Wait::Unsent,
        Wait::Mine,
        Wait::Others,
        Wait::Colleagues,
        Wait::Responsible,
        Wait::WhoOrWhen,
        Wait::Book,
        Wait::Due(NOW),
        Wait::Overdue,
    ];
    for wait in every {
        let line = with(&[wait], None);
        let choices = [Only::Meeting, Only::Rating, Only::Proposals, Only::Plan, Only::Copies];
        assert_eq!(choices.into_iter().filter(|only| only.has(&line)).count(), 1, "{wait:?}");
        assert!(Only::Waiting.has(&line));
    }
}

//! R74: earlier ratings stay hidden in the data layer while one is in progress.

use domain::body::{FieldWrite, Write};
use domain::rating::{Marks, Occasion, Rate};
use domain::{Audience, BinderTab, Body, EntryKind, Field, Value};
use replica::{Draft, RatingDraft, TabRead};

use crate::server::ANNA;
use crate::world::{Phone, World, grant};

pub(crate) fn rate(phone: &Phone) -> Draft {
    rate_for(phone, Occasion::First)
}

fn rate_for(phone: &Phone, occasion: Occasion) -> Draft {
    let marks = Marks::try_from([31, 40, 26, 52]).unwrap();
    let rate = Rate { marks, occasion, supported: false, replaces: None };
    Draft {
        tab: BinderTab::Ratings,
        entry: phone.replica.new_entry(),
        audience: Audience::Private,
        meeting: None,
        act: None,
        body: Body::Rate(rate),
    }
}

/// A meeting of the group in three days, as a change of hers.
fn meeting(phone: &Phone) -> (Draft, Occasion) {
    let (entry, starts) = (phone.replica.new_entry(), phone.replica.now().plus_days(3));
    let said = [
        (Field::MeetingKind, Value::choice("care_team")),
        (Field::Starts, Value::Instant(starts)),
        (Field::Status, Value::choice("planned")),
    ];
    let fields = said.map(|(field, value)| (field, FieldWrite { over: Vec::new(), value })).into();
    let body = Body::Write(Write { entry_kind: EntryKind::Meeting, fields });
    let (tab, audience) = (BinderTab::Meetings, Audience::Tab);
    (Draft { tab, entry, audience, meeting: None, act: None, body }, Occasion::Meeting { starts, meeting: entry })
}

async fn reads(phone: &Phone) -> &'static str {
    match phone.replica.tab(phone.binder, BinderTab::Ratings).await.unwrap() {
        TabRead::Open(tab) if tab.entries.is_empty() => "nothing",
        TabRead::Open(_) => "earlier",
        TabRead::Blind => "blind",
        TabRead::Due => "due",
    }
}

#[tokio::test]
async fn while_one_waits_to_be_made_earlier_ones_come_only_when_asked_for() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    assert_eq!(reads(&phone).await, "nothing", "the first has none before it");
    phone.replica.commit(phone.binder, vec![rate(&phone)]).await.unwrap();
    assert_eq!(reads(&phone).await, "earlier");
    let (booked, occasion) = meeting(&phone);
    phone.replica.commit(phone.binder, vec![booked]).await.unwrap();
    assert_eq!(reads(&phone).await, "due");
    let asked = phone.replica.earlier_ratings(phone.binder).await.unwrap();
    assert!(matches!(asked, TabRead::Open(tab) if tab.entries.len() == 1));
    phone.replica.commit(phone.binder, vec![rate_for(&phone, occasion)]).await.unwrap();
    assert_eq!(reads(&phone).await, "earlier", "the new one is saved");
}

#[tokio::test]
async fn no_asking_brings_earlier_ones_while_one_is_in_progress() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.replica.commit(phone.binder, vec![rate(&phone)]).await.unwrap();
    let (booked, occasion) = meeting(&phone);
    phone.replica.commit(phone.binder, vec![booked]).await.unwrap();
    phone.replica.keep_rating_draft(phone.binder, begun(&phone, occasion)).await.unwrap();
    assert_eq!(reads(&phone).await, "blind");
    assert_eq!(phone.replica.earlier_ratings(phone.binder).await.unwrap(), TabRead::Blind);
}

#[tokio::test]
async fn staff_see_what_they_were_shown_whether_she_has_a_rating_to_make_or_not() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    let (booked, _) = meeting(&phone);
    let sees = |tab| grant(&phone.replica, ANNA, tab);
    let rated = rate(&phone);
    let shows = Draft { audience: Audience::Tab, body: Body::Show(shown(&rated)), ..rated.clone() };
    let drafts = vec![sees(BinderTab::Ratings), sees(BinderTab::Meetings), booked, rated, shows];
    phone.replica.commit(phone.binder, drafts).await.unwrap();
    phone.sync().await;
    let anna = world.laptop_of_anna().await;
    anna.sync().await;
    assert_eq!((reads(&phone).await, reads(&anna).await), ("due", "earlier"));
}

fn shown(rated: &Draft) -> domain::rating::Show {
    let Body::Rate(rate) = &rated.body else { unreachable!() };
    let (marks, occasion) = (rate.marks, rate.occasion);
    domain::rating::Show {
        marks,
        occasion,
        made_at: domain::Timestamp::from_millis(0),
        contributed: String::new(),
    }
}

fn begun(phone: &Phone, occasion: Occasion) -> RatingDraft {
    RatingDraft {
        entry: phone.replica.new_entry(),
        occasion,
        marks: [None; 4],
        step: 0,
        supported: false,
        replaces: None,
        begun_at: phone.replica.now(),
    }
}

async fn is_blind(phone: &Phone) -> bool {
    phone.replica.tab(phone.binder, BinderTab::Ratings).await.unwrap() == TabRead::Blind
}

#[tokio::test]
async fn nothing_of_earlier_ratings_can_be_read_while_one_is_in_progress() {
    let world = World::new().await;
    let mut phone = world.phone_of_bo().await;
    phone.replica.commit(phone.binder, vec![rate(&phone)]).await.unwrap();
    assert!(!is_blind(&phone).await);
    let draft = begun(&phone, Occasion::First);
    phone.replica.keep_rating_draft(phone.binder, draft.clone()).await.unwrap();
    assert!(is_blind(&phone).await);
    assert_eq!(phone.replica.rating_occasions(phone.binder).await.unwrap(), [Occasion::First]);
    phone.restart().await;
    assert!(is_blind(&phone).await, "closing the app does not open them");
    assert_eq!(phone.replica.rating_draft(phone.binder).await.unwrap(), Some(draft));
    phone.replica.drop_rating_draft(phone.binder).await.unwrap();
    assert!(!is_blind(&phone).await);
}

#[tokio::test]
async fn saving_a_rating_ends_its_draft_in_the_same_moment() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    let draft = RatingDraft { marks: [Some(1); 4], step: 4, supported: true, ..begun(&phone, Occasion::First) };
    phone.replica.keep_rating_draft(phone.binder, draft).await.unwrap();
    phone.replica.commit(phone.binder, vec![rate(&phone)]).await.unwrap();
    assert!(!is_blind(&phone).await);
    phone.sync().await;
    assert_eq!(phone.waiting(), 0);
}

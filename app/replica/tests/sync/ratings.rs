//! R74: earlier ratings stay hidden in the data layer while one is in progress.

use domain::rating::{Marks, Occasion, Rate};
use domain::{Audience, BinderTab, Body};
use replica::{Draft, RatingDraft, TabRead};

use crate::world::{Phone, World};

fn rate(phone: &Phone) -> Draft {
    let marks = Marks::try_from([31, 40, 26, 52]).unwrap();
    let rate = Rate { marks, occasion: Occasion::First, supported: false, replaces: None };
    Draft {
        tab: BinderTab::Ratings,
        entry: phone.replica.new_entry(),
        audience: Audience::Private,
        meeting: None,
        act: None,
        body: Body::Rate(rate),
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
    let draft = RatingDraft {
        entry: phone.replica.new_entry(),
        occasion: Occasion::First,
        marks: [None; 4],
        step: 0,
        supported: false,
        replaces: None,
        begun_at: phone.replica.now(),
    };
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
    let draft = RatingDraft {
        entry: phone.replica.new_entry(),
        occasion: Occasion::First,
        marks: [Some(1); 4],
        step: 4,
        supported: true,
        replaces: None,
        begun_at: phone.replica.now(),
    };
    phone.replica.keep_rating_draft(phone.binder, draft).await.unwrap();
    phone.replica.commit(phone.binder, vec![rate(&phone)]).await.unwrap();
    assert!(!is_blind(&phone).await);
    phone.sync().await;
    assert_eq!(phone.waiting(), 0);
}

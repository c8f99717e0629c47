//! The file she takes with her is made from this device alone, and only of her own pärm.

use domain::BinderTab;
use domain::export::Withheld;
use domain::rating::Occasion;
use replica::RatingDraft;

use crate::world::{Phone, World};

async fn file(phone: &Phone) -> String {
    serde_json::to_string(&phone.replica.export(phone.binder).await.unwrap().unwrap()).unwrap()
}

#[tokio::test]
async fn what_waits_on_the_phone_is_in_the_file_also_without_network() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    let (entry, _) = phone.add("Eva").await;
    phone.sync().await;
    phone.line.cut();
    phone.rename(entry, "Eva Lind").await;
    let text = file(&phone).await;
    assert!(text.contains("\"Eva Lind\"") && text.contains("\"Eva\""), "now and before: {text}");
}

#[tokio::test]
async fn nobody_else_takes_her_binder_along() {
    let world = World::new().await;
    let anna = world.laptop_of_anna().await;
    anna.sync().await;
    assert_eq!(anna.replica.export(anna.binder).await.unwrap(), None);
}

#[tokio::test]
async fn a_rating_in_progress_keeps_earlier_ones_out_of_the_file() {
    let world = World::new().await;
    let phone = world.phone_of_bo().await;
    phone.replica.commit(phone.binder, vec![crate::ratings::rate(&phone)]).await.unwrap();
    assert!(file(&phone).await.contains("[31,40,26,52]"));
    let draft = RatingDraft {
        entry: phone.replica.new_entry(),
        occasion: Occasion::First,
        marks: [None; 4],
        step: 0,
        supported: false,
        replaces: None,
        begun_at: phone.replica.now(),
    };
    phone.replica.keep_rating_draft(phone.binder, draft).await.unwrap();
    let export = phone.replica.export(phone.binder).await.unwrap().unwrap();
    let ratings = export.tabs.iter().find(|tab| tab.tab == BinderTab::Ratings).unwrap();
    assert_eq!((ratings.withheld, ratings.entries.len()), (Some(Withheld::RatingInProgress), 0));
    assert!(!file(&phone).await.contains("[31,40,26,52]"));
}

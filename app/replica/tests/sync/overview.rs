//! The coordinator's list: a line that is kept says what the tabs say, or it is not kept.

use domain::BinderTab;
use domain::overview::Notes;

use crate::server::ANNA;
use crate::world::{Phone, World, withdraw};

async fn kept(phone: &Phone) -> Option<Notes> {
    let kept = phone.replica.kept_overviews().await.unwrap();
    kept.get(&phone.binder).map(|overview| overview.notes(|_| true))
}

async fn made(phone: &Phone) -> Option<Notes> {
    let made = phone.replica.make_overview(phone.binder).await.unwrap();
    made.map(|overview| overview.notes(|_| true))
}

const MINE: Notes = Notes { split: false, mine: true, others: false };

#[tokio::test]
async fn it_is_kept_until_something_is_written_here_or_comes() {
    let world = World::new().await;
    let mut anna = world.laptop_of_anna().await;
    assert_eq!(made(&anna).await, None, "nothing is said of what has not been fetched");
    anna.sync().await;
    assert_eq!((kept(&anna).await, made(&anna).await), (None, Some(Notes::default())));
    assert_eq!(kept(&anna).await, Some(Notes::default()));
    anna.suggest(anna.replica.new_entry(), "Eva").await;
    assert_eq!(kept(&anna).await, None, "what waits to be sent is part of it");
    assert_eq!((made(&anna).await, kept(&anna).await), (Some(MINE), Some(MINE)));
    anna.sync().await;
    assert_eq!((kept(&anna).await, made(&anna).await), (None, Some(MINE)));
    anna.restart().await;
    assert_eq!(kept(&anna).await, Some(MINE), "it is read from the device");
    let bo = world.phone_of_bo().await;
    bo.add("Johan").await;
    bo.sync().await;
    assert_eq!(kept(&anna).await, Some(MINE), "nobody here knows of it yet");
    anna.sync().await;
    assert_eq!(kept(&anna).await, None);
}

#[tokio::test]
async fn it_goes_with_her_consent() {
    let world = World::new().await;
    let anna = world.laptop_of_anna().await;
    anna.suggest(anna.replica.new_entry(), "Eva").await;
    anna.sync().await;
    assert_eq!(made(&anna).await, Some(MINE));
    let bo = world.phone_of_bo().await;
    bo.sync().await;
    bo.replica.commit(bo.binder, vec![withdraw(&bo.replica, ANNA, BinderTab::Contacts)]).await.unwrap();
    bo.sync().await;
    assert!(anna.replica.sync(anna.binder).await.is_err());
    assert_eq!((kept(&anna).await, made(&anna).await), (None, None));
    assert!(!anna.memory.kept().contains("overview/"), "no row of it is left");
}

#[tokio::test]
async fn it_is_nobody_elses() {
    let world = World::new().await;
    let anna = world.laptop_of_anna().await;
    anna.suggest(anna.replica.new_entry(), "Eva").await;
    anna.sync().await;
    assert_eq!(made(&anna).await, Some(MINE));
    anna.sign_in("karin").await;
    assert_eq!(kept(&anna).await, None);
    anna.sign_in("anna").await;
    anna.sync().await;
    assert_eq!((kept(&anna).await, made(&anna).await), (None, Some(MINE)), "made anew from what was fetched anew");
}

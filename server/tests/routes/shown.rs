//! R77: a rating is shown to those who may read the tab, and can be hidden from them again.

use domain::consent::Right;
use domain::{BinderTab, Body};

use crate::support::ops::{self, grant, rate, show};
use crate::support::reader::Reader;
use crate::support::scene::Scene;

const RATINGS: BinderTab = BinderTab::Ratings;

#[tokio::test]
async fn what_she_shows_no_longer_goes_from_every_device_that_had_it_and_no_other_gets_it() {
    let mut scene = Scene::sqlite().await;
    let (owner, rating) = (scene.owner(), rate(scene.owner()));
    let lets_in = grant(owner, scene.anna_id, RATINGS, Right::Read, Vec::new());
    let shows = |words| show(owner, rating.entry, words);
    scene.phone.push(scene.binder, vec![lets_in, rating.clone()]).await;
    let mut anna = Reader::new(&scene.anna, scene.binder).await;
    assert!(anna.sees(RATINGS).is_empty());
    scene.phone.push(scene.binder, vec![shows("sömnen")]).await;
    anna.sync().await;
    assert_eq!(anna.sees(RATINGS)[&rating.entry].facts.len(), 1);

    let hides = ops::op(owner, RATINGS, rating.entry, Body::Hide);
    assert_eq!(scene.phone.push(scene.binder, vec![hides]).await.refused, Vec::new());
    let since = scene.anna.round(scene.binder, anna.cursor(), anna.generation, Vec::new()).await;
    let answer: domain::api::SyncResponse = since.ok();
    assert!(answer.reset.contains(&RATINGS), "the device drops what it has");
    assert!(!serde_json::to_string(&answer).unwrap().contains("sömnen"));
    anna.sync().await;
    assert!(anna.sees(RATINGS).values().all(|entry| entry.facts.is_empty()));
    let hers = Reader::new(&scene.phone, scene.binder).await;
    assert_eq!(hers.sees(RATINGS)[&rating.entry].facts.len(), 1, "her own stays");

    scene.phone.push(scene.binder, vec![shows("vilan")]).await;
    anna.sync().await;
    assert_eq!(anna.sees(RATINGS)[&rating.entry].facts.len(), 1, "and it can be shown again");
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

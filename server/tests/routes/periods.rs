//! R28: from when and until when. What may be read changes at the moment, with nobody doing anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use domain::api::{ErrorCode, Me, SyncResponse};
use domain::consent::{LiveConsent, Period, Right, Standing, decide};
use domain::{BinderTab, Body, Op, PersonId, Timestamp};
use server::store::{Push, StoreError};

use crate::support::ops::{self, contact, entry};
use crate::support::scene::Scene;

/// The owner lets somebody suggest in one tab for a while.
fn for_a_while(scene: &Scene, person: PersonId, tab: BinderTab, period: Period) -> Op {
    let mut op = ops::grant(scene.owner(), person, tab, Right::Suggest, Vec::new());
    if let Body::Grant(grant) = &mut op.body {
        grant.period = period;
    }
    op
}

fn tabs(answer: &SyncResponse) -> Vec<BinderTab> {
    answer.checkpoints.iter().map(|whole| whole.state.tab).collect()
}

async fn comes_and_goes(mut scene: Scene) {
    let (bo, mut johan) = scene.server.coordinator("johan").await;
    let now = scene.server.state.clock().now();
    let period = Period { from: Some(now.plus_minutes(60)), until: Some(now.plus_minutes(120)) };
    let words = contact(scene.owner(), entry(), "Eva");
    let grant = for_a_while(&scene, bo, BinderTab::Contacts, period);
    scene.phone.push(scene.binder, vec![words, grant]).await;
    let address = format!("/api/v1/binders/{}/sync", scene.binder);
    let ask = serde_json::json!({ "protocol": 1, "replica": entry(), "after": 0, "generation": 0, "ops": [] });
    assert_eq!(johan.post(&address, &ask).await.code(), ErrorCode::NotFound, "before it begins");

    scene.server.clock.advance_minutes(60);
    let me: Me = johan.get("/api/v1/me").await.ok();
    assert_eq!(me.binders.len(), 1);
    let first: SyncResponse = johan.post(&address, &ask).await.ok();
    assert!(tabs(&first).contains(&BinderTab::Contacts));

    scene.server.clock.advance_minutes(59);
    assert_eq!(johan.post(&address, &ask).await.status, StatusCode::OK);
    scene.server.clock.advance_minutes(1);
    assert_eq!(johan.post(&address, &ask).await.code(), ErrorCode::NotFound, "at its last moment");
    let me: Me = johan.get("/api/v1/me").await.ok();
    assert!(me.binders.is_empty());
    // Whoever is there still has not lost anything, and starts from what holds now.
    let anna: SyncResponse = scene.anna.post(&address, &ask).await.ok();
    assert!(anna.generation > first.generation && tabs(&anna).contains(&BinderTab::Contacts));
}

#[tokio::test]
async fn a_sentence_begins_and_ends_at_its_moments() {
    comes_and_goes(Scene::sqlite().await).await;
}

#[tokio::test]
async fn a_sentence_begins_and_ends_at_its_moments_on_postgres() {
    comes_and_goes(Scene::postgres().await).await;
}

#[tokio::test]
async fn one_tab_that_ends_is_reset_and_the_others_stay() {
    let mut scene = Scene::sqlite().await;
    let until = Some(scene.server.state.clock().now().plus_minutes(30));
    let op = for_a_while(&scene, scene.anna_id, BinderTab::Plan, Period { from: None, until });
    scene.phone.push(scene.binder, vec![op]).await;
    let address = format!("/api/v1/binders/{}/sync", scene.binder);
    let ask = |after, generation| serde_json::json!({ "protocol": 1, "replica": entry(), "after": after, "generation": generation, "ops": [] });
    let before: SyncResponse = scene.anna.post(&address, &ask(0, 0)).await.ok();
    scene.server.clock.advance_minutes(30);
    let after: SyncResponse = scene.anna.post(&address, &ask(before.cursor, before.generation)).await.ok();
    assert!(after.reset.contains(&BinderTab::Plan), "{:?}", after.reset);
    assert!(!tabs(&after).contains(&BinderTab::Plan) && after.generation > before.generation);
    let rights = after.binder.unwrap().rights;
    assert!(rights.iter().all(|given| given.tab != BinderTab::Plan));
}

#[tokio::test]
async fn a_period_that_ends_before_it_begins_is_no_period() {
    let mut scene = Scene::sqlite().await;
    let at = |millis| Some(Timestamp::from_millis(millis));
    let op = for_a_while(&scene, scene.anna_id, BinderTab::Plan, Period { from: at(20), until: at(20) });
    let answer = scene.phone.push(scene.binder, vec![op]).await;
    assert_eq!(answer.refused.first().map(|no| no.code), Some(domain::RefusalCode::BadValue));
}

#[tokio::test]
async fn making_the_projections_again_gives_the_same_periods() {
    let mut scene = Scene::sqlite().await;
    let now = scene.server.state.clock().now();
    let period = Period { from: Some(now), until: Some(now.plus_days(30)) };
    let op = for_a_while(&scene, scene.anna_id, BinderTab::Plan, period);
    scene.phone.push(scene.binder, vec![op]).await;
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

/// A request that was let in at the last moment and reaches the store after it.
#[tokio::test]
async fn what_was_decided_before_the_last_moment_writes_nothing_after_it() {
    let scene = Scene::sqlite().await;
    let (state, binder) = (&scene.server.state, scene.binder);
    let until = state.clock().now().plus_minutes(1);
    let consents = vec![LiveConsent { tab: BinderTab::Contacts, right: Right::Suggest, since: 0 }];
    let generation = state.store().read_head(binder).await.unwrap().generation;
    let standing = Standing::Practitioner { consents, starting: false };
    let access = decide(binder, scene.staff(), standing, generation).unwrap().turning_at(Some(until));
    let key = state.store().keys().of(binder).await.unwrap();
    let op = ops::propose(scene.staff(), entry(), "Eva");
    let sealed = Arc::from([state.store().seal(&key, binder, op).unwrap()]);
    let push = |received_at| Push {
        access: access.clone(),
        key: Arc::clone(&key),
        received_at,
        organization: None,
        since: received_at,
        ops: Arc::clone(&sealed),
        from: 0,
        refused_entries: BTreeMap::new(),
        reached: None,
    };
    let late = state.store().push(push(until)).await;
    assert!(matches!(late, Err(StoreError::Stale)));
    let (_, in_time) = state.store().push(push(until.plus_minutes(-1))).await.unwrap();
    assert_eq!(in_time.accepted.len(), 1);
}

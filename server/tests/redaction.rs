//! Design §2, "Removal": 90 days after the server heard of a removal the words are gone from it, and from every
//! device at its next contact.

use domain::api::SyncResponse;
use domain::body::Remove;
use domain::consent::Right;
use domain::{BinderTab, Body, EntryId, OpId};
use server::AppState;
use sqlx::{AnyPool, Connection as _, Executor as _, PgConnection};

use crate::support::both::on_both;
use crate::support::ops::{self, contact, entry, grant};
use crate::support::reader::Reader;
use crate::support::scene::Scene;
use crate::support::server::TestServer;

const CONTACTS: BinderTab = BinderTab::Contacts;
const DAY: i64 = 24 * 60;

/// She writes a contact and takes it away.
async fn removed(scene: &mut Scene) -> (EntryId, OpId) {
    let (owner, id) = (scene.owner(), entry());
    let name = contact(owner, id, "Hemlige Hans");
    let first = name.id;
    let away = ops::op(owner, CONTACTS, id, Body::Remove(Remove { over: vec![first] }));
    assert_eq!(scene.phone.push(scene.binder, vec![name, away]).await.refused, Vec::new());
    (id, first)
}

async fn log_as_text(scene: &Scene) -> String {
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new(), "every list is as the log says");
    serde_json::to_string(&store.log(&access).await.unwrap()).unwrap()
}

async fn redact(state: &AppState) -> usize {
    state.store().redact(state.clock().now()).await.unwrap()
}

async fn the_words_go_on_the_ninetieth_day_and_not_before(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, _) = removed(&mut scene).await;
    let kept = contact(scene.owner(), entry(), "Kvarvarande Karin");
    scene.phone.push(scene.binder, vec![kept]).await;
    scene.server.clock.advance_minutes(90 * DAY - 1);
    assert_eq!(redact(&scene.server.state).await, 0);
    assert!(log_as_text(&scene).await.contains("Hemlige Hans"));
    scene.server.clock.advance_minutes(1);
    assert_eq!(redact(&scene.server.state).await, 1);
    let log = log_as_text(&scene).await;
    assert!(!log.contains("Hemlige Hans") && log.contains("Kvarvarande Karin") && log.contains(&id.to_string()));
    assert_eq!(redact(&scene.server.state).await, 0, "once is enough");
}

async fn what_she_took_back_in_time_stays(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, _) = removed(&mut scene).await;
    scene.server.clock.advance_minutes(89 * DAY);
    scene.phone.push(scene.binder, vec![ops::op(scene.owner(), CONTACTS, id, Body::Restore)]).await;
    scene.server.clock.advance_minutes(2 * DAY);
    assert_eq!(redact(&scene.server.state).await, 0);
    assert!(log_as_text(&scene).await.contains("Hemlige Hans"));
    // Taken away anew it has 90 days anew.
    let over = Reader::new(&scene.phone, scene.binder).await.sees(CONTACTS)[&id].all_heads();
    let away = ops::op(scene.owner(), CONTACTS, id, Body::Remove(Remove { over }));
    scene.phone.push(scene.binder, vec![away]).await;
    scene.server.clock.advance_minutes(89 * DAY);
    assert_eq!(redact(&scene.server.state).await, 0);
    scene.server.clock.advance_minutes(DAY);
    assert_eq!(redact(&scene.server.state).await, 1);
    assert!(!log_as_text(&scene).await.contains("Hemlige Hans"));
}

async fn every_device_gets_the_tab_without_the_words(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let lets_in = grant(scene.owner(), scene.anna_id, CONTACTS, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![lets_in]).await;
    let (id, _) = removed(&mut scene).await;
    let mut hers = Reader::new(&scene.phone, scene.binder).await;
    let mut annas = Reader::new(&scene.anna, scene.binder).await;
    assert!(hers.holds(CONTACTS).contains("Hemlige Hans"), "it can be taken back");
    // Without moving the clock: Anna stays signed in.
    let later = scene.server.state.clock().now().plus_days(90);
    assert_eq!(scene.server.state.store().redact(later).await.unwrap(), 1);
    let answer: SyncResponse =
        scene.phone.round(scene.binder, hers.cursor(), hers.generation, Vec::new()).await.ok();
    let whole: Vec<BinderTab> = answer.checkpoints.iter().map(|whole| whole.state.tab).collect();
    assert_eq!((whole, answer.ops.len()), (vec![CONTACTS], 0), "one tab goes out whole, and no other");
    hers.sync().await;
    annas.sync().await;
    for holds in [hers.holds(CONTACTS), annas.holds(CONTACTS)] {
        assert!(!holds.contains("Hans") && holds.contains(&id.to_string()));
    }
}

async fn her_late_words_are_not_lost(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, first) = removed(&mut scene).await;
    scene.server.clock.advance_minutes(90 * DAY);
    redact(&scene.server.state).await;
    let replay = contact(scene.owner(), id, "Hemlige Hans");
    let replay = domain::Op { id: first, ..replay };
    let late = contact(scene.owner(), id, "Hans med ny telefon");
    let answer = scene.phone.push(scene.binder, vec![replay, late]).await;
    assert_eq!((answer.refused, answer.accepted.len()), (Vec::new(), 2));
    let log = log_as_text(&scene).await;
    assert!(log.contains("Hans med ny telefon") && !log.contains("Hemlige Hans"), "a replay brings nothing back");
    assert!(Reader::new(&scene.phone, scene.binder).await.sees(CONTACTS)[&id].is_shown());
}

async fn nobody_but_the_server_empties(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (owner, id) = (scene.owner(), entry());
    scene.phone.push(scene.binder, vec![contact(owner, id, "Kvarvarande Karin")]).await;
    let redact = domain::body::Redact { entry_kind: domain::EntryKind::Contact };
    for (client, author) in [(&mut scene.phone.clone(), owner), (&mut scene.anna.clone(), scene.staff())] {
        let answer = client.push(scene.binder, vec![ops::op(author, CONTACTS, id, Body::Redact(redact))]).await;
        assert_eq!(answer.refused.len(), 1);
    }
    assert!(log_as_text(&scene).await.contains("Kvarvarande Karin"));
}

on_both! {
    the_words_go_on_the_ninetieth_day_and_not_before,
    what_she_took_back_in_time_stays,
    every_device_gets_the_tab_without_the_words,
    her_late_words_are_not_lost,
    nobody_but_the_server_empties,
}

#[tokio::test]
async fn the_bytes_are_gone_from_the_file() {
    let mut scene = Scene::sqlite().await;
    let (_, first) = removed(&mut scene).await;
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    let (sealed,): (Vec<u8>,) = sqlx::query_as("select body from ops where id = $1")
        .bind(first.to_string())
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(scene.server.files_with(&sealed) > 0);
    scene.server.clock.advance_minutes(90 * DAY);
    redact(&scene.server.state).await;
    assert_eq!(scene.server.files_with(&sealed), 0);
}

/// What README tells an operator to run.
const ROLE: &str = include_str!("../roles/postgres.sql");

#[tokio::test(flavor = "multi_thread")]
async fn postgres_a_server_that_may_not_write_over_says_so_and_another_user_does_it() {
    let mut server = TestServer::postgres().await;
    let owner = server.config.database_url.clone();
    PgConnection::connect(&owner).await.unwrap().execute(ROLE).await.unwrap();
    let (as_owner, _) = server.neighbour().await;
    server.config.database_url = owner.replace("postgres://postgres@", "postgres://parmen_serve@");
    (server.state, server.router) = server.neighbour().await;
    let mut scene = Scene::on(server).await;
    removed(&mut scene).await;
    let later = scene.server.state.clock().now().plus_days(90);
    assert!(scene.server.state.store().redact(later).await.unwrap_err().is_not_allowed());
    assert!(log_as_text(&scene).await.contains("Hemlige Hans"), "nothing is half done");
    assert_eq!(as_owner.store().redact(later).await.unwrap(), 1);
    assert!(!log_as_text(&scene).await.contains("Hemlige Hans"));
}

//! Design §6: what she moves into her own room is emptied where it stood as soon as the server hears of it, and is
//! on nobody else's device after its next contact.

use domain::body::Remove;
use domain::consent::Right;
use domain::{BinderTab, Body, EntryId, Op};
use sqlx::{AnyPool, Connection as _, Executor as _, PgConnection};

use crate::support::both::on_both;
use crate::support::ops::{contact, entry, grant, op};
use crate::support::reader::Reader;
use crate::support::scene::Scene;
use crate::support::server::TestServer;

const CONTACTS: BinderTab = BinderTab::Contacts;

async fn log_as_text(scene: &Scene) -> String {
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new(), "every list is as the log says");
    serde_json::to_string(&store.log(&access).await.unwrap()).unwrap()
}

/// A contact that Anna has on her device, and what empties it.
async fn read_by_anna(scene: &mut Scene) -> (EntryId, Op) {
    let owner = scene.owner();
    let lets_in = grant(owner, scene.anna_id, CONTACTS, Right::Suggest, Vec::new());
    let id = entry();
    let name = contact(owner, id, "Hemlige Hans");
    let empties = op(owner, CONTACTS, id, Body::Empty(Remove { over: vec![name.id] }));
    let kept = contact(owner, entry(), "Kvarvarande Karin");
    assert_eq!(scene.phone.push(scene.binder, vec![lets_in, name, kept]).await.refused, Vec::new());
    (id, empties)
}

async fn the_words_are_gone_at_once_everywhere(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, empties) = read_by_anna(&mut scene).await;
    let mut annas = Reader::new(&scene.anna, scene.binder).await;
    let mut hers = Reader::new(&scene.phone, scene.binder).await;
    assert!(annas.holds(CONTACTS).contains("Hemlige Hans"));
    let pushed = scene.phone.push(scene.binder, vec![empties.clone()]).await;
    assert_eq!((pushed.refused, pushed.accepted.len()), (Vec::new(), 1));
    let log = log_as_text(&scene).await;
    assert!(!log.contains("Hemlige Hans") && log.contains("Kvarvarande Karin"));
    annas.sync().await;
    hers.sync().await;
    for holds in
        [annas.holds(CONTACTS), hers.holds(CONTACTS), Reader::new(&scene.anna, scene.binder).await.holds(CONTACTS)]
    {
        assert!(!holds.contains("Hemlige Hans") && holds.contains("Kvarvarande Karin"));
    }
    let history = format!("/api/v1/binders/{}/history?tab=contacts&entry={id}", scene.binder);
    assert!(!scene.anna.get(&history).await.text().contains("Hemlige Hans"));
    // Sent twice it is one, and a late replay of the words brings nothing back.
    let again = scene.phone.push(scene.binder, vec![empties]).await;
    assert_eq!((again.refused, again.accepted.len()), (Vec::new(), 1));
    assert!(!log_as_text(&scene).await.contains("Hemlige Hans"));
}

async fn what_somebody_wrote_unseen_is_not_emptied(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, empties) = read_by_anna(&mut scene).await;
    let unseen = contact(scene.owner(), id, "Hans på andra telefonen");
    let pushed = scene.phone.push(scene.binder, vec![unseen, empties]).await;
    assert_eq!(pushed.refused, Vec::new());
    assert!(log_as_text(&scene).await.contains("Hemlige Hans"), "she is asked");
    let entry = Reader::new(&scene.phone, scene.binder).await.sees(CONTACTS)[&id].clone();
    assert!(entry.is_contested());
}

async fn what_staff_write_late_waits_for_her(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, empties) = read_by_anna(&mut scene).await;
    scene.phone.push(scene.binder, vec![empties]).await;
    let fields = match contact(scene.staff(), id, "Hans med nytt nummer").body {
        Body::Write(write) => write.fields,
        _ => unreachable!(),
    };
    let propose =
        domain::body::Propose { entry_kind: domain::EntryKind::Contact, fields, remove: false, urgent: false };
    let late = op(scene.staff(), CONTACTS, id, Body::Propose(propose));
    assert_eq!(scene.anna.push(scene.binder, vec![late]).await.refused, Vec::new());
    let log = log_as_text(&scene).await;
    assert!(log.contains("Hans med nytt nummer") && !log.contains("Hemlige Hans"));
}

async fn nobody_else_empties(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (id, _) = read_by_anna(&mut scene).await;
    let empties = op(scene.staff(), CONTACTS, id, Body::Empty(Remove { over: Vec::new() }));
    assert_eq!(scene.anna.push(scene.binder, vec![empties]).await.refused.len(), 1);
    assert!(log_as_text(&scene).await.contains("Hemlige Hans"));
}

on_both! {
    the_words_are_gone_at_once_everywhere,
    what_somebody_wrote_unseen_is_not_emptied,
    what_staff_write_late_waits_for_her,
    nobody_else_empties,
}

#[tokio::test]
async fn the_bytes_are_gone_from_the_file() {
    let mut scene = Scene::sqlite().await;
    let (id, empties) = read_by_anna(&mut scene).await;
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    let (sealed,): (Vec<u8>,) = sqlx::query_as("select body from ops where entry_id = $1")
        .bind(id.to_string())
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(scene.server.files_with(&sealed) > 0);
    scene.phone.clone().push(scene.binder, vec![empties]).await;
    assert_eq!(scene.server.files_with(&sealed), 0);
}

/// What README tells an operator to run.
const ROLE: &str = include_str!("../roles/postgres.sql");

#[tokio::test(flavor = "multi_thread")]
async fn postgres_where_the_server_may_not_write_over_it_others_have_nothing_and_the_daily_command_empties() {
    let mut server = TestServer::postgres().await;
    let owner = server.config.database_url.clone();
    PgConnection::connect(&owner).await.unwrap().execute(ROLE).await.unwrap();
    let (as_owner, _) = server.neighbour().await;
    server.config.database_url = owner.replace("postgres://postgres@", "postgres://parmen_serve@");
    (server.state, server.router) = server.neighbour().await;
    let mut scene = Scene::on(server).await;
    let (id, empties) = read_by_anna(&mut scene).await;
    let mut annas = Reader::new(&scene.anna, scene.binder).await;
    let before = annas.generation;
    assert_eq!(scene.phone.push(scene.binder, vec![empties]).await.refused, Vec::new());
    annas.sync().await;
    assert!(annas.generation > before, "an app that does not know the kind starts anew, too");
    assert!(!annas.holds(CONTACTS).contains("Hemlige Hans"));
    let history = format!("/api/v1/binders/{}/history?tab=contacts&entry={id}", scene.binder);
    assert!(!scene.anna.get(&history).await.text().contains("Hemlige Hans"));
    assert!(log_as_text(&scene).await.contains("Hemlige Hans"), "nothing is half done");
    assert_eq!(as_owner.store().redact(scene.server.state.clock().now()).await.unwrap(), 1);
    assert!(!log_as_text(&scene).await.contains("Hemlige Hans"));
}

//! A pärm is taken away for good: who may ask for it, the thirty days to think again, and what is left after.

mod restored;

use axum::http::Method;
use domain::api::{ErrorCode, Me, RefusalCode, SyncResponse};
use domain::erasure::{Erase, Keep};
use domain::reminder::ReminderWishes;
use domain::{Audience, Author, BinderId, BinderTab, Body, Op, OpId, TabState};
use server::store::{EraseError, Fault, StoreError};
use sqlx::AnyPool;
use uuid::Uuid;

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{self, contact, entry, hand_over, op};
use crate::support::push_service::PushService;
use crate::support::scene::{Scene, start};
use crate::support::server::{NOON, TestServer};

const DAY: i64 = 24 * 60;

const TOKEN: &str = "en-hemlighet-som-ingen-gissar";

/// Everything that is kept by binder, apart from what stays.
const EMPTIED: [&str; 13] = [
    "ops",
    "entries",
    "open_meetings",
    "consents",
    "shares",
    "checkpoints",
    "reached",
    "devices",
    "pairings",
    "attachments",
    "reminder_subscriptions",
    "reminders",
    "keys",
];

on_both! {
    until_the_day_nobody_but_the_owner_opens_it,
    a_change_of_mind_gives_everybody_back_what_they_had,
    nothing_happens_before_the_day_nor_after_a_change_of_mind,
    at_the_day_all_of_it_is_taken_away_once,
    what_broke_off_is_finished_later,
    a_phone_that_comes_later_is_told_and_brings_nothing_back,
    the_organisation_gives_a_reason_and_only_it_takes_that_back,
    only_the_owner_asks_for_it_through_the_api,
    the_line_follows_from_the_log,
}

/// The owner asks for it.
fn erase(author: Author) -> Op {
    said(author, Body::Erase(Erase::default()))
}

fn keep(author: Author, erase: &Op) -> Op {
    said(author, Body::Keep(Keep { erase: erase.id }))
}

fn said(author: Author, body: Body) -> Op {
    let mut op = op(author, BinderTab::Sharing, entry(), body);
    op.audience = Audience::Private;
    op
}

/// Her words, a link somebody holds, and that she wants it gone.
async fn asked(server: TestServer) -> (Scene, Op) {
    let mut scene = Scene::on(server).await;
    let erase = erase(scene.owner());
    let photo = ops::photo(scene.owner(), scene.anna_id, vec![entry()], &ops::jpeg(1));
    let path = format!("/api/v1/binders/{}/attachments/{}", scene.binder, photo.entry);
    let ops = vec![
        contact(scene.owner(), entry(), "Eva Sandström"),
        hand_over(scene.owner(), entry(), TOKEN),
        photo,
        erase.clone(),
    ];
    let answer = scene.phone.push(scene.binder, ops).await;
    assert_eq!(answer.refused, Vec::new());
    assert!(scene.phone.ask(Method::PUT, &path, Some(ops::jpeg(1))).await.status.is_success());
    reminded(&mut scene).await;
    (scene, erase)
}

/// Her phone is to be reminded of a rating, and the server has planned it.
async fn reminded(scene: &mut Scene) {
    let wishes = ReminderWishes { rating: true, ..ReminderWishes::default() };
    let request = PushService::start().await.browser(3).request(wishes);
    let path = format!("/api/v1/binders/{}/reminders", scene.binder);
    let answer = scene.phone.ask(Method::PUT, &path, Some(serde_json::to_vec(&request).unwrap())).await;
    assert!(answer.status.is_success());
    server::reminders::remind(&scene.server.state).await.unwrap();
    assert_eq!(count(scene, "reminders").await, 1);
}

async fn me(client: &mut Client) -> Me {
    client.get("/api/v1/me").await.ok()
}

fn sharing(answer: &SyncResponse) -> Option<&TabState> {
    answer.checkpoints.iter().map(|whole| &whole.state).find(|state| state.tab == BinderTab::Sharing)
}

async fn count(scene: &Scene, table: &str) -> i64 {
    count_in(&scene.server, table, scene.binder).await
}

async fn count_in(server: &TestServer, table: &str, binder: BinderId) -> i64 {
    let url =
        if ["keys", "destroyed"].contains(&table) { &server.config.keys_url } else { &server.config.database_url };
    let pool = AnyPool::connect(url).await.unwrap();
    let sql = format!("select count(*) from {table} where binder_id = '{binder}'");
    let (n,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_one(&pool).await.unwrap();
    pool.close().await;
    n
}

async fn run(url: &str, sql: String) {
    let pool = AnyPool::connect(url).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    pool.close().await;
}

async fn until_the_day_nobody_but_the_owner_opens_it(server: TestServer) {
    let (mut scene, erase) = asked(server).await;
    let card = me(&mut scene.phone).await.binders.remove(0).erasing.unwrap();
    assert_eq!((card.erase, card.begun_at.as_millis()), (erase.id, NOON));
    assert_eq!(card.due_at.as_millis(), NOON + 30 * DAY * 60_000);
    assert_eq!(scene.anna.round(scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::NotFound);
    let path = format!("/api/v1/binders/{}/pairings", scene.binder);
    assert_eq!(scene.anna.post(&path, &serde_json::json!({})).await.code(), ErrorCode::NotFound);
    let anna = me(&mut scene.anna).await;
    assert_eq!(anna.binders, Vec::new());
    let told: Vec<_> = anna.closed.iter().map(|card| (card.id, card.owner_name.as_str(), card.due_at)).collect();
    assert_eq!(told, [(scene.binder, "Maja", card.due_at)], "she sees that it is, and the day");
    assert!(scene.server.state.store().find_share(TOKEN).await.unwrap().unwrap().revoked, "the link is shut");
    let answer = scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Bo")]).await;
    assert_eq!(answer.refused, Vec::new(), "she goes on writing");
}

async fn a_change_of_mind_gives_everybody_back_what_they_had(server: TestServer) {
    let (mut scene, erase) = asked(server).await;
    scene.server.clock.advance_minutes(5);
    let answer = scene.phone.push(scene.binder, vec![keep(scene.owner(), &erase)]).await;
    assert_eq!((answer.refused.len(), answer.binder.unwrap().erasing), (0, None));
    let erasing = sharing(&scene.phone.pull(scene.binder).await).unwrap().erasing.clone();
    assert!(!erasing.unwrap().stands());
    let anna = me(&mut scene.anna).await;
    assert_eq!((anna.binders.len(), anna.closed.len()), (1, 0));
    assert!(scene.anna.pull(scene.binder).await.checkpoints.iter().any(|c| c.state.tab == BinderTab::Contacts));
    assert!(!scene.server.state.store().find_share(TOKEN).await.unwrap().unwrap().revoked);
}

async fn nothing_happens_before_the_day_nor_after_a_change_of_mind(server: TestServer) {
    let (mut scene, erase) = asked(server).await;
    scene.server.clock.advance_minutes(30 * DAY - 1);
    assert_eq!(scene.server.state.store().end_due().await.unwrap(), 0);
    // Also in the last minute, and from another phone's point of view only what it had seen.
    let other = said(scene.owner(), Body::Keep(Keep { erase: OpId::from_uuid(Uuid::from_u128(5)) }));
    scene.phone.push(scene.binder, vec![other]).await;
    assert!(scene.server.state.store().erasure(scene.binder).await.unwrap().is_some());
    scene.phone.push(scene.binder, vec![keep(scene.owner(), &erase)]).await;
    scene.server.clock.advance_minutes(2 * DAY);
    assert_eq!(scene.server.state.store().end_due().await.unwrap(), 0);
    let kept = scene.phone.pull(scene.binder).await;
    assert!(kept.checkpoints.iter().any(|c| c.state.tab == BinderTab::Contacts), "all of it is there");
}

async fn at_the_day_all_of_it_is_taken_away_once(server: TestServer) {
    let (mut scene, _) = asked(server).await;
    let other = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002));
    start(&mut scene.anna, other, "Samir").await;
    scene.server.clock.advance_minutes(30 * DAY);
    let (there, _) = scene.server.neighbour().await;
    let stores = [scene.server.state.store().clone(), there.store().clone()];
    // Both at once, and each of them twice.
    let all = stores.iter().flat_map(|store| [store.clone(), store.clone()]);
    let ending: Vec<_> = all.map(|store| tokio::spawn(async move { store.end_due().await })).collect();
    let mut n_ended = 0;
    for one in ending {
        n_ended += one.await.unwrap().unwrap();
    }
    assert!(n_ended <= 1, "taken away once, not {n_ended} times");
    for table in EMPTIED {
        assert_eq!(count(&scene, table).await, 0, "{table}");
    }
    assert_eq!((count(&scene, "erasures").await, count(&scene, "destroyed").await), (1, 1));
    assert!(count(&scene, "audit_events").await > 0, "who looked is kept for as long as the law says");
    for store in &stores {
        assert_eq!(store.end_due().await.unwrap(), 0);
        assert_eq!(store.binder_ids().await.unwrap(), [other], "the other one is as it was");
        assert!(store.job_access(scene.binder).await.unwrap().is_none());
        let access = store.job_access(other).await.unwrap().unwrap();
        assert_eq!(store.check_binder(&access).await.unwrap(), Vec::<Fault>::new());
        assert_eq!(store.erasures().await.unwrap(), []);
        assert_eq!(store.find_share(TOKEN).await.unwrap(), None);
    }
    scene.anna.sign_in("anna").await;
    let anna = me(&mut scene.anna).await;
    assert_eq!((anna.binders.len(), anna.closed.len()), (1, 0));
}

async fn what_broke_off_is_finished_later(server: TestServer) {
    let (scene, _) = asked(server).await;
    scene.server.clock.advance_minutes(30 * DAY);
    let url = &scene.server.config.database_url;
    // The process stops when it has said that it is over and done nothing more.
    run(url, format!("update erasures set ended_at = due_at where binder_id = '{}'", scene.binder)).await;
    assert_eq!(count(&scene, "keys").await, 1);
    let (_there, _) = scene.server.neighbour().await;
    for table in EMPTIED {
        assert_eq!(count(&scene, table).await, 0, "{table}");
    }
    assert_eq!(count(&scene, "destroyed").await, 1);
}

async fn a_phone_that_comes_later_is_told_and_brings_nothing_back(server: TestServer) {
    let (mut scene, _) = asked(server).await;
    scene.server.clock.advance_minutes(30 * DAY);
    scene.server.state.store().end_due().await.unwrap();
    let late = vec![contact(scene.owner(), entry(), "Nils")];
    let answer = scene.phone.round(scene.binder, 6, 2, late).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (410, ErrorCode::Erased));
    assert_eq!(scene.phone.get("/api/v1/me").await.code(), ErrorCode::Erased);
    assert_eq!(count(&scene, "ops").await, 0);
    scene.anna.sign_in("anna").await;
    let late = vec![ops::propose(scene.staff(), entry(), "Nils")];
    assert_eq!(scene.anna.round(scene.binder, 6, 2, late).await.code(), ErrorCode::NotFound);
    let again = serde_json::json!({ "id": scene.binder, "owner_name": "Maja" });
    assert_eq!(scene.anna.post("/api/v1/binders", &again).await.code(), ErrorCode::NotFound);
    assert_eq!(count(&scene, "keys").await, 0, "no key is made in the place of one that was destroyed");
    let store = scene.server.state.store();
    assert!(matches!(store.keys().make(scene.binder).await, Err(StoreError::Sealed)), "by nobody");
}

async fn the_organisation_gives_a_reason_and_only_it_takes_that_back(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let store = scene.server.state.store().clone();
    let no_reason = store.begin_erasure(scene.binder, Erase::default()).await;
    assert!(matches!(no_reason, Err(EraseError::NoReason)));
    let lawful = Erase { reason: "Verksamheten upphör.".to_owned(), by: "Karin Ek".to_owned() };
    let stands = store.begin_erasure(scene.binder, lawful.clone()).await.unwrap();
    assert!(!stands.is_hers && stands.due_at.as_millis() == NOON + 30 * DAY * 60_000);
    assert!(matches!(store.begin_erasure(scene.binder, lawful.clone()).await, Err(EraseError::Already)));
    let pulled = scene.phone.pull(scene.binder).await;
    let erasing = sharing(&pulled).unwrap().erasing.clone().unwrap();
    assert_eq!((&erasing.erase, erasing.is_hers()), (&lawful, false), "she reads who and why");
    let hers = said(scene.owner(), Body::Keep(Keep { erase: erasing.stamp.op }));
    scene.phone.push(scene.binder, vec![hers]).await;
    assert_eq!(store.erasures().await.unwrap(), [stands]);
    assert_eq!(scene.anna.round(scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::NotFound);
    store.cancel_erasure(scene.binder).await.unwrap();
    assert_eq!(store.erasures().await.unwrap(), []);
    assert!(matches!(store.cancel_erasure(scene.binder).await, Err(EraseError::NotAsked)));
    assert_eq!(me(&mut scene.anna).await.binders.len(), 1);
    let nowhere = BinderId::from_uuid(Uuid::from_u128(77));
    assert!(matches!(store.cancel_erasure(nowhere).await, Err(EraseError::NotThere)));
}

async fn only_the_owner_asks_for_it_through_the_api(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let lawful = Body::Erase(Erase { reason: "Jag vill".to_owned(), by: String::new() });
    for body in [Body::Erase(Erase::default()), lawful] {
        let answer = scene.anna.push(scene.binder, vec![said(scene.staff(), body.clone())]).await;
        assert_eq!(answer.refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::OwnerOnly]);
        // Nor in her name, nor in the server's.
        for author in [scene.owner(), Author { person: scene.anna_id, role: domain::Role::Server }] {
            let answer = scene.anna.push(scene.binder, vec![said(author, body.clone())]).await;
            assert_eq!((answer.accepted.len(), answer.refused.len()), (0, 1));
        }
    }
    let other = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002));
    start(&mut scene.anna, other, "Samir").await;
    let answer = scene.phone.round(other, 0, 0, vec![erase(scene.owner())]).await;
    assert_eq!(answer.code(), ErrorCode::NotFound, "another's pärm is not there");
    assert_eq!(scene.server.state.store().erasures().await.unwrap(), []);
}

async fn the_line_follows_from_the_log(server: TestServer) {
    let (scene, erase) = asked(server).await;
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::<Fault>::new());
    let before = store.erasure(scene.binder).await.unwrap();
    assert_eq!(before.and_then(|erasure| erasure.erase), Some(erase.id));
    run(&scene.server.config.database_url, "update erasures set due_at = due_at + 1".to_owned()).await;
    assert_eq!(store.check_binder(&access).await.unwrap(), [Fault::Differs { table: "erasures" }]);
    store.rebuild(&access).await.unwrap();
    assert_eq!(store.erasure(scene.binder).await.unwrap(), before);
}

/// As with the role that may only add to the log.
#[tokio::test]
async fn a_log_that_may_not_be_deleted_keeps_no_key_and_holds_up_nobody() {
    let (mut scene, _) = asked(TestServer::sqlite().await).await;
    let other = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002));
    start(&mut scene.anna, other, "Samir").await;
    let store = scene.server.state.store();
    store.begin_erasure(other, Erase { reason: "Dubblett".to_owned(), by: String::new() }).await.unwrap();
    let url = scene.server.config.database_url.clone();
    run(&url, "create trigger trip before delete on ops begin select raise(abort, 'no'); end".to_owned()).await;
    scene.server.clock.advance_minutes(30 * DAY);
    assert!(store.end_due().await.is_err());
    for binder in [scene.binder, other] {
        assert_eq!(count_in(&scene.server, "keys", binder).await, 0);
        assert_eq!(count_in(&scene.server, "entries", binder).await, 0);
        assert!(count_in(&scene.server, "ops", binder).await > 0);
    }
    assert_eq!(scene.phone.round(scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::Erased);
    run(&url, "drop trigger trip".to_owned()).await;
    assert_eq!(store.finish_off().await.unwrap(), 2);
    assert_eq!(count_in(&scene.server, "ops", other).await, 0);
}

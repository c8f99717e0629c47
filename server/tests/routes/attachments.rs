//! A picture of the paper that she signed: it comes once, as the op says it is, and nobody has it but those who may
//! read the op.

use axum::http::{Method, StatusCode};
use domain::api::{AuditPage, ErrorCode};
use domain::body::Remove;
use domain::consent::{Evidence, PHOTO_BYTES_MAX, Right};
use domain::{Audience, BinderId, BinderTab, Body, EntryId, Op};
use sqlx::AnyPool;
use uuid::Uuid;

use crate::support::answer::Answer;
use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{self, entry, grant, jpeg, photo, withdraw};
use crate::support::scene::{Scene, pair, start};
use crate::support::server::TestServer;

const DAY: i64 = 24 * 60;

fn path(binder: BinderId, id: EntryId) -> String {
    format!("/api/v1/binders/{binder}/attachments/{id}")
}

async fn hand_in(client: &mut Client, binder: BinderId, id: EntryId, bytes: &[u8]) -> Answer {
    client.ask(Method::PUT, &path(binder, id), Some(bytes.to_vec())).await
}

async fn look(client: &mut Client, binder: BinderId, id: EntryId) -> Answer {
    client.get(&path(binder, id)).await
}

/// Something she does with a picture, addressed to whom it is about.
fn with(scene: &Scene, id: EntryId, body: Body) -> Op {
    let op = ops::op(scene.owner(), BinderTab::Sharing, id, body);
    Op { audience: Audience::People { people: vec![scene.anna_id] }, ..op }
}

async fn faults(server: &TestServer, binder: BinderId) -> usize {
    let store = server.state.store();
    let access = store.job_access(binder).await.unwrap().unwrap();
    store.check_binder(&access).await.unwrap().len()
}

async fn n_absent(server: &TestServer, binder: BinderId) -> usize {
    let store = server.state.store();
    let access = store.job_access(binder).await.unwrap().unwrap();
    store.check_attachments(&access).await.unwrap().n_absent
}

/// What lies in the table, as it lies there.
async fn kept(server: &TestServer) -> Vec<Vec<u8>> {
    let pool = AnyPool::connect(&server.config.database_url).await.unwrap();
    let rows: Vec<(Vec<u8>,)> = sqlx::query_as("select body from attachments").fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows.into_iter().map(|(body,)| body).collect()
}

/// A picture about Anna, with its bytes.
async fn photographed(scene: &mut Scene) -> EntryId {
    let op = photo(scene.owner(), scene.anna_id, vec![entry()], &jpeg(7));
    let id = op.entry;
    assert_eq!(scene.phone.push(scene.binder, vec![op]).await.refused, Vec::new());
    assert_eq!(hand_in(&mut scene.phone, scene.binder, id, &jpeg(7)).await.status, StatusCode::NO_CONTENT);
    id
}

async fn what_is_taken_at_the_table_is_on_her_phone(server: TestServer) {
    let (anna_id, mut anna) = server.coordinator("anna").await;
    let binder = BinderId::from_uuid(Uuid::from_u128(5));
    start(&mut anna, binder, "Maja").await;
    let author = ops::staff(anna_id);
    let mut sentence = grant(author, anna_id, BinderTab::Contacts, Right::Suggest, Vec::new());
    let Body::Grant(given) = &mut sentence.body else { unreachable!() };
    given.evidence = Evidence::Paper;
    let op = photo(author, anna_id, vec![sentence.entry], &jpeg(7));
    assert_eq!(anna.push(binder, vec![sentence, op.clone()]).await.refused, Vec::new());
    assert_eq!((n_absent(&server, binder).await, faults(&server, binder).await), (1, 0), "it may come yet");
    assert_eq!(look(&mut anna, binder, op.entry).await.code(), ErrorCode::NotFound);

    let mut phone = pair(&server, &mut anna, binder).await;
    // She has a phone by now: what was taken before comes all the same, and twice is once.
    for _ in 0..2 {
        let answer = hand_in(&mut anna, binder, op.entry, &jpeg(7)).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
    }
    assert_eq!((n_absent(&server, binder).await, faults(&server, binder).await), (0, 0));
    let seen = look(&mut phone, binder, op.entry).await;
    assert_eq!((seen.status, seen.bytes.as_slice()), (StatusCode::OK, jpeg(7).as_slice()));
    let headers = ["content-type", "content-disposition"].map(|name| seen.header(name));
    assert_eq!(headers, ["image/jpeg", "inline; filename=\"samtycke.jpg\""]);

    let [sealed] = kept(&server).await.try_into().unwrap();
    assert!(!sealed.windows(16).any(|piece| piece == [7; 16]), "it lies there sealed");
    let late = photo(author, anna_id, vec![entry()], &jpeg(8));
    assert_eq!(anna.push(binder, vec![late]).await.refused.len(), 1, "from her first phone on she adds them");
}

async fn nobody_has_it_but_whom_it_is_about_and_she(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let (_, mut stranger) = scene.server.coordinator("sara").await;
    let sentence = grant(scene.owner(), johan_id, BinderTab::Sharing, Right::Suggest, Vec::new());
    scene.phone.push(scene.binder, vec![sentence]).await;
    let id = photographed(&mut scene).await;
    assert_eq!(look(&mut scene.anna, scene.binder, id).await.status, StatusCode::OK);
    for client in [&mut johan, &mut stranger] {
        let absent = look(client, scene.binder, entry()).await;
        let forbidden = look(client, scene.binder, id).await;
        assert_eq!(forbidden.comparable(), absent.comparable(), "forbidden and absent are alike");
        assert_eq!(forbidden.code(), ErrorCode::NotFound);
        assert_eq!(hand_in(client, scene.binder, id, &jpeg(7)).await.code(), ErrorCode::NotFound);
    }
    let mut nobody = scene.server.stranger();
    assert_eq!(look(&mut nobody, scene.binder, id).await.code(), ErrorCode::SignedOut);
    let tabs = [BinderTab::Contacts, BinderTab::Meetings, BinderTab::Ratings];
    let no = tabs.map(|tab| withdraw(scene.owner(), scene.anna_id, tab));
    scene.phone.push(scene.binder, no.to_vec()).await;
    assert_eq!(look(&mut scene.anna, scene.binder, id).await.code(), ErrorCode::NotFound, "she has said no");
}

async fn another_binders_picture_is_not_there(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let id = photographed(&mut scene).await;
    let (_, mut johan) = scene.server.coordinator("johan").await;
    let other = BinderId::from_uuid(Uuid::from_u128(6));
    start(&mut johan, other, "Bo").await;
    let mut his = pair(&scene.server, &mut johan, other).await;
    for (client, binder) in [(&mut his, other), (&mut johan, scene.binder)] {
        assert_eq!(look(client, binder, id).await.code(), ErrorCode::NotFound);
        assert_eq!(hand_in(client, binder, id, &jpeg(7)).await.code(), ErrorCode::NotFound);
    }
    assert_eq!(kept(&scene.server).await.len(), 1);
}

async fn only_the_bytes_that_the_op_names_are_taken(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let op = photo(scene.owner(), scene.anna_id, vec![entry()], &jpeg(7));
    let id = op.entry;
    assert_eq!(
        hand_in(&mut scene.phone, scene.binder, id, &jpeg(7)).await.code(),
        ErrorCode::NotFound,
        "no op yet"
    );
    scene.phone.push(scene.binder, vec![op]).await;
    let not_jpeg = [&[0], &jpeg(7)[1..]].concat();
    let long = [jpeg(7), vec![0]].concat();
    let most = usize::try_from(PHOTO_BYTES_MAX).unwrap();
    for (bytes, code, field) in [
        (jpeg(8), ErrorCode::BadRequest, Some("sha256")),
        (long, ErrorCode::BadRequest, Some("sha256")),
        (not_jpeg, ErrorCode::BadRequest, Some("media_type")),
        (Vec::new(), ErrorCode::BadRequest, Some("media_type")),
        (b"<script>alert(1)</script>".to_vec(), ErrorCode::BadRequest, Some("media_type")),
        (jpeg(7).repeat(most / 204 + 1), ErrorCode::TooLarge, None),
        (jpeg(7).repeat(10_000), ErrorCode::TooLarge, None),
    ] {
        let error = hand_in(&mut scene.phone, scene.binder, id, &bytes).await.error();
        assert_eq!((error.code, error.field.as_deref()), (code, field), "{} bytes", bytes.len());
    }
    assert!(kept(&scene.server).await.is_empty());
    assert_eq!(hand_in(&mut scene.phone, scene.binder, id, &jpeg(7)).await.status, StatusCode::NO_CONTENT);
}

async fn what_she_takes_away_comes_back_or_goes_for_good(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let id = photographed(&mut scene).await;
    let away = || Body::Remove(Remove { over: Vec::new() });
    let remove = with(&scene, id, away());
    scene.phone.push(scene.binder, vec![remove]).await;
    for client in [&mut scene.phone, &mut scene.anna] {
        assert_eq!(look(client, scene.binder, id).await.code(), ErrorCode::NotFound);
    }
    let back = with(&scene, id, Body::Restore);
    scene.phone.push(scene.binder, vec![back]).await;
    assert_eq!(look(&mut scene.anna, scene.binder, id).await.bytes, jpeg(7));

    let remove = with(&scene, id, away());
    scene.phone.push(scene.binder, vec![remove]).await;
    let redact = async |scene: &Scene| {
        let state = &scene.server.state;
        state.store().redact(state.clock().now()).await.unwrap()
    };
    scene.server.clock.advance_minutes(90 * DAY - 1);
    assert_eq!((redact(&scene).await, kept(&scene.server).await.len()), (0, 1));
    scene.server.clock.advance_minutes(1);
    assert_eq!((redact(&scene).await, kept(&scene.server).await.len()), (1, 0));
    assert_eq!(hand_in(&mut scene.phone, scene.binder, id, &jpeg(7)).await.code(), ErrorCode::NotFound);
    assert_eq!(faults(&scene.server, scene.binder).await, 0);
}

async fn bytes_that_were_changed_or_put_elsewhere_are_told(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (first, second) = (photographed(&mut scene).await, photographed(&mut scene).await);
    assert_eq!(faults(&scene.server, scene.binder).await, 0);
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    // The same picture, so the hash is right: it opens in its own place alone.
    let sql =
        "update attachments set body = (select body from attachments where entry_id = $1) where entry_id = $2";
    sqlx::query(sql).bind(first.to_string()).bind(second.to_string()).execute(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(faults(&scene.server, scene.binder).await, 1);
    assert!(look(&mut scene.phone, scene.binder, second).await.status.is_server_error());
    assert_eq!(look(&mut scene.phone, scene.binder, first).await.status, StatusCode::OK);
}

on_both!(
    what_is_taken_at_the_table_is_on_her_phone,
    nobody_has_it_but_whom_it_is_about_and_she,
    another_binders_picture_is_not_there,
    only_the_bytes_that_the_op_names_are_taken,
    what_she_takes_away_comes_back_or_goes_for_good,
    bytes_that_were_changed_or_put_elsewhere_are_told,
);

#[tokio::test]
async fn a_device_that_floods_is_asked_to_wait() {
    let mut scene = Scene::sqlite().await;
    let id = photographed(&mut scene).await;
    let mut n_taken = 0;
    let refused = loop {
        let answer = hand_in(&mut scene.phone, scene.binder, id, &jpeg(7)).await;
        if !answer.status.is_success() {
            break answer;
        }
        n_taken += 1;
        assert!(n_taken < 200, "nobody was asked to wait");
    };
    assert_eq!(refused.code(), ErrorCode::TooMany);
    assert_eq!(look(&mut scene.anna, scene.binder, id).await.status, StatusCode::OK, "nobody else waits");
}

#[tokio::test]
async fn it_stands_in_the_access_log_that_somebody_had_it() {
    let mut scene = Scene::sqlite().await;
    let id = photographed(&mut scene).await;
    let lines = async |scene: &mut Scene| -> usize {
        let path = format!("/api/v1/binders/{}/audit", scene.binder);
        scene.phone.get(&path).await.ok::<AuditPage>().lines.len()
    };
    scene.server.clock.advance_minutes(DAY);
    scene.anna.sign_in("anna").await;
    let before = lines(&mut scene).await;
    look(&mut scene.anna, scene.binder, id).await;
    assert_eq!(lines(&mut scene).await, before + 1);
}

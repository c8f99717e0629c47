//! What an owner asks about her own binder: who has looked, and which phones are hers.

use axum::http::{Method, StatusCode};
use domain::api::{AuditAction, AuditLine, AuditPage, DeviceCard, ErrorCode, Me};
use domain::consent::Right;
use domain::{BinderTab, DeviceId, Role};
use serde_json::json;
use uuid::Uuid;

use crate::support::ops::{entry, grant, propose};
use crate::support::scene::{Scene, pair};

#[tokio::test]
async fn she_reads_who_has_looked_and_where_they_work() {
    let mut scene = Scene::sqlite().await;
    let op = propose(scene.staff(), entry(), "Nils");
    scene.anna.push(scene.binder, vec![op]).await;
    scene.anna.pull(scene.binder).await;
    let (_, mut johan) = scene.server.coordinator("johan").await;
    assert_eq!(johan.round(scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::NotFound);
    let page: AuditPage = scene.phone.get(&path(&scene, "audit")).await.ok();
    let of = |action| page.lines.iter().filter(move |line| line.action == action);
    let wrote = of(AuditAction::Wrote).find(|line| line.tabs == [BinderTab::Contacts]).unwrap();
    assert_eq!((wrote.person, wrote.role), (scene.anna_id, Role::Coordinator));
    assert!(!wrote.name.is_empty() && !wrote.organization.is_empty());
    assert_eq!(of(AuditAction::Denied).map(|line| line.tabs.len()).collect::<Vec<_>>(), [0], "Johan tried");
    assert!(page.lines.iter().all(|line| line.role != Role::Owner), "what she does herself is nobody's to watch");
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn a_long_log_comes_in_parts_and_nothing_is_between_them() {
    let mut scene = Scene::sqlite().await;
    for turn in 0..230 {
        scene.anna.push(scene.binder, vec![propose(scene.staff(), entry(), &format!("Nils {turn}"))]).await;
    }
    let first: AuditPage = scene.phone.get(&path(&scene, "audit")).await.ok();
    assert_eq!(first.lines.len(), 200);
    let mark = first.next.unwrap();
    let rest: AuditPage = scene.phone.get(&format!("{}?after={mark}", path(&scene, "audit"))).await.ok();
    assert_eq!(rest.next, None);
    let wrote = |lines: &[AuditLine]| lines.iter().filter(|line| line.action == AuditAction::Wrote).count();
    assert_eq!(
        wrote(&first.lines) + wrote(&rest.lines),
        231,
        "230 suggestions and the sentences of the beginning"
    );
}

#[tokio::test]
async fn nobody_else_reads_the_log_or_the_list_of_phones() {
    let mut scene = Scene::sqlite().await;
    for part in ["audit", "devices"] {
        let path = path(&scene, part);
        assert_eq!(scene.anna.get(&path).await.code(), ErrorCode::NotFound);
        assert_eq!(scene.server.stranger().get(&path).await.code(), ErrorCode::SignedOut);
    }
    for mark in ["yesterday", "1:%00"] {
        let error = scene.phone.get(&format!("{}?after={mark}", path(&scene, "audit"))).await.error();
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadRequest, Some("after")));
    }
}

#[tokio::test]
async fn a_lost_phone_is_ended_and_the_other_goes_on() {
    let mut scene = Scene::sqlite().await;
    let mut lost = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let phones: Vec<DeviceCard> = scene.phone.get(&path(&scene, "devices")).await.ok();
    assert_eq!(phones.iter().filter(|phone| phone.this).count(), 1);
    let other = phones.iter().find(|phone| !phone.this).unwrap().id;
    for _ in 0..2 {
        let answer = scene.phone.ask(Method::DELETE, &device(&scene, other), None).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(lost.get("/api/v1/me").await.code(), ErrorCode::Revoked);
    let phones: Vec<DeviceCard> = scene.phone.get(&path(&scene, "devices")).await.ok();
    assert!(phones.len() == 1 && phones[0].this);
}

#[tokio::test]
async fn a_new_phone_is_told_of_on_the_others_and_in_the_log() {
    let mut scene = Scene::sqlite().await;
    let before: Me = scene.phone.get("/api/v1/me").await.ok();
    scene.server.clock.advance_minutes(5);
    pair(&scene.server, &mut scene.anna, scene.binder).await;
    let after: Me = scene.phone.get("/api/v1/me").await.ok();
    assert!(before.binders[0].newest_phone_at < after.binders[0].newest_phone_at);
    let page: AuditPage = scene.phone.get(&path(&scene, "audit")).await.ok();
    let let_in = page.lines.iter().filter(|line| line.action == AuditAction::LetIn);
    assert_eq!(let_in.map(|line| line.person).collect::<Vec<_>>(), [scene.anna_id, scene.anna_id]);
    let anna: Me = scene.anna.get("/api/v1/me").await.ok();
    assert_eq!(anna.binders[0].newest_phone_at, None, "her phones are nobody else's business");
}

#[tokio::test]
async fn whoever_may_only_read_a_part_cannot_let_a_phone_in() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let sentence = grant(scene.owner(), johan_id, BinderTab::Contacts, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![sentence]).await;
    assert_eq!(johan.post(&path(&scene, "pairings"), &json!({})).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn nobody_ends_a_phone_of_somebody_else() {
    let mut scene = Scene::sqlite().await;
    let phones: Vec<DeviceCard> = scene.phone.get(&path(&scene, "devices")).await.ok();
    let hers = phones[0].id;
    let by_anna = scene.anna.ask(Method::DELETE, &device(&scene, hers), None).await;
    assert_eq!(by_anna.code(), ErrorCode::NotFound);
    let nobodys = DeviceId::from_uuid(Uuid::from_u128(77));
    let answer = scene.phone.ask(Method::DELETE, &device(&scene, nobodys), None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "one that is none of hers looks like one that has ended");
    let _: Me = scene.phone.get("/api/v1/me").await.ok();
}

fn path(scene: &Scene, part: &str) -> String {
    format!("/api/v1/binders/{}/{part}", scene.binder)
}

fn device(scene: &Scene, device: DeviceId) -> String {
    format!("{}/{device}", path(scene, "devices"))
}

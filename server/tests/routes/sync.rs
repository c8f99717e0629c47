//! `POST /api/v1/binders/{id}/sync`.

use axum::http::StatusCode;
use domain::api::{AuditAction, ErrorCode, Reached, SyncResponse};
use domain::rating::Show;
use domain::{Audience, BinderId, BinderTab, Body};
use uuid::Uuid;

use crate::support::ops::{self, contact, entry, rate};
use crate::support::scene::{Scene, pair, start};

#[tokio::test]
async fn a_change_on_the_phone_reaches_the_coordinator() {
    let mut scene = Scene::sqlite().await;
    let before = scene.anna.pull(scene.binder).await;
    let op = contact(scene.owner(), entry(), "Eva");
    let pushed: SyncResponse = scene.phone.round(scene.binder, 3, 2, vec![op.clone()]).await.ok();
    assert_eq!(pushed.accepted.len(), 1);
    let got: SyncResponse =
        scene.anna.round(scene.binder, before.cursor, before.generation, Vec::new()).await.ok();
    assert_eq!(got.ops.iter().map(|sequenced| &sequenced.op).collect::<Vec<_>>(), [&op]);
    assert_eq!(got.cursor, pushed.accepted[0].seq);
}

#[tokio::test]
async fn what_a_request_brought_is_not_echoed() {
    let mut scene = Scene::sqlite().await;
    let now = scene.phone.pull(scene.binder).await;
    let op = contact(scene.owner(), entry(), "Eva");
    for _ in 0..2 {
        let answer: SyncResponse =
            scene.phone.round(scene.binder, now.cursor, now.generation, vec![op.clone()]).await.ok();
        assert_eq!((answer.accepted.len(), answer.ops.len(), answer.cursor), (1, 0, now.cursor + 1));
    }
}

#[tokio::test]
async fn a_first_copy_gets_whole_tabs_and_the_binders_card() {
    let mut scene = Scene::sqlite().await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let first = scene.phone.pull(scene.binder).await;
    let tabs: Vec<BinderTab> = first.checkpoints.iter().map(|checkpoint| checkpoint.state.tab).collect();
    assert_eq!(tabs, [BinderTab::Contacts, BinderTab::Sharing]);
    let card = first.binder.unwrap();
    assert_eq!((card.owner_name.as_str(), card.paired, card.people.len()), ("Maja", true, 2));
    assert!(first.reset.is_empty() && first.ops.is_empty());
}

#[tokio::test]
async fn nothing_new_is_a_short_answer() {
    let mut scene = Scene::sqlite().await;
    let now = scene.phone.pull(scene.binder).await;
    let answer = scene.phone.round(scene.binder, now.cursor, now.generation, Vec::new()).await;
    assert!(answer.bytes.len() < 250, "{}", String::from_utf8_lossy(&answer.bytes));
    let answer: SyncResponse = answer.ok();
    assert_eq!((answer.cursor, answer.generation), (now.cursor, now.generation));
    assert!(answer.binder.is_none() && answer.checkpoints.is_empty());
}

#[tokio::test]
async fn a_stranger_and_another_owner_find_nothing() {
    let mut scene = Scene::sqlite().await;
    let answer = scene.server.stranger().round(scene.binder, 0, 0, Vec::new()).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, ErrorCode::SignedOut));

    let (_, mut johan) = scene.server.coordinator("johan").await;
    let other = BinderId::from_uuid(Uuid::from_u128(77));
    start(&mut johan, other, "Samir").await;
    let mut other_phone = pair(&scene.server, &mut johan, other).await;
    let absent = BinderId::from_uuid(Uuid::from_u128(78));
    for client in [&mut johan, &mut other_phone] {
        let forbidden = client.round(scene.binder, 0, 0, Vec::new()).await;
        let missing = client.round(absent, 0, 0, Vec::new()).await;
        assert_eq!(forbidden.status, StatusCode::NOT_FOUND);
        assert_eq!(forbidden.bytes, missing.bytes, "absent and forbidden look alike");
    }
    let answer = scene.phone.round(other, 0, 0, Vec::new()).await;
    assert_eq!(answer.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn private_ops_and_ratings_never_reach_a_coordinator() {
    let mut scene = Scene::sqlite().await;
    let before = scene.anna.pull(scene.binder).await;
    let mut secret = contact(scene.owner(), entry(), "HEMLIG VÄN");
    secret.audience = Audience::Private;
    let rating = rate(scene.owner());
    let show = Show {
        marks: domain::rating::Marks::try_from([50, 50, 50, 50]).unwrap(),
        occasion: domain::rating::Occasion::First,
        made_at: rating.made_at,
        contributed: String::new(),
    };
    let shown = ops::op(scene.owner(), BinderTab::Ratings, entry(), Body::Show(show));
    scene.phone.push(scene.binder, vec![secret.clone(), rating.clone(), shown.clone()]).await;
    let bytes = scene.anna.round(scene.binder, before.cursor, before.generation, Vec::new()).await;
    let got: SyncResponse = bytes.ok();
    assert_eq!(got.ops.iter().map(|sequenced| sequenced.op.id).collect::<Vec<_>>(), [shown.id]);
    let whole = scene.anna.round(scene.binder, 0, 0, Vec::new()).await;
    let text = String::from_utf8_lossy(&whole.bytes).into_owned();
    assert!(!text.contains("HEMLIG") && !text.contains(&rating.id.to_string()), "{text}");
    for (tab, op) in [(BinderTab::Contacts, &secret), (BinderTab::Ratings, &rating)] {
        let path = format!("/api/v1/binders/{}/history?tab={}&entry={}", scene.binder, tab.as_str(), op.entry);
        let history: Vec<domain::SequencedOp> = scene.anna.get(&path).await.ok();
        assert_eq!(history, Vec::new());
    }
}

#[tokio::test]
async fn an_unknown_kind_is_carried_as_it_came() {
    let mut scene = Scene::sqlite().await;
    let known = serde_json::to_value(contact(scene.owner(), entry(), "Eva")).unwrap();
    let mut newer = known.clone();
    newer["kind"] = "sing".into();
    newer["body"] = serde_json::json!({ "song": "å ä ö", "verses": [1, 2] });
    let op: domain::Op = serde_json::from_value(newer.clone()).unwrap();
    let now = scene.phone.pull(scene.binder).await;
    assert_eq!(scene.phone.push(scene.binder, vec![op]).await.accepted.len(), 1);
    let got: SyncResponse = scene.phone.round(scene.binder, now.cursor, now.generation, Vec::new()).await.ok();
    assert_eq!(serde_json::to_value(&got.ops[0].op).unwrap(), newer);
}

#[tokio::test]
async fn a_server_older_than_the_device_takes_nothing() {
    let mut scene = Scene::sqlite().await;
    let body = serde_json::json!({
        "protocol": 2, "replica": Uuid::from_u128(9), "after": 0, "generation": 0,
        "ops": [contact(scene.owner(), entry(), "Eva")],
    });
    let path = format!("/api/v1/binders/{}/sync", scene.binder);
    let answer = scene.phone.post(&path, &body).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, ErrorCode::FutureProtocol));
    assert_eq!(scene.phone.pull(scene.binder).await.cursor, 3);
}

#[tokio::test]
async fn how_far_a_copy_has_come_is_told_to_the_owner() {
    let mut scene = Scene::sqlite().await;
    let first = scene.anna.pull(scene.binder).await;
    scene.anna.round(scene.binder, first.cursor, first.generation, Vec::new()).await;
    let now = scene.phone.pull(scene.binder).await;
    let at = scene.server.state.clock().now();
    assert_eq!(now.reached, [Reached { person: scene.anna_id, seq: 3, at }]);
}

#[tokio::test]
async fn a_copy_far_behind_gets_whole_tabs() {
    let mut scene = Scene::sqlite().await;
    let now = scene.phone.pull(scene.binder).await;
    for _ in 0..2 {
        let ops = (0..300).map(|n| contact(scene.owner(), entry(), &format!("Vän {n}"))).collect();
        let answer: SyncResponse = scene.phone.round(scene.binder, now.cursor, now.generation, ops).await.ok();
        assert_eq!(answer.accepted.len(), 300);
    }
    let late: SyncResponse = scene.phone.round(scene.binder, now.cursor, now.generation, Vec::new()).await.ok();
    assert_eq!((late.ops.len(), late.cursor), (0, 603));
    assert_eq!(late.checkpoints.iter().map(|c| c.state.entries.len()).max(), Some(600));
}

#[tokio::test]
async fn opened_tabs_are_in_the_access_log() {
    let mut scene = Scene::sqlite().await;
    let opened = serde_json::json!([
        { "tab": "contacts", "at": 1_795_521_000_000_i64 }, { "tab": "plan", "at": 1_795_521_000_000_i64 },
    ]);
    let body = serde_json::json!({
        "protocol": 1, "replica": Uuid::from_u128(9), "after": 0, "generation": 0, "opened": opened,
    });
    let path = format!("/api/v1/binders/{}/sync", scene.binder);
    for _ in 0..2 {
        let _: SyncResponse = scene.anna.post(&path, &body).await.ok();
    }
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    let log = store.audit(&access, None, 100).await.unwrap().lines;
    let opened: Vec<_> =
        log.into_iter().filter(|e| e.action == AuditAction::Opened).flat_map(|e| e.tabs).collect();
    assert_eq!(opened, [BinderTab::Contacts], "once, and only what she may read");
}

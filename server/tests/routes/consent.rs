//! What a sentence of consent opens, and that a withdrawal closes it at once.

use axum::http::StatusCode;
use domain::api::{AuditAction, ErrorCode, RefusalCode, SyncResponse};
use domain::consent::Right;
use domain::{Audience, BinderId, BinderTab, Body};
use uuid::Uuid;

use crate::support::ops::{self, contact, entry, grant, propose, withdraw, write};
use crate::support::scene::{Scene, start};
use crate::support::server::TestServer;

#[tokio::test]
async fn what_no_sentence_covers_is_never_served() {
    let mut scene = Scene::sqlite().await;
    let sign = write(
        scene.owner(),
        domain::EntryKind::Sign,
        entry(),
        domain::Field::Text,
        domain::Value::text("JAG SOVER INTE"),
    );
    let now = scene.anna.pull(scene.binder).await;
    scene.phone.push(scene.binder, vec![sign.clone()]).await;
    let got: SyncResponse = scene.anna.round(scene.binder, now.cursor, now.generation, Vec::new()).await.ok();
    assert_eq!((got.ops.len(), got.cursor), (0, now.cursor + 1));
    let whole = scene.anna.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(!String::from_utf8_lossy(&whole.bytes).contains("SOVER"));
    let path = format!("/api/v1/binders/{}/history?tab=warning_plan&entry={}", scene.binder, sign.entry);
    assert_eq!(scene.anna.get(&path).await.status, StatusCode::NOT_FOUND);
    let hers: Vec<domain::SequencedOp> = scene.phone.get(&path).await.ok();
    assert_eq!(hers.len(), 1);
}

#[tokio::test]
async fn a_withdrawal_resets_the_copy_and_drops_the_tab() {
    let mut scene = Scene::sqlite().await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let before = scene.anna.pull(scene.binder).await;
    let has = |answer: &SyncResponse, tab| answer.checkpoints.iter().any(|c| c.state.tab == tab);
    assert!(has(&before, BinderTab::Contacts));
    scene.phone.push(scene.binder, vec![withdraw(scene.owner(), scene.anna_id, BinderTab::Contacts)]).await;
    let after: SyncResponse =
        scene.anna.round(scene.binder, before.cursor, before.generation, Vec::new()).await.ok();
    assert_eq!(after.reset, BinderTab::ALL);
    assert!(!has(&after, BinderTab::Contacts) && has(&after, BinderTab::Sharing));
    assert!(after.generation > before.generation);
    assert!(!after.binder.unwrap().rights.iter().any(|right| right.tab == BinderTab::Contacts));
}

#[tokio::test]
async fn without_any_sentence_the_binder_is_not_there() {
    let mut scene = Scene::sqlite().await;
    let tabs = [BinderTab::Contacts, BinderTab::Meetings, BinderTab::Ratings];
    let gone = tabs.map(|tab| withdraw(scene.owner(), scene.anna_id, tab));
    scene.phone.push(scene.binder, gone.to_vec()).await;
    assert_eq!(scene.anna.round(scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::NotFound);
    let path = format!("/api/v1/binders/{}/pairings", scene.binder);
    assert_eq!(scene.anna.post(&path, &serde_json::json!({})).await.code(), ErrorCode::NotFound);
    let me: domain::api::Me = scene.anna.get("/api/v1/me").await.ok();
    assert_eq!(me.binders, Vec::new());
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    let denied = store
        .audit(&access, None, 100)
        .await
        .unwrap()
        .lines
        .into_iter()
        .filter(|e| e.action == AuditAction::Denied)
        .count();
    assert_eq!(denied, 1, "that she tried is written down");
}

#[tokio::test]
async fn a_withdrawal_beats_a_grant_that_had_not_seen_it() {
    let mut scene = Scene::sqlite().await;
    let gone = withdraw(scene.owner(), scene.anna_id, BinderTab::Contacts);
    let unseen = grant(scene.owner(), scene.anna_id, BinderTab::Contacts, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![gone.clone(), unseen]).await;
    let rights = |answer: SyncResponse| answer.binder.unwrap().rights;
    let has = |rights: &[domain::api::TabRight]| rights.iter().any(|right| right.tab == BinderTab::Contacts);
    assert!(!has(&rights(scene.anna.pull(scene.binder).await)));
    let seen = grant(scene.owner(), scene.anna_id, BinderTab::Contacts, Right::Read, vec![gone.id]);
    scene.phone.push(scene.binder, vec![seen]).await;
    assert!(has(&rights(scene.anna.pull(scene.binder).await)));
}

#[tokio::test]
async fn to_read_is_not_to_suggest() {
    let mut scene = Scene::sqlite().await;
    let plan = BinderTab::WarningPlan;
    scene.phone.push(scene.binder, vec![grant(scene.owner(), scene.anna_id, plan, Right::Read, Vec::new())]).await;
    let mut suggestion = propose(scene.staff(), entry(), "x");
    suggestion.tab = plan;
    if let Body::Propose(body) = &mut suggestion.body {
        body.entry_kind = domain::EntryKind::Sign;
        body.fields = std::iter::once((domain::Field::Text, body.fields.pop_first().unwrap().1)).collect();
    }
    let answer = scene.anna.push(scene.binder, vec![suggestion]).await;
    assert_eq!(answer.refused[0].code, RefusalCode::NotCovered);
}

#[tokio::test]
async fn at_the_kitchen_table_all_comes_in_one_request() {
    let server = TestServer::sqlite().await;
    let (anna_id, mut anna) = server.coordinator("anna").await;
    let binder = BinderId::from_uuid(Uuid::from_u128(5));
    start(&mut anna, binder, "Maja").await;
    let author = ops::staff(anna_id);
    let ops = vec![
        propose(author, entry(), "för tidigt"),
        grant(author, anna_id, BinderTab::Contacts, Right::Suggest, Vec::new()),
        grant(author, anna_id, BinderTab::Meetings, Right::Read, Vec::new()),
        propose(author, entry(), "Eva"),
    ];
    let answer = anna.push(binder, ops.clone()).await;
    assert_eq!(answer.refused.iter().map(|no| no.id).collect::<Vec<_>>(), [ops[0].id]);
    assert_eq!(answer.accepted.len(), 3);
    assert!(answer.checkpoints.iter().any(|checkpoint| checkpoint.state.tab == BinderTab::Contacts));
}

#[tokio::test]
async fn a_sentence_is_read_only_by_whom_it_names() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let for_johan = grant(scene.owner(), johan_id, BinderTab::Plan, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![for_johan.clone()]).await;
    let whole = johan.round(scene.binder, 0, 0, Vec::new()).await;
    let text = String::from_utf8_lossy(&whole.bytes).into_owned();
    let sharing = whole.ok::<SyncResponse>().checkpoints;
    assert_eq!(sharing.iter().map(|c| c.state.entries.len()).collect::<Vec<_>>(), [1]);
    assert!(text.contains(&for_johan.entry.to_string()));
    let annas = scene.anna.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(!String::from_utf8_lossy(&annas.bytes).contains(&johan_id.to_string()), "nor that he is let in");
}

#[tokio::test]
async fn a_new_reader_gets_nothing_that_was_removed_or_replaced() {
    let mut scene = Scene::sqlite().await;
    let (kept, removed) = (entry(), entry());
    let owner = scene.owner();
    let first = contact(owner, kept, "GAMMALT NAMN");
    let mut second = contact(owner, kept, "Nytt namn");
    if let Body::Write(body) = &mut second.body {
        body.fields.values_mut().for_each(|write| write.over = vec![first.id]);
    }
    let gone = contact(owner, removed, "BORTTAGEN");
    let remove = Body::Remove(domain::body::Remove { over: vec![gone.id] });
    let ops = vec![first, second, gone, ops::op(owner, BinderTab::Contacts, removed, remove)];
    scene.phone.push(scene.binder, ops).await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let lets_in = grant(owner, johan_id, BinderTab::Contacts, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![lets_in]).await;
    let whole = johan.round(scene.binder, 0, 0, Vec::new()).await;
    let text = String::from_utf8_lossy(&whole.bytes);
    assert!(text.contains("Nytt namn") && !text.contains("GAMMALT") && !text.contains("BORTTAGEN"));
    let hers = scene.phone.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(String::from_utf8_lossy(&hers.bytes).contains("GAMMALT"), "the owner keeps her history");
}

#[tokio::test]
async fn a_coordinator_cannot_write_for_herself_alone() {
    let mut scene = Scene::sqlite().await;
    let mut op = propose(scene.staff(), entry(), "Eva");
    op.audience = Audience::Private;
    let answer = scene.anna.push(scene.binder, vec![op]).await;
    assert_eq!(answer.refused[0].code, RefusalCode::BadValue);
}

#[tokio::test]
async fn what_is_taken_back_reaches_a_reader_who_came_after_it_was_removed() {
    let mut scene = Scene::sqlite().await;
    let (id, owner) = (entry(), scene.owner());
    let eva = contact(owner, id, "Eva");
    let gone = ops::op(owner, BinderTab::Contacts, id, Body::Remove(domain::body::Remove { over: vec![eva.id] }));
    scene.phone.push(scene.binder, vec![eva, gone]).await;
    let before = scene.anna.pull(scene.binder).await;
    let has = |answer: &SyncResponse| answer.checkpoints.iter().any(|c| c.state.entries.contains_key(&id));
    assert!(!has(&before), "she was never given what was removed before she came");
    scene.phone.push(scene.binder, vec![ops::op(owner, BinderTab::Contacts, id, Body::Restore)]).await;
    let after: SyncResponse =
        scene.anna.round(scene.binder, before.cursor, before.generation, Vec::new()).await.ok();
    assert!(after.generation > before.generation && has(&after));
}

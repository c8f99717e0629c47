//! A case taken up with its owner's name: under her live consent in writing that names the caller, and no other way.

use axum::http::StatusCode;
use domain::api::{AuditAction, AuditPage, CollaborationIssue, ErrorCode, IssueList, RefusalCode};
use domain::consent::Evidence;
use domain::{Body, Op, PersonId};
use serde_json::{Value, json};
use server::store::Authority;
use sqlx::{AnyPool, Row as _};
use uuid::Uuid;

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{allow_lift, end_lift};
use crate::support::scene::Scene;
use crate::support::server::TestServer;

on_both! {
    without_a_live_consent_in_writing_that_names_the_caller_it_is_refused,
    the_group_reads_it_while_the_consent_holds_and_she_sees_who_read,
    taken_back_it_is_shut_and_emptied_and_one_line_is_left_for_its_author,
    it_ends_with_its_last_day_and_a_new_consent_opens_nothing_again,
    it_rests_while_the_binder_is_closed_and_goes_with_it,
    its_author_alone_leads_it,
}

const TEXT: &str = "Maja får vänta på sitt boende.";

fn case(n: u128) -> Value {
    let id = Uuid::from_u128(0x4000_8000_0000_0000_0000 + n);
    json!({ "id": id, "category": "waiting", "level": "group", "text": TEXT, "tried": "Ringt båda." })
}

fn path(scene: &Scene) -> String {
    format!("/api/v1/binders/{}/issues", scene.binder)
}

async fn seen(client: &mut Client) -> Vec<CollaborationIssue> {
    client.get("/api/v1/issues").await.ok::<IssueList>().issues
}

async fn says(scene: &mut Scene, op: Op) {
    assert_eq!(scene.phone.push(scene.binder, vec![op]).await.refused, Vec::new());
}

/// A member of the group, of the other authority, who reaches no pärm.
async fn member(scene: &Scene) -> (PersonId, Client) {
    let (id, client) = scene.server.signed_in("karin", "Socialtjänsten Väst", Authority::Municipality).await;
    assert!(scene.server.state.store().join_group(id).await.unwrap());
    (id, client)
}

/// Anna has taken up a case with Maja's consent.
async fn taken_up(server: TestServer) -> (Scene, Client, PersonId) {
    let mut scene = Scene::on(server).await;
    let (karin_id, karin) = member(&scene).await;
    let yes = allow_lift(scene.owner(), scene.anna_id, 10, Vec::new());
    says(&mut scene, yes).await;
    let path = path(&scene);
    assert_eq!(scene.anna.post(&path, &case(1)).await.status, StatusCode::NO_CONTENT);
    (scene, karin, karin_id)
}

async fn read_in_log(scene: &mut Scene) -> Vec<(AuditAction, String)> {
    let log: AuditPage = scene.phone.get(&format!("/api/v1/binders/{}/audit", scene.binder)).await.ok();
    let lifted = |action| matches!(action, AuditAction::Lifted | AuditAction::ReadLifted);
    log.lines.into_iter().filter(|line| lifted(line.action)).map(|line| (line.action, line.name)).collect()
}

async fn without_a_live_consent_in_writing_that_names_the_caller_it_is_refused(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (eva_id, mut eva) = scene.server.signed_in("eva", "Socialtjänsten Väst", Authority::Municipality).await;
    let (owner, anna, path) = (scene.owner(), scene.anna_id, path(&scene));
    // Sentences that open tabs are no consent to this.
    assert_eq!(scene.anna.post(&path, &case(1)).await.code(), ErrorCode::NotFound);

    // Spoken, or on the screen without her name under it.
    for evidence in [Evidence::Spoken, Evidence::OnScreen] {
        let mut op = allow_lift(owner, anna, 10, Vec::new());
        let Body::AllowLift(says) = &mut op.body else { unreachable!() };
        says.evidence = evidence;
        let refused = scene.phone.push(scene.binder, vec![op]).await.refused;
        assert_eq!(refused[0].code, RefusalCode::BadValue, "{evidence:?}");
    }
    assert_eq!(scene.anna.post(&path, &case(1)).await.code(), ErrorCode::NotFound);

    // For somebody else.
    says(&mut scene, allow_lift(owner, eva_id, 10, Vec::new())).await;
    assert_eq!(scene.anna.post(&path, &case(1)).await.code(), ErrorCode::NotFound);
    // Of another pärm.
    let elsewhere =
        format!("/api/v1/binders/{}/issues", Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_00ff));
    assert_eq!(eva.post(&elsewhere, &case(1)).await.code(), ErrorCode::NotFound);
    // It needs no sentence that opens a tab.
    assert_eq!(eva.post(&path, &case(2)).await.status, StatusCode::NO_CONTENT);

    // One that has begun, and is taken back.
    says(&mut scene, allow_lift(owner, anna, 10, Vec::new())).await;
    let no = end_lift(owner, anna);
    let seen = no.id;
    says(&mut scene, no).await;
    assert_eq!(scene.anna.post(&path, &case(1)).await.code(), ErrorCode::NotFound);
    // Given by a phone that had not heard of that.
    says(&mut scene, allow_lift(owner, anna, 10, Vec::new())).await;
    assert_eq!(scene.anna.post(&path, &case(1)).await.code(), ErrorCode::NotFound);
    // One that begins later, and one whose last day has been.
    let mut later = allow_lift(owner, anna, 10, vec![seen]);
    let Body::AllowLift(says_later) = &mut later.body else { unreachable!() };
    says_later.period.from = Some(scene.server.state.clock().now().plus_days(5));
    says(&mut scene, later).await;
    says(&mut scene, allow_lift(owner, anna, 0, vec![seen])).await;
    assert_eq!(scene.anna.post(&path, &case(1)).await.code(), ErrorCode::NotFound);
    // And one that holds.
    says(&mut scene, allow_lift(owner, anna, 1, vec![seen])).await;
    for _ in 0..2 {
        assert_eq!(scene.anna.post(&path, &case(1)).await.status, StatusCode::NO_CONTENT);
    }
    let numbered = json!({ "text": "Maja, 850709-9805, får vänta." });
    let mut with_number = case(3);
    with_number["text"] = numbered["text"].clone();
    assert_eq!(scene.anna.post(&path, &with_number).await.code(), ErrorCode::Identifies);
    let mut kept = case(3);
    kept["level"] = json!("coordinator");
    assert_eq!(scene.anna.post(&path, &kept).await.code(), ErrorCode::BadRequest);
    let mut phone = scene.phone.clone();
    assert_eq!(phone.post(&path, &case(3)).await.code(), ErrorCode::NotFound, "it is for staff");
    let log: AuditPage = scene.phone.get(&format!("/api/v1/binders/{}/audit", scene.binder)).await.ok();
    assert!(log.lines.iter().any(|line| line.action == AuditAction::Denied && line.person == anna));
}

async fn the_group_reads_it_while_the_consent_holds_and_she_sees_who_read(server: TestServer) {
    let (mut scene, mut karin, _) = taken_up(server).await;
    let (_, mut eva) = scene.server.signed_in("eva", "Socialtjänsten Väst", Authority::Municipality).await;
    assert_eq!(seen(&mut eva).await, []);
    for _ in 0..2 {
        let read = seen(&mut karin).await.remove(0);
        assert_eq!((read.text.as_str(), read.owner_name.as_deref(), read.mine), (TEXT, Some("Maja"), false));
    }
    let said = read_in_log(&mut scene).await;
    let (anna, karin_read) = ("anna Test".to_owned(), "karin Test".to_owned());
    assert_eq!(said, [(AuditAction::Lifted, anna), (AuditAction::ReadLifted, karin_read)]);
    let round = karin.round(scene.binder, 0, 0, Vec::new()).await;
    assert_eq!(round.code(), ErrorCode::NotFound, "the pärm itself is not hers to read");
    let text = TEXT.as_bytes();
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    let row = sqlx::query("select sealed from named_issues").fetch_one(&pool).await.unwrap();
    assert!(!row.get::<Vec<u8>, _>(0).windows(text.len()).any(|at| at == text));
}

async fn taken_back_it_is_shut_and_emptied_and_one_line_is_left_for_its_author(server: TestServer) {
    let (mut scene, mut karin, _) = taken_up(server).await;
    assert_eq!(seen(&mut karin).await.len(), 1);
    let no = end_lift(scene.owner(), scene.anna_id);
    says(&mut scene, no).await;
    assert_eq!(seen(&mut karin).await, []);
    let left = seen(&mut scene.anna).await.remove(0);
    let said = (left.is_shut, left.text.as_str(), left.steps.len(), left.owner_name.as_deref());
    assert_eq!(said, (true, "", 0, Some("Maja")));
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    let row = sqlx::query("select sealed from named_issues").fetch_one(&pool).await.unwrap();
    assert!(row.get::<Vec<u8>, _>(0).is_empty(), "what was said is gone from the store, too");
    let further = json!({ "level": "management", "tried": "Mer." });
    let id = case(1)["id"].as_str().unwrap().to_owned();
    assert_eq!(scene.anna.post(&format!("/api/v1/issues/{id}/lift"), &further).await.code(), ErrorCode::NotFound);
}

async fn it_ends_with_its_last_day_and_a_new_consent_opens_nothing_again(server: TestServer) {
    let (mut scene, _, karin_id) = taken_up(server).await;
    scene.server.clock.advance_minutes(10 * 24 * 60);
    let mut karin = scene.server.signed_in_again(karin_id).await;
    let mut anna = scene.server.signed_in_again(scene.anna_id).await;
    assert_eq!(seen(&mut karin).await, []);
    assert!(seen(&mut anna).await[0].is_shut);
    let again = allow_lift(scene.owner(), scene.anna_id, 20, Vec::new());
    says(&mut scene, again).await;
    assert_eq!(seen(&mut karin).await, [], "it was given for something else, perhaps");
    assert!(seen(&mut anna).await[0].is_shut);
}

async fn it_rests_while_the_binder_is_closed_and_goes_with_it(server: TestServer) {
    let (mut scene, mut karin, karin_id) = taken_up(server).await;
    let mut erase = crate::support::ops::op(
        scene.owner(),
        domain::BinderTab::Sharing,
        crate::support::ops::entry(),
        Body::Erase(domain::erasure::Erase::default()),
    );
    erase.audience = domain::Audience::Private;
    let erased = erase.id;
    says(&mut scene, erase).await;
    assert_eq!(seen(&mut karin).await, []);
    let mut keep = crate::support::ops::op(
        scene.owner(),
        domain::BinderTab::Sharing,
        crate::support::ops::entry(),
        Body::Keep(domain::erasure::Keep { erase: erased }),
    );
    keep.audience = domain::Audience::Private;
    says(&mut scene, keep).await;
    assert_eq!(seen(&mut karin).await.len(), 1, "she had a change of mind, and it still holds");
    let mut erase = crate::support::ops::op(
        scene.owner(),
        domain::BinderTab::Sharing,
        crate::support::ops::entry(),
        Body::Erase(domain::erasure::Erase::default()),
    );
    erase.audience = domain::Audience::Private;
    says(&mut scene, erase).await;
    scene.server.clock.advance_minutes(31 * 24 * 60);
    assert_eq!(scene.server.state.store().end_due().await.unwrap(), 1);
    let mut anna = scene.server.signed_in_again(scene.anna_id).await;
    let mut karin = scene.server.signed_in_again(karin_id).await;
    assert_eq!((seen(&mut anna).await, seen(&mut karin).await), (Vec::new(), Vec::new()));
}

async fn its_author_alone_leads_it(server: TestServer) {
    let (mut scene, mut karin, _) = taken_up(server).await;
    let id = case(1)["id"].as_str().unwrap().to_owned();
    let day = scene.server.state.clock().now().iso_day();
    let decision = json!({ "text": "Kommunen tar det.", "day": day });
    let lift = json!({ "level": "management", "tried": "Träffats." });
    for (what, body) in [("lift", &lift), ("decision", &decision)] {
        let path = format!("/api/v1/issues/{id}/{what}");
        assert_eq!(karin.post(&path, body).await.code(), ErrorCode::NotFound, "{what}");
        assert_eq!(scene.anna.post(&path, body).await.status, StatusCode::NO_CONTENT, "{what}");
    }
    let read = seen(&mut karin).await.remove(0);
    assert_eq!((read.steps.len(), read.decision.unwrap().text.as_str()), (2, "Kommunen tar det."));
    let lifted = read_in_log(&mut scene).await.into_iter().filter(|(action, _)| *action == AuditAction::Lifted);
    assert_eq!(lifted.count(), 2, "taken up, and lifted further");
}

//! What chafes between those who are to help, without whom it is about.

use axum::http::StatusCode;
use domain::api::{CollaborationIssue, ErrorCode, IssueList};
use domain::issue::IssueLevel;
use domain::{OrganizationId, PersonId};
use serde_json::{Value, json};
use server::store::{Authority, IssueAct};
use sqlx::{AnyPool, Row as _};
use uuid::Uuid;

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::server::TestServer;

on_both! {
    what_was_lifted_is_read_by_its_author_and_the_named_members_alone,
    it_rises_one_level_at_a_time_with_what_was_tried,
    only_its_author_writes_the_decision_and_then_it_stands,
    the_same_again_is_the_same_issue,
    a_number_an_address_and_an_empty_text_are_refused,
    nothing_of_it_leads_to_a_binder_and_its_words_are_sealed_for_its_organization,
    whoever_leaves_the_group_or_closes_the_account_reads_nothing_more,
}

const TEXT: &str = "Två verksamheter säger att det är den andras sak.";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x4000_8000_0000_0000_0000 + n)
}

fn issue(n: u128, level: &str) -> Value {
    json!({ "id": id(n), "category": "responsibility", "level": level, "text": TEXT, "tried": "Ringt båda." })
}

async fn seen(client: &mut Client) -> Vec<CollaborationIssue> {
    client.get("/api/v1/issues").await.ok::<IssueList>().issues
}

/// A coordinator of the region, another of the municipality, and a member of the group.
async fn people(server: &TestServer) -> (Client, Client, Client, PersonId) {
    let (_, anna) = server.signed_in("anna", "Psykiatrin Öst", Authority::Region).await;
    let (_, eva) = server.signed_in("eva", "Socialtjänsten Väst", Authority::Municipality).await;
    let (karin_id, karin) = server.signed_in("karin", "Socialtjänsten Väst", Authority::Municipality).await;
    assert!(server.state.store().join_group(karin_id).await.unwrap());
    (anna, eva, karin, karin_id)
}

async fn taken_up(client: &mut Client, body: &Value) {
    assert_eq!(client.post("/api/v1/issues", body).await.status, StatusCode::NO_CONTENT);
}

async fn what_was_lifted_is_read_by_its_author_and_the_named_members_alone(server: TestServer) {
    let (mut anna, mut eva, mut karin, _) = people(&server).await;
    taken_up(&mut anna, &issue(1, "group")).await;
    taken_up(&mut anna, &issue(2, "coordinator")).await;
    assert_eq!(seen(&mut anna).await.len(), 2);
    assert_eq!(seen(&mut eva).await, []);
    let list: IssueList = karin.get("/api/v1/issues").await.ok();
    let told: Vec<_> = list.issues.iter().map(|one| (one.text.as_str(), one.mine, one.by.as_str())).collect();
    assert_eq!((list.is_member, told), (true, vec![(TEXT, false, "anna Test")]));
    assert_eq!(list.members.len(), 1);
    let day = server.state.clock().now().iso_day();
    let events = server.state.store().issue_events(&day, &day).await.unwrap();
    let acts: Vec<_> = events.iter().map(|event| (event.name.as_str(), event.act)).collect();
    let (anna, karin) = ("anna Test", "karin Test");
    assert_eq!(acts, [(anna, IssueAct::TookUp), (anna, IssueAct::TookUp), (karin, IssueAct::Read)]);
}

async fn it_rises_one_level_at_a_time_with_what_was_tried(server: TestServer) {
    let (mut anna, mut eva, mut karin, _) = people(&server).await;
    taken_up(&mut anna, &json!({ "id": id(1), "category": "other", "level": "coordinator", "text": TEXT })).await;
    let path = format!("/api/v1/issues/{}/lift", id(1));
    let lift = |level: &str, tried: &str| json!({ "level": level, "tried": tried });
    let refused = anna.post(&path, &lift("management", "Ringt.")).await;
    assert_eq!((refused.code(), &refused.json()["field"]), (ErrorCode::BadRequest, &json!("level")));
    let refused = anna.post(&path, &lift("group", " ")).await;
    assert_eq!((refused.code(), &refused.json()["field"]), (ErrorCode::BadRequest, &json!("tried")));
    for (level, tried) in [("group", "Ringt."), ("group", "Ringt."), ("management", "Träffats.")] {
        assert_eq!(anna.post(&path, &lift(level, tried)).await.status, StatusCode::NO_CONTENT, "{level}");
    }
    let stands = seen(&mut karin).await.remove(0);
    let steps: Vec<_> = stands.steps.iter().map(|step| (step.level, step.tried.as_str())).collect();
    assert_eq!(stands.level, IssueLevel::Management);
    assert_eq!(steps, [(IssueLevel::Group, "Ringt."), (IssueLevel::Management, "Träffats.")]);
    for other in [&mut eva, &mut karin] {
        assert_eq!(other.post(&path, &lift("management", "Ringt.")).await.code(), ErrorCode::NotFound);
    }
}

async fn only_its_author_writes_the_decision_and_then_it_stands(server: TestServer) {
    let (mut anna, mut eva, mut karin, _) = people(&server).await;
    taken_up(&mut anna, &issue(1, "group")).await;
    let day = server.state.clock().now().iso_day();
    let path = format!("/api/v1/issues/{}/decision", id(1));
    let decision = json!({ "text": "Regionen tar det.", "day": day });
    for other in [&mut eva, &mut karin] {
        assert_eq!(other.post(&path, &decision).await.code(), ErrorCode::NotFound);
    }
    for day in ["2026-02-30", "2024-01-01", "2027-01-01"] {
        let answer = anna.post(&path, &json!({ "text": "Ja.", "day": day })).await;
        assert_eq!((answer.code(), &answer.json()["field"]), (ErrorCode::BadRequest, &json!("day")), "{day}");
    }
    for _ in 0..2 {
        assert_eq!(anna.post(&path, &decision).await.status, StatusCode::NO_CONTENT);
    }
    let other = json!({ "text": "Kommunen tar det.", "day": day });
    assert_eq!(anna.post(&path, &other).await.code(), ErrorCode::BadRequest);
    let lift = json!({ "level": "management", "tried": "Allt." });
    let lifted = anna.post(&format!("/api/v1/issues/{}/lift", id(1)), &lift).await;
    assert_eq!(lifted.code(), ErrorCode::BadRequest, "it has ended");
    let stands = seen(&mut karin).await.remove(0).decision.unwrap();
    assert_eq!((stands.text.as_str(), stands.day), ("Regionen tar det.", day));
}

async fn the_same_again_is_the_same_issue(server: TestServer) {
    let (mut anna, mut eva, ..) = people(&server).await;
    for _ in 0..2 {
        taken_up(&mut anna, &issue(1, "group")).await;
    }
    assert_eq!(seen(&mut anna).await.len(), 1);
    assert_eq!(eva.post("/api/v1/issues", &issue(1, "group")).await.code(), ErrorCode::BadRequest);
}

async fn a_number_an_address_and_an_empty_text_are_refused(server: TestServer) {
    let (mut anna, ..) = people(&server).await;
    for (field, value, code) in [
        ("text", "Hon, 850709-9805, får vänta.", ErrorCode::Identifies),
        ("text", "Ring 070-123 45 67.", ErrorCode::Identifies),
        ("tried", "Mejlat maja@example.se.", ErrorCode::Identifies),
        ("text", " ", ErrorCode::BadRequest),
        ("tried", "", ErrorCode::BadRequest),
        ("level", "management", ErrorCode::BadRequest),
        ("id", "01980000-0000-7000-8000-000000000001", ErrorCode::BadRequest),
        ("text", &"å".repeat(4_001), ErrorCode::TooLong),
    ] {
        let mut body = issue(1, "group");
        body[field] = json!(value);
        let answer = anna.post("/api/v1/issues", &body).await;
        assert_eq!((answer.code(), &answer.json()["field"]), (code, &json!(field)), "{value}");
    }
    assert_eq!(seen(&mut anna).await, []);
    taken_up(&mut anna, &issue(1, "group")).await;
    let day = server.state.clock().now().iso_day();
    let decision = json!({ "text": "Hon heter 850709-9805.", "day": day });
    let answer = anna.post(&format!("/api/v1/issues/{}/decision", id(1)), &decision).await;
    assert_eq!(answer.code(), ErrorCode::Identifies);
}

async fn nothing_of_it_leads_to_a_binder_and_its_words_are_sealed_for_its_organization(server: TestServer) {
    let (mut anna, ..) = people(&server).await;
    taken_up(&mut anna, &issue(1, "group")).await;
    let pool = AnyPool::connect(&server.config.database_url).await.unwrap();
    let row = sqlx::query("select organization_id, sealed from issues").fetch_one(&pool).await.unwrap();
    let (unit, sealed): (String, Vec<u8>) = (row.get(0), row.get(1));
    let text = TEXT.as_bytes();
    assert!(!sealed.windows(text.len()).any(|at| at == text));
    let keys = server.state.store().keys();
    let open = |unit: OrganizationId| {
        let keys = keys.clone();
        let sealed = sealed.clone();
        async move { keys.of_organization(unit).await.unwrap().open(id(1).as_bytes(), &sealed).is_ok() }
    };
    let other = server.state.store().add_organization("En annan", Authority::Region).await.unwrap();
    assert!(open(unit.parse().unwrap()).await && !open(other).await);
    for (table, has) in [("issues", 8), ("issue_events", 5)] {
        let row =
            sqlx::query(sqlx::AssertSqlSafe(format!("select * from {table}"))).fetch_one(&pool).await.unwrap();
        let columns: Vec<&str> = row.columns().iter().map(sqlx::Column::name).collect();
        assert_eq!(columns.len(), has, "{columns:?}");
        let leads = |column: &&str| ["binder", "entry", "owner", "_at"].iter().any(|word| column.contains(word));
        assert!(!columns.iter().any(leads), "{columns:?}");
    }
}

async fn whoever_leaves_the_group_or_closes_the_account_reads_nothing_more(server: TestServer) {
    let (mut anna, mut eva, mut karin, karin_id) = people(&server).await;
    taken_up(&mut anna, &issue(1, "group")).await;
    let store = server.state.store();
    assert!(store.leave_group(karin_id).await.unwrap() && !store.leave_group(karin_id).await.unwrap());
    assert_eq!(seen(&mut karin).await, []);
    let eva_id =
        store.practitioners().await.unwrap().into_iter().find(|card| card.name == "eva Test").unwrap().person;
    store.join_group(eva_id).await.unwrap();
    assert_eq!(seen(&mut eva).await.len(), 1);
    store.close_account(eva_id).await.unwrap();
    assert_eq!(store.group().await.unwrap(), []);
    assert_eq!(seen(&mut eva).await, []);
}

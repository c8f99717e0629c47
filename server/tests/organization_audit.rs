//! What a unit can check of its own staff, and that a check cannot be undone.

use domain::api::{AuditAction, ReviewOutcome};
use domain::{ReviewId, Role, Timestamp};
use server::store::{Authority, Draw, Review, StaffAct};
use sqlx::{Connection as _, Executor as _, PgConnection};

use crate::support::ops::{entry, propose};
use crate::support::scene::Scene;
use crate::support::server::{NOON, TestServer};

const BEFORE: Timestamp = Timestamp::from_millis(NOON - 60_000);
const AFTER: Timestamp = Timestamp::from_millis(NOON + 3_600_000);

async fn acts(server: &TestServer, from: Timestamp, until: Timestamp) -> Vec<StaffAct> {
    let unit = server.state.store().organizations().await.unwrap()[0].0;
    server.state.store().staff_acts(unit, from, until).await.unwrap()
}

/// Anna has written and read, somebody of another unit was not let in.
async fn seen(scene: &mut Scene) {
    let op = propose(scene.staff(), entry(), "Nils");
    scene.anna.push(scene.binder, vec![op]).await;
    scene.anna.pull(scene.binder).await;
    let store = scene.server.state.store();
    let elsewhere = store.add_organization("Kommunen", Authority::Municipality).await.unwrap();
    let hash = server::auth::password::hash(crate::support::server::PASSWORD, [3; 16]).unwrap();
    store.add_practitioner("bo", &hash, "Bo Test", elsewhere).await.unwrap();
    let mut bo = scene.server.stranger();
    bo.sign_in("bo").await;
    bo.round(scene.binder, 0, 0, Vec::new()).await.code();
}

#[tokio::test]
async fn a_unit_sees_what_its_own_staff_did_in_the_period_and_no_owner() {
    let mut scene = Scene::sqlite().await;
    seen(&mut scene).await;
    let store = scene.server.state.store();
    let units = store.organizations().await.unwrap();
    let named = |name: &str| units.iter().find(|unit| unit.1 == name).unwrap().0;
    let hers = store.staff_acts(named("Psykiatrin Öst"), BEFORE, AFTER).await.unwrap();
    assert!(hers.iter().all(|act| act.person == scene.anna_id && act.role == Role::Coordinator), "{hers:?}");
    for action in [AuditAction::Wrote, AuditAction::Fetched, AuditAction::LetIn] {
        assert!(hers.iter().any(|act| act.action == action && act.name == "anna Test"), "{action:?}: {hers:?}");
    }
    let others = store.staff_acts(named("Kommunen"), BEFORE, AFTER).await.unwrap();
    let told: Vec<_> = others.iter().map(|act| (act.name.as_str(), act.action, act.binder)).collect();
    assert_eq!(told, [("Bo Test", AuditAction::Denied, scene.binder)]);
    assert_eq!(store.staff_acts(named("Kommunen"), AFTER, Timestamp::from_millis(i64::MAX)).await.unwrap(), []);
}

#[tokio::test]
async fn a_check_that_was_made_is_told_again() {
    let mut scene = Scene::sqlite().await;
    seen(&mut scene).await;
    let picked = acts(&scene.server, BEFORE, AFTER).await;
    let store = scene.server.state.store();
    let unit = store.organizations().await.unwrap()[0].0;
    let review = Review {
        id: ReviewId::from_uuid(uuid::Uuid::from_u128(7)),
        made_at: AFTER,
        made_by: "Verksamhetschefen".to_owned(),
        from: BEFORE,
        until: AFTER,
        n_acts: 7,
        picked: picked.into_iter().map(|act| (act.binder, act.key)).collect(),
        finding: None,
    };
    store.record_review(unit, &review).await.unwrap();
    assert_eq!(store.reviews(unit).await.unwrap(), [review]);
}

/// The owner of the tables names Anna; the server's role draws, and notes what it showed.
async fn draws_and_notes(scene: &Scene, owner: &str) {
    let store = scene.server.state.store();
    let unit = store.organizations().await.unwrap().iter().find(|unit| unit.1 == "Psykiatrin Öst").unwrap().0;
    let (id, person) = (ReviewId::from_uuid(uuid::Uuid::from_u128(8)), scene.anna_id);
    sqlx::query("insert into reviewers (organization_id, practitioner_id, day) values ($1, $2, '2026-11-24')")
        .bind(unit.to_string())
        .bind(person.to_string())
        .execute(&mut PgConnection::connect(owner).await.unwrap())
        .await
        .unwrap();
    assert_eq!(store.reviewed_by(person).await.unwrap(), [(unit, "Psykiatrin Öst".to_owned())]);
    let draw = Draw { id, person, from: BEFORE, until: AFTER, wanted: 1 };
    assert!(store.draw_review(unit, draw).await.unwrap());
    let finding = (ReviewOutcome::Nothing, "");
    assert_eq!(store.note_finding(unit, id, person, finding).await.unwrap(), Some(true));
}

/// What README tells an operator to run.
const ROLE: &str = include_str!("../roles/postgres.sql");

#[tokio::test(flavor = "multi_thread")]
async fn postgres_the_servers_role_serves_and_cannot_touch_the_access_log() {
    let mut server = TestServer::postgres().await;
    let owner = server.config.database_url.clone();
    PgConnection::connect(&owner).await.unwrap().execute(ROLE).await.unwrap();
    server.config.database_url = owner.replace("postgres://postgres@", "postgres://parmen_serve@");
    (server.state, server.router) = server.neighbour().await;
    let mut scene = Scene::on(server).await;
    seen(&mut scene).await;
    assert!(!acts(&scene.server, BEFORE, AFTER).await.is_empty(), "it writes the log");

    let mut as_role = PgConnection::connect(&scene.server.config.database_url).await.unwrap();
    draws_and_notes(&scene, &owner).await;
    let n_lines = "select count(*) from audit_events";
    let (before,): (i64,) = sqlx::query_as(n_lines).fetch_one(&mut as_role).await.unwrap();
    for sql in [
        "delete from audit_events",
        "update audit_events set at = 0",
        "update audit_events set person_id = ''",
        "truncate audit_events",
        "drop table audit_events",
        "alter table audit_events rename to gone",
        "delete from audit_reviews",
        "update audit_reviews set made_by = ''",
        "delete from audit_review_findings",
        "update audit_review_findings set words = ''",
        "truncate audit_review_findings",
        "insert into reviewers (organization_id, practitioner_id, day) select organization_id, id, '' from practitioners",
        "update reviewers set day = ''",
        "delete from reviewers",
        "delete from ops",
        "update ops set made_at = 0",
    ] {
        let refused = as_role.execute(sql).await.unwrap_err();
        let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("42501"), "{sql}: {refused}");
    }
    as_role.execute("update ops set kind = kind").await.unwrap();
    let (after,): (i64,) = sqlx::query_as(n_lines).fetch_one(&mut as_role).await.unwrap();
    assert!(before > 0 && before == after);
}

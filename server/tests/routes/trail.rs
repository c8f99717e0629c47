//! What an owner asks about her own binder: who has looked, and which phones are hers.

use axum::http::{Method, StatusCode};
use domain::api::{AuditAction, AuditLine, AuditPage, DeviceCard, ErrorCode, Me, PROTOCOL};
use domain::consent::Right;
use domain::{BinderTab, DeviceId, PersonId, Role, Timestamp};
use serde_json::json;
use uuid::Uuid;

use crate::support::ops::{contact, entry, grant, propose, withdraw};
use crate::support::scene::{Scene, pair};
use crate::support::server::NOON;

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

/// Hands in openings and gives the log's lines about them.
async fn told(scene: &mut Scene, tab: BinderTab, times: &[i64]) -> Vec<AuditLine> {
    let opened: Vec<_> = times.iter().map(|at| json!({"tab": tab, "at": at})).collect();
    let round = json!({"protocol": PROTOCOL, "replica": Uuid::from_u128(9), "after": 0, "generation": 0, "opened": opened});
    let answer = scene.anna.post(&path(scene, "sync"), &round).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let page: AuditPage = scene.phone.get(&path(scene, "audit")).await.ok();
    page.lines.into_iter().filter(|line| line.action == AuditAction::Opened && line.tabs == [tab]).collect()
}

#[tokio::test]
async fn a_clock_that_stands_wrong_says_neither_when_nor_in_which_order() {
    let mut scene = Scene::sqlite().await;
    scene.server.clock.advance_minutes(60);
    let now = scene.server.state.clock().now().as_millis();
    // 1990, 2090, a minute from now, and an hour before she signed in.
    let impossible = [631_152_000_000, 3_786_912_000_000, now + 60_000, NOON - 3_600_000];
    let lines = told(&mut scene, BinderTab::Contacts, &impossible).await;
    assert_eq!(
        lines.iter().map(|line| (line.at.as_millis(), line.heard_at)).collect::<Vec<_>>(),
        [(now, None); 4]
    );
    let mut op = propose(scene.staff(), entry(), "Nils");
    op.made_at = Timestamp::from_millis(3_786_912_000_000);
    scene.server.clock.advance_minutes(1);
    scene.anna.push(scene.binder, vec![op]).await;
    scene.server.clock.advance_minutes(1);
    assert_eq!(told(&mut scene, BinderTab::Meetings, &[631_152_000_000]).await.len(), 1);
    let page: AuditPage = scene.phone.get(&path(&scene, "audit")).await.ok();
    let latest: Vec<_> = page.lines.iter().take(2).map(|line| line.action).collect();
    assert_eq!(latest, [AuditAction::Opened, AuditAction::Wrote], "what the server heard of last comes first");
    assert!(page.lines.iter().all(|line| line.at <= scene.server.state.clock().now()));
}

#[tokio::test]
async fn what_was_read_without_network_says_when_and_stands_where_it_was_heard_of() {
    let mut scene = Scene::sqlite().await;
    scene.server.clock.advance_minutes(30);
    let read = NOON + 10 * 60_000;
    let now = scene.server.state.clock().now();
    let lines = told(&mut scene, BinderTab::Contacts, &[read]).await;
    assert_eq!((lines[0].at.as_millis(), lines[0].heard_at), (read, Some(now)));
    let page: AuditPage = scene.phone.get(&path(&scene, "audit")).await.ok();
    assert!(page.lines.iter().take(2).any(|line| line.action == AuditAction::Opened), "{:?}", page.lines);
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

/// Openings that Anna's device hands in now, whatever it is answered.
async fn hands_in(scene: &mut Scene, tabs: &[BinderTab], minutes_ago: i64) -> StatusCode {
    let at = scene.server.state.clock().now().plus_minutes(-minutes_ago);
    let opened: Vec<_> = tabs.iter().map(|tab| json!({"tab": tab, "at": at})).collect();
    let round = json!({"protocol": PROTOCOL, "replica": Uuid::from_u128(9), "after": 0, "generation": 0, "opened": opened});
    scene.anna.post(&path(scene, "sync"), &round).await.status
}

async fn opened_by(scene: &mut Scene, person: PersonId) -> Vec<(Vec<BinderTab>, Timestamp)> {
    let page: AuditPage = scene.phone.get(&path(scene, "audit")).await.ok();
    let lines = page.lines.into_iter().filter(|line| line.action == AuditAction::Opened && line.person == person);
    lines.map(|line| (line.tabs, line.at)).collect()
}

#[tokio::test]
async fn what_was_opened_from_a_copy_is_told_also_by_whoever_is_let_in_no_more() {
    let mut scene = Scene::sqlite().await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    scene.anna.pull(scene.binder).await;
    let no = |scene: &Scene, tab| withdraw(scene.owner(), scene.anna_id, tab);
    let first = no(&scene, BinderTab::Contacts);
    scene.phone.push(scene.binder, vec![first]).await;
    scene.server.clock.advance_minutes(10);
    let tabs = [BinderTab::Contacts, BinderTab::Plan];
    assert_eq!(hands_in(&mut scene, &tabs, 5).await, StatusCode::OK, "other tabs are open to her");
    let now = scene.server.state.clock().now();
    let anna = scene.anna_id;
    assert_eq!(opened_by(&mut scene, anna).await, [(vec![BinderTab::Contacts], now.plus_minutes(-5))]);

    let rest = [BinderTab::Meetings, BinderTab::Ratings].map(|tab| no(&scene, tab));
    scene.phone.push(scene.binder, rest.to_vec()).await;
    let tabs = [BinderTab::Meetings, BinderTab::Plan];
    assert_eq!(hands_in(&mut scene, &tabs, 2).await, StatusCode::NOT_FOUND);
    let told = opened_by(&mut scene, anna).await;
    assert!(told.contains(&(vec![BinderTab::Meetings], now.plus_minutes(-2))), "{told:?}");
    assert_eq!(told.len(), 2, "the plan she never had");
}

#[tokio::test]
async fn nobody_who_never_had_a_copy_writes_in_her_log_what_was_opened() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, johan) = scene.server.coordinator("johan").await;
    scene.anna = johan;
    assert_eq!(hands_in(&mut scene, &BinderTab::ALL, 5).await, StatusCode::NOT_FOUND);
    assert_eq!(opened_by(&mut scene, johan_id).await, []);
}

#[tokio::test]
async fn a_tab_that_is_opened_to_somebody_later_in_the_day_is_fetched_in_the_log_too() {
    let mut scene = Scene::sqlite().await;
    scene.anna.pull(scene.binder).await;
    let sentence = grant(scene.owner(), scene.anna_id, BinderTab::Plan, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![sentence]).await;
    for _ in 0..3 {
        scene.anna.pull(scene.binder).await;
    }
    let page: AuditPage = scene.phone.get(&path(&scene, "audit")).await.ok();
    let fetched: Vec<_> = page.lines.iter().filter(|line| line.action == AuditAction::Fetched).collect();
    let of_plan = fetched.iter().filter(|line| line.tabs.contains(&BinderTab::Plan)).count();
    assert_eq!((fetched.len(), of_plan), (2, 1), "and otherwise once a day");
}

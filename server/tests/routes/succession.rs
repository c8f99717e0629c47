//! R131: a colleague takes over. Nothing opens before her yes; then both read, and then only the one who came.

use axum::http::StatusCode;
use domain::api::{ErrorCode, RefusalCode, SyncResponse, TabRight};
use domain::body::AnswerProposal;
use domain::consent::{Period, Right, Succession, Withdraw, change_overs};
use domain::{Answer, Audience, BinderTab, Body, Op, PersonId, Timestamp};

use crate::support::client::Client;
use crate::support::ops::{self, contact, entry, grant, over};
use crate::support::scene::Scene;

const CONTACTS: BinderTab = BinderTab::Contacts;

fn suggests(scene: &Scene, person: PersonId, right: Right, hours: (i64, i64), tab: BinderTab) -> Op {
    let now = scene.server.state.clock().now();
    let says = Succession {
        person,
        name: "Johan Ek".to_owned(),
        organization: "Psykiatrin Öst".to_owned(),
        from: now.plus_minutes(hours.0 * 60),
        until: now.plus_minutes(hours.1 * 60),
        rights: vec![TabRight { tab, right }],
    };
    let mut op = ops::op(scene.staff(), BinderTab::Sharing, entry(), Body::ProposeSuccession(says));
    op.audience = Audience::People { people: vec![scene.anna_id] };
    op
}

/// Her yes, as her phone makes it from what it has.
async fn her_yes(scene: &mut Scene) -> Vec<Op> {
    let pulled = scene.phone.pull(scene.binder).await;
    let sharing = &pulled.checkpoints.iter().find(|one| one.state.tab == BinderTab::Sharing).unwrap().state;
    let change = change_overs(sharing, scene.server.state.clock().now()).remove(0);
    let to = |person| Audience::People { people: vec![person] };
    let said = change.says.accepted(change.by.person, sharing).into_iter().map(|body| {
        let (whom, entry) = match &body {
            Body::Grant(grant) => (grant.person, entry()),
            _ => (change.by.person, change.entry),
        };
        Op { audience: to(whom), ..ops::op(scene.owner(), BinderTab::Sharing, entry, body) }
    });
    let mut said: Vec<Op> = said.collect();
    let answer = AnswerProposal { proposal: change.proposal, answer: Answer::Accept, over: [].into() };
    let answer = ops::op(scene.owner(), BinderTab::Sharing, change.entry, Body::Answer(answer));
    said.push(Op { audience: to(change.by.person), ..answer });
    said
}

async fn reads_contacts(scene: &Scene, client: &mut Client) -> bool {
    let ask = serde_json::json!({ "protocol": 1, "replica": entry(), "after": 0, "generation": 0, "ops": [] });
    let answer = client.post(&format!("/api/v1/binders/{}/sync", scene.binder), &ask).await;
    if answer.status != StatusCode::OK {
        assert_eq!(answer.code(), ErrorCode::NotFound);
        return false;
    }
    let answer: SyncResponse = answer.ok();
    answer.checkpoints.iter().any(|one| one.state.tab == CONTACTS)
}

async fn takes_over(mut scene: Scene) {
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let words = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![words]).await;
    let op = suggests(&scene, johan_id, Right::Suggest, (1, 3), CONTACTS);
    assert_eq!(scene.anna.push(scene.binder, vec![op]).await.refused, Vec::new());
    scene.server.clock.advance_minutes(30);
    assert!(!reads_contacts(&scene, &mut johan).await, "before her yes");
    let yes = her_yes(&mut scene).await;
    assert_eq!(scene.phone.push(scene.binder, yes).await.refused, Vec::new());
    let mut anna = scene.anna.clone();
    let mut both = Vec::new();
    // At half past, one, just before three, and three.
    for minutes in [0, 30, 119, 1] {
        scene.server.clock.advance_minutes(minutes);
        both.push((reads_contacts(&scene, &mut anna).await, reads_contacts(&scene, &mut johan).await));
    }
    assert_eq!(both, [(true, false), (true, true), (true, true), (false, true)]);
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

#[tokio::test]
async fn both_read_for_a_time_and_then_only_the_one_who_came() {
    takes_over(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_read_for_a_time_and_then_only_the_one_who_came_on_postgres() {
    takes_over(Scene::postgres().await).await;
}

#[tokio::test]
async fn nobody_hands_on_what_she_may_not_do() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, _) = scene.server.coordinator("johan").await;
    let now = scene.server.state.clock().now();
    let hour = Period { from: None, until: Some(now.plus_minutes(60)) };
    let mut for_an_hour = grant(scene.owner(), scene.anna_id, BinderTab::Plan, Right::Read, Vec::new());
    let Body::Grant(given) = &mut for_an_hour.body else { unreachable!() };
    given.period = hour;
    scene.phone.push(scene.binder, vec![for_an_hour]).await;
    let wanted = [
        suggests(&scene, johan_id, Right::Suggest, (1, 3), BinderTab::Plan),
        suggests(&scene, johan_id, Right::Read, (1, 3), BinderTab::WarningPlan),
        suggests(&scene, johan_id, Right::Read, (3, 3), BinderTab::Plan),
        suggests(&scene, scene.anna_id, Right::Read, (1, 3), BinderTab::Plan),
    ];
    let refused = scene.anna.push(scene.binder, wanted.to_vec()).await.refused;
    let codes: Vec<RefusalCode> = refused.iter().map(|no| no.code).collect();
    let (uncovered, bad) = (RefusalCode::NotCovered, RefusalCode::BadValue);
    assert_eq!(codes, [uncovered, uncovered, bad, bad]);
    // What was hers for an hour is nothing to hand on when the hour has passed.
    scene.server.clock.advance_minutes(60);
    let late = suggests(&scene, johan_id, Right::Read, (1, 3), BinderTab::Plan);
    let refused = scene.anna.push(scene.binder, vec![late]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [uncovered]);
}

#[tokio::test]
async fn she_is_the_first_to_be_told_and_the_one_who_comes_hears_with_her_yes() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let reads = grant(scene.owner(), johan_id, BinderTab::Meetings, Right::Read, Vec::new());
    let words = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![reads, words]).await;
    let op = suggests(&scene, johan_id, Right::Suggest, (0, 3), CONTACTS);
    scene.anna.push(scene.binder, vec![op.clone()]).await;
    let before = johan.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(!before.text().contains(&op.entry.to_string()));
    let yes = her_yes(&mut scene).await;
    scene.phone.push(scene.binder, yes).await;
    assert!(reads_contacts(&scene, &mut johan).await);
    let after = johan.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(!after.text().contains(&op.entry.to_string()), "what Anna wrote stays between Anna and her");
}

#[tokio::test]
async fn a_last_day_that_is_said_takes_no_history_from_whoever_leaves() {
    let mut scene = Scene::sqlite().await;
    let first = contact(scene.owner(), entry(), "Eva");
    let then = over(contact(scene.owner(), first.entry, "Eva Lind"), &first);
    scene.phone.push(scene.binder, vec![first.clone(), then]).await;
    let (owner, anna_id) = (scene.owner(), scene.anna_id);
    let day = |at: Timestamp| {
        let gone = Withdraw { person: anna_id, tab: CONTACTS, at: Some(at) };
        let op = ops::op(owner, BinderTab::Sharing, entry(), Body::Withdraw(gone));
        Op { audience: Audience::People { people: vec![anna_id] }, ..op }
    };
    let ends = day(scene.server.state.clock().now().plus_days(30));
    assert_eq!(scene.phone.push(scene.binder, vec![ends]).await.refused, Vec::new());
    let address = format!("/api/v1/binders/{}/history?tab=contacts&entry={}", scene.binder, first.entry);
    let told = scene.anna.get(&address).await;
    assert!(told.status.is_success() && told.text().contains(r#""Eva""#), "what stood before: {}", told.text());
    // One that comes when its day has passed counts at once.
    let late = day(scene.server.state.clock().now().plus_minutes(-1));
    scene.phone.push(scene.binder, vec![late]).await;
    let mut anna = scene.anna.clone();
    assert!(!reads_contacts(&scene, &mut anna).await);
}

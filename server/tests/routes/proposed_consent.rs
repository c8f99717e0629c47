//! Once a phone is paired, what staff write about consent waits for the owner.

use domain::api::SyncResponse;
use domain::body::AnswerProposal;
use domain::consent::proposed;
use domain::{Answer, Audience, BinderTab, Body, Op, TabState, Timestamp};

use crate::support::ops::{self, propose_consent, withdraw, write};
use crate::support::scene::Scene;
use crate::support::server::NOON;

const PLAN: BinderTab = BinderTab::Plan;

fn sharing(answer: &SyncResponse) -> &TabState {
    &answer.checkpoints.iter().find(|whole| whole.state.tab == BinderTab::Sharing).unwrap().state
}

/// A step in the plan, and Anna's suggestion that she be let in to it.
async fn asked(scene: &mut Scene) -> Op {
    let text = domain::Value::text("promenad");
    let step = write(scene.owner(), domain::EntryKind::Activity, ops::entry(), domain::Field::Text, text);
    scene.phone.push(scene.binder, vec![step]).await;
    let asks = propose_consent(scene.staff(), scene.anna_id, PLAN);
    let answer = scene.anna.push(scene.binder, vec![asks.clone()]).await;
    assert_eq!((answer.accepted.len(), answer.refused.len()), (1, 0));
    asks
}

/// Her yes, as her phone makes it from what it has.
async fn her_yes(scene: &mut Scene) -> Op {
    let pulled = scene.phone.pull(scene.binder).await;
    let wanted = waits(&pulled).remove(0);
    let mut yes =
        ops::op(scene.owner(), BinderTab::Sharing, wanted.entry, Body::Grant(wanted.accepted(sharing(&pulled))));
    yes.audience = Audience::People { people: vec![wanted.grant.person] };
    yes
}

async fn reads_the_plan(scene: &mut Scene) -> bool {
    let pulled = scene.anna.pull(scene.binder).await;
    let right = pulled.binder.as_ref().unwrap().rights.iter().any(|right| right.tab == PLAN);
    let tab = pulled.checkpoints.iter().any(|whole| whole.state.tab == PLAN);
    assert_eq!(right, tab);
    tab
}

async fn assert_lists_follow_from_the_log(scene: &Scene) {
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

/// What waits for her at the tests' noon.
fn waits(answer: &SyncResponse) -> Vec<domain::consent::ProposedSentence> {
    proposed(sharing(answer), Timestamp::from_millis(NOON))
}

#[tokio::test]
async fn what_staff_suggest_opens_nothing_until_she_says_yes() {
    let mut scene = Scene::sqlite().await;
    let generation = scene.anna.pull(scene.binder).await.generation;
    asked(&mut scene).await;
    assert!(!reads_the_plan(&mut scene).await);
    assert_eq!(scene.anna.pull(scene.binder).await.generation, generation, "nothing has changed for anybody");
    assert_lists_follow_from_the_log(&scene).await;
    let yes = her_yes(&mut scene).await;
    assert_eq!(scene.phone.push(scene.binder, vec![yes]).await.refused, Vec::new());
    assert!(reads_the_plan(&mut scene).await);
    assert!(waits(&scene.anna.pull(scene.binder).await).is_empty());
    assert_lists_follow_from_the_log(&scene).await;
}

#[tokio::test]
async fn her_no_leaves_everything_as_it_was_and_staff_learn_of_it() {
    let mut scene = Scene::sqlite().await;
    let asks = asked(&mut scene).await;
    assert_eq!(waits(&scene.anna.pull(scene.binder).await).len(), 1);
    let no = AnswerProposal { proposal: asks.id, answer: Answer::Decline, over: [].into() };
    let mut no = ops::op(scene.owner(), BinderTab::Sharing, asks.entry, Body::Answer(no));
    no.audience = asks.audience;
    assert_eq!(scene.phone.push(scene.binder, vec![no]).await.refused, Vec::new());
    assert!(!reads_the_plan(&mut scene).await);
    assert!(waits(&scene.anna.pull(scene.binder).await).is_empty());
}

#[tokio::test]
async fn a_no_on_her_other_phone_beats_a_yes_that_had_not_seen_it() {
    let mut scene = Scene::sqlite().await;
    asked(&mut scene).await;
    let yes = her_yes(&mut scene).await;
    let no = withdraw(scene.owner(), scene.anna_id, PLAN);
    let answer = scene.phone.push(scene.binder, vec![no, yes]).await;
    assert_eq!(answer.accepted.len(), 2);
    assert!(!reads_the_plan(&mut scene).await);
    assert!(waits(&scene.phone.pull(scene.binder).await).is_empty(), "nor is she asked again");
}

#[tokio::test]
async fn whoever_is_suggested_by_another_hears_of_it_with_her_yes() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let let_in =
        ops::grant(scene.owner(), johan_id, BinderTab::Meetings, domain::consent::Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![let_in]).await;
    let asks = propose_consent(scene.staff(), johan_id, PLAN);
    assert_eq!(scene.anna.push(scene.binder, vec![asks.clone()]).await.refused, Vec::new());
    let before = johan.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(!before.text().contains(&asks.entry.to_string()));
    let yes = her_yes(&mut scene).await;
    scene.phone.push(scene.binder, vec![yes]).await;
    assert!(
        johan
            .pull(scene.binder)
            .await
            .checkpoints
            .iter()
            .any(|whole| whole.state.tab == BinderTab::Sharing && whole.state.entries.contains_key(&asks.entry))
    );
}

#[tokio::test]
async fn a_plain_sentence_of_staff_is_still_not_taken() {
    let mut scene = Scene::sqlite().await;
    let more = ops::grant(scene.staff(), scene.anna_id, PLAN, domain::consent::Right::Read, Vec::new());
    let answer = scene.anna.push(scene.binder, vec![more]).await;
    assert_eq!(answer.refused.iter().map(|no| no.code).collect::<Vec<_>>(), [domain::RefusalCode::OwnerOnly]);
}

//! Which ops a sync refuses, and what is told.

use domain::api::{RefusalClass, RefusalCode, SyncResponse};
use domain::{BinderId, EntryKind, Field, Provenance, Value};
use uuid::Uuid;

use crate::support::ops::{contact, entry, meeting, propose, write};
use crate::support::scene::{Scene, start};

fn codes(answer: &SyncResponse) -> Vec<RefusalCode> {
    answer.refused.iter().map(|no| no.code).collect()
}

#[tokio::test]
async fn an_op_with_another_author_is_refused_and_the_rest_is_taken() {
    let mut scene = Scene::sqlite().await;
    let forged = contact(scene.staff(), entry(), "Förfalskad");
    let own = contact(scene.owner(), entry(), "Eva");
    let answer = scene.phone.push(scene.binder, vec![forged, own]).await;
    assert_eq!(codes(&answer), [RefusalCode::WrongAuthor]);
    assert_eq!(answer.accepted.len(), 1);
}

#[tokio::test]
async fn an_op_id_of_another_binder_says_nothing_here() {
    let mut scene = Scene::sqlite().await;
    let op = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![op.clone()]).await;
    let other = BinderId::from_uuid(Uuid::from_u128(77));
    start(&mut scene.anna, other, "Samir").await;
    let answer = scene.anna.push(other, vec![op]).await;
    assert_eq!(codes(&answer), [RefusalCode::WrongAuthor], "the id is another pärm's, and says nothing here");
}

#[tokio::test]
async fn later_ops_on_the_same_entry_share_a_refusal() {
    let mut scene = Scene::sqlite().await;
    let (shared, other) = (entry(), entry());
    let long = "x".repeat(domain::TEXT_MAX + 1);
    let owner = scene.owner();
    let ops = vec![contact(owner, shared, &long), contact(owner, shared, "Eva"), contact(owner, other, "Nils")];
    let answer = scene.phone.push(scene.binder, ops).await;
    assert_eq!(codes(&answer), [RefusalCode::TooLong, RefusalCode::AfterRefused]);
    assert!(answer.refused.iter().all(|no| no.class == RefusalClass::Mend));
    assert_eq!(answer.accepted.len(), 1);
}

#[tokio::test]
async fn a_coordinators_own_words_are_suggestions() {
    let mut scene = Scene::sqlite().await;
    let ops = vec![contact(scene.staff(), entry(), "Eva"), propose(scene.staff(), entry(), "Nils")];
    let answer = scene.anna.push(scene.binder, ops).await;
    assert_eq!(codes(&answer), [RefusalCode::OwnerOnly]);
    assert_eq!(answer.accepted.len(), 1);
}

#[tokio::test]
async fn together_needs_a_meeting_that_is_open() {
    let mut scene = Scene::sqlite().await;
    let (gathering, about) = (entry(), entry());
    let mut together = contact(scene.staff(), about, "Eva");
    together.provenance = Provenance::Together { meeting: gathering };
    let again = |op: &domain::Op| domain::Op { id: propose(scene.staff(), about, "").id, ..op.clone() };
    let (before, during, after) = (together.clone(), again(&together), again(&together));
    let opened = meeting(scene.staff(), gathering, "open");
    let held = meeting(scene.staff(), gathering, "held");
    assert_eq!(codes(&scene.anna.push(scene.binder, vec![before]).await), [RefusalCode::MeetingNotOpen]);
    let answer = scene.anna.push(scene.binder, vec![opened, during, held, after]).await;
    assert_eq!(codes(&answer), [RefusalCode::MeetingNotOpen]);
    assert_eq!(answer.accepted.len(), 3);
}

#[tokio::test]
async fn a_meeting_that_nobody_closed_is_no_way_past_her_yes_a_day_later() {
    let mut scene = Scene::sqlite().await;
    let (gathering, about) = (entry(), entry());
    let opened = meeting(scene.staff(), gathering, "open");
    let together = |made_at| domain::Op {
        provenance: Provenance::Together { meeting: gathering },
        made_at,
        ..contact(scene.staff(), about, "Eva")
    };
    let start = opened.made_at;
    let (last, over) = (together(start.plus_minutes(24 * 60 - 1)), together(start.plus_minutes(24 * 60)));
    let answer = scene.anna.push(scene.binder, vec![opened, last, over]).await;
    assert_eq!(codes(&answer), [RefusalCode::MeetingNotOpen]);
    assert_eq!(answer.accepted.len(), 2);
}

#[tokio::test]
async fn a_cleared_position_is_no_more_than_a_bad_value() {
    let mut scene = Scene::sqlite().await;
    let op = write(scene.owner(), EntryKind::Contact, entry(), Field::Position, Value::text(""));
    assert_eq!(codes(&scene.phone.push(scene.binder, vec![op]).await), [RefusalCode::BadValue]);
}

//! Her answer to a suggestion is taken back: what others read, and what the lists say, follow.

use domain::body::{AnswerProposal, FieldWrite, Propose, Reopen};
use domain::{
    Answer, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, Provenance, RefusalCode, TabState, Value,
};

use crate::support::ops::{self, contact, propose};
use crate::support::scene::Scene;

fn tab(answer: &domain::api::SyncResponse, tab: BinderTab) -> &TabState {
    &answer.checkpoints.iter().find(|whole| whole.state.tab == tab).unwrap().state
}

fn yes(scene: &Scene, tab: BinderTab, entry: EntryId, proposal: OpId, over: &[(Field, OpId)]) -> Op {
    let over = over.iter().map(|(field, seen)| (*field, vec![*seen])).collect();
    ops::op(scene.owner(), tab, entry, Body::Answer(AnswerProposal { proposal, answer: Answer::Accept, over }))
}

fn reopens(scene: &Scene, yes: &Op, back: &[(Field, OpId)]) -> Op {
    let Body::Answer(answer) = &yes.body else { unreachable!() };
    let back = back.iter().map(|(field, seen)| (*field, vec![*seen])).collect();
    let body = Reopen { proposal: answer.proposal, answer: yes.id, back };
    ops::op(scene.owner(), yes.tab, yes.entry, Body::Reopen(body))
}

#[tokio::test]
async fn everybody_reads_again_what_stood_before_and_the_suggestion_waits() {
    let mut scene = Scene::sqlite().await;
    let bo = contact(scene.owner(), ops::entry(), "Bo");
    scene.phone.push(scene.binder, vec![bo.clone()]).await;
    let bosse = propose(scene.staff(), bo.entry, "Bosse");
    scene.anna.push(scene.binder, vec![bosse.clone()]).await;
    let yes = yes(&scene, BinderTab::Contacts, bo.entry, bosse.id, &[(Field::Name, bo.id)]);
    let back = reopens(&scene, &yes, &[(Field::Name, bo.id)]);
    // Staff cannot take back what she has said.
    let theirs = Op {
        author: scene.staff(),
        provenance: Provenance::Coordinator,
        id: OpId::from_uuid(ops::entry().as_uuid()),
        ..back.clone()
    };
    scene.phone.push(scene.binder, vec![yes]).await;
    let refused = scene.anna.push(scene.binder, vec![theirs]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::OwnerOnly]);
    // She reads the name without what it replaced: it is not in her copy, so she starts again.
    let before = scene.anna.pull(scene.binder).await;
    assert_eq!(tab(&before, BinderTab::Contacts).entries[&bo.entry].text(Field::Name), "Bosse");
    assert_eq!(scene.phone.push(scene.binder, vec![back]).await.refused, Vec::new());
    let after = scene.anna.pull(scene.binder).await;
    assert!(after.generation > before.generation);
    let entry = &tab(&after, BinderTab::Contacts).entries[&bo.entry];
    assert_eq!((entry.text(Field::Name), entry.open_proposals().count()), ("Bo", 1));
}

#[tokio::test]
async fn a_meeting_that_was_open_by_her_yes_is_open_no_more() {
    let mut scene = Scene::sqlite().await;
    let meeting = ops::entry();
    let open = FieldWrite { over: Vec::new(), value: Value::choice("open") };
    let fields = [(Field::Status, open)].into();
    let propose = Body::Propose(Propose { entry_kind: EntryKind::Meeting, fields, remove: false, urgent: false });
    let asks = ops::op(scene.staff(), BinderTab::Meetings, meeting, propose);
    scene.anna.push(scene.binder, vec![asks.clone()]).await;
    let yes = yes(&scene, BinderTab::Meetings, meeting, asks.id, &[]);
    let back = reopens(&scene, &yes, &[]);
    let together = |scene: &Scene, name| Op {
        provenance: Provenance::Together { meeting },
        ..contact(scene.staff(), ops::entry(), name)
    };
    scene.phone.push(scene.binder, vec![yes]).await;
    let first = together(&scene, "Eva");
    assert_eq!(scene.anna.push(scene.binder, vec![first]).await.refused, Vec::new());
    scene.phone.push(scene.binder, vec![back]).await;
    let second = together(&scene, "Ali");
    let refused = scene.anna.push(scene.binder, vec![second]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::MeetingNotOpen]);
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

//! Her name under sentences (R25): recorded at the kitchen table, hers from her first phone on, and read by nobody
//! but whom the sentences are about.

use domain::api::{RefusalCode, SyncResponse};
use domain::consent::{Right, Signature, signed};
use domain::{Audience, Author, BinderId, BinderTab, Body, EntryId, Op, PersonId, TabState};
use uuid::Uuid;

use crate::support::both::on_both;
use crate::support::ops::{self, entry, grant};
use crate::support::scene::{Scene, pair, start};
use crate::support::server::TestServer;

fn sign(author: Author, person: PersonId, sentences: Vec<EntryId>) -> Op {
    let signature = Signature { person, sentences, name: String::new(), strokes: vec![vec![11, 22, 333, 44]] };
    let op = ops::op(author, BinderTab::Sharing, entry(), Body::SignConsent(signature));
    Op { audience: Audience::People { people: vec![person] }, ..op }
}

fn sharing(answer: &SyncResponse) -> &TabState {
    &answer.checkpoints.iter().find(|whole| whole.state.tab == BinderTab::Sharing).unwrap().state
}

async fn what_she_signs_at_the_table_is_on_her_phone(server: TestServer) {
    let (anna_id, mut anna) = server.coordinator("anna").await;
    let binder = BinderId::from_uuid(Uuid::from_u128(5));
    start(&mut anna, binder, "Maja").await;
    let author = ops::staff(anna_id);
    let sentence = grant(author, anna_id, BinderTab::Contacts, Right::Suggest, Vec::new());
    let name = sign(author, anna_id, vec![sentence.entry]);
    // As a device that was offline brings them: all in one request, and twice.
    for _ in 0..2 {
        let answer = anna.push(binder, vec![sentence.clone(), name.clone()]).await;
        assert_eq!((answer.accepted.len(), answer.refused), (2, Vec::new()));
    }
    let mut phone = pair(&server, &mut anna, binder).await;
    let pulled = phone.pull(binder).await;
    let found = signed(sharing(&pulled), sentence.entry).unwrap();
    assert_eq!(found.stamp.author, author, "whose screen it was");
    assert_eq!(Body::SignConsent(found.signature.clone()), name.body);

    let late = anna.push(binder, vec![sign(author, anna_id, vec![sentence.entry])]).await;
    assert_eq!(late.refused[0].code, RefusalCode::OwnerOnly, "she has a phone now");
    let store = server.state.store();
    let access = store.job_access(binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new());
}

async fn nobody_hears_of_a_name_under_a_sentence_about_somebody_else(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let sentence = grant(scene.owner(), johan_id, BinderTab::Plan, Right::Read, Vec::new());
    let name = sign(scene.owner(), johan_id, vec![sentence.entry]);
    let answer = scene.phone.push(scene.binder, vec![sentence.clone(), name.clone()]).await;
    assert_eq!(answer.refused, Vec::new());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let his = johan.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(text(&his.bytes).contains("333"));
    let annas = scene.anna.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(!text(&annas.bytes).contains("333") && !text(&annas.bytes).contains(&name.entry.to_string()));
}

async fn a_name_opens_nothing(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let before = scene.anna.pull(scene.binder).await;
    let name = sign(scene.owner(), scene.anna_id, vec![entry()]);
    assert_eq!(scene.phone.push(scene.binder, vec![name]).await.refused, Vec::new());
    let after = scene.anna.pull(scene.binder).await;
    let rights = |answer: &SyncResponse| answer.binder.clone().unwrap().rights;
    assert_eq!((rights(&before), before.generation), (rights(&after), after.generation));
}

on_both!(
    what_she_signs_at_the_table_is_on_her_phone,
    nobody_hears_of_a_name_under_a_sentence_about_somebody_else,
    a_name_opens_nothing,
);

//! An entry's history: to whom the server gives it, and how far back.

use axum::http::StatusCode;
use domain::api::{AuditAction, SyncResponse};
use domain::consent::Right;
use domain::{BinderTab, Body, EntryId, SequencedOp};

use crate::support::client::Client;
use crate::support::ops::{self, contact, entry, grant, over, rate, show, withdraw};
use crate::support::scene::{Scene, pair};

const CONTACTS: BinderTab = BinderTab::Contacts;

fn path(scene: &Scene, tab: BinderTab, entry: EntryId) -> String {
    format!("/api/v1/binders/{}/history?tab={}&entry={entry}", scene.binder, tab.as_str())
}

async fn words(client: &mut Client, path: &str) -> Vec<String> {
    let ops: Vec<SequencedOp> = client.get(path).await.ok();
    let name = |op: &SequencedOp| match &op.op.body {
        Body::Write(write) => {
            write.fields.values().map(|field| format!("{:?}", field.value)).collect::<Vec<_>>().concat()
        }
        other => other.kind().to_owned(),
    };
    ops.iter().map(name).collect()
}

async fn only_those_who_may_read_the_tab_are_told(mut scene: Scene) {
    let owner = scene.owner();
    let mut second = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let (_, mut stranger) = scene.server.coordinator("stina").await;
    let mut nobody = scene.server.stranger();
    let first = contact(owner, entry(), "Eva");
    let renamed = over(contact(owner, first.entry, "Evelina"), &first);
    let plan = grant(owner, johan_id, BinderTab::Plan, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![plan, first.clone(), renamed]).await;
    let path = path(&scene, CONTACTS, first.entry);
    for reader in [&mut scene.phone, &mut second, &mut scene.anna] {
        assert_eq!(words(reader, &path).await, [r#"Text("Eva")"#, r#"Text("Evelina")"#]);
    }
    let refusals = [
        (&mut johan, StatusCode::NOT_FOUND, "let in to another tab only"),
        (&mut stranger, StatusCode::NOT_FOUND, "never let in"),
        (&mut nobody, StatusCode::UNAUTHORIZED, "nobody"),
    ];
    for (client, status, who) in refusals {
        let answer = client.get(&path).await;
        assert_eq!(answer.status, status, "{who}");
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("Eva"), "{who}");
    }
    scene.phone.push(scene.binder, vec![withdraw(owner, scene.anna_id, CONTACTS)]).await;
    assert_eq!(scene.anna.get(&path).await.status, StatusCode::NOT_FOUND, "no longer let in");
    let absent = path.replace(&first.entry.to_string(), &entry().to_string());
    assert_eq!(words(&mut scene.phone, &absent).await, Vec::<String>::new());
}

#[tokio::test]
async fn only_those_who_may_read_the_tab_are_told_on_sqlite() {
    only_those_who_may_read_the_tab_are_told(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_may_read_the_tab_are_told_on_postgres() {
    only_those_who_may_read_the_tab_are_told(Scene::postgres().await).await;
}

async fn a_copy_made_anew_holds_the_history_since_its_reader_was_let_in(mut scene: Scene) {
    let owner = scene.owner();
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let old = contact(owner, entry(), "FORST");
    let seen = over(contact(owner, old.entry, "ANDRA"), &old);
    let lets_in = grant(owner, johan_id, CONTACTS, Right::Read, Vec::new());
    let third = over(contact(owner, old.entry, "TREDJE"), &seen);
    let fourth = over(contact(owner, old.entry, "FJARDE"), &third);
    scene.phone.push(scene.binder, vec![old.clone(), seen, lets_in, third, fourth]).await;
    let held = async |client: &mut Client| {
        let whole = client.round(scene.binder, 0, 0, Vec::new()).await;
        let text = String::from_utf8_lossy(&whole.bytes).into_owned();
        assert!(whole.ok::<SyncResponse>().checkpoints.iter().any(|one| one.state.tab == CONTACTS));
        ["FORST", "ANDRA", "TREDJE", "FJARDE"].map(|name| text.contains(name))
    };
    assert_eq!(held(&mut johan).await, [false, false, true, true]);
    assert_eq!(held(&mut scene.anna).await, [true; 4], "she was let in before");
    assert_eq!(held(&mut scene.phone).await, [true; 4]);
    let path = path(&scene, CONTACTS, old.entry);
    assert_eq!(words(&mut johan, &path).await, [r#"Text("TREDJE")"#, r#"Text("FJARDE")"#]);

    let no = withdraw(owner, johan_id, CONTACTS);
    let again = grant(owner, johan_id, CONTACTS, Right::Read, vec![no.id]);
    scene.phone.push(scene.binder, vec![no, again]).await;
    assert_eq!(held(&mut johan).await, [false, false, false, true], "let in again, from then on");
}

#[tokio::test]
async fn a_copy_made_anew_holds_the_history_since_its_reader_was_let_in_on_sqlite() {
    a_copy_made_anew_holds_the_history_since_its_reader_was_let_in(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_anew_holds_the_history_since_its_reader_was_let_in_on_postgres() {
    a_copy_made_anew_holds_the_history_since_its_reader_was_let_in(Scene::postgres().await).await;
}

async fn what_she_hid_again_is_in_nobody_elses_history(mut scene: Scene) {
    let (owner, rating) = (scene.owner(), rate(scene.owner()));
    scene.phone.push(scene.binder, vec![rating.clone()]).await;
    let before = scene.anna.pull(scene.binder).await;
    let hides = ops::op(owner, BinderTab::Ratings, rating.entry, Body::Hide);
    let shows = show(owner, rating.entry, "SOMNEN");
    scene.phone.push(scene.binder, vec![shows, hides, show(owner, rating.entry, "vilan")]).await;
    let path = path(&scene, BinderTab::Ratings, rating.entry);
    assert_eq!(words(&mut scene.anna, &path).await, ["hide", "show"], "what is shown now is there");
    assert_eq!(words(&mut scene.phone, &path).await, ["rate", "show", "hide", "show"], "hers is all there");
    let now = scene.anna.pull(scene.binder).await.generation;
    let answers = [
        scene.anna.get(&path).await,
        // As an app that has not started again would ask.
        scene.anna.round(scene.binder, before.cursor, now, Vec::new()).await,
        scene.anna.round(scene.binder, 0, 0, Vec::new()).await,
    ];
    for answer in answers {
        let text = String::from_utf8_lossy(&answer.bytes);
        assert!(text.contains("vilan") && !text.contains("SOMNEN"), "{text}");
    }
}

#[tokio::test]
async fn what_she_hid_again_is_in_nobody_elses_history_on_sqlite() {
    what_she_hid_again_is_in_nobody_elses_history(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_she_hid_again_is_in_nobody_elses_history_on_postgres() {
    what_she_hid_again_is_in_nobody_elses_history(Scene::postgres().await).await;
}

#[tokio::test]
async fn reading_a_history_stands_in_the_access_log_as_reading_the_tab() {
    let mut scene = Scene::sqlite().await;
    let eva = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![eva.clone()]).await;
    let path = path(&scene, CONTACTS, eva.entry);
    assert_eq!(words(&mut scene.anna, &path).await.len(), 1);
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    let lines = store.audit(&access, None, 100).await.unwrap().lines;
    let read = |line: &&domain::api::AuditLine| line.action == AuditAction::Opened && line.person == scene.anna_id;
    assert_eq!(lines.iter().filter(read).map(|line| line.tabs.clone()).collect::<Vec<_>>(), [vec![CONTACTS]]);
}

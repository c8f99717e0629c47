//! What a phone of hers has found to be due in her own room: the server empties the locked ops it names at once, and her
//! other phones follow. It cannot know what they were, so it takes her word, for her room and for nothing else.

use domain::api::RefusalCode;
use domain::body::Remove;
use domain::consent::Right;
use domain::{Audience, BinderTab, Body, Op, OpId};
use sqlx::AnyPool;

use crate::room::locked;
use crate::support::both::on_both;
use crate::support::ops::{contact, entry, grant, op};
use crate::support::scene::{Scene, pair};
use crate::support::server::TestServer;

const CONTACTS: BinderTab = BinderTab::Contacts;

fn empties(scene: &Scene, tab: BinderTab, over: Vec<OpId>) -> Op {
    let body = Body::Empty(Remove { over });
    Op { audience: Audience::Private, ..op(scene.owner(), tab, entry(), body) }
}

async fn log_as_text(scene: &Scene) -> String {
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new(), "every list is as the log says");
    serde_json::to_string(&store.log(&access).await.unwrap()).unwrap()
}

async fn the_locked_words_are_gone_at_once_and_her_phones_follow(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (gone, stays) =
        (locked(scene.owner(), CONTACTS, "GONE-WORDS"), locked(scene.owner(), CONTACTS, "KEPT-WORDS"));
    let lets_in = grant(scene.owner(), scene.anna_id, CONTACTS, Right::Suggest, Vec::new());
    scene.phone.push(scene.binder, vec![lets_in, gone.clone(), stays]).await;
    let mut other = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let before = other.pull(scene.binder).await;
    let annas = scene.anna.pull(scene.binder).await;
    let said = empties(&scene, CONTACTS, vec![gone.id]);
    let pushed = scene.phone.push(scene.binder, vec![said.clone()]).await;
    assert_eq!((pushed.refused, pushed.accepted.len()), (Vec::new(), 1));
    let log = log_as_text(&scene).await;
    assert!(!log.contains("GONE-WORDS") && log.contains("KEPT-WORDS"));
    let told = other.round(scene.binder, before.cursor, before.generation, Vec::new()).await.text();
    assert!(told.contains("KEPT-WORDS") && !told.contains("GONE-WORDS"), "the tab comes whole");
    let whole = other.pull(scene.binder).await;
    let contacts = whole.checkpoints.iter().find(|whole| whole.state.tab == CONTACTS).unwrap();
    assert_eq!(contacts.state.room.len(), 1);
    let hers = scene.anna.round(scene.binder, annas.cursor, annas.generation, Vec::new()).await.text();
    assert!(!hers.contains(&gone.id.to_string()) && !hers.contains(&said.id.to_string()));
    // Sent twice it is one, and a late replay of the words brings nothing back.
    let again = scene.phone.push(scene.binder, vec![said, gone]).await;
    assert_eq!((again.refused, again.accepted.len()), (Vec::new(), 2));
    assert!(!log_as_text(&scene).await.contains("GONE-WORDS"));
}

async fn it_empties_what_is_locked_in_its_own_tab_and_nothing_else(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let open = contact(scene.owner(), entry(), "Öppna Olle");
    let elsewhere = locked(scene.owner(), BinderTab::Plan, "ELSEWHERE");
    scene.phone.push(scene.binder, vec![open.clone(), elsewhere.clone()]).await;
    let over = vec![open.id, elsewhere.id];
    let said = empties(&scene, CONTACTS, over.clone());
    assert_eq!(scene.phone.push(scene.binder, vec![said]).await.refused, Vec::new());
    let log = log_as_text(&scene).await;
    assert!(log.contains("Öppna Olle") && log.contains("ELSEWHERE"));
    let no_room = empties(&scene, BinderTab::Sharing, over.clone());
    let of_an_entry = Op { entry: open.entry, ..empties(&scene, CONTACTS, over.clone()) };
    let refused = scene.phone.push(scene.binder, vec![no_room, of_an_entry]).await.refused;
    assert_eq!(refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::BadValue; 2]);
    let staffs = Op { author: scene.staff(), ..empties(&scene, BinderTab::Plan, over) };
    let staffs = Op { provenance: domain::Provenance::Coordinator, ..staffs };
    assert_eq!(scene.anna.push(scene.binder, vec![staffs]).await.refused[0].code, RefusalCode::OwnerOnly);
    assert!(log_as_text(&scene).await.contains("ELSEWHERE"));
}

on_both! {
    the_locked_words_are_gone_at_once_and_her_phones_follow,
    it_empties_what_is_locked_in_its_own_tab_and_nothing_else,
}

#[tokio::test]
async fn the_bytes_are_gone_from_the_file() {
    let mut scene = Scene::sqlite().await;
    let gone = locked(scene.owner(), CONTACTS, "GONE-WORDS");
    scene.phone.push(scene.binder, vec![gone.clone()]).await;
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    let (sealed,): (Vec<u8>,) = sqlx::query_as("select body from ops where id = $1")
        .bind(gone.id.to_string())
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(scene.server.files_with(&sealed) > 0);
    let said = empties(&scene, CONTACTS, vec![gone.id]);
    scene.phone.push(scene.binder, vec![said]).await;
    assert_eq!(scene.server.files_with(&sealed), 0);
}

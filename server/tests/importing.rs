//! A pärm that comes from another server: the same again, all of it or nothing, and closed to everybody but its owner.

use axum::http::Method;
use domain::api::{ErrorCode, Me, SyncResponse};
use domain::body::UnknownBody;
use domain::consent::{Access, Right};
use domain::erasure::Erase;
use domain::{BinderId, BinderTab, Body, EntryKind, Field, Op, PersonId, Value};
use serde_json::{Value as Json, json};
use server::store::{SERVER, StoreError};
use server::way_in::way_in;
use server::whole_binder::{Spoilt, WholeBinder};
use uuid::Uuid;

use crate::support::client::Client;
use crate::support::dump::Dumper;
use crate::support::ops::{self, contact, entry, grant, hand_over, meeting, over, propose, rate, withdraw};
use crate::support::scene::Scene;
use crate::support::server::TestServer;

/// A life with a word written over, one suggested, one removed, a rating, a meeting, a link, a "nej" and something
/// that only a newer app can read.
async fn lived(mut scene: Scene) -> Scene {
    let owner = scene.owner();
    let eva = contact(owner, entry(), "Eva");
    let again = over(contact(owner, eva.entry, "Eva Lind"), &eva);
    let gone = contact(owner, entry(), "Ulf");
    let gone_too = ops::op(
        owner,
        BinderTab::Contacts,
        gone.entry,
        Body::Remove(domain::body::Remove { over: vec![gone.id] }),
    );
    let raw = serde_json::value::to_raw_value(&json!({ "weather": "sol" })).unwrap();
    let newer =
        ops::op(owner, BinderTab::Plan, entry(), Body::Unknown(UnknownBody { kind: "decide".to_owned(), raw }));
    let goal = ops::write(owner, EntryKind::Goal, entry(), Field::Text, Value::text("Jag vill simma."));
    let hers = vec![
        eva,
        again,
        gone,
        gone_too,
        newer,
        goal,
        rate(owner),
        meeting(owner, entry(), "open"),
        hand_over(owner, entry(), "en-lank-som-ingen-kan-gissa-sig-till-alls"),
        grant(owner, scene.anna_id, BinderTab::Plan, Right::Read, Vec::new()),
        withdraw(owner, scene.anna_id, BinderTab::Plan),
    ];
    assert_eq!(scene.phone.push(scene.binder, hers).await.refused, Vec::new());
    let photo = ops::photo(owner, scene.anna_id, vec![entry()], &ops::jpeg(1));
    let path = format!("/api/v1/binders/{}/attachments/{}", scene.binder, photo.entry);
    assert_eq!(scene.phone.push(scene.binder, vec![photo]).await.refused, Vec::new());
    assert!(scene.phone.ask(Method::PUT, &path, Some(ops::jpeg(1))).await.status.is_success());
    let theirs = vec![propose(scene.staff(), entry(), "Farbror Nils")];
    assert_eq!(scene.anna.push(scene.binder, theirs).await.refused, Vec::new());
    scene
}

async fn exported(server: &TestServer, binder: BinderId) -> String {
    let store = server.state.store();
    let access = store.job_access(binder).await.unwrap().unwrap();
    serde_json::to_string_pretty(&WholeBinder::of(store, &access).await.unwrap()).unwrap()
}

async fn imported(server: &TestServer, text: &str, starter: PersonId) -> Result<(), StoreError> {
    let whole = WholeBinder::read(text).unwrap();
    let access = Access::for_job(whole.binder, SERVER, 1);
    server.state.store().import(&access, &whole, starter).await
}

/// Somebody there whom nobody here knows: the chance of every test server begins alike.
async fn karin(there: &TestServer) -> (PersonId, Client) {
    for _ in 0..200 {
        there.state.clock().uuid().unwrap();
    }
    there.coordinator("karin").await
}

async fn is_the_same_there(scene: Scene, there: TestServer) {
    let scene = lived(scene).await;
    let text = exported(&scene.server, scene.binder).await;
    let (karin, _) = karin(&there).await;
    imported(&there, &text, karin).await.unwrap();
    assert_eq!(exported(&there, scene.binder).await, text);
    let store = there.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::new(), "its lists follow from its log");
}

#[tokio::test]
async fn what_is_exported_imported_and_exported_is_equal() {
    is_the_same_there(Scene::sqlite().await, TestServer::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_imported_and_exported_is_equal_on_postgres() {
    is_the_same_there(Scene::postgres().await, TestServer::postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_goes_from_one_sort_of_database_to_the_other() {
    is_the_same_there(Scene::sqlite().await, TestServer::postgres().await).await;
}

/// Lets her phone in there, as the operator does.
async fn her_phone(there: &TestServer, binder: BinderId) -> Client {
    let access = there.state.store().job_access(binder).await.unwrap().unwrap();
    let code = way_in(&there.state, &access).await.unwrap().code;
    let mut phone = there.stranger();
    let me: Me = phone.post("/api/v1/pairings/redeem", &json!({ "code": code })).await.ok();
    assert_eq!(me.binders.iter().map(|card| card.id).collect::<Vec<_>>(), [binder]);
    phone
}

#[tokio::test]
async fn nobody_reads_it_there_until_she_says_so_on_her_own_phone() {
    let scene = lived(Scene::sqlite().await).await;
    let there = TestServer::sqlite().await;
    let (karin_id, mut karin) = karin(&there).await;
    imported(&there, &exported(&scene.server, scene.binder).await, karin_id).await.unwrap();
    let (binder, staff) = (scene.binder, ops::staff(karin_id));
    let address = format!("/api/v1/binders/{binder}/sync");
    let recorded = [grant(staff, karin_id, BinderTab::Contacts, Right::Read, Vec::new())];
    let ask = |ops: &[Op]| json!({ "protocol": 1, "replica": entry(), "after": 0, "generation": 0, "ops": ops });
    for ops in [[].as_slice(), &recorded] {
        assert_eq!(karin.post(&address, &ask(ops)).await.code(), ErrorCode::NotFound);
    }
    let pairings = karin.post(&format!("/api/v1/binders/{binder}/pairings"), &json!({})).await;
    assert_eq!(pairings.code(), ErrorCode::NotFound, "nor does she let a phone in");

    let mut phone = her_phone(&there, binder).await;
    let whole = phone.pull(binder).await;
    let contacts = whole.checkpoints.iter().find(|one| one.state.tab == BinderTab::Contacts).unwrap();
    assert!(serde_json::to_string(&contacts.state).unwrap().contains("Eva Lind"));
    assert!(whole.binder.unwrap().people.iter().any(|person| person.person == karin_id), "whom she can choose");
    let yes = grant(scene.owner(), karin_id, BinderTab::Contacts, Right::Read, Vec::new());
    assert_eq!(phone.push(binder, vec![yes]).await.refused, Vec::new());
    let read: SyncResponse = karin.post(&address, &ask(&[])).await.ok();
    assert!(read.checkpoints.iter().any(|one| one.state.tab == BinderTab::Contacts));
    assert!(!read.checkpoints.iter().any(|one| one.state.tab == BinderTab::Plan));
}

#[tokio::test]
async fn what_is_here_or_names_somebody_here_is_not_taken_and_nothing_is_stored() {
    let scene = lived(Scene::sqlite().await).await;
    let text = exported(&scene.server, scene.binder).await;
    let dumper = Dumper::new(&scene.server).await;
    let before = dumper.dump().await;
    let other = text.replace(&scene.binder.to_string(), &Uuid::from_u128(99).to_string());
    let known_owner = other.clone();
    let known_staff = other.replace(&scene.owner_id.to_string(), &Uuid::from_u128(98).to_string());
    for (text, what) in [(&text, "binder"), (&known_owner, "binder"), (&known_staff, "person")] {
        let taken = imported(&scene.server, text, scene.anna_id).await;
        assert!(matches!(taken, Err(StoreError::Taken { what: said }) if said == what), "{what}: {taken:?}");
    }
    assert_eq!(dumper.dump().await.changed_since(&before), Vec::<&str>::new());
}

#[tokio::test]
async fn one_that_was_taken_away_does_not_come_back_by_its_file() {
    let scene = lived(Scene::sqlite().await).await;
    let text = exported(&scene.server, scene.binder).await;
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    store.destroy_key(&access).await.unwrap();
    assert!(matches!(imported(&scene.server, &text, scene.anna_id).await, Err(StoreError::Taken { .. })));
}

#[tokio::test]
async fn only_the_servers_own_work_imports() {
    let scene = lived(Scene::sqlite().await).await;
    let whole = WholeBinder::read(&exported(&scene.server, scene.binder).await).unwrap();
    let there = TestServer::sqlite().await;
    let (karin, _) = karin(&there).await;
    for access in [
        Access::for_job(BinderId::from_uuid(Uuid::from_u128(5)), SERVER, 1),
        domain::consent::decide(scene.binder, scene.owner(), domain::consent::Standing::Owner, 1).unwrap(),
    ] {
        let refused = there.state.store().import(&access, &whole, karin).await;
        assert!(matches!(refused, Err(StoreError::NotCovered)));
    }
}

/// The file with one thing changed.
fn with(text: &str, change: impl FnOnce(&mut Json)) -> String {
    let mut json: Json = serde_json::from_str(text).unwrap();
    change(&mut json);
    json.to_string()
}

#[tokio::test]
async fn what_is_spoilt_is_refused_and_says_why() {
    let mut scene = lived(Scene::sqlite().await).await;
    let text = exported(&scene.server, scene.binder).await;
    let changed = |change: fn(&mut Json)| WholeBinder::read(&with(&text, change)).unwrap_err();
    let cut: String = text.chars().take(text.chars().count() / 2).collect();
    assert!(matches!(WholeBinder::read(&cut).unwrap_err(), Spoilt::Unreadable(_)));
    assert!(matches!(WholeBinder::read("").unwrap_err(), Spoilt::Unreadable(_)));
    assert!(matches!(changed(|file| file["format"] = json!("parmen")), Spoilt::OwnersFile));
    assert!(matches!(changed(|file| file["format"] = json!("other")), Spoilt::AnotherFormat));
    assert!(matches!(changed(|file| file["version"] = json!(2)), Spoilt::AnotherFormat));
    assert!(matches!(changed(|file| file["owner_name"] = json!(" ")), Spoilt::NoName));
    assert!(matches!(
        changed(|file| {
            file["ops"].as_array_mut().unwrap().remove(4);
        }),
        Spoilt::Gap(5)
    ));
    assert!(matches!(
        changed(|file| file["ops"][4]["op"]["id"] = file["ops"][3]["op"]["id"].clone()),
        Spoilt::Twice(5)
    ));
    assert!(matches!(changed(|file| file["ops"][3]["op"]["body"] = json!({ "no": 1 })), Spoilt::BadOp(4)));
    let stolen = |file: &mut Json| file["ops"][3]["op"]["author"]["person"] = json!(Uuid::from_u128(5));
    assert!(matches!(WholeBinder::read(&with(&text, stolen)).unwrap_err(), Spoilt::AnotherOwner(4)));
    let other_words = WholeBinder::read(&text.replacen("Eva Lind", "Eva Lund", 1)).unwrap_err();
    assert!(matches!(other_words, Spoilt::AnotherTab(BinderTab::Contacts)), "{other_words}");
    let picture = changed(|file| file["attachments"][0]["jpeg"] = json!("/9j/4A=="));
    assert!(matches!(picture, Spoilt::AnotherPicture(_)), "{picture}");
    let unnamed = changed(|file| file["attachments"][0]["entry"] = json!(Uuid::from_u128(5)));
    assert!(matches!(unnamed, Spoilt::AnotherPicture(_)), "{unnamed}");
    // The same words everywhere, in another version's file, follow from the log alone.
    let older = with(&text.replacen("Eva Lind", "Eva Lund", 1), |file| file["fold_version"] = json!(1));
    assert!(WholeBinder::read(&older).is_ok());

    let erase = Body::Erase(Erase { reason: String::new(), by: String::new() });
    let mut erase = ops::op(scene.owner(), BinderTab::Sharing, entry(), erase);
    erase.audience = domain::Audience::Private;
    assert_eq!(scene.phone.push(scene.binder, vec![erase]).await.refused, Vec::new());
    let closing = exported(&scene.server, scene.binder).await;
    assert!(matches!(WholeBinder::read(&closing).unwrap_err(), Spoilt::Erasing));
}

//! Her own room (design §6): the server keeps what it cannot read, and hands it to her phones alone. Who else asks
//! in which way stands in `matrix`.

use domain::api::RefusalCode;
use domain::room::Sealed;
use domain::{Audience, Author, BinderTab, Body, Op};

use crate::support::ops::{contact, entry, op};
use crate::support::scene::{Scene, pair};

/// Something locked, as a phone of hers sends it.
pub(crate) fn locked(author: Author, tab: BinderTab, text: &str) -> Op {
    let sealed = Sealed { key: "key".to_owned(), nonce: "nonce".to_owned(), sealed: text.to_owned() };
    Op { audience: Audience::Private, ..op(author, tab, entry(), Body::Room(sealed)) }
}

#[tokio::test]
async fn sqlite_what_is_locked_is_hers_on_every_phone_and_nobody_elses() {
    hers_on_every_phone(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_what_is_locked_is_hers_on_every_phone_and_nobody_elses() {
    hers_on_every_phone(Scene::postgres().await).await;
}

async fn hers_on_every_phone(mut scene: Scene) {
    let kept = locked(scene.owner(), BinderTab::Contacts, "LOCKED-WORDS");
    let open = contact(scene.owner(), entry(), "Eva");
    let pushed = scene.phone.push(scene.binder, vec![kept.clone(), open]).await;
    assert_eq!((pushed.refused, pushed.accepted.len()), (Vec::new(), 2));
    let mut next = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let whole = next.pull(scene.binder).await;
    let contacts = whole.checkpoints.iter().find(|whole| whole.state.tab == BinderTab::Contacts).unwrap();
    assert_eq!(contacts.state.room.iter().map(|one| &one.op).collect::<Vec<_>>(), [&kept]);
    assert_eq!(contacts.state.entries.len(), 1, "it is no entry to the server");
    let since = next.round(scene.binder, 1, whole.generation, Vec::new()).await;
    assert!(since.text().contains("LOCKED-WORDS"));
    for after in [0, 1] {
        let answer = scene.anna.round(scene.binder, after, 0, Vec::new()).await;
        assert!(answer.text().contains("Eva") && !answer.text().contains("LOCKED-WORDS"), "{after}");
        assert!(!answer.text().contains(&kept.id.to_string()) && !answer.text().contains("\"room\""), "{after}");
    }
    let history = format!("/api/v1/binders/{}/history?tab=contacts&entry={}", scene.binder, kept.entry);
    assert!(next.get(&history).await.text().contains("LOCKED-WORDS"));
    assert!(!scene.anna.get(&history).await.text().contains("LOCKED-WORDS"));
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), []);
}

#[tokio::test]
async fn only_she_brings_it_and_only_for_herself() {
    let mut scene = Scene::sqlite().await;
    let staffs = locked(scene.staff(), BinderTab::Contacts, "x");
    assert_eq!(scene.anna.push(scene.binder, vec![staffs]).await.refused[0].code, RefusalCode::OwnerOnly);
    let for_all = Op { audience: Audience::Tab, ..locked(scene.owner(), BinderTab::Contacts, "x") };
    let elsewhere = locked(scene.owner(), BinderTab::Sharing, "x");
    let too_long = locked(scene.owner(), BinderTab::Contacts, &"x".repeat(200_000));
    let refused = scene.phone.push(scene.binder, vec![for_all, elsewhere, too_long]).await.refused;
    let codes: Vec<RefusalCode> = refused.into_iter().map(|no| no.code).collect();
    assert_eq!(codes, [RefusalCode::BadValue, RefusalCode::BadValue, RefusalCode::TooLong]);
}

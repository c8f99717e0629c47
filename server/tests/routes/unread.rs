//! An older server took ops whose kinds it did not know; this one knows them and is started on its store.

use axum::http::StatusCode;
use domain::body::Remove;
use domain::consent::Right;
use domain::share::Opened;
use domain::{Audience, BinderTab, Body, Op};
use server::store::{Fault, Store};
use sqlx::AnyPool;

use crate::support::ops::{self, contact, entry, grant, hand_over};
use crate::support::scene::Scene;

/// Leaves ops in the store as a server does that knows none of their kinds: in the log, in no list.
async fn taken_unread(scene: &Scene, ops: &[Op]) {
    let store = scene.server.state.store();
    let key = store.keys().of(scene.binder).await.unwrap();
    let pool = AnyPool::connect(&scene.server.config.database_url).await.unwrap();
    for op in ops {
        let sealed = store.seal(&key, scene.binder, op.clone()).unwrap();
        let audience = match op.audience {
            Audience::Tab => "tab",
            Audience::Private => "private",
            Audience::People { .. } => "people",
        };
        sqlx::query(
            "insert into ops (binder_id, seq, id, tab, entry_id, audience, author_id, author_role, kind, made_at, \
             received_at, body) select id, head + 1, $2, $3, $4, $5, owner_id, 'owner', 'unknown', 0, 0, $6 \
             from binders where id = $1",
        )
        .bind(scene.binder.to_string())
        .bind(op.id.to_string())
        .bind(op.tab.as_str())
        .bind(op.entry.to_string())
        .bind(audience)
        .bind(sealed.body)
        .execute(&pool)
        .await
        .unwrap();
        sqlx::query("update binders set head = head + 1").execute(&pool).await.unwrap();
    }
    pool.close().await;
}

async fn faults(store: &Store, scene: &Scene) -> Vec<Fault> {
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    store.check_binder(&access).await.unwrap()
}

async fn understood_kinds_count(scene: Scene) {
    let mut scene = scene;
    let (owner, id) = (scene.owner(), entry());
    let (johan_id, johan) = scene.server.coordinator("johan").await;
    let name = contact(owner, id, "Eva");
    let sentence = grant(owner, johan_id, BinderTab::Contacts, Right::Read, Vec::new());
    taken_unread(&scene, &[name.clone(), sentence]).await;
    let before = scene.phone.pull(scene.binder).await.generation;

    let (state, router) = scene.server.neighbour().await;
    assert_eq!(faults(state.store(), &scene).await, Vec::new());
    let got = johan.at(&router).pull(scene.binder).await;
    assert!(got.checkpoints.iter().any(|whole| whole.state.entries.contains_key(&id)), "he is let in");
    assert!(got.generation > before, "whoever read it unread starts again");
    let gone = ops::op(owner, BinderTab::Contacts, id, Body::Remove(Remove { over: vec![name.id] }));
    assert_eq!(scene.phone.at(&router).push(scene.binder, vec![gone]).await.refused, Vec::new());
}

#[tokio::test]
async fn what_is_understood_counts_like_everything_else() {
    understood_kinds_count(Scene::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_what_is_understood_counts_like_everything_else() {
    understood_kinds_count(Scene::postgres().await).await;
}

#[tokio::test]
async fn what_the_rules_forbid_counts_nowhere_when_it_is_understood() {
    let mut scene = Scene::sqlite().await;
    let (owner, share) = (scene.owner(), entry());
    let (johan_id, johan) = scene.server.coordinator("johan").await;
    scene.phone.push(scene.binder, vec![hand_over(owner, share, "en-hemlighet-som-ingen-gissar")]).await;
    let mut for_all = grant(owner, johan_id, BinderTab::Contacts, Right::Read, Vec::new());
    for_all.audience = Audience::Tab;
    let at = scene.server.state.clock().now();
    let mut forged = ops::op(owner, BinderTab::Sharing, share, Body::Opened(Opened { at }));
    forged.audience = Audience::Private;
    let mut open_copy = hand_over(owner, entry(), "en-annan-hemlighet-som-ingen-vet");
    open_copy.audience = Audience::Tab;
    taken_unread(&scene, &[for_all, forged, open_copy]).await;

    let (state, router) = scene.server.neighbour().await;
    assert_eq!(faults(state.store(), &scene).await, Vec::new());
    let denied = johan.at(&router).round(scene.binder, 0, 0, Vec::new()).await;
    assert_eq!(denied.status, StatusCode::NOT_FOUND);
    assert_eq!(state.store().find_share("en-annan-hemlighet-som-ingen-vet").await.unwrap(), None);
    let hers = scene.phone.at(&router).pull(scene.binder).await;
    let sharing = hers.checkpoints.iter().find(|whole| whole.state.tab == BinderTab::Sharing).unwrap();
    assert_eq!(domain::share::all(&sharing.state).iter().map(|share| share.opened_at).collect::<Vec<_>>(), [None]);
}

#[tokio::test]
async fn what_is_still_not_known_stays_as_it_was() {
    let mut scene = Scene::sqlite().await;
    let mut newer = serde_json::to_value(contact(scene.owner(), entry(), "Eva")).unwrap();
    newer["kind"] = "sing".into();
    let newer: Op = serde_json::from_value(newer).unwrap();
    scene.phone.push(scene.binder, vec![newer.clone()]).await;
    let before = scene.phone.pull(scene.binder).await;
    let (_, router) = scene.server.neighbour().await;
    let after = scene.phone.at(&router).pull(scene.binder).await;
    assert_eq!((after.generation, &after.checkpoints), (before.generation, &before.checkpoints));
    assert_eq!(after.checkpoints[0].state.deferred, [newer]);
}

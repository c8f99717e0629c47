//! Nothing about one person crosses from one authority (sv: huvudman) to the other without her consent (R34). Who gets
//! what at every route, of either authority, stands in `tests/matrix`.

use domain::BinderTab;
use domain::Body;
use domain::api::{AuditAction, AuditPage, ErrorCode, SyncResponse};
use domain::consent::{Period, Right};
use server::store::Authority;

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{contact, entry, grant, withdraw};
use crate::support::scene::Scene;
use crate::support::server::TestServer;

on_both! {
    no_read_crosses_between_region_and_municipality_without_a_live_consent,
}

const WORDS: &str = "MAJAS EVA";

async fn no_read_crosses_between_region_and_municipality_without_a_live_consent(server: TestServer) {
    // Maja's coordinator is the region's.
    let mut scene = Scene::on(server).await;
    let (eva_id, mut eva) = scene.server.signed_in("eva", "Socialtjänsten Väst", Authority::Municipality).await;
    let owner = scene.owner();
    let words = contact(owner, entry(), WORDS);
    scene.phone.push(scene.binder, vec![words.clone()]).await;
    let history = format!("/api/v1/binders/{}/history?tab=contacts&entry={}", scene.binder, words.entry);
    nothing_is_read(&scene, &mut eva, &history).await;

    let tab = BinderTab::Contacts;
    let mut sentence = grant(owner, eva_id, tab, Right::Read, Vec::new());
    let Body::Grant(given) = &mut sentence.body else { unreachable!() };
    given.period = Period { from: None, until: Some(scene.server.state.clock().now().plus_days(1)) };
    scene.phone.push(scene.binder, vec![sentence]).await;
    let whole = eva.round(scene.binder, 0, 0, Vec::new()).await;
    assert!(whole.text().contains(WORDS));
    let read: SyncResponse = whole.ok();
    let tabs: Vec<BinderTab> = read.checkpoints.iter().map(|one| one.state.tab).collect();
    assert_eq!(tabs, [tab, BinderTab::Sharing], "that tab, and the sentence itself");
    assert!(eva.get(&history).await.status.is_success());

    scene.server.clock.advance_minutes(24 * 60 + 1);
    eva = scene.server.signed_in_again(eva_id).await;
    nothing_is_read(&scene, &mut eva, &history).await;
    let again = grant(owner, eva_id, tab, Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![again]).await;
    assert!(eva.get(&history).await.status.is_success());
    scene.phone.push(scene.binder, vec![withdraw(owner, eva_id, tab)]).await;
    nothing_is_read(&scene, &mut eva, &history).await;
    let log: AuditPage = scene.phone.get(&format!("/api/v1/binders/{}/audit", scene.binder)).await.ok();
    let denied = |line: &&domain::api::AuditLine| line.person == eva_id && line.action == AuditAction::Denied;
    assert!(log.lines.iter().find(denied).is_some_and(|line| line.organization == "Socialtjänsten Väst"));
}

/// Every route that reads the pärm answers as if it were not there.
async fn nothing_is_read(scene: &Scene, eva: &mut Client, history: &str) {
    assert_eq!(eva.round(scene.binder, 0, 0, Vec::new()).await.code(), ErrorCode::NotFound);
    for path in [history.to_owned(), format!("/api/v1/binders/{}/audit", scene.binder)] {
        assert_eq!(eva.get(&path).await.code(), ErrorCode::NotFound, "{path}");
    }
    let me = eva.get("/api/v1/me").await;
    assert!(me.status.is_success() && !me.text().contains("Maja") && !me.text().contains(WORDS));
}

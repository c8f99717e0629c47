//! Who gets what at every route: each route × each person × her own pärm, another's and none at all. The
//! answers stand in `snapshots/`, a table to be read and reviewed; a change there is a change of who sees what.

use std::fmt::Write as _;

use axum::http::Method;
use domain::api::{PROTOCOL, SyncResponse};
use domain::consent::Right;
use domain::{BinderId, BinderTab};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::answer::Answer;
use crate::support::client::Client;
use crate::support::ops::{self, contact, grant, withdraw};
use crate::support::scene::{Scene, pair, start};

const ABSENT: BinderId = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_00ff));
const SECOND: BinderId = BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0002));

/// Everybody who may come to the door of the scene's pärm, which has a contact in it.
async fn people(scene: &mut Scene) -> Vec<(&'static str, Client)> {
    let owner = scene.owner();
    let second = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let mut ended = pair(&scene.server, &mut scene.anna, scene.binder).await;
    let phones: Vec<domain::api::DeviceCard> =
        ended.get(&format!("/api/v1/binders/{}/devices", scene.binder)).await.ok();
    let (reader_id, reader) = scene.server.coordinator("reader").await;
    let (withdrawn_id, withdrawn) = scene.server.coordinator("withdrawn").await;
    let (_, without) = scene.server.coordinator("without").await;
    let ops = vec![
        contact(owner, ops::entry(), "Eva"),
        grant(owner, reader_id, BinderTab::Contacts, Right::Read, Vec::new()),
        grant(owner, withdrawn_id, BinderTab::Contacts, Right::Suggest, Vec::new()),
    ];
    scene.phone.push(scene.binder, ops).await;
    scene.phone.push(scene.binder, vec![withdraw(owner, withdrawn_id, BinderTab::Contacts)]).await;
    let itself = phones.iter().find(|phone| phone.this).unwrap().id;
    let path = format!("/api/v1/binders/{}/devices/{itself}", scene.binder);
    scene.phone.ask(Method::DELETE, &path, None).await;
    // Somebody else's pärm, with an owner and a coordinator of its own.
    let (_, mut other_staff) = scene.server.coordinator("elsewhere").await;
    start(&mut other_staff, SECOND, "Bo").await;
    let other_owner = pair(&scene.server, &mut other_staff, SECOND).await;
    vec![
        ("owner", scene.phone.clone()),
        ("her second phone", second),
        ("a phone she ended", ended),
        ("may suggest", scene.anna.clone()),
        ("may read", reader),
        ("was withdrawn", withdrawn),
        ("never named", without),
        ("owner of another", other_owner),
        ("nobody", scene.server.stranger()),
    ]
}

fn body(path: &str) -> Value {
    match path {
        "/api/v1/binders/{id}/sync" => json!({
            "protocol": PROTOCOL, "replica": Uuid::from_u128(9), "after": 0, "generation": 0,
        }),
        "/api/v1/binders" => json!({ "id": ABSENT, "owner_name": "" }),
        "/api/v1/sign-in/finish" => json!({ "state": "" }),
        "/api/v1/session" => json!({ "username": "nobody", "password": "wrong" }),
        "/api/v1/pairings/redeem" => json!({ "code": "00000000" }),
        _ => json!({}),
    }
}

/// The status, the code, and for a sync which tabs came.
fn cell(path: &str, answer: &Answer) -> String {
    let status = answer.status.as_u16();
    if !answer.status.is_success() {
        return format!("{status} {}", answer.json()["code"].as_str().unwrap_or("?"));
    }
    if path.ends_with("/sync") {
        let given: SyncResponse = serde_json::from_slice(&answer.bytes).unwrap();
        let mut tabs: Vec<BinderTab> = given.checkpoints.iter().map(|one| one.state.tab).collect();
        tabs.extend(given.ops.iter().map(|one| one.op.tab));
        tabs.sort_unstable();
        tabs.dedup();
        let names: Vec<&str> = tabs.iter().map(|tab| tab.as_str()).collect();
        return format!("{status} {}", names.join("+"));
    }
    status.to_string()
}

async fn asked(mut client: Client, method: &str, path: &str, binder: BinderId) -> String {
    let device = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_00dd);
    let mut address = path.replace("{id}", &binder.to_string()).replace("{device}", &device.to_string());
    if path.ends_with("/history") {
        write!(address, "?tab=contacts&entry={device}").unwrap();
    }
    let body = (method == "POST").then(|| serde_json::to_vec(&body(path)).unwrap());
    let response = client.send(Method::from_bytes(method.as_bytes()).unwrap(), &address, body).await;
    if path.ends_with("/live") && response.status().is_success() {
        return "200".to_owned(); // a stream has no end
    }
    cell(path, &Answer::read(response).await)
}

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let mut scene = Scene::sqlite().await;
    let people = people(&mut scene).await;
    let targets = [("hers", scene.binder), ("another's", SECOND), ("none", ABSENT)];
    let (mut table, mut n_answers) = (String::new(), 0);
    // Signing out ends the session that asks, so it comes last.
    let mut routes: Vec<_> = server::openapi::routes().collect();
    routes.sort_by_key(|route| *route == ("DELETE", "/api/v1/session"));
    for (method, path) in routes {
        let n_targets = if path.contains("{id}") { targets.len() } else { 1 };
        for (target, binder) in &targets[..n_targets] {
            let about = if n_targets == 1 { String::new() } else { format!(" · {target}") };
            writeln!(table, "{method} {path}{about}").unwrap();
            for (who, client) in &people {
                let answer = asked(client.clone(), method, path, *binder).await;
                writeln!(table, "    {who:18} {answer}").unwrap();
                n_answers += 1;
            }
        }
    }
    println!("{n_answers} answers at {} routes", server::openapi::routes().count());
    insta::assert_snapshot!(table);
}

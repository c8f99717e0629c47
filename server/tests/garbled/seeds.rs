//! What is spoilt: a good request to every route, and a good op of every kind there ever was.

use axum::http::Method;
use domain::{Author, BinderId, BinderTab, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::scene::Scene;

/// A good request.
#[derive(Clone, Debug)]
pub(super) struct Seed {
    pub(super) method: Method,
    pub(super) path: String,
    /// Keys and values of the query.
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: Option<Value>,
}

impl Seed {
    fn new(method: &str, path: &str) -> Self {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Self { method, path: path.to_owned(), query: Vec::new(), body: None }
    }
}

/// An op as the golden files have it, written by this person now, about one of three entries of its kind, so that
/// ops meet.
fn op(mut op: Value, author: Author, n: u32) -> Value {
    let id = |room: u128, n: u32| json!(Uuid::from_u128(room + u128::from(n)));
    op["id"] = id(0x0199_0000_0000_7000_a000_0000_0000_0000, n);
    op["author"] = json!({ "person": author.person, "role": author.role });
    let tab = op["tab"].as_str().and_then(BinderTab::parse).unwrap();
    let place = BinderTab::ALL.iter().position(|known| *known == tab).unwrap();
    let is_share = ["hand_over", "revoke", "opened"].contains(&op["kind"].as_str().unwrap());
    let about = u32::try_from(place).unwrap() * 8 + u32::from(is_share) * 4 + n % 3;
    op["entry"] = id(0x0199_0000_0000_7000_c000_0000_0000_0000, about);
    if author.role != Role::Owner {
        op["provenance"] = json!({ "how": "coordinator" });
    }
    if op["kind"] == "propose_consent" || op["kind"] == "propose_succession" {
        op["audience"]["people"] = json!([author.person]);
    }
    op
}

/// The golden files of ops: what phones have sent since the first day. Without the one that closes the pärm to
/// everybody who asks after it.
pub(super) fn golden() -> Vec<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/domain/tests/wire/v1");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("op_")).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    files.iter().map(read).filter(|op: &Value| op["kind"] != "erase").collect()
}

/// A sync that brings two ops.
fn sync(scene: &Scene, binder: BinderId, author: Author, ops: &[Value], n: u32) -> Seed {
    let place = |offset: usize| (n as usize + offset) % ops.len();
    let ops = [op(ops[place(0)].clone(), author, 2 * n), op(ops[place(7)].clone(), author, 2 * n + 1)];
    let body = json!({
        "protocol": 1, "replica": scene.binder, "after": 0, "generation": 0, "ops": ops,
        "opened": [{ "tab": "contacts", "at": 1_795_000_000_000_i64 }],
    });
    Seed { body: Some(body), ..Seed::new("POST", &format!("/api/v1/binders/{binder}/sync")) }
}

/// The seed of a case: every second one is a sync, the others go through the document's routes.
pub(super) fn seed(scene: &Scene, author: Author, ops: &[Value], n: u32) -> Seed {
    if n.is_multiple_of(2) {
        return sync(scene, scene.binder, author, ops, n / 2);
    }
    let routes: Vec<_> =
        server::openapi::routes().filter(|route| *route != ("DELETE", "/api/v1/session")).collect();
    let (method, path) = routes[(n as usize / 2) % routes.len()];
    let address =
        path.replace("{id}", &scene.binder.to_string()).replace("{device}", &Uuid::from_u128(7).to_string());
    let address = address.replace("{passkey}", &Uuid::from_u128(7).to_string());
    let address =
        address.replace("{issue}", &Uuid::from_u128(0x0199_0000_0000_4000_b000_0000_0000_0001).to_string());
    let address = address.replace("{organization}", &Uuid::from_u128(8).to_string());
    let address = address.replace("{review}", &Uuid::from_u128(9).to_string());
    let mut seed = Seed::new(method, &address);
    match path {
        "/api/v1/binders/{id}/sync" => return sync(scene, scene.binder, author, ops, n),
        "/api/v1/binders/{id}/history" => {
            seed.query = vec![("tab", "contacts".to_owned()), ("entry", Uuid::from_u128(9).to_string())];
        }
        "/api/v1/binders/{id}/audit" => seed.query = vec![("after", format!("1795521600000:{n}"))],
        "/api/v1/live" => seed.query = vec![("after", format!("{}:1", scene.binder))],
        "/api/v1/session" => {
            seed.body = Some(json!({ "username": format!("no{n}"), "password": "en lång mening" }));
        }
        "/api/v1/account/password" => {
            seed.body = Some(json!({ "password": "en annan mening", "new_password": "gröt under tre lindar" }));
        }
        "/api/v1/account/second-factor/confirm" => seed.body = Some(json!({ "code": "123456" })),
        "/api/v1/session/passkey/finish" | "/api/v1/account/passkeys/finish" => {
            let response = json!({
                "clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA",
                "userHandle": "AZMAAAAAcACAAAAAAAAA_w",
            });
            let credential = json!({
                "id": "AQ", "rawId": "AQ", "type": "public-key", "response": response, "extensions": {},
            });
            seed.body = Some(json!({ "credential": credential }));
        }
        path if path.starts_with("/api/v1/account/") && method == "POST" => {
            seed.body = Some(json!({ "password": "en annan mening", "code": "123456" }));
        }
        "/api/v1/issues" | "/api/v1/binders/{id}/issues" if method == "POST" => {
            seed.body = Some(json!({
                "id": Uuid::from_u128(0x0199_0000_0000_4000_b000_0000_0000_0000 + u128::from(n)),
                "category": "waiting", "level": "group", "text": "Ingen svarar.", "tried": "Ringt.",
            }));
        }
        "/api/v1/issues/{issue}/lift" => seed.body = Some(json!({ "level": "management", "tried": "Mer." })),
        "/api/v1/issues/{issue}/decision" => {
            seed.body = Some(json!({ "text": "Så blir det.", "day": "2026-11-24" }));
        }
        "/api/v1/reviews/{organization}" => {
            seed.body =
                Some(json!({ "id": Uuid::from_u128(9), "from": 0, "until": 1_795_000_000_000_i64, "wanted": 5 }));
        }
        "/api/v1/reviews/{organization}/{review}/finding" => {
            seed.body = Some(json!({ "outcome": "follow_up", "words": "Fler än väntat." }));
        }
        "/api/v1/binders" => {
            seed.body =
                Some(json!({ "id": Uuid::from_u128(0x0199_0000_0000_7000_b000_0000_0000_0000 + u128::from(n)),
                "owner_name": "Maja" }));
        }
        "/api/v1/pairings/redeem" => seed.body = Some(json!({ "code": "12345678", "secret": null })),
        "/api/v1/feedback" => {
            seed.body = Some(json!({ "page": "/plan", "day": "2026-11-24", "version": "0.1.0" }));
        }
        _ if method == "POST" => seed.body = Some(json!({})),
        _ => {}
    }
    seed
}

//! Whose changes are taken, tab by tab.

use axum::http::Method;
use domain::api::{Me, PROTOCOL, RefusalCode, SyncRequest, SyncResponse};
use domain::body::{Propose, UnknownBody, Write};
use domain::{Author, BinderTab, Body, EntryKind, Field, Op, PersonId, ReplicaId, Role, Value};
use uuid::Uuid;

use super::people::{Door, Target};
use crate::support::answer::Answer;
use crate::support::ops::{self, entry};

/// Who the session says somebody is. Whoever has none says that she is the owner.
pub(super) async fn whose(door: &Door, n: usize) -> Author {
    let mut client = door.client(n);
    let me = client.get("/api/v1/me").await;
    if !me.status.is_success() {
        return door.scene.owner();
    }
    let Me { person, role, .. } = me.ok();
    Author { person, role }
}

/// One change in a tab: her own, or a suggestion.
fn one(author: Author, tab: BinderTab) -> Op {
    let (kind, field) = match tab {
        BinderTab::Contacts => (EntryKind::Contact, Field::Name),
        BinderTab::WarningPlan => (EntryKind::Sign, Field::Text),
        BinderTab::Plan => (EntryKind::Goal, Field::Text),
        BinderTab::Ratings => return ops::rate(author),
        BinderTab::Meetings => (EntryKind::Meeting, Field::Note),
        BinderTab::Worksheets => {
            let raw = serde_json::value::to_raw_value("nytt").unwrap();
            return ops::op(author, tab, entry(), Body::Unknown(UnknownBody { kind: "newer".to_owned(), raw }));
        }
        BinderTab::Sharing => {
            let other = PersonId::from_uuid(Uuid::from_u128(77));
            return ops::grant(author, other, BinderTab::Plan, domain::consent::Right::Read, Vec::new());
        }
    };
    let op = ops::write(author, kind, entry(), field, Value::text("nytt"));
    match (author.role, op.body.clone()) {
        (Role::Owner, _) => op,
        (_, Body::Write(Write { entry_kind, fields })) => {
            Op { body: Body::Propose(Propose { entry_kind, fields, remove: false }), ..op }
        }
        _ => op,
    }
}

/// The tabs in which somebody's changes were taken, or why none was.
pub(super) async fn change(door: &mut Door, n: usize, author: Author, target: Target) -> String {
    let binder = door.binder(target, &door.actors[n]);
    let all = BinderTab::ALL.map(|tab| one(author, tab)).to_vec();
    let request = SyncRequest {
        protocol: PROTOCOL,
        replica: ReplicaId::from_uuid(Uuid::from_u128(9)),
        after: 0,
        generation: 0,
        ops: all.clone(),
        opened: Vec::new(),
    };
    let body = serde_json::to_vec(&request).unwrap();
    let path = format!("/api/v1/binders/{binder}/sync");
    let answer: Answer = door.client(n).ask(Method::POST, &path, Some(body)).await;
    if !answer.status.is_success() {
        return format!("{} {}", answer.status.as_u16(), answer.json()["code"].as_str().unwrap_or("?"));
    }
    let given: SyncResponse = answer.ok();
    assert!(given.refused.iter().all(|no| no.code != RefusalCode::TryAgain));
    let is_taken = |op: &&Op| given.accepted.iter().any(|accepted| accepted.id == op.id);
    let tabs: Vec<&str> = all.iter().filter(is_taken).map(|op| op.tab.as_str()).collect();
    if tabs.is_empty() { "none".to_owned() } else { tabs.join(" ") }
}

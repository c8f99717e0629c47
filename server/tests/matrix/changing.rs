//! Whose changes are taken, tab by tab.

use axum::http::Method;
use domain::api::{Me, PROTOCOL, RefusalCode, SyncRequest, SyncResponse, TabRight};
use domain::body::{Propose, UnknownBody, Write};
use domain::consent::{Right, Succession, Withdraw};
use domain::{
    Audience, Author, BinderTab, Body, EntryKind, Field, Op, PersonId, ReplicaId, Role, Timestamp, Value,
};
use uuid::Uuid;

use super::people::{Door, Target};
use crate::support::answer::Answer;
use crate::support::ops::{self, entry};
use crate::support::server::NOON;

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
            Op { body: Body::Propose(Propose { entry_kind, fields, remove: false, urgent: false }), ..op }
        }
        _ => op,
    }
}

/// A change of coordinator in one tab, and a last day, by whoever asks.
fn comings_and_goings(author: Author) -> Vec<Op> {
    let other = PersonId::from_uuid(Uuid::from_u128(77));
    let at = Timestamp::from_millis(NOON).plus_days(30);
    let says = |tab| Succession {
        person: other,
        name: "Johan".to_owned(),
        organization: "Psykiatrin".to_owned(),
        from: Timestamp::from_millis(NOON),
        until: at,
        rights: vec![TabRight { tab, right: Right::Read }],
    };
    let comes = [BinderTab::Contacts, BinderTab::Plan].map(|tab| {
        let op = ops::op(author, BinderTab::Sharing, entry(), Body::ProposeSuccession(says(tab)));
        Op { audience: Audience::People { people: vec![author.person] }, ..op }
    });
    let gone = Withdraw { person: other, tab: BinderTab::Plan, at: Some(at) };
    let goes = ops::op(author, BinderTab::Sharing, entry(), Body::Withdraw(gone));
    comes.into_iter().chain([Op { audience: Audience::People { people: vec![other] }, ..goes }]).collect()
}

/// Which of these was taken: handing on contacts, handing on the plan, a last day.
pub(super) async fn come_and_go(door: &mut Door, n: usize, author: Author, target: Target) -> String {
    let names = ["contacts", "plan", "last day"];
    push(door, n, target, comings_and_goings(author), |_, place| names[place].to_owned()).await
}

/// The tabs in which somebody's changes were taken, or why none was.
pub(super) async fn change(door: &mut Door, n: usize, author: Author, target: Target) -> String {
    let all = BinderTab::ALL.map(|tab| one(author, tab)).to_vec();
    push(door, n, target, all, |op, _| op.tab.as_str().to_owned()).await
}

/// What was taken, by its name, or why nothing was.
async fn push(
    door: &mut Door,
    n: usize,
    target: Target,
    all: Vec<Op>,
    name: impl Fn(&Op, usize) -> String,
) -> String {
    let binder = door.binder(target, &door.actors[n]);
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
    let is_taken = |op: &Op| given.accepted.iter().any(|accepted| accepted.id == op.id);
    let taken = all.iter().enumerate().filter(|(_, op)| is_taken(op)).map(|(place, op)| name(op, place));
    let taken: Vec<String> = taken.collect();
    if taken.is_empty() { "none".to_owned() } else { taken.join(" ") }
}

//! A unit's own checks of its log: for whom the unit has named, drawn once, and what they showed is told once.

use axum::http::StatusCode;
use domain::api::{DrawnReview, ErrorCode, ReviewOutcome, ReviewUnit};
use domain::{OrganizationId, PersonId, Timestamp};
use serde_json::{Value, json};
use server::store::Authority;
use uuid::Uuid;

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{entry, propose};
use crate::support::scene::Scene;
use crate::support::server::{NOON, TestServer};

on_both! {
    what_was_drawn_is_written_down_and_stays_the_same,
    whoever_was_not_named_finds_nothing_there,
    a_period_that_has_not_been_and_too_many_are_refused_by_field,
    what_it_showed_is_told_once_in_words_that_identify_nobody,
}

const LIST: &str = "/api/v1/reviews";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn wants(n: u128, wanted: u32) -> Value {
    json!({ "id": id(n), "from": NOON - 60_000, "until": NOON, "wanted": wanted })
}

struct Checked {
    scene: Scene,
    unit: OrganizationId,
    karin: Client,
    karin_id: PersonId,
}

impl Checked {
    fn path(&self) -> String {
        format!("{LIST}/{}", self.unit)
    }

    fn of(&self, n: u128) -> String {
        format!("{LIST}/{}/{}", self.unit, id(n))
    }
}

/// Anna has done some things; Karin, of another unit, was named to check the log of hers, a minute later.
async fn checked(server: TestServer) -> Checked {
    let mut scene = Scene::on(server).await;
    for name in ["Nils", "Olle"] {
        let op = propose(scene.staff(), entry(), name);
        scene.anna.push(scene.binder, vec![op]).await;
    }
    scene.anna.pull(scene.binder).await;
    let store = scene.server.state.store();
    let units = store.organizations().await.unwrap();
    let unit = units.iter().find(|unit| unit.1 == "Psykiatrin Öst").unwrap().0;
    let (karin_id, karin) = scene.server.signed_in("karin", "Kansliet", Authority::Region).await;
    assert!(store.add_reviewer(unit, karin_id).await.unwrap());
    Checked { scene, unit, karin, karin_id }
}

/// From the beginning of the scene to now.
fn all_of_it(checked: &Checked, n: u128, wanted: u32) -> Value {
    let now = checked.scene.server.state.clock().now();
    json!({ "id": id(n), "from": NOON - 60_000, "until": now, "wanted": wanted })
}

async fn what_was_drawn_is_written_down_and_stays_the_same(server: TestServer) {
    let mut checked = checked(server).await;
    checked.scene.server.clock.advance_minutes(1);
    let (path, wants) = (checked.path(), all_of_it(&checked, 1, 2));
    let first: DrawnReview = checked.karin.post(&path, &wants).await.ok();
    assert_eq!((first.acts.len(), first.review.n_picked, first.review.made_by.as_str()), (2, 2, "karin Test"));
    assert!(first.review.n_acts > 2 && first.acts.iter().all(|act| act.name == "anna Test" && !act.own));
    assert_eq!(checked.karin.post(&path, &wants).await.ok::<DrawnReview>(), first, "the same again is the same");
    let of = checked.of(1);
    assert_eq!(checked.karin.get(&of).await.ok::<DrawnReview>(), first);
    let other_period = json!({ "id": id(1), "from": NOON - 120_000, "until": NOON, "wanted": 2 });
    assert_eq!(checked.karin.post(&path, &other_period).await.code(), ErrorCode::BadRequest);
    let units: Vec<ReviewUnit> = checked.karin.get(LIST).await.ok();
    assert_eq!((units.len(), &units[0].reviews), (1, &vec![first.review.clone()]));
    assert_eq!(units[0].next_from, first.review.until, "the next one begins where this one ended");

    // Whoever did it herself is told so.
    let store = checked.scene.server.state.store();
    assert!(store.add_reviewer(checked.unit, checked.scene.anna_id).await.unwrap());
    let hers: DrawnReview = checked.scene.anna.get(&of).await.ok();
    assert!(hers.acts.iter().all(|act| act.own));
}

async fn whoever_was_not_named_finds_nothing_there(server: TestServer) {
    let mut checked = checked(server).await;
    let (path, of) = (checked.path(), checked.of(1));
    let finding = format!("{of}/finding");
    let nothing = json!({ "outcome": "nothing" });
    checked.karin.post(&path, &wants(1, 5)).await.ok::<DrawnReview>();
    // Somebody of the unit itself, an owner, and a unit that did not name her.
    for client in [&mut checked.scene.anna, &mut checked.scene.phone] {
        assert_eq!(client.get(LIST).await.code(), ErrorCode::NotFound);
        assert_eq!(client.post(&path, &wants(2, 5)).await.code(), ErrorCode::NotFound);
        assert_eq!(client.get(&of).await.code(), ErrorCode::NotFound);
        assert_eq!(client.post(&finding, &nothing).await.code(), ErrorCode::NotFound);
    }
    let store = checked.scene.server.state.store();
    let other = store.add_organization("Kommunen", Authority::Municipality).await.unwrap();
    for elsewhere in [other.to_string(), Uuid::from_u128(5).to_string(), "x".to_owned()] {
        let path = format!("{LIST}/{elsewhere}");
        assert_eq!(checked.karin.post(&path, &wants(3, 5)).await.code(), ErrorCode::NotFound);
        assert_eq!(checked.karin.get(&format!("{path}/{}", id(1))).await.code(), ErrorCode::NotFound);
    }
    // Named for the other unit too, she does not reach this one's check through it.
    let karin = store.reviewers(checked.unit).await.unwrap();
    assert_eq!(karin, ["karin Test"]);
    let person = checked.karin_id;
    assert!(store.add_reviewer(other, person).await.unwrap());
    assert_eq!(checked.karin.get(&format!("{LIST}/{other}/{}", id(1))).await.code(), ErrorCode::NotFound);
    // Named no more.
    assert!(store.remove_reviewer(checked.unit, person).await.unwrap());
    assert_eq!(checked.karin.get(&of).await.code(), ErrorCode::NotFound);
    assert_eq!(store.reviews(checked.unit).await.unwrap().len(), 1, "what she made stays");
}

async fn a_period_that_has_not_been_and_too_many_are_refused_by_field(server: TestServer) {
    let mut checked = checked(server).await;
    let (path, now) = (checked.path(), checked.scene.server.state.clock().now());
    let at = |days: i64| now.plus_days(days);
    let cases: [(Timestamp, Timestamp, u32, &str); 5] = [
        (at(-1), now.plus_minutes(1), 5, "until"),
        (at(-1), at(-1), 5, "until"),
        (at(-400), now, 5, "from"),
        (at(-1), now, 0, "wanted"),
        (at(-1), now, 201, "wanted"),
    ];
    for (from, until, wanted, field) in cases {
        let body = json!({ "id": id(1), "from": from, "until": until, "wanted": wanted });
        let error = checked.karin.post(&path, &body).await.error();
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadRequest, Some(field)));
    }
    assert_eq!(checked.scene.server.state.store().reviews(checked.unit).await.unwrap(), []);
}

async fn what_it_showed_is_told_once_in_words_that_identify_nobody(server: TestServer) {
    let mut checked = checked(server).await;
    let (path, finding) = (checked.path(), format!("{}/finding", checked.of(1)));
    let says = |outcome: &str, words: &str| json!({ "outcome": outcome, "words": words });
    assert_eq!(
        checked.karin.post(&finding, &says("nothing", "")).await.code(),
        ErrorCode::NotFound,
        "no such check"
    );
    checked.karin.post(&path, &wants(1, 5)).await.ok::<DrawnReview>();
    let refused = [
        (says("follow_up", " "), ErrorCode::BadRequest),
        (says("follow_up", "Det gällde 850709-9805."), ErrorCode::Identifies),
    ];
    for (body, code) in refused {
        assert_eq!(checked.karin.post(&finding, &body).await.code(), code);
    }
    let good = says("follow_up", "Två läsningar på natten.");
    for _ in 0..2 {
        assert_eq!(checked.karin.post(&finding, &good).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(checked.karin.post(&finding, &says("nothing", "")).await.code(), ErrorCode::BadRequest, "once");
    let units: Vec<ReviewUnit> = checked.karin.get(LIST).await.ok();
    let told = units[0].reviews[0].finding.as_ref().unwrap();
    let told = (told.outcome, told.words.as_str(), told.made_by.as_str());
    assert_eq!(told, (ReviewOutcome::FollowUp, "Två läsningar på natten.", "karin Test"));
}

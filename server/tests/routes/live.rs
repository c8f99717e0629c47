//! `GET /api/v1/live`.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::http::{Method, StatusCode};
use domain::api::{ErrorCode, LiveEvent, Reached, SyncResponse};
use domain::{Audience, BinderTab};
use tokio_stream::StreamExt as _;

use crate::support::client::Client;
use crate::support::ops::{contact, entry, grant, jpeg, photo, rate, withdraw};
use crate::support::scene::Scene;

/// An open stream.
struct Stream {
    body: BodyDataStream,
    waiting: String,
}

impl Stream {
    async fn open(client: &mut Client, after: &str) -> Self {
        let response = client.send(Method::GET, &format!("/api/v1/live?after={after}"), None).await;
        assert_eq!(response.status(), StatusCode::OK);
        Self { body: response.into_body().into_data_stream(), waiting: String::new() }
    }

    /// The next event; `None` when the stream has ended.
    async fn next(&mut self) -> Option<LiveEvent> {
        loop {
            if let Some((event, rest)) = self.waiting.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: ")).map(str::to_owned);
                self.waiting = rest.to_owned();
                match data {
                    Some(data) => return Some(serde_json::from_str(&data).unwrap()),
                    None => continue,
                }
            }
            let bytes =
                tokio::time::timeout(Duration::from_secs(10), self.body.next()).await.expect("no event came")?;
            self.waiting.push_str(std::str::from_utf8(&bytes.unwrap()).unwrap());
        }
    }
}

#[tokio::test]
async fn an_op_comes_with_the_message() {
    let mut scene = Scene::sqlite().await;
    let mut stream = Stream::open(&mut scene.anna, &format!("{}:3", scene.binder)).await;
    let op = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![op.clone()]).await;
    match stream.next().await {
        Some(LiveEvent::Op { binder, op: told }) => {
            assert_eq!((binder, told.seq, told.op), (scene.binder, 4, op));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whoever_comes_late_is_told_to_ask() {
    let mut scene = Scene::sqlite().await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let mut stream = Stream::open(&mut scene.anna, &format!("{}:3", scene.binder)).await;
    assert_eq!(stream.next().await, Some(LiveEvent::Moved { binder: scene.binder, seq: 4 }));
}

#[tokio::test]
async fn what_is_not_for_the_reader_is_not_told() {
    let mut scene = Scene::sqlite().await;
    let mut stream = Stream::open(&mut scene.anna, &format!("{}:3", scene.binder)).await;
    let mut private = contact(scene.owner(), entry(), "HEMLIG");
    private.audience = Audience::Private;
    scene.phone.push(scene.binder, vec![private, rate(scene.owner())]).await;
    let op = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![op]).await;
    assert_eq!(stream.next().await, Some(LiveEvent::Moved { binder: scene.binder, seq: 6 }), "a gap: ask");
}

#[tokio::test]
async fn a_withdrawal_is_told_and_nothing_after_it() {
    let mut scene = Scene::sqlite().await;
    let mut stream = Stream::open(&mut scene.anna, &format!("{}:3", scene.binder)).await;
    let tabs = [BinderTab::Contacts, BinderTab::Meetings, BinderTab::Ratings];
    let gone = tabs.map(|tab| withdraw(scene.owner(), scene.anna_id, tab));
    scene.phone.push(scene.binder, gone.to_vec()).await;
    assert_eq!(stream.next().await, Some(LiveEvent::Changed { binder: scene.binder }));
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "HEMLIG")]).await;
    let back = grant(
        scene.owner(),
        scene.anna_id,
        BinderTab::Meetings,
        domain::consent::Right::Read,
        gone.iter().map(|op| op.id).collect(),
    );
    scene.phone.push(scene.binder, vec![back]).await;
    assert_eq!(stream.next().await, Some(LiveEvent::Changed { binder: scene.binder }), "let in again");
}

#[tokio::test]
async fn a_new_sentence_opens_a_binder_on_an_open_stream() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let mut stream = Stream::open(&mut johan, "").await;
    let sentence = grant(scene.owner(), johan_id, BinderTab::Contacts, domain::consent::Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![sentence]).await;
    assert_eq!(stream.next().await, Some(LiveEvent::Changed { binder: scene.binder }));
    let _: SyncResponse = johan.round(scene.binder, 0, 0, Vec::new()).await.ok();
    let op = contact(scene.owner(), entry(), "Eva");
    scene.phone.push(scene.binder, vec![op]).await;
    assert!(matches!(stream.next().await, Some(LiveEvent::Op { .. })));
}

#[tokio::test]
async fn she_hears_at_once_that_her_words_have_arrived() {
    let mut scene = Scene::sqlite().await;
    let now = scene.phone.pull(scene.binder).await;
    let op = contact(scene.owner(), entry(), "Eva");
    let _: SyncResponse = scene.phone.round(scene.binder, now.cursor, now.generation, vec![op]).await.ok();
    let mut stream = Stream::open(&mut scene.phone, &format!("{}:4", scene.binder)).await;
    let got = scene.anna.pull(scene.binder).await;
    scene.anna.round(scene.binder, got.cursor, got.generation, Vec::new()).await;
    let at = scene.server.state.clock().now();
    let reached = Reached { person: scene.anna_id, seq: 4, at };
    assert_eq!(stream.next().await, Some(LiveEvent::Reached { binder: scene.binder, reached }));
    // Asking again moves nothing: the next that is told is something else.
    scene.anna.round(scene.binder, got.cursor, got.generation, Vec::new()).await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Ali")]).await;
    assert!(matches!(stream.next().await, Some(LiveEvent::Op { .. })));
}

#[tokio::test]
async fn a_coordinator_hears_how_far_the_owner_has_come_and_of_no_other_coordinator() {
    let mut scene = Scene::sqlite().await;
    let (johan_id, mut johan) = scene.server.coordinator("johan").await;
    let sentence = grant(scene.owner(), johan_id, BinderTab::Contacts, domain::consent::Right::Read, Vec::new());
    scene.phone.push(scene.binder, vec![sentence]).await;
    let now = johan.pull(scene.binder).await;
    let mut stream = Stream::open(&mut scene.anna, &format!("{}:4", scene.binder)).await;
    johan.round(scene.binder, now.cursor, now.generation, Vec::new()).await;
    let hers = scene.phone.pull(scene.binder).await;
    scene.phone.round(scene.binder, hers.cursor, hers.generation, Vec::new()).await;
    match stream.next().await {
        Some(LiveEvent::Reached { reached, .. }) => assert_eq!((reached.person, reached.seq), (scene.owner_id, 4)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn signing_out_ends_the_stream() {
    let mut scene = Scene::sqlite().await;
    let mut listening = scene.anna.clone();
    let mut stream = Stream::open(&mut listening, &format!("{}:3", scene.binder)).await;
    scene.anna.ask(Method::DELETE, "/api/v1/session", None).await;
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_binder_of_others_is_silently_not_followed() {
    let mut scene = Scene::sqlite().await;
    let (_, mut johan) = scene.server.coordinator("johan").await;
    let mut stream = Stream::open(&mut johan, &format!("{}:0", scene.binder)).await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "HEMLIG")]).await;
    johan.clone().ask(Method::DELETE, "/api/v1/session", None).await;
    assert_eq!(stream.next().await, None, "nothing was told until the end");
}

#[tokio::test]
async fn a_place_that_is_none_is_a_bad_request() {
    let mut scene = Scene::sqlite().await;
    let answer = scene.anna.get("/api/v1/live?after=abc").await;
    assert_eq!(answer.code(), ErrorCode::BadRequest);
    assert_eq!(scene.server.stranger().get("/api/v1/live").await.code(), ErrorCode::SignedOut);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_another_process_hears_of_it() {
    let mut scene = Scene::postgres().await;
    let (_, router) = scene.server.neighbour().await;
    let mut there = scene.anna.at(&router);
    let mut stream = Stream::open(&mut there, &format!("{}:3", scene.binder)).await;
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    assert_eq!(stream.next().await, Some(LiveEvent::Moved { binder: scene.binder, seq: 4 }));
    let got: SyncResponse = there.round(scene.binder, 3, 3, Vec::new()).await.ok();
    assert_eq!(got.cursor, 4);
    let mut hers = Stream::open(&mut scene.phone.at(&router), &format!("{}:4", scene.binder)).await;
    scene.anna.round(scene.binder, 4, got.generation, Vec::new()).await;
    match hers.next().await {
        Some(LiveEvent::Reached { reached, .. }) => assert_eq!((reached.person, reached.seq), (scene.anna_id, 4)),
        other => panic!("{other:?}"),
    }
}

/// A picture about Anna comes to this process; whoever follows the pärm is told to ask, once.
async fn picture_comes(scene: &mut Scene, mut stream: Stream) {
    let photo = photo(scene.owner(), scene.anna_id, vec![entry()], &jpeg(1));
    let path = format!("/api/v1/binders/{}/attachments/{}", scene.binder, photo.entry);
    scene.phone.push(scene.binder, vec![photo]).await;
    assert!(!matches!(stream.next().await, Some(LiveEvent::Changed { .. })), "its op comes first");
    for _ in 0..2 {
        assert_eq!(scene.phone.ask(Method::PUT, &path, Some(jpeg(1))).await.status, StatusCode::NO_CONTENT);
    }
    let binder = scene.binder;
    assert_eq!(stream.next().await, Some(LiveEvent::Changed { binder }));
    scene.phone.push(scene.binder, vec![contact(scene.owner(), entry(), "Eva")]).await;
    let next = stream.next().await;
    assert!(!matches!(next, Some(LiveEvent::Changed { .. })), "the same bytes again are no news: {next:?}");
}

#[tokio::test]
async fn that_a_picture_has_come_is_told() {
    let mut scene = Scene::sqlite().await;
    let stream = Stream::open(&mut scene.anna, &format!("{}:3", scene.binder)).await;
    picture_comes(&mut scene, stream).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_another_process_hears_that_a_picture_has_come() {
    let mut scene = Scene::postgres().await;
    let (_, router) = scene.server.neighbour().await;
    let stream = Stream::open(&mut scene.anna.at(&router), &format!("{}:3", scene.binder)).await;
    picture_comes(&mut scene, stream).await;
}

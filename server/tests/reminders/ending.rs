//! Who may ask for reminders, where they go, and when there are none any more.

use super::*;
use axum::http::StatusCode;
use domain::api::{DeviceCard, ErrorCode, RemindersCard};
use serde_json::json;

use crate::support::scene::pair;

async fn card(stand: &mut Stand) -> RemindersCard {
    let path = stand.path();
    stand.scene.phone.get(&path).await.ok()
}

async fn waits_for_a_meeting() -> Stand {
    let mut stand = Stand::sqlite().await;
    stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
    stand.wants(MEETINGS).await;
    stand.looks().await;
    stand
}

/// When the day before would have been said.
const DUE: i64 = DAY + 2 * HOUR + SPREAD;

#[tokio::test]
async fn nothing_is_said_that_she_has_not_turned_on() {
    let mut stand = Stand::sqlite().await;
    stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
    assert_eq!(card(&mut stand).await.wishes, None);
    assert_eq!(stand.after(DUE).await, Vec::<String>::new());
}

#[tokio::test]
async fn each_kind_can_be_taken_away_by_itself() {
    let mut stand = waits_for_a_meeting().await;
    let only_close = ReminderWishes { hour_before: true, ..ReminderWishes::default() };
    stand.wants(only_close).await;
    assert_eq!(card(&mut stand).await.wishes, Some(only_close));
    assert_eq!(stand.after(DUE).await, Vec::<String>::new());
    assert_eq!(stand.after(23 * HOUR).await, ["Möte i dag 15.00"]);
}

#[tokio::test]
async fn turned_off_is_silent_and_turned_on_again_says_nothing_twice() {
    let mut stand = waits_for_a_meeting().await;
    assert_eq!(stand.after(DUE).await.len(), 1);
    let path = stand.path();
    let ended = stand.scene.phone.ask(Method::DELETE, &path, None).await;
    assert_eq!((ended.status, card(&mut stand).await.wishes), (StatusCode::NO_CONTENT, None));
    assert_eq!(stand.after(HOUR).await, Vec::<String>::new());
    stand.wants(MEETINGS).await;
    assert_eq!(stand.looks().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_subscription_that_has_ended_is_forgotten() {
    for status in [StatusCode::GONE, StatusCode::NOT_FOUND] {
        let mut stand = waits_for_a_meeting().await;
        stand.service.answers(status);
        assert_eq!(stand.after(DUE).await.len(), 1, "it was tried");
        assert_eq!(card(&mut stand).await.wishes, None);
        stand.service.answers(StatusCode::CREATED);
        assert_eq!(stand.after(22 * HOUR).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_phone_that_is_ended_shows_nothing_more() {
    let mut stand = waits_for_a_meeting().await;
    let mut second = pair(&stand.scene.server, &mut stand.scene.anna, stand.scene.binder).await;
    let devices = format!("/api/v1/binders/{}/devices", stand.scene.binder);
    let cards: Vec<DeviceCard> = second.get(&devices).await.ok();
    let lost = cards.iter().find(|card| !card.this).unwrap().id;
    second.ask(Method::DELETE, &format!("{devices}/{lost}"), None).await;
    assert_eq!(stand.after(DUE).await, Vec::<String>::new());
}

#[tokio::test]
async fn each_phone_has_wishes_of_its_own() {
    let mut stand = waits_for_a_meeting().await;
    let mut second = pair(&stand.scene.server, &mut stand.scene.anna, stand.scene.binder).await;
    let path = stand.path();
    let theirs: RemindersCard = second.get(&path).await.ok();
    assert_eq!(theirs.wishes, None);
    assert_eq!(theirs.key, card(&mut stand).await.key);
    let other = stand.service.browser(9);
    let only_close = ReminderWishes { hour_before: true, ..ReminderWishes::default() };
    put(&mut second, &path, &other.request(only_close)).await;
    assert_eq!(stand.after(DUE).await, ["Möte i morgon 15.00"]);
    assert_eq!(card(&mut stand).await.wishes, Some(MEETINGS));
}

#[tokio::test]
async fn a_sample_comes_at_once_to_the_phone_that_asks() {
    let mut stand = Stand::sqlite().await;
    let path = format!("{}/sample", stand.path());
    let none = stand.scene.phone.post(&path, &json!({})).await;
    assert_eq!(none.code(), ErrorCode::NotFound);
    stand.wants(MEETINGS).await;
    // At three in the night, because it is she who asks.
    stand.scene.server.clock.advance_minutes(14 * HOUR);
    assert_eq!(stand.scene.phone.post(&path, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(stand.said(), ["Så här ser en påminnelse ut"]);
    stand.service.answers(StatusCode::SERVICE_UNAVAILABLE);
    let down = stand.scene.phone.post(&path, &json!({})).await;
    assert_eq!((down.status, down.code()), (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::PushDown));
}

#[tokio::test]
async fn a_place_inside_or_keys_of_nobody_are_not_taken() {
    // A server as people run it.
    let server = TestServer::sqlite_with(|config| config.push_loopback = false).await;
    let mut scene = Scene::on(server).await;
    let service = PushService::start().await;
    let path = format!("/api/v1/binders/{}/reminders", scene.binder);
    let good = service.browser(3).request(MEETINGS);
    for endpoint in
        [good["endpoint"].as_str().unwrap(), "https://127.0.0.1/push/3", "https://db.internal/3", "/push"]
    {
        let mut request = good.clone();
        request["endpoint"] = json!(endpoint);
        let error = put(&mut scene.phone, &path, &request).await.error();
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadRequest, Some("endpoint")), "{endpoint}");
    }
    let mut request = good.clone();
    request["endpoint"] = json!("https://push.example.com/3");
    for (field, value) in [("p256dh", "AAAA"), ("auth", "AAAA"), ("auth", "å")] {
        let mut request = request.clone();
        request[field] = json!(value);
        let error = put(&mut scene.phone, &path, &request).await.error();
        assert_eq!(error.field.as_deref(), Some("p256dh"), "{field}");
    }
    assert_eq!(put(&mut scene.phone, &path, &request).await.status, StatusCode::NO_CONTENT);
    assert_eq!(put(&mut scene.anna, &path, &request).await.code(), ErrorCode::NotFound);
}

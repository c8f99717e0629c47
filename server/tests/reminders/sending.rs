//! What is said, when, and once.

use super::*;
use axum::http::StatusCode;
use domain::Body;
use domain::api::RemindersCard;
use domain::rating::Occasion;
use serde_json::json;

use crate::support::both::on_both;

const TOMORROW: &str = "Möte i morgon 15.00";
const TODAY: &str = "Möte i dag 15.00";

#[tokio::test]
async fn a_meeting_is_said_the_day_before_and_an_hour_before_and_not_again() {
    let mut stand = Stand::sqlite().await;
    // It is Tuesday at one; the meeting is on Thursday at three.
    stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
    stand.wants(MEETINGS).await;
    assert_eq!(stand.looks().await, Vec::<String>::new());
    assert_eq!(stand.after(DAY + 2 * HOUR - 1).await, Vec::<String>::new(), "not a minute early");
    assert_eq!(stand.minutes(SPREAD).await, [TOMORROW]);
    assert_eq!(stand.after(23 * HOUR - SPREAD - 1).await, Vec::<String>::new());
    assert_eq!(stand.minutes(SPREAD + 1).await, [TODAY]);
    assert_eq!(stand.minutes(HOUR).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_message_is_locked_signed_and_says_nothing_of_why_or_with_whom() {
    let mut stand = Stand::sqlite().await;
    let meeting = stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
    stand.writes(meeting, vec![(Field::Place, Value::text("Psykosmottagningen"))]).await;
    stand.wants(MEETINGS).await;
    stand.looks().await;
    stand.scene.server.clock.advance_minutes(DAY + 2 * HOUR + SPREAD);
    server::reminders::remind(&stand.scene.server.state).await.unwrap();
    let sent = stand.service.taken();
    let card: RemindersCard = stand.scene.phone.get(&stand.path()).await.ok();
    let claims = sent[0].claims(&card.key);
    assert_eq!(claims["aud"], json!(stand.service.origin));
    let seconds = stand.now().as_millis() / 1_000;
    assert!((seconds..=seconds + 24 * 60 * 60).contains(&claims["exp"].as_i64().unwrap()));
    assert_eq!(sent[0].header("content-encoding"), "aes128gcm");
    assert!((60..=23 * 60 * 60).contains(&sent[0].header("ttl").parse::<i64>().unwrap()));
    let said = stand.browser.open(&sent[0]);
    assert_eq!((said.title.as_str(), said.body.as_str(), said.lang.as_str()), ("Påminnelse", TOMORROW, "sv"));
    assert_eq!(said.open, format!("/moten/ett?id={meeting}"));
    for word in ["Maja", "Anna", "Psykos", "psyk", "samordnare"] {
        assert!(!serde_json::to_string(&said).unwrap().contains(word), "{word}");
    }
    assert_eq!(sent[0].body.len(), 16 + 4 + 1 + 65 + 513 + 16, "as long as every other");
}

on_both! {
    two_processes_and_a_restart_say_it_once,
    a_moved_meeting_is_said_at_its_new_time_and_a_cancelled_one_not,
    where_messages_go_is_kept_locked,
}

async fn prepared(server: TestServer) -> (Stand, EntryId) {
    let mut stand = Stand::on(server).await;
    let meeting = stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
    stand.wants(MEETINGS).await;
    stand.looks().await;
    (stand, meeting)
}

async fn two_processes_and_a_restart_say_it_once(server: TestServer) {
    let (stand, _) = prepared(server).await;
    stand.scene.server.clock.advance_minutes(DAY + 2 * HOUR + SPREAD);
    let (other, _) = stand.scene.server.neighbour().await;
    let own = &stand.scene.server.state;
    let (one, two) = tokio::join!(server::reminders::remind(own), server::reminders::remind(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let (restarted, _) = stand.scene.server.neighbour().await;
    assert_eq!(server::reminders::remind(&restarted).await.unwrap(), 0);
    assert_eq!(stand.said(), [TOMORROW]);
}

async fn a_moved_meeting_is_said_at_its_new_time_and_a_cancelled_one_not(server: TestServer) {
    let (mut stand, meeting) = prepared(server).await;
    // A day later and two hours earlier; the server has not looked since.
    let moved = noon().plus_minutes(3 * DAY);
    stand.writes(meeting, vec![(Field::Starts, Value::Instant(moved))]).await;
    assert_eq!(stand.after(DAY + 2 * HOUR + SPREAD).await, Vec::<String>::new(), "its old time is nobody's");
    assert_eq!(stand.after(22 * HOUR).await, ["Möte i morgon 13.00"]);
    for status in ["cancelled", "planned", "cancelled"] {
        stand.writes(meeting, vec![(Field::Status, Value::choice(status))]).await;
        assert_eq!(stand.looks().await, Vec::<String>::new(), "what was said is not said again");
    }
    assert_eq!(stand.after(23 * HOUR).await, Vec::<String>::new());
}

async fn where_messages_go_is_kept_locked(server: TestServer) {
    let (stand, _) = prepared(server).await;
    let pool = sqlx::AnyPool::connect(&stand.scene.server.config.database_url).await.unwrap();
    let rows: Vec<(Vec<u8>,)> =
        sqlx::query_as("select sealed from reminder_subscriptions").fetch_all(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].0.windows(6).any(|at| at == b"/push/"));
}

#[tokio::test]
async fn what_was_due_while_the_server_was_down_is_said_while_it_is_true_and_never_at_night() {
    let mut stand = Stand::sqlite().await;
    stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
    stand.wants(MEETINGS).await;
    stand.looks().await;
    // From Wednesday at three until two in the night nobody looked.
    assert_eq!(stand.after(DAY + 13 * HOUR).await, Vec::<String>::new(), "it is night");
    assert_eq!(stand.after(7 * HOUR).await, [TODAY], "at nine it is today");
    // Down again until the meeting has begun.
    assert_eq!(stand.after(7 * HOUR).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_she_books_at_short_notice_is_not_said_at_once() {
    let mut stand = Stand::sqlite().await;
    stand.wants(MEETINGS).await;
    stand.books(noon().plus_minutes(4 * HOUR)).await;
    assert_eq!(stand.looks().await, Vec::<String>::new(), "the day before is gone");
    assert_eq!(stand.minutes(3 * HOUR + SPREAD).await, ["Möte i dag 17.00"]);
}

#[tokio::test]
async fn a_rating_is_said_when_it_opens_unless_it_has_been_made() {
    let rating = "Nu kan du svara på fyra frågor";
    for is_made in [false, true] {
        let mut stand = Stand::sqlite().await;
        let starts = noon().plus_minutes(10 * DAY);
        let meeting = stand.books(starts).await;
        stand.wants(ReminderWishes { rating: true, ..ReminderWishes::default() }).await;
        stand.looks().await;
        if is_made {
            let mut op = ops::rate(stand.scene.owner());
            if let Body::Rate(rate) = &mut op.body {
                rate.occasion = Occasion::Meeting { starts, meeting };
            }
            let answer = stand.scene.phone.push(stand.scene.binder, vec![op]).await;
            assert_eq!(answer.refused, Vec::new());
        }
        let expected: Vec<&str> = if is_made { Vec::new() } else { vec![rating] };
        assert_eq!(stand.after(3 * DAY + SPREAD).await, expected);
        assert_eq!(stand.after(DAY).await, Vec::<String>::new(), "once");
    }
}

#[tokio::test]
async fn what_a_push_service_has_not_taken_is_tried_again_and_what_nobody_knows_is_not() {
    for (status, n_tries) in [
        (StatusCode::SERVICE_UNAVAILABLE, 3),
        (StatusCode::TOO_MANY_REQUESTS, 3),
        (StatusCode::PERMANENT_REDIRECT, 1),
        (StatusCode::BAD_REQUEST, 1),
    ] {
        let mut stand = Stand::sqlite().await;
        stand.books(noon().plus_minutes(2 * DAY + 2 * HOUR)).await;
        stand.wants(MEETINGS).await;
        stand.looks().await;
        stand.service.answers(status);
        stand.scene.server.clock.advance_minutes(DAY + 2 * HOUR);
        assert_eq!(stand.minutes(29).await.len(), n_tries, "{status}");
        stand.service.answers(StatusCode::CREATED);
        let later = stand.minutes(10).await;
        assert_eq!(later.len(), usize::from(n_tries > 1), "{status}");
        assert_eq!(stand.minutes(30).await, Vec::<String>::new(), "{status}");
    }
}

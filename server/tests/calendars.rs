//! Her own calendar: what it reads, and when it stops.

use axum::body::Body;
use axum::http::header::IF_NONE_MATCH;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::server::NOON;
use crate::support::stage::{PERSONAL, Pair, Stage};

const TOKEN: &str = "en-kalender-som-ingen-kan-gissa-sig-till";
const DAY: i64 = 24 * 60 * 60 * 1_000;

fn feed(pair: &Pair, number: u128, more: &Value) -> Value {
    let mut body = json!({"token": TOKEN});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let mut op = pair.op(number, "sharing", &json!({"to": "private"}), "feed", &body);
    op["entry"] = pair.contact(50, "")["entry"].clone();
    op
}

fn meeting(pair: &Pair, number: u128, starts: i64, status: &str) -> Value {
    let fields = json!({"starts": {"value": {"instant": starts}}, "status": {"value": {"choice": status}},
        "meeting_kind": {"value": {"choice": "care_team"}}, "place": {"value": {"text": "Biblioteket, sal 2"}},
        "people": {"value": {"people": [{"name": "Karin Ek"}]}}, "note": {"value": {"text": PERSONAL}},
        "agreed": {"value": {"text": PERSONAL}}});
    pair.op(
        number,
        "meetings",
        &json!({"to": "tab"}),
        "write",
        &json!({"entry_kind": "meeting", "fields": fields}),
    )
}

async fn push(stage: &Stage, pair: &Pair, ops: &[Value]) {
    let answer = stage.post(&pair.sync_path(), &pair.phone, &pair.sync(ops)).await.json();
    assert_eq!(answer["accepted"].as_array().map(Vec::len), Some(ops.len()), "{answer}");
}

async fn subscribed(more: &Value) -> (Stage, Pair) {
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let ops = [
        meeting(&pair, 1, NOON + 3 * DAY, "planned"),
        meeting(&pair, 2, NOON + 10 * DAY, "cancelled"),
        meeting(&pair, 3, NOON - 10 * DAY, "held"),
        meeting(&pair, 4, NOON - 90 * DAY, "held"),
        feed(&pair, 5, more),
    ];
    push(&stage, &pair, &ops).await;
    (stage, pair)
}

async fn read(stage: &Stage) -> Answer {
    stage.get(&format!("/kalender/{TOKEN}/moten.ics")).await
}

#[tokio::test]
async fn it_says_mote_and_the_time_and_nothing_else_until_she_adds_it() {
    let (stage, pair) = subscribed(&json!({})).await;
    let answer = read(&stage).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    assert!(answer.header("cache-control").starts_with("private"));
    let text = answer.text();
    assert_eq!(text.matches("SUMMARY:Möte\r\n").count(), 3, "three months ago is not among them: {text}");
    assert!(text.contains("DTSTART;TZID=Europe/Stockholm:20261127T130000\r\n"), "{text}");
    assert_eq!(text.matches("STATUS:CANCELLED\r\n").count(), 1);
    for word in ["Biblioteket", "Karin", "Resursgrupp", PERSONAL, "Maja", "LOCATION", "DESCRIPTION"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    push(&stage, &pair, &[feed(&pair, 6, &json!({"place": true, "people": true, "kind": true}))]).await;
    let text = read(&stage).await.text();
    assert!(
        text.contains("LOCATION:Biblioteket\\, sal 2\r\n") && text.contains("DESCRIPTION:Karin\r\n"),
        "{text}"
    );
    assert!(text.contains("SUMMARY:Resursgruppsmöte\r\n") && !text.contains(PERSONAL), "{text}");
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again_and_a_change_has_the_same_name_and_a_later_number() {
    let (stage, pair) = subscribed(&json!({})).await;
    let first = read(&stage).await;
    let again = |tag: &str| {
        let request = Request::get(format!("/kalender/{TOKEN}/moten.ics")).header(IF_NONE_MATCH, tag);
        stage.send(request.body(Body::empty()).unwrap())
    };
    let tag = first.header("etag").to_owned();
    let same = again(&tag).await;
    assert!(same.status == StatusCode::NOT_MODIFIED && same.bytes.is_empty() && same.header("etag") == tag);
    push(&stage, &pair, &[pair.contact(7, "Eva")]).await;
    assert_eq!(again(&tag).await.status, StatusCode::NOT_MODIFIED, "her contacts are none of it");
    let mut moved = meeting(&pair, 8, NOON + 4 * DAY, "planned");
    moved["entry"] = meeting(&pair, 1, 0, "planned")["entry"].clone();
    moved["body"]["fields"]["starts"]["over"] = json!([meeting(&pair, 1, 0, "planned")["id"]]);
    push(&stage, &pair, &[moved]).await;
    let after = again(&tag).await;
    assert_eq!(after.status, StatusCode::OK);
    let lines = |answer: &Answer, name: &str| -> Vec<String> {
        answer.text().lines().filter(|line| line.starts_with(name)).map(str::to_owned).collect()
    };
    let (mut before, mut now) = (lines(&first, "UID:"), lines(&after, "UID:"));
    before.sort();
    now.sort();
    assert_eq!(before, now);
    let numbers = |answer: &Answer| -> u64 {
        lines(answer, "SEQUENCE:")
            .iter()
            .map(|line| line.trim_start_matches("SEQUENCE:").parse::<u64>().unwrap())
            .sum()
    };
    assert!(numbers(&after) > numbers(&first));
}

#[tokio::test]
async fn ended_to_be_taken_away_or_never_there_it_is_absent_alike() {
    let (stage, pair) = subscribed(&json!({})).await;
    let never = stage.get("/kalender/en-som-aldrig-har-funnits-nagonsin-alls/moten.ics").await;
    assert_eq!(never.status, StatusCode::NOT_FOUND);
    let mut revoke = pair.op(6, "sharing", &json!({"to": "private"}), "revoke", &json!({}));
    revoke["entry"] = feed(&pair, 5, &json!({}))["entry"].clone();
    push(&stage, &pair, &[revoke]).await;
    assert_eq!(read(&stage).await.comparable(), never.comparable());
    let (stage, pair) = subscribed(&json!({})).await;
    push(&stage, &pair, &[pair.op(6, "sharing", &json!({"to": "private"}), "erase", &json!({}))]).await;
    assert_eq!(read(&stage).await.comparable(), never.comparable());
}

#[tokio::test]
async fn one_address_is_not_read_without_end() {
    let (stage, _pair) = subscribed(&json!({})).await;
    let mut last = StatusCode::OK;
    for _ in 0..130 {
        last = read(&stage).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    stage.server.clock.advance_minutes(90);
    assert_eq!(read(&stage).await.status, StatusCode::OK, "but not for ever");
}

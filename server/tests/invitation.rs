//! The page of somebody who is invited: what it shows, when it stops, and how the answer reaches her pärm.

use crate::support::stage::{PERSONAL, Pair, Stage};
use axum::http::StatusCode;
use domain::invitation::{self, Coming};
use domain::{BinderTab, EntryId, Timestamp, fold};
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::server::NOON;

const EVIL: &str = "<script>alert(1)</script>\"'&";
const TOKEN: &str = "en-inbjudan-som-ingen-kan-gissa-sig-till";
const DAY: i64 = 24 * 60 * 60 * 1_000;
const HOUR: i64 = DAY / 24;
const STARTS: i64 = NOON + 7 * DAY;

const MEETING: u128 = 1;
const INVITATION: u128 = 2;

fn meeting(pair: &Pair, number: u128, fields: &Value) -> Value {
    let mut op = pair.op(
        number,
        "meetings",
        &json!({"to": "tab"}),
        "write",
        &json!({"entry_kind": "meeting", "fields": fields}),
    );
    op["entry"] = pair.contact(MEETING, "")["entry"].clone();
    op
}

fn booked(pair: &Pair) -> Value {
    let fields = json!({"starts": {"value": {"instant": STARTS}}, "place_kind": {"value": {"choice": "elsewhere"}},
        "place": {"value": {"text": EVIL}}, "status": {"value": {"choice": "planned"}},
        "meeting_kind": {"value": {"choice": "care_team"}}, "note": {"value": {"text": "Om det svåra"}}});
    meeting(pair, MEETING, &fields)
}

fn invite(pair: &Pair, number: u128, starts: i64) -> Value {
    let body = json!({"meeting": pair.contact(MEETING, "")["entry"], "person": {"name": "Karin Ek"}, "token": TOKEN,
        "from": "Maja", "starts": starts, "ends": starts + HOUR, "place_kind": "elsewhere", "place": EVIL,
        "words": format!("{PERSONAL} {EVIL}")});
    let mut op = pair.op(number, "sharing", &json!({"to": "private"}), "invite", &body);
    op["entry"] = pair.contact(INVITATION, "")["entry"].clone();
    op
}

fn address() -> String {
    format!("/inbjudan/{TOKEN}")
}

async fn push(stage: &Stage, pair: &Pair, ops: &[Value]) {
    let answer = stage.post(&pair.sync_path(), &pair.phone, &pair.sync(ops)).await.json();
    assert_eq!(answer["accepted"].as_array().map(Vec::len), Some(ops.len()), "{answer}");
}

async fn invited() -> (Stage, Pair) {
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    push(&stage, &pair, &[booked(&pair), invite(&pair, 2, STARTS)]).await;
    (stage, pair)
}

/// What stands in her pärm of what the person answered.
async fn answered(stage: &Stage, pair: &Pair) -> Option<Coming> {
    let access = stage.server.state.store().job_access(pair.binder).await.unwrap().unwrap();
    let log = stage.server.state.store().log(&access).await.unwrap();
    let id = |number| pair.contact(number, "")["entry"].as_str().unwrap().parse::<EntryId>().unwrap();
    invitation::reply_to(&fold(BinderTab::Meetings, &log).entries[&id(MEETING)], id(INVITATION))
}

async fn visa(stage: &Stage) -> Answer {
    stage.form(&address(), "").await
}

#[tokio::test]
async fn before_visa_it_says_nothing_and_afterwards_what_she_sent_and_no_more() {
    let (stage, pair) = invited().await;
    let before = stage.get(&address()).await;
    assert_eq!(before.status, StatusCode::OK);
    for word in ["Maja", "Karin", PERSONAL, "november", "mote.ics"] {
        assert!(!before.text().contains(word), "{word}: {}", before.text());
    }
    assert_eq!(stage.n_ops(pair.binder).await, 2, "a preview presses nothing");
    let shown = visa(&stage).await;
    let html = shown.text();
    assert!(html.contains(PERSONAL) && html.contains("Maja") && html.contains("1 december 2026"), "{html}");
    assert!(html.contains("kl. 13.00") && html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
    for word in ["Karin", "Om det svåra", "Resursgrupp"] {
        assert!(!html.contains(word), "{word}: {html}");
    }
    assert!(html.len() < 30_000);
    assert_eq!((shown.header("cache-control"), shown.header("referrer-policy")), ("no-store", "same-origin"));
    assert!(shown.header("x-robots-tag").contains("noindex"));
    assert_eq!(stage.n_ops(pair.binder).await, 2, "looking is not answering");
}

#[tokio::test]
async fn the_answer_stands_on_the_meeting_and_may_be_changed() {
    let (stage, pair) = invited().await;
    let yes = stage.form(&address(), "coming=yes").await;
    assert!(yes.text().contains("Du har svarat att du kommer.") && yes.text().contains("Maja får ditt svar."));
    assert_eq!(answered(&stage, &pair).await, Some(Coming::Yes));
    assert!(visa(&stage).await.text().contains("Du har svarat att du kommer."), "it is remembered");
    stage.form(&address(), "coming=no").await;
    assert_eq!(answered(&stage, &pair).await, Some(Coming::No));
    let n_ops = stage.n_ops(pair.binder).await;
    stage.form(&address(), "coming=no").await;
    for other in ["coming=taken_back", "coming=maybe", "coming=", "%ff=%ff"] {
        assert_eq!(stage.form(&address(), other).await.status, StatusCode::OK, "{other}");
    }
    assert_eq!((answered(&stage, &pair).await, stage.n_ops(pair.binder).await), (Some(Coming::No), n_ops));
}

#[tokio::test]
async fn a_coordinator_who_reads_her_meetings_hears_it_and_not_the_link() {
    let (stage, pair) = invited().await;
    let desk = stage.ask(axum::http::Method::GET, "/api/v1/me", &pair.desk, "").await.json();
    let grant = json!({"person": desk["person"], "name": "Anna", "organization": "", "tab": "meetings", "right": "read",
        "evidence": "on_screen"});
    let grant = pair.op(9, "sharing", &json!({"to": "people", "people": [desk["person"]]}), "grant", &grant);
    push(&stage, &pair, &[grant]).await;
    stage.form(&address(), "coming=yes").await;
    let mut asks = pair.sync(&[]);
    asks["replica"] = json!("01930000-0000-7000-8000-00000000beef");
    let answer = stage.post(&pair.sync_path(), &pair.desk, &asks).await.text();
    assert!(answer.contains("Karin Ek") && answer.contains("yes"), "{answer}");
    assert!(!answer.contains(TOKEN) && !answer.contains(PERSONAL), "{answer}");
}

#[tokio::test]
async fn moved_it_says_so_and_never_the_old_time_nor_the_new_until_she_sends_that() {
    let (stage, pair) = invited().await;
    stage.form(&address(), "coming=yes").await;
    let moved = STARTS + 2 * DAY;
    push(
        &stage,
        &pair,
        &[meeting(
            &pair,
            3,
            &json!({"starts": {"value": {"instant": moved}}, "place": {"value": {"text": EVIL}}}),
        )],
    )
    .await;
    let html = stage.form(&address(), "coming=no").await.text();
    assert!(html.contains("Mötet har ändrats") && html.contains("Vänta på besked från Maja."), "{html}");
    for word in ["1 december", "3 december", PERSONAL, "coming", "mote.ics"] {
        assert!(!html.contains(word), "{word}: {html}");
    }
    assert_eq!(stage.get(&format!("{}/mote.ics", address())).await.status, StatusCode::GONE);
    assert_eq!(answered(&stage, &pair).await, None, "nobody has answered about the new time");
    push(&stage, &pair, &[invite(&pair, 4, moved)]).await;
    let html = visa(&stage).await.text();
    assert!(html.contains("3 december 2026") && !html.contains("Du har svarat"), "{html}");
    stage.form(&address(), "coming=yes").await;
    assert_eq!(answered(&stage, &pair).await, Some(Coming::Yes));
}

#[tokio::test]
async fn cancelled_it_says_so_and_takes_no_answer() {
    let (stage, pair) = invited().await;
    push(&stage, &pair, &[meeting(&pair, 3, &json!({"status": {"value": {"choice": "cancelled"}}}))]).await;
    let html = stage.form(&address(), "coming=yes").await.text();
    assert!(
        html.contains("Mötet är inställt") && !html.contains("1 december") && !html.contains(PERSONAL),
        "{html}"
    );
    assert_eq!(answered(&stage, &pair).await, None);
}

#[tokio::test]
async fn taken_back_removed_over_or_never_there_are_all_the_same() {
    let (stage, pair) = invited().await;
    let never = stage.get("/inbjudan/en-som-aldrig-har-funnits-nagonsin-alls").await;
    assert_eq!(never.status, StatusCode::GONE);
    let mut revoke = pair.op(3, "sharing", &json!({"to": "private"}), "revoke", &json!({}));
    revoke["entry"] = pair.contact(INVITATION, "")["entry"].clone();
    push(&stage, &pair, &[revoke]).await;
    let gone = stage.get(&address()).await;
    assert_eq!(gone.comparable(), never.comparable());
    for form in ["", "coming=yes"] {
        assert_eq!(stage.form(&address(), form).await.status, StatusCode::GONE);
    }

    let (stage, pair) = invited().await;
    let mut remove =
        pair.op(3, "meetings", &json!({"to": "tab"}), "remove", &json!({"over": [booked(&pair)["id"]]}));
    remove["entry"] = pair.contact(MEETING, "")["entry"].clone();
    push(&stage, &pair, &[remove]).await;
    assert_eq!(stage.form(&address(), "coming=yes").await.comparable(), never.comparable());

    let (stage, pair) = invited().await;
    stage.server.clock.advance_minutes(7 * 24 * 60 + 60);
    assert_eq!(stage.form(&address(), "coming=yes").await.comparable(), never.comparable());
    assert_eq!(answered(&stage, &pair).await, None);

    let (stage, pair) = invited().await;
    push(&stage, &pair, &[pair.op(3, "sharing", &json!({"to": "private"}), "erase", &json!({}))]).await;
    assert_eq!(stage.get(&address()).await.comparable(), never.comparable(), "her pärm is to be erased");
}

#[tokio::test]
async fn an_invitation_is_no_copy_and_a_copy_no_invitation() {
    let (stage, pair) = invited().await;
    let dela = stage.form(&format!("/dela/{TOKEN}"), "").await;
    assert_eq!(dela.status, StatusCode::GONE);
    let other = "en-kopia-som-ingen-kan-gissa-sig-till-alls";
    let copy = json!({"person": {"name": "Eva"}, "token": other, "expires_at": STARTS,
        "snapshot": {"owner_name": PERSONAL, "made_at": NOON, "signs": [], "call": []}});
    push(&stage, &pair, &[pair.op(5, "sharing", &json!({"to": "private"}), "hand_over", &copy)]).await;
    for path in [format!("/inbjudan/{other}"), format!("/inbjudan/{other}/mote.ics")] {
        assert_eq!(stage.get(&path).await.status, StatusCode::GONE, "{path}");
    }
    assert_eq!(stage.get(&format!("/kalender/{other}/moten.ics")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_fills_her_log_with_answers() {
    let (stage, pair) = invited().await;
    let mut statuses = Vec::new();
    for n in 0..40 {
        statuses.push(stage.form(&address(), if n % 2 == 0 { "coming=yes" } else { "coming=no" }).await.status);
    }
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
    assert!(stage.n_ops(pair.binder).await < 30);
}

#[tokio::test]
async fn the_meeting_can_be_taken_into_the_calendar() {
    let (stage, _pair) = invited().await;
    let file = stage.get(&format!("{}/mote.ics", address())).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
    let text = file.text();
    assert!(text.contains("SUMMARY:Möte\r\n") && text.contains("DTSTART:20261201T120000Z\r\n"), "{text}");
    assert!(!text.contains(PERSONAL) && !text.contains("Maja") && !text.contains("Karin"), "{text}");
}

#[test]
fn the_clock_of_these_tests_is_where_they_think() {
    assert_eq!(Timestamp::from_millis(STARTS).iso_day(), "2026-12-01");
}

//! The related person's page: what it shows, to whom, and what it never tells.

use crate::support::stage::{PERSONAL, Pair, Stage};
use axum::http::StatusCode;
use domain::BinderTab;
use serde_json::{Value, json};

const EVIL: &str = "<script>alert(1)</script>\"'&";

const TOKEN: &str = "en-lank-som-ingen-kan-gissa-sig-till-alls";

fn hand_over(pair: &Pair, number: u128, token: &str, code: Option<&str>, expires_at: i64) -> Value {
    let person = json!({"name": EVIL, "phone": "070-174 06 21"});
    let snapshot = json!({"owner_name": format!("{PERSONAL} {EVIL}"), "made_at": 1_795_000_000_000_i64, "well": EVIL,
        "signs": [{"text": EVIL, "actions": [EVIL]}], "call": [person],
        "next_meeting": {"starts": 1_796_000_000_000_i64, "place": EVIL}});
    let mut body =
        json!({"person": {"name": "Eva"}, "token": token, "expires_at": expires_at, "snapshot": snapshot});
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    pair.op(number, "sharing", &json!({"to": "private"}), "hand_over", &body)
}

/// 2027, 2020.
const LATER: i64 = 1_830_000_000_000;
const EARLIER: i64 = 1_590_000_000_000;

async fn shared(code: Option<&str>) -> (Stage, Pair) {
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    push(&stage, &pair, &[hand_over(&pair, 1, TOKEN, code, LATER)]).await;
    (stage, pair)
}

async fn push(stage: &Stage, pair: &Pair, ops: &[Value]) {
    let answer = stage.post(&pair.sync_path(), &pair.phone, &pair.sync(ops)).await.json();
    assert_eq!(answer["accepted"].as_array().map(Vec::len), Some(ops.len()), "{answer}");
}

#[tokio::test]
async fn before_visa_the_page_says_nothing_and_afterwards_all_that_was_handed_over() {
    let (stage, pair) = shared(Some("4711")).await;
    let address = format!("/dela/{TOKEN}");
    let before = stage.get(&address).await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(!before.text().contains("Maja") && !before.text().contains("Eva"), "{}", before.text());
    assert_eq!(stage.n_ops(pair.binder).await, 1, "looking is not opening");

    let shown = stage.form(&address, "code=47+11").await;
    assert_eq!((shown.status, shown.header("x-parmen-snapshot")), (StatusCode::OK, "1"));
    let html = shown.text();
    assert!(html.contains(PERSONAL) && html.contains("tel:0701740621") && html.contains("tel:112"), "{html}");
    assert!(html.len() < 30_000 && !html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
    assert!(shown.header("x-robots-tag").contains("noindex") && shown.header("cache-control") == "no-store");

    let access = stage.server.state.store().job_access(pair.binder).await.unwrap().unwrap();
    let log = stage.server.state.store().log(&access).await.unwrap();
    let opened = log.last().unwrap();
    assert_eq!((opened.op.body.kind(), opened.op.tab, log.len()), ("opened", BinderTab::Sharing, 2));
}

#[tokio::test]
async fn her_contacts_stand_there_with_their_day_and_can_be_called_until_she_ends_it() {
    let stage = Stage::new().await;
    let pair = stage.pair().await;
    let reader = "01930000-0000-7000-8000-00000000aa01";
    let mut handed = hand_over(&pair, 1, TOKEN, None, LATER);
    handed["body"]["person"] = json!({"name": "Eva", "entry": reader});
    handed["body"]["snapshot"] = json!({"owner_name": "Maja", "made_at": 1_795_000_000_000_i64, "signs": [], "call": [],
    "contacts": [
        {"entry": "01930000-0000-7000-8000-00000000aa02", "name": EVIL, "role": EVIL, "phone": "070-174 06 22",
         "hours": "vardagar.", "call_about": "om jag inte sover"},
        {"entry": "01930000-0000-7000-8000-00000000aa03", "name": "Läkare", "call_about": EVIL},
        {"entry": reader, "name": "Eva", "phone": "070-174 06 23"},
    ]});
    let entry = handed["entry"].clone();
    push(&stage, &pair, &[handed]).await;
    let address = format!("/dela/{TOKEN}");
    let html = stage.form(&address, "").await.text();
    assert!(html.contains("<h1 class=\"page__title\">Mina kontakter</h1>"), "without the plan: {html}");
    assert!(html.contains("Så såg listan ut <span class=\"related__when\">18 november 2026</span>"), "{html}");
    assert!(html.contains("tel:0701740622") && html.contains("vardagar. Ring om jag inte sover."), "{html}");
    assert!(
        !html.contains("tel:0701740623") && html.contains("Det är du."),
        "she sees that she stands there: {html}"
    );
    assert!(!html.contains("<script>") && html.contains("Ring om &lt;script&gt;"), "{html}");

    let mut ends = pair.op(2, "sharing", &json!({"to": "private"}), "revoke", &json!({}));
    ends["entry"] = entry;
    push(&stage, &pair, &[ends]).await;
    let gone = stage.form(&address, "").await;
    assert!(gone.status == StatusCode::GONE && !gone.text().contains("070"), "{}", gone.text());
}

#[tokio::test]
async fn without_a_code_one_press_is_enough() {
    let (stage, pair) = shared(None).await;
    let shown = stage.form(&format!("/dela/{TOKEN}"), "").await;
    assert!(shown.status == StatusCode::OK && shown.text().contains(PERSONAL), "{}", shown.text());
    assert_eq!(stage.n_ops(pair.binder).await, 2);
}

#[tokio::test]
async fn a_link_that_never_was_has_ended_or_is_too_old_looks_the_same() {
    let (stage, pair) = shared(None).await;
    let old = "en-lank-som-har-gatt-ut-for-lange-sedan-nu";
    push(&stage, &pair, &[hand_over(&pair, 2, old, None, EARLIER)]).await;
    let mut revoke = pair.op(3, "sharing", &json!({"to": "private"}), "revoke", &json!({}));
    revoke["entry"] = hand_over(&pair, 1, TOKEN, None, LATER)["entry"].clone();
    push(&stage, &pair, &[revoke]).await;
    let absent = stage.get("/dela/en-lank-som-aldrig-har-funnits-nagonsin").await;
    assert_eq!(absent.status, StatusCode::GONE);
    for address in [format!("/dela/{old}"), format!("/dela/{TOKEN}"), "/dela/kort".to_owned()] {
        assert_eq!(stage.get(&address).await.comparable(), absent.comparable(), "{address}");
        assert_eq!(stage.form(&address, "code=1").await.status, StatusCode::GONE, "{address}");
    }
    assert!(absent.text().contains("tel:112"));
}

#[tokio::test]
async fn codes_cannot_be_tried_one_after_the_other() {
    let (stage, pair) = shared(Some("4711")).await;
    let address = format!("/dela/{TOKEN}");
    let mut statuses = Vec::new();
    for code in 0..40 {
        let answer = stage.form(&address, &format!("code={code}")).await;
        assert!(!answer.text().contains(PERSONAL));
        statuses.push(answer.status);
    }
    assert_eq!(statuses.first(), Some(&StatusCode::FORBIDDEN));
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(stage.form(&address, "code=4711").await.status, StatusCode::TOO_MANY_REQUESTS, "shut is shut");
    assert_eq!(stage.n_ops(pair.binder).await, 1);
    stage.server.clock.advance_minutes(16);
    assert_eq!(stage.form(&address, "code=4711").await.status, StatusCode::OK, "but not for ever");
}

/// A second link, with a code of its own.
const OTHER: &str = "en-annan-lank-som-ingen-kan-gissa-sig-till";

async fn two_links(code: &str) -> (Stage, String, String) {
    let (stage, pair) = shared(Some("4711")).await;
    push(&stage, &pair, &[hand_over(&pair, 2, OTHER, Some(code), LATER)]).await;
    (stage, format!("/dela/{TOKEN}"), format!("/dela/{OTHER}"))
}

#[tokio::test]
async fn whoever_guesses_at_one_link_shuts_no_other_at_the_same_address() {
    let (stage, mine, other) = two_links("2580").await;
    for code in 0..300 {
        stage.form(&mine, &format!("code=x{code}")).await;
    }
    assert_eq!(stage.form(&mine, "code=4711").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stage.form(&other, "code=2580").await.status, StatusCode::OK, "a shared address is nobody's fault");
}

#[tokio::test]
async fn nobody_walks_over_many_links_from_one_address() {
    let (stage, pair) = shared(Some("4711")).await;
    let token = |n: u128| format!("{TOKEN}-{n}");
    let links: Vec<Value> = (2..42).map(|n| hand_over(&pair, n, &token(n), Some("2580"), LATER)).collect();
    push(&stage, &pair, &links).await;
    let mut statuses = Vec::new();
    for n in 2..42 {
        for code in 0..6 {
            statuses.push(stage.form(&format!("/dela/{}", token(n)), &format!("code=x{code}")).await.status);
        }
    }
    assert_eq!(statuses[..200], [StatusCode::FORBIDDEN; 200]);
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
}

#[tokio::test]
async fn loading_again_after_the_right_code_shows_the_page_again() {
    let (stage, address, _) = two_links("2580").await;
    for code in 0..21 {
        stage.form(&address, &format!("code=x{code}")).await;
        stage.server.clock.advance_minutes(16);
    }
    // No guess is free any more, but the one that was right shuts nothing behind it.
    for turn in 0..30 {
        assert_eq!(stage.form(&address, "code=4711").await.status, StatusCode::OK, "{turn}");
    }
}

#[tokio::test]
async fn the_page_says_whether_a_code_is_needed_and_none_is_not_a_guess() {
    let (stage, pair) = shared(Some("4711")).await;
    push(&stage, &pair, &[hand_over(&pair, 2, OTHER, None, LATER)]).await;
    let (with, without) = (format!("/dela/{TOKEN}"), format!("/dela/{OTHER}"));
    let asked = stage.get(&with).await.text();
    assert!(asked.contains("Det behövs en kod") && asked.contains("name=\"code\""), "{asked}");
    let asked = stage.get(&without).await.text();
    assert!(asked.contains("Det behövs ingen kod") && !asked.contains("name=\"code\""), "{asked}");
    for _ in 0..40 {
        let empty = stage.form(&with, "code=").await;
        assert!(empty.status == StatusCode::FORBIDDEN && empty.text().contains("Skriv koden först"));
    }
    assert_eq!(stage.form(&with, "code=4711").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_on_another_site_opens_nothing() {
    let (stage, pair) = shared(None).await;
    let request = axum::http::Request::post(format!("/dela/{TOKEN}")).header("sec-fetch-site", "cross-site");
    let answer = stage.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.json()), (StatusCode::FORBIDDEN, json!({"code": "wrong_origin"})));
    assert_eq!(stage.n_ops(pair.binder).await, 1);
}

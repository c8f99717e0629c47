//! The pages of those who have a link, and the calendar that has one: each kind of link × each way of asking × everybody. Whoever asks gets the same
//! bytes, and a link that opens nothing is like one that never was.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request};
use domain::erasure::Erase;
use domain::{Audience, BinderTab, EntryId, Op, Timestamp};
use server::store::Authority;
use tower::ServiceExt as _;

use super::people::words;
use crate::support::answer::Answer;
use crate::support::ops::{booked, entry, feed, grant, hand_over, invite, meeting, op, over, owner};
use crate::support::scene::{Scene, pair, start};
use crate::support::server::{NOON, TestServer};

const CODE: &str = "4711";

fn token(name: &str) -> String {
    format!("en-lank-som-ingen-kan-gissa-sig-till-{name}")
}

fn link(author: domain::Author, name: &str, code: Option<&str>, days: i64) -> Op {
    let mut op = hand_over(author, entry(), &token(name));
    let domain::Body::HandOver(copy) = &mut op.body else { unreachable!() };
    copy.code = code.map(str::to_owned);
    copy.expires_at = Timestamp::from_millis(NOON).plus_days(days);
    copy.snapshot.owner_name = words(BinderTab::Sharing);
    op
}

/// A pärm with a link of each kind, one that is to be taken away, and everybody who may hold one.
async fn scene() -> (Scene, Vec<(&'static str, Option<String>)>) {
    let mut scene = Scene::on(TestServer::sqlite().await.with_pages().await).await;
    let author = scene.owner();
    let ended = link(author, "ended", None, 90);
    let mut revoke = op(author, BinderTab::Sharing, ended.entry, domain::Body::Revoke);
    revoke.audience = Audience::Private;
    let ops = vec![
        link(author, "open", None, 90),
        link(author, "coded", Some(CODE), 90),
        link(author, "old", None, 1),
        ended,
        revoke,
    ];
    assert_eq!(scene.phone.push(scene.binder, ops).await.refused, Vec::new());
    let (other, mut staff) = scene.server.signed_in("elsewhere", "Psykiatrin Öst", Authority::Region).await;
    let closing = super::people::OTHER;
    let bo = owner(start(&mut staff, closing, "Bo").await.owner);
    let mut phone = pair(&scene.server, &mut staff, closing).await;
    let mut erase = op(bo, BinderTab::Sharing, entry(), domain::Body::Erase(Erase::default()));
    erase.audience = Audience::Private;
    let ops = vec![link(bo, "closing", None, 90), erase];
    assert_eq!(phone.push(closing, ops).await.refused, Vec::new());
    let sentence = grant(author, other, BinderTab::Sharing, domain::consent::Right::Suggest, Vec::new());
    scene.phone.push(scene.binder, vec![sentence]).await;
    scene.server.clock.advance_minutes(2 * 24 * 60);
    scene.anna.sign_in("anna").await;
    let people = vec![
        ("nobody", None),
        ("owner", scene.phone.cookie.clone()),
        ("coordinator", scene.anna.cookie.clone()),
        ("owner of another pärm", phone.cookie),
    ];
    (scene, people)
}

async fn send(scene: &Scene, cookie: Option<&String>, address: &str, form: Option<&str>) -> Answer {
    let method = if form.is_some() { Method::POST } else { Method::GET };
    let mut request = Request::builder().method(method).uri(address);
    request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    let request = request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap();
    Answer::read(scene.server.router.clone().oneshot(request).await.unwrap()).await
}

#[tokio::test]
async fn every_link_answers_everybody_as_the_table_says() {
    let (scene, people) = scene().await;
    let links = ["open", "coded", "old", "ended", "closing", "never"];
    let ways = [
        ("looks", None),
        ("presses Visa", Some("")),
        ("with the code", Some("code=4711")),
        ("with another code", Some("code=1234")),
    ];
    let (mut table, mut gone, mut n_answers) = (String::new(), BTreeSet::new(), 0);
    for link in links {
        writeln!(table, "/dela/{{{link}}}").unwrap();
        for (way, form) in ways {
            let mut same = BTreeSet::new();
            for (who, cookie) in &people {
                let answer = send(&scene, cookie.as_ref(), &format!("/dela/{}", token(link)), form).await;
                let has_words = answer.text().contains(&words(BinderTab::Sharing));
                assert_eq!(has_words, answer.headers.contains_key("x-parmen-snapshot"), "{link}, {way}, {who}");
                assert_eq!(answer.header("set-cookie"), "", "{link}, {way}, {who}");
                if answer.status.as_u16() == 410 {
                    gone.insert(answer.comparable());
                }
                let cell = format!("{}{}", answer.status.as_u16(), if has_words { " her words" } else { "" });
                same.insert((cell, answer.comparable()));
                n_answers += 1;
            }
            assert_eq!(same.len(), 1, "{link}, {way}: a session makes no difference");
            writeln!(table, "    {way:18} {}", same.first().unwrap().0).unwrap();
        }
    }
    for nothing in ["%ff%fe", "%00", "kort", "..%2f..%2fapi", &"x".repeat(5_000)] {
        for form in [None, Some("code=4711"), Some("%ff=%ff")] {
            gone.insert(send(&scene, None, &format!("/dela/{nothing}"), form).await.comparable());
        }
    }
    assert_eq!(gone.len(), 1, "a link that opens nothing looks like one that never was");
    println!("{n_answers} answers of {} kinds of link to {} people", links.len(), people.len());
    insta::assert_snapshot!("what_a_link_opens", table);
}

/// A token for a calendar, which is not the invitation's of the same name.
fn calendar(name: &str) -> String {
    token(&format!("kalender-{name}"))
}

#[tokio::test]
async fn every_invitation_and_calendar_answers_everybody_as_the_table_says() {
    let (mut scene, people) = scene().await;
    let author = scene.owner();
    let invited = |name: &str, at: EntryId, days: i64| {
        let mut op = invite(author, entry(), at, &token(&format!("bjuden-{name}")), days);
        let domain::Body::Invite(invite) = &mut op.body else { unreachable!() };
        invite.words = words(BinderTab::Sharing);
        op
    };
    let private = |mut op: Op| {
        op.audience = Audience::Private;
        op
    };
    let [open, moved, cancelled, old, ended] = [entry(), entry(), entry(), entry(), entry()];
    let before = booked(author, moved, 5);
    let after = over(booked(author, moved, 6), &before);
    let taken_back = invited("ended", ended, 5);
    let (calendar_open, calendar_ended) = (entry(), entry());
    let revokes = [taken_back.entry, calendar_ended]
        .map(|entry| private(op(author, BinderTab::Sharing, entry, domain::Body::Revoke)));
    let ops = [
        booked(author, open, 5),
        invited("open", open, 5),
        before,
        invited("moved", moved, 5),
        after,
        booked(author, cancelled, 5),
        invited("cancelled", cancelled, 5),
        meeting(author, cancelled, "cancelled"),
        booked(author, old, 1),
        invited("old", old, 1),
        booked(author, ended, 5),
        taken_back,
        feed(author, calendar_open, &calendar("open")),
        feed(author, calendar_ended, &calendar("ended")),
    ];
    let ops: Vec<Op> = ops.into_iter().chain(revokes).collect();
    assert_eq!(scene.phone.push(scene.binder, ops).await.refused, Vec::new());
    let mut table = String::new();
    let (mut gone, mut absent) = (BTreeSet::new(), BTreeSet::new());
    for link in ["open", "moved", "cancelled", "old", "ended", "never"] {
        writeln!(table, "/inbjudan/{{{link}}}").unwrap();
        let address = format!("/inbjudan/{}", token(&format!("bjuden-{link}")));
        for (way, path, form) in [
            ("looks", "", None),
            ("presses Visa", "", Some("")),
            ("answers", "", Some("coming=yes")),
            ("answers for her", "", Some("coming=taken_back")),
            ("fetches the file", "/mote.ics", None),
        ] {
            let mut same = BTreeSet::new();
            for (who, cookie) in &people {
                let answer = send(&scene, cookie.as_ref(), &format!("{address}{path}"), form).await;
                let has_words = answer.text().contains(&words(BinderTab::Sharing));
                assert_eq!(answer.header("set-cookie"), "", "{link}, {way}, {who}");
                if answer.status.as_u16() == 410 {
                    gone.insert(answer.comparable());
                }
                same.insert(format!("{}{}", answer.status.as_u16(), if has_words { " her words" } else { "" }));
            }
            assert_eq!(same.len(), 1, "{link}, {way}: a session makes no difference");
            writeln!(table, "    {way:18} {}", same.first().unwrap()).unwrap();
        }
    }
    for link in ["open", "ended", "never"] {
        writeln!(table, "/kalender/{{{link}}}").unwrap();
        let mut same = BTreeSet::new();
        for (who, cookie) in &people {
            let address = format!("/kalender/{}/moten.ics", calendar(link));
            let answer = send(&scene, cookie.as_ref(), &address, None).await;
            assert!(!answer.text().contains(&words(BinderTab::Sharing)), "{link}, {who}");
            if answer.status.as_u16() == 404 {
                absent.insert(answer.comparable());
            }
            same.insert(answer.status.as_u16());
        }
        assert_eq!(same.len(), 1, "{link}: a session makes no difference");
        writeln!(table, "    {:18} {}", "reads", same.first().unwrap()).unwrap();
    }
    for nothing in ["%ff%fe", "%00", "kort", &"x".repeat(5_000)] {
        for form in [None, Some("coming=yes"), Some("%ff=%ff")] {
            gone.insert(send(&scene, None, &format!("/inbjudan/{nothing}"), form).await.comparable());
        }
        absent.insert(send(&scene, None, &format!("/kalender/{nothing}/moten.ics"), None).await.comparable());
    }
    assert_eq!((gone.len(), absent.len()), (1, 1), "what opens nothing looks like what never was");
    insta::assert_snapshot!("what_an_invitation_opens", table);
}

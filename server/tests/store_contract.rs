//! The store's contract: every test here runs on SQLite and on PostgreSQL.

use std::collections::BTreeSet;

use crate::support::both::on_both;
use crate::support::ops::{self, contact, entry, grant, hand_over, meeting, propose, rate, withdraw};
use crate::support::scene::{Scene, pair, pairing};
use crate::support::server::TestServer;
use domain::api::{AuditAction, RefusalCode};
use domain::consent::Right;
use domain::invitation::{Coming, reply_to};
use domain::{BinderTab, Body, EntryKind, Field, Value, fold};
use server::store::{Fault, FeedbackTap, Policy};

on_both! {
    ops_come_back_in_order_and_only_once,
    many_pushes_at_once_leave_no_gap,
    a_replay_is_accepted_even_after_consent_is_gone,
    projections_made_again_are_the_same,
    checkpoints_equal_the_fold,
    a_share_is_found_by_its_secret_and_opened,
    an_invitation_is_answered_on_its_meeting,
    a_calendar_reads_her_meetings,
    guesses_cost_time,
    taps_are_counted_for_each_page_day_and_version,
    a_tap_that_is_sent_again_counts_once_while_its_day_is_taken,
    a_pairing_is_used_once,
    the_access_log_says_each_thing_once,
    an_access_from_before_a_withdrawal_writes_nothing,
}

async fn ops_come_back_in_order_and_only_once(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let author = scene.owner();
    let contacts: Vec<_> = (0..5).map(|n| contact(author, entry(), &format!("Vän {n}"))).collect();
    let first = scene.phone.push(scene.binder, contacts.clone()).await;
    let again = scene.phone.push(scene.binder, contacts.clone()).await;
    assert_eq!(first.accepted, again.accepted);
    let access = scene.server.state.store().job_access(scene.binder).await.unwrap().unwrap();
    let log = scene.server.state.store().log(&access).await.unwrap();
    assert!(log.iter().map(|op| op.seq).eq(1..=8), "three sentences and five contacts");
    let back: Vec<_> = log.into_iter().skip(3).map(|op| op.op).collect();
    assert_eq!(back, contacts);
}

async fn many_pushes_at_once_leave_no_gap(server: TestServer) {
    let scene = Scene::on(server).await;
    let author = scene.owner();
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let (mut phone, binder) = (scene.phone.clone(), scene.binder);
            let ops = vec![contact(author, entry(), &format!("Vän {n}"))];
            tokio::spawn(async move { phone.round(binder, 3, 2, ops).await.ok::<domain::api::SyncResponse>() })
        })
        .collect();
    let mut places = BTreeSet::new();
    for task in tasks {
        places.extend(task.await.unwrap().accepted.iter().map(|accepted| accepted.seq));
    }
    assert!(places.into_iter().eq(4..=43));
}

async fn a_replay_is_accepted_even_after_consent_is_gone(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let op = propose(scene.staff(), entry(), "Farbror Nils");
    let first = scene.anna.push(scene.binder, vec![op.clone()]).await;
    let gone = withdraw(scene.owner(), scene.anna_id, BinderTab::Contacts);
    scene.phone.push(scene.binder, vec![gone]).await;
    let fresh = propose(scene.staff(), entry(), "Någon ny");
    let again = scene.anna.push(scene.binder, vec![op, fresh]).await;
    assert_eq!(again.accepted, first.accepted);
    assert_eq!(again.refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::NotCovered]);
}

async fn projections_made_again_are_the_same(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let (owner, staff) = (scene.owner(), scene.staff());
    let (held, open, share) = (entry(), entry(), entry());
    let hers = vec![
        contact(owner, entry(), "Eva"),
        rate(owner),
        hand_over(owner, share, "en-hemlighet-som-ingen-gissar"),
        hand_over(owner, entry(), "en-annan-hemlighet-som-ingen-vet"),
        ops::op(owner, BinderTab::Sharing, share, Body::Revoke),
        withdraw(owner, scene.anna_id, BinderTab::Ratings),
    ];
    let mut revoke = hers;
    revoke[4].audience = domain::Audience::Private;
    let answer = scene.phone.push(scene.binder, revoke).await;
    assert_eq!(answer.refused, Vec::new());
    let theirs = vec![meeting(staff, held, "open"), meeting(staff, held, "held"), meeting(staff, open, "open")];
    let answer = scene.anna.push(scene.binder, theirs).await;
    assert_eq!(answer.refused, Vec::new());
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::<Fault>::new());
    store.rebuild(&access).await.unwrap();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::<Fault>::new());
}

async fn checkpoints_equal_the_fold(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let author = scene.owner();
    let entries: Vec<_> = (0..150).map(|_| entry()).collect();
    for round in 0..3 {
        let ops = entries.iter().map(|e| contact(author, *e, &format!("Vän {round}"))).collect();
        scene.phone.push(scene.binder, ops).await;
    }
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    let folded = fold(BinderTab::Contacts, &store.log(&access).await.unwrap());
    let pulled = scene.phone.pull(scene.binder).await;
    let checkpoint = pulled.checkpoints.iter().find(|c| c.state.tab == BinderTab::Contacts).unwrap();
    assert_eq!(checkpoint.state, folded);
    scene.phone.push(scene.binder, vec![contact(author, entry(), "Efteråt")]).await;
    let folded = fold(BinderTab::Contacts, &store.log(&access).await.unwrap());
    let again = scene.phone.pull(scene.binder).await;
    assert_eq!(again.checkpoints.iter().find(|c| c.state.tab == BinderTab::Contacts).unwrap().state, folded);
}

async fn a_share_is_found_by_its_secret_and_opened(server: TestServer) {
    const TOKEN: &str = "en-hemlighet-som-ingen-gissar";
    let mut scene = Scene::on(server).await;
    let share = entry();
    scene.phone.push(scene.binder, vec![hand_over(scene.owner(), share, TOKEN)]).await;
    let store = scene.server.state.store();
    assert_eq!(store.find_share("en-hemlighet-som-ingen-har").await.unwrap(), None);
    let found = store.find_share(TOKEN).await.unwrap().unwrap();
    assert_eq!(store.share_snapshot(&found).await.unwrap().unwrap().snapshot.owner_name, "Maja");
    store.record_opened(&found).await.unwrap();
    let pulled = scene.phone.pull(scene.binder).await;
    let sharing = pulled.checkpoints.iter().find(|c| c.state.tab == BinderTab::Sharing).unwrap();
    let views = domain::share::all(&sharing.state);
    assert!(views.iter().any(|view| view.entry == share && view.opened_at.is_some()));
}

async fn an_invitation_is_answered_on_its_meeting(server: TestServer) {
    const TOKEN: &str = "en-inbjudan-som-ingen-gissar";
    let mut scene = Scene::on(server).await;
    let (invitation, at, author) = (entry(), entry(), scene.owner());
    let ops = vec![ops::booked(author, at, 5), ops::invite(author, invitation, at, TOKEN, 5)];
    assert_eq!(scene.phone.push(scene.binder, ops).await.refused, Vec::new());
    let store = scene.server.state.store();
    let found = store.find_share(TOKEN).await.unwrap().unwrap();
    assert_eq!(store.share_snapshot(&found).await.unwrap(), None, "it is no copy");
    assert_eq!(store.feed(&found).await.unwrap(), None, "nor a calendar");
    let (invite, meeting) = store.invitation(&found).await.unwrap().unwrap();
    assert_eq!((invite.words.as_str(), meeting.map(|meeting| meeting.id)), ("Kom gärna", Some(at)));
    store.record_reply(&found, &invite, Coming::Yes).await.unwrap();
    let pulled = scene.phone.pull(scene.binder).await;
    let meetings = pulled.checkpoints.iter().find(|c| c.state.tab == BinderTab::Meetings).unwrap();
    assert_eq!(reply_to(&meetings.state.entries[&at], invitation), Some(Coming::Yes));
    let gone = domain::invitation::Invite { meeting: entry(), ..invite };
    assert!(store.record_reply(&found, &gone, Coming::Yes).await.is_err(), "about a meeting that is not there");
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    assert_eq!(store.check_binder(&access).await.unwrap(), Vec::<Fault>::new());
    store.rebuild(&access).await.unwrap();
    assert!(store.find_share(TOKEN).await.unwrap().is_some());
}

async fn a_calendar_reads_her_meetings(server: TestServer) {
    const TOKEN: &str = "en-kalender-som-ingen-gissar";
    let mut scene = Scene::on(server).await;
    let (feed, at, author) = (entry(), entry(), scene.owner());
    let ops = vec![ops::booked(author, at, 5), ops::booked(author, entry(), -60), ops::feed(author, feed, TOKEN)];
    assert_eq!(scene.phone.push(scene.binder, ops).await.refused, Vec::new());
    let store = scene.server.state.store();
    let found = store.find_share(TOKEN).await.unwrap().unwrap();
    assert!(store.invitation(&found).await.unwrap().is_none());
    let (_, shown) = store.feed(&found).await.unwrap().unwrap();
    assert_eq!(shown.iter().map(|meeting| meeting.id).collect::<Vec<_>>(), [at]);
    let mut revoke = ops::op(author, BinderTab::Sharing, feed, Body::Revoke);
    revoke.audience = domain::Audience::Private;
    scene.phone.push(scene.binder, vec![revoke]).await;
    assert!(store.find_share(TOKEN).await.unwrap().unwrap().revoked);
}

async fn guesses_cost_time(server: TestServer) {
    let store = server.state.store();
    let policy = Policy { free: 2, first_ms: 60_000, longest_ms: 600_000, forget_ms: 3_600_000 };
    for _ in 0..3 {
        assert_eq!(store.guess("gate", policy).await.unwrap(), None);
    }
    assert!(store.guess("gate", policy).await.unwrap().is_some());
    server.clock.advance_minutes(2);
    assert_eq!(store.guess("gate", policy).await.unwrap(), None);
    store.forgive("gate").await.unwrap();
    assert_eq!(store.guess("gate", policy).await.unwrap(), None);
}

async fn taps_are_counted_for_each_page_day_and_version(server: TestServer) {
    let store = server.state.store();
    let taps = [
        ("/plan", "2026-11-24", "0.1.0"),
        ("/hjalp", "2026-11-23", "0.1.0"),
        ("/plan/mal", "2026-11-24", "0.1.0"),
        ("/plan/mal", "2026-11-24", "0.1.0"),
        ("/plan", "2026-11-24", "0.2.0"),
        ("/plan", "2026-12-01", "0.1.0"),
    ];
    for (page, day, version) in taps {
        store.count_feedback(FeedbackTap { page, day, version, id: None }, "2025-11-23").await.unwrap();
    }
    let counts = store.feedback("2026-11-23", "2026-11-30").await.unwrap();
    let told: Vec<_> =
        counts.iter().map(|c| (c.day.as_str(), c.page.as_str(), c.version.as_str(), c.n_taps)).collect();
    assert_eq!(
        told,
        [
            ("2026-11-23", "/hjalp", "0.1.0", 1),
            ("2026-11-24", "/plan/mal", "0.1.0", 2),
            ("2026-11-24", "/plan", "0.1.0", 1),
            ("2026-11-24", "/plan", "0.2.0", 1),
        ]
    );
}

async fn a_tap_that_is_sent_again_counts_once_while_its_day_is_taken(server: TestServer) {
    let store = server.state.store();
    let tap = |day, id| FeedbackTap { page: "/plan", day, version: "0.1.0", id: Some(id) };
    for (day, id) in [("2026-11-24", "a"), ("2026-11-24", "a"), ("2026-11-24", "b"), ("2026-11-25", "a")] {
        store.count_feedback(tap(day, id), "2025-11-24").await.unwrap();
    }
    let counted = || async {
        let all = store.feedback("2026-11-01", "2026-11-30").await.unwrap();
        all.into_iter().map(|count| (count.day, count.n_taps)).collect::<Vec<_>>()
    };
    assert_eq!(counted().await, [("2026-11-24".to_owned(), 2)]);
    // A year later nothing of that day is taken, and its ids are gone.
    store.count_feedback(tap("2027-11-25", "c"), "2026-11-25").await.unwrap();
    store.count_feedback(tap("2026-11-25", "a"), "2025-11-24").await.unwrap();
    assert_eq!(counted().await, [("2026-11-24".to_owned(), 2), ("2026-11-25".to_owned(), 1)]);
}

async fn a_pairing_is_used_once(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let code = pairing(&mut scene.anna, scene.binder).await.code;
    let body = serde_json::json!({ "code": code });
    let tasks: Vec<_> = (0..6)
        .map(|_| {
            let (mut phone, body) = (scene.server.stranger(), body.clone());
            tokio::spawn(async move { phone.post("/api/v1/pairings/redeem", &body).await.status.is_success() })
        })
        .collect();
    let mut paired = 0;
    for task in tasks {
        paired += u32::from(task.await.unwrap());
    }
    assert_eq!(paired, 1);
    pair(&scene.server, &mut scene.anna, scene.binder).await;
}

async fn the_access_log_says_each_thing_once(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let op = propose(scene.staff(), entry(), "Nils");
    for _ in 0..2 {
        scene.anna.push(scene.binder, vec![op.clone()]).await;
        scene.anna.pull(scene.binder).await;
    }
    let store = scene.server.state.store();
    let access = store.job_access(scene.binder).await.unwrap().unwrap();
    let log = store.audit(&access, None, 100).await.unwrap().lines;
    let count = |action| log.iter().filter(|e| e.action == action && e.person == scene.anna_id).count();
    let counts = (count(AuditAction::Wrote), count(AuditAction::Fetched), count(AuditAction::Denied));
    assert_eq!(counts, (2, 1, 0), "{log:?}");
}

async fn an_access_from_before_a_withdrawal_writes_nothing(server: TestServer) {
    let mut scene = Scene::on(server).await;
    let card = write_card(&scene, "Anna B");
    scene.anna.push(scene.binder, vec![card]).await;
    let gone = withdraw(scene.owner(), scene.anna_id, BinderTab::Contacts);
    let unseen = grant(scene.owner(), scene.anna_id, BinderTab::Contacts, Right::Suggest, Vec::new());
    scene.phone.push(scene.binder, vec![gone, unseen]).await;
    let answer = scene.anna.push(scene.binder, vec![write_card(&scene, "Anna C")]).await;
    assert_eq!(answer.refused.iter().map(|no| no.code).collect::<Vec<_>>(), [RefusalCode::NotCovered]);
}

fn write_card(scene: &Scene, name: &str) -> domain::Op {
    let own = domain::EntryId::card_of(scene.anna_id);
    ops::write(scene.staff(), EntryKind::Contact, own, Field::Name, Value::text(name))
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_two_processes_share_one_log() {
    let scene = Scene::postgres().await;
    let (_, router) = scene.server.neighbour().await;
    let author = scene.owner();
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let mut phone = if n % 2 == 0 { scene.phone.clone() } else { scene.phone.at(&router) };
            let (binder, ops) = (scene.binder, vec![contact(author, entry(), &format!("Vän {n}"))]);
            tokio::spawn(async move { phone.push(binder, ops).await })
        })
        .collect();
    let mut places = BTreeSet::new();
    for task in tasks {
        places.extend(task.await.unwrap().accepted.iter().map(|accepted| accepted.seq));
    }
    assert!(places.into_iter().eq(4..=43));
    let mut there = scene.phone.at(&router);
    assert_eq!(there.pull(scene.binder).await.cursor, 43);
}

#[test]
fn both_databases_have_the_same_migrations() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for (sqlite, postgres) in [("sqlite", "postgres"), ("keys-sqlite", "keys-postgres")] {
        let names = |name: &str| {
            let files = std::fs::read_dir(folder.join(name)).unwrap();
            files.map(|file| file.unwrap().file_name()).collect::<BTreeSet<_>>()
        };
        assert_eq!(names(sqlite), names(postgres));
        for file in names(sqlite) {
            let read = |name: &str| {
                let text = std::fs::read_to_string(folder.join(name).join(&file)).unwrap();
                let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
                lines.collect::<Vec<_>>().join("\n")
            };
            let translated = read(sqlite).replace(" blob", " bytea").replace(" without rowid", "");
            assert_eq!(translated, read(postgres), "{}", file.display());
        }
    }
}

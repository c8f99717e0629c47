//! Since when a reader has been let in decides which words that are gone she may still read (design §2), by
//! whatever way she asks: an early place, a copy made anew, a history.

use domain::api::SyncResponse;
use domain::consent::{Period, Right};
use domain::{BinderTab, Body, Op, PersonId, Seq};
use server::auth::Session;

use crate::support::both::on_both;
use crate::support::client::Client;
use crate::support::ops::{self, contact, entry, grant, over, withdraw};
use crate::support::scene::Scene;
use crate::support::server::TestServer;

const CONTACTS: BinderTab = BinderTab::Contacts;

/// One contact whose name is written over again and again, and one reader.
struct Story {
    scene: Scene,
    johan_id: PersonId,
    johan: Client,
    last: Op,
}

impl Story {
    async fn on(server: TestServer) -> Self {
        let mut scene = Scene::on(server).await;
        let (johan_id, johan) = scene.server.coordinator("johan").await;
        let last = contact(scene.owner(), entry(), "NAMN-0");
        scene.phone.push(scene.binder, vec![last.clone()]).await;
        Self { scene, johan_id, johan, last }
    }

    /// She writes another name over the one before.
    async fn renames(&mut self, name: &str) {
        self.last = over(contact(self.scene.owner(), self.last.entry, name), &self.last);
        self.brings(vec![self.last.clone()]).await;
    }

    async fn brings(&mut self, ops: Vec<Op>) {
        assert_eq!(self.scene.phone.push(self.scene.binder, ops).await.refused, Vec::new());
    }

    /// She lets Johan read, from and until so many minutes from now.
    async fn lets_in(&mut self, from: Option<i64>, until: Option<i64>) {
        let now = self.scene.server.state.clock().now();
        let at = |minutes: Option<i64>| minutes.map(|minutes| now.plus_minutes(minutes));
        let mut op = grant(self.scene.owner(), self.johan_id, CONTACTS, Right::Read, Vec::new());
        let Body::Grant(grant) = &mut op.body else { unreachable!() };
        grant.period = Period { from: at(from), until: at(until) };
        self.brings(vec![op]).await;
    }

    /// Which names Johan gets, by every way of asking there is; each way must say the same.
    async fn johan_reads(&mut self) -> Vec<usize> {
        let binder = self.scene.binder;
        let now = self.johan.pull(binder).await;
        let history = format!("/api/v1/binders/{binder}/history?tab=contacts&entry={}", self.last.entry);
        let anew = self.johan.round(binder, 0, 0, Vec::new()).await;
        let told = self.johan.get(&history).await;
        let mut read: Vec<usize> = names(&[anew.text(), told.text()].concat());
        let known = read.clone();
        for after in 1..=now.cursor {
            let early = self.johan.round(binder, after, now.generation, Vec::new()).await;
            read.extend(names(&early.text()));
            assert!(read.iter().all(|name| known.contains(name)), "after {after}: {read:?}, not {known:?}");
        }
        known
    }
}

fn names(text: &str) -> Vec<usize> {
    (0..9).filter(|n| text.contains(&format!("NAMN-{n}"))).collect()
}

async fn whoever_is_let_in_gets_what_stands_and_no_words_that_are_gone(server: TestServer) {
    let mut story = Story::on(server).await;
    story.renames("NAMN-1").await;
    let removed = contact(story.scene.owner(), entry(), "NAMN-8");
    let remove = Body::Remove(domain::body::Remove { over: vec![removed.id] });
    let gone = ops::op(story.scene.owner(), CONTACTS, removed.entry, remove);
    story.brings(vec![removed, gone]).await;
    story.lets_in(None, None).await;
    assert_eq!(story.johan_reads().await, [1]);
    story.renames("NAMN-2").await;
    story.renames("NAMN-3").await;
    assert_eq!(
        story.johan_reads().await,
        [2, 3],
        "and what is written while he may read, also when it is replaced"
    );
}

async fn an_early_place_gets_the_tab_as_it_stands(server: TestServer) {
    let mut story = Story::on(server).await;
    story.renames("NAMN-1").await;
    story.lets_in(None, None).await;
    story.renames("NAMN-2").await;
    let binder = story.scene.binder;
    let now = story.johan.pull(binder).await;
    let early: SyncResponse = story.johan.round(binder, 1, now.generation, Vec::new()).await.ok();
    let whole: Vec<_> = early.checkpoints.iter().map(|one| one.state.tab).collect();
    assert_eq!((whole, early.cursor), (vec![CONTACTS], now.cursor));
    assert!(
        early.ops.iter().all(|op| op.op.tab == BinderTab::Sharing),
        "and his own sentence, which is his to read"
    );
    // From where he was let in, ops go on as for everybody.
    let on: SyncResponse = story.johan.round(binder, now.cursor - 1, now.generation, Vec::new()).await.ok();
    assert_eq!((on.checkpoints.len(), on.ops.len()), (0, 1));
}

async fn the_store_itself_gives_no_op_from_before(server: TestServer) {
    let mut story = Story::on(server).await;
    story.renames("NAMN-1").await;
    story.lets_in(None, None).await;
    story.renames("NAMN-2").await;
    let state = &story.scene.server.state;
    let cookie = story.johan.cookie.as_deref().unwrap();
    let session = Session::of_token(state, cookie.split_once('=').unwrap().1).await.unwrap();
    let access = session.access(state, story.scene.binder).await.unwrap();
    let ops = state.store().ops(&access, 0, Seq::MAX).await.unwrap();
    let words: String = ops.iter().map(|op| op.op.get()).collect();
    assert_eq!(names(&words), [2]);
}

async fn a_sentence_renewed_in_time_takes_nothing_away(server: TestServer) {
    let mut story = Story::on(server).await;
    story.lets_in(None, Some(60)).await;
    story.renames("NAMN-1").await;
    story.scene.server.clock.advance_minutes(30);
    story.lets_in(None, None).await;
    story.renames("NAMN-2").await;
    assert_eq!(story.johan_reads().await, [1, 2]);
    story.scene.server.clock.advance_minutes(31);
    assert_eq!(story.johan_reads().await, [1, 2], "the first is over, and he was never shut out");
}

async fn one_that_begins_where_the_other_ends_goes_on(server: TestServer) {
    let mut story = Story::on(server).await;
    story.lets_in(None, Some(60)).await;
    story.renames("NAMN-1").await;
    story.lets_in(Some(60), None).await;
    story.renames("NAMN-2").await;
    story.scene.server.clock.advance_minutes(60);
    assert_eq!(story.johan_reads().await, [1, 2]);
}

async fn one_that_comes_after_a_break_begins_anew(server: TestServer) {
    let mut story = Story::on(server).await;
    story.lets_in(None, Some(60)).await;
    story.renames("NAMN-1").await;
    story.scene.server.clock.advance_minutes(61);
    story.renames("NAMN-2").await;
    story.lets_in(None, None).await;
    assert_eq!(story.johan_reads().await, [2]);
}

async fn a_no_is_a_break_however_short(server: TestServer) {
    let mut story = Story::on(server).await;
    story.lets_in(None, None).await;
    story.renames("NAMN-1").await;
    story.renames("NAMN-2").await;
    assert_eq!(story.johan_reads().await, [1, 2]);
    let owner = story.scene.owner();
    let no = withdraw(owner, story.johan_id, CONTACTS);
    let yes = grant(owner, story.johan_id, CONTACTS, Right::Read, vec![no.id]);
    story.brings(vec![no, yes]).await;
    assert_eq!(story.johan_reads().await, [2]);
}

async fn a_sentence_for_later_counts_from_its_first_moment(server: TestServer) {
    let mut story = Story::on(server).await;
    story.lets_in(Some(60), None).await;
    story.renames("NAMN-1").await;
    story.renames("NAMN-2").await;
    story.scene.server.clock.advance_minutes(60);
    assert_eq!(story.johan_reads().await, [2], "what was replaced before he came is not his");
    story.renames("NAMN-3").await;
    story.renames("NAMN-4").await;
    assert_eq!(story.johan_reads().await, [3, 4]);
}

on_both!(
    whoever_is_let_in_gets_what_stands_and_no_words_that_are_gone,
    an_early_place_gets_the_tab_as_it_stands,
    the_store_itself_gives_no_op_from_before,
    a_sentence_renewed_in_time_takes_nothing_away,
    one_that_begins_where_the_other_ends_goes_on,
    one_that_comes_after_a_break_begins_anew,
    a_no_is_a_break_however_short,
    a_sentence_for_later_counts_from_its_first_moment,
);

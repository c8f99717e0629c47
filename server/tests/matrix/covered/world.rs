//! The same life at the real routes: every step is an op of her phone's, and after each of them everybody asks.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use domain::api::{AuditAction, AuditPage, LiveEvent, SyncResponse};
use domain::body::Remove;
use domain::consent::{Period, Right};
use domain::erasure::{Erase, Keep};
use domain::{
    Audience, Author, BinderId, BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, PersonId, Seq, Timestamp,
    Value,
};
use server::store::Authority;
use uuid::Uuid;

use super::Step;
use super::model::{For, Link, Model, Word};
use crate::room::locked;
use crate::support::answer::Answer;
use crate::support::client::Client;
use crate::support::ops::{self, entry, grant, hand_over, op, over, withdraw};
use crate::support::scene::{pair, start};
use crate::support::server::TestServer;

/// Places in her own room come after the others.
const ROOM: usize = 100;

const KINDS: [(EntryKind, Field); 3] =
    [(EntryKind::Contact, Field::Name), (EntryKind::Sign, Field::Text), (EntryKind::Goal, Field::Text)];

/// Somebody on the staff, with a stream that is open from the beginning.
struct Reader {
    person: PersonId,
    client: Client,
    stream: axum::body::Body,
}

/// One pärm and those who ask about it.
pub(super) struct World<'a> {
    server: &'a TestServer,
    binder: BinderId,
    owner: Author,
    phone: Client,
    readers: Vec<Reader>,
    model: Model,
    last: BTreeMap<(usize, usize), Op>,
    withdrawals: BTreeMap<(usize, usize), Vec<OpId>>,
    links: [EntryId; 2],
    erase: Option<OpId>,
    life: u32,
    /// Which tabs' words each reader has been given by a sync.
    fetched: BTreeSet<(usize, usize)>,
    n_words: u32,
    n_answers: u32,
}

impl<'a> World<'a> {
    pub(super) async fn new(server: &'a TestServer, life: u32) -> Self {
        let binder =
            BinderId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_9000_0000_0000_0000 + u128::from(life)));
        let (_, mut starter) =
            server.signed_in(&format!("starter {life}"), "Psykiatrin Öst", Authority::Region).await;
        let owner = ops::owner(start(&mut starter, binder, "Maja").await.owner);
        let mut phone = pair(server, &mut starter, binder).await;
        let mut readers = Vec::new();
        for n in 0..3 {
            let (person, mut client) =
                server.signed_in(&format!("reader {n} {life}"), "Psykiatrin Öst", Authority::Region).await;
            let stream = client.send(Method::GET, "/api/v1/live", None).await.into_body();
            readers.push(Reader { person, client, stream });
        }
        let head = phone.pull(binder).await.cursor;
        let model = Model::new(server.state.clock().now(), head);
        let (last, withdrawals, links) = (BTreeMap::new(), BTreeMap::new(), [entry(), entry()]);
        Self {
            server,
            binder,
            owner,
            phone,
            readers,
            model,
            last,
            withdrawals,
            links,
            erase: None,
            life,
            fetched: BTreeSet::new(),
            n_words: 0,
            n_answers: 0,
        }
    }

    fn new_words(&mut self) -> String {
        self.n_words += 1;
        format!("ORD-{}-{}-", self.life, self.n_words)
    }

    async fn brings(&mut self, op: Op) -> Seq {
        let id = op.id;
        let answer: SyncResponse = self.phone.round(self.binder, 0, 0, vec![op]).await.ok();
        answer.accepted.iter().find(|accepted| accepted.id == id).expect("her own op is taken").seq
    }

    /// One step, and then everybody asks.
    pub(super) async fn step(&mut self, step: Step) {
        match step {
            Step::Write { tab, slot } => self.writes(tab, slot).await,
            Step::Remove { tab, slot } => {
                let Some(last) = self.last.get(&(tab, slot)) else { return };
                let mut op = op(self.owner, last.tab, last.entry, Body::Remove(Remove { over: vec![last.id] }));
                op.audience = last.audience.clone();
                self.model.head = self.brings(op).await;
                self.model.removes(tab, slot);
            }
            Step::Grant { who, tab, from, lasts, has_seen } => {
                self.grants((who, tab), from, lasts, has_seen).await;
            }
            Step::Withdraw { who, tab } => {
                let op = withdraw(self.owner, self.readers[who].person, KINDS[tab].0.tab());
                self.withdrawals.entry((who, tab)).or_default().push(op.id);
                let seq = self.brings(op).await;
                self.model.withdraws(seq, (who, tab));
            }
            Step::LastDay { who, tab, minutes } => {
                let at = self.model.now.plus_minutes(minutes);
                let mut op = withdraw(self.owner, self.readers[who].person, KINDS[tab].0.tab());
                let Body::Withdraw(gone) = &mut op.body else { unreachable!() };
                gone.at = Some(at);
                self.withdrawals.entry((who, tab)).or_default().push(op.id);
                let seq = self.brings(op).await;
                self.model.ends(seq, (who, tab), at);
            }
            Step::Pass { minutes } => {
                self.server.clock.advance_minutes(minutes);
                self.model.passes(minutes);
            }
            Step::HandOver { link, minutes } => self.hands_over(link, minutes).await,
            Step::Revoke { link } => {
                let mut op = op(self.owner, BinderTab::Sharing, self.links[link], Body::Revoke);
                op.audience = Audience::Private;
                self.model.head = self.brings(op).await;
                let until = Timestamp::from_millis(0);
                let never = Link { text: String::new(), until, is_ended: true };
                self.model.links.entry(link).or_insert(never).is_ended = true;
            }
            Step::CloseOrKeep => self.closes_or_keeps().await,
        }
        self.everybody_asks().await;
    }

    async fn writes(&mut self, tab: usize, slot: usize) {
        let (kind, field) = KINDS[tab];
        let whom = match slot {
            2 => For::HerAlone,
            3 => For::Reader(0),
            _ => For::Everybody,
        };
        let text = self.new_words();
        let before = self.last.get(&(tab, slot));
        let entry = before.map_or_else(entry, |before| before.entry);
        let mut op = ops::write(self.owner, kind, entry, field, Value::text(&text));
        op = before.map_or(op.clone(), |before| over(op, before));
        op.audience = match whom {
            For::Everybody => Audience::Tab,
            For::HerAlone => Audience::Private,
            For::Reader(who) => Audience::People { people: vec![self.readers[who].person] },
        };
        let seq = self.brings(op.clone()).await;
        self.last.insert((tab, slot), op);
        self.model.writes(seq, text, tab, slot, whom);
        if whom == For::HerAlone {
            // And something in her own room, at a place of its own.
            let text = self.new_words();
            let seq = self.brings(locked(self.owner, kind.tab(), &text)).await;
            self.model.writes(seq, text, tab, ROOM + slot, whom);
        }
    }

    async fn grants(&mut self, who: (usize, usize), from: Option<i64>, lasts: Option<i64>, has_seen: bool) {
        let from = from.map(|minutes| self.model.now.plus_minutes(minutes));
        let until = lasts.map(|minutes| from.unwrap_or(self.model.now).plus_minutes(minutes));
        let period = Period { from, until };
        let seen = self.withdrawals.get(&who).cloned().filter(|_| has_seen).unwrap_or_default();
        let mut op = grant(self.owner, self.readers[who.0].person, KINDS[who.1].0.tab(), Right::Read, seen);
        let Body::Grant(grant) = &mut op.body else { unreachable!() };
        grant.period = period;
        let seq = self.brings(op).await;
        self.model.grants(seq, who, period, has_seen);
    }

    async fn hands_over(&mut self, link: usize, minutes: i64) {
        let (text, until) = (self.new_words(), self.model.now.plus_minutes(minutes));
        let mut op = hand_over(self.owner, self.links[link], &self.token(link));
        let Body::HandOver(copy) = &mut op.body else { unreachable!() };
        copy.expires_at = until;
        copy.snapshot.owner_name.clone_from(&text);
        self.model.head = self.brings(op).await;
        let is_ended = self.model.links.get(&link).is_some_and(|before| before.is_ended);
        self.model.links.insert(link, Link { text, until, is_ended });
    }

    async fn closes_or_keeps(&mut self) {
        let body = match self.erase {
            Some(erase) => Body::Keep(Keep { erase }),
            None => Body::Erase(Erase::default()),
        };
        let mut op = op(self.owner, BinderTab::Sharing, entry(), body);
        op.audience = Audience::Private;
        self.erase = if self.erase.is_none() { Some(op.id) } else { None };
        self.model.head = self.brings(op).await;
        self.model.is_closed = self.erase.is_some();
    }

    fn token(&self, link: usize) -> String {
        format!("en-lank-som-ingen-kan-gissa-sig-till-{}-{link}", self.life)
    }

    async fn everybody_asks(&mut self) {
        for who in 0..self.readers.len() {
            self.asks(who).await;
        }
        for link in 0..self.links.len() {
            let address = format!("/dela/{}", self.token(link));
            let answer = self.server.stranger().ask(Method::POST, &address, Some(Vec::new())).await;
            let shown: Vec<&str> = self.all_words().filter(|word| answer.text().contains(*word)).collect();
            let may: Vec<&str> = self.model.shows(link).into_iter().collect();
            assert_eq!((answer.status == StatusCode::OK, shown), (!may.is_empty(), may), "link {link}");
            self.n_answers += 1;
        }
        // That a link was opened is an op of the server's.
        self.model.head = self.phone.pull(self.binder).await.cursor;
    }

    fn all_words(&self) -> impl Iterator<Item = &str> {
        let written = self.model.words.iter().map(|word| word.text.as_str());
        written.chain(self.model.links.values().map(|link| link.text.as_str()).filter(|text| !text.is_empty()))
    }

    /// One reader asks for everything, from every place and about every entry.
    async fn asks(&mut self, who: usize) {
        let (binder, mut client) = (self.binder, self.readers[who].client.clone());
        let whole = client.round(binder, 0, 0, Vec::new()).await;
        self.check(who, "a whole copy", &whole);
        let given: Vec<usize> = self.model.tabs_in(&whole.text());
        self.fetched.extend(given.into_iter().map(|tab| (who, tab)));
        let is_in = (0..3).any(|tab| self.model.may_read(who, tab));
        assert_eq!(whole.status.is_success(), is_in, "{who}: {}", whole.text());
        for word in self.model.words.iter().filter(|word| self.model.must_have(who, word)) {
            assert!(whole.text().contains(&word.text), "{who} must have {}", word.text);
        }
        let generation = if is_in { whole.ok::<SyncResponse>().generation } else { 1 };
        for after in
            [1, self.model.head / 2, self.model.head.saturating_sub(1), self.model.head, self.model.head + 5]
        {
            for generation in [generation, generation.saturating_sub(1)] {
                let answer = client.round(binder, after, generation, Vec::new()).await;
                self.check(who, &format!("after {after} of {generation}"), &answer);
            }
        }
        for (place, last) in &self.last.clone() {
            let address =
                format!("/api/v1/binders/{binder}/history?tab={}&entry={}", last.tab.as_str(), last.entry);
            let answer = client.get(&address).await;
            assert_eq!(
                answer.status.is_success(),
                self.model.may_read(who, place.0),
                "{who}: history of {place:?}"
            );
            for word in self.model.history(who, *place) {
                assert!(answer.text().contains(&word.text), "{who}: {} was written since", word.text);
            }
            self.check(who, "a history", &answer);
        }
        for (about, status) in [("audit", StatusCode::NOT_FOUND), ("devices", StatusCode::NOT_FOUND)] {
            let answer = client.get(&format!("/api/v1/binders/{binder}/{about}")).await;
            assert_eq!(answer.status, status, "{who}: {about}");
        }
        let me = client.get("/api/v1/me").await;
        // While it is closed whoever would read it is told its name and the day.
        let would = (0..3).any(|tab| self.model.would_read(who, tab));
        assert_eq!(me.text().contains(&binder.to_string()), would, "{who}: {}", me.text());
        self.check(who, "me", &me);
    }

    fn check(&mut self, who: usize, how: &str, answer: &Answer) {
        let text = answer.text();
        for word in self.model.words.iter().filter(|word| text.contains(&word.text)) {
            assert!(self.model.may_have(who, word), "{who} by {how} has {word:?}");
        }
        for link in self.model.links.values().filter(|link| !link.text.is_empty()) {
            assert!(!text.contains(&link.text), "{who} by {how} has what a link shows");
        }
        self.n_answers += 1;
    }

    /// That somebody fetched a tab stands in the access log, whenever on a day it was opened to her.
    async fn it_stands_in_the_log(&mut self) {
        let address = format!("/api/v1/binders/{}/audit", self.binder);
        let mut page: AuditPage = self.phone.get(&address).await.ok();
        let mut lines = page.lines;
        while let Some(mark) = page.next {
            page = self.phone.get(&format!("{address}?after={mark}")).await.ok();
            lines.append(&mut page.lines);
        }
        for (who, tab) in &self.fetched {
            let (person, tab) = (self.readers[*who].person, KINDS[*tab].0.tab());
            let is_said = lines.iter().any(|line| {
                line.action == AuditAction::Fetched && line.person == person && line.tabs.contains(&tab)
            });
            assert!(is_said, "{who} fetched {}", tab.as_str());
        }
    }

    /// Everybody signs out, and what their streams have said is looked through.
    pub(super) async fn end(mut self) -> u32 {
        self.it_stands_in_the_log().await;
        for (who, mut reader) in std::mem::take(&mut self.readers).into_iter().enumerate() {
            reader.client.ask(Method::DELETE, "/api/v1/session", None).await;
            let bytes = axum::body::to_bytes(reader.stream, usize::MAX).await.unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let heard = |word: &&Word| text.contains(&word.text);
            for word in self.model.words.iter().filter(heard) {
                assert!(word.may_have_told(who), "{who} heard {word:?}");
            }
            for event in text.lines().filter_map(|line| line.strip_prefix("data: ")) {
                serde_json::from_str::<LiveEvent>(event).unwrap();
                self.n_answers += 1;
            }
        }
        self.n_answers
    }
}

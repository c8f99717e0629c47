//! `parmen demo`: fills a store once with fictional pärmar and tells how to get in.
//!
//! Everything goes in through the API, as coordinators and phones would bring it, so the demo's data is
//! never anything that the app could not have written. A second call writes nothing and makes new
//! pairing links.

mod acts;
mod chapters;
mod client;
mod decisions;
mod facts;
mod maja;
mod maja_signs;
mod others;
mod story;

use std::io;

use anyhow::{Context as _, ensure};
use axum::Router;
use domain::api::{
    BinderCard, Me, PROTOCOL, PairingResponse, RedeemPairingRequest, SignInRequest, StartBinderRequest,
    SyncRequest, SyncResponse, share_path,
};
use domain::{BinderId, EntryId, Op, ReplicaId, Timestamp};
use serde_json::json;
use server::AppState;

use client::Client;
use facts::{Facts, Link, SignIn, WayIn};
use story::{Coordinator, Hand, Story};

use super::coordinator::{self, Account};

/// The demo's password: no secret, and told so wherever it is shown.
const PASSWORD: &str = "demo-demo-demo";
/// The demo's share.
const TOKEN: &str = "demo-maja-eva-0000000000000000000000000000000";
const CODE: &str = "4711";

const ACCOUNTS: [Account<'static>; 2] = [
    Account { username: "anna", name: "Anna Berg", organization: "Psykosvård Öster", authority: "region" },
    Account {
        username: "johan",
        name: "Johan Lind",
        organization: "Boendestöd Väster",
        authority: "municipality",
    },
];

/// One owner and her story.
struct Cast {
    number: u64,
    owner: &'static str,
    before: fn(&mut Story<'_>) -> Vec<EntryId>,
    after: fn(&mut Story<'_>, &[EntryId]),
}

const CASTS: [Cast; 3] = [
    Cast { number: 1, owner: "Maja L.", before: maja::before_pairing, after: maja_after },
    Cast { number: 2, owner: "Samir K.", before: others::samir_before_pairing, after: others::samir },
    Cast {
        number: 3,
        owner: "Britt-Marie O.",
        before: others::britt_marie_before_pairing,
        after: others::britt_marie,
    },
];

fn maja_after(story: &mut Story<'_>, consents: &[EntryId]) {
    maja::tell(story, consents, TOKEN, CODE);
}

/// Fills the store and tells the facts.
pub(super) async fn run(state: &AppState, as_json: bool) -> anyhow::Result<()> {
    let mut theatre = Theatre::open(state).await?;
    let mut binders = Vec::new();
    for cast in &CASTS {
        binders.push(theatre.play(cast).await.with_context(|| format!("the demo's pärm {}", cast.number))?);
    }
    let origin = state.origin().to_owned();
    let coordinators = ACCOUNTS.iter().map(|account| SignIn {
        username: account.username.to_owned(),
        password: PASSWORD.to_owned(),
        name: account.name.to_owned(),
    });
    let shares = vec![Link { link: format!("{origin}{}", share_path(TOKEN)), code: CODE.to_owned() }];
    let facts = Facts { address: origin, coordinators: coordinators.collect(), binders, shares };
    let mut out = io::stdout().lock();
    if as_json {
        facts.json(&mut out)?;
    } else {
        facts.words(&mut out)?;
    }
    Ok(())
}

/// Who takes part.
struct Theatre {
    now: Timestamp,
    router: Router,
    anna: (Client, Coordinator),
    johan: (Client, Coordinator),
}

impl Theatre {
    async fn open(state: &AppState) -> anyhow::Result<Self> {
        let [anna, johan] = ACCOUNTS;
        let known = state.store().practitioners().await?;
        let ours = known.iter().all(|who| ACCOUNTS.iter().any(|account| account.name == who.name));
        ensure!(ours, "the store holds accounts that are not the demo's; the demo's passwords are no secret");
        for account in [anna, johan] {
            coordinator::ensure_account(state, account, PASSWORD).await?;
        }
        let router = server::app(state.clone());
        let anna = sign_in(&router, anna).await?;
        let johan = sign_in(&router, johan).await?;
        Ok(Self { now: state.clock().now(), router, anna, johan })
    }

    /// Starts a pärm and writes its story, unless that was done before; then makes a new way in.
    async fn play(&mut self, cast: &Cast) -> anyhow::Result<WayIn> {
        let id = story::binder(cast.number);
        let request = StartBinderRequest { id, owner_name: cast.owner.to_owned() };
        let card: BinderCard = self.anna.0.post("/api/v1/binders", &request).await?;
        if !card.paired {
            self.tell(cast, &card).await?;
        }
        let pairing = self.pairing(id).await?;
        Ok(WayIn {
            id: id.to_string(),
            owner_name: card.owner_name,
            pairing_link: pairing.link,
            pairing_code: pairing.code,
        })
    }

    async fn tell(&mut self, cast: &Cast, card: &BinderCard) -> anyhow::Result<()> {
        let (anna, johan) = (self.anna.1.clone(), self.johan.1.clone());
        let mut story = Story::new(cast.number, card.owner, self.now, &anna, &johan);
        let consents = (cast.before)(&mut story);
        let papers: Vec<Op> = story.ops.drain(..).map(|(_, op)| op).collect();
        push(&mut self.anna.0, card.id, papers).await?;
        let code = self.pairing(card.id).await?.code;
        let mut phone = Client::new(self.router.clone());
        let request = RedeemPairingRequest { secret: None, code: Some(code) };
        let _: Me = phone.post("/api/v1/pairings/redeem", &request).await?;
        (cast.after)(&mut story, &consents);
        // Whoever holds the pen brings what she or he wrote, in the order it was written.
        let mut rest = story.ops.into_iter().peekable();
        while let Some((hand, first)) = rest.next() {
            let mut ops = vec![first];
            while let Some((_, op)) = rest.next_if(|(next, _)| *next == hand) {
                ops.push(op);
            }
            let client = match hand {
                Hand::Hers => &mut phone,
                Hand::Anna => &mut self.anna.0,
                Hand::Johan => &mut self.johan.0,
            };
            push(client, card.id, ops).await?;
        }
        Ok(())
    }

    async fn pairing(&mut self, binder: BinderId) -> anyhow::Result<PairingResponse> {
        Ok(self.anna.0.post(&format!("/api/v1/binders/{binder}/pairings"), &json!({})).await?)
    }
}

async fn sign_in(router: &Router, account: Account<'_>) -> anyhow::Result<(Client, Coordinator)> {
    let mut client = Client::new(router.clone());
    let request =
        SignInRequest { username: account.username.to_owned(), password: PASSWORD.to_owned(), code: None };
    let me: Me = client.post("/api/v1/session", &request).await?;
    Ok((client, Coordinator { person: me.person, name: me.name, organization: me.organization }))
}

async fn push(client: &mut Client, binder: BinderId, ops: Vec<Op>) -> anyhow::Result<()> {
    let n_ops = ops.len();
    let replica = ReplicaId::from_uuid(story::id(0, 1));
    let request = SyncRequest { protocol: PROTOCOL, replica, after: 0, generation: 0, ops, opened: Vec::new() };
    let answer: SyncResponse = client.post(&format!("/api/v1/binders/{binder}/sync"), &request).await?;
    let refused: Vec<_> = answer.refused.iter().map(|no| (no.id, no.code)).collect();
    ensure!(refused.is_empty() && answer.accepted.len() == n_ops, "the server refused {refused:?}");
    Ok(())
}

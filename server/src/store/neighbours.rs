//! Several server processes on one PostgreSQL: each tells the others which log has moved, by ids only.
//!
//! A message that is lost costs at most ten seconds: nobody believes its memory for longer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use domain::{BinderId, PersonId, Seq};
use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::mpsc;

use super::StoreError;
use super::heads::Heads;
use crate::clock::Clock;
use crate::live::{Heard, Live, LogMoved};

const CHANNEL: &str = "parmen_moved";

/// How many people one message names.
const PEOPLE_MAX: usize = 100;

/// A log has moved.
pub(super) struct Moved {
    pub(super) binder: BinderId,
    pub(super) head: Seq,
    pub(super) generation: u64,
    /// Whom new sentences of consent name.
    pub(super) people: BTreeSet<PersonId>,
}

/// This process's line to the others.
#[derive(Clone)]
pub(super) struct Neighbours {
    pool: PgPool,
    tell: mpsc::UnboundedSender<Moved>,
}

impl Neighbours {
    pub(super) async fn start(
        url: &str,
        clock: &Clock,
        live: Live,
        heads: Arc<Heads>,
    ) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new().max_connections(2).connect(url).await?;
        // What this process says itself comes back too; its name lets it pass over that.
        let own_name = clock.uuid()?.to_string();
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        let (tell, telling) = mpsc::unbounded_channel();
        tokio::spawn(speak(pool.clone(), own_name.clone(), telling));
        tokio::spawn(hear(listener, own_name, live, heads));
        Ok(Self { pool, tell })
    }

    /// Tells the others, soon.
    pub(super) fn tell(&self, moved: Moved) {
        // Fails only when the process is stopping.
        drop(self.tell.send(moved));
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Says what has moved; what came in while the last message was on its way is said once per binder.
async fn speak(pool: PgPool, own_name: String, mut telling: mpsc::UnboundedReceiver<Moved>) {
    let mut some = Vec::new();
    while telling.recv_many(&mut some, 1_000).await > 0 {
        let mut latest: BTreeMap<BinderId, Moved> = BTreeMap::new();
        for mut moved in some.drain(..) {
            if let Some(mut before) = latest.remove(&moved.binder) {
                moved.people.append(&mut before.people);
                moved.head = moved.head.max(before.head);
                moved.generation = moved.generation.max(before.generation);
            }
            latest.insert(moved.binder, moved);
        }
        for Moved { binder, head, generation, people } in latest.into_values() {
            // A message has room for 8,000 bytes; whoever is left out sees it at the next contact.
            let people: Vec<String> = people.iter().take(PEOPLE_MAX).map(PersonId::to_string).collect();
            let text = format!("{own_name} {binder} {head} {generation} {}", people.join(" "));
            let told = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(&pool).await;
            if told.is_err() {
                tracing::warn!("the other servers could not be told; they will see within ten seconds");
            }
        }
    }
}

async fn hear(mut listener: PgListener, own_name: String, live: Live, heads: Arc<Heads>) {
    loop {
        match listener.recv().await {
            Ok(message) => {
                if let Some(moved) = parse(message.payload(), &own_name) {
                    pass_on(moved, &live, &heads);
                }
            }
            Err(sqlx::Error::PoolClosed) => return,
            // The listener connects again by itself; meanwhile memory is believed for ten seconds only.
            Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}

fn parse(text: &str, own_name: &str) -> Option<Moved> {
    let mut words = text.split(' ');
    if words.next()? == own_name {
        return None;
    }
    Some(Moved {
        binder: words.next()?.parse().ok()?,
        head: words.next()?.parse().ok()?,
        generation: words.next()?.parse().ok()?,
        people: words.filter_map(|word| word.parse().ok()).collect(),
    })
}

fn pass_on(moved: Moved, live: &Live, heads: &Heads) {
    let Moved { binder, head, generation, people } = moved;
    heads.moved(binder, head, generation);
    let log = LogMoved { binder, head, generation, ops: Vec::new() };
    live.tell_binder(binder, &Heard::Log(Arc::new(log)));
    for person in people {
        live.tell_person(person, &Heard::Consent { binder });
    }
}

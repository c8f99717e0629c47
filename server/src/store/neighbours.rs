//! Several server processes on one PostgreSQL: each tells the others which log has moved, how far somebody
//! has come, which session has ended and which key was destroyed, by ids only.
//!
//! A message that is lost costs at most ten seconds: nobody believes its memory for longer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use domain::api::Reached;
use domain::{BinderId, DeviceId, PersonId, Seq, Timestamp};
use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::mpsc;

use super::StoreError;
use super::memory::Memory;
use crate::clock::Clock;
use crate::keys::KeyStore;
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

/// What processes tell each other.
pub(super) enum Said {
    /// A log has moved.
    Moved(Moved),
    /// A session of this person has ended.
    Ended { device: DeviceId, person: PersonId },
    /// Somebody's copy of a binder has come further.
    Reached { binder: BinderId, reached: Reached },
    /// A binder's key was destroyed.
    Destroyed { binder: BinderId },
    /// A picture has come.
    Picture { binder: BinderId },
}

/// This process's line to the others.
#[derive(Clone)]
pub(super) struct Neighbours {
    pool: PgPool,
    tell: mpsc::UnboundedSender<Said>,
}

impl Neighbours {
    pub(super) async fn start(
        url: &str,
        clock: &Clock,
        live: Live,
        memory: Arc<Memory>,
        keys: KeyStore,
    ) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new().max_connections(2).connect(url).await?;
        // What this process says itself comes back too; its name lets it pass over that.
        let own_name = clock.uuid()?.to_string();
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        let (tell, telling) = mpsc::unbounded_channel();
        tokio::spawn(speak(pool.clone(), own_name.clone(), telling));
        tokio::spawn(hear(listener, own_name, live, memory, keys));
        Ok(Self { pool, tell })
    }

    /// Tells the others, soon.
    pub(super) fn tell(&self, said: Said) {
        // Fails only when the process is stopping.
        drop(self.tell.send(said));
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Says what there is to say; what came in while the last message was on its way is said once per binder.
async fn speak(pool: PgPool, own_name: String, mut telling: mpsc::UnboundedReceiver<Said>) {
    let mut some = Vec::new();
    while telling.recv_many(&mut some, 1_000).await > 0 {
        for said in once_each(some.drain(..)) {
            let text = format!("{own_name} {}", write(&said));
            let told = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(&pool).await;
            if told.is_err() {
                tracing::warn!("the other servers could not be told; they will see within ten seconds");
            }
        }
    }
}

fn once_each(all: impl Iterator<Item = Said>) -> Vec<Said> {
    let mut latest: BTreeMap<BinderId, Moved> = BTreeMap::new();
    let mut others = Vec::new();
    for said in all {
        let Said::Moved(mut moved) = said else {
            others.push(said);
            continue;
        };
        if let Some(mut before) = latest.remove(&moved.binder) {
            moved.people.append(&mut before.people);
            moved.head = moved.head.max(before.head);
            moved.generation = moved.generation.max(before.generation);
        }
        latest.insert(moved.binder, moved);
    }
    others.into_iter().chain(latest.into_values().map(Said::Moved)).collect()
}

/// A move begins with its binder, everything else with a word: processes of an older version hear the
/// moves and pass over the rest.
fn write(said: &Said) -> String {
    match said {
        Said::Moved(Moved { binder, head, generation, people }) => {
            // A message has room for 8,000 bytes; whoever is left out sees it at the next contact.
            let people: Vec<String> = people.iter().take(PEOPLE_MAX).map(PersonId::to_string).collect();
            format!("{binder} {head} {generation} {}", people.join(" "))
        }
        Said::Ended { device, person } => format!("ended {device} {person}"),
        Said::Destroyed { binder } => format!("destroyed {binder}"),
        Said::Picture { binder } => format!("picture {binder}"),
        Said::Reached { binder, reached: Reached { person, seq, at } } => {
            format!("reached {binder} {person} {seq} {}", at.as_millis())
        }
    }
}

fn read(text: &str, own_name: &str) -> Option<Said> {
    let mut words = text.split(' ');
    if words.next()? == own_name {
        return None;
    }
    match words.next()? {
        "ended" => Some(Said::Ended { device: words.next()?.parse().ok()?, person: words.next()?.parse().ok()? }),
        "destroyed" => Some(Said::Destroyed { binder: words.next()?.parse().ok()? }),
        "picture" => Some(Said::Picture { binder: words.next()?.parse().ok()? }),
        "reached" => Some(Said::Reached {
            binder: words.next()?.parse().ok()?,
            reached: Reached {
                person: words.next()?.parse().ok()?,
                seq: words.next()?.parse().ok()?,
                at: Timestamp::from_millis(words.next()?.parse().ok()?),
            },
        }),
        binder => Some(Said::Moved(Moved {
            binder: binder.parse().ok()?,
            head: words.next()?.parse().ok()?,
            generation: words.next()?.parse().ok()?,
            people: words.filter_map(|word| word.parse().ok()).collect(),
        })),
    }
}

async fn hear(mut listener: PgListener, own_name: String, live: Live, memory: Arc<Memory>, keys: KeyStore) {
    loop {
        match listener.recv().await {
            Ok(message) => {
                if let Some(said) = read(message.payload(), &own_name) {
                    pass_on(said, &live, &memory, &keys);
                }
            }
            Err(sqlx::Error::PoolClosed) => return,
            // The listener connects again by itself; meanwhile memory is believed for ten seconds only.
            Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}

fn pass_on(said: Said, live: &Live, memory: &Memory, keys: &KeyStore) {
    match said {
        Said::Moved(Moved { binder, head, generation, people }) => {
            memory.heads.moved(binder, head, generation);
            let log = LogMoved { binder, head, generation, ops: Vec::new() };
            live.tell_binder(binder, &Heard::Log(Arc::new(log)));
            for person in people {
                live.tell_person(person, &Heard::Consent { binder });
            }
        }
        Said::Ended { device, person } => {
            memory.sessions.forget(device);
            live.tell_person(person, &Heard::Session { device });
        }
        Said::Reached { binder, reached } => {
            if memory.heads.reached(binder, reached) {
                live.tell_binder(binder, &Heard::Reached { binder, reached });
            }
        }
        Said::Picture { binder } => live.tell_binder(binder, &Heard::Picture { binder }),
        Said::Destroyed { binder } => {
            keys.forget(binder);
            memory.forget(binder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_said_is_heard_as_it_was_meant_and_not_by_oneself() {
        let (id, person) = (Uuid::from_u128(1), PersonId::from_uuid(Uuid::from_u128(2)));
        let moved = Moved { binder: BinderId::from_uuid(id), head: 3, generation: 4, people: [person].into() };
        let ended = Said::Ended { device: DeviceId::from_uuid(id), person };
        let (binder, at) = (BinderId::from_uuid(id), Timestamp::from_millis(6));
        let reached = Said::Reached { binder, reached: Reached { person, seq: 5, at } };
        for said in [Said::Moved(moved), ended, Said::Destroyed { binder }, Said::Picture { binder }, reached] {
            let text = write(&said);
            let heard = read(&format!("them {text}"), "us").map(|said| write(&said));
            assert_eq!(heard, Some(text.clone()));
            assert!(read(&format!("us {text}"), "us").is_none());
        }
        assert!(read("them something later", "us").is_none());
    }
}

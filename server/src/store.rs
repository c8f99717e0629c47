//! The store: one struct over SQLite and PostgreSQL, with one SQL text for both.
//!
//! **No `Access`, no rows.** Every method that touches what is in a pärm takes `&Access` first, and only
//! `auth` makes one for a person. Without one there are only the facts `auth` decides from (ids, times,
//! generations) and the ways in: sessions, pairings, links.
//!
//! One method is one use case and at most one transaction. SQLite has one connection that writes (see
//! `lane`) and several that read; PostgreSQL uses one pool for both.

use std::sync::Arc;

use domain::api::Reached;
use sqlx::AnyPool;

use crate::clock::Clock;
use crate::config::Config;
use crate::keys::KeyStore;
use crate::live::Live;
use neighbours::Said;

mod account_events;
mod accounts;
mod attachments;
mod audit;
mod batch;
mod binders;
mod check;
mod checkpoints;
mod consents;
mod devices;
pub(crate) mod dialect;
mod erasing;
mod erasures;
mod error;
mod feedback;
mod group;
mod heads;
mod identities;
mod importing;
mod invitations;
mod issues;
mod lane;
mod log;
mod memory;
mod names;
mod neighbours;
mod ops;
mod pairings;
mod passkeys;
pub(crate) mod pool;
mod practitioners;
mod projection;
mod push;
mod reached;
mod redact;
mod reminders;
mod restores;
mod reviewers;
mod reviews;
mod second_factors;
mod sessions;
mod shares;
mod tell;
mod throttles;
mod turning;
mod understand;

pub use account_events::AccountEvent;
pub use accounts::Account;
pub use attachments::{Attachment, Missing, is_it};
pub use audit::{AuditMark, AuditRow};
pub use binders::BinderFacts;
pub use check::Fault;
pub use consents::StandingRow;
pub use devices::{DeviceRow, LiveDevice, NewDevice};
pub use erasing::EraseError;
pub use erasures::Erasure;
pub use error::StoreError;
pub use feedback::{FeedbackCount, FeedbackTap};
pub use heads::Head;
pub use identities::Identity;
pub use issues::{IssueAct, IssueEvent, NewIssue};
pub use lane::Visit;
pub use ops::StoredOp;
pub use pairings::{NewPairing, Redeemed};
pub use passkeys::PasskeyRow;
pub use practitioners::Authority;
pub use push::{Push, Pushed, SealedOp};
pub use reminders::{DueReminder, Subscription};
pub(crate) use restores::note_restored;
pub use reviews::{Draw, Review, StaffAct};
pub use second_factors::SecondFactor;
pub use shares::{FoundShare, SERVER};
pub use throttles::Policy;

/// How many connections read.
const READERS: u32 = 4;

/// How many connections a PostgreSQL store opens.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Everything the server keeps. Clones share it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    dialect: dialect::Dialect,
    read: AnyPool,
    write: AnyPool,
    keys: KeyStore,
    clock: Clock,
    memory: Arc<memory::Memory>,
    lane: lane::Lane,
    tell: Arc<tell::Tell>,
    lineage: u64,
}

impl Store {
    /// Opens the store and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError`] says what an operator can do about it.
    pub async fn open(config: &Config, clock: Clock, live: Live) -> Result<Self, StoreError> {
        let dialect = dialect::Dialect::of(&config.database_url)?;
        let (read, write) = match dialect {
            dialect::Dialect::Sqlite => {
                let write = pool::open(&config.database_url, 1).await?;
                sqlx::migrate!("migrations/sqlite").run(&write).await?;
                (pool::open(&config.database_url, READERS).await?, write)
            }
            dialect::Dialect::Postgres => {
                let pool = pool::open(&config.database_url, POSTGRES_CONNECTIONS).await?;
                sqlx::migrate!("migrations/postgres").run(&pool).await?;
                (pool.clone(), pool)
            }
        };
        let lineage = restores::read_lineage(&read).await?;
        let keys = KeyStore::open(config, clock.clone()).await?;
        let memory = Arc::new(memory::Memory::new());
        let neighbours = match dialect {
            dialect::Dialect::Sqlite => None,
            dialect::Dialect::Postgres => Some(
                neighbours::Neighbours::start(
                    &config.database_url,
                    &clock,
                    live.clone(),
                    Arc::clone(&memory),
                    keys.clone(),
                )
                .await?,
            ),
        };
        let tell = Arc::new(tell::Tell { live, memory: Arc::clone(&memory), neighbours });
        let lane = lane::Lane::start(write.clone(), dialect, Arc::clone(&memory), Arc::clone(&tell));
        let inner = Inner { dialect, read, write, keys, clock, memory, lane, tell, lineage };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Takes ops into a binder's log, or says of each why not. Returns when the disk has them.
    ///
    /// # Errors
    /// [`StoreError::Stale`] if consent has changed since the access was decided.
    pub async fn push(&self, push: Push) -> Result<(Push, Pushed), StoreError> {
        self.inner.lane.push(push).await
    }

    /// Writes down that a device was here and brought nothing.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn visit(&self, visit: Visit) -> Result<(), StoreError> {
        let (binder, person) = (visit.access.binder(), visit.access.reader().person);
        let (reached, at) = (visit.reached, visit.at);
        self.inner.lane.visit(visit).await?;
        if let Some(seq) = reached {
            self.inner.tell.reached(binder, Reached { person, seq, at });
        }
        Ok(())
    }

    /// Asks the database for nothing, to hear whether it answers.
    ///
    /// # Errors
    /// [`StoreError`] if it does not.
    pub async fn answers(&self) -> Result<(), StoreError> {
        sqlx::query("select 1").execute(self.read()).await?;
        Ok(())
    }

    /// The key store.
    pub fn keys(&self) -> &KeyStore {
        &self.inner.keys
    }

    /// Closes the databases; what waits is written first.
    pub async fn close(&self) {
        if let Some(neighbours) = &self.inner.tell.neighbours {
            neighbours.close().await;
        }
        self.inner.write.close().await;
        self.inner.read.close().await;
        self.inner.keys.close().await;
    }

    fn read(&self) -> &AnyPool {
        &self.inner.read
    }

    fn write(&self) -> &AnyPool {
        &self.inner.write
    }

    fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    fn memory(&self) -> &memory::Memory {
        &self.inner.memory
    }

    /// Tells the other processes, if there can be any.
    fn tell_neighbours(&self, said: Said) {
        self.inner.tell.neighbours(said);
    }

    /// Begins a transaction that will write.
    async fn begin(&self) -> Result<sqlx::Transaction<'static, sqlx::Any>, StoreError> {
        Ok(self.inner.write.begin_with(self.inner.dialect.begin()).await?)
    }
}

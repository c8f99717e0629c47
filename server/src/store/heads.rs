//! Where every binder's log stands, in memory: "nothing new" is answered from here (design §5).
//!
//! The writer pushes each move here before it answers; other processes are heard through PostgreSQL;
//! and nothing is believed for longer than ten seconds.

use std::sync::Arc;

use domain::api::Reached;
use domain::{BinderId, PersonId, Seq, Timestamp};

use super::names;
use super::{Store, StoreError, reached};
use crate::recent::Recent;

/// How many binders are remembered.
const BINDERS_KEPT: usize = 20_000;

/// How long a head is believed without reading it again.
const BELIEVED_MS: i64 = 10_000;

/// A binder's state of affairs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The last place of its log.
    pub seq: Seq,
    /// Its consent generation.
    pub generation: u64,
    /// The owner, once read.
    pub owner: Option<PersonId>,
    /// How far each person has come.
    pub reached: Vec<Reached>,
    /// When it was read; `None` if only a part of it is known.
    read_at: Option<Timestamp>,
}

/// The memory.
#[derive(Debug)]
pub(super) struct Heads(Recent<BinderId, Arc<Head>>);

impl Heads {
    pub(super) const fn new() -> Self {
        Self(Recent::new(BINDERS_KEPT))
    }

    fn get(&self, binder: BinderId, now: Timestamp) -> Option<Arc<Head>> {
        let head = self.0.get(&binder)?;
        let age = now.as_millis() - head.read_at?.as_millis();
        (0..BELIEVED_MS).contains(&age).then_some(head)
    }

    /// Takes what was read, unless a move has come in meanwhile that was further on.
    fn read(&self, binder: BinderId, read: Head) -> Arc<Head> {
        let mut kept = Arc::new(read);
        self.0.change_or_put(binder, |before| {
            if let Some(before) = before {
                let head = Arc::make_mut(&mut kept);
                head.seq = head.seq.max(before.seq);
                head.generation = head.generation.max(before.generation);
            }
            Arc::clone(&kept)
        });
        kept
    }

    /// The log has moved.
    pub(super) fn moved(&self, binder: BinderId, seq: Seq, generation: u64) {
        self.0.change_or_put(binder, |before| {
            let mut head = before.map_or_else(
                || Head { seq, generation, owner: None, reached: Vec::new(), read_at: None },
                |before| before.as_ref().clone(),
            );
            head.seq = head.seq.max(seq);
            head.generation = head.generation.max(generation);
            Arc::new(head)
        });
    }

    /// A person has come to a place; says whether that is further than was known.
    pub(super) fn reached(&self, binder: BinderId, new: Reached) -> bool {
        let Reached { person, seq, .. } = new;
        let mut is_further = true;
        self.0.change_or_put(binder, |before| {
            let mut head = before.map_or_else(
                || Head { seq, generation: 0, owner: None, reached: Vec::new(), read_at: None },
                |before| before.as_ref().clone(),
            );
            match head.reached.iter_mut().find(|reached| reached.person == person) {
                Some(reached) if reached.seq < seq => *reached = new,
                Some(_) => is_further = false,
                None => head.reached.push(new),
            }
            Arc::new(head)
        });
        is_further
    }

    /// It is read again when it is next asked for.
    pub(super) fn forget(&self, binder: BinderId) {
        self.0.forget(&binder);
    }
}

impl Store {
    /// Where a binder stands, from memory if that is fresh.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such binder.
    pub async fn head(&self, binder: BinderId) -> Result<Arc<Head>, StoreError> {
        match self.memory().heads.get(binder, self.clock().now()) {
            Some(head) => Ok(head),
            None => self.read_head(binder).await,
        }
    }

    /// Where a binder stands, from the database.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such binder.
    pub async fn read_head(&self, binder: BinderId) -> Result<Arc<Head>, StoreError> {
        let row: Option<(i64, i64, String)> =
            sqlx::query_as("select head, generation, owner_id from binders where id = $1")
                .bind(binder.to_string())
                .fetch_optional(self.read())
                .await?;
        let Some((seq, generation, owner)) = row else {
            self.memory().heads.forget(binder);
            return Err(StoreError::Missing);
        };
        let head = Head {
            seq: names::count(seq, "binders", "head")?,
            generation: names::count(generation, "binders", "generation")?,
            owner: Some(names::id(&owner, "binders", "owner_id")?),
            reached: reached::read(self.read(), binder).await?,
            read_at: Some(self.clock().now()),
        };
        Ok(self.memory().heads.read(binder, head))
    }
}

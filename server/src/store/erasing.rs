//! What the organisation says of a pärm: that it is to be taken away as the law demands, or to stay. Written in
//! the log as the server's own words, where the owner reads who decided it and why. Nobody who is signed in
//! can ask for it: only whoever runs the server.

use domain::consent::Access;
use domain::erasure::{Erase, Keep};
use domain::{Audience, BinderId, BinderTab, Body, EntryId, Op, OpId, PersonId, Provenance, Timestamp};

use super::push::{Push, SealedOp};
use super::shares::SERVER;
use super::{Erasure, Store, StoreError};

/// Why the organisation's word was not taken. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// There is none, or it has been taken away.
    #[error("there is no such pärm")]
    NotThere,
    /// One at a time.
    #[error("this pärm is to be taken away already; `parmen erase --list` says when")]
    Already,
    /// There is nothing to take back.
    #[error("this pärm is not to be taken away")]
    NotAsked,
    /// The owner reads it.
    #[error("--reason says why, in words that the owner reads")]
    NoReason,
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// The organisation takes a pärm away; gives what then stands.
    ///
    /// # Errors
    /// [`EraseError`] says what is in the way.
    pub async fn begin_erasure(&self, binder: BinderId, erase: Erase) -> Result<Erasure, EraseError> {
        if erase.reason.trim().is_empty() {
            return Err(EraseError::NoReason);
        }
        self.job_access(binder).await?.ok_or(EraseError::NotThere)?;
        if self.erasure(binder).await?.is_some() {
            return Err(EraseError::Already);
        }
        self.say(binder, Body::Erase(erase)).await?;
        self.erasure(binder).await?.ok_or(EraseError::NotThere)
    }

    /// The organisation lets a pärm stay, whoever asked for its erasure.
    ///
    /// # Errors
    /// [`EraseError`] says what is in the way.
    pub async fn cancel_erasure(&self, binder: BinderId) -> Result<(), EraseError> {
        self.job_access(binder).await?.ok_or(EraseError::NotThere)?;
        let erasure = self.erasure(binder).await?.ok_or(EraseError::NotAsked)?;
        let erase = erasure.erase.ok_or(EraseError::NotAsked)?;
        self.say(binder, Body::Keep(Keep { erase })).await?;
        Ok(())
    }

    async fn say(&self, binder: BinderId, body: Body) -> Result<(), StoreError> {
        let entry = EntryId::from_uuid(self.clock().uuid()?);
        let op = self.own_op(entry, body, self.clock().now())?;
        self.push_own(binder, op, Access::for_job).await
    }

    /// An op of the server's in Samtycke, for the owner's devices.
    pub(super) fn own_op(&self, entry: EntryId, body: Body, now: Timestamp) -> Result<Op, StoreError> {
        Ok(Op {
            id: OpId::from_uuid(self.clock().uuid()?),
            tab: BinderTab::Sharing,
            entry,
            audience: Audience::Private,
            author: domain::Author { person: SERVER, role: domain::Role::Server },
            provenance: Provenance::Own,
            made_at: now,
            act: None,
            body,
        })
    }

    /// Pushes it, which the owner's devices get like any other.
    pub(super) async fn push_own(
        &self,
        binder: BinderId,
        op: Op,
        access: fn(BinderId, PersonId, u64) -> Access,
    ) -> Result<(), StoreError> {
        let key = self.keys().of(binder).await?;
        loop {
            let head = self.read_head(binder).await?;
            let sealed: [SealedOp; 1] = [self.seal(&key, binder, op.clone())?];
            let push = Push {
                access: access(binder, SERVER, head.generation),
                key: key.clone(),
                received_at: op.made_at,
                organization: None,
                since: op.made_at,
                ops: sealed.into(),
                from: 0,
                refused_entries: std::collections::BTreeMap::new(),
                reached: None,
            };
            match self.push(push).await {
                Err(StoreError::Stale) => {}
                Ok((_, pushed)) => {
                    let taken = pushed.accepted.iter().any(|accepted| accepted.id == op.id);
                    return if taken { Ok(()) } else { Err(StoreError::NotCovered) };
                }
                Err(error) => return Err(error),
            }
        }
    }
}

//! What was handed to related people: found by the hash of the link's secret, opened with the binder's key.

use domain::consent::Access;
use domain::share::{HandOver, Opened};
use domain::{BinderId, Body, EntryId, Op, OpId, PersonId, Timestamp};
use uuid::Uuid;

use super::names;
use super::push::SealedOp;
use super::{Store, StoreError};
use crate::keys::hash_token;

/// Links whose secret is shorter than this never open: they could be guessed.
const TOKEN_CHARS_MIN: usize = 22;

/// The server as an author, for facts that nobody typed.
pub const SERVER: PersonId = PersonId::from_uuid(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000));

/// A share that a link points to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundShare {
    /// To the handed-over snapshot, and to nothing else.
    pub access: Access,
    /// The share's entry in the Sharing tab.
    pub entry: EntryId,
    /// When the link stops opening.
    pub expires_at: Timestamp,
    /// The owner has ended it, or the whole pärm is to be taken away.
    pub revoked: bool,
    pub(super) op: OpId,
}

impl FoundShare {
    /// Whether its link opens.
    #[must_use]
    pub fn opens(&self, now: Timestamp) -> bool {
        !self.revoked && self.expires_at > now
    }
}

impl Store {
    /// Finds the share of a link.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn find_share(&self, token: &str) -> Result<Option<FoundShare>, StoreError> {
        if token.len() < TOKEN_CHARS_MIN {
            return Ok(None);
        }
        let rows: Vec<(String, String, String, i64, i64, i64)> = sqlx::query_as(
            "select s.binder_id, s.entry_id, s.op_id, s.expires_at, \
             case when e.binder_id is null then s.revoked else 1 end, b.generation from shares s \
             join binders b on b.id = s.binder_id left join erasures e on e.binder_id = s.binder_id \
             where s.token_hash = $1 limit 2",
        )
        .bind(hash_token(token))
        .fetch_all(self.read())
        .await?;
        // Two with one secret: somebody has copied a link's secret into another pärm. Neither opens.
        let [(binder, entry, op, expires_at, revoked, generation)] = rows.as_slice() else {
            return Ok(None);
        };
        let binder: BinderId = names::id(binder, "shares", "binder_id")?;
        let generation = names::count(*generation, "binders", "generation")?;
        Ok(Some(FoundShare {
            access: Access::for_share(binder, SERVER, generation),
            entry: names::id(entry, "shares", "entry_id")?,
            expires_at: Timestamp::from_millis(*expires_at),
            revoked: *revoked != 0,
            op: names::id(op, "shares", "op_id")?,
        }))
    }

    /// What was handed over last.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if the binder's key has been destroyed.
    pub async fn share_snapshot(&self, share: &FoundShare) -> Result<Option<HandOver>, StoreError> {
        let key = self.keys().of(share.access.binder()).await?;
        let mut connection = self.read().acquire().await?;
        let op = super::ops::one(&mut connection, share.access.binder(), share.op, &key).await?;
        Ok(op.and_then(|op| match op.body {
            Body::HandOver(copy) => Some(copy),
            _ => None,
        }))
    }

    /// "Visa" was pressed: an op of the server's, which the owner's devices get like any other.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub async fn record_opened(&self, share: &FoundShare) -> Result<(), StoreError> {
        let now = self.clock().now();
        let op = self.own_op(share.entry, Body::Opened(Opened { at: now }), now)?;
        self.push_own(share.access.binder(), op, Access::for_share).await
    }

    /// Encrypts an op for its place.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written as JSON or encrypted.
    pub fn seal(&self, key: &crate::keys::BinderKey, binder: BinderId, op: Op) -> Result<SealedOp, StoreError> {
        let json = serde_json::to_string(&op)?;
        let body = key.seal(self.clock().bytes()?, &super::ops::place(binder, op.id), json.as_bytes())?;
        Ok(SealedOp { op, json, body })
    }
}

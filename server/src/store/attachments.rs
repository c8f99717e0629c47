//! Pictures beside the log: sealed with the binder's key, each for its own place, under the id of the entry that
//! names it. Whoever may read the op that names one may have it; nobody else hears that it is there.

use domain::consent::{Access, Photo, photo_of, photos};
use domain::{BinderId, BinderTab, EntryId, TabState, Timestamp};
use sqlx::AnyConnection;

use super::{Store, StoreError, log, names};
use crate::keys::BinderKey;

/// A picture that an op names, as far as its reader may know of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// What the op says of it.
    pub photo: Photo,
    /// She has taken it away; it may come back.
    pub removed: bool,
}

/// What is not as the log says, in one binder.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Missing {
    /// Named by an op, and not here. A device may have them yet.
    pub n_absent: usize,
    /// Here, and not what an op says, or named by none.
    pub n_wrong: usize,
}

/// Where a picture belongs: it opens only there.
fn place(binder: BinderId, entry: EntryId) -> Vec<u8> {
    [b"attachment".as_slice(), binder.as_uuid().as_bytes(), entry.as_uuid().as_bytes()].concat()
}

impl Store {
    /// What this reader's ops say of a picture; nothing if none of them names it, or its words are gone for good.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn named_attachment(
        &self,
        access: &Access,
        entry: EntryId,
    ) -> Result<Option<Attachment>, StoreError> {
        let sharing = self.sharing(access).await?;
        let found = sharing.entries.get(&entry).and_then(photo_of);
        Ok(found.map(|found| Attachment { photo: found.photo.clone(), removed: found.removed }))
    }

    /// Keeps the bytes of a picture. The same ones again change nothing.
    ///
    /// # Errors
    /// [`StoreError::Stale`] if what may be read has changed since the access was decided: a picture that was gone
    /// for good meanwhile does not come back by its bytes.
    pub async fn keep_attachment(&self, access: &Access, entry: EntryId, bytes: &[u8]) -> Result<(), StoreError> {
        let binder = access.binder();
        let key = self.keys().of(binder).await?;
        let sealed = self.seal_attachment(&key, binder, entry, bytes)?;
        let mut transaction = self.begin().await?;
        log::lock(&mut transaction, &binder.to_string(), 0, access.generation()).await?;
        let is_new = insert(&mut transaction, binder, entry, &sealed, self.clock().now()).await?;
        transaction.commit().await?;
        if is_new {
            self.inner.tell.picture(binder);
        }
        Ok(())
    }

    pub(super) fn seal_attachment(
        &self,
        key: &BinderKey,
        binder: BinderId,
        entry: EntryId,
        bytes: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        key.seal(self.clock().bytes()?, &place(binder, entry), bytes)
    }

    /// The bytes of a picture, if they have come. Whether the reader may have them is asked by
    /// [`Store::named_attachment`].
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn attachment(&self, access: &Access, entry: EntryId) -> Result<Option<Vec<u8>>, StoreError> {
        let binder = access.binder();
        let row: Option<(Vec<u8>,)> =
            sqlx::query_as("select body from attachments where binder_id = $1 and entry_id = $2")
                .bind(binder.to_string())
                .bind(entry.to_string())
                .fetch_optional(self.read())
                .await?;
        let Some((sealed,)) = row else { return Ok(None) };
        let key = self.keys().of(binder).await?;
        Ok(Some(key.open(&place(binder, entry), &sealed)?))
    }

    /// Which pictures of a binder are kept here.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn attachments(&self, access: &Access) -> Result<Vec<EntryId>, StoreError> {
        let rows: Vec<(String,)> =
            sqlx::query_as("select entry_id from attachments where binder_id = $1 order by entry_id")
                .bind(access.binder().to_string())
                .fetch_all(self.read())
                .await?;
        rows.iter().map(|(id,)| names::id(id, "attachments", "entry_id")).collect()
    }

    /// Compares the pictures with what the log says of them.
    ///
    /// # Errors
    /// [`StoreError`] if the log cannot be read.
    pub async fn check_attachments(&self, access: &Access) -> Result<Missing, StoreError> {
        let sharing = self.sharing(access).await?;
        let kept = self.attachments(access).await?;
        let mut found = Missing::default();
        for named in photos(&sharing) {
            if !kept.contains(&named.entry) {
                found.n_absent += 1;
            }
        }
        for entry in kept {
            let says = sharing.entries.get(&entry).and_then(photo_of);
            let bytes = self.attachment(access, entry).await.ok().flatten();
            if !says.zip(bytes).is_some_and(|(says, bytes)| is_it(says.photo, &bytes)) {
                found.n_wrong += 1;
            }
        }
        Ok(found)
    }

    async fn sharing(&self, access: &Access) -> Result<TabState, StoreError> {
        let head = self.read_head(access.binder()).await?.seq;
        self.tab_state(access, BinderTab::Sharing, head).await
    }
}

/// Stores a sealed picture; false if there is one, which stays.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    binder: BinderId,
    entry: EntryId,
    sealed: &[u8],
    received_at: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into attachments (binder_id, entry_id, received_at, body) values ($1, $2, $3, $4) \
         on conflict (binder_id, entry_id) do nothing",
    )
    .bind(binder.to_string())
    .bind(entry.to_string())
    .bind(received_at.as_millis())
    .bind(sealed)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether these bytes are the picture that an op names.
#[must_use]
pub fn is_it(photo: &Photo, bytes: &[u8]) -> bool {
    bytes.len() == usize::try_from(photo.bytes).unwrap_or(usize::MAX)
        && photo.sha256 == crate::keys::hex_digest(bytes)
}

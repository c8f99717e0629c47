//! Pictures beside the log. One that was taken here waits under its person's own id until the server has it, also
//! while somebody else uses the device; then it lies with those that were fetched, and goes with the copy.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::api::Me;
use domain::{BinderId, EntryId, Op, PersonId};

use super::rows::{ME, of_binder};
use super::{LocalStore, Mode, Tx, schema};
use crate::StoreError;

/// A picture as it is saved: the entry that names it, and its bytes.
pub type Picture = (EntryId, Vec<u8>);

/// Which pictures of a binder are on this device.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PicturesHere {
    /// The server has them.
    pub kept: BTreeSet<EntryId>,
    /// This person's, that the server does not have yet.
    pub waiting: BTreeSet<EntryId>,
}

pub(super) fn picture_key(binder: BinderId, entry: EntryId) -> String {
    format!("{binder}/{entry}")
}

pub(super) fn of_person(person: PersonId, binder: BinderId) -> String {
    format!("{person}/{binder}/")
}

fn upload_key(person: PersonId, binder: BinderId, entry: EntryId) -> String {
    format!("{person}/{binder}/{entry}")
}

/// The entry at the end of a key.
fn entry_in(key: &str) -> Option<EntryId> {
    key.rsplit('/').next()?.parse().ok()
}

impl LocalStore {
    /// Which pictures of a binder are here.
    pub async fn pictures(&self, binder: BinderId) -> Result<PicturesHere, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::PICTURES, schema::UPLOADS]).await?;
        let kept = tx.keys(schema::PICTURES, &of_binder(binder)).await?;
        let waiting = match tx.read::<Me>(schema::META, ME).await? {
            Some(me) => tx.keys(schema::UPLOADS, &of_person(me.person, binder)).await?,
            None => Vec::new(),
        };
        let ids = |keys: &[String]| keys.iter().filter_map(|key| entry_in(key)).collect();
        Ok(PicturesHere { kept: ids(&kept), waiting: ids(&waiting) })
    }

    /// The bytes of a picture, if they are on this device.
    pub async fn picture(&self, binder: BinderId, entry: EntryId) -> Result<Option<Vec<u8>>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::PICTURES, schema::UPLOADS]).await?;
        let key = picture_key(binder, entry);
        if let Some(row) = tx.get(schema::PICTURES, &key).await? {
            return decoded(schema::PICTURES, &key, &row).map(Some);
        }
        let Some(me) = tx.read::<Me>(schema::META, ME).await? else { return Ok(None) };
        let key = upload_key(me.person, binder, entry);
        let row = tx.get(schema::UPLOADS, &key).await?;
        row.map(|row| decoded(schema::UPLOADS, &key, &row)).transpose()
    }

    /// Keeps a picture that the server has.
    pub async fn keep_picture(&self, binder: BinderId, entry: EntryId, bytes: &[u8]) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::PICTURES]).await?;
        // Whoever this was fetched for may be gone from the device by now.
        let me: Option<Me> = tx.read(schema::META, ME).await?;
        if me.is_some_and(|me| me.binders.iter().any(|card| card.id == binder)) {
            tx.put(schema::PICTURES, &picture_key(binder, entry), &STANDARD_NO_PAD.encode(bytes))?;
        }
        tx.commit().await
    }

    /// A picture that waited waits no longer: the server has it, or will not take it. It stays on the device for as
    /// long as its entry does.
    pub async fn settle_picture(&self, binder: BinderId, entry: EntryId) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::PICTURES, schema::UPLOADS]).await?;
        let Some(me) = tx.read::<Me>(schema::META, ME).await? else { return Ok(()) };
        let key = upload_key(me.person, binder, entry);
        if let Some(row) = tx.get(schema::UPLOADS, &key).await? {
            tx.put(schema::PICTURES, &picture_key(binder, entry), &row)?;
            tx.delete(schema::UPLOADS, &key)?;
        }
        tx.commit().await
    }

    /// Forgets pictures that nothing names any longer; never one that a change names that waits, be it from another
    /// browser tab.
    pub async fn drop_pictures(&self, binder: BinderId, gone: &[EntryId]) -> Result<(), StoreError> {
        let stores = [schema::META, schema::QUEUE, schema::PICTURES, schema::UPLOADS];
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let me: Option<Me> = tx.read(schema::META, ME).await?;
        let queue: Vec<(String, Op)> = tx.list(schema::QUEUE, &of_binder(binder), "").await?;
        let is_named = |entry: &EntryId| queue.iter().any(|(_, op)| op.entry == *entry);
        for entry in gone.iter().filter(|entry| !is_named(entry)) {
            tx.delete(schema::PICTURES, &picture_key(binder, *entry))?;
            if let Some(me) = &me {
                tx.delete(schema::UPLOADS, &upload_key(me.person, binder, *entry))?;
            }
        }
        tx.commit().await
    }
}

/// Puts a picture where it waits.
pub(super) fn put_waiting(
    tx: &mut Tx,
    me: &Me,
    binder: BinderId,
    (entry, bytes): &Picture,
) -> Result<(), StoreError> {
    tx.put(schema::UPLOADS, &upload_key(me.person, binder, *entry), &STANDARD_NO_PAD.encode(bytes))
}

/// The server was put back from an older copy: whatever is here is handed in again, and what it has costs nothing.
pub(super) async fn hand_in_again(tx: &mut Tx, me: &Me, binder: BinderId) -> Result<(), StoreError> {
    for (key, row) in tx.scan(schema::PICTURES, &of_binder(binder), "").await? {
        if let Some(entry) = entry_in(&key) {
            tx.put(schema::UPLOADS, &upload_key(me.person, binder, entry), &row)?;
            tx.delete(schema::PICTURES, &key)?;
        }
    }
    Ok(())
}

fn decoded(store: &'static str, key: &str, row: &str) -> Result<Vec<u8>, StoreError> {
    STANDARD_NO_PAD.decode(row).map_err(|_| StoreError::Corrupt { store, key: key.to_owned() })
}

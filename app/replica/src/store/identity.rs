//! Whose store it is, and what happens when that changes.
//!
//! One device may be used by several people in turn. Each time the server says who the session belongs
//! to, the store is made that person's: what the earlier person had fetched is removed, what she had
//! not sent is put aside under her own id, and comes back to the queue when she does.

mod leaving;
mod starting;
mod week;

use domain::api::{BinderCard, Me, PractitionerCard, Reached};
use domain::{BinderId, ReplicaId, Timestamp};

use super::outbox::{behind_person, count};
use super::refused::over;
use super::rows::{BINDER, BinderRow, ENDED, ERASED, ME, PRACTITIONERS, REPLICA, RESTORED, REVOKED};
use super::{LocalStore, Mode, Tx, schema};
use crate::plan::Point;
use crate::{Contact, StoreError, SyncStatus};
use leaving::{drop_all, set_aside};
use starting::keep_unstarted;
pub(super) use week::is_too_long;

/// What a replica knows when it opens.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or not, each by itself")]
pub struct Opening {
    /// The id of this copy.
    pub replica: ReplicaId,
    /// When the server last took part in a sync.
    pub contact: Option<Timestamp>,
    /// How many changes wait.
    pub waiting: usize,
    /// This phone's pairing was ended, and it has not been paired since.
    pub revoked: bool,
    /// The pärm has been taken away for good, and no other was opened on this phone since.
    pub erased: bool,
    /// The session of staff has ended, and nobody has signed in since; of a copy that is shut, if a sign-in opens it.
    pub signed_out: bool,
    /// The copy is locked, and its code is yet to be given: contact and waiting are not known.
    pub shut: bool,
}

impl Opening {
    /// What the screen may say of it.
    pub(crate) fn status(&self) -> SyncStatus {
        let Self { contact, waiting, revoked, erased, signed_out, shut, .. } = *self;
        let contact = contact.map_or(Contact::Never, Contact::At);
        SyncStatus { waiting, contact, signed_out, revoked, erased, shut, ..SyncStatus::default() }
    }
}

const COPY: [&str; 5] = [schema::LOG, schema::TABS, schema::CHECKPOINTS, schema::OPENED, schema::PICTURES];

impl LocalStore {
    /// Opens the copy. An empty store becomes the copy `fresh`; one that has an id keeps it.
    /// Words whose time for copying is over are forgotten.
    ///
    /// Mostly nothing needs writing, and then nothing waits for the disk: the first page is behind this.
    pub async fn opening(&self, fresh: ReplicaId, now: Timestamp) -> Result<Opening, StoreError> {
        self.go_to_used().await?;
        if self.is_shut().await? {
            return self.opening_shut(fresh, now).await;
        }
        if self.needs_tidying(now).await? {
            self.tidy(fresh, now).await?;
        }
        let stores = [schema::META, schema::QUEUE, schema::REFUSED, schema::UPLOADS];
        let tx = self.begin(Mode::Read, &stores).await?;
        let rows: Vec<(String, BinderRow)> = tx.list(schema::META, BINDER, "").await?;
        let contact = rows.into_iter().filter_map(|(_, row)| row.contact).max();
        let waiting = count(&tx).await?;
        let revoked = tx.get(schema::META, REVOKED).await?.is_some();
        let erased = tx.get(schema::META, ERASED).await?.is_some();
        let signed_out = tx.get(schema::META, ENDED).await?.is_some();
        let replica = tx.read(schema::META, REPLICA).await?.unwrap_or(fresh);
        Ok(Opening { replica, contact, waiting, revoked, erased, signed_out, shut: false })
    }

    /// Whether something has to be written before the copy can be used.
    async fn needs_tidying(&self, now: Timestamp) -> Result<bool, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::REFUSED]).await?;
        let is_new = tx.get(schema::META, REPLICA).await?.is_none();
        Ok(is_new || week::is_due(&tx, now).await? || !over(&tx, now).await?.is_empty())
    }

    async fn tidy(&self, fresh: ReplicaId, now: Timestamp) -> Result<(), StoreError> {
        self.drop_old_copy(now).await?;
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::REFUSED]).await?;
        // Two browser tabs may open an empty store at once: whoever writes first names it.
        if tx.get(schema::META, REPLICA).await?.is_none() {
            tx.write(schema::META, REPLICA, &fresh)?;
        }
        for key in over(&tx, now).await? {
            tx.delete(schema::REFUSED, &key)?;
        }
        tx.commit().await
    }

    async fn opening_shut(&self, fresh: ReplicaId, now: Timestamp) -> Result<Opening, StoreError> {
        let signed_out = self.waits_for_sign_in(now).await?;
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        let replica = tx.read(schema::META, REPLICA).await?.unwrap_or(fresh);
        let revoked = tx.get(schema::META, REVOKED).await?.is_some();
        let erased = tx.get(schema::META, ERASED).await?.is_some();
        Ok(Opening { replica, contact: None, waiting: 0, revoked, erased, signed_out, shut: true })
    }

    /// Who uses this device, as far as is known without the server.
    pub async fn me(&self) -> Result<Option<Me>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        tx.read(schema::META, ME).await
    }

    /// Where the copy of a binder stands.
    pub async fn stands(&self, binder: BinderId) -> Result<Point, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        let row = tx.binder(binder).await?;
        Ok(Point { cursor: row.cursor, generation: row.generation })
    }

    /// How far each person's copy of a binder has come.
    pub async fn reached(&self, binder: BinderId) -> Result<Vec<Reached>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        Ok(tx.binder(binder).await?.reached)
    }

    /// Makes the store this person's. `restored` is set when the server knows the device and the store
    /// does not know anybody: it was lost.
    pub async fn adopt(&self, me: &Me, restored: bool) -> Result<(), StoreError> {
        let stores: Vec<&'static str> =
            COPY.into_iter().chain([schema::META, schema::QUEUE, schema::REFUSED, schema::ASIDE]).collect();
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let before: Option<Me> = tx.read(schema::META, ME).await?;
        let mut me = me.clone();
        keep_unstarted(&tx, &mut me).await?;
        match before {
            Some(before) if before.person != me.person => {
                set_aside(&mut tx).await?;
                drop_all(&mut tx).await?;
            }
            // A list with a gap is no proof that a binder is closed to us: see `leave`.
            Some(before) => {
                let gone = |card: &BinderCard| me.binders.iter().all(|known| known.id != card.id);
                let kept: Vec<BinderCard> = before.binders.into_iter().filter(gone).collect();
                me.binders.extend(kept);
            }
            None if restored => tx.write(schema::META, RESTORED, &true)?,
            None => {}
        }
        take_back(&mut tx, &me).await?;
        tx.write(schema::META, ME, &me)?;
        tx.delete(schema::META, REVOKED)?;
        tx.delete(schema::META, ERASED)?;
        tx.commit().await
    }

    /// The session of staff has ended, or has begun: remembered, so that without network, too, the copy is shown to
    /// nobody who has not signed in.
    pub async fn set_ended(&self, is_ended: bool) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        if is_ended {
            tx.write(schema::META, ENDED, &true)?;
        } else {
            tx.delete(schema::META, ENDED)?;
        }
        tx.commit().await
    }

    /// Whether the session has ended, and nobody has signed in since.
    pub async fn is_ended(&self) -> Result<bool, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        Ok(tx.get(schema::META, ENDED).await?.is_some())
    }

    /// Everybody who may be named in a consent sentence, as last heard.
    pub async fn practitioners(&self) -> Result<Vec<PractitionerCard>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        Ok(tx.read(schema::META, PRACTITIONERS).await?.unwrap_or_default())
    }

    /// Keeps the list of those who may be named, for a kitchen table without coverage.
    pub async fn keep_practitioners(&self, cards: &[PractitionerCard]) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        tx.write(schema::META, PRACTITIONERS, &cards)?;
        tx.commit().await
    }
}

/// What this person had not sent comes back, in the order it was made.
async fn take_back(tx: &mut Tx, me: &Me) -> Result<(), StoreError> {
    for (key, text) in tx.scan(schema::ASIDE, &format!("{}/", me.person), "").await? {
        if let Some(queue_key) = behind_person(&key, me.person) {
            tx.put(schema::QUEUE, queue_key, &text)?;
            tx.delete(schema::ASIDE, &key)?;
        }
    }
    Ok(())
}

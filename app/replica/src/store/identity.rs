//! Whose store it is, and what happens when that changes.
//!
//! One device may be used by several people in turn. Each time the server says who the session belongs
//! to, the store is made that person's: what the earlier person had fetched is removed, what she had
//! not sent is put aside under her own id, and comes back to the queue when she does.

use domain::api::{BinderCard, Me, PractitionerCard, Reached, RefusalCode, StartBinderRequest};
use domain::{BinderId, Op, ReplicaId, Role, Timestamp};

use super::outbox::{behind_person, count, is_over};
use super::proposing::{drop_all_begun, drop_begun};
use super::rows::{
    BINDER, BinderRow, ERASED, ME, PRACTITIONERS, REPLICA, RESTORED, REVOKED, START, StartRow, TRAIL, binder_key,
    of_binder, parse, refused_key, start_key,
};
use super::{LocalStore, Mode, Tx, schema};
use crate::plan::Point;
use crate::{RefusedOp, StoreError};

/// What a replica knows when it opens.
#[derive(Clone, PartialEq, Eq, Debug)]
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
}

const COPY: [&str; 4] = [schema::LOG, schema::TABS, schema::CHECKPOINTS, schema::OPENED];

impl LocalStore {
    /// Opens the copy. An empty store becomes the copy `fresh`; one that has an id keeps it.
    /// Words whose time for copying is over are forgotten.
    pub async fn opening(&self, fresh: ReplicaId, now: Timestamp) -> Result<Opening, StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::QUEUE, schema::REFUSED]).await?;
        let known: Option<ReplicaId> = tx.read(schema::META, REPLICA).await?;
        if known.is_none() {
            tx.write(schema::META, REPLICA, &fresh)?;
        }
        let rows: Vec<(String, BinderRow)> = tx.list(schema::META, BINDER, "").await?;
        let contact = rows.into_iter().filter_map(|(_, row)| row.contact).max();
        let refused: Vec<(String, RefusedOp)> = tx.list(schema::REFUSED, "", "").await?;
        for (key, _) in refused.iter().filter(|(_, row)| is_over(row, now)) {
            tx.delete(schema::REFUSED, key)?;
        }
        let waiting = count(&tx).await?;
        let revoked = tx.get(schema::META, REVOKED).await?.is_some();
        let erased = tx.get(schema::META, ERASED).await?.is_some();
        tx.commit().await?;
        Ok(Opening { replica: known.unwrap_or(fresh), contact, waiting, revoked, erased })
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

    /// The owner's pärm has been taken away for good: remembered, so that she is told without network too.
    pub async fn note_erased(&self) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        tx.write(schema::META, ERASED, &true)?;
        tx.commit().await
    }

    /// Removes everything that this phone has of a pärm that has been taken away, what was not sent too: its
    /// owner has been told. Nothing happens if it has not been.
    pub async fn empty_erased(&self) -> Result<(), StoreError> {
        let others = [schema::META, schema::QUEUE, schema::REFUSED, schema::ASIDE, schema::DRAFTS];
        let stores: Vec<&'static str> = COPY.into_iter().chain(others).collect();
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let me = tx.read::<Me>(schema::META, ME).await?;
        let Some(me) = me.filter(|me| me.role == Role::Owner) else { return Ok(()) };
        if tx.get(schema::META, ERASED).await?.is_none() {
            return Ok(());
        }
        drop_all(&mut tx).await?;
        tx.delete_all(schema::QUEUE, "")?;
        for card in &me.binders {
            tx.delete_all(schema::REFUSED, &of_binder(card.id))?;
        }
        for store in [schema::ASIDE, schema::DRAFTS] {
            tx.delete_all(store, &format!("{}/", me.person))?;
        }
        tx.delete(schema::META, ME)?;
        tx.commit().await
    }

    /// Nobody lets this reader into a binder any more: the copy goes, and what was not sent is listed
    /// for a while. Never an owner's own.
    pub async fn leave(&self, binder: BinderId, now: Timestamp) -> Result<(), StoreError> {
        let stores: Vec<&'static str> =
            COPY.into_iter().chain([schema::META, schema::QUEUE, schema::REFUSED, schema::DRAFTS]).collect();
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let Some(mut me) = tx.read::<Me>(schema::META, ME).await? else {
            return Ok(());
        };
        if me.role == Role::Owner {
            return Ok(());
        }
        me.binders.retain(|card| card.id != binder);
        tx.write(schema::META, ME, &me)?;
        tx.delete(schema::META, &start_key(binder))?;
        drop_begun(&mut tx, me.person, binder)?;
        let base = tx.places(1).await?;
        tx.write(schema::META, &binder_key(binder), &BinderRow { base, ..BinderRow::default() })?;
        let of = of_binder(binder);
        for store in COPY {
            tx.delete_all(store, &of)?;
        }
        let queue: Vec<(String, Op)> = tx.list(schema::QUEUE, &of, "").await?;
        for (key, op) in queue {
            tx.delete(schema::QUEUE, &key)?;
            let refused = RefusedOp { op, code: RefusalCode::NotCovered, at: now, mendable: false };
            tx.write(schema::REFUSED, &refused_key(binder, refused.op.id), &refused)?;
        }
        tx.commit().await
    }

    /// Removes what was fetched, and who uses the device, after a sign-out. Whatever still waits to be
    /// mended stays under the person's own id; what was begun and not sent goes, and she has been told.
    pub async fn sign_out(&self) -> Result<(), StoreError> {
        self.clear(false).await
    }

    /// The same when this phone's pairing was ended elsewhere: all that waits stays under the person's own
    /// id, and comes back when she pairs the phone again.
    pub async fn revoked(&self) -> Result<(), StoreError> {
        self.clear(true).await
    }

    async fn clear(&self, is_revoked: bool) -> Result<(), StoreError> {
        let others = [schema::META, schema::QUEUE, schema::REFUSED, schema::ASIDE, schema::DRAFTS];
        let stores: Vec<&'static str> = COPY.into_iter().chain(others).collect();
        let mut tx = self.begin(Mode::Write, &stores).await?;
        if let Some(me) = tx.read::<Me>(schema::META, ME).await?.filter(|_| !is_revoked) {
            drop_all_begun(&mut tx, me.person)?;
        }
        set_aside(&mut tx).await?;
        drop_all(&mut tx).await?;
        tx.delete(schema::META, ME)?;
        if is_revoked {
            tx.write(schema::META, REVOKED, &true)?;
        }
        tx.commit().await
    }

    /// Notes a binder that was begun without network; `card` stands for it until the server is told.
    pub async fn keep_start(&self, request: &StartBinderRequest, card: &BinderCard) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        let mut me: Me = tx.read(schema::META, ME).await?.ok_or(StoreError::Gone)?;
        me.binders.retain(|known| known.id != card.id);
        me.binders.push(card.clone());
        tx.write(schema::META, ME, &me)?;
        let start = StartRow { person: me.person, request: request.clone(), card: card.clone() };
        tx.write(schema::META, &start_key(card.id), &start)?;
        tx.commit().await
    }

    /// The server has the binder.
    pub async fn started(&self, card: &BinderCard) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        tx.delete(schema::META, &start_key(card.id))?;
        if let Some(mut me) = tx.read::<Me>(schema::META, ME).await? {
            match me.binders.iter_mut().find(|known| known.id == card.id) {
                Some(known) => known.clone_from(card),
                None => me.binders.push(card.clone()),
            }
            tx.write(schema::META, ME, &me)?;
        }
        tx.commit().await
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

/// Binders begun without network are not in the server's list, and stay in ours.
async fn keep_unstarted(tx: &Tx, me: &mut Me) -> Result<(), StoreError> {
    let starts: Vec<(String, StartRow)> = tx.list(schema::META, START, "").await?;
    for (_, start) in starts {
        let known = me.binders.iter().any(|card| card.id == start.card.id);
        if start.person == me.person && !known {
            me.binders.push(start.card);
        }
    }
    Ok(())
}

/// Everything in the queue goes under its author's own id. What waited to be mended is looked at anew
/// when she is back.
async fn set_aside(tx: &mut Tx) -> Result<(), StoreError> {
    for (key, text) in tx.scan(schema::QUEUE, "", "").await? {
        let op: Op = parse(schema::QUEUE, &key, &text)?;
        tx.put(schema::ASIDE, &format!("{}/{key}", op.author.person), &text)?;
        tx.delete(schema::QUEUE, &key)?;
    }
    let refused: Vec<(String, RefusedOp)> = tx.list(schema::REFUSED, "", "").await?;
    for (key, row) in refused {
        if row.mendable {
            tx.delete(schema::REFUSED, &key)?;
        }
    }
    Ok(())
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

/// Everything that was fetched.
async fn drop_all(tx: &mut Tx) -> Result<(), StoreError> {
    for store in COPY {
        tx.delete_all(store, "")?;
    }
    tx.delete_all(schema::META, TRAIL)?;
    for key in tx.keys(schema::META, BINDER).await? {
        let base = tx.places(1).await?;
        tx.write(schema::META, &key, &BinderRow { base, ..BinderRow::default() })?;
    }
    Ok(())
}

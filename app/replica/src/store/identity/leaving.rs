//! Somebody leaves a binder, or the device: what was fetched goes, and what was not sent is put aside or listed.

use domain::api::{Me, RefusalCode};
use domain::{BinderId, Op, Role, Timestamp};

use super::COPY;
use crate::store::pictures::of_person;
use crate::store::proposing::{drop_all_begun, drop_begun};
use crate::store::rows::{
    BINDER, BinderRow, ENDED, ERASED, ME, OVERVIEW, REVOKED, ROOM, SINCE, TRAIL, binder_key, of_binder,
    overview_key, parse, refused_key, start_key,
};
use crate::store::{LocalStore, Mode, Tx, schema};
use crate::{RefusedOp, StoreError};

impl LocalStore {
    /// The owner's pärm has been taken away for good: remembered, so that she is told without network too.
    pub async fn note_erased(&self) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        tx.write(schema::META, ERASED, &true)?;
        tx.commit().await
    }

    /// Removes everything that this phone has of a pärm that has been taken away, what was not sent too: its
    /// owner has been told. Nothing happens if it has not been.
    pub async fn empty_erased(&self) -> Result<(), StoreError> {
        let own = [schema::ASIDE, schema::DRAFTS, schema::UPLOADS];
        let others = [schema::META, schema::QUEUE, schema::REFUSED].into_iter().chain(own);
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
        for store in own {
            tx.delete_all(store, &format!("{}/", me.person))?;
        }
        tx.delete_all(schema::META, ROOM)?;
        tx.delete(schema::META, ME)?;
        tx.commit().await
    }

    /// Nobody lets this reader into a binder any more: the copy goes, and what was not sent is listed
    /// for a while. Never an owner's own.
    pub async fn leave(&self, binder: BinderId, now: Timestamp) -> Result<(), StoreError> {
        let others = [schema::META, schema::QUEUE, schema::REFUSED, schema::DRAFTS, schema::UPLOADS];
        let stores: Vec<&'static str> = COPY.into_iter().chain(others).collect();
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
        tx.delete(schema::META, &overview_key(binder))?;
        drop_begun(&mut tx, me.person, binder)?;
        let base = tx.places(1).await?;
        tx.write(schema::META, &binder_key(binder), &BinderRow { base, ..BinderRow::default() })?;
        let of = of_binder(binder);
        for store in COPY {
            tx.delete_all(store, &of)?;
        }
        tx.delete_all(schema::UPLOADS, &of_person(me.person, binder))?;
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

    /// Somebody else takes over the device with a copy of her own: what was fetched to this one goes, what was not
    /// sent waits in it.
    pub(in crate::store) async fn put_down(&self) -> Result<(), StoreError> {
        let others = [schema::META, schema::QUEUE, schema::REFUSED, schema::ASIDE];
        let stores: Vec<&'static str> = COPY.into_iter().chain(others).collect();
        let mut tx = self.begin(Mode::Write, &stores).await?;
        set_aside(&mut tx).await?;
        drop_all(&mut tx).await?;
        tx.delete(schema::META, ME)?;
        tx.commit().await
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
        tx.delete(schema::META, ENDED)?;
        if is_revoked {
            tx.write(schema::META, REVOKED, &true)?;
        }
        tx.commit().await
    }
}

/// Everything in the queue goes under its author's own id. What waited to be mended is looked at anew
/// when she is back.
pub(super) async fn set_aside(tx: &mut Tx) -> Result<(), StoreError> {
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

/// Everything that was fetched.
pub(super) async fn drop_all(tx: &mut Tx) -> Result<(), StoreError> {
    for store in COPY {
        tx.delete_all(store, "")?;
    }
    tx.delete_all(schema::META, TRAIL)?;
    tx.delete_all(schema::META, OVERVIEW)?;
    tx.delete(schema::META, SINCE)?;
    for key in tx.keys(schema::META, BINDER).await? {
        let base = tx.places(1).await?;
        tx.write(schema::META, &key, &BinderRow { base, ..BinderRow::default() })?;
    }
    Ok(())
}

//! A binder that was begun without network: in this device's list until the server has it.

use domain::api::{BinderCard, Me, StartBinderRequest};

use crate::StoreError;
use crate::store::rows::{ME, START, StartRow, start_key};
use crate::store::{LocalStore, Mode, Tx, schema};

impl LocalStore {
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
}

/// Binders begun without network are not in the server's list, and stay in ours.
pub(super) async fn keep_unstarted(tx: &Tx, me: &mut Me) -> Result<(), StoreError> {
    let starts: Vec<(String, StartRow)> = tx.list(schema::META, START, "").await?;
    for (_, start) in starts {
        let known = me.binders.iter().any(|card| card.id == start.card.id);
        if start.person == me.person && !known {
            me.binders.push(start.card);
        }
    }
    Ok(())
}

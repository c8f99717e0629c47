//! Copies beside each other: a device whose copy is locked by one person can be another's meanwhile. The locked one
//! stays as it is, and is gone back to when its person has signed in again.
//!
//! The first copy of a device says which one is in use; the others are named after whose they are.

use domain::PersonId;

use super::rows::{BESIDE, COPIES, LOCK, parse};
use super::{At, LocalStore, LockRow, Mode, schema};
use crate::StoreError;

impl LocalStore {
    /// Goes to the copy that is in use on this device. Called before anything is read.
    pub(super) async fn go_to_used(&self) -> Result<(), StoreError> {
        let tx = self.first().begin_anyhow(Mode::Read, &[schema::META]).await?;
        let used: Option<Option<PersonId>> = tx.read(schema::META, BESIDE).await?;
        let used = self.copy_of(used.flatten()).await?;
        if !self.at.borrow().is_same(&used) {
            self.move_to(used);
        }
        Ok(())
    }

    /// Goes to this person's own copy: the one she has locked on this device, or an empty one beside somebody else's
    /// locked copy. Else the copy in use stays, whoever's it was. Whether another is in use now.
    pub(crate) async fn go_to_own(&self, person: PersonId) -> Result<bool, StoreError> {
        let is_shut = self.is_shut().await?;
        let is_others = is_shut && self.lock_row().await?.is_some_and(|row| row.person != person);
        let mut tx = self.first().begin_anyhow(Mode::Write, &[schema::META]).await?;
        let first = tx.get(schema::META, LOCK).await?.map(|row| parse::<LockRow>(schema::META, LOCK, &row));
        let first = first.transpose()?.map(|row| row.person);
        let mut copies: Vec<PersonId> = tx.read(schema::META, COPIES).await?.unwrap_or_default();
        let own = if first == Some(person) {
            None
        } else if copies.contains(&person) {
            Some(person)
        } else if is_others {
            copies.push(person);
            tx.write(schema::META, COPIES, &copies)?;
            Some(person)
        } else {
            return Ok(false);
        };
        tx.write(schema::META, BESIDE, &own)?;
        tx.commit().await?;
        let to = self.copy_of(own).await?;
        if self.at.borrow().is_same(&to) {
            return Ok(false);
        }
        if !is_shut {
            self.put_down().await?;
        }
        self.move_to(to);
        Ok(true)
    }

    /// The device's first copy, whichever is in use.
    fn first(&self) -> Self {
        Self::of(self.first.clone())
    }

    async fn copy_of(&self, person: Option<PersonId>) -> Result<At, StoreError> {
        match person {
            None => Ok(self.first.clone()),
            Some(person) => self.first.beside(person).await,
        }
    }

    fn move_to(&self, to: At) {
        self.at.replace(to);
        self.seal.replace(None);
    }
}

impl At {
    #[cfg_attr(not(target_arch = "wasm32"), expect(clippy::unused_async, reason = "memory alone never waits"))]
    async fn beside(&self, person: PersonId) -> Result<Self, StoreError> {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb(db) => {
                let name = format!("{}.{person}", db.name());
                Ok(Self::IndexedDb(super::IndexedDb::open(&name).await?))
            }
            Self::Memory(memory) => Ok(Self::Memory(memory.beside(&person.to_string()))),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            #[cfg(target_arch = "wasm32")]
            (Self::IndexedDb(one), Self::IndexedDb(other)) => one.name() == other.name(),
            (Self::Memory(one), Self::Memory(other)) => one.is_same(other),
            #[cfg(target_arch = "wasm32")]
            _ => false,
        }
    }
}

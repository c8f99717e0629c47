//! The keys of her own room on this device. They stay when the phone's pairing is ended, so that it can be
//! paired again without the card; they go when the pärm does.

use domain::BinderId;
use serde::{Deserialize, Serialize};

use super::rows::room_key;
use super::{LocalStore, Mode, schema};
use crate::StoreError;

/// What is kept of a room.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct RoomRow {
    /// What stands on her cards; what she writes now is locked by the first.
    #[serde(default)]
    pub(crate) cards: Vec<String>,
    /// She has said that the card is printed or written down.
    #[serde(default)]
    pub(crate) kept: bool,
}

impl LocalStore {
    /// What is kept of the room.
    pub(crate) async fn room(&self, binder: BinderId) -> Result<RoomRow, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META]).await?;
        Ok(tx.read(schema::META, &room_key(binder)).await?.unwrap_or_default())
    }

    /// Keeps the first card, unless there is one.
    pub(crate) async fn begin_room(&self, binder: BinderId, card: &str) -> Result<(), StoreError> {
        self.change_room(binder, |row| {
            if row.cards.is_empty() {
                row.cards.push(card.to_owned());
            }
        })
        .await
    }

    /// Keeps one more card. Whoever brings it has it on paper, or on another phone.
    pub(crate) async fn add_room_card(&self, binder: BinderId, card: &str) -> Result<(), StoreError> {
        self.change_room(binder, |row| {
            if row.cards.iter().all(|known| known != card) {
                row.kept |= row.cards.is_empty();
                row.cards.push(card.to_owned());
            }
        })
        .await
    }

    /// Notes that she has the card on paper.
    pub(crate) async fn note_card_kept(&self, binder: BinderId) -> Result<(), StoreError> {
        self.change_room(binder, |row| row.kept = true).await
    }

    async fn change_room(&self, binder: BinderId, change: impl FnOnce(&mut RoomRow)) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        let mut row: RoomRow = tx.read(schema::META, &room_key(binder)).await?.unwrap_or_default();
        change(&mut row);
        tx.write(schema::META, &room_key(binder), &row)?;
        tx.commit().await
    }
}

//! Her own room (sv: eget rum): what is for her alone leaves this device only locked (design §6).
//!
//! The secret is 128 random bits. From it and the binder's id the browser (WebCrypto; no cipher of our own)
//! derives an AES-256-GCM key that its script cannot read back. The secret itself stays in this store, because
//! it must be shown again, on the card and as a code for her next phone: a key that nobody can take out could
//! not be hers on two phones, and a lost card could never be printed anew. Whoever can run code on her phone,
//! or read its storage, can therefore read the room, as everything else on it. It is never sent anywhere, and
//! no pairing carries it: the coordinator shows that one.
//!
//! The rule that keeps words in: `commit` locks whatever is addressed to her alone on a tab that has a room,
//! and every later change of such an entry, whatever a page asks for; so it does with what is begun below one, and
//! with everything that is begun in a tab which she has said is hers alone. And `Replica::tab`, which paper, copies,
//! the crisis page and the file are made from, does not show the room; [`Replica::tab_with_room`] is asked for
//! by name.
//!
//! Two phones may each begin a room before they have heard of each other: then there are two keys, and each
//! phone keeps both once it has the other's card.

mod card;
mod cipher;
mod emptying;
mod lock;
mod moving;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use domain::room::{InRoom, has_room};
use domain::{BinderId, BinderTab, Body, Op, OpId, Role};

use crate::{Change, Replica, StoreError, TabRead};
use cipher::Cipher;
pub(crate) use lock::Written;
pub use moving::Moved;

/// What this device knows of her own room.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Room {
    /// What stands on her card: usually one; two if two phones began a room on their own.
    pub cards: Vec<String>,
    /// She has said that the card is printed or written down.
    pub kept: bool,
    /// There is something that this device cannot open.
    pub locked: bool,
}

/// What came of a card that was scanned or typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardTaken {
    /// It is kept here, and opens what there is to open.
    Opens,
    /// It is a card, and not of anything that stands here; it was not kept.
    OpensNothing,
    /// A sign is wrong or missing.
    Misread,
}

/// A key, opened.
struct RoomKey {
    name: String,
    cipher: Cipher,
}

/// What has been opened since the app was.
#[derive(Default)]
pub(crate) struct Opened {
    keys: RefCell<BTreeMap<String, Rc<RoomKey>>>,
    ops: RefCell<BTreeMap<OpId, Rc<Op>>>,
}

impl Opened {
    pub(crate) fn clear(&self) {
        self.keys.borrow_mut().clear();
        self.ops.borrow_mut().clear();
    }
}

impl Replica {
    /// Her own room as this device knows it.
    pub async fn room(&self, binder: BinderId) -> Result<Room, StoreError> {
        let row = self.reading(self.inner.store.room(binder).await)?;
        let names: BTreeSet<String> = self.room_keys(binder).await?.iter().map(|key| key.name.clone()).collect();
        let there = self.room_key_names(binder).await?;
        Ok(Room { cards: row.cards, kept: row.kept, locked: !there.is_subset(&names) })
    }

    /// Begins a room with a key of its own, unless this device has one.
    pub async fn begin_room(&self, binder: BinderId) -> Result<(), StoreError> {
        if !self.owns(binder).await? {
            return Err(StoreError::Gone);
        }
        let mut secret = [0; card::SECRET_BYTES];
        secret.iter_mut().zip((self.inner.device.new_secret)()).for_each(|(byte, random)| *byte = random);
        let text = card::text(secret).ok_or(StoreError::Locked)?;
        self.writing(self.inner.store.begin_room(binder, &text).await)?;
        self.room_changed(binder);
        Ok(())
    }

    /// Takes in a card that she has scanned or typed.
    pub async fn take_room_card(&self, binder: BinderId, typed: &str) -> Result<CardTaken, StoreError> {
        let Some(secret) = card::read(typed) else { return Ok(CardTaken::Misread) };
        if !self.owns(binder).await? {
            return Err(StoreError::Gone);
        }
        let text = card::text(secret).ok_or(StoreError::Locked)?;
        let key = self.room_key(binder, &text).await?;
        let there = self.room_key_names(binder).await?;
        // A key that opens nothing of hers may be anybody's, and what she writes would be locked by it.
        if !there.contains(&key.name) {
            return Ok(CardTaken::OpensNothing);
        }
        self.writing(self.inner.store.add_room_card(binder, &text).await)?;
        self.room_changed(binder);
        Ok(CardTaken::Opens)
    }

    /// She has printed the card or written it down.
    pub async fn note_card_kept(&self, binder: BinderId) -> Result<(), StoreError> {
        self.writing(self.inner.store.note_card_kept(binder).await)?;
        self.room_changed(binder);
        Ok(())
    }

    /// A tab as it stands for her alone: with what this device can open of her room. For her own screen, and
    /// for nothing that is handed on.
    pub async fn tab_with_room(&self, binder: BinderId, tab: BinderTab) -> Result<TabRead, StoreError> {
        match self.tab(binder, tab).await? {
            TabRead::Open(state) => Ok(TabRead::Open(self.opened(binder, state).await?)),
            read => Ok(read),
        }
    }

    async fn owns(&self, binder: BinderId) -> Result<bool, StoreError> {
        let me = self.me().await?.filter(|me| me.role == Role::Owner);
        Ok(me.is_some_and(|me| me.binders.iter().any(|card| card.id == binder)))
    }

    async fn room_keys(&self, binder: BinderId) -> Result<Vec<Rc<RoomKey>>, StoreError> {
        let row = self.reading(self.inner.store.room(binder).await)?;
        let mut keys = Vec::new();
        for text in row.cards {
            keys.push(self.room_key(binder, &text).await?);
        }
        Ok(keys)
    }

    async fn room_key(&self, binder: BinderId, text: &str) -> Result<Rc<RoomKey>, StoreError> {
        let known = format!("{binder}/{text}");
        if let Some(key) = self.inner.opened.keys.borrow().get(&known) {
            return Ok(key.clone());
        }
        let secret = card::read(text).ok_or(StoreError::Locked)?;
        let (name, cipher) = Cipher::derive(secret, binder).await.ok_or(StoreError::Locked)?;
        let key = Rc::new(RoomKey { name, cipher });
        self.inner.opened.keys.borrow_mut().insert(known, key.clone());
        Ok(key)
    }

    /// The names of the keys that lock what stands in the binder.
    async fn room_key_names(&self, binder: BinderId) -> Result<BTreeSet<String>, StoreError> {
        let mut names = BTreeSet::new();
        for tab in BinderTab::ALL.into_iter().filter(|tab| has_room(*tab)) {
            if let TabRead::Open(state) = self.tab(binder, tab).await? {
                names.extend(state.room.iter().filter_map(|InRoom { op, .. }| match &op.body {
                    Body::Room(sealed) => Some(sealed.key.clone()),
                    _ => None,
                }));
            }
        }
        Ok(names)
    }

    fn room_changed(&self, binder: BinderId) {
        for tab in BinderTab::ALL.into_iter().filter(|tab| has_room(*tab)) {
            self.tab_changed(binder, tab);
        }
        self.tell(Change::Status);
    }
}

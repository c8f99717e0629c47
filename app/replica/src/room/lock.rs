//! Locking what a page saves, and opening what stands in a tab.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::api::Me;
use domain::room::{InRoom, Sealed, can_be_own, has_room, is_for_room, is_of_room, is_own_tab};
use domain::{Audience, BinderId, BinderTab, Body, EntryId, Field, Op, Role, TabState, Timestamp, Value};

use super::RoomKey;
use super::cipher::NONCE_BYTES;
use crate::{Draft, RefusedOp, Replica, StoreError, TabRead};

/// Locked text is filled up to a multiple of this, so that its length says little.
const BLOCK: usize = 512;

/// A change on its way into the queue.
pub(crate) enum Written {
    /// It is signed when it is stored.
    Draft(Draft),
    /// The same, said first at that time.
    AsOf(Draft, Timestamp),
    /// It is signed and locked.
    Locked(Op),
}

impl Replica {
    pub(super) async fn opened(
        &self,
        binder: BinderId,
        state: Arc<TabState>,
    ) -> Result<Arc<TabState>, StoreError> {
        if state.room.is_empty() {
            return Ok(state);
        }
        let keys = self.room_keys(binder).await?;
        let mut shown = state.as_ref().clone();
        let (opened, closed) = self.open_each(binder, &keys, std::mem::take(&mut shown.room)).await;
        shown.room = closed;
        // What is gone for good is so before anything that was written there unseen.
        let (gone, others): (Vec<_>, Vec<_>) =
            opened.into_iter().partition(|(_, op)| matches!(op.body, Body::Redact(_)));
        for (item, op) in gone.iter().chain(&others) {
            shown.apply_opened(item, op);
        }
        Ok(Arc::new(shown))
    }

    /// What opens here, in order, and what does not.
    pub(super) async fn open_each(
        &self,
        binder: BinderId,
        keys: &[Rc<RoomKey>],
        room: Vec<InRoom>,
    ) -> (Vec<(InRoom, Rc<Op>)>, Vec<InRoom>) {
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        for item in room {
            match self.open_one(binder, keys, &item.op).await {
                Some(op) => opened.push((item, op)),
                None => closed.push(item),
            }
        }
        (opened, closed)
    }

    async fn open_one(&self, binder: BinderId, keys: &[Rc<RoomKey>], outer: &Op) -> Option<Rc<Op>> {
        if let Some(known) = self.inner.opened.ops.borrow().get(&outer.id) {
            return Some(known.clone());
        }
        let Body::Room(sealed) = &outer.body else { return None };
        let key = keys.iter().find(|key| key.name == sealed.key)?;
        let nonce: [u8; NONCE_BYTES] = STANDARD.decode(&sealed.nonce).ok()?.try_into().ok()?;
        let bytes = STANDARD.decode(&sealed.sealed).ok()?;
        let plain = key.cipher.open(nonce, &place(binder, outer), &bytes).await?;
        let op: Rc<Op> = Rc::new(serde_json::from_slice(&plain).ok()?);
        self.inner.opened.ops.borrow_mut().insert(outer.id, op.clone());
        Some(op)
    }

    /// Locks what belongs in the room; the rest goes on as it is.
    pub(crate) async fn enclose(&self, binder: BinderId, drafts: Vec<Draft>) -> Result<Vec<Written>, StoreError> {
        let (mut within, mut outside) = (BTreeSet::new(), BTreeSet::new());
        let mut own_tabs: BTreeSet<BinderTab> = BTreeSet::new();
        for tab in drafts.iter().map(|draft| draft.tab).filter(|tab| has_room(*tab)).collect::<BTreeSet<_>>() {
            // Saving never fails because reading does: what a page wrote in an entry of the room is addressed so.
            if let Ok(TabRead::Open(state)) = self.tab_with_room(binder, tab).await {
                let (own, others): (Vec<_>, Vec<_>) = state.entries.values().partition(|entry| entry.private);
                within.extend(own.into_iter().map(|entry| entry.id));
                outside.extend(others.into_iter().map(|entry| entry.id));
            }
            if self.is_own_tab(binder, tab).await {
                own_tabs.insert(tab);
            }
        }
        let begins_within = |draft: &Draft, within: &BTreeSet<EntryId>| match &draft.body {
            Body::Write(write) if can_be_own(write.entry_kind) => {
                let parent = write.fields.get(&Field::Parent).map(|parent| &parent.value);
                let is_below = matches!(parent, Some(Value::Entry(parent)) if within.contains(parent));
                is_below || own_tabs.contains(&draft.tab)
            }
            _ => false,
        };
        let mut all = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let is_addressed = is_for_room(&draft.audience, draft.tab, &draft.body);
            let is_begun = !outside.contains(&draft.entry) && begins_within(&draft, &within);
            if within.contains(&draft.entry) || is_addressed || is_begun {
                within.insert(draft.entry);
                all.push(Written::Locked(self.lock(binder, draft).await?));
            } else {
                all.push(Written::Draft(draft));
            }
        }
        Ok(all)
    }

    /// Whether she has said that what she begins in a tab is for her alone.
    pub async fn is_own_tab(&self, binder: BinderId, tab: BinderTab) -> bool {
        matches!(self.tab(binder, BinderTab::Sharing).await, Ok(TabRead::Open(sharing)) if is_own_tab(&sharing, tab))
    }

    pub(super) async fn lock(&self, binder: BinderId, draft: Draft) -> Result<Op, StoreError> {
        let me: Me = self.me().await?.filter(|me| me.role == Role::Owner).ok_or(StoreError::Gone)?;
        let key = self.room_keys(binder).await?.into_iter().next().ok_or(StoreError::Locked)?;
        if !is_of_room(&draft.body) {
            return Err(StoreError::Locked);
        }
        let draft = Draft { audience: Audience::Private, meeting: None, act: None, ..draft };
        let inner = self.sign(&me, draft);
        let mut plain = serde_json::to_vec(&inner).map_err(|_| StoreError::Locked)?;
        plain.resize(plain.len().next_multiple_of(BLOCK), b' ');
        let random = (self.inner.device.new_secret)();
        let nonce: [u8; NONCE_BYTES] = *random.first_chunk().ok_or(StoreError::Locked)?;
        let locked = key.cipher.seal(nonce, &place(binder, &inner), &plain).await.ok_or(StoreError::Locked)?;
        let sealed =
            Sealed { key: key.name.clone(), nonce: STANDARD.encode(nonce), sealed: STANDARD.encode(locked) };
        // Which of them belong to one entry is not for others to know.
        let outer = Op { entry: self.new_entry(), body: Body::Room(sealed), ..inner.clone() };
        self.inner.opened.ops.borrow_mut().insert(outer.id, Rc::new(inner));
        Ok(outer)
    }

    /// What did not get through, with the words she wrote.
    pub(crate) async fn open_refused(&self, mut rows: Vec<RefusedOp>) -> Result<Vec<RefusedOp>, StoreError> {
        if !rows.iter().any(|row| matches!(row.op.body, Body::Room(_))) {
            return Ok(rows);
        }
        for card in self.me().await?.map(|me| me.binders).unwrap_or_default() {
            let keys = self.room_keys(card.id).await?;
            for row in rows.iter_mut().filter(|row| matches!(row.op.body, Body::Room(_))) {
                if let Some(op) = self.open_one(card.id, &keys, &row.op).await {
                    row.op = op.as_ref().clone();
                }
            }
        }
        Ok(rows)
    }
}

/// Where something locked belongs: it opens only there, so nobody can move it to another op, tab or pärm.
fn place(binder: BinderId, op: &Op) -> Vec<u8> {
    let (binder, id) = (binder.as_uuid(), op.id.as_uuid());
    [b"parmen room 1".as_slice(), binder.as_bytes(), id.as_bytes(), op.tab.as_str().as_bytes()].concat()
}

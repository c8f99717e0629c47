//! Taking in an answer of the server: everything it changes, in one transaction.

use domain::api::{Me, Reached};
use domain::room::{emptied_by, without_words};
use domain::{BinderId, BinderTab, Body, Checkpoint, FOLD_VERSION, Op, Role, SequencedOp, TabState};

use super::outbox::{dequeue, opened_key};
use super::pictures::hand_in_again;
use super::proposing::drop_closed;
use super::refused::is_over;
use super::rows::{ME, RESTORED, binder_key, log_key, of_binder, of_tab, queue_key, refused_key, tab_key};
use super::{LocalStore, Mode, Tx, schema};
use crate::plan::{Outcome, Rewind};
use crate::{RefusedOp, StoreError};

/// What came of taking in an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It is in the store.
    Done {
        /// It was the first answer to a store that had been lost.
        restored: bool,
    },
    /// The copy has moved since the question was asked, so the answer does not fit: ask again.
    Stale,
}

impl LocalStore {
    /// Takes in an answer, unless the copy has moved since the question was asked.
    pub async fn apply(&self, outcome: &Outcome) -> Result<Taken, StoreError> {
        let stores = [
            schema::META,
            schema::LOG,
            schema::QUEUE,
            schema::REFUSED,
            schema::TABS,
            schema::CHECKPOINTS,
            schema::OPENED,
            schema::DRAFTS,
            schema::PICTURES,
            schema::UPLOADS,
        ];
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let binder = outcome.binder;
        let mut row = tx.binder(binder).await?;
        if (row.cursor, row.generation) != (outcome.expects.cursor, outcome.expects.generation) {
            return Ok(Taken::Stale);
        }

        let me: Option<Me> = tx.read(schema::META, ME).await?;
        let is_over = outcome.rewind == Rewind::Over;
        let dropped = if is_over { BinderTab::ALL.as_slice() } else { outcome.reset.as_slice() };
        for tab in dropped {
            drop_tab(&mut tx, outcome, *tab)?;
        }
        if let Some(me) = me.as_ref().filter(|_| is_over) {
            hand_in_again(&mut tx, me, binder).await?;
        }
        for checkpoint in &outcome.checkpoints {
            let tab = checkpoint.state.tab;
            drop_folded(&mut tx, binder, &checkpoint.state, me.as_ref()).await?;
            tx.write(schema::CHECKPOINTS, &tab_key(binder, tab), checkpoint)?;
        }
        for op in &outcome.log {
            tx.write(schema::LOG, &log_key(binder, op.op.tab, op.seq), op)?;
        }
        let mut is_emptied = false;
        for op in outcome.log.iter().filter(|op| emptied_by(&op.op).is_some()) {
            is_emptied = true;
            empty_room(&mut tx, binder, &op.op).await?;
        }
        dequeue(&mut tx, binder, &outcome.settled).await?;
        for refused in &outcome.refused {
            // What was offered again stands in no queue: if it can be mended it waits there from now on.
            if refused.mendable && matches!(outcome.rewind, Rewind::Offered(_)) {
                let place = tx.places(1).await?;
                tx.write(schema::QUEUE, &queue_key(binder, place, refused.op.id), &refused.op)?;
            }
            tx.write(schema::REFUSED, &refused_key(binder, refused.op.id), refused)?;
        }
        forget_old(&mut tx, outcome).await?;
        for opened in &outcome.opened {
            tx.delete(schema::OPENED, &opened_key(binder, opened))?;
        }

        if !dropped.is_empty() || !outcome.checkpoints.is_empty() || is_emptied {
            row.base = tx.places(1).await?;
        }
        row.cursor = outcome.point.cursor;
        row.generation = outcome.point.generation;
        row.fold_version = FOLD_VERSION;
        row.lineage = outcome.lineage.unwrap_or(row.lineage);
        row.rewound = match outcome.rewind {
            Rewind::Not => row.rewound,
            Rewind::Noticed => Some(row.rewound.unwrap_or_default()),
            Rewind::Offered(upto) => Some(upto),
            Rewind::Over => None,
        };
        row.contact = Some(outcome.at);
        merge_reached(&mut row.reached, &outcome.reached);
        tx.write(schema::META, &binder_key(binder), &row)?;
        take_card(&mut tx, outcome).await?;
        let restored = tx.get(schema::META, RESTORED).await?.is_some();
        if restored {
            tx.delete(schema::META, RESTORED)?;
        }
        tx.commit().await?;
        Ok(Taken::Done { restored })
    }
}

fn drop_tab(tx: &mut Tx, outcome: &Outcome, tab: BinderTab) -> Result<(), StoreError> {
    tx.delete_all(schema::LOG, &of_tab(outcome.binder, tab))?;
    tx.delete(schema::TABS, &tab_key(outcome.binder, tab))?;
    tx.delete(schema::CHECKPOINTS, &tab_key(outcome.binder, tab))
}

/// What a checkpoint replaces. This person's own ops stay in the log, before its head where no fold looks:
/// should the server be put back from an older copy, they can be offered again. What is gone for good goes
/// from here too.
async fn drop_folded(tx: &mut Tx, binder: BinderId, whole: &TabState, me: Option<&Me>) -> Result<(), StoreError> {
    let tab = whole.tab;
    let log: Vec<(String, SequencedOp)> = tx.list(schema::LOG, &of_tab(binder, tab), "").await?;
    for (key, known) in log {
        let is_in_room = || whole.room.iter().any(|item| item.op.id == known.op.id);
        let is_emptied = matches!(known.op.body, Body::Room(_)) && !is_in_room();
        let is_gone = (is_emptied || whole.redacted.contains_key(&known.op.entry)) && known.seq <= whole.head;
        if is_gone || me.is_none_or(|me| me.person != known.op.author.person) {
            tx.delete(schema::LOG, &key)?;
        }
    }
    tx.delete(schema::TABS, &tab_key(binder, tab))?;
    tx.delete(schema::CHECKPOINTS, &tab_key(binder, tab))
}

/// What was locked in an op that is emptied goes from here, too.
async fn empty_room(tx: &mut Tx, binder: BinderId, op: &Op) -> Result<(), StoreError> {
    let over = emptied_by(op).unwrap_or_default();
    let log: Vec<(String, SequencedOp)> = tx.list(schema::LOG, &of_tab(binder, op.tab), "").await?;
    for (key, known) in log.iter().filter(|(_, known)| over.contains(&known.op.id)) {
        if let Some(op) = without_words(&known.op) {
            tx.write(schema::LOG, key, &SequencedOp { op, ..*known })?;
        }
    }
    let key = tab_key(binder, op.tab);
    tx.delete(schema::TABS, &key)?;
    if let Some(mut checkpoint) = tx.read::<Checkpoint>(schema::CHECKPOINTS, &key).await? {
        checkpoint.state.room.retain(|item| !over.contains(&item.op.id));
        tx.write(schema::CHECKPOINTS, &key, &checkpoint)?;
    }
    Ok(())
}

/// An op that stands in the log is no longer refused; what was refused for good is kept for a while.
async fn forget_old(tx: &mut Tx, outcome: &Outcome) -> Result<(), StoreError> {
    let rows: Vec<(String, RefusedOp)> = tx.list(schema::REFUSED, &of_binder(outcome.binder), "").await?;
    for (key, row) in rows {
        if is_over(&row, outcome.at) || outcome.stands(row.op.id) {
            tx.delete(schema::REFUSED, &key)?;
        }
    }
    Ok(())
}

impl LocalStore {
    /// Somebody's copy has come further, as told on the live stream.
    pub async fn note_reached(&self, binder: BinderId, reached: Reached) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META]).await?;
        let mut row = tx.binder(binder).await?;
        let known = row.reached.iter().find(|known| known.person == reached.person);
        if known.is_none_or(|known| known.seq < reached.seq) {
            merge_reached(&mut row.reached, &[reached]);
            tx.write(schema::META, &binder_key(binder), &row)?;
        }
        tx.commit().await
    }
}

fn merge_reached(known: &mut Vec<Reached>, new: &[Reached]) {
    for reached in new {
        match known.iter_mut().find(|known| known.person == reached.person) {
            Some(known) => *known = *reached,
            None => known.push(*reached),
        }
    }
}

async fn take_card(tx: &mut Tx, outcome: &Outcome) -> Result<(), StoreError> {
    let Some(card) = &outcome.card else {
        return Ok(());
    };
    let Some(mut me) = tx.read::<Me>(schema::META, ME).await? else {
        return Ok(());
    };
    match me.binders.iter_mut().find(|known| known.id == card.id) {
        Some(known) => known.clone_from(card),
        None => me.binders.push(card.clone()),
    }
    if me.role != Role::Owner {
        drop_closed(tx, me.person, card).await?;
    }
    tx.write(schema::META, ME, &me)
}

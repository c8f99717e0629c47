//! What goes out: the queue, and which tabs were opened.

use std::collections::BTreeSet;

use domain::api::{Me, OpenedTab, StartBinderRequest};
use domain::{BinderId, BinderTab, Body, Op, OpId, PersonId, Seq, SequencedOp};

use super::pictures::{Picture, put_waiting};
use super::proposing::proposal_key;
use super::refused::flagged;
use super::rows::{ME, StartRow, log_key, of_binder, of_tab, op_in, parse, queue_key, rating_key, start_key};
use super::{BinderRow, LocalStore, Mode, Tx, schema};
use crate::plan::BATCH;
use crate::{RatingDraft, StoreError};

/// A change that waits, and how many bytes it takes in a request.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// The change.
    pub op: Op,
    /// Its size.
    pub bytes: usize,
}

/// All that one round of sync needs to know.
#[derive(Clone, PartialEq, Debug)]
pub struct Outbox {
    /// Who uses this device.
    pub me: Option<Me>,
    pub(crate) row: BinderRow,
    /// Changes that can be sent, in order.
    pub waiting: Vec<Waiting>,
    /// Own ops from the log that are offered again, with the places they had: the server was put back from
    /// an older copy.
    pub again: Vec<(Seq, Waiting)>,
    /// Tabs that were opened.
    pub opened: Vec<OpenedTab>,
    /// The binder was begun without network, and the server has yet to be told.
    pub start: Option<StartBinderRequest>,
}

impl LocalStore {
    /// Puts changes at the end of the queue. `make` gets who writes, as the store says in this very
    /// transaction, and makes the ops. A saved rating ends its draft, as does a sent proposal.
    pub async fn append(
        &self,
        binder: BinderId,
        make: impl FnOnce(&Me) -> Vec<Op>,
    ) -> Result<Vec<Op>, StoreError> {
        self.append_with(binder, &[], make).await
    }

    /// The same with the pictures that the changes name: both are kept, or neither.
    pub async fn append_with(
        &self,
        binder: BinderId,
        pictures: &[Picture],
        make: impl FnOnce(&Me) -> Vec<Op>,
    ) -> Result<Vec<Op>, StoreError> {
        let stores = [schema::META, schema::QUEUE, schema::DRAFTS, schema::UPLOADS];
        let mut tx = self.begin(Mode::Write, &stores).await?;
        let me: Me = tx.read(schema::META, ME).await?.ok_or(StoreError::Gone)?;
        let ops = make(&me);
        for picture in pictures {
            put_waiting(&mut tx, &me, binder, picture)?;
        }
        let first = tx.places(ops.len()).await?;
        for (place, op) in (first..).zip(&ops) {
            tx.write(schema::QUEUE, &queue_key(binder, place, op.id), op)?;
            match &op.body {
                Body::Rate(_) => tx.delete(schema::DRAFTS, &rating_key(me.person, binder))?,
                Body::Propose(_) => {
                    tx.delete(schema::DRAFTS, &proposal_key(me.person, binder, op.tab, op.entry))?;
                }
                _ => {}
            }
        }
        tx.commit().await?;
        Ok(ops)
    }

    /// What one round of sync sends.
    pub async fn outbox(&self, binder: BinderId) -> Result<Outbox, StoreError> {
        let stores = [schema::META, schema::LOG, schema::QUEUE, schema::REFUSED, schema::OPENED];
        let tx = self.begin(Mode::Read, &stores).await?;
        let me: Option<Me> = tx.read(schema::META, ME).await?;
        let row = tx.binder(binder).await?;
        let flagged = flagged(&tx, &of_binder(binder)).await?;
        let mut waiting = Vec::new();
        for (key, text) in tx.scan(schema::QUEUE, &of_binder(binder), "").await? {
            let op: Op = parse(schema::QUEUE, &key, &text)?;
            // Never under another name, whatever has happened to the session meanwhile.
            let mine = me.as_ref().is_some_and(|me| me.person == op.author.person);
            if mine && !flagged.contains(&op.id) {
                waiting.push(Waiting { op, bytes: text.len() });
            }
        }
        let again = match (&me, row.rewound) {
            (Some(me), Some(offered)) => own_log(&tx, binder, me.person, offered).await?,
            _ => Vec::new(),
        };
        let opened = tx.list(schema::OPENED, &of_binder(binder), "").await?;
        let opened = opened.into_iter().map(|(_, opened)| opened).collect();
        let start: Option<StartRow> = tx.read(schema::META, &start_key(binder)).await?;
        let mine = |start: &StartRow| me.as_ref().is_some_and(|me| me.person == start.person);
        let start = start.filter(mine).map(|start| start.request);
        Ok(Outbox { me, row, waiting, again, opened, start })
    }

    /// How many changes and pictures wait, those that need mending not counted.
    pub async fn count_waiting(&self) -> Result<usize, StoreError> {
        let stores = [schema::META, schema::QUEUE, schema::REFUSED, schema::UPLOADS];
        let tx = self.begin(Mode::Read, &stores).await?;
        count(&tx).await
    }

    /// Notes that a tab was opened, for the access log.
    pub async fn note_opened(&self, binder: BinderId, opened: OpenedTab) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::OPENED]).await?;
        tx.write(schema::OPENED, &opened_key(binder, &opened), &opened)?;
        tx.commit().await
    }

    /// The rating in progress, if there is one.
    pub async fn rating_draft(&self, binder: BinderId) -> Result<Option<RatingDraft>, StoreError> {
        let tx = self.begin(Mode::Read, &[schema::META, schema::DRAFTS]).await?;
        let me: Option<Me> = tx.read(schema::META, ME).await?;
        let Some(me) = me else { return Ok(None) };
        tx.read(schema::DRAFTS, &rating_key(me.person, binder)).await
    }

    /// Keeps a rating in progress, or ends it.
    pub async fn set_rating_draft(&self, binder: BinderId, draft: Option<&RatingDraft>) -> Result<(), StoreError> {
        let mut tx = self.begin(Mode::Write, &[schema::META, schema::DRAFTS]).await?;
        let me: Me = tx.read(schema::META, ME).await?.ok_or(StoreError::Gone)?;
        let key = rating_key(me.person, binder);
        match draft {
            Some(draft) => tx.write(schema::DRAFTS, &key, draft)?,
            None => tx.delete(schema::DRAFTS, &key)?,
        }
        tx.commit().await
    }
}

/// One request's worth of a person's own ops in the log, after a place, in order.
async fn own_log(
    tx: &Tx,
    binder: BinderId,
    person: PersonId,
    after: Seq,
) -> Result<Vec<(Seq, Waiting)>, StoreError> {
    let mut own = Vec::new();
    for tab in BinderTab::ALL {
        let rows = tx.scan(schema::LOG, &of_tab(binder, tab), &log_key(binder, tab, after)).await?;
        for (key, text) in rows {
            let SequencedOp { seq, op, .. } = parse(schema::LOG, &key, &text)?;
            if op.author.person == person {
                own.push((seq, Waiting { op, bytes: text.len() }));
            }
        }
    }
    domain::order::sort_by_key(&mut own, |(seq, _)| *seq);
    own.truncate(BATCH);
    Ok(own)
}

pub(super) fn opened_key(binder: BinderId, opened: &OpenedTab) -> String {
    format!("{binder}/{:016}/{}", opened.at.as_millis().max(0), opened.tab.as_str())
}

/// Takes changes out of a binder's queue, wherever in it they stand.
pub(super) async fn dequeue(tx: &mut Tx, binder: BinderId, gone: &BTreeSet<OpId>) -> Result<(), StoreError> {
    if gone.is_empty() {
        return Ok(());
    }
    for key in tx.keys(schema::QUEUE, &of_binder(binder)).await? {
        if op_in(&key).is_some_and(|op| gone.contains(&op)) {
            tx.delete(schema::QUEUE, &key)?;
        }
    }
    Ok(())
}

pub(super) async fn count(tx: &Tx) -> Result<usize, StoreError> {
    let flagged = flagged(tx, "").await?;
    let keys = tx.keys(schema::QUEUE, "").await?;
    let pictures = match tx.read::<Me>(schema::META, ME).await? {
        Some(me) => tx.keys(schema::UPLOADS, &format!("{}/", me.person)).await?.len(),
        None => 0,
    };
    Ok(pictures + keys.iter().filter(|key| op_in(key).is_none_or(|op| !flagged.contains(&op))).count())
}

/// Takes the person part off a key: `<person>/rest`.
pub(super) fn behind_person(key: &str, person: PersonId) -> Option<&str> {
    key.strip_prefix(&person.to_string())?.strip_prefix('/')
}

//! What the pushes of one transaction share: what is known of entries is read once per binder and remembered
//! from one transaction to the next, and rows that nobody waits for are written together at the end.
//!
//! Every statement costs two changes of thread on SQLite, more than the work itself. What is remembered
//! is good exactly as long as the binder's head and consent generation are the same: it follows from the
//! log, and a generation begins whenever the log is read in another way.

use std::collections::{BTreeMap, BTreeSet};

use domain::{BinderId, Body, EntryId, EntryKind, Op, PersonId, Seq, Timestamp};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::StoreError;
use super::names::{self, bigint};
use crate::recent::Recent;

/// How many entries are remembered, over all binders.
const ENTRIES_KEPT: usize = 100_000;

/// Rows per statement: few different texts, so that each is prepared once.
const ROWS: [usize; 3] = [16, 4, 1];

/// What the log says of the entries of one binder.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    kinds: BTreeMap<EntryId, EntryKind>,
    /// Those that were ever removed or answered: only they can be brought back.
    touched: BTreeSet<EntryId>,
}

/// A head and a consent generation.
type Place = (Seq, u64);

/// Entries by binder, with the place they are good for.
pub(super) type KnownEntries = Recent<BinderId, (Place, Entries)>;

/// Nothing is remembered yet.
pub(super) const fn nothing_known() -> KnownEntries {
    Recent::new(ENTRIES_KEPT)
}

/// One value of a row.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    Nothing,
}

/// One transaction's worth.
#[derive(Debug, Default)]
pub(super) struct Batch {
    known: BTreeMap<BinderId, (Place, Entries)>,
    entries: Vec<Vec<Cell>>,
    audit: Vec<Vec<Cell>>,
    reached: BTreeMap<(BinderId, PersonId), (Seq, Timestamp)>,
}

impl Batch {
    /// Makes sure that what is known of a binder's entries is what holds at one place.
    pub(super) async fn learn(
        &mut self,
        connection: &mut AnyConnection,
        known: &KnownEntries,
        binder: BinderId,
        place: Place,
    ) -> Result<(), StoreError> {
        if self.known.get(&binder).is_some_and(|(at, _)| *at == place) {
            return Ok(());
        }
        let entries = match known.take(&binder) {
            Some((at, entries)) if at == place => entries,
            _ => read(connection, binder).await?,
        };
        self.known.insert(binder, (place, entries));
        Ok(())
    }

    /// The kind of an entry, if it exists.
    pub(super) fn kind(&self, binder: BinderId, entry: EntryId) -> Option<EntryKind> {
        self.known.get(&binder)?.1.kinds.get(&entry).copied()
    }

    /// Whether an entry was ever removed or one of its proposals answered.
    pub(super) fn was_touched(&self, binder: BinderId, entry: EntryId) -> bool {
        self.known.get(&binder).is_some_and(|(_, entries)| entries.touched.contains(&entry))
    }

    /// An op is in the log: it may have removed or answered something.
    pub(super) fn note(&mut self, binder: BinderId, op: &Op) {
        if matches!(op.body, Body::Remove(_) | Body::Answer(_)) {
            self.known.entry(binder).or_default().1.touched.insert(op.entry);
        }
    }

    /// An entry begins, unless it exists.
    pub(super) fn begin_entry(
        &mut self,
        binder: BinderId,
        entry: EntryId,
        kind: EntryKind,
    ) -> Result<(), StoreError> {
        let (_, entries) = self.known.entry(binder).or_default();
        if let std::collections::btree_map::Entry::Vacant(place) = entries.kinds.entry(entry) {
            place.insert(kind);
            let kind = Cell::Text(names::name_of(kind)?);
            self.entries.push(vec![text(binder), text(entry), kind]);
        }
        Ok(())
    }

    /// A binder has come to a new place.
    pub(super) fn moved(&mut self, binder: BinderId, place: Place) {
        if let Some((at, _)) = self.known.get_mut(&binder) {
            *at = place;
        }
    }

    /// A line for the access log.
    pub(super) fn audit(&mut self, row: Vec<Cell>) {
        self.audit.push(row);
    }

    /// A person's copy has come further.
    pub(super) fn reached(&mut self, binder: BinderId, person: PersonId, seq: Seq, at: Timestamp) {
        let known = self.reached.entry((binder, person)).or_insert((seq, at));
        if known.0 < seq {
            *known = (seq, at);
        }
    }

    /// Writes what has been gathered.
    pub(super) async fn write(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let reached = std::mem::take(&mut self.reached).into_iter();
        let reached = reached.map(|((binder, person), (seq, at))| {
            let (seq, at) = (Cell::Number(bigint(seq)), Cell::Number(at.as_millis()));
            vec![text(binder), text(person), seq, at]
        });
        let tables = [
            (
                "insert into entries (binder_id, entry_id, kind) values ",
                std::mem::take(&mut self.entries),
                " on conflict (binder_id, entry_id) do nothing",
            ),
            (
                "insert into audit_events (binder_id, event_key, at, received_at, person_id, role, \
                 organization_id, action, tabs) values ",
                std::mem::take(&mut self.audit),
                " on conflict (binder_id, event_key) do nothing",
            ),
            (
                "insert into reached (binder_id, person_id, seq, at) values ",
                reached.collect(),
                " on conflict (binder_id, person_id) do update set seq = excluded.seq, at = excluded.at \
                 where excluded.seq > reached.seq",
            ),
        ];
        for (head, rows, tail) in tables {
            insert(connection, head, &rows, tail).await?;
        }
        Ok(())
    }

    /// Remembers for the next transaction; called when this one is durable.
    pub(super) fn remember(self, known: &KnownEntries) {
        for (binder, (place, entries)) in self.known {
            let weight = entries.kinds.len() + entries.touched.len() + 1;
            known.put_weighing(binder, (place, entries), weight);
        }
    }
}

/// A text cell.
pub(super) fn text(value: impl ToString) -> Cell {
    Cell::Text(value.to_string())
}

async fn read(connection: &mut AnyConnection, binder: BinderId) -> Result<Entries, StoreError> {
    // One statement, and the kinds of ops named as in the index that answers it.
    let rows: Vec<(String, Option<String>)> = sqlx::query_as(
        "select entry_id, kind from entries where binder_id = $1 union all \
         select distinct entry_id, null from ops where binder_id = $1 and kind in ('remove', 'answer')",
    )
    .bind(binder.to_string())
    .fetch_all(connection)
    .await?;
    let mut entries = Entries::default();
    for (entry, kind) in rows {
        let entry = names::id(&entry, "entries", "entry_id")?;
        match kind {
            Some(kind) => drop(entries.kinds.insert(entry, names::entry_kind(&kind)?)),
            None => drop(entries.touched.insert(entry)),
        }
    }
    Ok(entries)
}

async fn insert(
    connection: &mut AnyConnection,
    head: &'static str,
    mut rows: &[Vec<Cell>],
    tail: &'static str,
) -> Result<(), StoreError> {
    for size in ROWS {
        while let Some((some, rest)) = rows.split_at_checked(size) {
            rows = rest;
            // Safe: nothing but numbered places is put between two texts of our own.
            let sql = format!("{head}{}{tail}", places(some));
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for cell in some.iter().flatten().cloned() {
                query = match cell {
                    Cell::Text(text) => query.bind(text),
                    Cell::Number(number) => query.bind(number),
                    Cell::Nothing => query.bind(None::<String>),
                };
            }
            query.execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// `($1, $2), ($3, $4)` for two rows of two.
fn places(rows: &[Vec<Cell>]) -> String {
    let mut next = 0;
    let row = |row: &Vec<Cell>| {
        let cells: Vec<String> = row
            .iter()
            .map(|_| {
                next += 1;
                format!("${next}")
            })
            .collect();
        format!("({})", cells.join(", "))
    };
    rows.iter().map(row).collect::<Vec<_>>().join(", ")
}

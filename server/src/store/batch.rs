//! What the pushes of one transaction share: what entries are is read once per binder and remembered
//! from one transaction to the next, and rows that nobody waits for are written together at the end.
//!
//! Every statement costs two changes of thread on SQLite, more than the work itself. What is remembered
//! is good exactly as long as the binder's head is the same: it follows from the log.

use std::collections::BTreeMap;

use domain::{BinderId, EntryId, EntryKind, PersonId, Seq, Timestamp};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::StoreError;
use super::names::{self, bigint};
use crate::recent::Recent;

/// How many entries' kinds are remembered, over all binders.
const ENTRIES_KEPT: usize = 100_000;

/// Rows per statement: few different texts, so that each is prepared once.
const ROWS: [usize; 3] = [16, 4, 1];

/// What the log says the entries of one binder are.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds(BTreeMap<EntryId, EntryKind>);

/// Kinds by binder, with the head they are good for.
pub(super) type KnownKinds = Recent<BinderId, (Seq, Kinds)>;

/// Nothing is remembered yet.
pub(super) const fn nothing_known() -> KnownKinds {
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
    kinds: BTreeMap<BinderId, (Seq, Kinds)>,
    entries: Vec<Vec<Cell>>,
    audit: Vec<Vec<Cell>>,
    reached: BTreeMap<(BinderId, PersonId), (Seq, Timestamp)>,
}

impl Batch {
    /// Makes sure that a binder's kinds are those at one head.
    pub(super) async fn learn(
        &mut self,
        connection: &mut AnyConnection,
        known: &KnownKinds,
        binder: BinderId,
        head: Seq,
    ) -> Result<(), StoreError> {
        if self.kinds.get(&binder).is_some_and(|(at, _)| *at == head) {
            return Ok(());
        }
        let kinds = match known.take(&binder) {
            Some((at, kinds)) if at == head => kinds,
            _ => read(connection, binder).await?,
        };
        self.kinds.insert(binder, (head, kinds));
        Ok(())
    }

    /// The kind of an entry, if it exists.
    pub(super) fn kind(&self, binder: BinderId, entry: EntryId) -> Option<EntryKind> {
        self.kinds.get(&binder)?.1.0.get(&entry).copied()
    }

    /// An entry begins, unless it exists.
    pub(super) fn begin_entry(
        &mut self,
        binder: BinderId,
        entry: EntryId,
        kind: EntryKind,
    ) -> Result<(), StoreError> {
        let (_, kinds) = self.kinds.entry(binder).or_default();
        if let std::collections::btree_map::Entry::Vacant(place) = kinds.0.entry(entry) {
            place.insert(kind);
            let kind = Cell::Text(names::name_of(kind)?);
            self.entries.push(vec![text(binder), text(entry), kind]);
        }
        Ok(())
    }

    /// A binder's log has come to a new head.
    pub(super) fn moved(&mut self, binder: BinderId, head: Seq) {
        if let Some((at, _)) = self.kinds.get_mut(&binder) {
            *at = head;
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
    pub(super) fn remember(self, known: &KnownKinds) {
        for (binder, (head, kinds)) in self.kinds {
            let weight = kinds.0.len() + 1;
            known.put_weighing(binder, (head, kinds), weight);
        }
    }
}

/// A text cell.
pub(super) fn text(value: impl ToString) -> Cell {
    Cell::Text(value.to_string())
}

async fn read(connection: &mut AnyConnection, binder: BinderId) -> Result<Kinds, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as("select entry_id, kind from entries where binder_id = $1")
        .bind(binder.to_string())
        .fetch_all(connection)
        .await?;
    let kind = |(entry, kind): (String, String)| {
        Ok((names::id(&entry, "entries", "entry_id")?, names::entry_kind(&kind)?))
    };
    Ok(Kinds(rows.into_iter().map(kind).collect::<Result<_, StoreError>>()?))
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

//! The warning signs read through together at a meeting of the resource group (R86).

use crate::entry::Stamp;
use crate::{EntryId, EntryKind, Field, Provenance, TabState};

/// What came of reading the warning signs through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// "Läst, oförändrad".
    Unchanged,
    /// "Läst och ändrad".
    Revised,
}

impl Outcome {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Revised => "revised",
        }
    }
}

/// One reading.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadThrough<'a> {
    /// Its entry.
    pub entry: EntryId,
    /// What came of it.
    pub outcome: Outcome,
    /// Who recorded it and when.
    pub stamp: &'a Stamp,
}

impl ReadThrough<'_> {
    /// The meeting it was read at.
    #[must_use]
    pub const fn meeting(&self) -> Option<EntryId> {
        match self.stamp.provenance {
            Provenance::Together { meeting } => Some(meeting),
            Provenance::Own | Provenance::Coordinator => None,
        }
    }
}

/// All readings, the latest first. An answer that was changed counts as it stands now.
#[must_use]
pub fn readings(plan: &TabState) -> Vec<ReadThrough<'_>> {
    let listed = plan.listed(EntryKind::ReadThrough).into_iter().filter_map(|entry| {
        let outcome = match entry.choice(Field::Outcome)? {
            "unchanged" => Outcome::Unchanged,
            "revised" => Outcome::Revised,
            _ => return None,
        };
        Some(ReadThrough { entry: entry.id, outcome, stamp: &entry.created })
    });
    let mut all: Vec<ReadThrough<'_>> = listed.collect();
    crate::order::sort_by_key(&mut all, |read| std::cmp::Reverse((read.stamp.made_at, read.entry)));
    all
}

/// Whether anything in the warning plan was written at this meeting.
#[must_use]
pub fn revised_at(plan: &TabState, meeting: EntryId) -> bool {
    let together = Provenance::Together { meeting };
    plan.entries.values().filter(|entry| entry.kind != EntryKind::ReadThrough).any(|entry| {
        entry.changed.provenance == together
            || entry.fields.values().flat_map(|field| &field.current).any(|one| one.stamp.provenance == together)
    })
}

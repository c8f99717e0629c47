//! R85: whoever coordinates tells her colleagues of each new decided version of the warning plan (sv: informera
//! kollegor). Each does it at her own place of work, and each ticks it for herself; the owner is asked for nothing.

use crate::decision::PlanVersion;
use crate::{Entry, EntryId, EntryKind, PersonId, TabState};

/// The note that this coordinator has told of the latest decided version, if she has.
#[must_use]
pub fn told(plan: &TabState, by: PersonId) -> Option<&Entry> {
    let version = EntryId::of_decision(plan.latest_decision()?.stamp.op);
    let mut notes = plan.entries.values().filter(|note| note.kind == EntryKind::ColleaguesTold && note.is_shown());
    notes.find(|note| note.created.author.person == by && note.parent() == Some(version))
}

/// The decided version that this coordinator has not told of yet.
#[must_use]
pub fn to_tell(plan: &TabState, by: PersonId) -> Option<&PlanVersion> {
    plan.latest_decision().filter(|_| told(plan, by).is_none())
}

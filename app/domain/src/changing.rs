//! Something changes (sv: det här ändras): hospital care, support that is granted or withdrawn, another treatment
//! (R125), told the owner ahead (R120). A coordinator records it in Mål och plan, where nobody reads it but those
//! her sentences let in; whoever else needs to know is told by people, not by the app, and that can be noted.

use crate::{Entry, EntryId, EntryKind, Field, TabState, Timestamp};

/// The sorts of change, in the order they are asked.
pub const CAUSES: [&str; 4] = ["hospital", "support", "treatment", "other"];

/// From which day a change holds.
#[must_use]
pub fn day(notice: &Entry) -> Timestamp {
    notice.instant(Field::Starts).unwrap_or(notice.created.made_at)
}

/// What is to come, and what changes today; the nearest first.
#[must_use]
pub fn coming(plan: &TabState, now: Timestamp) -> Vec<&Entry> {
    let mut coming = told(plan);
    coming.retain(|notice| now.days_until(day(notice)) >= 0);
    crate::order::sort_by_key(&mut coming, |notice| (day(notice), notice.id));
    coming
}

/// What has changed, the latest first.
#[must_use]
pub fn past(plan: &TabState, now: Timestamp) -> Vec<&Entry> {
    let mut past = told(plan);
    past.retain(|notice| now.days_until(day(notice)) < 0);
    crate::order::sort_by_key(&mut past, |notice| std::cmp::Reverse((day(notice), notice.id)));
    past
}

/// A change without words is one that somebody has begun to write.
fn told(plan: &TabState) -> Vec<&Entry> {
    let all = plan.entries.values().filter(|entry| entry.kind == EntryKind::ChangeNotice && entry.is_shown());
    all.filter(|notice| !notice.text(Field::Text).trim().is_empty()).collect()
}

/// Who has been told of a change outside the app, in the order it was noted.
#[must_use]
pub fn informed(plan: &TabState, notice: EntryId) -> Vec<&Entry> {
    let all = plan.entries.values().filter(|entry| entry.kind == EntryKind::Informed && entry.is_shown());
    let mut informed: Vec<&Entry> = all.filter(|told| told.parent() == Some(notice)).collect();
    crate::order::sort_by_key(&mut informed, |told| (told.created.made_at, told.id));
    informed
}

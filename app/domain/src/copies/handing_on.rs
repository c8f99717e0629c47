//! What a meeting decides of the warning plan reaches those who have a copy, if she ticked that (design §2).
//!
//! Only her own devices know who has a copy, so one of them hands it on when it has seen the decision. What goes is
//! what was decided, not what she has written since; the link opens as long as before, and nobody gets a first one.

use super::taken_out::is_taken_out;
use super::{CopySource, renewed};
use crate::decision::PlanVersion;
use crate::share::{self, HandOver};
use crate::{EntryId, Field, TabState, Timestamp, Value};

/// One copy: the share it stands in, what is behind the link now, and what is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandedOn {
    /// The share's entry in the Sharing tab.
    pub share: EntryId,
    /// What the person has.
    pub before: HandOver,
    /// What she decided that the person gets.
    pub copy: HandOver,
}

/// The decided version that goes to those who have a copy: the latest, if it was ticked at its meeting.
#[must_use]
pub fn decided_to_send<'a>(plan: &'a TabState, meetings: &TabState) -> Option<&'a PlanVersion> {
    let version = plan.latest_decision()?;
    let meeting = meetings.entries.get(&version.meeting()?).filter(|meeting| meeting.is_shown())?;
    let ticked = meeting.value(Field::SendCopies) == Some(&Value::Flag(true));
    (ticked && meeting.choice(Field::Status) == Some("held")).then_some(version)
}

/// The copies that say something else than what was decided, behind links that open. `source.plan` is the tab as it
/// was decided. A copy made after the decision is left alone: whoever made it knew better.
#[must_use]
pub fn handed_on(
    source: CopySource<'_>,
    version: &PlanVersion,
    sharing: &TabState,
    now: Timestamp,
) -> Vec<HandedOn> {
    let open = share::all(sharing).into_iter().filter(|share| share.opens(now));
    let older = open.filter(|share| share.latest.snapshot.made_at < version.stamp.made_at);
    let each = older.filter_map(|share| {
        let before = share.latest.clone();
        if !before.snapshot.has_plan() && !before.snapshot.is_empty() {
            // Contacts alone: the warning plan is no part of it.
            return None;
        }
        if is_taken_out(source.plan, &before) {
            return None;
        }
        let mut snapshot = renewed(source, &before.person, &before.snapshot, before.snapshot.made_at);
        snapshot.with_meeting = before.snapshot.with_meeting;
        if snapshot == before.snapshot {
            return None;
        }
        snapshot.made_at = now;
        snapshot.with_meeting = before.snapshot.shows_meetings();
        let copy = HandOver { snapshot, ..before.clone() };
        Some(HandedOn { share: share.entry, before, copy })
    });
    each.collect()
}

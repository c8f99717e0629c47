//! Här är vi nu (R1, R7): how far the work together has come, worked out from Möten alone, so that everybody who reads
//! Möten sees the same.
//!
//! Whoever works with her can say it, and so can she. Nobody has to: a pärm in which nobody has said anything is at the
//! start until a meeting has been held, at the mapping until the resource group is about to meet, and at the work when it
//! has met, because the first resource-group meeting decides the plan (R60). What somebody said gives way when the group
//! has met after it was said; otherwise a word of January would stand for years.

use crate::entry::Version;
use crate::rating::OPENS_DAYS_BEFORE;
use crate::{Entry, EntryId, Field, TabState, Timestamp, meeting};

/// Where the work together is (sv: fas).
#[doc(alias = "fas")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Phase {
    /// They get to know each other (sv: start).
    Start,
    /// They find out how she has it and what she wants (sv: kartläggning).
    Mapping,
    /// They choose goals and who is to be with (sv: planering).
    Planning,
    /// What the plan says is done (sv: arbete).
    Work,
    /// The group sees what worked and what is to change, then the work goes on (sv: uppföljning).
    FollowUp,
}

impl Phase {
    /// In the order they come.
    pub const ALL: [Self; 5] = [Self::Start, Self::Mapping, Self::Planning, Self::Work, Self::FollowUp];
    /// Their names on the wire, in the same order.
    pub const NAMES: [&str; 5] = ["start", "mapping", "planning", "work", "follow_up"];

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Mapping => "mapping",
            Self::Planning => "planning",
            Self::Work => "work",
            Self::FollowUp => "follow_up",
        }
    }

    /// The phase of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == name)
    }
}

/// Where the work is now.
#[must_use]
pub fn phase(meetings: &TabState, now: Timestamp) -> Phase {
    let group_met = last_closed(meetings);
    let said = said(meetings).filter(|(_, at)| group_met.is_none_or(|met| met < *at));
    let base = match (said, group_met) {
        (Some((said, _)), _) => said,
        (None, Some(_)) => Phase::Work,
        (None, None) if has_met(meetings, now) => Phase::Mapping,
        (None, None) => Phase::Start,
    };
    match base {
        Phase::Work if group_meets_soon(meetings, now) => Phase::FollowUp,
        Phase::Start | Phase::Mapping if said.is_none() && group_meets_soon(meetings, now) => Phase::Planning,
        base => base,
    }
}

/// What somebody said last, and when.
#[must_use]
pub fn said(meetings: &TabState) -> Option<(Phase, Timestamp)> {
    let entry = meetings.entries.get(&EntryId::PHASE).filter(|entry| entry.is_shown())?;
    Some((Phase::of(entry.choice(Field::Phase)?)?, shown(entry, Field::Phase)?.stamp.made_at))
}

fn shown(entry: &Entry, field: Field) -> Option<&Version> {
    entry.fields.get(&field)?.shown()
}

fn listed(meetings: &TabState) -> Vec<&Entry> {
    meetings.listed(crate::EntryKind::Meeting)
}

/// When a meeting of the resource group was closed last.
fn last_closed(meetings: &TabState) -> Option<Timestamp> {
    let held = listed(meetings).into_iter().filter(|entry| meeting::is_care_team(entry));
    let held = held.filter_map(|entry| shown(entry, Field::Status));
    held.filter(|status| status.value == crate::Value::choice("held")).map(|status| status.stamp.made_at).max()
}

/// Whether they have met at all: a meeting was held, goes on, or has passed without anybody having said.
fn has_met(meetings: &TabState, now: Timestamp) -> bool {
    listed(meetings).into_iter().any(|entry| match entry.choice(Field::Status) {
        Some("held" | "open") => true,
        Some("cancelled") => false,
        _ => meeting::ends(entry).is_some_and(|end| end < now),
    })
}

/// Whether the group meets now or within the days in which a rating for it can be made (R73).
fn group_meets_soon(meetings: &TabState, now: Timestamp) -> bool {
    let soon = now.plus_days(OPENS_DAYS_BEFORE);
    meeting::upcoming(meetings, now).into_iter().any(|entry| {
        let starts = entry.instant(Field::Starts).is_some_and(|starts| starts <= soon);
        meeting::is_care_team(entry) && (starts || meeting::goes_on(entry, now))
    })
}

//! Påminnelser: when her own phone is to remind her of a meeting, or that a rating can be made (R72, R73).
//!
//! She chooses each kind herself and none is on from the start. There are at most two of one meeting and one of one
//! rating. Between eight in the evening and nine in the morning nothing is said: a reminder that would fall there
//! comes at nine or, where that is too late, the evening before. It never comes when the meeting has begun.
//!
//! What follows here follows from the tabs alone, so a meeting that is moved or cancelled takes its reminders along.
//! What is locked in her own room nobody but her phone can read, and so nothing reminds of it.

use serde::{Deserialize, Serialize};

use crate::meeting::{is_care_team, upcoming};
use crate::rating::{OPENS_DAYS_BEFORE, Occasion};
use crate::{EntryId, Field, TabState, Timestamp};

/// Nothing is said from this hour …
pub const QUIET_FROM: i8 = 20;

/// … until this one.
pub const QUIET_UNTIL: i8 = 9;

/// What would be said too late is said the evening before, at this hour and minute.
const EVENING: (i8, i8) = (19, 30);

/// So many minutes before a meeting is too late to say so in the morning.
const AT_LEAST_MINUTES: i64 = 15;

/// After so many days it is no news any more that a rating can be made.
const RATING_DAYS: i64 = 2;

/// So many months after the start the first rating should have been made (R72).
const FIRST_RATING_MONTHS: i32 = 1;

/// Which reminders she wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderWishes {
    /// The day before a meeting.
    #[serde(default)]
    pub day_before: bool,
    /// An hour before it.
    #[serde(default)]
    pub hour_before: bool,
    /// When a rating can be made.
    #[serde(default)]
    pub rating: bool,
}

impl ReminderWishes {
    /// Whether she wants any.
    #[must_use]
    pub const fn any(self) -> bool {
        self.day_before || self.hour_before || self.rating
    }
}

/// What a reminder (sv: påminnelse) is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// A meeting tomorrow.
    DayBefore,
    /// A meeting in an hour.
    HourBefore,
    /// A rating can be made.
    Rating,
}

/// One reminder that is to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reminder {
    /// What about.
    pub kind: ReminderKind,
    /// The meeting; none for the rating at the start.
    pub meeting: Option<EntryId>,
    /// When the meeting begins; for the rating at the start, when a month has passed.
    pub at: Timestamp,
    /// When it is to be said.
    pub due: Timestamp,
    /// When it would come too late.
    pub until: Timestamp,
}

/// Whether nothing is to be said now.
#[must_use]
pub fn is_quiet(at: Timestamp) -> bool {
    let hour = at.local().hour;
    !(QUIET_UNTIL..QUIET_FROM).contains(&hour)
}

/// All reminders that she wants and that do not come too late, the next one first. `done` is what has been rated
/// already, `begun` when the pärm was.
#[must_use]
pub fn planned(
    wishes: ReminderWishes,
    meetings: &TabState,
    done: &[Occasion],
    begun: Timestamp,
    now: Timestamp,
) -> Vec<Reminder> {
    let mut all = Vec::new();
    for entry in upcoming(meetings, now) {
        let Some(starts) = entry.instant(Field::Starts) else { continue };
        let one = |kind, due, until| Reminder { kind, meeting: Some(entry.id), at: starts, due, until };
        let hour = calm(starts.plus_minutes(-60), starts);
        if wishes.day_before {
            let day = calm(on_day(starts, -1, starts.local().hour, starts.local().minute), starts);
            all.push(one(ReminderKind::DayBefore, day, if wishes.hour_before { hour } else { starts }));
        }
        if wishes.hour_before {
            all.push(one(ReminderKind::HourBefore, hour, starts));
        }
        let occasion = Occasion::Meeting { starts, meeting: entry.id };
        if wishes.rating && is_care_team(entry) && !done.iter().any(|done| done.is_same(occasion)) {
            let due = calm(starts.plus_days(-OPENS_DAYS_BEFORE), starts);
            all.push(one(ReminderKind::Rating, due, due.plus_days(RATING_DAYS).min(starts)));
        }
    }
    if wishes.rating && done.is_empty() {
        let at = begun.plus_months(FIRST_RATING_MONTHS);
        let until = at.plus_days(RATING_DAYS);
        all.push(Reminder { kind: ReminderKind::Rating, meeting: None, at, due: calm(at, until), until });
    }
    all.retain(|reminder| reminder.until > now);
    crate::order::sort_by_key(&mut all, |reminder| (reminder.due, reminder.kind));
    all
}

/// The same moment, or the nearest one outside the quiet hours that is before what it is about.
fn calm(at: Timestamp, before: Timestamp) -> Timestamp {
    if !is_quiet(at) {
        return at;
    }
    let (hour, minute) = EVENING;
    if at.local().hour >= QUIET_FROM {
        return on_day(at, 0, hour, minute);
    }
    let morning = on_day(at, 0, QUIET_UNTIL, 0);
    if morning.plus_minutes(AT_LEAST_MINUTES) <= before { morning } else { on_day(at, -1, hour, minute) }
}

/// When a wall clock shows this, so many days from the day of a moment.
fn on_day(at: Timestamp, days: i64, hour: i8, minute: i8) -> Timestamp {
    let noon = |at: Timestamp| Timestamp::from_local(at.local().year, at.local().month, at.local().day, 12, 0);
    // From noon a day of 23 or 25 hours still ends on the day meant.
    let day = noon(at).unwrap_or(at).plus_days(days).local();
    Timestamp::from_local(day.year, day.month, day.day, hour, minute).unwrap_or(at)
}

//! What a list of pärmar says of one (sv: överblick), small enough to be kept beside the tabs, so that a list of sixty
//! opens without folding sixty.
//!
//! It holds no answer that depends on the time: what comes next, whether a rating can be made and when the group is due
//! are asked of it with the moment, and it answers as the tabs would. It holds nothing of a tab that was not read.

use serde::{Deserialize, Serialize};

use crate::plan::{self, Lack};
use crate::rating::{self, Occasion, Window};
use crate::{BinderTab, Entry, EntryId, Field, PersonId, TabState, Timestamp, colleagues, meeting};

/// How many coming meetings are kept, beside those of the resource group.
const KEPT: usize = 8;

/// One pärm in the list.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Overview {
    /// Möten, if it was read.
    meetings: Option<Ahead>,
    /// What has been rated, without a single mark (R74), if Skattning was read.
    rated: Option<Vec<Occasion>>,
    /// Tabs where somebody should look.
    notes: Vec<(BinderTab, Notes)>,
    /// What the plan leaves open (R62, R130).
    lacks: Vec<Lack>,
    /// The reader has not told her colleagues of the latest decided "Tidiga tecken" (R85).
    to_tell: bool,
}

/// What waits in one tab.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notes {
    /// Two versions of something stand side by side.
    pub split: bool,
    /// A suggestion of the reader's has no answer yet.
    pub mine: bool,
    /// A suggestion of somebody else's has none.
    pub others: bool,
}

impl Notes {
    fn of(tab: &TabState, reader: PersonId) -> Self {
        let shown = |entry: &&Entry| entry.is_shown();
        let by = |entry: &Entry, mine: bool| {
            entry.open_proposals().any(|proposal| (proposal.stamp.author.person == reader) == mine)
        };
        Self {
            split: tab.entries.values().filter(shown).any(|entry| !entry.split_fields().is_empty()),
            mine: tab.entries.values().any(|entry| by(entry, true)),
            others: tab.entries.values().any(|entry| by(entry, false)),
        }
    }

    const fn is_empty(self) -> bool {
        !self.split && !self.mine && !self.others
    }
}

/// A meeting that is still to come, or goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Booked {
    /// Its entry.
    pub meeting: EntryId,
    /// When it begins.
    pub starts: Option<Timestamp>,
    /// It is over after this.
    until: Timestamp,
    /// The resource group meets.
    pub care_team: bool,
    /// Its time is not certain (R49).
    pub preliminary: bool,
}

impl Booked {
    fn of(entry: &Entry) -> Option<Self> {
        Some(Self {
            meeting: entry.id,
            starts: entry.instant(Field::Starts),
            until: meeting::comes_until(entry)?,
            care_team: meeting::is_care_team(entry),
            preliminary: meeting::is_preliminary(entry),
        })
    }
}

/// What Möten says of the time ahead.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
struct Ahead {
    booked: Vec<Booked>,
    /// Later meetings were left out: from here on the tab has to be read again.
    holds_until: Option<Timestamp>,
    /// Why none is booked.
    reason: Option<String>,
    /// When the resource group should meet again (R89).
    due: Option<Timestamp>,
}

impl Ahead {
    fn of(meetings: &TabState, now: Timestamp) -> Self {
        let all: Vec<Booked> = meeting::upcoming(meetings, now).into_iter().filter_map(Booked::of).collect();
        let is_kept = |(place, booked): &(usize, &Booked)| *place < KEPT || booked.care_team;
        let booked: Vec<Booked> = all.iter().enumerate().filter(is_kept).map(|(_, booked)| *booked).collect();
        let first = all.iter().take(KEPT).map(|booked| booked.until);
        Self {
            holds_until: if booked.len() < all.len() { first.max() } else { None },
            reason: meeting::no_meeting_because(meetings).map(str::to_owned),
            due: meeting::due(meetings),
            booked,
        }
    }

    fn upcoming(&self, now: Timestamp) -> impl Iterator<Item = &Booked> {
        self.booked.iter().filter(move |booked| booked.until >= now)
    }
}

/// What stands under "Nästa möte" in the list; see [`meeting::Next`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ComesNext<'a> {
    /// This meeting.
    Booked(&'a Booked),
    /// None is booked, and somebody has said why.
    Reason(&'a str),
    /// None is booked.
    NotBooked,
}

impl Overview {
    /// The tabs it is made from.
    pub const TABS: [BinderTab; 5] =
        [BinderTab::Contacts, BinderTab::WarningPlan, BinderTab::Plan, BinderTab::Ratings, BinderTab::Meetings];

    /// Makes it for one reader from what she may read.
    #[must_use]
    pub fn of<'a>(tabs: impl Fn(BinderTab) -> Option<&'a TabState>, reader: PersonId, now: Timestamp) -> Self {
        let occasions = |tab: &TabState| rating::all(tab).into_iter().map(|rating| rating.occasion).collect();
        let notes = Self::TABS.into_iter().filter(|tab| *tab != BinderTab::Ratings);
        let notes = notes.filter_map(|tab| Some((tab, Notes::of(tabs(tab)?, reader))));
        Self {
            meetings: tabs(BinderTab::Meetings).map(|tab| Ahead::of(tab, now)),
            rated: tabs(BinderTab::Ratings).map(occasions),
            notes: notes.filter(|(_, notes)| !notes.is_empty()).collect(),
            lacks: tabs(BinderTab::Plan).map(plan::lacks).unwrap_or_default(),
            to_tell: tabs(BinderTab::WarningPlan).is_some_and(|tab| colleagues::to_tell(tab, reader).is_some()),
        }
    }

    /// Whether it still answers as the tabs would, if nothing has been written since.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        let until = self.meetings.as_ref().and_then(|coming| coming.holds_until);
        until.is_none_or(|until| now <= until)
    }

    /// What comes next; nothing if Möten was not read.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Option<ComesNext<'_>> {
        let coming = self.meetings.as_ref()?;
        let first = coming.upcoming(now).next().map(ComesNext::Booked);
        let reason = coming.reason.as_deref().map(ComesNext::Reason);
        Some(first.or(reason).unwrap_or(ComesNext::NotBooked))
    }

    /// The day the resource group should meet again (R89), while no such meeting is booked.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let coming = self.meetings.as_ref()?;
        coming.due.filter(|_| !coming.upcoming(now).any(|booked| booked.care_team))
    }

    /// Whether there is room for a rating now (R72, R73).
    #[must_use]
    pub fn is_rating_open(&self, now: Timestamp) -> bool {
        let (Some(coming), Some(rated)) = (&self.meetings, &self.rated) else { return false };
        let groups = coming.upcoming(now).filter(|booked| booked.care_team);
        let mut done = vec![Occasion::First];
        done.extend(rated);
        let groups = groups.filter_map(|booked| Some((booked.meeting, booked.starts?)));
        matches!(rating::window_among(&done, groups, now), Window::Open(_))
    }

    /// What waits in the tabs she may read.
    #[must_use]
    pub fn notes(&self, may_read: impl Fn(BinderTab) -> bool) -> Notes {
        let read = self.notes.iter().filter(|(tab, _)| may_read(*tab));
        read.fold(Notes::default(), |all, (_, notes)| Notes {
            split: all.split || notes.split,
            mine: all.mine || notes.mine,
            others: all.others || notes.others,
        })
    }

    /// Whether the plan leaves this open somewhere.
    #[must_use]
    pub fn lacks(&self, what: Lack) -> bool {
        self.lacks.contains(&what)
    }

    /// Whether her colleagues have an older "Tidiga tecken" (R85).
    #[must_use]
    pub const fn is_to_tell(&self) -> bool {
        self.to_tell
    }
}

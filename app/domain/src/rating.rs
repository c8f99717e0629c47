//! Skattning av förändring: four marks in own words, immutable (R71–R77, requirements §3.2).
//!
//! Deliberately absent: reference lines, verdicts, averages, trends. The result is the owner's voice.

use serde::{Deserialize, Serialize};

use crate::fact::FactKind;
use crate::{Entry, EntryId, EntryKind, Field, OpId, TabState, Timestamp, meeting};

/// Four marks, each 0–100 (tenths of a scale from 0 to 10).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "[u8; 4]", into = "[u8; 4]")]
pub struct Marks([u8; 4]);

/// A mark above 100.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a mark is from 0 to 100")]
pub struct MarkTooHigh;

impl TryFrom<[u8; 4]> for Marks {
    type Error = MarkTooHigh;

    fn try_from(marks: [u8; 4]) -> Result<Self, MarkTooHigh> {
        if marks.iter().all(|mark| *mark <= 100) { Ok(Self(marks)) } else { Err(MarkTooHigh) }
    }
}

impl From<Marks> for [u8; 4] {
    fn from(marks: Marks) -> Self {
        marks.0
    }
}

impl Marks {
    /// The total in tenths, 0–400.
    #[must_use]
    pub fn total(self) -> u16 {
        self.0.iter().map(|mark| u16::from(*mark)).sum()
    }

    /// The four marks in their fixed order.
    #[must_use]
    pub const fn each(self) -> [u8; 4] {
        self.0
    }
}

/// The marks if all four are given; a total exists only then.
#[must_use]
pub fn complete(marks: [Option<u8>; 4]) -> Option<Marks> {
    let [Some(a), Some(b), Some(c), Some(d)] = marks else { return None };
    Marks::try_from([a, b, c, d]).ok()
}

/// What a rating is for. It is placed by this and never by when it was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Occasion {
    /// The one at the start (R72).
    First,
    /// The one before a meeting (R73).
    Meeting {
        /// When the meeting was to start, copied so that the tab stands alone.
        starts: Timestamp,
        /// The meeting.
        meeting: EntryId,
    },
}

impl Occasion {
    /// Whether both are the start, or the same meeting, whenever it was to begin.
    #[must_use]
    pub fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::First, Self::First) => true,
            (Self::Meeting { meeting, .. }, Self::Meeting { meeting: other, .. }) => meeting == other,
            _ => false,
        }
    }
}

/// Four marks are saved; they never change afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// The marks.
    pub marks: Marks,
    /// What it is for.
    pub occasion: Occasion,
    /// Somebody helped ("med stöd av").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub supported: bool,
    /// A correction within 24 hours replaces this rating; both are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<OpId>,
}

/// One rating shown to those who may read the tab, for one meeting (R77): a copy, so that the private
/// original stays where it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Show {
    /// The marks.
    pub marks: Marks,
    /// What the rating is for.
    pub occasion: Occasion,
    /// When the rating was made, by the phone's clock.
    pub made_at: Timestamp,
    /// "Vad har bidragit?", as it was when shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contributed: String,
}

/// A rating as it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rating {
    /// Its entry.
    pub entry: EntryId,
    /// What it is for.
    pub occasion: Occasion,
    /// The marks that count.
    pub marks: Marks,
    /// The op that saved them.
    pub op: OpId,
    /// When it was made, by the phone's clock.
    pub made_at: Timestamp,
    /// "Vad har bidragit?".
    pub contributed: String,
    /// It has been shown to others.
    pub shown: bool,
    /// Another one for the same occasion came first in the log; kept beside it.
    pub beside: bool,
}

fn counted(entry: &Entry) -> Option<Rating> {
    let mut rating: Option<Rating> = None;
    let mut rated: Vec<OpId> = Vec::new();
    let mut shown = false;
    for fact in &entry.facts {
        let (marks, occasion, made_at, words) = match &fact.what {
            // A correction names a rating of this entry; anything else that comes second is kept, not counted.
            FactKind::Rated(rate) if rated.is_empty() || rate.replaces.is_some_and(|op| rated.contains(&op)) => {
                rated.push(fact.stamp.op);
                (rate.marks, rate.occasion, fact.stamp.made_at, "")
            }
            FactKind::Shown(show) => {
                shown = true;
                // Her own devices hold the original; others see what was shown last.
                if !rated.is_empty() {
                    continue;
                }
                (show.marks, show.occasion, show.made_at, show.contributed.as_str())
            }
            _ => continue,
        };
        rating = Some(Rating {
            entry: entry.id,
            occasion,
            marks,
            op: fact.stamp.op,
            made_at,
            contributed: words.to_owned(),
            shown: false,
            beside: false,
        });
    }
    let mut rating = rating?;
    rating.shown = shown;
    let own = entry.text(Field::Contributed);
    if !own.is_empty() {
        own.clone_into(&mut rating.contributed);
    }
    Some(rating)
}

/// All ratings, in the order of what they are for. Of two for one occasion, the first in the log counts.
#[must_use]
pub fn all(ratings: &TabState) -> Vec<Rating> {
    let is_there = |entry: &&Entry| entry.kind == EntryKind::Rating && entry.is_shown();
    let mut entries: Vec<&Entry> = ratings.entries.values().filter(is_there).collect();
    crate::order::sort_by_key(&mut entries, |entry| {
        (entry.created.seq.unwrap_or(u64::MAX), entry.created.made_at, entry.id)
    });
    let mut all: Vec<Rating> = Vec::new();
    for mut rating in entries.into_iter().filter_map(counted) {
        // The copied start may differ if the meeting was moved in between; it is still one meeting.
        if let Some(first) = all.iter().find(|other| other.occasion.is_same(rating.occasion)) {
            rating.beside = true;
            rating.occasion = first.occasion;
        }
        all.push(rating);
    }
    crate::order::sort_by_key(&mut all, |rating| (rating.occasion, rating.beside));
    all
}

/// How one total stands to the one before, in her view: never better or worse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// Less than 2,0 apart.
    AboutTheSame,
    /// Högre än sist.
    Higher,
    /// Lägre än sist.
    Lower,
}

/// Totals closer than this, in tenths, are called about the same.
pub const ABOUT_THE_SAME: u16 = 20;

/// Compares two totals in tenths.
#[must_use]
pub fn change(before: u16, now: u16) -> Change {
    match now.abs_diff(before) {
        difference if difference < ABOUT_THE_SAME => Change::AboutTheSame,
        _ if now > before => Change::Higher,
        _ => Change::Lower,
    }
}

/// Whether a rating can be made now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    /// Yes, for this.
    Open(Occasion),
    /// Not yet: it opens at this moment.
    OpensAt(Timestamp),
    /// No resource-group meeting is booked that one could belong to.
    NothingBooked,
}

/// How many days before a resource-group meeting its rating opens (R73).
pub const OPENS_DAYS_BEFORE: i64 = 7;

/// Finds what a rating made now would be for. `done` is what has been rated already: occasions only,
/// so that the caller need not load a single earlier mark (R74).
#[must_use]
pub fn window(done: &[Occasion], meetings: &TabState, now: Timestamp) -> Window {
    let groups = meeting::upcoming(meetings, now).into_iter().filter(|entry| meeting::is_care_team(entry));
    window_among(done, groups.filter_map(|entry| Some((entry.id, entry.instant(Field::Starts)?))), now)
}

/// The same among coming resource-group meetings and their starts, the nearest first.
#[must_use]
pub fn window_among(
    done: &[Occasion],
    groups: impl IntoIterator<Item = (EntryId, Timestamp)>,
    now: Timestamp,
) -> Window {
    let next = groups.into_iter().find_map(|(meeting, starts)| {
        let occasion = Occasion::Meeting { starts, meeting };
        let rated = done.iter().any(|done| done.is_same(occasion));
        (!rated && starts > now).then_some((starts, occasion))
    });
    match next {
        // Her first of all is also the one before that meeting: she is asked once.
        Some((starts, occasion)) if starts.plus_days(-OPENS_DAYS_BEFORE) <= now => Window::Open(occasion),
        _ if done.is_empty() => Window::Open(Occasion::First),
        None => Window::NothingBooked,
        Some((starts, _)) => Window::OpensAt(starts.plus_days(-OPENS_DAYS_BEFORE)),
    }
}

/// A total or mark in tenths with the decimal mark of a language: 149 → "14,9".
#[must_use]
pub fn tenths(value: u16, decimal_mark: char) -> String {
    format!("{}{decimal_mark}{}", value / 10, value % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(marks: [u8; 4]) -> String {
        tenths(Marks::try_from(marks).unwrap().total(), ',')
    }

    #[test]
    fn totals_follow_the_test_vectors() {
        assert_eq!(total([100, 100, 100, 100]), "40,0");
        assert_eq!(total([0, 0, 0, 0]), "0,0");
        assert_eq!(total([31, 40, 26, 52]), "14,9");
    }

    #[test]
    fn three_of_four_answered_is_no_total() {
        assert_eq!(complete([Some(1), Some(2), None, Some(4)]), None);
    }

    #[test]
    fn a_mark_above_a_hundred_is_refused() {
        assert!(serde_json::from_str::<Marks>("[1,2,3,101]").is_err());
    }

    #[test]
    fn less_than_two_apart_is_about_the_same() {
        assert_eq!(change(149, 168), Change::AboutTheSame);
        assert_eq!(change(149, 169), Change::Higher);
        assert_eq!(change(149, 129), Change::Lower);
    }
}

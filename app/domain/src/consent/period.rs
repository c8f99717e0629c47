//! From when and until when a sentence holds (R28). The fold reads no clock: a sentence stands in the log
//! whatever day it is, and whether it is in force is asked with the time as an argument.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A stretch of time, open at either end.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Period {
    /// The first moment; `None` is from when it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// The first moment when it holds no longer; `None` is until it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Period {
    /// Until it is taken back (sv: tills vidare).
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether it has no ends.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::ALWAYS
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn holds_at(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether it has ended by itself.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// The next moment after this one when it begins or ends.
    #[must_use]
    pub fn next_turn(&self, now: Timestamp) -> Option<Timestamp> {
        [self.from, self.until].into_iter().flatten().filter(|turn| *turn > now).min()
    }

    /// Whether there is a moment in it at all.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.from.zip(self.until).is_none_or(|(from, until)| from < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn the_first_moment_is_in_and_the_last_is_not() {
        let period = Period { from: Some(at(10)), until: Some(at(20)) };
        assert_eq!([9, 10, 19, 20].map(|now| period.holds_at(at(now))), [false, true, true, false]);
        assert_eq!(
            [9, 10, 19, 20].map(|now| period.next_turn(at(now))),
            [Some(at(10)), Some(at(20)), Some(at(20)), None]
        );
        assert_eq!([19, 20].map(|now| period.is_over(at(now))), [false, true]);
    }

    #[test]
    fn open_ends_hold_for_ever_and_a_period_ends_after_it_begins() {
        assert!(Period::ALWAYS.holds_at(at(i64::MIN)) && Period::ALWAYS.holds_at(at(i64::MAX)));
        assert!(Period::ALWAYS.is_possible());
        assert!(!Period { from: Some(at(5)), until: Some(at(5)) }.is_possible());
    }

    #[test]
    fn a_sentence_without_a_period_is_written_as_before_there_were_any() {
        assert_eq!(serde_json::to_string(&Period::ALWAYS).unwrap(), "{}");
        assert_eq!(serde_json::from_str::<Period>("{}").unwrap(), Period::ALWAYS);
    }
}

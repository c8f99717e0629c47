//! Since when somebody has been let in to a tab without a break (design §2, "A new reader").
//!
//! A sentence that is renewed before it ends, or followed by one that begins where it ends, takes nothing away:
//! its reader has history from the first of them. One that comes after a break, be it a last day or a "nej",
//! begins anew, and so does one after a "nej" that was taken back at once: what is closed has been closed.

use super::Period;
use crate::{Seq, Timestamp};

/// A sentence that nobody has taken back, as the log has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given {
    /// Its place.
    pub seq: Seq,
    /// When the server heard of it: it never holds before.
    pub received_at: Timestamp,
    /// From when and until when.
    pub period: Period,
}

/// Where in the log somebody was let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LetIn {
    /// With the sentence at this place.
    With(Seq),
    /// At a moment after that, with whatever is received from then on.
    At(Timestamp),
}

impl Given {
    fn begins(&self) -> Timestamp {
        self.period.from.map_or(self.received_at, |from| from.max(self.received_at))
    }

    /// Two that came in one request begin at one moment.
    fn order(&self) -> (Timestamp, Seq) {
        (self.begins(), self.seq)
    }

    /// Whether it holds until a later one begins. One that begins when it is heard of must be heard of in time:
    /// at the last moment its reader is out.
    fn leads_to(&self, later: &Self) -> bool {
        let in_time = |until: Timestamp| match later.let_in() {
            LetIn::With(_) => later.begins() < until,
            LetIn::At(from) => from <= until,
        };
        self.order() < later.order() && self.period.until.is_none_or(in_time)
    }

    fn let_in(&self) -> LetIn {
        match self.period.from {
            Some(from) if from > self.received_at => LetIn::At(from),
            _ => LetIn::With(self.seq),
        }
    }
}

/// Where the unbroken row of sentences about one person and one tab begins that holds now; `None` if none holds.
#[must_use]
pub fn let_in_since(sentences: &[Given], now: Timestamp) -> Option<LetIn> {
    let earliest = |ones: &mut dyn Iterator<Item = &Given>| ones.min_by_key(|one| one.order()).copied();
    let mut first = earliest(&mut sentences.iter().filter(|one| one.period.holds_at(now)))?;
    while let Some(before) = earliest(&mut sentences.iter().filter(|one| one.leads_to(&first))) {
        first = before;
    }
    Some(first.let_in())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    /// Received at ten times its place.
    fn given(seq: Seq, from: Option<i64>, until: Option<i64>) -> Given {
        let received_at = at(i64::try_from(seq).unwrap() * 10);
        Given { seq, received_at, period: Period { from: from.map(at), until: until.map(at) } }
    }

    #[test]
    fn what_follows_without_a_break_goes_on() {
        let (first, second, third) =
            (given(1, None, Some(50)), given(3, Some(50), Some(90)), given(8, None, None));
        for row in [[first, second, third], [third, first, second]] {
            assert_eq!(let_in_since(&row, at(49)), Some(LetIn::With(1)));
            assert_eq!(let_in_since(&row, at(50)), Some(LetIn::With(1)), "the next begins when one ends");
            assert_eq!(let_in_since(&row, at(200)), Some(LetIn::With(1)), "given before the last one ended");
        }
    }

    #[test]
    fn what_came_in_one_request_follows_in_its_order() {
        let at_once = |seq, until| Given { received_at: at(10), ..given(seq, None, until) };
        assert_eq!(let_in_since(&[at_once(1, Some(50)), at_once(3, None)], at(60)), Some(LetIn::With(1)));
    }

    #[test]
    fn what_comes_after_a_break_begins_anew() {
        let late = given(6, None, None);
        for ended in [59, 60] {
            assert_eq!(let_in_since(&[given(1, None, Some(ended)), late], at(60)), Some(LetIn::With(6)));
        }
        let later = given(2, Some(70), None);
        assert_eq!(let_in_since(&[given(1, None, Some(69)), later], at(70)), Some(LetIn::At(at(70))));
    }

    #[test]
    fn a_sentence_counts_from_its_first_moment_and_never_from_before_it_was_heard_of() {
        assert_eq!(let_in_since(&[given(2, Some(70), None)], at(69)), None);
        assert_eq!(let_in_since(&[given(2, Some(70), None)], at(70)), Some(LetIn::At(at(70))));
        assert_eq!(let_in_since(&[given(2, Some(5), None)], at(70)), Some(LetIn::With(2)), "it came late");
    }

    #[test]
    fn one_that_was_over_before_it_was_heard_of_bridges_nothing() {
        let bridge = given(6, Some(30), Some(55));
        assert_eq!(
            let_in_since(&[given(1, None, Some(40)), bridge, given(7, None, None)], at(80)),
            Some(LetIn::With(7))
        );
        assert_eq!(let_in_since(&[], at(80)), None);
    }
}

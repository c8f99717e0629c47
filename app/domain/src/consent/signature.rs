//! Her name under sentences (sv: underskrift), drawn on a screen or written with keys (R25).
//!
//! It is an op of its own beside the sentences, so that what opens a tab stays the sentence alone, and a sentence
//! that nobody signed is exactly as good as before. An app that does not know the kind shows the sentence as it was
//! recorded, which claims less. One op is about one person: nobody hears of the sentences about somebody else.

use serde::{Deserialize, Serialize};

use crate::entry::Stamp;
use crate::fact::FactKind;
use crate::{EntryId, PersonId, Seq, TabState};

/// How wide the field is that she draws in; a point's first number is never larger.
pub const FIELD_WIDTH: u16 = 600;

/// How high the field is.
pub const FIELD_HEIGHT: u16 = 240;

/// The most points a drawing keeps: about 6 KB.
pub const POINTS_MAX: usize = 800;

/// The most sentences one signature is under.
const SENTENCES_MAX: usize = 50;

type Point = (u16, u16);

/// Her name under sentences about one person (sv: underskrift).
#[doc(alias = "underskrift")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signature {
    /// Whom the sentences are about.
    pub person: PersonId,
    /// The entries of the sentences.
    pub sentences: Vec<EntryId>,
    /// Her name, if she wrote it with keys.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Her name, if she drew it: for each stroke x, y, x, y and so on, in a field of 600 by 240.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strokes: Vec<Vec<u16>>,
}

/// A signature with who recorded it and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed<'a> {
    /// Who and when: she herself, or the coordinator on whose screen she drew.
    pub stamp: &'a Stamp,
    /// What.
    pub signature: &'a Signature,
}

impl Signature {
    /// Whether it is one: under something, drawn or written and not both, and inside the field.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let is_under = !self.sentences.is_empty() && self.sentences.len() <= SENTENCES_MAX;
        let is_drawn = !self.strokes.is_empty();
        is_under && is_drawn == self.name.trim().is_empty() && self.strokes.iter().all(|stroke| is_stroke(stroke))
    }

    /// Whether there are no more points than are kept.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.strokes.iter().map(Vec::len).sum::<usize>() <= 2 * POINTS_MAX
    }
}

fn is_stroke(numbers: &[u16]) -> bool {
    let (points, rest) = numbers.as_chunks::<2>();
    rest.is_empty() && !points.is_empty() && points.iter().all(|[x, y]| *x <= FIELD_WIDTH && *y <= FIELD_HEIGHT)
}

/// The name under a sentence, the latest if there are several.
#[must_use]
pub fn signed(sharing: &TabState, sentence: EntryId) -> Option<Signed<'_>> {
    let about = sharing.entries.get(&sentence)?.facts.iter().find_map(|fact| match &fact.what {
        FactKind::Granted(grant) => Some(grant.person),
        _ => None,
    })?;
    let facts = sharing.entries.values().flat_map(|entry| &entry.facts);
    let under = facts.filter_map(|fact| match &fact.what {
        FactKind::Signed(signature) if signature.person == about && signature.sentences.contains(&sentence) => {
            Some(Signed { stamp: &fact.stamp, signature })
        }
        _ => None,
    });
    // What still waits on the device has no place yet.
    under.max_by_key(|signed| (signed.stamp.seq.unwrap_or(Seq::MAX), signed.stamp.op))
}

/// A drawing with few enough points to keep: those are left out that lie nearest to the one before, never the
/// ends of a stroke. What has more strokes than points are kept loses its last strokes.
#[must_use]
pub fn thinned(strokes: &[Vec<(u16, u16)>]) -> Vec<Vec<u16>> {
    let strokes = strokes.iter().filter(|stroke| !stroke.is_empty());
    let strokes: Vec<&[Point]> = strokes.take(POINTS_MAX / 2).map(Vec::as_slice).collect();
    let mut apart = 2;
    loop {
        let thin: Vec<Vec<Point>> = strokes.iter().map(|stroke| spaced(stroke, apart)).collect();
        if thin.iter().map(Vec::len).sum::<usize>() <= POINTS_MAX {
            return thin
                .into_iter()
                .map(|stroke| stroke.into_iter().flat_map(|(x, y)| [x, y]).collect())
                .collect();
        }
        apart *= 2;
    }
}

/// The points that are at least so far from the last one kept, and both ends.
fn spaced(stroke: &[Point], apart: u16) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in stroke.iter().map(|(x, y)| ((*x).min(FIELD_WIDTH), (*y).min(FIELD_HEIGHT))) {
        let is_far = kept.last().is_none_or(|(x, y)| x.abs_diff(point.0).max(y.abs_diff(point.1)) >= apart);
        if is_far {
            kept.push(point);
        }
    }
    if let (Some((x, y)), true) = (stroke.last(), stroke.len() > 1) {
        let end = ((*x).min(FIELD_WIDTH), (*y).min(FIELD_HEIGHT));
        if kept.last() != Some(&end) {
            kept.push(end);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(strokes: &[Vec<u16>]) -> usize {
        strokes.iter().map(Vec::len).sum::<usize>() / 2
    }

    #[test]
    fn a_short_drawing_is_kept_as_it_was_drawn() {
        let drawn = vec![vec![(10, 20), (30, 20), (30, 60)], vec![(200, 100)]];
        assert_eq!(thinned(&drawn), [vec![10, 20, 30, 20, 30, 60], vec![200, 100]]);
    }

    #[test]
    fn a_long_drawing_keeps_its_ends_and_fits() {
        let slow: Vec<Point> = (0..6000).map(|n| (n / 10, n % 190)).collect();
        let thin = thinned(&[slow.clone(), slow.clone()]);
        assert!(points(&thin) <= POINTS_MAX && points(&thin) > POINTS_MAX / 8, "{}", points(&thin));
        for stroke in &thin {
            assert!(stroke.starts_with(&[0, 0]) && stroke.ends_with(&[599, 109]), "{stroke:?}");
        }
    }

    #[test]
    fn a_hand_that_leaves_the_field_draws_along_its_edge() {
        let out = thinned(&[vec![(590, 100), (u16::MAX, u16::MAX)]]);
        assert_eq!(out, [[590, 100, FIELD_WIDTH, FIELD_HEIGHT]]);
    }

    #[test]
    fn thousands_of_dots_come_to_an_end() {
        let dots: Vec<Vec<Point>> = (0..5000).map(|n| vec![(n % 600, n % 200)]).collect();
        assert!(points(&thinned(&dots)) <= POINTS_MAX);
        assert!(thinned(&[Vec::new()]).is_empty());
    }

    #[test]
    fn what_is_kept_is_always_small_and_possible() {
        let busy: Vec<Vec<Point>> = (0..399).map(|n| (0..50).map(|m| (n + m * 4, m * 4)).collect()).collect();
        let (person, entry) = (PersonId::from_uuid(uuid::Uuid::nil()), EntryId::from_uuid(uuid::Uuid::nil()));
        let strokes = thinned(&busy);
        let made = Signature { person, sentences: vec![entry], name: String::new(), strokes };
        assert!(made.is_possible() && made.is_small());
        assert!(serde_json::to_string(&made).unwrap().len() < 8 * 1024);
    }
}

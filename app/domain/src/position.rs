//! Where something stands in a list ordered by hand: a fractional index.
//!
//! A position is a fraction between 0 and 1 written with the digits `0-9a-z`, compared as text. Between
//! any two there is always room for another, so moving one line never rewrites the others. Two lines
//! that get the same position on two phones are told apart by entry id.

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The longest position taken from the wire; 256 digits leave room for a thousand additions at one end.
pub const POSITION_MAX: usize = 256;

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|d| *d == byte).unwrap_or(0)
}

/// Whether a text is a position: some digits, the last one not `0` (else nothing fits before it).
#[must_use]
pub fn is_valid(text: &str) -> bool {
    (1..=POSITION_MAX).contains(&text.len())
        && text.bytes().all(|byte| DIGITS.contains(&byte))
        && !text.ends_with('0')
}

/// A position after `before` and before `after`; an open end is `None`. If the two are not in order
/// (two lines moved to one spot on two phones), the answer is just after `before`. Where no room is left
/// within [`POSITION_MAX`] it is a neighbour's own place: the two are then told apart by entry id. A text
/// that is no position counts as an open end.
#[must_use]
pub fn between(before: Option<&str>, after: Option<&str>) -> String {
    let before = before.filter(|place| is_valid(place));
    let after = after.filter(|place| is_valid(place));
    let middle = middle(before, after);
    let neighbours = [Some(middle.as_str()), before, after];
    neighbours.into_iter().flatten().find(|place| is_valid(place)).unwrap_or("i").to_owned()
}

fn middle(before: Option<&str>, after: Option<&str>) -> String {
    let low = before.unwrap_or_default().as_bytes();
    let high = after.filter(|after| after.as_bytes() > low).map(str::as_bytes);
    let mut out = String::new();
    let mut bounded = high;
    for index in 0.. {
        let from = low.get(index).map_or(0, |byte| digit(*byte));
        let to = match bounded {
            Some(high) => high.get(index).map_or(0, |byte| digit(*byte)),
            None => DIGITS.len(),
        };
        if to > from + 1 {
            let middle = usize::midpoint(from, to);
            out.push(char::from(DIGITS.get(middle).copied().unwrap_or(b'z')));
            return out;
        }
        out.push(char::from(DIGITS.get(from).copied().unwrap_or(b'0')));
        if to > from {
            // One digit apart: anything after `from…` is below `to…`.
            bounded = None;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_at_both_ends_and_between() {
        let first = between(None, None);
        let before = between(None, Some(&first));
        let after = between(Some(&first), None);
        let middle = between(Some(&before), Some(&first));
        assert!(before < middle && middle < first && first < after);
    }

    #[test]
    fn the_same_gap_can_be_split_a_hundred_times_within_the_wire_limit() {
        let low = between(None, None);
        let mut high = between(Some(&low), None);
        for _ in 0..100 {
            let new = between(Some(&low), Some(&high));
            assert!(low < new && new < high && is_valid(&new), "{low} {new} {high}");
            high = new;
        }
    }

    #[test]
    fn adding_at_the_end_over_and_over_stays_short() {
        let mut last = between(None, None);
        for _ in 0..200 {
            let next = between(Some(&last), None);
            assert!(next > last && is_valid(&next), "{last} {next}");
            last = next;
        }
    }

    #[test]
    fn where_no_room_is_left_two_lines_share_a_place() {
        let longest = "z".repeat(POSITION_MAX);
        assert_eq!(between(Some(&longest), None), longest);
        let lowest = format!("{}1", "0".repeat(POSITION_MAX - 1));
        assert_eq!(between(None, Some(&lowest)), lowest);
    }

    #[test]
    fn a_text_that_is_no_position_counts_as_an_open_end() {
        for text in ["", "~", "0", "a0", "å", "A", " ", &"1".repeat(POSITION_MAX + 1)] {
            assert!(!is_valid(text), "{text:?}");
            assert_eq!(between(Some(text), Some(text)), between(None, None), "{text:?}");
            assert!(is_valid(&between(Some("0"), Some(text))) && is_valid(&between(Some(text), Some("i"))));
        }
    }

    #[test]
    fn two_equal_positions_give_one_just_after() {
        assert!(between(Some("i"), Some("i")).as_str() > "i");
    }
}

//! Putting lists in order.
//!
//! The standard library makes its sort anew for every type and every closure, about 4 KB of wasm each, and
//! the app has two dozen. Here places are sorted instead, by one copy for all; the list is moved after.

use std::cmp::Ordering;

/// Sorts by a comparison. What compares as equal keeps its order.
pub fn sort_by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..list.len()).collect();
    sort_places(&mut places, &mut |a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // What stood at `places[to]` belongs at `to`; if that has been moved already, it stands where it was swapped to.
    for to in 0..list.len() {
        let mut from = to;
        loop {
            from = places.get(from).copied().unwrap_or(to);
            if from >= to {
                break;
            }
        }
        list.swap(to, from);
    }
}

/// Sorts by a key. What has equal keys keeps its order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

fn sort_places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_the_standard_stable_sort(list in prop::collection::vec((0_u8..8, any::<u16>()), 0..80)) {
            let (mut ours, mut theirs) = (list.clone(), list);
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, Ord::cmp);
            theirs.sort_by(Ord::cmp);
            prop_assert_eq!(ours, theirs);
        }
    }
}

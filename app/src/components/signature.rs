//! Her name as she signed: drawn on the screen, or written with keys.

mod field;

use std::fmt::Write as _;

use domain::consent::{FIELD_HEIGHT, FIELD_WIDTH, Signature};
use leptos::prelude::*;

pub(crate) use field::{Drawing, SigningField};

/// The signature as it was made, with what it is in words for whoever does not see it.
#[component]
pub(crate) fn SignatureView(
    /// What was drawn or written.
    signature: Signature,
    /// "Underskrift av Maja".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    if signature.strokes.is_empty() {
        return view! { <p class="signature signature--keys">{signature.name}</p> }.into_any();
    }
    let path: String = signature.strokes.iter().map(|stroke| path_of(stroke)).collect();
    view! {
        <svg class="signature" viewBox=view_box() role="img" aria-label=label>
            <path class="signature__ink" d=path></path>
        </svg>
    }
    .into_any()
}

fn view_box() -> String {
    format!("0 0 {FIELD_WIDTH} {FIELD_HEIGHT}")
}

/// A stroke as an SVG path: a dot, or a line that is round in its bends as a pen's is.
fn path_of(numbers: &[u16]) -> String {
    let points: Vec<(f64, f64)> =
        numbers.as_chunks::<2>().0.iter().map(|[x, y]| (f64::from(*x), f64::from(*y))).collect();
    let mut path = String::new();
    let (Some((x, y)), Some(last)) = (points.first(), points.last()) else { return path };
    // Writing to a String cannot fail.
    let _ = write!(path, "M{x} {y}");
    for pair in points.windows(2) {
        if let [(x1, y1), (x2, y2)] = pair {
            let _ = write!(path, "Q{x1} {y1} {} {}", f64::midpoint(*x1, *x2), f64::midpoint(*y1, *y2));
        }
    }
    let _ = write!(path, "L{} {}", last.0, last.1);
    path
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_stroke_goes_from_its_first_point_to_its_last() {
        assert_eq!(path_of(&[0, 0, 10, 0, 10, 20]), "M0 0Q0 0 5 0Q10 0 10 10L10 20");
    }

    #[test]
    fn a_dot_is_seen_and_no_point_is_nothing() {
        assert_eq!(path_of(&[7, 9]), "M7 9L7 9");
        assert_eq!(path_of(&[]), "");
    }
}

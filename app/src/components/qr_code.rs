//! A link as a QR code, drawn as one path: no image, no markup from elsewhere.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// White around the code, in modules, beside the padding that CSS gives.
const MARGIN: usize = 2;

/// The code; dark on white in both themes, where it stands, because that is what cameras read.
#[component]
pub(crate) fn QrCode(
    /// What the camera reads.
    link: String,
    /// What it is for, to whoever does not see it.
    label: &'static str,
    /// A further class, for its place.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    drawn(&link).map(|(size, path)| {
        let side = size + 2 * MARGIN;
        let class = if class.is_empty() { "qr-code".to_owned() } else { format!("qr-code {class}") };
        view! {
            <svg class=class viewBox=format!("-{MARGIN} -{MARGIN} {side} {side}") role="img" aria-label=label
                shape-rendering="crispEdges">
                <path class="qr-code__modules" d=path></path>
            </svg>
        }
    })
}

/// The side in modules, and a path with one rectangle for each run of dark ones.
fn drawn(link: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(link).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for (y, row) in code.data.chunks(code.size).take(code.size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a.value() == b.value()) {
            let width = run.len();
            if run.first().is_some_and(|module| module.value()) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h{width}v1h-{width}z");
            }
            x += width;
        }
    }
    Some((code.size, path))
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn the_first_row_begins_with_the_finder_pattern() {
        let (size, path) = drawn("https://parmen.example/para#abcdefghijklmnopqrstuvwxyz").unwrap();
        assert!(size >= 21);
        assert!(path.starts_with("M0 0h7v1h-7z"), "{path}");
    }
}

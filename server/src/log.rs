//! What may be written to the log, whatever `RUST_LOG` asks for: nothing personal, and no address, because an
//! address may be somebody's link (design §7).

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{Directive, ParseError};

/// Libraries that tell of addresses or of what was sent, at their most talkative.
const KEPT_QUIET: [&str; 3] = ["tower_http=info", "hyper=info", "axum=info"];

/// Without a wish, warnings and what the server itself says.
const USUAL: &str = "warn,server=info";

/// What is written down, by a wish such as `RUST_LOG` holds; one that cannot be read is none.
///
/// # Errors
/// Never; the texts are our own.
pub fn filter(wish: Option<&str>) -> Result<EnvFilter, ParseError> {
    let usual = || EnvFilter::new(USUAL);
    let mut filter = wish.map_or_else(usual, |wish| EnvFilter::try_new(wish).unwrap_or_else(|_| usual()));
    // Later ones take the place of earlier ones about the same library.
    for quiet in KEPT_QUIET {
        filter = filter.add_directive(quiet.parse::<Directive>()?);
    }
    Ok(filter)
}

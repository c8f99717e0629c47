//! `parmen feedback`: which pages were said to be hard to use, and how often. There is no more to know: nobody's
//! name, device or pärm was ever kept with it.

use std::io::{self, Write as _};

use server::AppState;

use super::Arguments;
use super::period::Period;

/// Prints the counts of the days that are asked for.
pub(super) async fn run(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let (first, last) = Period::read(arguments.required("from")?, arguments.required("to")?)?.days;
    let counts = state.store().feedback(&first, &last).await?;
    let mut out = io::stdout().lock();
    if arguments.has("csv") {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["day", "page", "version", "taps"])?;
        for count in counts {
            csv.write_record([count.day, count.page, count.version, count.n_taps.to_string()])?;
        }
        csv.flush()?;
        return Ok(());
    }
    let n_taps: u64 = counts.iter().map(|count| count.n_taps).sum();
    writeln!(out, "{first} to {last}: {n_taps} taps")?;
    for count in counts {
        writeln!(out, "{}  {:5}  {}  {}", count.day, count.n_taps, count.page, count.version)?;
    }
    Ok(())
}

//! `parmen redact`: what was removed 90 days ago is emptied, for a store whose server may not do it itself.

use std::io::{self, Write as _};

use server::AppState;

/// Empties what is due and says how much that was, never whose.
pub(super) async fn run(state: &AppState) -> anyhow::Result<()> {
    let n_gone = state.store().redact(state.clock().now()).await?;
    writeln!(io::stdout(), "{n_gone} emptied")?;
    Ok(())
}

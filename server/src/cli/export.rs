//! `parmen export BINDER`: everything in one pärm as JSON, for whoever has the right to all of it: the
//! log as it was written, and every tab as it stands.

use std::io::{self, Write as _};

use anyhow::Context as _;
use domain::BinderId;
use server::AppState;
use server::whole_binder::WholeBinder;

/// Writes the export to standard output.
pub(super) async fn run(state: &AppState, binder: BinderId) -> anyhow::Result<()> {
    let access = state.store().job_access(binder).await?.context("there is no such pärm")?;
    let whole = WholeBinder::of(state.store(), &access).await?;
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &whole)?;
    writeln!(out)?;
    Ok(())
}

//! `parmen export BINDER`: everything in one pärm as JSON, for whoever has the right to all of it: the
//! log as it was written, and every tab as it stands.

use std::io::{self, Write as _};

use anyhow::Context as _;
use domain::{BinderId, BinderTab, SequencedOp, TabState, fold};
use serde::Serialize;
use server::AppState;

#[derive(Serialize)]
struct Export<'a> {
    binder: BinderId,
    owner_name: &'a str,
    tabs: Vec<TabState>,
    ops: &'a [SequencedOp],
}

/// Writes the export to standard output.
pub(super) async fn run(state: &AppState, binder: BinderId) -> anyhow::Result<()> {
    let access = state.store().job_access(binder).await?.context("there is no such pärm")?;
    let facts = state.store().binder(&access).await?;
    let ops = state.store().log(&access).await?;
    let tabs = BinderTab::ALL.into_iter().map(|tab| fold(tab, &ops)).collect();
    let export = Export { binder, owner_name: &facts.owner_name, tabs, ops: &ops };
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &export)?;
    writeln!(out)?;
    Ok(())
}

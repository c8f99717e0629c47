//! `parmen check`: folds every log and compares the lists that follow from it.

use std::io::{self, Write as _};
use std::process::ExitCode;

use server::AppState;
use server::store::{Fault, Missing};

/// Checks every pärm; fails if one is not as its log says.
pub(super) async fn run(state: &AppState) -> anyhow::Result<ExitCode> {
    let binders = state.store().binder_ids().await?;
    let mut out = io::stdout().lock();
    let mut n_faulty: usize = 0;
    for binder in &binders {
        let Some(access) = state.store().job_access(*binder).await? else {
            continue;
        };
        // No fault: they may wait on a device that has no network.
        if let Ok(Missing { n_absent: 1.., .. }) = state.store().check_attachments(&access).await {
            writeln!(out, "{binder}: pictures are missing that a device may still have")?;
        }
        // One that cannot be read is told and counted; the others are still checked.
        let said = match state.store().check_binder(&access).await {
            Ok(faults) if faults.is_empty() => continue,
            Ok(faults) => faults.iter().map(in_words).collect::<Vec<_>>().join(", "),
            Err(error) => error.to_string(),
        };
        n_faulty += 1;
        writeln!(out, "{binder}: {said}")?;
    }
    writeln!(out, "{} checked, {n_faulty} not as the log says", binders.len())?;
    Ok(if n_faulty == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn in_words(fault: &Fault) -> String {
    match fault {
        Fault::Gap => "the log has a gap".to_owned(),
        Fault::Differs { table } => format!("{table} differs"),
    }
}

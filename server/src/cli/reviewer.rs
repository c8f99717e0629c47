//! `parmen reviewer …`: whom a unit names to check its access log (HSLF-FS 2016:40).

use std::io::{self, Write as _};

use anyhow::{Context as _, ensure};
use domain::PersonId;
use domain::api::AccountAct;
use server::AppState;

use super::Arguments;
use super::audit::organization;
use super::coordinator::person_of;

/// Names somebody.
pub(super) async fn add(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let ((unit, name), person) = (organization(state, arguments).await?, person_of(state, arguments).await?);
    ensure!(state.store().add_reviewer(unit, person).await?, "she or he checks it already");
    done(state, person, AccountAct::NamedReviewer, arguments).await?;
    writeln!(io::stdout(), "checks the access log of {name} from now on")?;
    Ok(())
}

/// Somebody checks it no more.
pub(super) async fn remove(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let ((unit, name), person) = (organization(state, arguments).await?, person_of(state, arguments).await?);
    ensure!(state.store().remove_reviewer(unit, person).await?, "she or he does not check it");
    done(state, person, AccountAct::ReviewerNoMore, arguments).await?;
    writeln!(io::stdout(), "checks the access log of {name} no more")?;
    Ok(())
}

/// Prints who does.
pub(super) async fn list(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let (unit, name) = organization(state, arguments).await?;
    let mut out = io::stdout().lock();
    let reviewers = state.store().reviewers(unit).await?;
    writeln!(out, "{} for {name}", reviewers.len())?;
    for reviewer in reviewers {
        writeln!(out, "{reviewer}")?;
    }
    Ok(())
}

async fn done(state: &AppState, person: PersonId, act: AccountAct, arguments: &Arguments) -> anyhow::Result<()> {
    let by = arguments.optional("by").unwrap_or("the command line").trim();
    state.store().note_account(person, act, by).await.context("it was done and not written down")
}

//! `parmen group …`: whom the organisations name to the group that reads what was lifted to it, and what was done there.

use std::io::{self, Write as _};

use anyhow::{Context as _, ensure};
use domain::PersonId;
use domain::api::AccountAct;
use server::AppState;
use server::store::IssueAct;

use super::Arguments;
use super::coordinator::person_of;
use super::period::Period;

/// Names somebody a member.
pub(super) async fn add(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let person = person_of(state, arguments).await?;
    ensure!(state.store().join_group(person).await?, "she or he is in the group already");
    done(state, person, AccountAct::JoinedGroup, arguments).await?;
    writeln!(io::stdout(), "reads what is lifted to the group from now on")?;
    Ok(())
}

/// Somebody is a member no more.
pub(super) async fn remove(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let person = person_of(state, arguments).await?;
    ensure!(state.store().leave_group(person).await?, "she or he is not in the group");
    done(state, person, AccountAct::LeftGroup, arguments).await?;
    writeln!(io::stdout(), "reads nothing there any more")?;
    Ok(())
}

/// Prints who is in it.
pub(super) async fn list(state: &AppState) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let members = state.store().group().await?;
    writeln!(out, "{} in the group", members.len())?;
    for member in members {
        writeln!(out, "{}  {}", member.name, member.organization)?;
    }
    Ok(())
}

/// Prints who took up, lifted, decided and read what, on the days that are asked for.
pub(super) async fn log(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let (first, last) = Period::read(arguments.required("from")?, arguments.required("to")?)?.days;
    let events = state.store().issue_events(&first, &last).await?;
    let mut out = io::stdout().lock();
    writeln!(out, "{first} to {last}: {} in the log of what was lifted", events.len())?;
    for event in events {
        let act = match event.act {
            IssueAct::TookUp => "took up",
            IssueAct::Lifted => "lifted",
            IssueAct::Decided => "decided",
            IssueAct::Read => "read",
        };
        writeln!(out, "{}  {}  {}  {act}  {}", event.day, event.name, event.organization, event.issue)?;
    }
    Ok(())
}

async fn done(state: &AppState, person: PersonId, act: AccountAct, arguments: &Arguments) -> anyhow::Result<()> {
    let by = arguments.optional("by").unwrap_or("the command line").trim();
    state.store().note_account(person, act, by).await.context("it was done and not written down")
}

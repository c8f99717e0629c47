//! What an operator does for somebody who has lost her way in, or is to have none any more. Each ends her sessions and
//! stands in the log of accounts (`parmen audit --accounts`) with who did it.

use std::io::{self, Write as _};

use anyhow::{Context as _, anyhow};
use domain::api::AccountAct;
use server::AppState;
use server::auth::{Session, password};
use server::store::Account;

use super::super::Arguments;
use super::read_password;

/// Takes the second step and all passkeys away: she has lost phone and paper. She signs in with her password, and sets it up anew.
pub(in crate::cli) async fn second_factor(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let account = account(state, arguments).await?;
    let was_there = state.store().remove_factor(account.person).await?;
    // What she has lost may hold one.
    state.store().remove_passkeys(account.person).await?;
    done(state, &account, AccountAct::FactorReset, by(arguments)).await?;
    let said = if was_there { "signs in with the password alone now" } else { "had no second step" };
    writeln!(io::stdout(), "{} {said}; her sessions have ended", account.username)?;
    Ok(())
}

/// Gives her another password: she has forgotten hers.
pub(in crate::cli) async fn password(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let account = account(state, arguments).await?;
    let new = read_password(state, vec![account.username.clone(), account.name.clone()]).await?;
    let hash = password::hash(&new, state.clock().bytes()?).map_err(|_| anyhow!("the password cannot be used"))?;
    state.store().set_password(account.person, &hash).await?;
    done(state, &account, AccountAct::PasswordReset, by(arguments)).await?;
    writeln!(io::stdout(), "{} signs in with the new password; her sessions have ended", account.username)?;
    Ok(())
}

/// Closes every way in. Her name stays where it is told what she did.
pub(in crate::cli) async fn close(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let account = account(state, arguments).await?;
    state.store().close_account(account.person).await?;
    done(state, &account, AccountAct::Closed, by(arguments)).await?;
    writeln!(io::stdout(), "nobody signs in as {} any more", account.username)?;
    Ok(())
}

async fn account(state: &AppState, arguments: &Arguments) -> anyhow::Result<Account> {
    let username = arguments.required("username")?;
    state.store().account(username).await?.context("there is no account with that name")
}

fn by(arguments: &Arguments) -> &str {
    arguments.optional("by").unwrap_or("the command line").trim()
}

async fn done(state: &AppState, account: &Account, act: AccountAct, by: &str) -> anyhow::Result<()> {
    state.store().note_account(account.person, act, by).await?;
    Session::end_others(state, account.person, None).await.map_err(|_| anyhow!("her sessions were not ended"))
}

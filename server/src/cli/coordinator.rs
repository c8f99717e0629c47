//! `parmen coordinator add`: an account for a coordinator of a small unit without an identity provider.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Context as _, anyhow, bail, ensure};
use server::AppState;
use server::auth::password;
use server::store::Authority;

use super::Arguments;

/// Who gets an account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account<'a> {
    pub(super) username: &'a str,
    pub(super) name: &'a str,
    pub(super) organization: &'a str,
    /// `region` or `municipality`.
    pub(super) authority: &'a str,
}

/// Adds the account that the arguments describe. The password is read from standard input; at a terminal
/// one is made and shown once.
pub(super) async fn add(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let account = Account {
        username: arguments.required("username")?,
        name: arguments.required("name")?,
        organization: arguments.required("organization")?,
        authority: arguments.optional("authority").unwrap_or("region"),
    };
    let mut out = io::stdout().lock();
    let password = if io::stdin().is_terminal() {
        let made = state.clock().token()?.chars().take(20).collect::<String>();
        writeln!(out, "password (shown once): {made}")?;
        made
    } else {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    create(state, account, &password).await.context("the account was not added")?;
    writeln!(out, "{} can sign in as {}", account.name, account.username)?;
    Ok(())
}

/// Adds an account unless one with its name is there.
pub(super) async fn ensure_account(state: &AppState, account: Account<'_>, password: &str) -> anyhow::Result<()> {
    match state.store().account(account.username).await? {
        Some(_) => Ok(()),
        None => create(state, account, password).await,
    }
}

async fn create(state: &AppState, account: Account<'_>, password: &str) -> anyhow::Result<()> {
    let authority = match account.authority {
        "region" => Authority::Region,
        "municipality" => Authority::Municipality,
        _ => bail!("--authority is region or municipality"),
    };
    ensure!(password.chars().count() >= 12, "a password has at least 12 characters");
    let hash =
        password::hash(password, state.clock().bytes()?).map_err(|_| anyhow!("the password cannot be used"))?;
    let unit = state.store().add_organization(account.organization, authority).await?;
    state.store().add_practitioner(account.username, &hash, account.name, unit).await?;
    Ok(())
}

//! `parmen coordinator …`: accounts with a password of their own, for a small unit without an identity provider,
//! and accounts that are reached through the organisation's provider.

pub(super) mod reset;

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Context as _, anyhow, ensure};
use domain::PersonId;
use server::AppState;
use server::auth::password;
use server::config::ProviderConfig;
use server::store::{Authority, Identity, StoreError};

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
/// one is made and shown once. With an identity and no account name there is none.
pub(super) async fn add(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let identity = arguments.optional("identity");
    let account = Account {
        username: arguments.optional("username").unwrap_or_default(),
        name: arguments.required("name")?,
        organization: arguments.required("organization")?,
        authority: arguments.optional("authority").unwrap_or("region"),
    };
    if account.username.is_empty() {
        let value =
            identity.context("--username is missing, or --identity for whoever signs in at the provider")?;
        let provider = provider(state)?;
        let unit = state.store().add_organization(account.organization, authority(account)?).await?;
        state.store().add_identified(named(provider, value), account.name, unit).await.map_err(taken)?;
        writeln!(io::stdout(), "{} can sign in with {}", account.name, provider.name)?;
        return Ok(());
    }
    if identity.is_some() {
        provider(state)?;
    }
    let known = [account.username, account.name, account.organization].map(str::to_owned).to_vec();
    let password = read_password(state, known).await.context("the account was not added")?;
    create(state, account, &password).await.context("the account was not added")?;
    writeln!(io::stdout(), "{} can sign in as {}", account.name, account.username)?;
    match identity {
        Some(value) => join(state, account.username, value).await,
        None => Ok(()),
    }
}

/// A new password from standard input; at a terminal one is made and shown once.
async fn read_password(state: &AppState, known: Vec<String>) -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        let made = state.clock().token()?.chars().take(20).collect::<String>();
        writeln!(io::stdout(), "password (shown once): {made}")?;
        return Ok(made);
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let given = line.trim_end_matches(['\r', '\n']).to_owned();
    password::is_strong(given.clone(), known).await?;
    Ok(given)
}

/// Lets the holder of an account in by what the provider calls her, too.
pub(super) async fn link(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let (username, value) = (arguments.required("username")?, arguments.required("identity")?);
    join(state, username, value).await?;
    writeln!(io::stdout(), "{username} can sign in with {}", provider(state)?.name)?;
    Ok(())
}

/// Lets nobody in by it any more, and ends the sessions of whom it led to.
pub(super) async fn unlink(state: &AppState, arguments: &Arguments) -> anyhow::Result<()> {
    let value = arguments.required("identity")?;
    let was_known = state.store().unlink_identity(named(provider(state)?, value)).await?;
    ensure!(was_known, "nobody is reached by this identity");
    writeln!(io::stdout(), "it leads to nobody now, and her sessions have ended")?;
    Ok(())
}

async fn join(state: &AppState, username: &str, value: &str) -> anyhow::Result<()> {
    let provider = provider(state)?;
    let account = state.store().account(username).await?.context("there is no account with that name")?;
    state.store().link_identity(named(provider, value), account.person).await.map_err(taken)
}

/// Whom `--username` or `--identity` means.
pub(super) async fn person_of(state: &AppState, arguments: &Arguments) -> anyhow::Result<PersonId> {
    if let Some(value) = arguments.optional("identity") {
        let known = state.store().identified(named(provider(state)?, value)).await?;
        return known.context("nobody is reached by this identity");
    }
    let account = state.store().account(arguments.required("username")?).await?;
    Ok(account.context("there is no account with that name")?.person)
}

fn provider(state: &AppState) -> anyhow::Result<&ProviderConfig> {
    state
        .config()
        .provider
        .as_ref()
        .context("--identity needs the provider's settings: PARMEN_OIDC_ISSUER and so on")
}

fn named<'a>(provider: &'a ProviderConfig, value: &'a str) -> Identity<'a> {
    Identity { issuer: provider.issuer.as_str(), claim: &provider.claim, value: value.trim() }
}

fn taken(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Taken { .. } => {
            anyhow!("this identity leads to somebody already: `parmen coordinator unlink` first")
        }
        error => error.into(),
    }
}

fn authority(account: Account<'_>) -> anyhow::Result<Authority> {
    Authority::named(account.authority).context("--authority is region or municipality")
}

/// Adds an account unless one with its name is there.
pub(super) async fn ensure_account(state: &AppState, account: Account<'_>, password: &str) -> anyhow::Result<()> {
    match state.store().account(account.username).await? {
        Some(_) => Ok(()),
        None => create(state, account, password).await,
    }
}

async fn create(state: &AppState, account: Account<'_>, password: &str) -> anyhow::Result<()> {
    let authority = authority(account)?;
    let hash =
        password::hash(password, state.clock().bytes()?).map_err(|_| anyhow!("the password cannot be used"))?;
    let unit = state.store().add_organization(account.organization, authority).await?;
    state.store().add_practitioner(account.username, &hash, account.name, unit).await?;
    Ok(())
}

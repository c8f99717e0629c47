//! `parmen import FILE --for USERNAME` and `parmen pair BINDER`: a pärm comes from another server, and its owner's
//! phone is let in here.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, anyhow};
use domain::BinderId;
use domain::consent::Access;
use server::AppState;
use server::store::StoreError;
use server::way_in::way_in;
use server::whole_binder::WholeBinder;

use super::Arguments;

/// Who the server's own work signs as where no pärm is there yet.
const BY: domain::PersonId = server::store::SERVER;

/// Takes the file in whole, or nothing of it.
pub(super) async fn run(state: &AppState, file: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let username = arguments.required("for").context("whom she can let in here first")?;
    let starter = state.store().account(username).await?.context("there is no account with that name")?.person;
    let text = std::fs::read_to_string(file).context("the file cannot be read")?;
    let whole = WholeBinder::read(&text).context("nothing was imported")?;
    let access = Access::for_job(whole.binder, BY, 1);
    state.store().import(&access, &whole, starter).await.map_err(refused)?;
    let mut out = io::stdout().lock();
    writeln!(out, "imported {}: {} changes, each with its history", whole.binder, whole.ops.len())?;
    writeln!(
        out,
        "nobody reads it until its owner says so on her phone; {username} is among those she can choose"
    )?;
    writeln!(out, "names of the other server's staff stand in her sentences and are not known here otherwise")?;
    drop(out);
    pair(state, whole.binder).await
}

/// Makes a way in for the owner's phone.
pub(super) async fn pair(state: &AppState, binder: BinderId) -> anyhow::Result<()> {
    let access = state.store().job_access(binder).await?.context("there is no such pärm")?;
    let way = way_in(state, &access).await.map_err(|_| anyhow!("the way in could not be made: try again"))?;
    let mut out = io::stdout().lock();
    writeln!(out, "for ten minutes and one phone, the owner's: {}", way.link)?;
    writeln!(out, "or the code {}; `parmen pair {binder}` makes new ones", way.code)?;
    Ok(())
}

fn refused(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Taken { what: "person" } => anyhow!(
            "nothing was imported: somebody who is named in the file has an account here; a pärm of this server \
             is not imported into it"
        ),
        StoreError::Taken { what: "binder that was taken away" } => {
            anyhow!("nothing was imported: this pärm was taken away here and does not come back")
        }
        StoreError::Taken { .. } => anyhow!("nothing was imported: this pärm is here already"),
        error => anyhow!(error).context("nothing was imported"),
    }
}

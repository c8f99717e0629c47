//! `parmen backup FILE`, `parmen restore FILE` and `parmen restored`.

use std::io::{self, Write as _};
use std::path::Path;

use server::AppState;
use server::backup as copies;
use server::clock::Clock;
use server::config::Config;

/// Copies the store while it is running.
pub(super) async fn backup(config: &Config, file: &Path) -> anyhow::Result<()> {
    copies::backup(config, file).await?;
    writeln!(io::stdout(), "copied to {}; the keys are not in it and are backed up on their own", file.display())?;
    Ok(())
}

/// Puts a copy in the place of an empty store.
pub(super) async fn restore(config: &Config, file: &Path) -> anyhow::Result<()> {
    copies::restore(config, file, Clock::system().now()).await?;
    writeln!(io::stdout(), "restored; it opens with the key store and the server key it was written with")?;
    Ok(())
}

/// Writes down that other tools have put a copy in the place of the store.
pub(super) async fn restored(state: &AppState) -> anyhow::Result<()> {
    state.store().note_restored().await?;
    writeln!(io::stdout(), "noted; devices that hold more than the copy will offer it again")?;
    Ok(())
}

//! `parmen keys rotate`, `parmen keys retire` and `parmen keys backup`.

use std::io::{self, Write as _};
use std::path::Path;

use server::backup as copies;
use server::clock::Clock;
use server::config::Config;
use server::keys::KeyStore;

/// Puts a new server key in the old one's place while servers run.
pub(super) async fn rotate(config: &Config) -> anyhow::Result<()> {
    let keys = KeyStore::open(config, Clock::system()).await?;
    let done = keys.rotate(config.new_server_key).await;
    keys.close().await;
    let done = done?;
    let mut out = io::stdout();
    writeln!(out, "{} keys wrapped with the new server key; servers that run go on", done.n_wrapped)?;
    if done.n_lost > 0 {
        writeln!(out, "{} keys open with neither key and were left as they are", done.n_lost)?;
    }
    writeln!(out, "1. back up the key store: a backup from before opens with the old key alone")?;
    let old = if let Some(file) = done.old_file {
        writeln!(out, "2. server.key holds the new key: copy it to any other machine, and restart every process")?;
        file.display().to_string()
    } else {
        writeln!(out, "2. set PARMEN_SERVER_KEY to the new key everywhere, and restart every process")?;
        "the key that PARMEN_SERVER_KEY held before".to_owned()
    };
    writeln!(out, "3. run `parmen keys retire`, and destroy the old key: {old}")?;
    Ok(())
}

/// Ends a rotation.
pub(super) async fn retire(config: &Config) -> anyhow::Result<()> {
    let keys = KeyStore::open(config, Clock::system()).await?;
    let done = keys.retire().await;
    keys.close().await;
    done?;
    writeln!(
        io::stdout(),
        "the old server key opens nothing in this key store any more; destroy it, and backups from before with it"
    )?;
    Ok(())
}

/// Copies the key store, and removes the copies that are too old.
pub(super) async fn back_up(config: &Config, folder: &Path) -> anyhow::Result<()> {
    let (file, n_removed) = copies::back_up_keys(config, folder, Clock::system().now()).await?;
    let mut out = io::stdout();
    writeln!(out, "copied to {}; it opens with the server key, which is not in it", file.display())?;
    if n_removed > 0 {
        writeln!(out, "{n_removed} older copies removed")?;
    }
    Ok(())
}

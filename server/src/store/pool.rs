//! Opening a database: every setting of a connection, in one function.

use std::time::Duration;

use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use sqlx::{ConnectOptions as _, Executor as _};

use super::StoreError;
use super::dialect::Dialect;
use crate::config::sqlite_path;

/// What each SQLite connection is told. FULL: an op is acknowledged only when the disk has it
/// (NORMAL in WAL lost acknowledged writes in a simulated power cut). Secure: what is written over or deleted is
/// gone from the file.
const SQLITE: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; \
    pragma busy_timeout = 10000; pragma temp_store = memory; pragma cache_size = -4000";

/// Opens a pool, and makes a SQLite file and its folder if they are not there.
pub(crate) async fn open(url: &str, connections: u32) -> Result<AnyPool, StoreError> {
    sqlx::any::install_default_drivers();
    let dialect = Dialect::of(url)?;
    let url = match sqlite_path(url) {
        Some(path) => {
            if let Some(folder) = std::path::Path::new(path).parent() {
                std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
            }
            format!("sqlite://{path}?mode=rwc")
        }
        None => url.to_owned(),
    };
    let options: sqlx::any::AnyConnectOptions = url.parse()?;
    // A statement's text holds no values, but a slow one would be logged with whatever the driver knows.
    let options = options.disable_statement_logging();
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(20))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if dialect == Dialect::Sqlite {
                    connection.execute(SQLITE).await?;
                }
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sqlite_waits_for_the_disk_and_holds_references() {
        let file = std::env::temp_dir().join(format!("parmen-pool-{}.db", std::process::id()));
        let pool = open(&format!("sqlite://{}", file.display()), 1).await.unwrap();
        let (journal,): (String,) = sqlx::query_as("pragma journal_mode").fetch_one(&pool).await.unwrap();
        let (full,): (i64,) = sqlx::query_as("pragma synchronous").fetch_one(&pool).await.unwrap();
        let (keys,): (i64,) = sqlx::query_as("pragma foreign_keys").fetch_one(&pool).await.unwrap();
        pool.close().await;
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", file.display()));
        }
        assert_eq!((journal.as_str(), full, keys), ("wal", 2, 1));
    }
}

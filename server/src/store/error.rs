//! What can go wrong in the store. An absent row is `Ok(None)` and no error.

use crate::clock::NoChance;

/// Why the store could not do it. Nothing of what was asked has been stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The binder is not there.
    #[error("the binder is not there")]
    Missing,
    /// Consent has changed since the access was decided: decide again.
    #[error("consent has changed since the access was decided")]
    Stale,
    /// The access does not reach what was asked for.
    #[error("not covered by the access")]
    NotCovered,
    /// Something with this name or id is there already.
    #[error("{what} is taken")]
    Taken {
        /// What.
        what: &'static str,
    },
    /// A stored row does not say what its column must say.
    #[error("{table}.{column} holds what it cannot hold")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// It does not open: its key is gone, or it is not what was stored here.
    #[error("sealed: the key is gone or the bytes were changed")]
    Sealed,
    /// The server key is another one than the keys were wrapped with.
    #[error("the server key does not open the key store: set PARMEN_SERVER_KEY, or put server.key back")]
    WrongServerKey,
    /// The file with the server key cannot be read or made.
    #[error("cannot read or make the file with the server key: {0}")]
    KeyFile(std::io::Error),
    /// The folder of the database cannot be made.
    #[error("cannot make the folder of the database: {0}")]
    Folder(std::io::Error),
    /// An address that is neither `sqlite:` nor `postgres:`.
    #[error("a database address begins with sqlite: or postgres:")]
    Address,
    /// No random bytes.
    #[error(transparent)]
    Chance(#[from] NoChance),
    /// The tables cannot be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// An op could not be written as JSON.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// The server is stopping.
    #[error("the store is closing")]
    Closing,
    /// The database said no.
    #[error("database: {0}")]
    Driver(#[from] sqlx::Error),
}

impl StoreError {
    /// Whether this database user may not do that, by the database's own rules (SQLSTATE 42501).
    #[must_use]
    pub fn is_not_allowed(&self) -> bool {
        let Self::Driver(sqlx::Error::Database(error)) = self else { return false };
        error.code().as_deref() == Some("42501")
    }

    pub(crate) const fn inconsistent(table: &'static str, column: &'static str) -> Self {
        Self::Inconsistent { table, column }
    }
}

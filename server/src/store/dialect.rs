//! The few places where SQLite and PostgreSQL must be told different things. All other SQL is one text.

use super::StoreError;

/// Which database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialect {
    /// One file, one process.
    Sqlite,
    /// Any number of processes.
    Postgres,
}

impl Dialect {
    /// The dialect of an address.
    ///
    /// # Errors
    /// [`StoreError::Address`] if it is neither.
    pub(crate) fn of(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Ok(Self::Postgres)
        } else {
            Err(StoreError::Address)
        }
    }

    /// Begins a transaction that will write. SQLite takes its lock at once, so that two writers wait
    /// for each other instead of one of them failing half way.
    pub(crate) const fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin",
        }
    }

    /// What is written over is in SQLite's write-ahead file until that is emptied. PostgreSQL's autovacuum
    /// does its part by itself.
    pub(crate) const fn forget_what_was_written_over(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("pragma wal_checkpoint(truncate)"),
            Self::Postgres => None,
        }
    }
}

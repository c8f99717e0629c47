//! What can go wrong on the device and on the way to the server. Nothing that failed ever deletes local data.

use domain::api::{ErrorBody, ErrorCode};

/// The local store could not do it. Nothing was half done: one call is one transaction.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// The device has no room left.
    #[error("the device has no room left")]
    Full,
    /// The store cannot be opened or used just now; later or in another browser tab it can.
    #[error("the local store cannot be used now")]
    Blocked,
    /// A row holds something that cannot be read. It is left as it is.
    #[error("row {key} of {store} cannot be read")]
    Corrupt {
        /// The object store.
        store: &'static str,
        /// The row.
        key: String,
    },
    /// The store, or what it says about whose it is, is no longer there.
    #[error("the local store is gone")]
    Gone,
    /// What is for her alone cannot be locked here, so it was not stored.
    #[error("there is no key to her own room here")]
    Locked,
    /// The copy is locked, and its code has not been given on this page. Nothing was read or written.
    #[error("the copy is locked")]
    Shut,
}

/// The server could not be reached, or said no. What was written stays on the device.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SyncError {
    /// Nobody answered, or somebody who is not our server.
    #[error("no contact with the server")]
    Offline,
    /// The session has ended; local data stays.
    #[error("signed out")]
    SignedOut,
    /// This phone's pairing was ended: what was fetched is gone from it, what was not sent is put aside.
    #[error("the pairing was ended")]
    Revoked,
    /// The pärm has been taken away for good. What this phone has of it stays until its owner empties it.
    #[error("the pärm was taken away")]
    Erased,
    /// The server said no, and why.
    #[error("the server refused: {:?}", .0.code)]
    Refused(ErrorBody),
    /// The server speaks a later language than this app.
    #[error("this app is too old for the server's answer")]
    TooNew,
    /// Something waits that has not reached the server, so this would lose it.
    #[error("unsent changes wait")]
    Unsent,
    /// The spare key of the copy's lock opens nothing. The copy stays as it is.
    #[error("the spare key of the lock opens nothing")]
    NoSpare,
    /// The local store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SyncError {
    /// Whether the same thing may well work a little later without anybody doing anything.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Offline | Self::Store(StoreError::Blocked) => true,
            Self::Refused(body) => matches!(body.code, ErrorCode::Internal | ErrorCode::TooMany),
            Self::SignedOut
            | Self::Revoked
            | Self::Erased
            | Self::TooNew
            | Self::Unsent
            | Self::NoSpare
            | Self::Store(_) => false,
        }
    }

    /// Whether our own server refused it for this reason.
    #[must_use]
    pub fn is_refused_as(&self, code: ErrorCode) -> bool {
        matches!(self, Self::Refused(body) if body.code == code)
    }
}

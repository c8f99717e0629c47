//! What goes wrong, as a code.

use serde::{Deserialize, Serialize};

/// An error answer: a code and never a sentence, so that the app says it in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// What went wrong.
    pub code: ErrorCode,
    /// Which field of the request, if one is at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// After how many seconds to try again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// What the organisation's provider calls the person who asks, if nobody here is known by it: she tells it
    /// to whoever makes accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
}

/// What went wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request is not JSON of the right shape; `field` says where if it can be told.
    BadRequest,
    /// A text is too long.
    TooLong,
    /// The request as a whole is too large.
    TooLarge,
    /// Nobody is signed in.
    SignedOut,
    /// This phone's pairing was ended: what it fetched is no longer its to keep. A session that the server
    /// merely does not know is `signed_out`.
    Revoked,
    /// This phone's pärm has been taken away for good. What the phone has of it is the owner's to keep or
    /// to empty; nothing of it is on the server.
    Erased,
    /// The name or the password is wrong.
    WrongPassword,
    /// Name and password are right; the account's second step is asked for, too.
    SecondFactorNeeded,
    /// Name and password are right; the organisation demands a second step, and none is set up. The session that
    /// comes along can do nothing else.
    SecondFactorMissing,
    /// The one-time or recovery code is wrong, or was used.
    WrongOneTimeCode,
    /// The passkey was not accepted, or there is none of that kind here any more.
    PasskeyFailed,
    /// The new password is too short, or one that is soon guessed; `field` is `length` or `common`.
    WeakPassword,
    /// There is no signing in with a local account here: the organisation's provider is the way.
    UseProvider,
    /// The organisation's provider does not answer, or not as it should.
    ProviderDown,
    /// The provider identified nobody, or what it says is too old, was used, or was not meant for this browser.
    SignInFailed,
    /// Somebody was identified, but not as surely as the organisation demands.
    WeakSignIn,
    /// Somebody was identified who has no account; `identity` says as whom.
    UnknownPerson,
    /// The pairing link or code is wrong, used or too old.
    PairingGone,
    /// Absent, or not for this reader: the answer is the same.
    NotFound,
    /// The share has ended.
    Gone,
    /// The code of the share is wrong.
    WrongCode,
    /// The request came from another site.
    WrongOrigin,
    /// Too many tries; `retry_after` says when.
    TooMany,
    /// The server is older than the device.
    FutureProtocol,
    /// The text holds a number or an address that tells whom it is about; `field` says which text.
    Identifies,
    /// The phone's push service does not answer, or does not take the message.
    PushDown,
    /// The server has a fault; nothing was stored.
    Internal,
}

//! A practitioner's own local account.

use domain::api::{
    AccountCard, AccountProof, ChangePasswordRequest, ConfirmSecondFactorRequest, ErrorCode, PasskeyAnswer,
    PasskeyChallenge, RecoveryCodes, SecondFactorSecret,
};

use super::{Answer, PLAIN, Route, Session};
use crate::openapi::one;

/// How asking for the password, and a code, can end.
const PROOF: &[ErrorCode] = &[
    ErrorCode::NotFound,
    ErrorCode::WrongPassword,
    ErrorCode::SecondFactorNeeded,
    ErrorCode::WrongOneTimeCode,
    ErrorCode::TooMany,
    ErrorCode::TooLong,
];

/// The same where a passkey is to be made.
const PROOF_AND_PASSKEY: &[ErrorCode] = &[
    ErrorCode::NotFound,
    ErrorCode::WrongPassword,
    ErrorCode::SecondFactorNeeded,
    ErrorCode::WrongOneTimeCode,
    ErrorCode::PasskeyFailed,
    ErrorCode::TooMany,
    ErrorCode::TooLong,
];

/// The same where a second step must be there, or may not go.
const PROOF_AND_FACTOR: &[ErrorCode] = &[
    ErrorCode::NotFound,
    ErrorCode::WrongPassword,
    ErrorCode::SecondFactorNeeded,
    ErrorCode::SecondFactorMissing,
    ErrorCode::WrongOneTimeCode,
    ErrorCode::TooMany,
    ErrorCode::TooLong,
];

/// The routes.
pub(super) const ROUTES: &[Route] = &[
    Route {
        path: "/api/v1/account",
        name: "account",
        summary: "The practitioner's own local account: its second step, and where it is signed in. Also for a session that has yet to set up the second step.",
        session: Session::Staff,
        answer: Answer::Json(one::<AccountCard>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/password",
        name: "change_password",
        summary: "Changes the password. Every other session of hers ends.",
        session: Session::Staff,
        body: Some(one::<ChangePasswordRequest>),
        errors: &[
            ErrorCode::NotFound,
            ErrorCode::WrongPassword,
            ErrorCode::WeakPassword,
            ErrorCode::TooMany,
            ErrorCode::TooLong,
        ],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/second-factor",
        name: "propose_second_factor",
        summary: "A key to put into an app for one-time codes. One that is in use stays so until the new one is confirmed. Also for a session that has yet to set up the second step, which needs no proof.",
        session: Session::Staff,
        body: Some(one::<AccountProof>),
        answer: Answer::Json(one::<SecondFactorSecret>),
        errors: PROOF,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/second-factor/confirm",
        name: "confirm_second_factor",
        summary: "Shows that the app has the key, within half an hour. The answer has the recovery codes, this once; a new session begins, and every other of hers ends. Also for a session that has yet to set up the second step.",
        session: Session::Staff,
        body: Some(one::<ConfirmSecondFactorRequest>),
        answer: Answer::Json(one::<RecoveryCodes>),
        errors: &[ErrorCode::NotFound, ErrorCode::WrongOneTimeCode, ErrorCode::TooMany, ErrorCode::TooLong],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/second-factor/remove",
        name: "remove_second_factor",
        summary: "Switches the second step off, unless the organisation demands it.",
        session: Session::Staff,
        body: Some(one::<AccountProof>),
        errors: PROOF_AND_FACTOR,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/recovery-codes",
        name: "renew_recovery_codes",
        summary: "Ten new recovery codes; those before open nothing any more.",
        session: Session::Staff,
        body: Some(one::<AccountProof>),
        answer: Answer::Json(one::<RecoveryCodes>),
        errors: PROOF_AND_FACTOR,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/passkeys",
        name: "begin_passkey",
        summary: "Begins the making of a passkey: what the browser asks the device for.",
        session: Session::Staff,
        body: Some(one::<AccountProof>),
        answer: Answer::Json(one::<PasskeyChallenge>),
        errors: PROOF_AND_PASSKEY,
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/account/passkeys/finish",
        name: "finish_passkey",
        summary: "Hands in the key that the device made, once.",
        session: Session::Staff,
        body: Some(one::<PasskeyAnswer>),
        errors: &[ErrorCode::NotFound, ErrorCode::PasskeyFailed],
        ..PLAIN
    },
    Route {
        method: "DELETE",
        path: "/api/v1/account/passkeys/{passkey}",
        name: "remove_passkey",
        summary: "Forgets a passkey. Forgotten already is the same answer.",
        session: Session::Staff,
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "DELETE",
        path: "/api/v1/account/sessions/{device}",
        name: "end_session",
        summary: "Ends one of the practitioner's own sessions. Ended already is the same answer.",
        session: Session::Staff,
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
];

//! The document itself, whether the server serves, and the ways in for staff.

use domain::api::{
    BeginSignInRequest, ErrorCode, FinishSignInRequest, LockKey, LockSpare, Me, PasskeyAnswer, PasskeyChallenge,
    ProviderAddress, SignInRequest,
};

use super::{Answer, PLAIN, Route, Session};
use crate::openapi::{any, one};

/// The routes.
pub(super) const ROUTES: &[Route] = &[
    Route {
        path: "/api/v1/openapi.json",
        name: "openapi",
        summary: "This document.",
        answer: Answer::Json(any),
        ..PLAIN
    },
    Route {
        path: "/api/v1/health",
        name: "health",
        summary: "Whether the server serves: {\"status\":\"ok\"}.",
        answer: Answer::Json(any),
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/session",
        name: "sign_in",
        summary: "Signs staff in with a local account and sets the session cookie. Where the account has a second step, the same request is made again with a code. Where the organisation demands one and there is none, the cookie that comes with `second_factor_missing` lets its holder set it up and do nothing else.",
        body: Some(one::<SignInRequest>),
        answer: Answer::Json(one::<Me>),
        errors: &[
            ErrorCode::WrongPassword,
            ErrorCode::SecondFactorNeeded,
            ErrorCode::SecondFactorMissing,
            ErrorCode::WrongOneTimeCode,
            ErrorCode::UseProvider,
            ErrorCode::TooMany,
            ErrorCode::TooLong,
        ],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/session/passkey",
        name: "begin_passkey_sign_in",
        summary: "Begins a sign-in with a passkey (WebAuthn): what the browser asks the device for. Sets a cookie that ties the answer to this browser for 5 minutes.",
        answer: Answer::Json(one::<PasskeyChallenge>),
        errors: &[ErrorCode::NotFound, ErrorCode::UseProvider, ErrorCode::PasskeyFailed, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/session/passkey/finish",
        name: "finish_passkey_sign_in",
        summary: "Hands in what the device answered, once, and sets the session cookie of whose passkey it is.",
        body: Some(one::<PasskeyAnswer>),
        answer: Answer::Json(one::<Me>),
        errors: &[ErrorCode::NotFound, ErrorCode::UseProvider, ErrorCode::PasskeyFailed, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/sign-in",
        name: "begin_sign_in",
        summary: "Begins a sign-in at the organisation's own identity provider (OpenID Connect): the browser goes to `address` and comes back to `/logga-in` with an answer in the query. Sets a cookie that ties the answer to this browser for 15 minutes.",
        body: Some(one::<BeginSignInRequest>),
        answer: Answer::Json(one::<ProviderAddress>),
        errors: &[ErrorCode::NotFound, ErrorCode::ProviderDown, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/sign-in/finish",
        name: "finish_sign_in",
        summary: "Hands in what the provider answered, once, and sets the session cookie of whoever was identified.",
        body: Some(one::<FinishSignInRequest>),
        answer: Answer::Json(one::<Me>),
        errors: &[
            ErrorCode::NotFound,
            ErrorCode::SignInFailed,
            ErrorCode::WeakSignIn,
            ErrorCode::UnknownPerson,
            ErrorCode::ProviderDown,
            ErrorCode::TooMany,
            ErrorCode::TooLong,
        ],
        ..PLAIN
    },
    Route {
        method: "DELETE",
        path: "/api/v1/session",
        name: "sign_out",
        summary: "Ends the session and clears the cookie. For one that began at the organisation's provider the answer may say where the browser ends it there too.",
        session: Session::Any,
        answer: Answer::NothingOr(one::<ProviderAddress>),
        ..PLAIN
    },
    Route {
        path: "/api/v1/me",
        name: "me",
        summary: "Who the session belongs to, and the binders it reaches.",
        session: Session::Any,
        answer: Answer::Json(one::<Me>),
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/lock",
        name: "seal_lock_key",
        summary: "Seals the key of a device's locked copy, for the person of the session. The server keeps nothing of it.",
        session: Session::Any,
        body: Some(one::<LockKey>),
        answer: Answer::Json(one::<LockSpare>),
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/lock/open",
        name: "open_lock_key",
        summary: "Opens what `/api/v1/lock` sealed for the same person, in a session that began at most 10 minutes ago: an owner's forgotten code is got round by pairing the phone anew, and a copy of staff opens by their code and by what comes so at a sign-in.",
        session: Session::Any,
        body: Some(one::<LockSpare>),
        answer: Answer::Json(one::<LockKey>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
];

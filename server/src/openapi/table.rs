//! The table of routes, as the document tells it.

use domain::SequencedOp;
use domain::api::{
    AccountCard, AccountProof, AuditPage, BeginSignInRequest, BinderCard, ChangePasswordRequest,
    ConfirmSecondFactorRequest, DeviceCard, ErrorCode, FeedbackRequest, FinishSignInRequest, LiveEvent, Me,
    PairingResponse, PasskeyAnswer, PasskeyChallenge, PractitionerCard, ProviderAddress, RecoveryCodes,
    RedeemPairingRequest, SecondFactorSecret, SignInRequest, StartBinderRequest, SyncRequest, SyncResponse,
};

use super::{Shape, any, list, one};

/// What a stranger must know before the first request.
pub(super) const DESCRIPTION: &str = "The owner's pärm, synchronised. Every change is an `Op`; a device pushes what it \
    made and pulls what it may read in one request, `POST /api/v1/binders/{id}/sync`. Ids are UUIDv7 made by the \
    device, moments are milliseconds since 1970 in UTC. Unknown fields must be ignored, unknown kinds of op must be \
    kept. Absent and forbidden are the same 404. An answer that is no success is an `ErrorBody` with a code and never \
    a sentence. A request is at most 1 MiB, with at most 500 ops. Requests from pages of other sites are refused.";

/// Who may ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Session {
    /// Anybody.
    None,
    /// Whoever has a session.
    Any,
    /// Staff.
    Staff,
    /// A phone of the binder's owner.
    Owner,
}

impl Session {
    /// The sentence in the document.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::None => "Needs no session.",
            Self::Any => "Needs the session of an owner's phone or of staff.",
            Self::Staff => "Needs a session of staff.",
            Self::Owner => "Needs the session of a phone of the binder's owner.",
        }
    }
}

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// 204.
    Nothing,
    /// 204, or JSON if there is more to do.
    NothingOr(Shape),
    /// JSON.
    Json(Shape),
    /// Server-sent events.
    Stream(Shape),
}

/// A parameter in the query.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) words: &'static str,
}

/// One route.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) session: Session,
    pub(super) query: &'static [Query],
    pub(super) body: Option<Shape>,
    pub(super) answer: Answer,
    errors: &'static [ErrorCode],
}

impl Route {
    /// Every code this route can answer with: its own, and those that follow from what it is.
    pub(super) fn codes(&self) -> Vec<ErrorCode> {
        let mut codes = self.errors.to_vec();
        if self.session != Session::None {
            codes.push(ErrorCode::SignedOut);
        }
        if matches!(self.session, Session::Any | Session::Owner) {
            codes.extend([ErrorCode::Revoked, ErrorCode::Erased]);
        }
        if self.body.is_some() {
            codes.extend([ErrorCode::BadRequest, ErrorCode::TooLarge]);
        }
        if self.method != "GET" {
            codes.push(ErrorCode::WrongOrigin);
        }
        codes.push(ErrorCode::Internal);
        codes
    }
}

const PLAIN: Route = Route {
    method: "GET",
    path: "",
    name: "",
    summary: "",
    session: Session::None,
    query: &[],
    body: None,
    answer: Answer::Nothing,
    errors: &[],
};

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

/// Every route under `/api`.
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
    Route {
        path: "/api/v1/practitioners",
        name: "practitioners",
        summary: "Everybody who can be named in a consent sentence.",
        session: Session::Staff,
        answer: Answer::Json(list::<PractitionerCard>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/binders",
        name: "start_binder",
        summary: "Starts a binder. The same id twice is the same binder.",
        session: Session::Staff,
        body: Some(one::<StartBinderRequest>),
        answer: Answer::Json(one::<BinderCard>),
        errors: &[ErrorCode::NotFound, ErrorCode::TooLong],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/binders/{id}/pairings",
        name: "start_pairing",
        summary: "A link, a QR code and eight digits that let the owner's phone in, for ten minutes and once. It ends the one before.",
        session: Session::Staff,
        answer: Answer::Json(one::<PairingResponse>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/pairings/redeem",
        name: "redeem_pairing",
        summary: "Pairs the phone that asks, with the secret of the link or with the code, and sets its cookie.",
        body: Some(one::<RedeemPairingRequest>),
        answer: Answer::Json(one::<Me>),
        errors: &[ErrorCode::PairingGone, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/binders/{id}/sync",
        name: "sync",
        summary: "One round: pushes ops that wait, pulls what the reader may have.",
        session: Session::Any,
        body: Some(one::<SyncRequest>),
        answer: Answer::Json(one::<SyncResponse>),
        errors: &[ErrorCode::NotFound, ErrorCode::FutureProtocol, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        path: "/api/v1/binders/{id}/history",
        name: "history",
        summary: "The ops of one entry that the reader may read: the owner all, others only since their consent and without ratings hidden again.",
        session: Session::Any,
        query: &[
            Query { name: "tab", required: true, words: "The entry's tab, by its wire name." },
            Query { name: "entry", required: true, words: "The entry's id." },
        ],
        answer: Answer::Json(list::<SequencedOp>),
        errors: &[ErrorCode::NotFound, ErrorCode::BadRequest],
        ..PLAIN
    },
    Route {
        path: "/api/v1/binders/{id}/audit",
        name: "audit",
        summary: "Who but the owner has read or written in the binder, the latest first, 200 lines at a time.",
        session: Session::Owner,
        query: &[Query { name: "after", required: false, words: "What the answer before had as `next`." }],
        answer: Answer::Json(one::<AuditPage>),
        errors: &[ErrorCode::NotFound, ErrorCode::BadRequest],
        ..PLAIN
    },
    Route {
        path: "/api/v1/binders/{id}/devices",
        name: "devices",
        summary: "The phones that open the binder as its owner.",
        session: Session::Owner,
        answer: Answer::Json(list::<DeviceCard>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "DELETE",
        path: "/api/v1/binders/{id}/devices/{device}",
        name: "revoke_device",
        summary: "Ends a phone's session: it can read and send nothing more. Ended already is the same answer.",
        session: Session::Owner,
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/feedback",
        name: "feedback",
        summary: "Counts that a page was said to be hard to use: the page, the day and the app's version, and nothing of whom.",
        body: Some(one::<FeedbackRequest>),
        errors: &[ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        path: "/api/v1/live",
        name: "live",
        summary: "What happens, as it happens. A binder whose log is beyond the place named is told of at once.",
        session: Session::Any,
        query: &[Query { name: "after", required: false, words: "`<binder>:<seq>`, separated by commas." }],
        answer: Answer::Stream(one::<LiveEvent>),
        errors: &[ErrorCode::BadRequest],
        ..PLAIN
    },
];

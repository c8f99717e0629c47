//! Who can be named, and everything about a pärm: pairing, sync, its history, its phones, the stream.

use domain::SequencedOp;
use domain::api::{
    AuditPage, BinderCard, DeviceCard, ErrorCode, FeedbackRequest, LiveEvent, Me, PairingResponse,
    PractitionerCard, RedeemPairingRequest, RemindRequest, RemindersCard, StartBinderRequest, SyncRequest,
    SyncResponse,
};

use super::{Answer, PLAIN, Query, Route, Session};
use crate::openapi::{list, one};

/// The routes.
pub(super) const ROUTES: &[Route] = &[
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
        path: "/api/v1/binders/{id}/attachments/{attachment}",
        name: "attachment",
        summary: "The picture that an op of kind `photo` in this entry names, for whoever may read the op; not before its bytes have come, nor while it is removed.",
        session: Session::Any,
        answer: Answer::Jpeg,
        errors: &[ErrorCode::NotFound, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        method: "PUT",
        path: "/api/v1/binders/{id}/attachments/{attachment}",
        name: "hand_in_attachment",
        summary: "Hands in the bytes of the picture that an op of kind `photo` in this entry names: a JPEG of exactly the length and SHA-256 that the op says. The same bytes twice are one picture.",
        session: Session::Any,
        jpeg: true,
        errors: &[ErrorCode::NotFound, ErrorCode::BadRequest, ErrorCode::TooLarge, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        path: "/api/v1/binders/{id}/reminders",
        name: "reminders",
        summary: "What the phone that asks is reminded of, and the server's public key for its browser's subscription.",
        session: Session::Owner,
        answer: Answer::Json(one::<RemindersCard>),
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "PUT",
        path: "/api/v1/binders/{id}/reminders",
        name: "subscribe",
        summary: "The phone that asks is reminded of this from now on, by Web Push (RFC 8030, 8291, 8292), at most once of each thing. The endpoint is an https address of a public push service.",
        session: Session::Owner,
        body: Some(one::<RemindRequest>),
        errors: &[ErrorCode::NotFound, ErrorCode::BadRequest, ErrorCode::TooMany],
        ..PLAIN
    },
    Route {
        method: "DELETE",
        path: "/api/v1/binders/{id}/reminders",
        name: "unsubscribe",
        summary: "The phone that asks is not reminded any more. Not reminded already is the same answer.",
        session: Session::Owner,
        errors: &[ErrorCode::NotFound],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/api/v1/binders/{id}/reminders/sample",
        name: "sample_reminder",
        summary: "Sends one message to the phone that asks, at once, so that she sees what a reminder looks like.",
        session: Session::Owner,
        errors: &[ErrorCode::NotFound, ErrorCode::PushDown, ErrorCode::TooMany],
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

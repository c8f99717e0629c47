//! The wire types of `/api/v1`: plain JSON, read by phones a year old. Fields are only ever added.

mod account;
mod cards;
mod doors;
mod error;
mod feedback;
mod issues;
mod reminders;
mod reviews;
mod sign_in;
mod sync;
mod trail;

pub use account::{
    AccountAct, AccountCard, AccountProof, ChangePasswordRequest, ConfirmSecondFactorRequest, PasskeyAnswer,
    PasskeyCard, PasskeyChallenge, RecoveryCodes, SecondFactorCard, SecondFactorSecret, SessionCard,
};
pub use cards::{BinderCard, ClosedBinderCard, ErasingCard, Me, PersonCard, PractitionerCard, TabRight};
pub use doors::{LockKey, LockSpare, PairingResponse, RedeemPairingRequest, StartBinderRequest};
pub use error::{ErrorBody, ErrorCode};
pub use feedback::FeedbackRequest;
pub use issues::{
    CollaborationIssue, DecideIssueRequest, GroupMember, IssueDecision, IssueList, IssueStep, LiftIssueRequest,
    TakeUpIssueRequest,
};
pub use reminders::{RemindRequest, RemindersCard};
pub use reviews::{
    DrawReviewRequest, DrawnReview, ReviewCard, ReviewFinding, ReviewFindingRequest, ReviewOutcome, ReviewUnit,
    ReviewedAct,
};
pub use sign_in::{BeginSignInRequest, FinishSignInRequest, ProviderAddress, ProviderCard, SignInRequest, WaysIn};
pub use sync::{
    Accepted, OpenedTab, Reached, RefusalClass, RefusalCode, Refused, SyncRequest, SyncResponse, is_first_line,
};
pub use trail::{AuditAction, AuditLine, AuditPage, DeviceCard};

pub use crate::live::LiveEvent;

/// The protocol this version speaks. Lower numbers may always push.
pub const PROTOCOL: u32 = 1;

/// The share page's path for one token.
#[must_use]
pub fn share_path(token: &str) -> String {
    format!("/dela/{token}")
}

/// The page of an invitation for one token.
#[must_use]
pub fn invitation_path(token: &str) -> String {
    format!("/inbjudan/{token}")
}

/// What her own calendar reads for one token.
#[must_use]
pub fn feed_path(token: &str) -> String {
    format!("/kalender/{token}/moten.ics")
}

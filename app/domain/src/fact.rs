//! Facts about ratings, consents, shares and meetings: things that happened once and are never rewritten.

use serde::{Deserialize, Serialize};

use crate::consent::{AllowLift, EndLift, Grant, Photo, Signature, Withdraw};
use crate::entry::Stamp;
use crate::feed::Feed;
use crate::invitation::{Invite, Reply};
use crate::rating::{Rate, Show};
use crate::share::{HandOver, Opened, PaperCopy};

/// One thing that happened to an entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fact {
    /// Who and when.
    pub stamp: Stamp,
    /// What.
    pub what: FactKind,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Four marks were saved.
    Rated(Rate),
    /// The rating was shown to others.
    Shown(Show),
    /// Consent was given.
    Granted(Grant),
    /// The owner said that a recorded consent is right.
    Confirmed,
    /// She signed sentences about one person.
    Signed(Signature),
    /// Consent was taken back.
    Withdrawn(Withdraw),
    /// A snapshot was handed over.
    HandedOver(Box<HandOver>),
    /// A snapshot was given on paper.
    OnPaper(Box<PaperCopy>),
    /// The share was ended.
    Revoked,
    /// "Visa" was pressed.
    Opened(Opened),
    /// A picture was taken of a signed paper.
    Photographed(Photo),
    /// A coordinator may take something up with her name.
    LiftAllowed(Box<AllowLift>),
    /// That was taken back.
    LiftEnded(EndLift),
    /// Somebody was invited to a meeting.
    Invited(Box<Invite>),
    /// Somebody who is invited to this meeting has answered.
    Replied(Box<Reply>),
    /// Her own calendar may read her meetings.
    Fed(Feed),
}

//! The wire types of `/api/v1`: plain JSON, read by phones a year old. Fields are only ever added.

mod feedback;
mod sign_in;
mod trail;

use serde::{Deserialize, Serialize};

pub use feedback::FeedbackRequest;
pub use sign_in::{BeginSignInRequest, FinishSignInRequest, ProviderAddress, ProviderCard, SignInRequest, WaysIn};
pub use trail::{AuditAction, AuditLine, AuditPage, DeviceCard};

use crate::consent::Right;
pub use crate::live::LiveEvent;
use crate::{
    BinderId, BinderTab, Checkpoint, Op, OpId, OrganizationId, PersonId, ReplicaId, Role, Seq, SequencedOp,
    Timestamp,
};

/// The protocol this version speaks. Lower numbers may always push.
pub const PROTOCOL: u32 = 1;

/// One round of sync for one binder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncRequest {
    /// The protocol the device speaks; see [`PROTOCOL`].
    pub protocol: u32,
    /// The device's copy.
    pub replica: ReplicaId,
    /// The last place of the log that the copy has; 0 for an empty copy.
    pub after: Seq,
    /// The consent generation the copy was made under; 0 for an empty copy.
    pub generation: u64,
    /// Changes that wait on the device, in order.
    #[serde(default)]
    pub ops: Vec<Op>,
    /// Tabs that were opened and read on a device since the last round, for the access log.
    #[serde(default)]
    pub opened: Vec<OpenedTab>,
}

/// A tab was opened on a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedTab {
    /// Which tab.
    pub tab: BinderTab,
    /// When, by the device's clock.
    pub at: Timestamp,
}

/// The answer to one round.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncResponse {
    /// Ops that are in the log now, also those that were there before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
    /// Ops that were not taken, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
    /// Tabs whose local copy the device must drop before it takes what follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reset: Vec<BinderTab>,
    /// Whole tabs, for a copy that is empty, reset or far behind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checkpoints: Vec<Checkpoint>,
    /// Other people's ops after `after`, and this device's own that it may not know are stored. An
    /// op that this very request brought is only in `accepted`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ops: Vec<SequencedOp>,
    /// How far each person's copy has come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// The copy has everything it may have up to here.
    pub cursor: Seq,
    /// The consent generation now.
    pub generation: u64,
    /// Which line the log is on: another number after the server was put back from an older copy. A copy
    /// that knows another one, or a place after `cursor`, offers its own ops again and fetches everything
    /// anew. 0, and left out, if that never happened.
    #[serde(default, skip_serializing_if = "is_first_line")]
    pub lineage: u64,
    /// There is more: ask again with the new cursor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// The binder, its people and what this reader may do: sent when the copy is empty or the
    /// generation is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binder: Option<BinderCard>,
}

/// Whether a server was never put back from an older copy.
#[must_use]
pub const fn is_first_line(lineage: &u64) -> bool {
    *lineage == 0
}

/// An op has its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted {
    /// The op.
    pub id: OpId,
    /// Its place.
    pub seq: Seq,
}

/// An op was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refused {
    /// The op.
    pub id: OpId,
    /// Why.
    pub code: RefusalCode,
    /// What the device does with it.
    pub class: RefusalClass,
}

/// Why an op was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// No live consent covers it.
    NotCovered,
    /// Only the owner does this.
    OwnerOnly,
    /// The author is not who the session belongs to.
    WrongAuthor,
    /// The meeting it names is not open.
    MeetingNotOpen,
    /// A text is too long.
    TooLong,
    /// The body is not one of its kind.
    BadValue,
    /// A kind that only the owner's devices may bring before it is understood.
    UnknownKind,
    /// An earlier op on the same entry in the same request was refused.
    AfterRefused,
    /// The server cannot store it now.
    TryAgain,
}

/// What a device does with a refused op.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalClass {
    /// Keeps its place in the queue.
    Retry,
    /// The person can put it right.
    Mend,
    /// Leaves the queue for "Kom inte fram".
    Final,
}

impl RefusalCode {
    /// What a device does with an op refused for this reason.
    #[must_use]
    pub const fn class(self) -> RefusalClass {
        match self {
            Self::TryAgain => RefusalClass::Retry,
            Self::TooLong => RefusalClass::Mend,
            _ => RefusalClass::Final,
        }
    }
}

/// How far a person's copy has come: "Framme hos Anna 12 maj 13.05".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reached {
    /// Who.
    pub person: PersonId,
    /// The last place of the log that her or his devices have.
    pub seq: Seq,
    /// When that was.
    pub at: Timestamp,
}

/// Somebody who acts in a binder, by the name the server knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonCard {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// Where she or he works; empty for the owner.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organization: String,
}

/// What a reader may do with one tab.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TabRight {
    /// Which tab.
    pub tab: BinderTab,
    /// Read, or also suggest.
    pub right: Right,
}

/// A binder as a list shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BinderCard {
    /// The binder.
    pub id: BinderId,
    /// The owner's name.
    pub owner_name: String,
    /// The owner.
    pub owner: PersonId,
    /// When it was started.
    pub started_at: Timestamp,
    /// A phone has been paired.
    pub paired: bool,
    /// For the owner: when the newest of the phones that open it was paired, so that the others can tell her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_phone_at: Option<Timestamp>,
    /// What this reader may do.
    pub rights: Vec<TabRight>,
    /// When some of that begins or ends by itself; nothing is known of what holds after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns_at: Option<Timestamp>,
    /// Everybody who acts in it, as far as this reader may know.
    pub people: Vec<PersonCard>,
    /// For the owner: the binder is to be taken away, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasing: Option<ErasingCard>,
}

/// When a binder is taken away, by the server's clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasingCard {
    /// The op that asked for it: what a `keep` names.
    pub erase: OpId,
    /// When the server heard of it. Nobody but the owner has opened the binder since.
    pub begun_at: Timestamp,
    /// When the key of all that was written in it is destroyed.
    pub due_at: Timestamp,
}

/// A binder that a practitioner reached until it was to be taken away: its name in the list and the day,
/// nothing of what is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosedBinderCard {
    /// The binder.
    pub id: BinderId,
    /// The owner's name.
    pub owner_name: String,
    /// When it is taken away.
    pub due_at: Timestamp,
}

/// Who the session belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Owner or coordinator.
    pub role: Role,
    /// Where a coordinator works; empty for an owner.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organization: String,
    /// The binders this person reaches.
    pub binders: Vec<BinderCard>,
    /// For staff: those that are closed because they are to be taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<ClosedBinderCard>,
}

/// Starts a pärm.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartBinderRequest {
    /// Made on the device, so that starting twice starts one.
    pub id: BinderId,
    /// The owner's name as she wants to be called.
    pub owner_name: String,
}

/// A way in for the owner's phone, for ten minutes and once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingResponse {
    /// The link: the secret is in the fragment, which browsers never send.
    pub link: String,
    /// The link as a QR code, an SVG image.
    pub qr_svg: String,
    /// Eight digits to read out.
    pub code: String,
    /// When both stop working.
    pub expires_at: Timestamp,
}

/// Pairs the phone that asks. One of the two is given.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RedeemPairingRequest {
    /// The secret from the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The code that was read out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A practitioner who can be named in a consent sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PractitionerCard {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Where she or he works.
    pub organization: OrganizationId,
    /// That unit's name.
    pub organization_name: String,
}

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
    /// The server has a fault; nothing was stored.
    Internal,
}

/// The share page's path for one token.
#[must_use]
pub fn share_path(token: &str) -> String {
    format!("/dela/{token}")
}

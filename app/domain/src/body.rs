//! What an op does: the closed set of kinds this version knows, and everything else kept verbatim.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::consent::{AllowLift, EndLift, Grant, Photo, Signature, Succession, Withdraw};
use crate::decision::{Agree, Decision};
use crate::erasure::{Erase, Keep};
use crate::feed::Feed;
use crate::invitation::{Invite, Reply};
use crate::rating::{Rate, Show};
use crate::room::{Carry, Sealed};
use crate::share::{HandOver, Opened, PaperCopy};
use crate::{EntryKind, Field, OpId, Value};

/// One field's new value. `over` names the versions that were on screen when editing began, plus the
/// writer's own later ones: exactly those are replaced, nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldWrite {
    /// The replaced versions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<OpId>,
    /// What the field holds now.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::value::FieldValue))]
    pub value: Value,
}

/// New values for fields of one entry; the entry begins to exist with the first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Write {
    /// What sort of entry it is; ignored if the entry exists already.
    pub entry_kind: EntryKind,
    /// The fields, each at most once.
    pub fields: BTreeMap<Field, FieldWrite>,
}

/// One more value of an append field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Append {
    /// A field whose policy is `Append`.
    pub field: Field,
    /// What is added.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::value::FieldValue))]
    pub value: Value,
    /// A few words beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A removal that can be undone. `over` names every version that was on screen, so a change nobody
/// had seen is never removed with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remove {
    /// The versions that were on screen.
    #[serde(default)]
    pub over: Vec<OpId>,
}

/// A suggested change, waiting for the owner's yes (sv: förslag).
#[doc(alias = "förslag")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Propose {
    /// What sort of entry it is.
    pub entry_kind: EntryKind,
    /// The suggested values.
    #[serde(default)]
    pub fields: BTreeMap<Field, FieldWrite>,
    /// Suggests that the entry be removed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remove: bool,
    /// It cannot wait for the next meeting (sv: brådskande, R3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
}

/// What the owner says to a proposal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Ja: the suggested values become hers.
    Accept,
    /// Nej: kept in history, no longer shown.
    Decline,
    /// Spara till mötet.
    Later,
}

/// The owner's answer to one proposal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerProposal {
    /// The proposal's op.
    pub proposal: OpId,
    /// Yes, no, or later.
    pub answer: Answer,
    /// Per field the versions that were on screen; accepting replaces exactly those.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub over: BTreeMap<Field, Vec<OpId>>,
}

/// The owner takes back her answer: the proposal waits again, and after a yes the words it replaced stand
/// again as they did, each with who wrote it and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reopen {
    /// The proposal's op.
    pub proposal: OpId,
    /// The op of her answer. Another answer given since is left alone.
    pub answer: OpId,
    /// Per field the versions that her yes replaced; where somebody has written over the accepted words
    /// since, the field stays as it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub back: BTreeMap<Field, Vec<OpId>>,
}

/// What stands in the place of words that are gone for good: 90 days after an entry was removed the server
/// empties every op of it, and adds one that tells her devices (design §2, "Removal").
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redact {
    /// What sort of entry it was.
    pub entry_kind: EntryKind,
}

/// A kind from a newer version of the app, kept byte for byte.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnknownBody {
    /// The kind's wire name.
    pub kind: String,
    /// Its body as it came.
    pub raw: Box<RawValue>,
}

impl PartialEq for UnknownBody {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.raw.get() == other.raw.get()
    }
}

impl Eq for UnknownBody {}

/// What an op does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// Writes fields.
    Write(Write),
    /// Adds one value to an append field.
    Append(Append),
    /// Removes the entry.
    Remove(Remove),
    /// Takes a removed entry back.
    Restore,
    /// Suggests a change.
    Propose(Propose),
    /// Answers a proposal.
    Answer(AnswerProposal),
    /// Takes an answer back.
    Reopen(Reopen),
    /// Saves a rating.
    Rate(Rate),
    /// Shows one rating to others.
    Show(Show),
    /// Shows it no longer: others' copies of it go; her original stays.
    Hide,
    /// Gives consent.
    Grant(Grant),
    /// Staff suggest a sentence of consent; it holds when the owner gives it.
    ProposeConsent(Grant),
    /// A coordinator suggests who takes over; it holds when the owner says so.
    ProposeSuccession(Succession),
    /// "Stämmer det?" – the owner says that a recorded consent is right.
    Confirm,
    /// Her name under sentences about one person.
    SignConsent(Signature),
    /// Takes consent back.
    Withdraw(Withdraw),
    /// Hands a dated snapshot to a related person.
    HandOver(HandOver),
    /// Notes that somebody was given a snapshot on paper.
    HandPaper(PaperCopy),
    /// Ends a share.
    Revoke,
    /// The server tells that "Visa" was pressed on a share.
    Opened(Opened),
    /// The server has emptied a removed entry.
    Redact(Redact),
    /// The pärm is to be taken away for good.
    Erase(Erase),
    /// It is to stay after all.
    Keep(Keep),
    /// Something in her own room, which only her devices can open.
    Room(Sealed),
    /// A meeting decides what stands in the tab.
    Decision(Decision),
    /// "Det stämmer" – the owner says that this is what was decided.
    Agree(Agree),
    /// A whole entry that she moved into her own room; nowhere else than there.
    Carry(Box<Carry>),
    /// Removes the entry and empties it at once: nothing of it is left to take back. For herself alone: empties the
    /// locked ops it names, which her phone has found to be of what she removed 90 days ago.
    Empty(Remove),
    /// A picture of the paper that sentences about one person were signed on.
    Photo(Photo),
    /// She lets a coordinator take something up with her name, in writing.
    AllowLift(Box<AllowLift>),
    /// She takes that back.
    EndLift(EndLift),
    /// Invites one person to a meeting.
    Invite(Box<Invite>),
    /// What somebody who is invited answers.
    Reply(Box<Reply>),
    /// Lets her own calendar read her meetings.
    Feed(Feed),
    /// A kind this version does not know.
    Unknown(UnknownBody),
}

/// The body of a kind that says all by its name: an empty object.
#[derive(Deserialize)]
struct Nothing {}

macro_rules! kinds {
    ($($name:literal => $variant:ident),* ; unit $($unit_name:literal => $unit:ident),*) => {
        impl Body {
            /// The kind's wire name.
            #[must_use]
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $name,)*
                    $(Self::$unit => $unit_name,)*
                    Self::Unknown(unknown) => &unknown.kind,
                }
            }

            /// Reads a body. A kind that is not known, or that holds something this version cannot
            /// read, is kept as it came: only a newer app could have written it.
            #[must_use]
            pub fn read(kind: String, raw: Box<RawValue>) -> Self {
                let known = match kind.as_str() {
                    $($name => serde_json::from_str(raw.get()).ok().map(Self::$variant),)*
                    $($unit_name => serde_json::from_str(raw.get()).ok().map(|Nothing {}| Self::$unit),)*
                    _ => None,
                };
                known.unwrap_or(Self::Unknown(UnknownBody { kind, raw }))
            }

            /// Whether this version knows a kind. An `Unknown` body of a known kind is a malformed one.
            #[must_use]
            pub fn is_known(kind: &str) -> bool {
                [$($name,)* $($unit_name,)*].contains(&kind)
            }

            pub(crate) fn raw(&self) -> Result<Box<RawValue>, serde_json::Error> {
                match self {
                    $(Self::$variant(body) => serde_json::value::to_raw_value(body),)*
                    $(Self::$unit => RawValue::from_string("{}".to_owned()),)*
                    Self::Unknown(unknown) => Ok(unknown.raw.clone()),
                }
            }
        }
    };
}

kinds! {
    "write" => Write, "append" => Append, "remove" => Remove, "propose" => Propose,
    "answer" => Answer, "rate" => Rate, "show" => Show, "grant" => Grant,
    "withdraw" => Withdraw, "hand_over" => HandOver, "opened" => Opened,
    "propose_consent" => ProposeConsent, "propose_succession" => ProposeSuccession,
    "reopen" => Reopen, "redact" => Redact, "erase" => Erase, "keep" => Keep,
    "hand_paper" => HandPaper, "room" => Room, "decision" => Decision, "agree" => Agree,
    "sign_consent" => SignConsent, "carry" => Carry, "empty" => Empty,
    "photo" => Photo, "allow_lift" => AllowLift, "end_lift" => EndLift,
    "invite" => Invite, "reply" => Reply, "feed" => Feed ;
    unit "restore" => Restore, "confirm" => Confirm, "revoke" => Revoke, "hide" => Hide
}

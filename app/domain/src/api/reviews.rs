//! A unit's own checks of its access log (HSLF-FS 2016:40), as somebody it has named for that makes them.
//!
//! Who of the staff did what, when and in which pärm, by its id: never whose it is, and never what was read or written.

use serde::{Deserialize, Serialize};

use super::AuditAction;
use crate::{BinderId, BinderTab, OrganizationId, PersonId, ReviewId, Role, Timestamp};

/// A unit that whoever asks was named to check.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewUnit {
    /// Which.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// From when the next check covers: the end of what has been checked, or a month ago at the first.
    pub next_from: Timestamp,
    /// The checks that were made, the latest first.
    pub reviews: Vec<ReviewCard>,
}

/// A check that was made (sv: granskning).
#[doc(alias = "granskning")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewCard {
    /// Which.
    pub id: ReviewId,
    /// When.
    pub made_at: Timestamp,
    /// Whose name stands under it.
    pub made_by: String,
    /// What the server heard of from here …
    pub from: Timestamp,
    /// … and before this was checked.
    pub until: Timestamp,
    /// How much there was.
    pub n_acts: u64,
    /// How much of it was drawn.
    pub n_picked: u64,
    /// What it showed, when that has been written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<ReviewFinding>,
}

/// What a check showed; written once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewFinding {
    /// In short.
    pub outcome: ReviewOutcome,
    /// In words that identify nobody; empty if there was nothing to remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When it was written.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
}

/// What a check showed, in short.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// Nothing to remark.
    Nothing,
    /// Something that the unit must follow up.
    FollowUp,
}

/// So many acts are to be drawn by chance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawReviewRequest {
    /// Which check; the same again is the same check, with the same acts.
    pub id: ReviewId,
    /// Of what the server heard of from here …
    pub from: Timestamp,
    /// … and before this.
    pub until: Timestamp,
    /// How many.
    pub wanted: u32,
}

/// A check with what was drawn for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawnReview {
    /// The check.
    pub review: ReviewCard,
    /// What was drawn, as the server heard of it: the earliest first.
    pub acts: Vec<ReviewedAct>,
}

/// Something that somebody of the staff did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewedAct {
    /// When the server heard of it.
    pub heard_at: Timestamp,
    /// When it was done, by the device's clock where that is possible.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// The name she or he has today; empty if it is not known any more.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// What.
    pub action: AuditAction,
    /// In which tabs.
    pub tabs: Vec<BinderTab>,
    /// In which pärm: its id, never whose.
    pub binder: BinderId,
    /// Whoever asks did it herself, so that somebody else should look at it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// What a check showed is written down.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewFindingRequest {
    /// In short.
    pub outcome: ReviewOutcome,
    /// In words, where something is to be followed up. They must identify nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

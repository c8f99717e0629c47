//! What chafes between those who are to help, as staff of one server take it up (R33).

use serde::{Deserialize, Serialize};

use crate::IssueId;
use crate::issue::{IssueCategory, IssueLevel};

/// Something that chafes (sv: skav), for whoever took it up and for the group that it was lifted to.
#[doc(alias = "skav")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollaborationIssue {
    /// Which.
    pub id: IssueId,
    /// The day it was taken up, in Sweden.
    pub day: String,
    /// What it is about.
    pub category: IssueCategory,
    /// Where it stands.
    pub level: IssueLevel,
    /// What chafes.
    pub text: String,
    /// How it came to stand there, the first first.
    pub steps: Vec<IssueStep>,
    /// What was decided, if it has been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<IssueDecision>,
    /// Whoever asks took it up: she leads it until a decision stands (R119).
    pub mine: bool,
    /// Who took it up.
    pub by: String,
    /// Where that person works.
    pub organization: String,
    /// Whom it is about, where she has said yes to that in writing; nobody's name otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_name: Option<String>,
    /// Her consent does not hold any longer: what was said is gone, and the group is shut out. Told to whoever took it
    /// up alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_shut: bool,
}

/// It was lifted to a level, because what had been tried did not help (R113).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueStep {
    /// To which.
    pub level: IssueLevel,
    /// What had been tried.
    pub tried: String,
    /// On which day, in Sweden.
    pub day: String,
}

/// What was decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueDecision {
    /// The decision.
    pub text: String,
    /// On which day it was made.
    pub day: String,
}

/// A member of the group, so that whoever writes knows who reads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupMember {
    /// The name.
    pub name: String,
    /// Where she or he works.
    pub organization: String,
}

/// What somebody on the staff sees of what chafes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueList {
    /// Whoever asks was named a member of the group, and reads what others lifted there.
    pub is_member: bool,
    /// Who reads what is lifted to the group: those that the organisations have named.
    pub members: Vec<GroupMember>,
    /// Her own and, for a member, what was lifted to the group; those without a decision first.
    pub issues: Vec<CollaborationIssue>,
}

/// Something is taken up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeUpIssueRequest {
    /// Made by chance alone (`UUIDv4`), so that it tells no hour; the same again is the same issue.
    pub id: IssueId,
    /// What it is about.
    pub category: IssueCategory,
    /// Where it is to stand: with its author, or in the group.
    pub level: IssueLevel,
    /// What chafes.
    pub text: String,
    /// What has been tried; needed to lift it to the group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tried: String,
}

/// It is lifted to the next level.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiftIssueRequest {
    /// To which: the next above where it stands.
    pub level: IssueLevel,
    /// What has been tried.
    pub tried: String,
}

/// What was decided is written down, which ends it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideIssueRequest {
    /// The decision.
    pub text: String,
    /// The day it was made: `2026-11-24`.
    pub day: String,
}

//! Who has looked, and which phones are hers: what an owner asks the server about her own binder.

use serde::{Deserialize, Serialize};

use crate::{BinderTab, DeviceId, PersonId, Role, Timestamp};

/// What was done (R27).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
    /// Changes were written (sv: skrev).
    Wrote,
    /// A device fetched by itself (sv: hämtade). One line for each person and day.
    Fetched,
    /// A tab was opened and read (sv: läste).
    Opened,
    /// Somebody asked and was not let in (sv: försökte).
    Denied,
    /// A phone was paired with the way in that this person made (sv: släppte in).
    LetIn,
    /// A case was taken up, or lifted, with her name and her written consent (sv: tog upp).
    Lifted,
    /// Somebody in the group it was lifted to read it (sv: läste). One line for each person, case and day.
    ReadLifted,
    /// What a later server tells of and this app does not know.
    #[serde(other)]
    Other,
}

/// One line of the access log. Never what was read or written, only that it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditLine {
    /// Who.
    pub person: PersonId,
    /// The name; empty if it is not known any more.
    #[serde(default)]
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// Where the person worked then; empty for the owner.
    #[serde(default)]
    pub organization: String,
    /// What was done.
    pub action: AuditAction,
    /// In which tabs; none for somebody who was not let in.
    pub tabs: Vec<BinderTab>,
    /// When. By the clock of the device that did it, where that is possible: not after the server heard of it,
    /// not before the session began, and at most 90 days ago. Else when the server heard of it.
    pub at: Timestamp,
    /// When the server heard of it, if that is another moment than `at`: somebody read without network. Lines
    /// stand in the order in which they were heard of, which no device can choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard_at: Option<Timestamp>,
}

impl AuditLine {
    /// When the server heard of it.
    #[must_use]
    pub fn heard(&self) -> Timestamp {
        self.heard_at.unwrap_or(self.at)
    }
}

/// Part of the access log, what was heard of last first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// There are earlier ones: ask again with `after` = this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A phone that opens the binder as its owner.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceCard {
    /// Which.
    pub id: DeviceId,
    /// When it was paired.
    pub paired_at: Timestamp,
    /// When it last had contact, give or take some minutes.
    pub last_seen_at: Timestamp,
    /// It is the one that asks.
    pub this: bool,
}

//! Who and what there is, as lists show it: people, binders and what a reader may do in them.

use serde::{Deserialize, Serialize};

use crate::consent::Right;
use crate::{BinderId, BinderTab, OpId, OrganizationId, PersonId, Role, Timestamp};

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
    /// For staff: the organisation wants their copies locked by a code, before anything is fetched to a device.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lock_required: bool,
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

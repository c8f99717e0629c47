//! Typed ids: a `BinderId` can never be handed in where an `EntryId` is meant.
//!
//! Every id is a `UUIDv7` made on the device that first names the thing, so that nothing has to wait
//! for the server. This crate has no randomness: new ids arrive as arguments.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::BinderTab;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a uuid that was made by the caller.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The uuid itself.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// One owner's pärm.
    BinderId;
    /// One recorded change; also names the text version that the change wrote.
    OpId;
    /// One thing in a tab: a contact, a sign, a goal, a meeting.
    EntryId;
    /// One device's copy of the data; made with the local store, never with the session.
    ReplicaId;
    /// An owner or a practitioner.
    PersonId;
    /// Ties together ops that belong to one act over several tabs.
    ActId;
    /// A unit where practitioners work (sv: verksamhet).
    OrganizationId;
    /// One signed-in session or paired phone.
    DeviceId;
    /// One key that a device of somebody's keeps for signing in (sv: passnyckel).
    PasskeyId;
    /// One check of a unit's access log (sv: granskning).
    ReviewId;
    /// Something that chafes between those who are to help (sv: skav). The one id that is made by chance alone
    /// (`UUIDv4`), because it may tell no hour.
    IssueId;
}

impl EntryId {
    /// "Så är jag när jag mår bra" exists once in every pärm. A fixed id means that two phones that
    /// both begin it offline write in one entry instead of making two.
    pub const WELLNESS: Self = Self(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0001));
    /// Why no meeting is booked (R89), once in every pärm.
    pub const NO_MEETING: Self = Self(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0002));

    /// That she wants no related people in this just now (R103), once in every pärm.
    pub const NO_RELATED: Self = Self(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0003));

    /// How far the work together has come (R1), once in every pärm.
    pub const PHASE: Self = Self(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0004));

    /// What she has said of a tab as a whole: one entry for each, so that two phones mean the same.
    #[must_use]
    pub const fn own_tab(tab: BinderTab) -> Self {
        Self(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0001_0000 + tab as u128))
    }

    /// What is noted of a decided version names it as what it belongs to.
    #[must_use]
    pub const fn of_decision(version: OpId) -> Self {
        Self(version.0)
    }

    /// The contact card of a practitioner has the practitioner's own id, so "the coordinator's own
    /// card" needs no look-up in another tab.
    #[must_use]
    pub const fn card_of(person: PersonId) -> Self {
        Self(person.0)
    }
}

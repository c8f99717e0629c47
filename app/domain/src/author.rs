//! Who wrote something, how it came to be, and who may read it: the three facts that every op carries.

use serde::{Deserialize, Serialize};

use crate::{EntryId, PersonId};

/// In which capacity somebody acts in one binder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person whose binder it is (sv: brukare; on her own screen: du).
    Owner,
    /// A coordinator (sv: samordnare, VSS).
    Coordinator,
    /// The server itself, for facts that nobody typed, such as "the link was opened".
    Server,
}

/// Who made an op. Names are looked up in the binder's directory of people, so a name cannot be forged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Author {
    /// The person.
    pub person: PersonId,
    /// The capacity in which the person acted.
    pub role: Role,
}

/// How an entry came to be (R17): by herself, together, or by the coordinator after a talk.
#[doc(alias = "själv / tillsammans / av samordnare")]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Provenance {
    /// The owner wrote it herself.
    #[serde(rename = "self")]
    Own,
    /// Written together in a meeting that was open then.
    Together {
        /// The meeting's entry in the Meetings tab.
        meeting: EntryId,
    },
    /// Recorded by the coordinator.
    Coordinator,
}

/// Who an op is for. The server serves an op to nobody else.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Audience {
    /// Everybody whose consent covers the tab.
    Tab,
    /// The owner's own devices only.
    Private,
    /// The owner and these people.
    People {
        /// Never empty in a valid op.
        people: Vec<PersonId>,
    },
}

impl Audience {
    /// Whether a person in this role may be served the op, given that consent covers the tab.
    #[must_use]
    pub fn includes(&self, reader: Author) -> bool {
        match self {
            _ if reader.role == Role::Owner => true,
            Self::Tab => true,
            Self::Private => false,
            Self::People { people } => people.contains(&reader.person),
        }
    }
}

//! What a field can hold, and how much of it.

use serde::{Deserialize, Serialize};

use crate::{EntryId, Timestamp};

/// The longest text one field takes, in characters: a page of handwriting, far above what a phone
/// screen shows, far below what could fill a server.
pub const TEXT_MAX: usize = 4_000;

/// The most people one field names.
pub const PEOPLE_MAX: usize = 40;

/// A person named in another tab: an id and the name as it was then, so that a tab's fold never has
/// to read another tab. The telephone number is copied too (R81: it stands inside the plan).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reference {
    /// The contact entry, if the person has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// The name as it was written.
    pub name: String,
    /// The number as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// One field's content.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Words somebody wrote. An empty text is a text that was cleared.
    Text(String),
    /// One of a few fixed answers, by its wire name.
    Choice(String),
    /// Yes or no.
    Flag(bool),
    /// A moment.
    Instant(Timestamp),
    /// A whole number, for instance minutes.
    Number(i64),
    /// Another entry in the same tab.
    Entry(EntryId),
    /// One person.
    Person(Reference),
    /// Several people.
    People(Vec<Reference>),
}

/// [`Value`] by a name that utoipa does not take for any JSON.
#[cfg(feature = "openapi")]
pub(crate) type FieldValue = Value;

/// Why a value cannot be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ValueError {
    /// Longer than [`TEXT_MAX`] characters or [`PEOPLE_MAX`] people.
    #[error("too long")]
    TooLong,
    /// Another kind of value than the field holds, or a choice it does not know.
    #[error("not a value of this field")]
    WrongType,
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A choice value.
    #[must_use]
    pub fn choice(name: impl Into<String>) -> Self {
        Self::Choice(name.into())
    }

    /// Whether it says nothing: no words, nobody.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Person(person) => person.name.trim().is_empty() && person.phone.is_none(),
            Self::People(people) => people.is_empty(),
            Self::Choice(_) | Self::Flag(_) | Self::Instant(_) | Self::Number(_) | Self::Entry(_) => false,
        }
    }

    /// Checks the sizes.
    ///
    /// # Errors
    /// [`ValueError::TooLong`] if a text or list is longer than one field takes.
    pub fn check_size(&self) -> Result<(), ValueError> {
        let fits = match self {
            Self::Text(text) | Self::Choice(text) => text.chars().count() <= TEXT_MAX,
            Self::Person(person) => person.fits(),
            Self::People(people) => people.len() <= PEOPLE_MAX && people.iter().all(Reference::fits),
            Self::Flag(_) | Self::Instant(_) | Self::Number(_) | Self::Entry(_) => true,
        };
        if fits { Ok(()) } else { Err(ValueError::TooLong) }
    }
}

impl Reference {
    /// A person by name only.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { entry: None, name: name.into(), phone: None }
    }

    fn fits(&self) -> bool {
        let phone = self.phone.as_deref().unwrap_or_default();
        self.name.chars().count() <= TEXT_MAX && phone.chars().count() <= TEXT_MAX
    }
}

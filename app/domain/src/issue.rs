//! What chafes between those who are to help (sv: skav, samverkansproblem), lifted level by level (R33, R113, R119).
//!
//! It is told without whom it is about, and lies outside every pärm: there is no binder, no entry and no hour in it,
//! only a day. Whoever took it up leads it until a decision stands.

use serde::{Deserialize, Serialize};

use crate::TEXT_MAX;
use crate::identifying::must_be_rewritten;

/// What it is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum IssueCategory {
    /// Nobody says that it is theirs.
    Responsibility,
    /// Help that is late, or does not come.
    Waiting,
    /// What one knows does not reach the other.
    Information,
    /// Meetings that do not happen, or where somebody is missing.
    Meetings,
    /// From one form of help to another.
    Transition,
    /// Something else.
    Other,
}

impl IssueCategory {
    /// All, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Responsibility, Self::Waiting, Self::Information, Self::Meetings, Self::Transition, Self::Other];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Responsibility => "responsibility",
            Self::Waiting => "waiting",
            Self::Information => "information",
            Self::Meetings => "meetings",
            Self::Transition => "transition",
            Self::Other => "other",
        }
    }
}

/// Where it stands. Difficulties are solved at the lowest level that can (R113, R120).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum IssueLevel {
    /// With the coordinator who wrote it, and nobody else.
    Coordinator,
    /// In the group of those who handle such cases (sv: handläggargrupp).
    #[doc(alias = "handläggargrupp")]
    Group,
    /// With those who lead (sv: ledningsgrupp).
    #[doc(alias = "ledningsgrupp")]
    Management,
}

impl IssueLevel {
    /// All, the lowest first.
    pub const ALL: [Self; 3] = [Self::Coordinator, Self::Group, Self::Management];

    /// The one above.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Coordinator => Some(Self::Group),
            Self::Group => Some(Self::Management),
            Self::Management => None,
        }
    }

    /// Whether the named members of the group read what stands here.
    #[must_use]
    pub fn is_lifted(self) -> bool {
        self > Self::Coordinator
    }
}

/// Why words are not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IssueError {
    /// There are none.
    #[error("nothing is said")]
    Missing,
    /// There are too many.
    #[error("the text is too long")]
    TooLong,
    /// They hold a number or an address that tells whom it is about.
    #[error("the text tells whom it is about")]
    Identifies,
}

/// Judges words that others are to read without knowing whom they are about.
///
/// # Errors
/// [`IssueError`] says why they are not taken.
pub fn check_words(text: &str, required: bool) -> Result<(), IssueError> {
    if required && text.trim().is_empty() {
        Err(IssueError::Missing)
    } else if text.chars().count() > TEXT_MAX {
        Err(IssueError::TooLong)
    } else if must_be_rewritten(text) {
        Err(IssueError::Identifies)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_rises_one_level_at_a_time_and_no_higher_than_there_are() {
        let all: Vec<_> = std::iter::successors(Some(IssueLevel::Coordinator), |level| level.next()).collect();
        assert_eq!(all, IssueLevel::ALL);
        assert_eq!(IssueLevel::ALL.map(IssueLevel::is_lifted), [false, true, true]);
    }

    #[test]
    fn the_names_on_the_wire_are_those_that_are_shown() {
        for category in IssueCategory::ALL {
            assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
        }
    }

    #[test]
    fn words_are_there_are_short_and_tell_nobodys_number() {
        assert_eq!(check_words(" ", true), Err(IssueError::Missing));
        assert_eq!(check_words(" ", false), Ok(()));
        assert_eq!(check_words(&"å".repeat(TEXT_MAX + 1), true), Err(IssueError::TooLong));
        assert_eq!(check_words("Hon heter 850709-9805.", true), Err(IssueError::Identifies));
        assert_eq!(check_words("Ingen av dem säger att det är deras.", true), Ok(()));
    }
}

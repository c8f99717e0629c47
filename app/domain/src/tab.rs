//! The fixed tabs of a binder: always these, always in this order (R16).

use serde::{Deserialize, Serialize};

/// A fixed section of the binder (sv: flik).
#[doc(alias = "flik")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BinderTab {
    /// Kontakter: people around the owner (R36–R40).
    Contacts,
    /// Tidiga tecken: signs in own words and what to do then (R78–R87).
    WarningPlan,
    /// Mål och plan: goals, and who does what when (R61–R65).
    Plan,
    /// Skattning: four satisfaction scales (R71–R77).
    Ratings,
    /// Möten: both kinds of meeting (R89–R97).
    Meetings,
    /// Arbetsblad: worksheets.
    Worksheets,
    /// Samtycke: who may see what, and who holds a copy (R25–R31).
    Sharing,
}

impl BinderTab {
    /// All tabs in the order they stand in the binder.
    pub const ALL: [Self; 7] = [
        Self::Contacts,
        Self::WarningPlan,
        Self::Plan,
        Self::Ratings,
        Self::Meetings,
        Self::Worksheets,
        Self::Sharing,
    ];

    /// The name on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::WarningPlan => "warning_plan",
            Self::Plan => "plan",
            Self::Ratings => "ratings",
            Self::Meetings => "meetings",
            Self::Worksheets => "worksheets",
            Self::Sharing => "sharing",
        }
    }

    /// The tab with this wire name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == name)
    }
}

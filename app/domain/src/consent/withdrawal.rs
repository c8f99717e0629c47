//! How a sentence ends: at once, or on a day that she has said (R29, R131). Either beats every sentence whose giver
//! had not seen it.

use serde::{Deserialize, Serialize};

use super::Grant;
use crate::fact::FactKind;
use crate::{BinderTab, OpId, PersonId, TabState, Timestamp};

/// Ends every sentence about one person and one tab: at once, or on a day that she has said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdraw {
    /// Who.
    pub person: PersonId,
    /// Which tab.
    pub tab: BinderTab,
    /// The first moment when nothing holds any longer; `None` is at once. Until then what holds goes on holding,
    /// so that nobody's history begins anew because a last day was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl Withdraw {
    /// At once.
    #[must_use]
    pub const fn now(person: PersonId, tab: BinderTab) -> Self {
        Self { person, tab, at: None }
    }
}

/// The withdrawals about one person and tab: what a new grant must name as seen.
#[must_use]
pub fn withdrawals(sharing: &TabState, person: PersonId, tab: BinderTab) -> Vec<OpId> {
    said_no(sharing, person, tab).map(|(op, _)| op).collect()
}

/// Each withdrawal about one person and tab, and the day it names.
fn said_no(
    sharing: &TabState,
    person: PersonId,
    tab: BinderTab,
) -> impl Iterator<Item = (OpId, Option<Timestamp>)> {
    let facts = sharing.entries.values().flat_map(|entry| &entry.facts);
    facts.filter_map(move |fact| match &fact.what {
        FactKind::Withdrawn(gone) if (gone.person, gone.tab) == (person, tab) => Some((fact.stamp.op, gone.at)),
        _ => None,
    })
}

/// What is left of a sentence after the withdrawals that its giver had not seen: nothing after one that counts
/// at once, and no day after the one that another names.
pub(super) fn left_of(grant: &Grant, sharing: &TabState) -> Option<Grant> {
    let mut left = grant.clone();
    for (op, at) in said_no(sharing, grant.person, grant.tab) {
        if !grant.over.contains(&op) {
            let at = at?;
            left.period.until = Some(left.period.until.map_or(at, |until| until.min(at)));
        }
    }
    (left.period == grant.period || left.period.is_possible()).then_some(left)
}

//! Taking a pärm away for good: asked for by the owner, or by the organisation as the law may demand.
//!
//! What has been asked for is an op like everything else, so it works offline and is never half done. From
//! the moment the server has it nobody but the owner opens the pärm, and after [`REGRET_DAYS`] the server
//! destroys the key of all that was written in it. When that is, only the server's clock decides: the day
//! stands on the binder's card and not here.

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::entry::Stamp;
use crate::{BinderTab, Op, OpId, Role};

/// How many days there are to think again.
pub const REGRET_DAYS: i64 = 30;

/// The pärm is to be taken away (sv: ta bort pärmen). The owner gives no reason; the organisation does.
#[doc(alias = "ta bort pärmen")]
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erase {
    /// Why, in words that the owner reads; empty when she asks for it herself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who decided it at the organisation, by name, if that was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// The pärm is to stay after all (sv: ha kvar). It names what it takes back, so that one made on a phone
/// that was away does not take back what was asked for since.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Keep {
    /// The op that asked for the erasure.
    pub erase: OpId,
}

/// An erasure that has been asked for last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erasing {
    /// Who asked for it, and when.
    pub stamp: Stamp,
    /// What was said.
    pub erase: Erase,
    /// Who has taken it back since, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Stamp>,
}

impl Erasing {
    /// What is asked for now.
    pub(crate) const fn new(stamp: Stamp, erase: Erase) -> Self {
        Self { stamp, erase, kept: None }
    }

    /// It is taken back, if this names it: the owner her own, the organisation either.
    pub(crate) fn keep(&mut self, keep: Keep, by: Stamp) {
        let may = self.is_hers() || by.author.role == Role::Server;
        if self.kept.is_none() && may && keep.erase == self.stamp.op {
            self.kept = Some(by);
        }
    }

    /// Whether nobody has taken it back.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.kept.is_none()
    }

    /// Whether the owner asked for it herself.
    #[must_use]
    pub fn is_hers(&self) -> bool {
        self.stamp.author.role == Role::Owner
    }
}

/// Whether an op asks for an erasure or takes one back: whoever may read what then changes.
#[must_use]
pub const fn is_about_erasure(body: &Body) -> bool {
    matches!(body, Body::Erase(_) | Body::Keep(_))
}

/// What such an op says by itself: the owner gives no reason, the server always does; both in Samtycke.
pub(crate) fn is_well_said(op: &Op) -> bool {
    let fits = match &op.body {
        Body::Erase(Erase { reason, by }) if op.author.role == Role::Owner => reason.is_empty() && by.is_empty(),
        Body::Erase(Erase { reason, .. }) => !reason.trim().is_empty(),
        Body::Keep(_) => true,
        _ => return true,
    };
    fits && op.tab == BinderTab::Sharing
}

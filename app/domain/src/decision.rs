//! What a meeting decided (R4, R60, R126): per tab the full text that stood on the screen when the meeting was
//! closed. A decided version is never changed; the next meeting decides a new one.
//!
//! A decision names the version it replaces. If another meeting has decided meanwhile, it decides nothing: what it
//! says otherwise than what stands decided waits for the owner as proposals, entry by entry, and no word is lost.

mod changes;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::entry::Stamp;
use crate::{BinderTab, Body, EntryId, EntryKind, Field, Op, OpId, Provenance, Reference, RefusalCode, TabState};
use crate::{Timestamp, Value};

pub use changes::{Change, Difference, changes};

/// As many entries as one decision holds: far more than a group reads through.
pub const TEXTS_MAX: usize = 1_000;

/// One entry as it was decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecidedText {
    /// What sort of entry it is.
    pub kind: EntryKind,
    /// What it says.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<Field, crate::value::FieldValue>))]
    pub fields: BTreeMap<Field, Value>,
}

/// A tab is decided at a meeting (sv: beslut).
#[doc(alias = "beslut")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// The decided version that it replaces; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<OpId>,
    /// When the meeting began.
    pub held_at: Timestamp,
    /// Who was there beside the owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<Reference>,
    /// What else was talked about, in words (R126).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alternatives: String,
    /// What the owner chose, and why if she said so (R126).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chosen: String,
    /// The text as it stood on the screen.
    pub texts: BTreeMap<EntryId, DecidedText>,
}

/// "Det stämmer": the owner says on her own device that this is what was decided (R126).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agree {
    /// The op of the decision.
    pub decision: OpId,
    /// She takes her word back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
}

/// One decided version as a tab keeps it (sv: beslutad version): what it says otherwise than the one before, so
/// that ten years of meetings stay light. [`TabState::decided`] gives it whole.
#[doc(alias = "beslutad version")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanVersion {
    /// Who closed the meeting and when; `stamp.op` is the version's id.
    pub stamp: Stamp,
    /// When the meeting began.
    pub held_at: Timestamp,
    /// Who was there beside the owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<Reference>,
    /// What else was talked about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alternatives: String,
    /// What the owner chose.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chosen: String,
    /// What it says otherwise than the version before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub changed: BTreeMap<EntryId, DecidedText>,
    /// What it has no longer.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gone: BTreeSet<EntryId>,
    /// When the owner said "Det stämmer".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Stamp>,
    /// Another meeting had decided when it came: it decides nothing, and what it wanted otherwise waits as
    /// proposals. Kept for what else was said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
}

impl PlanVersion {
    /// The meeting it was decided at.
    #[must_use]
    pub const fn meeting(&self) -> Option<EntryId> {
        match self.stamp.provenance {
            Provenance::Together { meeting } => Some(meeting),
            Provenance::Own | Provenance::Coordinator => None,
        }
    }
}

impl TabState {
    /// The version that is decided now.
    #[must_use]
    pub fn latest_decision(&self) -> Option<&PlanVersion> {
        self.decisions.iter().rfind(|version| !version.late)
    }

    /// The whole text of a decided version; nothing if there is no such version.
    #[must_use]
    pub fn decided(&self, version: OpId) -> Option<BTreeMap<EntryId, DecidedText>> {
        let at = self.decisions.iter().position(|known| known.stamp.op == version && !known.late)?;
        let mut texts = BTreeMap::new();
        for version in self.decisions.iter().take(at + 1) {
            texts.retain(|entry, _| !version.gone.contains(entry));
            texts.extend(version.changed.iter().map(|(entry, text)| (*entry, text.clone())));
        }
        Some(texts)
    }

    /// The whole text that is decided now; empty before the first decision.
    #[must_use]
    pub fn decided_now(&self) -> BTreeMap<EntryId, DecidedText> {
        self.latest_decision().and_then(|version| self.decided(version.stamp.op)).unwrap_or_default()
    }
}

/// Whether a meeting decides in this tab: the plan and the warning signs (design §4).
#[must_use]
pub const fn is_decided(tab: BinderTab) -> bool {
    matches!(tab, BinderTab::WarningPlan | BinderTab::Plan)
}

/// What such an op says by itself: it belongs to a tab that is decided, and a decision to a meeting.
pub(crate) fn is_well_said(op: &Op) -> bool {
    match &op.body {
        Body::Decision(_) => is_decided(op.tab) && matches!(op.provenance, Provenance::Together { .. }),
        Body::Agree(_) => is_decided(op.tab),
        _ => true,
    }
}

impl Decision {
    /// Whether it is of a size and shape that a log takes.
    pub(crate) fn check(&self, tab: BinderTab) -> Result<(), RefusalCode> {
        let words = [&self.alternatives, &self.chosen].map(|words| Value::text(words.as_str()));
        let people = Value::People(self.present.clone());
        let too_long = words.iter().chain([&people]).any(|value| value.check_size().is_err());
        if too_long || self.texts.len() > TEXTS_MAX {
            return Err(RefusalCode::TooLong);
        }
        for text in self.texts.values() {
            let fits = text.kind.tab() == tab
                && text
                    .fields
                    .iter()
                    .all(|(field, value)| text.kind.fields().contains(field) && field.check(value).is_ok());
            if !fits {
                return Err(RefusalCode::BadValue);
            }
        }
        Ok(())
    }
}

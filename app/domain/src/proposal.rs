//! A suggested change as it stands in an entry, waiting for the owner's yes (sv: förslag).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::body::FieldWrite;
use crate::consent::{Grant, Succession};
use crate::entry::Stamp;
use crate::{Answer, Field, OpId, Value};

/// How far a proposal has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// Who suggests it and when; `stamp.op` is the proposal's id.
    pub stamp: Stamp,
    /// The suggested values.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<Field, crate::value::FieldValue>))]
    pub fields: BTreeMap<Field, Value>,
    /// Suggests a removal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remove: bool,
    /// Whoever suggests it says that it cannot wait for the next meeting (sv: brådskande, R3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// Suggests a sentence of consent; see [`crate::consent::proposed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Box<Grant>>,
    /// Suggests that somebody takes over; see [`crate::consent::change_overs`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succession: Option<Box<Succession>>,
    /// The owner's latest answer; `None` while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The op of that answer, by which it can be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<OpId>,
}

impl Proposal {
    pub(crate) fn new(stamp: Stamp, fields: &BTreeMap<Field, FieldWrite>, remove: bool) -> Self {
        let fields = fields.iter().map(|(field, new)| (*field, new.value.clone())).collect();
        Self { fields, remove, ..Self::to_take_back(stamp) }
    }

    /// Staff suggest a sentence of consent.
    pub(crate) fn of_consent(stamp: Stamp, grant: Grant) -> Self {
        Self { consent: Some(Box::new(grant)), ..Self::to_take_back(stamp) }
    }

    /// Whoever coordinates suggests who takes over.
    pub(crate) fn of_succession(stamp: Stamp, succession: Succession) -> Self {
        Self { succession: Some(Box::new(succession)), ..Self::to_take_back(stamp) }
    }

    /// Somebody asks for what the owner removed: a proposal that suggests no words, only that it come back.
    pub(crate) const fn to_take_back(stamp: Stamp) -> Self {
        Self {
            stamp,
            fields: BTreeMap::new(),
            remove: false,
            urgent: false,
            consent: None,
            succession: None,
            answer: None,
            said: None,
        }
    }

    /// Whether it comes before others that wait. One that she has kept for the meeting has had its answer for now.
    #[must_use]
    pub fn comes_first(&self) -> bool {
        self.urgent && self.answer.is_none()
    }

    /// Whether the owner has yet to say yes or no. "Later" waits too, for the meeting.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.answer, None | Some(Answer::Later))
    }
}

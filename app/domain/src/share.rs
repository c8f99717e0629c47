//! What a related person gets: a dated snapshot of the lines meant for her, handed over by the owner.
//!
//! The link shows the snapshot last handed over and never live data, so a half-written thought is
//! never read by anybody.

use serde::{Deserialize, Serialize};

use crate::fact::FactKind;
use crate::warning::WarningPlan;
use crate::{Entry, EntryId, EntryKind, Field, Reference, TabState, Timestamp};

/// A sign with what the owner wants this person to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedSign {
    /// The sign in the owner's words.
    pub text: String,
    /// What she wants the reader to do.
    pub actions: Vec<String>,
}

/// The next meeting, if the owner shares it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedMeeting {
    /// When it starts.
    pub starts: Timestamp,
    /// Where.
    #[serde(default)]
    pub place: String,
}

/// What is handed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The owner's name as she wants the reader to see it.
    pub owner_name: String,
    /// When the snapshot was made.
    pub made_at: Timestamp,
    /// "Så är jag när jag mår bra".
    #[serde(default)]
    pub well: String,
    /// Signs that have lines for this person.
    pub signs: Vec<SharedSign>,
    /// Whom to call, in order.
    pub call: Vec<Reference>,
    /// The next meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_meeting: Option<SharedMeeting>,
}

/// A snapshot is handed to one person, by a new link or in place of the one before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Who gets it.
    pub person: Reference,
    /// The secret in the link. The body is encrypted at rest; lists hold only its hash.
    pub token: String,
    /// The code that the owner tells the reader, if she chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// When the link stops opening.
    pub expires_at: Timestamp,
    /// What is handed over.
    pub snapshot: Snapshot,
}

/// "Visa" was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opened {
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// A share as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShareView<'a> {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// What was handed over last.
    pub latest: &'a HandOver,
    /// When it was handed over.
    pub handed_at: Timestamp,
    /// When "Visa" was last pressed.
    pub opened_at: Option<Timestamp>,
    /// The owner has ended it.
    pub revoked: bool,
    /// The server has the latest snapshot.
    pub arrived: bool,
}

fn view(entry: &Entry) -> Option<ShareView<'_>> {
    let (stamp, latest) = entry.facts.iter().rev().find_map(|fact| match &fact.what {
        FactKind::HandedOver(copy) => Some((&fact.stamp, copy.as_ref())),
        _ => None,
    })?;
    let opened_at = entry.facts.iter().rev().find_map(|fact| match fact.what {
        FactKind::Opened(opened) => Some(opened.at),
        _ => None,
    });
    let revoked = entry.facts.iter().any(|fact| fact.what == FactKind::Revoked);
    let arrived = stamp.seq.is_some();
    Some(ShareView { entry: entry.id, latest, handed_at: stamp.made_at, opened_at, revoked, arrived })
}

/// All shares, those that were ended too, the latest first.
#[must_use]
pub fn all(sharing: &TabState) -> Vec<ShareView<'_>> {
    let entries = sharing.entries.values().filter(|entry| entry.kind == EntryKind::Share);
    let mut shares: Vec<ShareView<'_>> = entries.filter_map(view).collect();
    shares.sort_by_key(|share| std::cmp::Reverse((share.handed_at, share.entry)));
    shares
}

/// Makes the snapshot for one person: only the lines meant for her, and whom to call.
#[must_use]
pub fn snapshot_for(
    person: &Reference,
    plan: &WarningPlan<'_>,
    owner_name: &str,
    next_meeting: Option<SharedMeeting>,
    now: Timestamp,
) -> Snapshot {
    let meant_for = |action: &&&Entry| {
        action.person(Field::Person).is_some_and(|named| match (named.entry, person.entry) {
            (Some(named), Some(person)) => named == person,
            // Two people without a name are not the same person.
            _ => !person.name.trim().is_empty() && named.name.trim() == person.name.trim(),
        })
    };
    let signs = plan.signs.iter().filter_map(|sign| {
        let lines = sign.others.iter().filter(meant_for);
        let texts = lines.map(|action| action.text(Field::Text).to_owned());
        let actions: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
        let text = sign.entry.text(Field::Text).to_owned();
        (!actions.is_empty()).then_some(SharedSign { text, actions })
    });
    Snapshot {
        owner_name: owner_name.to_owned(),
        made_at: now,
        well: plan.well.to_owned(),
        signs: signs.collect(),
        call: plan.call.iter().map(|person| (*person).clone()).collect(),
        next_meeting,
    }
}

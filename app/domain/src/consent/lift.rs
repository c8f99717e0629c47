//! Her written consent to one case being taken up with her name (R32): who may, what about in her own words, and from
//! when until when. It opens no tab, and nobody else takes anything up under it.
//!
//! It is written or it is nothing: her name stands in the same op, or there is a signed paper. What was only spoken is
//! refused by the rules (`rules::alone`), so no device and no server ever holds it.

use serde::{Deserialize, Serialize};

use super::{Evidence, Period, Signature};
use crate::entry::Stamp;
use crate::fact::FactKind;
use crate::{EntryId, OpId, PersonId, Seq, TabState, Timestamp};

/// One coordinator may take something up with her name in the group of those who handle such cases.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllowLift {
    /// Who may take it up, and answers for it.
    pub person: PersonId,
    /// Her or his name as it stands in the sentence.
    pub name: String,
    /// Where she or he works.
    pub organization: String,
    /// What may be talked about, in the owner's words.
    pub about: String,
    /// On her own screen, with her name under it, or on a signed paper. Never spoken.
    pub evidence: Evidence,
    /// Her name, where it was given on the screen: under this entry alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// From when and until when; it always ends.
    pub period: Period,
    /// The endings about this person that the giver had seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<OpId>,
}

/// Ends every such consent about one person, at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndLift {
    /// Who.
    pub person: PersonId,
}

/// One that nobody has taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lift {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// Who gave it, and when.
    pub stamp: Stamp,
    /// What it says.
    pub allowed: AllowLift,
}

impl AllowLift {
    /// Whether it is in writing, says what about, and has an end.
    #[must_use]
    pub fn is_written(&self, entry: EntryId) -> bool {
        let is_signed = match (&self.signature, self.evidence) {
            (Some(name), Evidence::OnScreen) => {
                let is_under = name.person == self.person && name.sentences == [entry];
                is_under && name.is_possible() && name.is_small()
            }
            (None, Evidence::Paper) => true,
            _ => false,
        };
        let ends = self.period.until.is_some() && self.period.is_possible();
        is_signed && ends && !self.about.trim().is_empty()
    }
}

/// The endings about one person: what a new one must name as seen.
#[must_use]
pub fn lift_endings(sharing: &TabState, person: PersonId) -> Vec<OpId> {
    let facts = sharing.entries.values().flat_map(|entry| &entry.facts);
    let ended = facts.filter(|fact| matches!(&fact.what, FactKind::LiftEnded(gone) if gone.person == person));
    ended.map(|fact| fact.stamp.op).collect()
}

/// Those that nobody has taken back, whatever their periods, in the order they were given. One whose giver had not
/// seen an ending is ended by it (R29).
#[must_use]
pub fn lifts(sharing: &TabState) -> Vec<Lift> {
    let mut lifts: Vec<Lift> = given(sharing).collect();
    lifts.retain(|lift| {
        lift_endings(sharing, lift.allowed.person).iter().all(|ending| lift.allowed.over.contains(ending))
    });
    crate::order::sort_by_key(&mut lifts, |lift| (lift.stamp.made_at, lift.entry));
    lifts
}

/// Those that were taken back, each with the ending that did it, in the order they were given.
#[must_use]
pub fn lifts_ended(sharing: &TabState) -> Vec<(Lift, Stamp)> {
    let mut ended: Vec<(Lift, Stamp)> = given(sharing)
        .filter_map(|lift| {
            let facts = sharing.entries.values().flat_map(|entry| &entry.facts);
            let endings = facts.filter(|fact| match &fact.what {
                FactKind::LiftEnded(gone) => {
                    gone.person == lift.allowed.person && !lift.allowed.over.contains(&fact.stamp.op)
                }
                _ => false,
            });
            let first = endings.min_by_key(|fact| (fact.stamp.seq.unwrap_or(Seq::MAX), fact.stamp.op))?;
            Some((lift, first.stamp.clone()))
        })
        .collect();
    crate::order::sort_by_key(&mut ended, |(lift, _)| (lift.stamp.made_at, lift.entry));
    ended
}

fn given(sharing: &TabState) -> impl Iterator<Item = Lift> {
    let facts = sharing.entries.values().flat_map(|entry| entry.facts.iter().map(move |fact| (entry.id, fact)));
    facts.filter_map(|(entry, fact)| match &fact.what {
        FactKind::LiftAllowed(allowed) => {
            Some(Lift { entry, stamp: fact.stamp.clone(), allowed: (**allowed).clone() })
        }
        _ => None,
    })
}

/// The one that holds for this person now, the latest if there are several.
#[must_use]
pub fn lift_for(sharing: &TabState, person: PersonId, now: Timestamp) -> Option<Lift> {
    lifts(sharing).into_iter().rfind(|lift| lift.allowed.person == person && lift.allowed.period.holds_at(now))
}

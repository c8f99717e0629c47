//! Sentences that staff suggest once a phone is paired: they wait for the owner and hold nothing (design
//! §7). Her yes is a sentence of her own in the same entry, because a sentence names the withdrawals she
//! had seen and a bare yes cannot. Her no is an answer to the suggestion.

use super::{Evidence, Grant, in_force, withdrawals};
use crate::{Answer, Author, Entry, EntryId, OpId, TabState, Timestamp};

/// A sentence that waits for her.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposedSentence {
    /// Its entry in the Sharing tab: her yes goes there.
    pub entry: EntryId,
    /// The suggestion: what her no answers.
    pub proposal: OpId,
    /// Who suggests it. An answer is addressed to this person.
    pub by: Author,
    /// When, by that person's clock.
    pub made_at: Timestamp,
    /// What it says.
    pub grant: Grant,
    /// She has put it off.
    pub later: bool,
}

impl ProposedSentence {
    /// Her yes: the sentence as she gives it, knowing all that is in the Sharing tab on this device. It is
    /// addressed to the person it names, like every sentence.
    #[must_use]
    pub fn accepted(&self, sharing: &TabState) -> Grant {
        let over = withdrawals(sharing, self.grant.person, self.grant.tab);
        Grant { evidence: Evidence::OnScreen, over, ..self.grant.clone() }
    }
}

/// The sentences that wait for her, in the order they were suggested. One that holds already in some
/// other way, or that she has said no to without its author knowing, is not asked.
#[must_use]
pub fn proposed(sharing: &TabState, now: Timestamp) -> Vec<ProposedSentence> {
    let holding = in_force(sharing, now);
    let waits = |wanted: &ProposedSentence| {
        let grant = &wanted.grant;
        let about = |other: &Grant| (other.person, other.tab) == (grant.person, grant.tab);
        let holds = holding.iter().any(|known| {
            about(&known.grant) && known.grant.right >= grant.right && lasts_as_long(&known.grant, grant)
        });
        let seen = withdrawals(sharing, grant.person, grant.tab).iter().all(|op| grant.over.contains(op));
        !holds && seen && !grant.period.is_over(now)
    };
    let mut wanted: Vec<ProposedSentence> = sharing.entries.values().flat_map(of_entry).filter(waits).collect();
    crate::order::sort_by_key(&mut wanted, |wanted| (wanted.made_at, wanted.entry));
    wanted
}

/// Whether what holds already ends no earlier than what is asked for.
fn lasts_as_long(known: &Grant, wanted: &Grant) -> bool {
    match (known.period.until, wanted.period.until) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(known), Some(wanted)) => known >= wanted,
    }
}

fn of_entry(entry: &Entry) -> impl Iterator<Item = ProposedSentence> {
    entry.open_proposals().filter_map(|proposal| {
        Some(ProposedSentence {
            entry: entry.id,
            proposal: proposal.stamp.op,
            by: proposal.stamp.author,
            made_at: proposal.stamp.made_at,
            grant: proposal.consent.as_deref()?.clone(),
            later: proposal.answer == Some(Answer::Later),
        })
    })
}

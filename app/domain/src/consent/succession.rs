//! A change of coordinator (R131): whoever leaves tells her who takes over from which day, and which day is the
//! last of the one who leaves. It waits for the owner and opens nothing. Her yes is sentences for the one who
//! comes, and a last day for the one who goes: in between both are let in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Evidence, Grant, Period, Right, Withdraw, live, withdrawals};
use crate::api::TabRight;
use crate::fact::FactKind;
use crate::proposal::Proposal;
use crate::{Answer, Author, BinderTab, Body, EntryId, OpId, PersonId, TabState, Timestamp};

/// Somebody takes over from whoever suggests it (sv: byte av samordnare).
#[doc(alias = "byte av samordnare")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Succession {
    /// Who takes over.
    pub person: PersonId,
    /// Her or his name as it will stand in the sentences.
    pub name: String,
    /// Where she or he works.
    pub organization: String,
    /// From when.
    pub from: Timestamp,
    /// The first moment when whoever leaves is let in no longer.
    pub until: Timestamp,
    /// What the one who takes over is to do: at most what the one who leaves may do.
    pub rights: Vec<TabRight>,
}

impl Succession {
    /// Whether it says something that can be: another person, some tab, each once, and a time that both share.
    #[must_use]
    pub fn is_possible(&self, by: PersonId) -> bool {
        let mut tabs: Vec<BinderTab> = self.rights.iter().map(|given| given.tab).collect();
        tabs.sort();
        tabs.dedup();
        let each_once = !tabs.is_empty() && tabs.len() == self.rights.len();
        each_once && self.person != by && self.from < self.until
    }

    /// What her yes says, knowing all that is in the Sharing tab on this device: the sentences for the one who
    /// comes, as far as they do not hold already, and a last day in every tab for the one who goes.
    #[must_use]
    pub fn accepted(&self, leaving: PersonId, sharing: &TabState) -> Vec<Body> {
        let live = live(sharing);
        let holds = |tab: BinderTab, right: Right| {
            let of = |known: &Grant| known.person == self.person && known.tab == tab && known.right >= right;
            let lasts =
                |period: Period| period.until.is_none() && period.from.is_none_or(|from| from <= self.from);
            live.iter().any(|known| of(&known.grant) && lasts(known.grant.period))
        };
        let comes = self.rights.iter().filter(|given| !holds(given.tab, given.right)).map(|given| {
            Body::Grant(Grant {
                person: self.person,
                name: self.name.clone(),
                organization: self.organization.clone(),
                tab: given.tab,
                right: given.right,
                evidence: Evidence::OnScreen,
                period: Period { from: Some(self.from), until: None },
                over: withdrawals(sharing, self.person, given.tab),
            })
        });
        let stays_longer = |period: Period| period.until.is_none_or(|until| until > self.until);
        let left = live.iter().filter(|known| known.grant.person == leaving && stays_longer(known.grant.period));
        let mut left: Vec<BinderTab> = left.map(|known| known.grant.tab).collect();
        left.sort();
        left.dedup();
        let goes =
            left.into_iter().map(|tab| Body::Withdraw(Withdraw { person: leaving, tab, at: Some(self.until) }));
        comes.chain(goes).collect()
    }
}

/// How far one has come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Agreed {
    /// It waits for her.
    Asked,
    /// It waits for the meeting.
    Later,
    /// She has said yes, and the last day has not passed.
    Yes,
}

/// A change of coordinator that waits or goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeOver {
    /// Its entry in the Sharing tab.
    pub entry: EntryId,
    /// The suggestion: what her answer names.
    pub proposal: OpId,
    /// Who leaves: whoever suggests it.
    pub by: Author,
    /// What it says.
    pub says: Succession,
    /// Whether she has answered.
    pub agreed: Agreed,
}

/// Whether anything was ever said for a person, as far as this reader sees.
fn is_named(sharing: &TabState, person: PersonId) -> bool {
    let mut facts = sharing.entries.values().flat_map(|entry| &entry.facts);
    facts.any(|fact| matches!(&fact.what, FactKind::Granted(grant) if grant.person == person))
}

/// The changes of coordinator that wait for her or go on, in the order they were suggested. Of several from one
/// person the latest counts; one is over when its last day is, or when she has said no to either of them since.
#[must_use]
pub fn change_overs(sharing: &TabState, now: Timestamp) -> Vec<ChangeOver> {
    let live = live(sharing);
    let is_let_in = |person: PersonId| live.iter().any(|one| one.grant.person == person);
    // Whoever leaves sees her own sentences and not those about the one who comes.
    let stands = |by: PersonId, says: &Succession| {
        let about = |person: PersonId| live.iter().filter(move |one| one.grant.person == person);
        let goes = about(by).all(|one| one.grant.period.until.is_some_and(|until| until <= says.until));
        goes && (about(says.person).next().is_some() || !is_named(sharing, says.person))
    };
    let mut latest: BTreeMap<PersonId, (Timestamp, EntryId, &Proposal)> = BTreeMap::new();
    for entry in sharing.entries.values() {
        for proposal in entry.proposals.iter().filter(|proposal| proposal.succession.is_some()) {
            let this = (proposal.stamp.made_at, entry.id, proposal);
            let known = latest.entry(proposal.stamp.author.person).or_insert(this);
            if (this.0, this.1) > (known.0, known.1) {
                *known = this;
            }
        }
    }
    let mut found: Vec<(Timestamp, ChangeOver)> = Vec::new();
    for (at, entry, proposal) in latest.into_values() {
        let Some(says) = proposal.succession.as_deref() else { continue };
        let agreed = match proposal.answer {
            None => Agreed::Asked,
            Some(Answer::Later) => Agreed::Later,
            Some(Answer::Accept) if stands(proposal.stamp.author.person, says) => Agreed::Yes,
            Some(Answer::Accept | Answer::Decline) => continue,
        };
        let by = proposal.stamp.author;
        if says.until > now && is_let_in(by.person) {
            let proposal = proposal.stamp.op;
            found.push((at, ChangeOver { entry, proposal, by, says: says.clone(), agreed }));
        }
    }
    crate::order::sort_by_key(&mut found, |(at, one)| (*at, one.entry));
    found.into_iter().map(|(_, one)| one).collect()
}

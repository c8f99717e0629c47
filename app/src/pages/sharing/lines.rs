//! What the Samtycke tab says, as one line per person and tab.
//!
//! The log may hold several sentences about one person and tab (given on two phones, widened later);
//! the widest that holds is what counts, so that is the one shown, with what holds when its last day has
//! passed, or from a day that is to come. A "nej" ends them all.

use std::collections::BTreeMap;

use domain::api::BinderCard;
use domain::consent::{self, Grant, Right, Sentence};
use domain::fact::FactKind;
use domain::{Author, BinderTab, EntryId, PersonId, Role, TabState, Timestamp};

use super::until::{Periods, ends_sooner};

/// The tabs that a sentence can be about, in their order.
pub(crate) const TABS: [BinderTab; 5] =
    [BinderTab::Contacts, BinderTab::WarningPlan, BinderTab::Plan, BinderTab::Ratings, BinderTab::Meetings];

/// What one person may do with each of [`TABS`].
pub(crate) type Rights = [Option<Right>; 5];

/// A sentence that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// What it says.
    pub(crate) grant: Grant,
    /// Its entry.
    pub(crate) entry: EntryId,
    /// When it was given or recorded.
    pub(crate) given_at: Timestamp,
    /// Who gave or recorded it.
    pub(crate) given_by: Author,
    /// Entries that wait for "Ja, det stämmer"; none if the owner has said it.
    pub(crate) unconfirmed: Vec<EntryId>,
    /// The narrower sentence that goes on after its last day, if one does.
    pub(crate) then: Option<Grant>,
}

/// A "nej", or a last day that has passed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ended {
    /// The last sentence that held.
    pub(crate) grant: Grant,
    /// When she said it, or when its time was up.
    pub(crate) at: Timestamp,
    /// The server has it, so it counts.
    pub(crate) arrived: bool,
    /// Its last day has passed, and nobody has said no.
    pub(crate) by_itself: bool,
}

/// Somebody who can be named in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Known {
    /// Who.
    pub(crate) person: PersonId,
    /// The name.
    pub(crate) name: String,
    /// Where she or he works.
    pub(crate) organization: String,
}

/// The sentences that hold, in the order they were given.
pub(crate) fn lines(sharing: &TabState, now: Timestamp) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut waiting: BTreeMap<(PersonId, BinderTab), Vec<EntryId>> = BTreeMap::new();
    for sentence in holding(sharing, now) {
        let (entry, grant) = (sentence.entry, sentence.grant);
        let about = (grant.person, grant.tab);
        let Some(created) = sharing.entries.get(&entry).map(|entry| &entry.created) else { continue };
        let (given_at, given_by) = (created.made_at, created.author);
        if !sentence.confirmed {
            waiting.entry(about).or_default().push(entry);
        }
        let unconfirmed = if sentence.confirmed { Vec::new() } else { vec![entry] };
        let line = Line { then: then(&grant, sharing, now), grant, entry, given_at, given_by, unconfirmed };
        match lines.iter_mut().find(|known| (known.grant.person, known.grant.tab) == about) {
            Some(known) if counts(&line.grant, now) > counts(&known.grant, now) => *known = line,
            Some(_) => {}
            None => lines.push(line),
        }
    }
    for line in lines.iter_mut().filter(|line| !line.unconfirmed.is_empty()) {
        line.unconfirmed = waiting.remove(&(line.grant.person, line.grant.tab)).unwrap_or_default();
    }
    lines
}

fn holding(sharing: &TabState, now: Timestamp) -> impl Iterator<Item = Sentence> {
    consent::live(sharing).into_iter().filter(move |sentence| !sentence.grant.period.is_over(now))
}

/// What goes on about the same person and tab when this one's last day has passed, or reaches further from a
/// later day.
pub(crate) fn then(this: &Grant, sharing: &TabState, now: Timestamp) -> Option<Grant> {
    let others = holding(sharing, now).map(|sentence| sentence.grant);
    others
        .filter(|other| {
            let comes = this.period.holds_at(now) && !other.period.holds_at(now) && other.right > this.right;
            (other.person, other.tab) == (this.person, this.tab)
                && (comes || ends_sooner(this.period, other.period))
        })
        .max_by_key(reach)
}

/// What is shown of several: what holds today before what is to come.
fn counts(grant: &Grant, now: Timestamp) -> (bool, (Right, bool, Option<Timestamp>)) {
    (grant.period.holds_at(now), reach(grant))
}

/// What counts among several: more before less, longer before shorter.
fn reach(grant: &Grant) -> (Right, bool, Option<Timestamp>) {
    (grant.right, grant.period.until.is_none(), grant.period.until)
}

/// What has ended, the latest first.
pub(crate) fn ended(sharing: &TabState, now: Timestamp) -> Vec<Ended> {
    let live = lines(sharing, now);
    let mut granted: BTreeMap<(PersonId, BinderTab), (Timestamp, &Grant)> = BTreeMap::new();
    let mut withdrawn: BTreeMap<(PersonId, BinderTab), (Timestamp, bool)> = BTreeMap::new();
    let mut last_days: BTreeMap<(PersonId, BinderTab), Timestamp> = BTreeMap::new();
    let facts = || sharing.entries.values().flat_map(|entry| &entry.facts);
    for fact in facts() {
        if let FactKind::Granted(grant) = &fact.what {
            let latest = granted.entry((grant.person, grant.tab)).or_insert((fact.stamp.made_at, grant));
            if fact.stamp.made_at > latest.0 {
                *latest = (fact.stamp.made_at, grant);
            }
        }
    }
    for fact in facts() {
        let at = fact.stamp.made_at;
        match &fact.what {
            // A "nej" that the last sentence was given over has had its day.
            FactKind::Withdrawn(gone)
                if granted
                    .get(&(gone.person, gone.tab))
                    .is_some_and(|(_, grant)| !grant.over.contains(&fact.stamp.op)) =>
            {
                if let Some(last) = gone.at {
                    let first = last_days.entry((gone.person, gone.tab)).or_insert(last);
                    *first = last.min(*first);
                    continue;
                }
                let arrived = fact.stamp.seq.is_some();
                let latest = withdrawn.entry((gone.person, gone.tab)).or_insert((at, arrived));
                // The first that arrived has closed it already.
                *latest = (at.max(latest.0), arrived || latest.1);
            }
            _ => {}
        }
    }
    let is_live =
        |about: &(PersonId, BinderTab)| live.iter().any(|line| (line.grant.person, line.grant.tab) == *about);
    let gone = granted.iter().filter(|(about, _)| !is_live(about)).filter_map(|(about, (_, grant))| {
        let grant = (*grant).clone();
        if let Some((at, arrived)) = withdrawn.get(about) {
            return Some(Ended { grant, at: *at, arrived: *arrived, by_itself: false });
        }
        // Nobody has said no: its time was up.
        let days = [grant.period.until, last_days.get(about).copied()];
        Some(Ended { at: days.into_iter().flatten().min()?, grant, arrived: true, by_itself: true })
    });
    let mut ended: Vec<Ended> = gone.collect();
    domain::order::sort_by_key(&mut ended, |ended| (std::cmp::Reverse(ended.at), ended.grant.tab));
    ended
}

/// Who may read a tab now, as names in a sentence; empty if nobody may.
pub(crate) fn readers_of(sharing: Option<&TabState>, tab: BinderTab, now: Timestamp) -> String {
    let lines = sharing.map(|sharing| lines(sharing, now)).unwrap_or_default();
    let mut readers: Vec<String> =
        lines.into_iter().filter(|line| line.grant.tab == tab).map(|line| line.grant.name).collect();
    readers.sort();
    readers.dedup();
    super::names(&readers)
}

/// What one person may do now.
pub(crate) fn rights_of(sharing: &TabState, person: PersonId, now: Timestamp) -> Rights {
    let lines = lines(sharing, now);
    TABS.map(|tab| {
        let line = lines.iter().find(|line| line.grant.person == person && line.grant.tab == tab);
        line.map(|line| line.grant.right)
    })
}

/// From when and until when, for each tab that one person may do something with now.
pub(crate) fn periods_of(sharing: &TabState, person: PersonId, now: Timestamp) -> Periods {
    let lines = lines(sharing, now);
    TABS.map(|tab| {
        let line = lines.iter().find(|line| line.grant.person == person && line.grant.tab == tab);
        line.map(|line| line.grant.period)
    })
}

/// Everybody the owner can give consent to: those who act in the pärm, and those she has named before.
pub(crate) fn known(card: Option<&BinderCard>, sharing: &TabState) -> Vec<Known> {
    let acting = card.map(|card| card.people.as_slice()).unwrap_or_default();
    let acting = acting.iter().filter(|person| person.role == Role::Coordinator).map(|person| Known {
        person: person.person,
        name: person.name.clone(),
        organization: person.organization.clone(),
    });
    let facts = sharing.entries.values().flat_map(|entry| &entry.facts);
    let named = facts.filter_map(|fact| match &fact.what {
        FactKind::Granted(grant) => Some(Known {
            person: grant.person,
            name: grant.name.clone(),
            organization: grant.organization.clone(),
        }),
        _ => None,
    });
    let mut known: Vec<Known> = Vec::new();
    for person in acting.chain(named) {
        if known.iter().all(|other| other.person != person.person) {
            known.push(person);
        }
    }
    domain::order::sort_by(&mut known, |a, b| a.name.cmp(&b.name));
    known
}

#[cfg(test)]
mod tests;

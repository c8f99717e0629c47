//! The copy ledger (R84): everybody who is named in "Tidiga tecken" should have a copy, and the latest one.
//!
//! A copy stays as it was on the day it was handed over. Whether it is older than what she has written since
//! follows from making it once more: the same parts, for the same person, from her pärm as it stands.

mod handing_on;
mod taken_out;

use crate::fact::FactKind;
use crate::share::{self, PaperCopy, ShareView, SharedMeeting, Snapshot};
use crate::warning::WarningPlan;
use crate::{BinderTab, Entry, EntryId, EntryKind, Field, Reference, TabState, Timestamp, called, consent};

pub use handing_on::{HandedOn, decided_to_send, handed_on};
pub use taken_out::taken_out;

/// Somebody who can be given a copy.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Recipient {
    /// An entry of hers about this person: the contact, or the first line that names somebody who has none.
    pub id: EntryId,
    /// Who.
    pub person: Reference,
    /// She has written what this person can do.
    pub has_lines: bool,
}

impl Recipient {
    /// What the person is called in a sentence.
    #[must_use]
    pub fn short_name(&self) -> &str {
        called::short(&self.person.name)
    }
}

/// What copies are made from.
#[derive(Clone, Copy, Debug)]
pub struct CopySource<'a> {
    /// "Tidiga tecken".
    pub plan: &'a TabState,
    /// "Kontakter".
    pub contacts: &'a TabState,
    /// What the owner is called in a copy.
    pub owner_name: &'a str,
    /// The next meeting, if one is booked.
    pub next_meeting: Option<&'a SharedMeeting>,
}

/// How one person stands in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerLine {
    /// Who.
    pub recipient: Recipient,
    /// The plan names the person: in a line, or as one to call.
    pub is_named: bool,
    /// The person may read the plan itself, and always has the latest.
    pub reads_it: bool,
    /// The link that opens, as it was handed over last.
    pub link: Option<LinkedCopy>,
    /// What was given on paper last.
    pub paper: Option<DatedCopy>,
}

impl LedgerLine {
    /// The person holds something that is older than the pärm, and nothing that is not.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        let held = [self.link.as_ref().map(|link| &link.given), self.paper.as_ref()];
        let mut held = held.into_iter().flatten().peekable();
        held.peek().is_some() && held.all(|given| given.is_older)
    }
}

/// A copy that somebody was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DatedCopy {
    /// When it was made.
    pub made_at: Timestamp,
    /// She has changed something since that would stand in it.
    pub is_older: bool,
}

/// A copy behind a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkedCopy {
    /// The share's entry in the Sharing tab.
    pub share: EntryId,
    /// What stands behind it.
    pub given: DatedCopy,
    /// When it was last opened, of this or of an earlier copy.
    pub opened_at: Option<Timestamp>,
}

/// Everybody who is named in the plan, in her order, then whoever else holds a copy.
#[must_use]
pub fn ledger(source: CopySource<'_>, sharing: &TabState, now: Timestamp) -> Vec<LedgerLine> {
    let plan = WarningPlan::read(source.plan);
    let all = share::all(sharing);
    let open: Vec<&ShareView<'_>> = all.iter().filter(|share| share.opens(now)).collect();
    let papers = on_paper(sharing);
    let readers = consent::in_force(sharing, now).into_iter().map(|sentence| sentence.grant);
    let readers: Vec<String> =
        readers.filter(|grant| grant.tab == BinderTab::WarningPlan).map(|grant| grant.name).collect();
    let line = |recipient: Recipient| {
        let is_called = plan.call.iter().any(|person| is_same(person, &recipient.person));
        let link = open.iter().find(|share| is_same(&share.latest.person, &recipient.person));
        let paper = papers.iter().find(|(_, paper)| is_same(&paper.person, &recipient.person));
        LedgerLine {
            is_named: recipient.has_lines || is_called,
            reads_it: readers.iter().any(|name| name.trim() == recipient.person.name.trim()),
            link: link.map(|share| LinkedCopy {
                share: share.entry,
                given: given(source, &recipient.person, &share.latest.snapshot),
                opened_at: share.opened_at,
            }),
            paper: paper.map(|(_, paper)| given(source, &recipient.person, &paper.snapshot)),
            recipient,
        }
    };
    let mut known = recipients(source.plan, source.contacts);
    let held = open.iter().map(|share| (share.entry, &share.latest.person));
    // Somebody may hold a copy whom she has since taken out of her contacts and her plan.
    for (id, person) in held.chain(papers.iter().map(|(entry, paper)| (*entry, &paper.person))) {
        add(&mut known, Recipient { id, person: person.clone(), has_lines: false });
    }
    let mut lines: Vec<LedgerLine> = known.into_iter().map(line).collect();
    lines.retain(|line| line.is_named || line.link.is_some() || line.paper.is_some());
    let (named, others): (Vec<LedgerLine>, Vec<LedgerLine>) = lines.into_iter().partition(|line| line.is_named);
    named.into_iter().chain(others).collect()
}

fn given(source: CopySource<'_>, person: &Reference, before: &Snapshot) -> DatedCopy {
    let now = renewed(source, person, before, before.made_at);
    // That she shows the meetings is not a word in the copy.
    let now = Snapshot { with_meeting: before.with_meeting, ..now };
    DatedCopy { made_at: before.made_at, is_older: now != *before }
}

/// The same copy once more: the parts that were in it, as they are written now.
#[must_use]
pub fn renewed(source: CopySource<'_>, person: &Reference, before: &Snapshot, now: Timestamp) -> Snapshot {
    let next = source.next_meeting.filter(|_| before.shows_meetings()).cloned();
    let plan = WarningPlan::read(source.plan);
    let made = share::snapshot_for(person, &plan, source.owner_name, next, now);
    let made = if before.has_plan() || before.is_empty() { made } else { made.without_plan() };
    let ticked: Vec<EntryId> = before.contacts.iter().map(|shared| shared.entry).collect();
    let contacts = share::shared_contacts(source.contacts, &ticked);
    Snapshot { with_meeting: before.shows_meetings(), contacts, ..made }
}

/// What this person was given on paper last.
#[must_use]
pub fn paper_copy<'a>(sharing: &'a TabState, person: &Reference) -> Option<&'a PaperCopy> {
    let mut papers = on_paper(sharing).into_iter().map(|(_, paper)| paper);
    papers.find(|paper| is_same(&paper.person, person))
}

/// What was given on paper and not taken back, the latest first.
fn on_paper(sharing: &TabState) -> Vec<(EntryId, &PaperCopy)> {
    let entries = sharing.entries.values().filter(|entry| entry.kind == EntryKind::Share);
    let mut papers: Vec<(EntryId, &PaperCopy)> = entries
        .filter(|entry| !entry.facts.iter().any(|fact| fact.what == FactKind::Revoked))
        .filter_map(|entry| {
            entry.facts.iter().rev().find_map(|fact| match &fact.what {
                FactKind::OnPaper(paper) => Some((entry.id, paper.as_ref())),
                _ => None,
            })
        })
        .collect();
    crate::order::sort_by_key(&mut papers, |(entry, paper)| std::cmp::Reverse((paper.snapshot.made_at, *entry)));
    papers
}

/// The same contact; or, without one, the same name.
#[must_use]
pub fn is_same(a: &Reference, b: &Reference) -> bool {
    match (a.entry, b.entry) {
        (Some(a), Some(b)) => a == b,
        _ => !a.name.trim().is_empty() && a.name.trim() == b.name.trim(),
    }
}

/// First those she has named under "Då vill jag att andra gör", then the rest of Kontakter.
#[must_use]
pub fn recipients(plan: &TabState, contacts: &TabState) -> Vec<Recipient> {
    let contacts = contacts.listed(EntryKind::Contact);
    let known = |named: &Reference| {
        let contact = contacts.iter().find(|contact| Some(contact.id) == named.entry)?;
        let name = called::contact(contact);
        (!name.is_empty()).then(|| Reference { name: name.to_owned(), ..named.clone() })
    };
    let is_for_others =
        |line: &&Entry| line.choice(Field::Doer) == Some("other") && !line.text(Field::Text).trim().is_empty();
    let mut people = Vec::new();
    let lines = plan.listed(EntryKind::SignAction).into_iter().filter(is_for_others);
    for (line, named) in lines.filter_map(|line| Some((line, line.person(Field::Person)?))) {
        let id = named.entry.unwrap_or(line.id);
        let person = Reference { phone: None, ..known(named).unwrap_or_else(|| named.clone()) };
        add(&mut people, Recipient { id, person, has_lines: true });
    }
    for contact in &contacts {
        let name = called::contact(contact).to_owned();
        let person = Reference { entry: Some(contact.id), name, phone: None };
        add(&mut people, Recipient { id: contact.id, person, has_lines: false });
    }
    people
}

fn add(people: &mut Vec<Recipient>, recipient: Recipient) {
    let is_nameless = recipient.person.name.trim().is_empty();
    if !is_nameless && !people.iter().any(|known| is_same(&known.person, &recipient.person)) {
        people.push(recipient);
    }
}

//! Whom she can hand something to, and what they have already.

use domain::share::{self, HandOver};
use domain::{EntryId, EntryKind, Field, Reference, Timestamp, called};

use crate::state::TabView;

/// Somebody she can choose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Candidate {
    /// An entry of hers about this person: the contact, or the first line that names somebody who has none.
    pub(super) id: EntryId,
    /// Who.
    pub(super) person: Reference,
    /// She has written what this person can do.
    pub(super) has_lines: bool,
}

impl Candidate {
    /// What the person is called in a sentence.
    pub(super) fn short_name(&self) -> String {
        called::short(&self.person.name).to_owned()
    }
}

/// A share that opens today.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Live {
    /// Its entry in the Sharing tab.
    pub(super) entry: EntryId,
    /// What was handed over last.
    pub(super) copy: HandOver,
    /// When.
    pub(super) handed_at: Timestamp,
    /// When it was last opened.
    pub(super) opened_at: Option<Timestamp>,
    /// The server has it, so the link opens.
    pub(super) arrived: bool,
}

/// The same contact; or, without one, the same name.
fn is_same(a: &Reference, b: &Reference) -> bool {
    match (a.entry, b.entry) {
        (Some(a), Some(b)) => a == b,
        _ => !a.name.trim().is_empty() && a.name.trim() == b.name.trim(),
    }
}

/// First those she has named under "Då vill jag att andra gör", then the rest of Kontakter.
pub(super) fn candidates(plan: &TabView, contacts: &TabView) -> Vec<Candidate> {
    let contacts = contacts.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
    let known = |named: &Reference| {
        let contact = contacts.iter().find(|contact| Some(contact.id) == named.entry)?;
        let name = called::contact(contact);
        (!name.is_empty()).then(|| Reference { name: name.to_owned(), ..named.clone() })
    };
    let lines = plan.open().map(|tab| tab.listed(EntryKind::SignAction)).unwrap_or_default();
    let mut people: Vec<Candidate> = Vec::new();
    let others = lines.into_iter().filter(|line| line.choice(Field::Doer) == Some("other"));
    for (line, named) in others
        .filter(|line| !line.text(Field::Text).trim().is_empty())
        .filter_map(|line| Some((line, line.person(Field::Person)?)))
    {
        let id = named.entry.unwrap_or(line.id);
        let person = Reference { phone: None, ..known(named).unwrap_or_else(|| named.clone()) };
        take(&mut people, Candidate { id, person, has_lines: true });
    }
    for contact in contacts {
        let name = called::contact(contact).to_owned();
        let person = Reference { entry: Some(contact.id), name, phone: None };
        take(&mut people, Candidate { id: contact.id, person, has_lines: false });
    }
    people
}

fn take(people: &mut Vec<Candidate>, candidate: Candidate) {
    let nameless = candidate.person.name.trim().is_empty();
    if !nameless && !people.iter().any(|known| is_same(&known.person, &candidate.person)) {
        people.push(candidate);
    }
}

/// The share that this person has now. One that is ended or too old is not used again.
pub(super) fn live_share(sharing: &TabView, person: &Reference, now: Timestamp) -> Option<Live> {
    let shares = share::all(sharing.open()?);
    let opens = |share: &&share::ShareView<'_>| {
        !share.revoked && share.latest.expires_at > now && is_same(&share.latest.person, person)
    };
    shares.iter().find(opens).map(|share| Live {
        entry: share.entry,
        copy: share.latest.clone(),
        handed_at: share.handed_at,
        opened_at: share.opened_at,
        arrived: share.arrived,
    })
}

//! What somebody of the resource group may read (R31, R99): nobody inherits anything by being in it, and that is
//! said as it is.

use domain::api::BinderCard;
use domain::copies::{is_same, paper_copy};
use domain::interview::leaves_out_related;
use domain::{BinderTab, Entry, EntryId, EntryKind, Field, Reference, TabState, Timestamp, share};

use super::lines::{Known, known, lines};
use super::sentence::{names, tab_name};
use crate::dates;
use crate::state::contact_name;

/// How somebody of the group stands.
pub(crate) struct Standing {
    /// What the person may read now.
    tabs: Vec<String>,
    /// When the person was last given a copy that can still be read.
    copy_at: Option<Timestamp>,
}

impl Standing {
    /// Worked out from all that is in Samtycke.
    pub(crate) fn of(contact: &Entry, sharing: &TabState, card: Option<&BinderCard>, now: Timestamp) -> Self {
        let people: Vec<Known> = accounts(contact, sharing, card);
        let of_theirs = |line: &super::lines::Line| people.iter().any(|known| known.person == line.grant.person);
        let tabs =
            lines(sharing, now).into_iter().filter(|line| line.grant.period.holds_at(now) && of_theirs(line));
        let tabs = tabs.map(|line| tab_name(line.grant.tab).to_owned()).collect();
        let person = Reference { entry: Some(contact.id), name: contact_name(contact), phone: None };
        let link = share::all(sharing)
            .into_iter()
            .find(|share| share.opens(now) && is_same(&share.latest.person, &person));
        let link = link.map(|share| share.handed_at);
        let paper = paper_copy(sharing, &person).map(|paper| paper.snapshot.made_at);
        Self { tabs, copy_at: link.max(paper) }
    }

    /// Whether the person reads nothing, live or on a copy.
    pub(crate) const fn is_nothing(&self) -> bool {
        self.tabs.is_empty() && self.copy_at.is_none()
    }

    /// "Eva är med i resursgruppen och får läsa Mål och plan. Eva har en kopia, lämnad 3 november."
    pub(crate) fn words(&self, name: &str, now: Timestamp) -> String {
        let copy = self.copy_at.map(|at| dates::day(now, at));
        match (self.tabs.is_empty(), copy) {
            (true, None) => say!(group.reads_nothing, name = name),
            (true, Some(when)) => say!(group.has_copy, name = name, when = when),
            (false, None) => say!(group.reads, name = name, tabs = names(&self.tabs)),
            (false, Some(when)) => {
                let reads = say!(group.reads, name = name, tabs = names(&self.tabs));
                format!("{reads} {}", say!(group.copy, name = name, when = when))
            }
        }
    }
}

/// Whom of those with an account a contact can be: whose own card it is, else who has the same name. Somebody close
/// to her has none.
pub(super) fn accounts(contact: &Entry, sharing: &TabState, card: Option<&BinderCard>) -> Vec<Known> {
    let all = known(card, sharing);
    if let Some(own) = all.iter().find(|known| EntryId::card_of(known.person) == contact.id) {
        return vec![own.clone()];
    }
    let name = contact.text(Field::Name).trim().to_lowercase();
    let is_named = |known: &Known| !name.is_empty() && known.name.trim().to_lowercase() == name;
    if is_close(contact) { Vec::new() } else { all.into_iter().filter(is_named).collect() }
}

/// Whether a sentence that holds now lets this contact read a tab.
pub(crate) fn may_read(
    contact: &Entry,
    sharing: &TabState,
    card: Option<&BinderCard>,
    tab: BinderTab,
    now: Timestamp,
) -> bool {
    let people = accounts(contact, sharing, card);
    let holds = |line: &super::lines::Line| line.grant.tab == tab && line.grant.period.holds_at(now);
    let of_theirs = |line: super::lines::Line| people.iter().any(|known| known.person == line.grant.person);
    lines(sharing, now).into_iter().filter(holds).any(of_theirs)
}

/// Somebody close to her, and not staff.
pub(super) fn is_close(contact: &Entry) -> bool {
    contact.choice(Field::Group) == Some("close")
}

/// Those of the group who read nothing, in the order of Kontakter.
pub(super) fn readless(
    contacts: &TabState,
    sharing: &TabState,
    card: Option<&BinderCard>,
    now: Timestamp,
) -> Vec<(EntryId, String)> {
    let members = contacts.listed(EntryKind::Contact).into_iter().filter(|contact| contact.flag(Field::InGroup));
    let left_out = leaves_out_related(contacts);
    members
        .filter(|contact| !(left_out && is_close(contact)))
        .filter(|contact| Standing::of(contact, sharing, card, now).is_nothing())
        .map(|contact| (contact.id, contact_name(contact)))
        .collect()
}

#[cfg(test)]
mod tests;

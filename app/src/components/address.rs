//! Where an entry is read and written.

use domain::{BinderTab, EntryId, EntryKind};

use crate::paths::{self, Links};

/// The page of an entry; that of what it stands under, where it has none of its own.
pub(crate) fn address_of(links: Links, kind: EntryKind, entry: EntryId, parent: Option<EntryId>) -> String {
    match (kind, parent) {
        (EntryKind::Contact, _) => links.entry(paths::CONTACT, entry),
        (EntryKind::Interview | EntryKind::Told, Some(contact)) => links.entry(paths::CONTACT, contact),
        (EntryKind::Sign, _) => links.entry(paths::SIGN, entry),
        (EntryKind::SignAction, Some(sign)) => links.entry(paths::SIGN, sign),
        (EntryKind::Activity, Some(goal)) => links.entry(paths::GOAL, goal),
        (EntryKind::Goal, Some(goal)) => format!("{}&{}={goal}", links.entry(paths::GOAL, entry), paths::UNDER),
        (EntryKind::Phase, _) => links.to(paths::WAY),
        (EntryKind::ChangeNotice, _) => links.entry(paths::CHANGING, entry),
        (EntryKind::Informed, Some(notice)) => links.entry(paths::CHANGING, notice),
        (EntryKind::AgendaPoint, Some(meeting)) => links.entry(paths::MEETING, meeting),
        (EntryKind::Goal | EntryKind::Activity, None) => links.entry(paths::GOAL, entry),
        (kind, _) => match kind.tab() {
            BinderTab::Contacts => links.to(paths::CONTACTS),
            BinderTab::WarningPlan => links.to(paths::SIGNS),
            BinderTab::Meetings => links.to(paths::MEETINGS),
            _ => links.to(paths::BINDER),
        },
    }
}

//! The names around this coordinator: of owners, of those in their contacts, and of others who act there. They are
//! compared with what she writes on this device, and go nowhere.

use std::collections::BTreeSet;

use domain::{BinderTab, EntryKind, Field};
use leptos::prelude::*;
use replica::TabRead;

use crate::browser;
use crate::state::AppState;

/// Reads them from this device's copies.
pub(in crate::pages) fn gather(app: AppState, names: RwSignal<Vec<String>>) {
    let Some(me) = app.me() else { return };
    browser::spawn(async move {
        let Some(replica) = app.when_open().await else { return };
        let mut known: BTreeSet<String> = BTreeSet::new();
        for card in &me.binders {
            known.insert(card.owner_name.clone());
            known.extend(card.people.iter().filter(|one| one.person != me.person).map(|one| one.name.clone()));
            if !card.rights.iter().any(|given| given.tab == BinderTab::Contacts) {
                continue;
            }
            // What cannot be read is not there to compare with; the server's rule holds without it.
            let Ok(TabRead::Open(contacts)) = replica.tab(card.id, BinderTab::Contacts).await else { continue };
            let entries = contacts.entries.values().filter(|entry| entry.kind == EntryKind::Contact);
            known.extend(entries.map(|entry| entry.text(Field::Name).to_owned()));
        }
        known.extend(me.closed.iter().map(|card| card.owner_name.clone()));
        let _ = names.try_set(known.into_iter().collect());
    });
}

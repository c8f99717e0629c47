//! What people are called.

use domain::api::BinderCard;
use domain::{Entry, PersonId, called};
use leptos::prelude::*;

use super::{AppState, use_card};
use crate::lean::memo;

/// What somebody is called in a sentence: "Du", "Anna", or "Någon".
pub(crate) fn name_of(card: Option<&BinderCard>, me: Option<PersonId>, person: PersonId) -> String {
    if me == Some(person) {
        return say!(common.you).to_owned();
    }
    let Some(card) = card else { return say!(common.somebody).to_owned() };
    if card.owner == person {
        return card.owner_name.clone();
    }
    // First names: that is what people at the kitchen table call each other.
    let known = || card.people.iter().filter(|known| !known.name.trim().is_empty());
    let said = called::each(known().map(|known| known.name.as_str()));
    let found = known().zip(said).find(|(known, _)| known.person == person);
    found.map_or_else(|| say!(common.somebody).to_owned(), |(_, name)| name.to_owned())
}

/// What a contact is called: by name, role or number; one that holds nothing is "Kontakten".
pub(crate) fn contact_name(contact: &Entry) -> String {
    match called::contact(contact) {
        "" => say!(fields.contact_the).to_owned(),
        name => name.to_owned(),
    }
}

/// The owner's first name on somebody else's screen, where "jag" would be the reader.
pub(crate) fn use_owner_name() -> Memo<Option<String>> {
    let app = AppState::get();
    let card = use_card();
    memo(move |_| {
        let first = |name: &str| name.split_whitespace().next().map(str::to_owned);
        let name = card.with(|card| card.as_ref().and_then(|card| first(&card.owner_name)));
        name.filter(|_| app.is_staff())
    })
}

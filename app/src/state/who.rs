//! What people are called.

use domain::PersonId;
use domain::api::BinderCard;
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
    let found = card.people.iter().find(|known| known.person == person);
    // First names: that is what people at the kitchen table call each other.
    let first = found.and_then(|known| known.name.split_whitespace().next());
    first.map_or_else(|| say!(common.somebody).to_owned(), str::to_owned)
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

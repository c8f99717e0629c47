//! Which binder a page is about, who may write in it, and what people are called.

use crate::lean::derived;
use domain::api::BinderCard;
use domain::consent::Right;
use domain::{BinderId, BinderTab, PersonId, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::AppState;
use crate::paths::Links;

/// The binder of this page: the one in the address, else the owner's own.
pub(crate) fn use_binder() -> Signal<Option<BinderId>> {
    let app = AppState::get();
    let query = use_query_map();
    derived(move || {
        let named = query.with(|query| query.get("b")).and_then(|text| text.parse().ok());
        named.or_else(|| app.me().filter(|me| me.role == Role::Owner)?.binders.first().map(|card| card.id))
    })
}

/// Addresses that stay in the binder of this page.
pub(crate) fn use_links() -> Signal<Links> {
    let query = use_query_map();
    derived(move || Links(query.with(|query| query.get("b")).and_then(|text| text.parse().ok())))
}

/// What is known of the binder of this page.
pub(crate) fn use_card() -> Signal<Option<BinderCard>> {
    let app = AppState::get();
    let binder = use_binder();
    derived(move || {
        let binder = binder.get()?;
        app.me()?.binders.into_iter().find(|card| card.id == binder)
    })
}

/// What this person may do with a tab of this page's binder; nothing while that is not known.
pub(crate) fn use_right(tab: BinderTab) -> Signal<Option<Right>> {
    let app = AppState::get();
    let card = use_card();
    derived(move || {
        if app.me()?.role == Role::Owner {
            return Some(Right::Suggest);
        }
        card.get()?.rights.iter().filter(|given| given.tab == tab).map(|given| given.right).max()
    })
}

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

//! The two plain facts of sync: saved on the phone, and where it has reached.

use crate::lean::attribute;
use domain::api::BinderCard;
use domain::{PersonId, Role};
use leptos::prelude::*;
use replica::StoreFault;

use crate::state::{AppState, name_of, use_card};

/// "Sparat", "Sparat i telefonen", or that the phone is full.
#[component]
pub(crate) fn SyncBadge() -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let state = move || match app.status.get() {
        status if status.fault.is_some() => "fault",
        status if status.waiting > 0 => "waiting",
        _ => "saved",
    };
    let words = move || {
        let status = app.status.get();
        match status.fault {
            Some(StoreFault::Full) => say!(common.storage_full).to_owned(),
            Some(_) => say!(common.storage_fault).to_owned(),
            None if status.waiting > 0 => say!(common.saved_on_phone).to_owned(),
            None => say!(common.saved).to_owned(),
        }
    };
    view! {
        <p class="sync-badge" role="status" data-state=state hidden=attribute(move || card.with(Option::is_none))>
            {words}
        </p>
    }
}

/// The other side of the binder, for "Framme hos Anna": a coordinator for the owner, the owner for a
/// coordinator.
pub(crate) fn other_side(card: &BinderCard, me: Option<PersonId>) -> Option<(PersonId, String)> {
    let other = card.people.iter().find(|known| Some(known.person) != me && known.role != Role::Server)?;
    Some((other.person, name_of(Some(card), me, other.person)))
}

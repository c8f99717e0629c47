//! What the page in the address is about, worked out once for all its parts: a list of hundreds of entries
//! has an editor in each row.

use domain::api::BinderCard;
use domain::consent::Right;
use domain::{BinderId, BinderTab, EntryId, Role, meeting};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{AppState, use_owner_name, use_tab_unnoted};
use crate::lean::{derived, memo};
use crate::paths::{self, Links};

#[derive(Clone, Copy)]
struct Here {
    binder: Signal<Option<BinderId>>,
    links: Signal<Links>,
    card: Signal<Option<BinderCard>>,
    meeting: Signal<Option<EntryId>>,
}

/// Gives the parts below what the address is about. Called inside the router.
pub(crate) fn provide_here() {
    let app = AppState::get();
    let query = use_query_map();
    let named: Signal<Option<BinderId>> =
        memo(move |_| query.with(|query| query.get("b")).and_then(|text| text.parse().ok())).into();
    let binder: Signal<Option<BinderId>> = memo(move |_| {
        named.get().or_else(|| app.me().filter(|me| me.role == Role::Owner)?.binders.first().map(|card| card.id))
    })
    .into();
    let card = memo(move |_| {
        let binder = binder.get()?;
        app.me()?.binders.into_iter().find(|card| card.id == binder)
    });
    let meetings = use_tab_unnoted(binder, BinderTab::Meetings);
    let meeting = memo(move |_| {
        meetings.with(|view| view.open().and_then(|tab| meeting::open_now(tab, app.clock())).map(|entry| entry.id))
    });
    provide_context(Here {
        binder,
        links: derived(move || Links(named.get())),
        card: card.into(),
        meeting: meeting.into(),
    });
}

fn here() -> Here {
    expect_context()
}

/// The binder of this page: the one in the address, else the owner's own.
pub(crate) fn use_binder() -> Signal<Option<BinderId>> {
    here().binder
}

/// Addresses that stay in the binder of this page.
pub(crate) fn use_links() -> Signal<Links> {
    here().links
}

/// Back to the binder's first page: "Min pärm", or on a coordinator's screen the owner's name.
pub(crate) fn use_way_to_binder() -> Signal<Option<(String, String)>> {
    let (links, owner) = (use_links(), use_owner_name());
    derived(move || {
        let words = owner.get().unwrap_or_else(|| say!(common.my_binder).to_owned());
        Some((links.get().to(paths::BINDER), words))
    })
}

/// What is known of the binder of this page.
pub(crate) fn use_card() -> Signal<Option<BinderCard>> {
    here().card
}

/// The meeting that is open in the binder of this page.
pub(crate) fn use_open_meeting() -> Signal<Option<EntryId>> {
    here().meeting
}

/// What this person may do with a tab of this page's binder; nothing while that is not known.
pub(crate) fn use_right(tab: BinderTab) -> Signal<Option<Right>> {
    let app = AppState::get();
    let card = use_card();
    derived(move || {
        if app.who.with(|who| who.role() == Some(Role::Owner)) {
            return Some(Right::Suggest);
        }
        card.with(|card| {
            let card = card.as_ref().filter(|card| !app.turned.may_be_over(app, card.id))?;
            let given = card.rights.iter().filter(|given| given.tab == tab);
            given.map(|given| given.right).max()
        })
    })
}

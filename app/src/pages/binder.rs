//! Min pärm: the fixed tabs, always in this order, with the same words and icons (R16).

use crate::lean::{Show, derived, part};
use domain::{BinderTab, Role, TabState, consent};
use leptos::prelude::*;

use crate::components::{Closed, ClosedWhat, Page, RowLink, use_closed_binder};
use crate::paths;
use crate::state::{AppState, use_binder, use_card, use_links, use_tab_unnoted};

/// What a tab is called, which icon it has and where it is.
pub(crate) fn tab_face(tab: BinderTab) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match tab {
        BinderTab::Contacts => (say!(contacts.title), "users", paths::CONTACTS),
        BinderTab::WarningPlan => (say!(signs.title), "cloud-sun", paths::SIGNS),
        BinderTab::Plan => (say!(plan.title), "target", paths::PLAN),
        BinderTab::Ratings => (say!(rating.title), "line-chart", paths::RATINGS),
        BinderTab::Meetings => (say!(meetings.title), "calendar", paths::MEETINGS),
        BinderTab::Sharing => (say!(sharing.title), "heart-handshake", paths::SHARING),
        BinderTab::Worksheets => return None,
    })
}

/// The binder's first page: the owner's own, or one that a coordinator has opened.
#[component]
pub(crate) fn BinderPage() -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let title = derived(move || match card.get() {
        Some(card) if app.is_staff() => card.owner_name,
        _ => say!(common.my_binder).to_owned(),
    });
    let back = derived(move || app.is_staff().then(|| (paths::DESK.to_owned(), say!(desk.overview).to_owned())));
    let closed = use_closed_binder();
    let tabs = move || {
        let readable = card.get().map(|card| card.rights).unwrap_or_default();
        let owner = app.me().is_none_or(|me| me.role == Role::Owner);
        BinderTab::ALL.into_iter().filter(move |tab| owner || readable.iter().any(|given| given.tab == *tab))
    };
    view! {
        <Page title back aloud=true>
            <Show when=move || closed.get()><Closed what=ClosedWhat::Binder/></Show>
            <Show when=move || app.is_staff()>
                <crate::pages::desk_unsent::UnsentList/>
            </Show>
            <Show when=move || app.is_staff() && card.get().is_some_and(|card| card.rights.iter().any(|given| given.tab == BinderTab::Meetings))>
                <ul class="row-list"><crate::pages::way::WayRow/></ul>
            </Show>
            <ul class="row-list row-list--tabs">
                {part(move || tabs().map(|tab| view! { <TabRow tab/> }).collect_view())}
            </ul>
            <Show when=move || app.is_staff()>
                <crate::pages::desk_binder::DeskBinderActions/>
            </Show>
            <Show when=move || app.me().is_some_and(|me| me.role == Role::Owner)>
                <p><a class="button button--text" href=paths::SETTINGS>{say!(settings.title)}</a></p>
            </Show>
        </Page>
    }
}

#[component]
fn TabRow(tab: BinderTab) -> impl IntoView {
    let links = use_links();
    let view = use_tab_unnoted(use_binder(), tab);
    let note = move || {
        let waits = view.with(|view| view.open().is_some_and(|state| has_waiting(tab, state)));
        let split = view.with(|view| {
            view.open().is_some_and(|tab| {
                tab.entries.values().any(|entry| entry.is_shown() && !entry.split_fields().is_empty())
            })
        });
        let contested =
            view.with(|view| view.open().is_some_and(|tab| tab.entries.values().any(domain::Entry::is_contested)));
        let urgent =
            view.with(|view| view.open().is_some_and(|tab| tab.entries.values().any(domain::Entry::is_urgent)));
        match (split, contested, waits) {
            (true, ..) => say!(common.two_versions),
            (false, true, _) => say!(common.contested),
            (false, false, true) if urgent => say!(home.urgent_waits),
            (false, false, true) => say!(home.proposal_waits),
            (false, false, false) => "",
        }
    };
    let note = derived(move || note().to_owned());
    let waits = derived(move || note.with(|note| !note.is_empty()));
    tab_face(tab).map(|(title, icon, path)| {
        view! { <RowLink href=derived(move || links.get().to(path)) icon title note waits/> }
    })
}

/// A consent that is asked for may have been settled by a "nej" that its entry does not know of.
fn has_waiting(tab: BinderTab, state: &TabState) -> bool {
    match tab {
        BinderTab::Sharing => {
            let now = crate::state::AppState::get().now();
            !consent::proposed(state, now).is_empty() || crate::pages::sharing::change_waits(state, now).is_some()
        }
        _ => state.entries.values().any(|entry| entry.open_proposals().next().is_some()),
    }
}

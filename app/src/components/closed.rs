//! A coordinator's consent has ended while the page was open, or before: said in words, with one way on. An
//! empty list would say that the owner has written nothing.

use domain::BinderTab;
use leptos::prelude::*;

use crate::lean::{derived, memo, part};
use crate::pages::{ended, tab_name};
use crate::state::{AppState, TabView, use_binder, use_card, use_links, use_tab_unnoted};
use crate::{dates, paths};

/// What is closed to whoever reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    /// The whole pärm.
    Binder,
    /// One tab of it.
    Tab(BinderTab),
}

/// What of this page is closed; nothing for an owner.
pub(super) fn use_closed(view: Signal<TabView>) -> Memo<Option<What>> {
    let tab = memo(move |_| view.with(|view| view.open().map(|tab| tab.tab)));
    let binder = use_closed_binder();
    let card = use_card();
    let app = AppState::get();
    memo(move |_| {
        if binder.get() {
            return Some(What::Binder);
        }
        // What stands in Samtycke about oneself is never closed.
        let tab = tab.get().filter(|tab| app.is_staff() && *tab != BinderTab::Sharing)?;
        let may =
            card.with(|card| card.as_ref().is_none_or(|card| card.rights.iter().any(|given| given.tab == tab)));
        (!may).then_some(What::Tab(tab))
    })
}

/// Whether the pärm in the address is closed to a coordinator.
pub(crate) fn use_closed_binder() -> Signal<bool> {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    derived(move || app.is_staff() && binder.get().is_some() && card.with(Option::is_none))
}

/// That it is closed, since when if that is known, and the way on.
#[component]
pub(crate) fn Closed(
    /// What is.
    what: What,
) -> impl IntoView {
    let app = AppState::get();
    let (card, links) = (use_card(), use_links());
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    let told = move || {
        let What::Tab(tab) = what else { return say!(desk.ended_all).to_owned() };
        let me = app.me().map(|me| me.person);
        let said_no = sharing.with(|view| {
            let all = view.open().map(|tab| ended(tab, app.now())).unwrap_or_default();
            all.into_iter().find(|one| Some(one.grant.person) == me && one.grant.tab == tab)
        });
        let name = card.get().map(|card| card.owner_name).unwrap_or_default();
        let Some(ended) = said_no else { return say!(desk.ended_tab, name = name, tab = tab_name(tab)) };
        if ended.by_itself {
            let day = dates::day(app.now(), ended.at.plus_minutes(-1));
            return say!(desk.ended_by_itself, name = name, day = day, tab = tab_name(tab));
        }
        let when = dates::day_short_clock(app.now(), ended.at);
        let said = say!(desk.ended_said, name = name, when = when, tab = tab_name(tab));
        format!("{said} {}", say!(desk.ended_gone))
    };
    let (way, address) = match what {
        What::Tab(_) => (say!(desk.ended_go), links.get_untracked().to(paths::BINDER)),
        What::Binder => (say!(desk.ended_back), paths::DESK.to_owned()),
    };
    view! {
        <section class="sheet" role="status">
            <h2 class="sheet__title">{say!(desk.ended_title)}</h2>
            <p class="sheet__text">{part(told)}</p>
            <div class="sheet__actions"><a class="button" href=address>{way}</a></div>
        </section>
    }
}

//! Behöver du hjälp? Whom to call, and that nobody reads the pärm in real time.

use crate::lean::{Show, part};
use domain::{BinderTab, EntryKind, Field, Role, phone};
use leptos::prelude::*;

use crate::components::{CallButton, Icon, Page};
use crate::paths;
use crate::state::{AppState, use_binder, use_card, use_tab_unnoted};

/// In the same place on every page (3.2.6).
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    // The coordinators of this binder who have a number among the contacts: their own cards, or a
    // contact of the same name.
    let coordinators = move || {
        let people = card.get().map(|card| card.people).unwrap_or_default();
        let staff: Vec<_> = people.into_iter().filter(|person| person.role == Role::Coordinator).collect();
        contacts.with(|view| {
            let all = view.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
            let is_one = |name: &str| staff.iter().any(|person| person.name.trim() == name.trim());
            let with_number = all
                .into_iter()
                .filter(|c| is_one(c.text(Field::Name)) && phone::dial(c.text(Field::Phone)).is_some());
            with_number.cloned().collect::<Vec<_>>()
        })
    };
    let back = Signal::stored(Some((paths::HOME.to_owned(), say!(common.home).to_owned())));
    view! {
        <Page title=say!(help.title).to_owned() back aloud=true>
            <p class="page__lede">{say!(help.nobody_reads)}</p>
            <ul class="person-list">
                {part(move || coordinators().into_iter().map(|person| view! {
                    <li class="person-card">
                        <div class="person-card__link">
                            <span class="person-card__name">{person.text(Field::Name).to_owned()}</span>
                            <span class="person-card__role">{person.text(Field::Role).to_owned()}</span>
                            <span class="person-card__when">{person.text(Field::Hours).to_owned()}</span>
                        </div>
                        <CallButton name=person.text(Field::Name).to_owned() number=person.text(Field::Phone).to_owned()/>
                    </li>
                }).collect_view())}
            </ul>
            <section class="sheet">
                <h2 class="sheet__title">{say!(help.other)}</h2>
                <div class="button-stack">
                    <a class="button button--quiet" href="tel:1177"><Icon name="phone"/>{say!(help.advice)}</a>
                    <a class="button button--quiet" href="tel:112"><Icon name="phone"/>{say!(help.emergency)}</a>
                </div>
            </section>
            <section class="sheet">
                <h2 class="sheet__title">{say!(help.how)}</h2>
                <ul class="plain-list">
                    <li>{say!(help.how_saved)}</li>
                    <li>{say!(help.how_offline)}</li>
                    <li>{say!(help.how_undo)}</li>
                    <li>{say!(help.how_seen)}</li>
                </ul>
            </section>
            <Show when=move || app.me().is_some()>
                <a class="button button--text" href=paths::SETTINGS>{say!(settings.title)}</a>
            </Show>
        </Page>
    }
}

//! Ring: everybody with a number, in her order.

use crate::lean::{For, Show, memo};
use domain::{BinderTab, Entry, EntryKind, Field, called, phone};
use leptos::prelude::*;

use crate::components::{CallButton, Page, WhenRead};
use crate::paths;
use crate::state::{contact_name, use_binder, use_tab_unnoted};

/// The page behind "Ring" on home.
#[component]
pub(crate) fn CallPage() -> impl IntoView {
    let view = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let people = memo(move |_| {
        view.with(|view| {
            let people =
                view.open().map(|tab| tab.listed(EntryKind::Contact).into_iter().cloned().collect::<Vec<_>>());
            let mut people = people.unwrap_or_default();
            people.retain(|person| phone::dial(person.text(Field::Phone)).is_some());
            people
        })
    });
    let back = Signal::stored(Some((paths::HOME.to_owned(), say!(common.home).to_owned())));
    view! {
        <Page title=say!(common.call).to_owned() back>
            <WhenRead view>
                <ul class="person-list">
                    <For each=move || people.get() key=|person| (person.id, person.changed.op) let:person>
                        <li class="person-card">
                            <div class="person-card__link">
                                <span class="person-card__name">{contact_name(&person)}</span>
                                <span class="person-card__role">{role_beside(&person)}</span>
                                <span class="person-card__when">{super::contacts::about(&person)}</span>
                            </div>
                            <CallButton name=contact_name(&person) number=person.text(Field::Phone).to_owned()/>
                        </li>
                    </For>
                </ul>
                <Show when=move || people.with(Vec::is_empty)>
                    <div class="empty-note"><p class="empty-note__text">{say!(contacts.call_empty)}</p></div>
                    <div class="button-stack"><a class="button" href=paths::CONTACTS>{say!(contacts.title)}</a></div>
                </Show>
                <div class="button-row">
                    <a class="button button--quiet" href="tel:1177">"1177"</a>
                    <a class="button button--quiet" href="tel:112">"112"</a>
                </div>
            </WhenRead>
        </Page>
    }
}

/// A role that stands for the name is said once.
fn role_beside(person: &Entry) -> String {
    let role = person.text(Field::Role).trim();
    if called::contact(person) == role { String::new() } else { role.to_owned() }
}

//! The question that comes with a place in the resource group (R31): what this person may read. She can wait, and
//! nothing is open meanwhile.

use domain::{BinderTab, Entry, EntryId, Field};
use leptos::prelude::*;

use super::give::GiveTo;
use super::in_group::{Standing, accounts, is_close, readless};
use super::lines::Known;
use super::{GIVING, JOINING};
use crate::components::Icon;
use crate::lean::{For, Show, memo, part};
use crate::pages::contacts::{LeftOut, use_left_out};
use crate::pages::hand_over::way_to;
use crate::paths::{self, Links};
use crate::state::{AppState, TabView, contact_name, use_binder, use_card, use_tab_unnoted};
use crate::words::before_stop;

/// The page of the question about one contact.
pub(crate) fn way_to_joining(contact: EntryId) -> String {
    format!("{}?steg={JOINING}&id={contact}", paths::SHARING)
}

/// What can be given to somebody.
#[derive(Clone, PartialEq)]
enum Way {
    /// Sentences, for somebody with an account.
    Sentences(Known),
    /// Several people have that name.
    WhichOne,
    /// Nothing: somebody close to her, while she wants none in this.
    LeftOut,
    /// A copy; there is no account.
    Copy {
        /// Somebody close to her never has one.
        close: bool,
    },
    /// Nothing is asked about somebody who is not in the group: it was undone.
    NotIn,
}

/// The question.
#[component]
pub(super) fn Joining(
    view: Signal<TabView>,
    contacts: Signal<TabView>,
    contact: Signal<Option<EntryId>>,
) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let left_out = use_left_out();
    let found = memo(move |_| {
        let id = contact.get()?;
        let entry: Entry =
            contacts.with(|view| view.open()?.entries.get(&id).filter(|entry| entry.is_shown()).cloned())?;
        view.with(|view| {
            let sharing = view.open()?;
            card.with(|card| {
                let standing = Standing::of(&entry, sharing, card.as_ref(), app.clock());
                let name = contact_name(&entry);
                if !entry.flag(Field::InGroup) {
                    return Some((id, say!(group.not_member, name = before_stop(&name)), name, Way::NotIn));
                }
                let way = match accounts(&entry, sharing, card.as_ref()).as_slice() {
                    [one] => Way::Sentences(one.clone()),
                    [] if is_close(&entry) && left_out.get() => Way::LeftOut,
                    [] => Way::Copy { close: is_close(&entry) },
                    _ => Way::WhichOne,
                };
                Some((id, standing.words(&name, app.now()), name, way))
            })
        })
    });
    // The form is made once: what she has chosen in it is not lost when something else in the pärm changes.
    let way = memo(move |_| found.get().map(|(id, _, name, way)| (id, name, way)));
    view! {
        <Show when=move || found.with(Option::is_none)>
            <div class="empty-note"><p class="empty-note__text">{say!(group.gone)}</p></div>
        </Show>
        <p class="page__lede">{part(move || found.get().map(|(_, words, ..)| words))}</p>
        {part(move || way.get().map(|(id, name, way)| view! { <OneWay view id name way/> }))}
    }
}

#[component]
fn OneWay(view: Signal<TabView>, id: EntryId, name: String, way: Way) -> impl IntoView {
    let back = Links(None).entry(paths::CONTACT, id);
    let (words, primary) = match way {
        Way::NotIn => {
            return view! {
                <div class="button-stack"><a class="button button--quiet" href=back>{say!(group.to_contact)}</a></div>
            }
            .into_any();
        }
        Way::LeftOut => return view! { <LeftOut/> }.into_any(),
        Way::Sentences(person) => {
            return view! {
                <p class="small">{say!(group.your_choice)}</p>
                <GiveTo view person leads_to=back not_now=say!(group.not_now)/>
            }
            .into_any();
        }
        Way::WhichOne => (
            say!(group.several).to_owned(),
            view! { <a class="button" href=format!("{}?steg={GIVING}", paths::SHARING)>{say!(group.pick)}</a> }
                .into_any(),
        ),
        Way::Copy { close } => (
            if close { say!(group.close, name = name) } else { say!(group.no_account, name = name) },
            view! { <a class="button" href=way_to(id)><Icon name="share"/>{say!(group.hand_over)}</a> }.into_any(),
        ),
    };
    view! {
        <p class="small">{say!(group.your_choice)}</p>
        <p class="consequence"><Icon name="users"/>{words}</p>
        <div class="button-stack">
            {primary}
            <a class="button button--text" href=back>{say!(group.not_now)}</a>
        </div>
    }
    .into_any()
}

/// Those of the group who read nothing yet, each with the way to the question. Nobody is reminded elsewhere.
#[component]
pub(super) fn Readless(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let people = memo(move |_| {
        let of = |sharing: &TabView, contacts: &TabView| {
            let (contacts, sharing) = (contacts.open()?, sharing.open()?);
            Some(card.with(|card| readless(contacts, sharing, card.as_ref(), app.clock())))
        };
        view.with(|sharing| contacts.with(|contacts| of(sharing, contacts))).unwrap_or_default()
    });
    view! {
        <Show when=move || !people.with(Vec::is_empty)>
            <h2 class="section-title">{say!(group.readless)}</h2>
            <ul class="row-list">
                <For each=move || people.get() key=|(id, name)| (*id, name.clone()) let:person>
                    <li>
                        <a class="row-link" href=way_to_joining(person.0)>
                            <span class="icon-tile"><Icon name="user"/></span>
                            <span class="row-link__text">
                                <span class="row-link__title">{person.1}</span>
                                <span class="row-link__note">{say!(group.readless_note)}</span>
                            </span>
                            <Icon name="chevron-right" class="row-link__go"/>
                        </a>
                    </li>
                </For>
            </ul>
        </Show>
    }
}

//! Choosing whom to call: those in Kontakter who have a number and are not in the list yet.

use crate::lean::{For, attribute, handler, memo};
use domain::{Entry, EntryId, EntryKind, Field, Reference, Value, called, phone};
use leptos::prelude::*;

use super::adding::add;
use crate::editor::Editor;
use crate::paths;
use crate::state::{TabView, use_links};

/// A contact as it is copied into the plan.
pub(super) fn reference_to(contact: &Entry) -> Reference {
    let number = contact.text(Field::Phone).trim();
    Reference {
        entry: Some(contact.id),
        name: called::contact(contact).to_owned(),
        phone: (!number.is_empty()).then(|| number.to_owned()),
    }
}

/// Everybody in Kontakter, in her order.
pub(super) fn all_contacts(contacts: &TabView) -> Vec<Reference> {
    let listed = contacts.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
    listed.into_iter().map(reference_to).filter(|person| !person.name.is_empty()).collect()
}

/// One tap adds one person; the list stays open for the next.
#[component]
pub(super) fn CallPick(
    view: Signal<TabView>,
    contacts: Signal<TabView>,
    editor: Editor,
    next: RwSignal<Option<EntryId>>,
    picking: RwSignal<bool>,
) -> impl IntoView {
    let links = use_links();
    let people = memo(move |_| {
        let listed = |entry: EntryId| {
            view.with(|view| {
                let listed = view.open().map(|tab| tab.listed(EntryKind::CallFirst)).unwrap_or_default();
                listed
                    .iter()
                    .any(|line| line.person(Field::Person).is_some_and(|person| person.entry == Some(entry)))
            })
        };
        let mut people = contacts.with(all_contacts);
        people.retain(|person| {
            let callable = person.phone.as_deref().and_then(phone::dial).is_some();
            callable && !person.entry.is_some_and(listed)
        });
        people
    });
    let choose = move |person: Reference| {
        let Some(replica) = editor.app.replica() else { return };
        let place = view.with_untracked(|view| view.open().map(|tab| tab.end_position(EntryKind::CallFirst)));
        let said = say!(signs.call_added, name = person.name.clone());
        next.set(Some(replica.new_entry()));
        let place = place.map(|place| (Field::Position, Value::Text(place)));
        add(editor, place.into_iter().chain([(Field::Person, Value::Person(person))]).collect(), said);
    };
    view! {
        <section class="sheet" aria-label=say!(signs.call_whom)>
            <h3 class="sheet__title">{say!(signs.call_whom)}</h3>
            <ul class="row-list">
                <For each=move || people.get() key=Reference::clone let:person>
                    <PickRow person choose/>
                </For>
            </ul>
            <p class="small">
                {say!(signs.call_from_contacts)}" "
                <a href=attribute(move || links.get().to(paths::CONTACTS))>{say!(signs.to_contacts)}</a>
            </p>
            <div class="sheet__actions">
                <button class="button button--quiet button--small" type="button" on:click=handler(move |_| picking.set(false))>
                    {say!(common.done)}
                </button>
            </div>
        </section>
    }
}

#[component]
fn PickRow(person: Reference, choose: impl Fn(Reference) + 'static) -> impl IntoView {
    let (name, number) = (person.name.clone(), person.phone.clone());
    view! {
        <li>
            <button class="row-link" type="button" on:click=handler(move |_| choose(person.clone()))>
                <span class="row-link__text">
                    <span class="row-link__title">{name}</span>
                    <span class="row-link__note">{number}</span>
                </span>
            </button>
        </li>
    }
}

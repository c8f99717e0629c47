//! What goes with it: the warning signs, her contacts, or both; and which of the contacts (R39).

use crate::lean::{For, Show, attribute, handler, memo};
use domain::share::{SharedContact, marked_to_call, shared_contacts};
use domain::warning::WarningPlan;
use domain::{EntryId, EntryKind, Reference, called};
use leptos::prelude::*;

use super::Handing;
use crate::state::TabView;

/// The contacts that are ticked from the start: those she has marked to be called.
pub(super) fn to_call(plan: Signal<TabView>) -> Vec<EntryId> {
    plan.with_untracked(|view| view.open().map(|tab| marked_to_call(&WarningPlan::read(tab))).unwrap_or_default())
}

/// The contacts as they would be handed over now.
pub(super) fn chosen(handing: Handing) -> Vec<SharedContact> {
    if !handing.with_contacts.get() {
        return Vec::new();
    }
    handing.contacts.with(|view| {
        view.open().map(|tab| handing.ticked.with(|ticked| shared_contacts(tab, ticked))).unwrap_or_default()
    })
}

/// What those are called who stand in a copy beside the person who gets it: they are told of it.
pub(super) fn others(contacts: &[SharedContact], to: &Reference) -> Vec<String> {
    let others = contacts.iter().filter(|shared| Some(shared.entry) != to.entry);
    called::each(others.map(|shared| shared.name.as_str())).into_iter().map(str::to_owned).collect()
}

/// The two choices, and the list below the second.
#[component]
pub(super) fn Contents(handing: Handing) -> impl IntoView {
    let people = memo(move |_| {
        handing.contacts.with(|view| {
            let listed = view.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
            let named = listed.into_iter().filter(|contact| !called::contact(contact).is_empty());
            named.map(|contact| (contact.id, called::contact(contact).to_owned())).collect::<Vec<_>>()
        })
    });
    view! {
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{say!(hand_over.what)}</legend>
            <Tick on=handing.with_plan title=say!(signs.title)/>
            <Show when=move || !people.with(Vec::is_empty)>
                <Tick on=handing.with_contacts title=say!(hand_over.contacts)/>
            </Show>
        </fieldset>
        <Show when=move || handing.with_contacts.get()>
            <fieldset class="choice-group">
                <legend class="choice-group__legend">{say!(hand_over.which)}</legend>
                <For each=move || people.get() key=|person| person.clone() let:person>
                    <OneContact handing id=person.0 name=person.1/>
                </For>
            </fieldset>
        </Show>
    }
}

#[component]
fn Tick(on: RwSignal<bool>, title: &'static str) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=attribute(move || on.get())
                on:change=handler(move |event| on.set(event_target_checked(&event)))/>
            <span class="choice__text"><span class="choice__title">{title}</span></span>
        </label>
    }
}

#[component]
fn OneContact(handing: Handing, id: EntryId, name: String) -> impl IntoView {
    let ticked = handing.ticked;
    let tick = move |on: bool| {
        ticked.update(|ticked| {
            ticked.retain(|known| *known != id);
            if on {
                ticked.push(id);
            }
        });
    };
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox"
                prop:checked=attribute(move || ticked.with(|ticked| ticked.contains(&id)))
                on:change=handler(move |event| tick(event_target_checked(&event)))/>
            <span class="choice__text"><span class="choice__title">{name}</span></span>
        </label>
    }
}

//! Who comes: ticks from the contacts, and anybody else by name. The owner is always there, so she is
//! not in the list.

use crate::lean::{For, attribute, handler, memo, part};
use domain::{BinderTab, EntryKind, Field, Reference, Role, Value};
use leptos::prelude::*;

use super::booking::{absent, same};
use crate::components::{Beside, Saver, TwoVersions};
use crate::editor::Editor;
use crate::state::{use_binder, use_card, use_tab_unnoted};

/// Somebody who can be ticked.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Choice {
    person: Reference,
    note: String,
}

/// The people of a meeting.
#[component]
pub(crate) fn PeopleField(
    /// The meeting.
    editor: Editor,
    /// Saves the field; shared with the time, which needs to know who was picked.
    saver: Saver,
    /// Who comes, as it stands.
    people: Signal<Vec<Reference>>,
    /// It is a meeting of the resource group.
    care_team: Signal<bool>,
    /// Who is there instead of who comes.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let (field, legend) =
        if here { (Field::Present, say!(fields.present)) } else { (Field::People, say!(meetings.people)) };
    let card = use_card();
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let app = editor.app;
    let split = memo(move |_| editor.current().is_some_and(|entry| entry.split_fields().contains(&field)));
    // Who has once been in the list stays there: nothing goes away under a finger.
    let choices = memo(move |before: Option<&Vec<Choice>>| {
        let mut choices: Vec<Choice> = contacts.with(|view| {
            let listed = view.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
            let named = listed.into_iter().filter(|entry| !entry.text(Field::Name).trim().is_empty());
            named
                .map(|entry| Choice {
                    person: Reference {
                        entry: Some(entry.id),
                        name: entry.text(Field::Name).to_owned(),
                        phone: None,
                    },
                    note: entry.text(Field::Role).to_owned(),
                })
                .collect()
        });
        let staff = super::booking::expected(card.get().as_ref(), None, true);
        let known = before.into_iter().flatten().map(|choice| choice.person.clone());
        for person in staff.into_iter().chain(known).chain(people.get()) {
            if !choices.iter().any(|choice| same(&choice.person, &person)) {
                choices.push(Choice { person, note: String::new() });
            }
        }
        choices
    });
    let put = {
        let saver = saver.clone();
        move |person: &Reference, comes: bool| {
            let mut list = people.get_untracked();
            list.retain(|other| !same(other, person));
            if comes {
                list.push(person.clone());
            }
            saver.put(Value::People(list), Beside::default());
        }
    };
    let add = {
        let put = put.clone();
        move |name: String| {
            if !name.trim().is_empty() {
                put(&Reference::named(name.trim()), true);
            }
        }
    };
    let other = RwSignal::new(String::new());
    let missing = move || {
        let absent = people.with(|people| card.with(|card| absent(card.as_ref(), people)));
        app.is_staff() && care_team.get() && !absent.is_empty()
    };
    let owner = move || {
        let name = card.with(|card| card.as_ref().map(|card| card.owner_name.clone()));
        name.as_deref().and_then(crate::pages::meeting_words::first_name).unwrap_or_default()
    };
    let always = move || match app.me() {
        Some(me) if me.role != Role::Owner => say!(meetings.owner_always, name = owner()),
        _ => say!(meetings.you_always).to_owned(),
    };
    let said = saver.said;
    let id = format!("nagon-{}", editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default());
    view! {
        <TwoVersions editor field/>
        <fieldset class="choice-group" disabled=attribute(move || split.get())>
            <legend class="choice-group__legend">{legend}</legend>
            <p class="choice-group__hint">{always}</p>
            <For each=move || choices.get() key=Clone::clone let:choice>
                <Tick choice people put=put.clone()/>
            </For>
            {part(move || missing().then(|| view! { <p class="small">{say!(meetings.both_expected)}</p> }))}
        </fieldset>
        <div class="field">
            <label class="field__label" for=id.clone()>{say!(meetings.somebody_else)}</label>
            <input class="field__input" id=id type="text" autocomplete="off" prop:value=other
                readonly=attribute(move || split.get())
                on:input=handler(move |event| other.set(event_target_value(&event)))
                on:change=handler(move |_| {
                    add(other.get_untracked());
                    other.set(String::new());
                })/>
            <p class="field__status" role="status"
                data-state=attribute(move || (said.get() == say!(common.saved)).then_some("saved"))>{said}</p>
        </div>
    }
}

#[component]
fn Tick<P>(choice: Choice, people: Signal<Vec<Reference>>, put: P) -> impl IntoView
where
    P: Fn(&Reference, bool) + Send + Sync + 'static,
{
    let Choice { person, note } = choice;
    let name = person.name.clone();
    let comes = {
        let person = person.clone();
        move || people.with(|people| people.iter().any(|other| same(other, &person)))
    };
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=comes
                on:change=handler(move |event| put(&person, event_target_checked(&event)))/>
            <span class="choice__text">
                <span class="choice__title">{name}</span>
                {(!note.is_empty()).then(|| view! { <span class="choice__note">{note}</span> })}
            </span>
        </label>
    }
}

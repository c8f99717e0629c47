//! Who does it: somebody from Kontakter, or a name she writes herself.

use crate::lean::{For, Show, attribute, handler, memo};
use domain::rules::Form;
use domain::{BinderTab, Field, Reference, Value};
use leptos::prelude::*;

use super::call_pick::all_contacts;
use crate::components::{TextField, TwoVersions, choose};
use crate::editor::Editor;
use crate::state::{use_binder, use_tab_unnoted};

/// The answer "somebody else".
const SOMEBODY: &str = "other";

/// A choice among contacts, saved at once; "någon annan" opens a place for a name.
#[component]
pub(super) fn PersonField(editor: Editor) -> impl IntoView {
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let free = RwSignal::new(false);
    let named = memo(move |_| match editor.value(Field::Person) {
        Some(Value::Person(person)) => Some(person),
        _ => None,
    });
    let chosen = memo(move |_| match named.get() {
        _ if free.get() => SOMEBODY.to_owned(),
        Some(Reference { entry: Some(entry), .. }) => entry.to_string(),
        Some(person) if !person.name.trim().is_empty() => SOMEBODY.to_owned(),
        _ => String::new(),
    });
    let people = memo(move |_| {
        // Whom she calls, and at which number, stands in the list of its own.
        let mut people: Vec<Reference> =
            contacts.with(all_contacts).into_iter().map(|person| Reference { phone: None, ..person }).collect();
        // Somebody who no longer stands in Kontakter is still the one she named.
        if let Some(person) =
            named.get().filter(|named| named.entry.is_some_and(|id| people.iter().all(|p| p.entry != Some(id))))
        {
            people.push(person);
        }
        people
    });
    let id = format!("vem-{}", editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default());
    let pick = move |picked: String| {
        free.set(picked == SOMEBODY);
        if picked == SOMEBODY {
            return;
        }
        let person = people.with_untracked(|people| people.iter().find(|person| key(person) == picked).cloned());
        choose(editor, Field::Person, Value::Person(person.unwrap_or_else(|| Reference::named(""))));
    };
    let is_free = memo(move |_| chosen.with(|chosen| chosen == SOMEBODY));
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{say!(signs.who)}</label>
            <select class="field__input" id=id disabled=attribute(move || editor.form() == Form::Never)
                on:change=handler(move |event| pick(event_target_value(&event)))>
                <option value="" prop:selected=attribute(move || chosen.with(String::is_empty))>{say!(signs.who_open)}</option>
                <For each=move || people.get() key=Reference::clone let:person>
                    <PersonOption person chosen/>
                </For>
                <option value=SOMEBODY prop:selected=attribute(move || is_free.get())>{say!(signs.who_other)}</option>
            </select>
        </div>
        <Show when=move || is_free.get() fallback=move || view! { <TwoVersions editor field=Field::Person/> }>
            <TextField editor field=Field::Person label=say!(signs.who_name)/>
        </Show>
    }
}

fn key(person: &Reference) -> String {
    person.entry.map(|entry| entry.to_string()).unwrap_or_default()
}

#[component]
fn PersonOption(person: Reference, chosen: Memo<String>) -> impl IntoView {
    let value = key(&person);
    let own = value.clone();
    view! {
        <option value=value prop:selected=attribute(move || chosen.with(|chosen| *chosen == own))>{person.name}</option>
    }
}

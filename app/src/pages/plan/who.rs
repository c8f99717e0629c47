//! Who does it: she herself, somebody from the contacts, or a name that is written.

use crate::lean::{For, Show, attribute, handler, memo};
use domain::rules::Form;
use domain::{BinderTab, EntryKind, Field, Reference, Value};
use leptos::prelude::*;

use crate::components::{TextField, TwoVersions, choose};
use crate::editor::Editor;
use crate::state::{use_binder, use_card, use_tab_unnoted};

/// The answers that are nobody's card.
const ME: &str = "me";
const SOMEBODY: &str = "other";

/// The person of an activity.
#[component]
pub(crate) fn WhoField(
    /// The activity.
    editor: Editor,
) -> impl IntoView {
    let card = use_card();
    let staff = untrack(move || editor.app.is_staff());
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let free = RwSignal::new(false);
    let owner = memo(move |_| card.with(|card| card.as_ref().map(|card| card.owner_name.clone())));
    let named = memo(move |_| match editor.value(Field::Who) {
        Some(Value::Person(person)) if !person.name.trim().is_empty() => Some(person),
        _ => None,
    });
    let is_owner = move |name: &str| name == say!(plan.me) || owner.with(|owner| owner.as_deref() == Some(name));
    let people = memo(move |_| {
        let mut people: Vec<Reference> = contacts.with(|view| {
            let listed = view.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
            let named = listed.into_iter().filter(|entry| !entry.text(Field::Name).trim().is_empty());
            named
                .map(|entry| Reference {
                    entry: Some(entry.id),
                    name: entry.text(Field::Name).to_owned(),
                    phone: None,
                })
                .collect()
        });
        // Somebody who no longer stands in Kontakter is still the one who was named.
        let gone =
            named.get().filter(|who| who.entry.is_some() && people.iter().all(|other| other.entry != who.entry));
        people.extend(gone);
        people
    });
    let chosen = memo(move |_| match named.get() {
        _ if free.get() => SOMEBODY.to_owned(),
        Some(Reference { entry: Some(entry), .. }) => entry.to_string(),
        Some(person) if is_owner(&person.name) => ME.to_owned(),
        Some(_) => SOMEBODY.to_owned(),
        None => String::new(),
    });
    let pick = move |picked: String| {
        free.set(picked == SOMEBODY);
        let person = match picked.as_str() {
            SOMEBODY => return,
            // In her own words "jag"; in somebody else's by her name.
            ME if staff => Reference::named(owner.get_untracked().unwrap_or_default()),
            ME => Reference::named(say!(plan.me)),
            _ => {
                let same = |person: &&Reference| person.entry.is_some_and(|entry| entry.to_string() == picked);
                let found = people.with_untracked(|people| people.iter().find(same).cloned());
                found.unwrap_or_else(|| Reference::named(""))
            }
        };
        choose(editor, Field::Who, Value::Person(person));
    };
    let is_free = memo(move |_| chosen.with(|chosen| chosen == SOMEBODY));
    let me = move || match owner.get() {
        Some(name) if staff => name,
        _ => say!(plan.me_self).to_owned(),
    };
    let id = format!("vem-{}", editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default());
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{say!(plan.who)}</label>
            <select class="field__input" id=id disabled=attribute(move || editor.form() == Form::Never)
                on:change=handler(move |event| pick(event_target_value(&event)))>
                <option value="" prop:selected=attribute(move || chosen.with(String::is_empty))>{say!(plan.who_open)}</option>
                <option value=ME prop:selected=attribute(move || chosen.with(|chosen| chosen == ME))>{me}</option>
                <For each=move || people.get() key=Reference::clone let:person>
                    <Person person chosen/>
                </For>
                <option value=SOMEBODY prop:selected=attribute(move || is_free.get())>{say!(plan.who_other)}</option>
            </select>
        </div>
        <Show when=move || is_free.get() fallback=move || view! { <TwoVersions editor field=Field::Who/> }>
            <TextField editor field=Field::Who label=say!(plan.who_name)/>
        </Show>
    }
}

#[component]
fn Person(person: Reference, chosen: Memo<String>) -> impl IntoView {
    let value = person.entry.map(|entry| entry.to_string()).unwrap_or_default();
    let own = value.clone();
    view! { <option value=value prop:selected=attribute(move || chosen.with(|chosen| *chosen == own))>{person.name}</option> }
}

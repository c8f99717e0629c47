//! Who it is: somebody from Kontakter, or a name that is written; where the page asks who does it, also the
//! owner herself.

use crate::lean::{For, Show, attribute, handler, memo};
use domain::rules::Form;
use domain::{BinderTab, EntryKind, Field, Reference, Value};
use leptos::prelude::*;

use super::{Standing, TextField, TwoVersions, choose};
use crate::editor::Editor;
use crate::state::{TabView, use_binder, use_card, use_tab_unnoted};

/// The answers that are nobody's card.
const OWNER: &str = "me";
const SOMEBODY: &str = "other";

/// What the field is called, and its answers that are nobody's name.
#[derive(Clone, Copy)]
pub(crate) struct PersonWords {
    /// The question.
    pub(crate) who: &'static str,
    /// Nobody is chosen.
    pub(crate) open: &'static str,
    /// Somebody who does not stand in Kontakter.
    pub(crate) other: &'static str,
    /// The place for that name.
    pub(crate) name: &'static str,
}

/// A choice among contacts, saved at once; "någon annan" opens a place for a name.
#[component]
pub(crate) fn PersonField(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
    /// Its words.
    words: PersonWords,
    /// The owner is one of the answers.
    #[prop(optional)]
    with_owner: bool,
) -> impl IntoView {
    let card = use_card();
    let staff = untrack(move || editor.app.is_staff());
    let contacts = use_tab_unnoted(use_binder(), BinderTab::Contacts);
    let free = RwSignal::new(false);
    let owner = memo(move |_| card.with(|card| card.as_ref().map(|card| card.owner_name.clone())));
    let named = memo(move |_| match editor.value(field) {
        Some(Value::Person(person)) if !person.name.trim().is_empty() => Some(person),
        _ => None,
    });
    let is_owner = move |name: &str| {
        with_owner && (name == say!(plan.me) || owner.with(|owner| owner.as_deref() == Some(name)))
    };
    let people = memo(move |_| {
        let mut people = contacts.with(known);
        // Somebody who no longer stands in Kontakter is still the one who was named.
        let gone =
            named.get().filter(|who| who.entry.is_some() && people.iter().all(|other| other.entry != who.entry));
        people.extend(gone);
        people
    });
    let chosen = memo(move |_| match named.get() {
        _ if free.get() => SOMEBODY.to_owned(),
        Some(Reference { entry: Some(entry), .. }) => entry.to_string(),
        Some(person) if is_owner(&person.name) => OWNER.to_owned(),
        Some(_) => SOMEBODY.to_owned(),
        None => String::new(),
    });
    let pick = move |picked: String| {
        free.set(picked == SOMEBODY);
        let person = match picked.as_str() {
            SOMEBODY => return,
            // In her own words "jag"; in somebody else's by her name.
            OWNER if staff => Reference::named(owner.get_untracked().unwrap_or_default()),
            OWNER => Reference::named(say!(plan.me)),
            _ => {
                let same = |person: &&Reference| key(person) == picked;
                let found = people.with_untracked(|people| people.iter().find(same).cloned());
                found.unwrap_or_else(|| Reference::named(""))
            }
        };
        choose(editor, field, Value::Person(person));
    };
    let is_free = memo(move |_| chosen.with(|chosen| chosen == SOMEBODY));
    let me = move || match owner.get() {
        Some(name) if staff => name,
        _ => say!(plan.me_self).to_owned(),
    };
    let id = format!("vem-{}", editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default());
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{words.who}</label>
            <select class="field__input" id=id disabled=attribute(move || editor.form() == Form::Never)
                on:change=handler(move |event| pick(event_target_value(&event)))>
                <option value="" prop:selected=attribute(move || chosen.with(String::is_empty))>{words.open}</option>
                {with_owner.then(|| view! {
                    <option value=OWNER prop:selected=attribute(move || chosen.with(|chosen| chosen == OWNER))>{me}</option>
                })}
                <For each=move || people.get() key=Reference::clone let:person>
                    <PersonOption person chosen/>
                </For>
                <option value=SOMEBODY prop:selected=attribute(move || is_free.get())>{words.other}</option>
            </select>
            <Show when=move || !is_free.get()><Standing editor field/></Show>
        </div>
        <Show when=move || is_free.get() fallback=move || view! { <TwoVersions editor field/> }>
            <TextField editor field label=words.name/>
        </Show>
    }
}

/// Everybody in Kontakter, in her order. The number stands where she calls, and not here.
fn known(contacts: &TabView) -> Vec<Reference> {
    let listed = contacts.open().map(|tab| tab.listed(EntryKind::Contact)).unwrap_or_default();
    let named = listed.into_iter().map(|contact| (contact.id, contact.text(Field::Name).trim().to_owned()));
    let named = named.filter(|(_, name)| !name.is_empty());
    named.map(|(entry, name)| Reference { entry: Some(entry), name, phone: None }).collect()
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

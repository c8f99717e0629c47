//! "Vem håller i mötet?" (R95): one of those who come, or the owner herself. It is said anew for each meeting.

use domain::api::BinderCard;
use domain::rules::Form;
use domain::{Entry, Field, Reference, Value};
use leptos::prelude::*;

use super::booking::same;
use crate::components::{Standing, TwoVersions, choose};
use crate::editor::Editor;
use crate::lean::{For, attribute, handler, memo};
use crate::state::use_card;

/// The choice among those who come, saved at once.
#[component]
pub(super) fn LeadsField(
    /// The meeting.
    editor: Editor,
    /// Who comes, as it stands.
    people: Signal<Vec<Reference>>,
) -> impl IntoView {
    let card = use_card();
    let owner =
        memo(move |_| card.with(|card| card.as_ref().map(|card| Reference::named(card.owner_name.clone()))));
    let chosen = memo(move |_| match editor.value(Field::Who) {
        Some(Value::Person(person)) if !person.name.trim().is_empty() => Some(person),
        _ => None,
    });
    // Whoever was chosen stays one of the answers, also when she or he no longer comes.
    let choices = memo(move |_| {
        let mut choices: Vec<Reference> = owner.get().into_iter().collect();
        for person in people.get().into_iter().chain(chosen.get()) {
            if !choices.iter().any(|other| same(other, &person)) {
                choices.push(person);
            }
        }
        choices
    });
    let pick = move |picked: String| {
        let found = picked.parse().ok().and_then(|n: usize| choices.with_untracked(|all| all.get(n).cloned()));
        choose(editor, Field::Who, Value::Person(found.unwrap_or_else(|| Reference::named(""))));
    };
    let name = move |person: &Reference| {
        let is_reader =
            !editor.app.is_staff() && owner.with(|owner| owner.as_ref().is_some_and(|owner| same(owner, person)));
        if is_reader { say!(plan.me_self).to_owned() } else { person.name.clone() }
    };
    let options = move || choices.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="field">
            <label class="field__label" for="motet-haller">{say!(meetings.leads)}</label>
            <select class="field__input" id="motet-haller" disabled=attribute(move || editor.form() == Form::Never)
                on:change=handler(move |event| pick(event_target_value(&event)))>
                <option value="" prop:selected=attribute(move || chosen.with(Option::is_none))>{say!(meetings.leads_open)}</option>
                <For each=options key=Clone::clone let:choice>
                    <option value=choice.0.to_string() prop:selected={
                        let person = choice.1.clone();
                        move || chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| same(chosen, &person)))
                    }>{name(&choice.1)}</option>
                </For>
            </select>
            <Standing editor field=Field::Who/>
        </div>
        <TwoVersions editor field=Field::Who/>
    }
}

/// Who leads it: "Du" on the owner's own screen.
pub(super) fn leads(entry: &Entry, card: Option<&BinderCard>, is_staff: bool) -> String {
    let name = entry.person(Field::Who).map(|person| person.name.trim()).unwrap_or_default();
    let is_owner = card.is_some_and(|card| card.owner_name.trim() == name);
    if is_owner && !is_staff { say!(meetings.leads_you).to_owned() } else { name.to_owned() }
}

//! Who is to read, tab by tab, and how the yes was given: one screen to read aloud from.

use crate::lean::{For, Show, attribute, derived, handler, memo, part};
use domain::api::PractitionerCard;
use domain::consent::Right;
use domain::{BinderTab, PersonId};
use leptos::prelude::*;

use super::recording::{Person, Recording, Yes};
use crate::browser;
use crate::components::{Icon, PictureField, SigningField};
use crate::pages::sharing::{Known, Periods, RightRows, TABS, Until, UntilField, lasting, sentence, who};
use crate::state::AppState;
use crate::words::before_stop;

/// The people, somebody more, and the evidence.
#[component]
pub(super) fn People(recording: Recording, name: Signal<String>) -> impl IntoView {
    let app = AppState::get();
    let me = memo(move |_| app.me().map(|me| me.person));
    Effect::new(move |_| {
        if let Some(me) = app.me() {
            recording.begin_with(&me);
        }
    });
    // She signs what was read to her, and nothing that was changed after it.
    Effect::new(move |before: Option<(Vec<Person>, Until)>| {
        let now = (recording.people.get(), recording.until.get());
        if before.is_some_and(|before| before != now) {
            recording.drawing.void();
        }
        now
    });
    let people =
        move || recording.people.with(|people| people.iter().map(|p| p.known.clone()).collect::<Vec<_>>());
    // A paper goes to one organisation, and so does its picture.
    let elsewhere = memo(move |_| {
        let own = app.me()?.organization;
        let is_other = |person: &Person| person.known.organization.trim() != own.trim();
        recording.people.with(|people| people.iter().any(is_other)).then_some(own)
    });
    view! {
        <For each=people key=|known| known.person let:known>
            <OnePerson recording known me/>
        </For>
        <Show when=move || recording.is_for_nobody()>
            <p role="status">{say!(desk.nobody_reads)}</p>
        </Show>
        <SomebodyElse recording/>
        <UntilField until=recording.until/>
        <fieldset class="choice-group">
            <legend class="choice-group__legend">{part(move || say!(desk.evidence, name = name.get()))}</legend>
            <YesChoice recording yes=Yes::Signed title=say!(desk.evidence_signed) note=say!(desk.evidence_signed_note)/>
            <YesChoice recording yes=Yes::OnPaper title=say!(desk.evidence_paper) note=say!(desk.evidence_paper_note)/>
            <YesChoice recording yes=Yes::Spoken title=say!(desk.evidence_spoken) note=say!(desk.evidence_spoken_note)/>
        </fieldset>
        <Show when=move || recording.yes.get() == Yes::OnPaper && !recording.is_for_nobody()>
            <PictureField taking=recording.taking
                label=derived(move || say!(photo.alt, name = before_stop(&name.get())))/>
            <p class="small">
                {part(move || elsewhere.get().map(|own| say!(photo.one_place, organization = own)))}
            </p>
            <p class="small">{part(move || say!(photo.later, name = name.get()))}</p>
        </Show>
        <Show when=move || recording.yes.get() == Yes::Signed && !recording.is_for_nobody()>
            <SigningField drawing=recording.drawing
                legend=derived(move || say!(desk.signs_here, name = before_stop(&name.get())))/>
        </Show>
    }
}

/// What is read aloud about one person; changing it lies behind a word.
#[component]
fn OnePerson(recording: Recording, known: Known, me: Memo<Option<PersonId>>) -> impl IntoView {
    let person = known.person;
    let rights = memo(move |_| recording.rights(person));
    let mine = me.get_untracked() == Some(person);
    let title = if mine { say!(desk.for_you).to_owned() } else { known.name.clone() };
    let (spoken, who) = (known.name.clone(), who(&known.name, &known.organization));
    let sentences = move || {
        let given = TABS.into_iter().zip(rights.get()).filter(|(_, right)| right.is_some());
        let period = recording.until.get().period(None);
        given
            .map(|(tab, right)| view! { <li>{lasting(&sentence(who.clone(), tab, right), period)}</li> })
            .collect_view()
    };
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{title}</h2>
            <ul class="plain-list">{sentences}</ul>
            <details class="more">
                <summary class="more__summary">{say!(common.change)}</summary>
                <RightRows person=known rights periods=derived(move || recording.until.get().periods(Periods::default()))
                    on_choose=move |(tab, right): (BinderTab, Option<Right>)| recording.choose(person, tab, right)/>
            </details>
            {(!mine).then(|| view! {
                <button class="button button--text" type="button" on:click=handler(move |_| recording.remove(person))>
                    <Icon name="x"/>{say!(desk.remove_person, name = spoken)}
                </button>
            })}
        </section>
    }
}

#[component]
fn YesChoice(recording: Recording, yes: Yes, title: &'static str, note: &'static str) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice__input" type="radio" name="bevis"
                prop:checked=attribute(move || recording.yes.get() == yes)
                on:change=handler(move |_| recording.yes.set(yes))/>
            <span class="choice__text">
                <span class="choice__title">{title}</span>
                <span class="choice__note">{note}</span>
            </span>
        </label>
    }
}

/// Practitioners on the same server, as last heard if there is no network now.
#[component]
fn SomebodyElse(recording: Recording) -> impl IntoView {
    let app = AppState::get();
    let known = RwSignal::new(None::<Vec<PractitionerCard>>);
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(replica) = app.replica() else { return };
        browser::spawn(async move {
            let cards = replica.practitioners().await.unwrap_or_default();
            let _ = known.try_set(Some(cards));
        });
    });
    let others = memo(move |_| {
        let taken = recording.people.with(|people| people.iter().map(|p| p.known.person).collect::<Vec<_>>());
        let mut others = known.get().unwrap_or_default();
        others.retain(|card| !taken.contains(&card.person));
        domain::order::sort_by(&mut others, |a, b| a.name.cmp(&b.name));
        others
    });
    let add = move |_| {
        let name = chosen.get_untracked();
        let card =
            others.with_untracked(|others| others.iter().find(|card| card.person.to_string() == name).cloned());
        if let Some(PractitionerCard { person, name, organization_name, .. }) = card {
            recording.add(Known { person, name, organization: organization_name }, Some(Right::Read));
            chosen.set(String::new());
        }
    };
    view! {
        <Show when=move || !others.with(Vec::is_empty)>
            <div class="field">
                <label class="field__label" for="fler">{say!(desk.somebody_else)}</label>
                <select class="field__input" id="fler" prop:value=chosen
                    on:change:target=move |event| chosen.set(event.target().value())>
                    <option value="">{say!(desk.choose_person)}</option>
                    <For each=move || others.get() key=|card| card.person let:card>
                        <option value=card.person.to_string()>
                            {format!("{}, {}", card.name, card.organization_name)}
                        </option>
                    </For>
                </select>
            </div>
            <button class="button button--quiet" type="button" on:click=add>
                <Icon name="plus"/>{say!(desk.add_person)}
            </button>
        </Show>
        <Show when=move || known.with(|known| known.as_ref().is_some_and(Vec::is_empty))>
            <p class="small">{say!(desk.others_need_network)}</p>
        </Show>
    }
}

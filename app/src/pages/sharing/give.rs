//! "Ge samtycke": whom, and what; each choice shows the sentence it makes before it is given.

use crate::lean::{For, Show, attribute, derived, handler, memo, part};
use domain::consent::Right;
use domain::{BinderTab, PersonId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::acts::Wanted;
use super::lines::{Known, Rights, known, periods_of, rights_of};
use super::rights::{RightRows, set_right};
use super::until::{Periods, Until, UntilField};
use crate::components::{Icon, WorkingButton};
use crate::state::{AppState, TabView, use_binder, use_card};
use crate::words::before_stop;
use crate::{browser, paths};

/// What is being chosen.
#[derive(Clone, Copy)]
struct Giving {
    view: Signal<TabView>,
    person: RwSignal<Option<Known>>,
    rights: RwSignal<Rights>,
    until: RwSignal<Until>,
    /// What holds for this person now.
    now: RwSignal<Periods>,
}

impl Giving {
    fn new(view: Signal<TabView>) -> Self {
        Self {
            view,
            person: RwSignal::new(None),
            rights: RwSignal::new(Rights::default()),
            until: RwSignal::new(Until::Kept),
            now: RwSignal::new(Periods::default()),
        }
    }

    /// Begins from what this person may do now.
    fn choose(self, person: Known) {
        let now = AppState::get().now();
        let (rights, periods) = self.view.with_untracked(|view| {
            let Some(tab) = view.open() else { return Default::default() };
            (rights_of(tab, person.person, now), periods_of(tab, person.person, now))
        });
        self.rights.set(rights);
        self.now.set(periods);
        self.until.set(Until::Kept);
        self.person.set(Some(person));
    }

    fn wanted(self) -> Option<Wanted> {
        let person = self.person.get_untracked()?;
        let (rights, until) = (self.rights.get_untracked(), self.until.get_untracked());
        let now = AppState::get().now();
        self.view.with_untracked(|view| Wanted::new(person, rights, until, view.open()?, now))
    }
}

/// The form.
#[component]
pub(super) fn Give(view: Signal<TabView>) -> impl IntoView {
    let card = use_card();
    let giving = Giving::new(view);
    let people = memo(move |_| {
        view.with(|view| card.with(|card| view.open().map(|tab| known(card.as_ref(), tab)).unwrap_or_default()))
    });
    // With one person to choose there is no choice to make.
    Effect::new(move |_| {
        if let (None, [only]) = (giving.person.get_untracked(), people.get().as_slice()) {
            giving.choose(only.clone());
        }
    });
    let chosen = move |id: PersonId| giving.person.with(|person| person.as_ref().is_some_and(|p| p.person == id));
    view! {
        <Show when=move || people.with(Vec::is_empty)>
            <div class="empty-note"><p class="empty-note__text">{say!(sharing.give_nobody)}</p></div>
        </Show>
        <Show when=move || !people.with(Vec::is_empty)>
            <fieldset class="choice-group">
                <legend class="choice-group__legend">{say!(sharing.give_whom)}</legend>
                <For each=move || people.get() key=|known| known.person let:person>
                    {
                        let (id, name, note) = (person.person, person.name.clone(), person.organization.clone());
                        view! {
                            <label class="choice">
                                <input class="choice__input" type="radio" name="vem" prop:checked=attribute(move || chosen(id))
                                    on:change=handler(move |_| giving.choose(person.clone()))/>
                                <span class="choice__text">
                                    <span class="choice__title">{name}</span>
                                    <span class="choice__note">{note}</span>
                                </span>
                            </label>
                        }
                    }
                </For>
            </fieldset>
        </Show>
        {part(move || giving.person.get().map(|person| view! {
            <What giving person leads_to=paths::SHARING.to_owned() not_now=say!(common.cancel)/>
        }))}
    }
}

/// The same for somebody who has been chosen elsewhere.
#[component]
pub(super) fn GiveTo(
    /// The Samtycke tab.
    view: Signal<TabView>,
    /// Whom.
    person: Known,
    /// Where it goes on, with or without a yes.
    leads_to: String,
    /// The way on without one.
    not_now: &'static str,
) -> impl IntoView {
    let giving = Giving::new(view);
    giving.choose(person.clone());
    view! { <What giving person leads_to not_now/> }
}

/// The tabs for the chosen person, and the yes.
#[component]
fn What(giving: Giving, person: Known, leads_to: String, not_now: &'static str) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let go = use_navigate();
    let (working, nothing) = (RwSignal::new(false), RwSignal::new(false));
    let (name, after) = (person.name.clone(), leads_to.clone());
    let choose = move |(tab, right): (BinderTab, Option<Right>)| {
        nothing.set(false);
        giving.rights.update(|rights| set_right(rights, tab, right));
    };
    let save = move |()| {
        let (Some(replica), Some(binder)) = (app.replica(), binder.get_untracked()) else { return };
        let Some(wanted) = giving.wanted() else {
            giving.until.set(Until::Missing);
            browser::focus("sista-dag");
            return;
        };
        if wanted.is_nothing() {
            nothing.set(true);
            return;
        }
        working.set(true);
        let (go, after) = (go.clone(), after.clone());
        browser::spawn(async move {
            let saved = wanted.save(&replica, binder).await;
            let _ = working.try_set(false);
            match saved {
                Ok(()) => go(&after, NavigateOptions { replace: true, ..Default::default() }),
                Err(_) => app.status.set(replica.status()),
            }
        });
    };
    view! {
        <UntilField until=giving.until now=giving.now.get_untracked()/>
        <RightRows person rights=giving.rights periods=derived(move || giving.until.get().periods(giving.now.get())) on_choose=choose/>
        <p class="consequence"><Icon name="users"/>{say!(sharing.give_consequence, name = before_stop(&name))}</p>
        <p class="field__error" role="status">
            {part(move || nothing.get().then(|| say!(sharing.give_nothing, name = name.clone())))}
        </p>
        <div class="button-stack">
            <WorkingButton label=say!(sharing.give) working on_press=Callback::new(save)/>
            <a class="button button--text" href=leads_to>{not_now}</a>
        </div>
    }
}

//! What one person gets, tab by tab: a choice, and below it the sentence it makes.

use crate::lean::{attribute, memo, part};
use domain::BinderTab;
use domain::consent::Right;
use leptos::prelude::*;

use super::lines::{Known, Rights, TABS};
use super::sentence::{sentence, tab_name, who};
use super::until::{Periods, lasting};

/// The choices for one person.
#[component]
pub(crate) fn RightRows(
    /// Who.
    person: Known,
    /// What is chosen.
    #[prop(into)]
    rights: Signal<Rights>,
    /// From when and until when, by tab; nothing while a day has not been said.
    #[prop(into)]
    periods: Signal<Periods>,
    /// Chooses for one tab.
    #[prop(into)]
    on_choose: Callback<(BinderTab, Option<Right>)>,
) -> impl IntoView {
    let row = move |(index, tab): (usize, BinderTab)| {
        let chosen = memo(move |_| rights.with(|rights| rights.get(index).copied().flatten()));
        let id = format!("flik-{}-{}", person.person, tab.as_str());
        let who = who(&person.name, &person.organization);
        view! {
            <li class="consent" data-state=attribute(move || chosen.get().is_none().then_some("ended"))>
                <div class="field">
                    <label class="field__label" for=id.clone()>{tab_name(tab)}</label>
                    <select class="field__input" id=id
                        on:change:target=move |event| on_choose.run((tab, right_named(&event.target().value())))>
                        {CHOICES.into_iter().map(|right| view! {
                            <option value=name_of(right) prop:selected=attribute(move || chosen.get() == right)>
                                {words_of(right)}
                            </option>
                        }).collect_view()}
                    </select>
                </div>
                <p class="consent__sentence">{part(move || match chosen.get() {
                    None => sentence(who.clone(), tab, None),
                    right => {
                        let period = periods.with(|periods| periods.get(index).copied().flatten());
                        lasting(&sentence(who.clone(), tab, right), period)
                    }
                })}</p>
            </li>
        }
    };
    view! { <ul class="consent-list">{TABS.into_iter().enumerate().map(row).collect_view()}</ul> }
}

const CHOICES: [Option<Right>; 3] = [Some(Right::Suggest), Some(Right::Read), None];

/// Puts a choice in its place.
pub(crate) fn set_right(rights: &mut Rights, tab: BinderTab, right: Option<Right>) {
    for (known, place) in TABS.into_iter().zip(rights) {
        if known == tab {
            *place = right;
        }
    }
}

const fn name_of(right: Option<Right>) -> &'static str {
    match right {
        Some(Right::Suggest) => "suggest",
        Some(Right::Read) => "read",
        None => "none",
    }
}

fn right_named(name: &str) -> Option<Right> {
    CHOICES.into_iter().find(|right| name_of(*right) == name).flatten()
}

fn words_of(right: Option<Right>) -> &'static str {
    match right {
        Some(Right::Suggest) => say!(sharing.right_suggest),
        Some(Right::Read) => say!(sharing.right_read),
        None => say!(sharing.right_none),
    }
}

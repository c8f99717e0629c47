//! The owner's sentences, each with "Säg nej". One that ends stays in its place for a day and says so.

use std::time::Duration;

use crate::lean::{For, Show, attribute, memo, part};
use domain::{BinderTab, PersonId};
use leptos::prelude::*;

use super::acts;
use super::lines::{self, Ended, Line};
use super::photographing;
use super::sentence::{sentence_of, tab_name, then_words, who};
use super::signing::{given, shown_under};
use crate::dates;
use crate::state::{AppState, TabView, use_binder, use_card, use_links};

/// One person and one tab.
#[derive(Clone, PartialEq)]
enum Card {
    Holds(Line),
    Ended(Ended),
}

/// How long a "nej" may be on its way before that is said.
const SOON: Duration = Duration::from_secs(3);

type Key = (PersonId, BinderTab);

impl Card {
    const fn grant(&self) -> &domain::consent::Grant {
        match self {
            Self::Holds(line) => &line.grant,
            Self::Ended(ended) => &ended.grant,
        }
    }

    const fn key(&self) -> Key {
        (self.grant().person, self.grant().tab)
    }
}

/// The list, by person and in the order of the tabs.
#[component]
pub(crate) fn Sentences(
    /// The Samtycke tab.
    view: Signal<TabView>,
    /// Each sentence tells how it was given and has its own "Ja, det stämmer"; otherwise the page around
    /// it asks about all of them.
    #[prop(optional)]
    each_yes: bool,
) -> impl IntoView {
    let app = AppState::get();
    let ended =
        memo(move |_| view.with(|view| view.open().map(|tab| lines::ended(tab, app.clock())).unwrap_or_default()));
    let is_recent = move |ended: &Ended| !ended.arrived || ended.at.plus_days(1) > app.clock();
    let cards = memo(move |_| {
        let holds = view.with(|view| view.open().map(|tab| lines::lines(tab, app.clock())).unwrap_or_default());
        let mut cards: Vec<Card> = holds.into_iter().map(Card::Holds).collect();
        ended.with(|ended| cards.extend(ended.iter().filter(|e| is_recent(e)).cloned().map(Card::Ended)));
        domain::order::sort_by(&mut cards, |a, b| (&a.grant().name, a.key()).cmp(&(&b.grant().name, b.key())));
        cards
    });
    let earlier = memo(move |_| ended.get().into_iter().filter(|ended| !is_recent(ended)).collect::<Vec<_>>());
    view! {
        <ul class="consent-list">
            <For each=move || cards.get() key=Card::key let:card>
                <OneSentence view cards key=card.key() each_yes/>
            </For>
        </ul>
        <Show when=move || !earlier.with(Vec::is_empty)>
            <details class="more">
                <summary class="more__summary">{say!(sharing.earlier_no)}</summary>
                <ul class="consent-list">
                    {part(move || earlier.get().into_iter().map(|ended| view! {
                        <li class="consent" data-state="ended"><EndedWords ended/></li>
                    }).collect_view())}
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn OneSentence(view: Signal<TabView>, cards: Memo<Vec<Card>>, key: Key, each_yes: bool) -> impl IntoView {
    let card = memo(move |_| cards.with(|cards| cards.iter().find(|card| card.key() == key).cloned()));
    view! {
        <li class="consent" data-state=attribute(move || card.with(|card| matches!(card, Some(Card::Ended(_)))).then_some("ended"))>
            {part(move || card.get().map(|card| match card {
                Card::Holds(line) => view! { <HoldsWords view line each_yes/> }.into_any(),
                Card::Ended(ended) => view! { <EndedWords ended/> }.into_any(),
            }))}
        </li>
    }
}

#[component]
fn HoldsWords(view: Signal<TabView>, line: Line, each_yes: bool) -> impl IntoView {
    let app = AppState::get();
    let (binder, card, links) = (use_binder(), use_card(), use_links());
    let owner = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
    let id = format!("mening-{}", line.entry);
    let about = {
        let line = line.clone();
        move || {
            view.with(|view| {
                let tab = view.open()?;
                let given = view! { <p class="consent__period">{given(&line, tab, app.now())}</p> };
                let photo = photographing::shown_under(tab, line.entry, links.get());
                Some(view! { {given}{shown_under(tab, line.entry, &owner())}{photo} })
            })
        }
    };
    let waits = !line.unconfirmed.is_empty();
    let words = sentence_of(&line.grant);
    let then = then_words(line.then.as_ref()).map(|then| view! { <p class="consent__period">{then}</p> });
    let yes = {
        let line = line.clone();
        move |_| {
            if let Some(binder) = binder.get_untracked() {
                acts::confirm(app, binder, &line);
            }
        }
    };
    let no = move |_| {
        view.with_untracked(|view| {
            if let (Some(binder), Some(tab)) = (binder.get_untracked(), view.open()) {
                acts::say_no(app, binder, &line, tab);
            }
        });
    };
    view! {
        <p class="consent__sentence" id=id.clone()>{words}</p>
        {then}
        {each_yes.then(|| part(about))}
        {(waits && each_yes).then(|| view! { <span class="waiting">{say!(sharing.is_it_right)}</span> })}
        <div class="consent__actions">
            {(waits && each_yes).then(|| view! {
                <button class="button button--small" type="button" aria-describedby=id.clone() on:click=yes>
                    {say!(sharing.right)}
                </button>
            })}
            <button class="button button--quiet button--small" type="button" aria-describedby=id on:click=no>
                {say!(sharing.say_no)}
            </button>
        </div>
    }
}

#[component]
fn EndedWords(ended: Ended) -> impl IntoView {
    let app = AppState::get();
    let Ended { grant, at, arrived, by_itself } = ended;
    // With network it has arrived before that can be read.
    let is_late = RwSignal::new(at.plus_minutes(1) < app.now());
    let late = move || {
        let _ = is_late.try_set(true);
    };
    set_timeout(late, SOON);
    let when = move || match (arrived, is_late.get()) {
        _ if by_itself => say!(sharing.ran_out, day = dates::day(app.now(), at.plus_minutes(-1))),
        (true, _) => say!(sharing.said_no, when = dates::day_short_clock(app.now(), at)),
        (false, true) => say!(sharing.closes_later).to_owned(),
        (false, false) => String::new(),
    };
    view! {
        <p class="consent__sentence">
            {say!(sharing.no_longer, who = who(&grant.name, &grant.organization), tab = tab_name(grant.tab))}
        </p>
        <p class="consent__period" role="status">{when}</p>
    }
}

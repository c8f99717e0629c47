//! Her written consent to one case being taken up with her name (R32): what holds, with "Säg nej", and the form. What is
//! only spoken is no yes here, so the form does not offer it.

mod form;

use domain::consent::{AllowLift, EndLift, Evidence, Lift, lifts, lifts_ended};
use domain::entry::Stamp;
use domain::{Body, Timestamp};
use leptos::prelude::*;

use super::LIFTING;
use super::acts::about;
use super::sentence::who;
use crate::components::SignatureView;
use crate::lean::{For, Show, handler, memo};
use crate::state::{AppState, TabView, use_binder, use_card};
use crate::{browser, dates, paths, words};

pub(super) use form::LetLift;

/// "Anna Berg (Psykosvård Öster) får ta upp det här …"
fn sentence(allowed: &AllowLift) -> String {
    let last = allowed.period.until.map(|until| words::locale().day_and_year(until.plus_minutes(-1)));
    say!(lifting.sentence, who = who(&allowed.name, &allowed.organization), day = last.unwrap_or_default())
}

/// How she said yes.
fn given(lift: &Lift, now: Timestamp) -> String {
    match lift.allowed.evidence {
        Evidence::OnScreen => say!(lifting.given_here, when = dates::day(now, lift.stamp.made_at)),
        Evidence::Paper | Evidence::Spoken => say!(lifting.given_paper).to_owned(),
    }
}

/// The same lines on paper: what holds, and what was said of it.
pub(super) fn on_paper(tab: &domain::TabState, now: Timestamp) -> Vec<(String, Vec<String>)> {
    let holds = lifts(tab).into_iter().filter(|lift| !lift.allowed.period.is_over(now));
    holds
        .map(|lift| {
            (sentence(&lift.allowed), vec![say!(lifting.words, about = &*lift.allowed.about), given(&lift, now)])
        })
        .collect()
}

/// What holds, what does not any longer, and the way to give one.
#[component]
pub(super) fn Liftings(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let all = memo(move |_| view.with(|view| view.open().map(|tab| lifts(tab)).unwrap_or_default()));
    let holding = memo(move |_| {
        all.get().into_iter().filter(|lift| !lift.allowed.period.is_over(app.clock())).collect::<Vec<_>>()
    });
    let earlier = memo(move |_| {
        let over = all.get().into_iter().filter(|lift| lift.allowed.period.is_over(app.clock()));
        let ended = view.with(|view| view.open().map(|tab| lifts_ended(tab)).unwrap_or_default());
        ended
            .into_iter()
            .map(|(lift, stamp)| (lift, Some(stamp)))
            .chain(over.map(|lift| (lift, None)))
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !holding.with(Vec::is_empty) || !earlier.with(Vec::is_empty)>
            <h2 class="section-title" id="med-namn" tabindex="-1">{say!(lifting.holds)}</h2>
            <ul class="consent-list">
                <For each=move || holding.get() key=|lift| lift.entry let:lift><Holds view lift/></For>
                <For each=move || earlier.get() key=|(lift, stamp)| (lift.entry, stamp.as_ref().is_some_and(|s| s.seq.is_none())) let:gone>
                    <Ended gone/>
                </For>
            </ul>
        </Show>
        <div class="button-stack">
            <a class="button button--text" href=format!("{}?steg={LIFTING}", paths::SHARING)>{say!(lifting.row)}</a>
        </div>
    }
}

#[component]
fn Holds(view: Signal<TabView>, lift: Lift) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let (id, entry, person) = (format!("far-{}", lift.entry), lift.entry, lift.allowed.person);
    let given = given(&lift, app.now());
    let label = move || card.with(|card| card.as_ref().map(|card| card.owner_name.clone())).unwrap_or_default();
    let signature = lift.allowed.signature.clone();
    // At once and without a question: one tap on the page that she has opened (R29).
    let no = move |_| {
        if let Some(binder) = binder.get_untracked().filter(|_| view.with_untracked(|view| view.open().is_some()))
        {
            app.commit(binder, vec![about(person, entry, None, Body::EndLift(EndLift { person }))]);
            browser::focus_soon("med-namn");
        }
    };
    view! {
        <li class="consent">
            <p class="consent__sentence" id=id.clone()>{sentence(&lift.allowed)}</p>
            <p class="consent__sentence">{say!(lifting.words, about = lift.allowed.about)}</p>
            <p class="consent__period">{given}</p>
            {signature.map(|signature| view! {
                <details class="more">
                    <summary class="more__summary">{say!(signature.show)}</summary>
                    <SignatureView signature label=say!(signature.of, name = label())/>
                </details>
            })}
            <div class="consent__actions">
                <button class="button button--quiet button--small" type="button" aria-describedby=id on:click=handler(no)>
                    {say!(lifting.say_no)}
                </button>
            </div>
        </li>
    }
}

#[component]
fn Ended(gone: (Lift, Option<Stamp>)) -> impl IntoView {
    let now = AppState::get().now();
    let (Lift { allowed, .. }, stamp) = gone;
    let words = match stamp {
        None => say!(lifting.over).to_owned(),
        Some(Stamp { seq: None, .. }) => say!(lifting.on_its_way).to_owned(),
        Some(stamp) => say!(lifting.said_no, when = dates::day_short_clock(now, stamp.made_at)),
    };
    view! {
        <li class="consent" data-state="ended">
            <p class="consent__sentence">{say!(lifting.earlier)}": "{who(&allowed.name, &allowed.organization)}</p>
            <p class="consent__sentence">{say!(lifting.words, about = allowed.about)}</p>
            <p class="consent__period" role="status">{words}</p>
        </li>
    }
}

//! A coordinator's view of Samtycke: what was said yes to for her, and nothing about anybody else.

use crate::lean::{derived, memo, part};
use domain::{PersonId, Timestamp};
use leptos::prelude::*;

use super::lines::{Line, lines};
use super::photographing;
use super::sentence::{sentence_of, then_words};
use crate::components::RowLink;
use crate::state::{AppState, TabView, use_card, use_links};
use crate::{dates, paths};

/// The sentences about one person.
pub(crate) fn lines_about(view: &TabView, person: Option<PersonId>, now: Timestamp) -> Vec<Line> {
    let mut found = view.open().map(|tab| lines(tab, now)).unwrap_or_default();
    found.retain(|line| Some(line.grant.person) == person);
    found
}

/// The sentences about whoever reads.
#[component]
pub(super) fn OwnSentences(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let (card, links) = (use_card(), use_links());
    let own = memo(move |_| view.with(|view| lines_about(view, app.me().map(|me| me.person), app.clock())));
    let lede = move || {
        let name = card.get().map(|card| card.owner_name).unwrap_or_default();
        if own.with(Vec::is_empty) {
            say!(sharing.desk_none, name = name)
        } else {
            say!(sharing.desk_lede, name = name)
        }
    };
    view! {
        <p class="page__lede">{lede}</p>
        <ul class="consent-list">
            {part(move || own.get().into_iter().map(|line| {
                let waits = !line.unconfirmed.is_empty();
                view! {
                    <li class="consent">
                        <p class="consent__sentence">{sentence_of(&line.grant)}</p>
                        {then_words(line.then.as_ref()).map(|then| view! { <p class="consent__period">{then}</p> })}
                        <p class="consent__period">
                            {say!(sharing.desk_since, when = dates::day(app.now(), line.given_at))}
                        </p>
                        {view.with(|view| photographing::shown_under(view.open()?, line.entry, links.get()))}
                        {waits.then(|| view! { <p class="consent__period">{say!(sharing.desk_unconfirmed)}</p> })}
                    </li>
                }
            }).collect_view())}
        </ul>
        <super::ask::Ask view/>
        <super::take_over::TakeOver view/>
        <ul class="row-list">
            <RowLink href=derived(move || links.get().to(paths::RECEIPT)) icon="printer" title=say!(receipt.title) note=""/>
        </ul>
    }
}

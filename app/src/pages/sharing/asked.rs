//! What staff ask for after the phone was paired: it waits for her and opens nothing (design §7).

use std::collections::BTreeMap;

use domain::body::AnswerProposal;
use domain::consent::{ProposedSentence, proposed};
use domain::{Answer, Body};
use leptos::prelude::*;

use super::acts::about;
use super::answers;
use super::her_answer::her_answer;
use super::lines::then;
use super::sentence::{sentence_of, then_words};
use crate::components::Icon;
use crate::lean::{For, memo, part};
use crate::state::{AppState, TabView, name_of, use_binder, use_card};

/// Each sentence that somebody asks for, with yes, no, or at the meeting.
#[component]
pub(super) fn Asked(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let asked =
        memo(move |_| view.with(|view| view.open().map(|tab| proposed(tab, app.clock())).unwrap_or_default()));
    view! {
        <For each=move || asked.get() key=|asked| (asked.proposal, asked.later) let:asked>
            <OneAsked view asked/>
        </For>
    }
}

#[component]
fn OneAsked(view: Signal<TabView>, asked: ProposedSentence) -> impl IntoView {
    let app = AppState::get();
    let (binder, card) = (use_binder(), use_card());
    let by = StoredValue::new(card.with_untracked(|card| name_of(card.as_ref(), None, asked.by.person)));
    let (words, later) = (sentence_of(&asked.grant), asked.later);
    // What she has said yes to before goes on when what is asked for now has ended.
    let then = memo({
        let grant = asked.grant.clone();
        move |_| then_words(view.with(|view| then(&grant, view.open()?, app.clock())).as_ref())
    });
    let asked = StoredValue::new(asked);
    let says = move |asked: &ProposedSentence, answer: Answer| {
        let said = AnswerProposal { proposal: asked.proposal, answer, over: BTreeMap::new() };
        about(asked.by.person, asked.entry, None, Body::Answer(said))
    };
    let answer = move |answer: Answer| {
        let (Some(binder), Some(tab)) = (binder.get_untracked(), view.with_untracked(|view| view.open().cloned()))
        else {
            return;
        };
        let name = by.with_value(Clone::clone);
        asked.with_value(|asked| answers::put_off_or_refuse(app, binder, &tab, says(asked, answer), name));
    };
    let yes = move |_| {
        let (Some(binder), Some(tab)) = (binder.get_untracked(), view.with_untracked(|view| view.open().cloned()))
        else {
            return;
        };
        asked.with_value(|asked| {
            let grant = asked.accepted(&tab);
            let mut drafts = vec![about(grant.person, asked.entry, None, Body::Grant(grant))];
            // Whoever asked for somebody else does not see the sentence itself, only that it is settled.
            if asked.by.person != asked.grant.person {
                drafts.push(says(asked, Answer::Accept));
            }
            answers::say_yes(app, binder, asked, &tab, drafts);
        });
    };
    view! {
        <section class="proposal">
            <h2 class="proposal__by"><Icon name="message"/>{say!(sharing.asks, name = by.get_value())}</h2>
            <p class="consent__sentence">{words}</p>
            {part(move || then.get().map(|then| view! { <p class="consent__period">{then}</p> }))}
            <p class="small">{if later { say!(common.saved_for_meeting) } else { say!(sharing.asks_note) }}</p>
            {her_answer(yes, answer, later)}
        </section>
    }
}

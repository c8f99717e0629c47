//! "Byte av samordnare" (R131): who comes and who goes, and from which day, for the owner to say yes or no to. She
//! is the first to know, and what she has said yes to stands here until the one who leaves has left.

use std::collections::BTreeMap;

use domain::body::{AnswerProposal, Reopen};
use domain::consent::{self, Agreed, ChangeOver, Grant, Period, Right, Withdraw, change_overs};
use domain::{Answer, BinderId, Body, PersonId, TabState, Timestamp};
use leptos::prelude::*;
use replica::Draft;

use super::acts::about;
use super::answers::{close_to, put_off_or_refuse};
use super::her_answer::her_answer;
use super::sentence::{names, tab_name, who};
use super::until::lasting;
use crate::browser;
use crate::components::Icon;
use crate::lean::{For, memo};
use crate::state::{AppState, TabView, Undo, use_binder};
use crate::words::locale;

/// A change as it is read.
#[derive(Clone, PartialEq)]
struct Told {
    change: ChangeOver,
    leaving: String,
    sentences: Vec<String>,
}

/// Who is about to leave, while that waits for her answer.
pub(crate) fn waits(sharing: &TabState, now: Timestamp) -> Option<String> {
    let mut asked = change_overs(sharing, now).into_iter();
    let asked = asked.find(|change| change.agreed == Agreed::Asked)?;
    Some(leaving(sharing, asked.by.person))
}

/// The name in the sentences that hold.
fn leaving(sharing: &TabState, person: PersonId) -> String {
    let mut named = consent::live(sharing).into_iter().filter(|one| one.grant.person == person);
    named.next().map(|one| one.grant.name).unwrap_or_default()
}

fn told(sharing: &TabState, now: Timestamp) -> Vec<Told> {
    let tell = |change: ChangeOver| {
        let (leaving, sentences) = (leaving(sharing, change.by.person), sentences(&change));
        Told { change, leaving, sentences }
    };
    change_overs(sharing, now).into_iter().map(tell).collect()
}

/// What the one who comes gets: one sentence for each right, with all its tabs.
fn sentences(change: &ChangeOver) -> Vec<String> {
    let says = &change.says;
    let period = Period { from: Some(says.from), until: None };
    let of = |right: Right| {
        let tabs = says.rights.iter().filter(|given| given.right == right);
        let tabs: Vec<String> = tabs.map(|given| tab_name(given.tab).to_owned()).collect();
        let (who, tabs) =
            (who(&says.name, &says.organization), Some(names(&tabs)).filter(|tabs| !tabs.is_empty())?);
        let said = match right {
            Right::Suggest => say!(sharing.may_suggest, who = who, tab = tabs),
            Right::Read => say!(sharing.may_read, who = who, tab = tabs),
        };
        Some(lasting(&said, Some(period)))
    };
    [Right::Suggest, Right::Read].into_iter().filter_map(of).collect()
}

/// The days in words: who begins, who goes, and what is in between.
pub(super) fn days(change: &ChangeOver, coming: &str, goes: String, leaving: &str) -> Vec<String> {
    let day = |at: Timestamp| locale().day_and_year(at);
    vec![
        say!(takeover.comes, name = coming, day = day(change.says.from)),
        goes,
        say!(takeover.both).to_owned(),
        say!(takeover.then_closed, name = leaving),
    ]
}

/// Each change that waits for her or goes on.
#[component]
pub(super) fn ChangeOvers(view: Signal<TabView>) -> impl IntoView {
    let app = AppState::get();
    let changes =
        memo(move |_| view.with(|view| view.open().map(|tab| told(tab, app.clock())).unwrap_or_default()));
    view! {
        <For each=move || changes.get() key=|told| (told.change.proposal, told.change.agreed) let:told>
            <OneChange view told/>
        </For>
    }
}

#[component]
fn OneChange(view: Signal<TabView>, told: Told) -> impl IntoView {
    let app = AppState::get();
    let binder = use_binder();
    let Told { change, leaving, sentences } = told;
    let coming = change.says.name.clone();
    let lede = say!(takeover.who, leaving = leaving.clone(), coming = who(&coming, &change.says.organization));
    let last = locale().day_and_year(change.says.until.plus_minutes(-1));
    let goes = say!(takeover.goes, name = leaving.clone(), day = last);
    let days = days(&change, &coming, goes, &leaving);
    let agreed = change.agreed;
    let with = StoredValue::new((change, leaving));
    let here = move || {
        let tab = view.with_untracked(|view| view.open().cloned())?;
        Some((binder.get_untracked()?, tab))
    };
    let yes = move |_| {
        if let Some((binder, tab)) = here() {
            with.with_value(|(change, leaving)| say_yes(app, binder, change, leaving, &tab));
        }
    };
    let answer = move |answer: Answer| {
        if let Some((binder, tab)) = here() {
            with.with_value(|(change, leaving)| {
                put_off_or_refuse(app, binder, &tab, answered(change, answer), leaving.clone());
            });
        }
    };
    let read = view! {
        <h2 class="proposal__by"><Icon name="users"/>{say!(takeover.title)}</h2>
        <p class="consent__sentence">{lede}</p>
        <ul class="plain-list">{days.into_iter().map(|day| view! { <li>{day}</li> }).collect_view()}</ul>
    };
    if agreed == Agreed::Yes {
        return view! { <section class="sheet">{read}</section> }.into_any();
    }
    let later = agreed == Agreed::Later;
    view! {
        <section class="proposal">
            {read}
            <ul class="plain-list">
                {sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}
            </ul>
            <p class="small">{if later { say!(common.saved_for_meeting) } else { say!(takeover.note) }}</p>
            {her_answer(yes, answer, later)}
        </section>
    }
    .into_any()
}

/// Her answer, for whoever suggested it.
fn answered(change: &ChangeOver, answer: Answer) -> Draft {
    let said = AnswerProposal { proposal: change.proposal, answer, over: BTreeMap::new() };
    about(change.by.person, change.entry, None, Body::Answer(said))
}

/// Her yes: sentences for the one who comes and a last day for the one who goes, as one act, with "Ångra".
fn say_yes(app: AppState, binder: BinderId, change: &ChangeOver, leaving: &str, sharing: &TabState) {
    let Some(replica) = app.replica() else { return };
    let (coming, goes, entry) = (change.says.person, change.by.person, change.entry);
    let act = Some(replica.new_act());
    let bodies = change.says.accepted(goes, sharing);
    let opened = bodies.iter().filter_map(|body| match body {
        Body::Grant(grant) => Some(about(coming, entry, None, Body::Withdraw(Withdraw::now(coming, grant.tab)))),
        _ => None,
    });
    let no: Vec<Draft> = opened.collect();
    let before = consent::live(sharing).into_iter().map(|one| one.grant);
    let before: Vec<Grant> = before.filter(|grant| [coming, goes].contains(&grant.person)).collect();
    let mut drafts: Vec<Draft> = bodies
        .into_iter()
        .map(|body| match body {
            Body::Grant(_) => about(coming, replica.new_entry(), act, body),
            _ => about(goes, entry, act, body),
        })
        .collect();
    drafts.push(Draft { act, ..answered(change, Answer::Accept) });
    let (turn, proposal) = (app.turn(), change.proposal);
    let said = say!(takeover.said_yes, coming = change.says.name.clone(), leaving = leaving);
    browser::spawn(async move {
        let Ok(ids) = replica.commit(binder, drafts).await else {
            app.status.set(replica.status());
            return;
        };
        let Some(answer) = ids.last().copied() else { return };
        let back = move || {
            let (Some(replica), before, mut no) = (app.replica(), before.clone(), no.clone()) else { return };
            let reopen = Reopen { proposal, answer, back: BTreeMap::new() };
            no.push(about(goes, entry, None, Body::Reopen(reopen)));
            browser::spawn(async move {
                if close_to(&replica, binder, no, before).await.is_err() {
                    app.status.set(replica.status());
                }
            });
        };
        app.offer_undo(turn, Undo::by(binder, said, back));
    });
}

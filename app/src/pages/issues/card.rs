//! One of them: where it stands, what chafes, what was tried at each level, and the decision. Whoever took it up may
//! lift it and write the decision; nobody else (R119).

use domain::Timestamp;
use domain::api::{CollaborationIssue, DecideIssueRequest, IssueDecision, IssueStep, LiftIssueRequest};
use domain::issue::IssueLevel;
use leptos::prelude::*;

use super::checked::{Checked, CheckedNotice};
use super::take_up::category_words;
use super::words_field::{Words, WordsField};
use super::{Issues, level_words};
use crate::components::WorkingButton;
use crate::lean::handler;
use crate::{browser, words};

/// The card.
#[component]
pub(super) fn IssueCard(issues: Issues, issue: CollaborationIssue) -> impl IntoView {
    let CollaborationIssue { id, day, category, level, text, steps, decision, mine, by, organization, .. } = issue;
    let (is_shut, owner) = (issue.is_shut, issue.owner_name);
    let day = day_words(&day);
    let over = if mine {
        say!(issues.taken_up, day = day)
    } else {
        say!(issues.taken_up_by, name = by.clone(), organization = organization, day = day)
    };
    let next = level.next().filter(|_| mine && decision.is_none() && !is_shut);
    let is_open = mine && decision.is_none() && !is_shut;
    let led = (!mine && decision.is_none()).then(|| say!(issues.who_leads, name = by));
    view! {
        <article class="sheet issue" aria-labelledby=format!("arende-{id}")>
            <p class="sheet__over">{over}</p>
            <h3 class="sheet__title" id=format!("arende-{id}")>{category_words(category)}</h3>
            {owner.clone().map(|name| view! { <p><strong>{say!(lifting.owner, name = name)}</strong></p> })}
            {is_shut.then(|| view! {
                <p class="sheet__text">{say!(lifting.shut, name = owner.unwrap_or_default())}</p>
            })}
            {(!is_shut).then(|| view! { <Levels level mine/> })}
            <p class="sheet__text">{text}</p>
            {steps.into_iter().map(|IssueStep { tried, day, .. }| view! {
                <div class="issue__step">
                    <p class="small">{say!(issues.tried_before, day = day_words(&day))}</p>
                    <p class="sheet__text">{tried}</p>
                </div>
            }).collect_view()}
            {decision.map(|IssueDecision { text, day }| view! {
                <div class="issue__step issue__step--decided">
                    <p class="small"><strong>{say!(issues.decided, day = day_words(&day))}</strong></p>
                    <p class="sheet__text">{text}</p>
                </div>
            })}
            {led.map(|words| view! { <p class="small">{words}</p> })}
            {next.map(|to| view! { <LiftIt issues id to/> })}
            {is_open.then(|| view! { <DecideIt issues id/> })}
        </article>
    }
}

/// All levels in a row, with the one it stands at marked by more than its colour.
#[component]
fn Levels(level: IssueLevel, mine: bool) -> impl IntoView {
    let row = IssueLevel::ALL.map(|one| {
        let class = if one == level { "levels__item levels__item--here" } else { "levels__item" };
        view! { <li class=class aria-current=(one == level).then_some("step")><span class="levels__word">{level_words(one, mine)}</span></li> }
    });
    view! { <ol class="levels" aria-label=say!(issues.level)>{row.into_iter().collect_view()}</ol> }
}

#[component]
fn LiftIt(issues: Issues, id: domain::IssueId, to: IssueLevel) -> impl IntoView {
    let field = format!("prova-{id}");
    let (tried, checked) = (Words::new(issues.names), Checked::new());
    let at = StoredValue::new(field.clone());
    let save = Callback::new(move |()| {
        let Some(replica) = issues.app.replica().filter(|_| !checked.working.get_untracked()) else { return };
        if !at.with_value(|at| checked.may_go(&[(at, tried)], &[at])) {
            return;
        }
        let request = LiftIssueRequest { level: to, tried: tried.text.get_untracked().trim().to_owned() };
        checked.working.set(true);
        browser::spawn(async move {
            if checked.answered(&replica.lift_issue(id, request).await) {
                issues.ask();
            }
        });
    });
    let title = match to {
        IssueLevel::Coordinator | IssueLevel::Group => say!(issues.lift_to_group),
        IssueLevel::Management => say!(issues.lift_to_management),
    };
    view! {
        <details class="more">
            <summary class="more__summary">{title}</summary>
            <div class="issue-form">
                <WordsField words=tried id=field label=say!(issues.tried) missing=say!(issues.tried_missing)/>
                <CheckedNotice checked fields=vec![tried] on_go=save/>
                <WorkingButton label=say!(issues.lift) working=checked.working on_press=save/>
            </div>
        </details>
    }
}

#[component]
fn DecideIt(issues: Issues, id: domain::IssueId) -> impl IntoView {
    let field = format!("beslut-{id}");
    let (text, checked) = (Words::new(issues.names), Checked::new());
    let today = issues.app.now().iso_day();
    let (day, no_day) = (RwSignal::new(today.clone()), RwSignal::new(false));
    let at = StoredValue::new(field.clone());
    let day_id = format!("dag-{id}");
    let day_at = StoredValue::new(day_id.clone());
    let save = Callback::new(move |()| {
        let Some(replica) = issues.app.replica().filter(|_| !checked.working.get_untracked()) else { return };
        if !at.with_value(|at| checked.may_go(&[(at, text)], &[at])) {
            return;
        }
        let day = day.get_untracked();
        if Timestamp::from_iso_day(&day).is_none() {
            no_day.set(true);
            day_at.with_value(|id| browser::focus(id));
            return;
        }
        let request = DecideIssueRequest { text: text.text.get_untracked().trim().to_owned(), day };
        checked.working.set(true);
        browser::spawn(async move {
            if checked.answered(&replica.decide_issue(id, request).await) {
                issues.ask();
            }
        });
    });
    let said_id = format!("{day_id}-sagt");
    view! {
        <details class="more">
            <summary class="more__summary">{say!(issues.decide)}</summary>
            <div class="issue-form">
                <WordsField words=text id=field label=say!(issues.decision) missing=say!(issues.decision_missing)/>
                <div class="field">
                    <label class="field__label" for=day_id.clone()>{say!(issues.decision_day)}</label>
                    <input class="field__input field__input--short" id=day_id type="date" max=today
                        aria-describedby=said_id.clone() prop:value=day
                        on:input=handler(move |event| {
                            no_day.set(false);
                            day.set(event_target_value(&event));
                        })/>
                    <p class="field__error" id=said_id role="status">
                        {crate::lean::part(move || no_day.get().then(|| say!(issues.day_missing)))}
                    </p>
                </div>
                <p class="small">{say!(issues.decide_note)}</p>
                <CheckedNotice checked fields=vec![text] on_go=save/>
                <WorkingButton label=say!(issues.save_decision) working=checked.working on_press=save/>
            </div>
        </details>
    }
}

/// A day in words; one that is none stays as it is.
fn day_words(day: &str) -> String {
    Timestamp::from_iso_day(day).map_or_else(|| day.to_owned(), |at| words::locale().day_and_year(at))
}

//! A goal with its parts and who does what, to read.

use crate::lean::attribute;
use leptos::prelude::*;

use super::outline::{Branch, Part, Step};
use super::own_mark;
use crate::components::Icon;
use crate::paths;
use crate::state::use_links;

/// A long-term goal.
#[component]
pub(crate) fn GoalTree(
    /// The goal and what it holds.
    branch: Branch,
) -> impl IntoView {
    let links = use_links();
    let Branch { goal, parts } = branch;
    let Part { id, own, title, notice, steps } = goal;
    view! {
        <section class="goal" class:no-print=own>
            <p class="goal__over">{say!(plan.long_term)}</p>
            <h2 class="goal__title">
                <a href=attribute(move || links.get().entry(paths::GOAL, id))>{title}</a>
            </h2>
            {own_mark(own)}
            {notice.map(|notice| view! { <span class="waiting">{notice}</span> })}
            <Steps steps/>
            {(!parts.is_empty()).then(|| view! {
                <ol class="goal__parts">
                    {parts.into_iter().map(|part| view! { <SubGoal part/> }).collect_view()}
                </ol>
            })}
        </section>
    }
}

#[component]
fn SubGoal(part: Part) -> impl IntoView {
    let links = use_links();
    let Part { id, own, title, notice, steps } = part;
    view! {
        <li class="sub-goal" class:no-print=own>
            <p class="sub-goal__over">{say!(plan.sub_goal)}</p>
            <h3 class="sub-goal__title"><a href=attribute(move || links.get().entry(paths::GOAL, id))>{title}</a></h3>
            {own_mark(own)}
            {notice.map(|notice| view! { <span class="waiting">{notice}</span> })}
            <Steps steps/>
        </li>
    }
}

#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        view! {
            <ul class="sub-goal__activities">
                {steps.into_iter().map(|step| view! { <StepLine step/> }).collect_view()}
            </ul>
        }
    })
}

/// Who does what, when, who answers for it, and how it went.
#[component]
pub(crate) fn StepLine(
    /// The activity in words.
    step: Step,
) -> impl IntoView {
    let links = use_links();
    let (id, own) = (step.id, step.own);
    view! {
        <li class="activity" class:no-print=own>
            <p class="activity__what"><a href=attribute(move || links.get().entry(paths::GOAL, id))>{step.what.clone()}</a></p>
            <StepFacts step/>
        </li>
    }
}

/// The lines below what is done.
#[component]
pub(crate) fn StepFacts(
    /// The activity in words.
    step: Step,
) -> impl IntoView {
    let Step { who_when, authority, own, mark, notice, .. } = step;
    view! {
        {own_mark(own)}
        {(!who_when.is_empty()).then(|| view! { <p class="activity__who">{who_when}</p> })}
        {authority.map(|answers| view! { <p class="activity__by">{answers}</p> })}
        {mark.map(|(icon, words)| view! { <p class="activity__mark"><Icon name=icon/>{words}</p> })}
        {notice.map(|notice| view! { <span class="waiting">{notice}</span> })}
    }
}

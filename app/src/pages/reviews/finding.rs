//! What a check showed: nothing to remark, or something to follow up, in words that tell nobody's name. It is written
//! once.

use domain::api::{ReviewFinding, ReviewFindingRequest, ReviewOutcome};
use leptos::prelude::*;

use super::{Open, Reviews};
use crate::browser;
use crate::components::{ChoiceCards, WorkingButton};
use crate::lean::{Show, derived, handler, part};
use crate::pages::issues::checked::{Checked, CheckedNotice};
use crate::pages::issues::names;
use crate::pages::issues::words_field::{Words, WordsField};
use crate::words::locale;

const FIELD: &str = "granskning-ord";
const NOTHING: &str = "nothing";
const FOLLOW_UP: &str = "follow_up";

/// What was written, or the question.
#[component]
pub(super) fn Finding(reviews: Reviews, open: Open) -> impl IntoView {
    match open.drawn.review.finding.clone() {
        Some(finding) => view! { <Written finding/> }.into_any(),
        None => view! { <Question reviews open/> }.into_any(),
    }
}

#[component]
fn Written(finding: ReviewFinding) -> impl IntoView {
    let ReviewFinding { outcome, words, made_at, made_by } = finding;
    let outcome = if outcome == ReviewOutcome::Nothing { say!(reviews.nothing) } else { say!(reviews.follow_up) };
    view! {
        <section class="sheet">
            <h2 class="sheet__title">{say!(reviews.showed)}</h2>
            <p class="sheet__text"><strong>{outcome}</strong></p>
            {(!words.is_empty()).then(|| view! { <p class="sheet__text">{words}</p> })}
            <p class="small">{say!(reviews.by, name = made_by, day = locale().day_and_year(made_at))}</p>
        </section>
    }
}

#[component]
fn Question(reviews: Reviews, open: Open) -> impl IntoView {
    let known = RwSignal::new(Vec::new());
    Effect::new(move |_| names::gather(reviews.app, known));
    let words = Words::new(known);
    let checked = Checked::new();
    let outcome = RwSignal::new(None::<&'static str>);
    let none_chosen = RwSignal::new(false);
    let (organization, id) = (open.organization, open.drawn.review.id);
    let save = Callback::new(move |()| {
        let Some(replica) = reviews.app.replica().filter(|_| !checked.working.get_untracked()) else { return };
        let Some(outcome) = outcome.get_untracked() else {
            none_chosen.set(true);
            browser::focus("granskning-svar");
            return;
        };
        let (outcome, fields): (_, &[(&str, Words)]) = match outcome {
            FOLLOW_UP => (ReviewOutcome::FollowUp, &[(FIELD, words)]),
            _ => (ReviewOutcome::Nothing, &[]),
        };
        if !checked.may_go(fields, &[FIELD]) {
            return;
        }
        let told = if fields.is_empty() { String::new() } else { words.text.get_untracked().trim().to_owned() };
        checked.working.set(true);
        browser::spawn(async move {
            let answer =
                replica.note_finding(organization, id, &ReviewFindingRequest { outcome, words: told }).await;
            if checked.answered(&answer) {
                reviews.close(say!(reviews.done));
            }
        });
    });
    view! {
        <form class="stack no-print" on:submit=handler(|event: leptos::ev::SubmitEvent| event.prevent_default())>
            <div id="granskning-svar" tabindex="-1">
                <ChoiceCards legend=say!(reviews.showed) name="granskning" chosen=derived(move || outcome.get())
                    on_choose=move |to| {
                        none_chosen.set(false);
                        outcome.set(Some(to));
                    }
                    choices=vec![
                        (NOTHING, say!(reviews.nothing).to_owned()), (FOLLOW_UP, say!(reviews.follow_up).to_owned()),
                    ]/>
                <p class="field__error" role="status">
                    {part(move || none_chosen.get().then(|| say!(reviews.choose)))}
                </p>
            </div>
            <Show when=move || outcome.get() == Some(FOLLOW_UP)>
                <WordsField words id=FIELD label=say!(reviews.words) hint=say!(issues.text_hint) missing=say!(reviews.words_missing)/>
            </Show>
            <CheckedNotice checked fields=vec![words] on_go=save/>
            <p class="small">{say!(reviews.once)}</p>
            <div class="button-stack">
                <WorkingButton label=say!(reviews.finish) working=checked.working on_press=save/>
            </div>
        </form>
    }
}

//! How it went: four plain outcomes, each kept with its day (R65). An answer is added, never changed, so
//! the way back is a new answer.

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::entry::Note;
use domain::rules::Form;
use domain::{Field, Value};
use leptos::ev;
use leptos::prelude::*;

use super::plan_words as words;
use crate::components::Icon;
use crate::dates;
use crate::editor::Editor;
use crate::state::{AppState, name_of, use_card};

/// The outcomes by their wire names.
const OUTCOMES: [&str; 4] = ["worked", "did_not", "change", "done"];

/// The answers as they are read, the latest first. An answer that was only a step towards the next
/// (first the tap, then the words) is not told twice.
fn told(notes: &[Note]) -> Vec<Note> {
    let all: Vec<&Note> = notes.iter().filter(|note| note.field == Field::Evaluation).collect();
    let is_begun = |index: usize, note: &Note| {
        all.get(index + 1).is_some_and(|next| {
            next.value == note.value
                && next.stamp.author == note.stamp.author
                && next.note.starts_with(&note.note)
                && next.stamp.made_at <= note.stamp.made_at.plus_minutes(60)
        })
    };
    let told =
        all.iter().enumerate().filter(|(index, note)| !is_begun(*index, note)).map(|(_, note)| (*note).clone());
    let mut told: Vec<Note> = told.collect();
    told.reverse();
    told
}

/// The four buttons, a place for a few words, and the answers given before.
#[component]
pub(crate) fn Evaluation(
    /// The activity.
    editor: Editor,
) -> impl IntoView {
    let answers = memo(move |_| editor.current().map(|entry| told(&entry.notes)).unwrap_or_default());
    let latest = memo(move |_| answers.with(|answers| answers.first().map(|note| note.value.clone())));
    let given = RwSignal::new(None::<&'static str>);
    let is_latest =
        move |outcome: &str| latest.with(|value| matches!(value, Some(Value::Choice(name)) if name == outcome));
    let answer = move |outcome: &'static str| {
        if given.get_untracked() != Some(outcome) {
            editor.append(Field::Evaluation, Value::choice(outcome), String::new());
            given.set(Some(outcome));
        }
    };
    view! {
        <Show when=move || editor.form() == Form::Direct
            fallback=move || view! { <p class="small">{say!(plan.evaluate_together)}</p> }>
            <h4 class="choice-group__legend">{say!(plan.how_did_it_go)}</h4>
            <div class="button-row">
                {OUTCOMES.map(|outcome| view! {
                    <button class="button button--quiet" type="button"
                        aria-pressed=attribute(move || if is_latest(outcome) { "true" } else { "false" })
                        on:click=handler(move |_| answer(outcome))>
                        {part(move || is_latest(outcome).then(|| view! { <Icon name="check"/> }))}
                        {words::outcome(&Value::choice(outcome))}
                    </button>
                }).collect_view()}
            </div>
            {part(move || given.get().map(|outcome| view! { <Words editor outcome/> }))}
            <p class="small">{say!(plan.latest_counts)}</p>
        </Show>
        <Show when=move || !answers.with(Vec::is_empty)>
            <ul class="log-list">
                <For each=move || answers.get() key=|note| note.stamp.op let:note><Told note/></For>
            </ul>
        </Show>
    }
}

/// A few words beside an answer. They are kept when the field is left or the app goes away.
#[component]
fn Words(editor: Editor, outcome: &'static str) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let kept = StoredValue::new(String::new());
    let keep = move || {
        let now = text.try_get_untracked().unwrap_or_default();
        if !now.trim().is_empty() && kept.try_get_value().as_ref() != Some(&now) {
            editor.append(Field::Evaluation, Value::choice(outcome), now.clone());
            kept.set_value(now);
        }
    };
    let hidden = window_event_listener(ev::visibilitychange, move |_| keep());
    on_cleanup(move || {
        hidden.remove();
        keep();
    });
    let id = format!("ord-{}", editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default());
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{say!(plan.some_words)}</label>
            <p class="field__hint">{say!(common.optional)}</p>
            <textarea class="field__input" id=id rows="2" prop:value=text
                on:input=handler(move |event| text.set(event_target_value(&event))) on:blur=handler(move |_| keep())></textarea>
        </div>
    }
}

#[component]
fn Told(note: Note) -> impl IntoView {
    let app = AppState::get();
    let card = use_card();
    let Note { stamp, value, note, .. } = note;
    let by = move || {
        let me = app.me().map(|me| me.person);
        let name = card.with(|card| name_of(card.as_ref(), me, stamp.author.person));
        format!("{}, {name}", dates::day(app.now(), stamp.made_at))
    };
    view! {
        <li class="log-list__item">
            <span class="log-list__when">{by}</span>
            <strong>{words::outcome(&value)}</strong>
            {(!note.is_empty()).then(|| view! { <span>{note}</span> })}
        </li>
    }
}

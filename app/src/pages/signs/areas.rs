//! The groups that signs stand in (R78), and questions that may bring one to mind (R79). The questions
//! are only to think about: nothing is ticked, and nothing is copied into her words.

use domain::{Entry, Field};
use leptos::prelude::*;

/// The groups, in the order they are read.
pub(super) const AREAS: [&str; 4] = ["habits", "behaviour", "relations", "own"];

/// The group of a sign; until she has said, it is her own.
pub(super) fn area_of(sign: &Entry) -> &str {
    sign.choice(Field::Area).filter(|area| AREAS.contains(area)).unwrap_or("own")
}

/// What a group is called.
pub(crate) fn area_title(area: &str) -> &'static str {
    match area {
        "habits" => say!(signs.habits),
        "behaviour" => say!(signs.behaviour),
        "relations" => say!(signs.relations),
        _ => say!(signs.own),
    }
}

/// Questions to think about, folded until she asks for them.
#[component]
pub(super) fn Prompts() -> impl IntoView {
    let groups = [
        ("habits", [say!(signs.prompt_sleep), say!(signs.prompt_food), say!(signs.prompt_usual)]),
        ("behaviour", [say!(signs.prompt_speed), say!(signs.prompt_feeling), say!(signs.prompt_different)]),
        ("relations", [say!(signs.prompt_phone), say!(signs.prompt_cancel), say!(signs.prompt_alone)]),
    ];
    view! {
        <details class="more">
            <summary class="more__summary">{say!(signs.prompts)}</summary>
            <div class="stack">
                <p class="small">{say!(signs.prompts_lede)}</p>
                {groups.into_iter().map(|(area, questions)| view! {
                    <div>
                        <p class="field__label">{area_title(area)}</p>
                        <ul class="plain-list">
                            {questions.into_iter().map(|question| view! { <li>{question}</li> }).collect_view()}
                        </ul>
                    </div>
                }).collect_view()}
            </div>
        </details>
    }
}

//! The plan in words: who answers, how it went, what waits.

use domain::{Entry, Field, Timestamp, Value};

use crate::components::entry_notice;
use crate::dates;

/// The text of a goal or an activity, or that it has none yet.
pub(crate) fn title(entry: &Entry) -> String {
    match entry.text(Field::Text).trim() {
        "" => say!(plan.no_words).to_owned(),
        text => text.to_owned(),
    }
}

/// "Två versioner", or that a suggestion waits.
pub(crate) fn notice(entry: &Entry) -> Option<&'static str> {
    entry_notice(entry)
}

/// "Johan Lind. Måndagar."
pub(crate) fn who_and_when(entry: &Entry) -> String {
    let who = entry.person(Field::Who).map(|person| person.name.as_str()).unwrap_or_default();
    let parts = [who, entry.text(Field::When)].map(|part| part.trim().trim_end_matches('.'));
    let said: Vec<String> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| format!("{}.", dates::capital(part)))
        .collect();
    said.join(" ")
}

/// "Kommunen ansvarar." On somebody else's screen the owner has her name.
pub(crate) fn authority(entry: &Entry, owner: Option<&str>) -> Option<String> {
    authority_words(entry.choice(Field::Authority)?, owner)
}

/// The same for one of the answers.
pub(crate) fn authority_words(choice: &str, owner: Option<&str>) -> Option<String> {
    Some(match (choice, owner) {
        ("region", _) => say!(plan.region_answers).to_owned(),
        ("municipality", _) => say!(plan.municipality_answers).to_owned(),
        ("me", Some(owner)) => say!(plan.owner_answers, name = owner.to_owned()),
        ("me", None) => say!(plan.i_answer).to_owned(),
        ("open", _) => say!(plan.open_question).to_owned(),
        _ => return None,
    })
}

/// How it went, one of four plain outcomes (R65).
pub(crate) fn outcome(value: &Value) -> &'static str {
    match value {
        Value::Choice(name) => match name.as_str() {
            "worked" => say!(plan.worked),
            "did_not" => say!(plan.did_not),
            "change" => say!(plan.change),
            "done" => say!(plan.done),
            _ => "",
        },
        _ => "",
    }
}

fn outcome_icon(value: &Value) -> &'static str {
    match value {
        Value::Choice(name) if name == "did_not" => "minus",
        Value::Choice(name) if name == "change" => "pencil",
        _ => "check",
    }
}

/// The latest evaluation: "Det fungerade, 12 maj".
pub(crate) fn evaluation(entry: &Entry, now: Timestamp) -> Option<(&'static str, String)> {
    let last = entry.notes.iter().rev().find(|note| note.field == Field::Evaluation)?;
    let words = format!("{}, {}", outcome(&last.value), dates::day(now, last.stamp.made_at));
    Some((outcome_icon(&last.value), words))
}

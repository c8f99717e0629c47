//! One of a few answers of an entry, as large cards.

use crate::lean::derived;
use domain::rules::Form;
use domain::{Field, Value};
use leptos::prelude::*;

use super::{ChoiceCards, Standing, choose};
use crate::editor::Editor;

/// A choice among fixed answers, saved at the tap.
#[component]
pub(crate) fn ChoiceField(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
    /// The question.
    legend: &'static str,
    /// Wire name and words of each answer.
    choices: Vec<(&'static str, String)>,
    /// What holds as long as nobody has answered.
    #[prop(optional)]
    otherwise: Option<&'static str>,
    /// Short answers beside each other.
    #[prop(optional)]
    beside: bool,
) -> impl IntoView {
    let names: Vec<&'static str> = choices.iter().map(|(name, _)| *name).collect();
    let chosen = derived(move || match editor.value(field) {
        Some(Value::Choice(chosen)) => names.iter().copied().find(|name| *name == chosen),
        _ => otherwise,
    });
    let entry = editor.entry.get_untracked().map(|entry| entry.to_string()).unwrap_or_default();
    let locked = derived(move || editor.form() == Form::Never);
    view! {
        <ChoiceCards legend name=format!("val-{field:?}-{entry}") choices chosen beside locked
            on_choose=move |name| choose(editor, field, Value::choice(name))/>
        <Standing editor field/>
    }
}

//! Who is there: ticked while the meeting goes on, beginning with those who were to come.

use domain::{Field, Reference, Value};
use leptos::prelude::*;

use super::booking;
use super::people::PeopleField;
use crate::components::Saver;
use crate::editor::Editor;
use crate::lean::derived;
use crate::state::use_card;

/// The question.
#[component]
pub(super) fn WhoIsHere(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let card = use_card();
    let saver = Saver::new(editor, Field::Present);
    let people: Signal<Vec<Reference>> = derived({
        let saver = saver.clone();
        move || match (saver.value(), editor.value(Field::People)) {
            (Some(Value::People(people)), _) | (_, Some(Value::People(people))) => people,
            _ => card.with(|card| booking::expected(card.as_ref(), None, true)),
        }
    });
    view! { <PeopleField editor saver people care_team=Signal::stored(true) here=true/> }
}

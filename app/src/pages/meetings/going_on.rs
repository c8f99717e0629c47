//! A meeting that is going on: what was agreed, and what is still open in the plan.

use crate::lean::Show;
use domain::Field;
use domain::rules::Form;
use leptos::prelude::*;

use super::questions::OpenQuestions;
use crate::components::TextField;
use crate::editor::Editor;

/// Shown while the meeting is open.
#[component]
pub(crate) fn GoingOn(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    view! {
        <Show when=move || editor.form() == Form::Direct>
            <TextField editor field=Field::Note long=true label=say!(meetings.agreed) hint=say!(meetings.agreed_hint)/>
        </Show>
        <OpenQuestions/>
    }
}

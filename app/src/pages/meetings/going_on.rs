//! A meeting that is going on: what was agreed, what is still open in the plan, and the end of it.

use domain::Field;
use domain::rules::Form;
use leptos::prelude::*;

use super::meeting::set_status;
use super::questions::OpenQuestions;
use crate::components::TextField;
use crate::editor::Editor;
use crate::state::AppState;

/// Shown while the meeting is open.
#[component]
pub(crate) fn GoingOn(
    /// The meeting.
    editor: Editor,
) -> impl IntoView {
    let app = AppState::get();
    let end = move |_| set_status(editor, "held", say!(meetings.ended));
    view! {
        <Show when=move || editor.form() == Form::Direct>
            <TextField editor field=Field::Note long=true label=say!(meetings.agreed) hint=say!(meetings.agreed_hint)/>
        </Show>
        <OpenQuestions/>
        <Show when=move || app.is_staff() && editor.form() == Form::Direct>
            <div class="button-stack">
                <button class="button" type="button" on:click=end>{say!(meetings.end)}</button>
            </div>
        </Show>
    }
}

//! A meeting that is going on: what is gone through, what was agreed, and what is still open in the plan.

use crate::lean::{Show, part};
use domain::Field;
use domain::rules::Form;
use leptos::prelude::*;

use super::agenda::FixedPoints;
use super::deciding::ToDecide;
use super::here::WhoIsHere;
use super::mode::ToSteps;
use super::points::Points;
use super::questions::OpenQuestions;
use super::read_together::ReadTogether;
use crate::components::TextField;
use crate::editor::Editor;

/// Shown while the meeting is open.
#[component]
pub(crate) fn GoingOn(
    /// The meeting.
    editor: Editor,
    /// It is a meeting of the resource group.
    care_team: Memo<bool>,
) -> impl IntoView {
    view! {
        {part(move || editor.entry.get().filter(|_| care_team.get()).map(|meeting| view! { <ToSteps meeting/> }))}
        <Show when=move || care_team.get() && editor.form() == Form::Direct><WhoIsHere editor/></Show>
        <Show when=move || editor.form() == Form::Direct>
            <TextField editor field=Field::Agreed long=true label=say!(meetings.agreed) hint=say!(meetings.agreed_hint)/>
        </Show>
        <Show when=move || care_team.get()>
            <ReadTogether meeting=editor.entry/>
            <FixedPoints meeting=editor.entry/>
            <Points view=editor.tab meeting=editor.entry/>
        </Show>
        <OpenQuestions/>
        <Show when=move || care_team.get() && editor.form() == Form::Direct><ToDecide editor/></Show>
    }
}

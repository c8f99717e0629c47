//! "Har ni läst igenom Tidiga tecken?": asked at every meeting of the resource group, with what came of it
//! (R86). The answer stands in the warning plan, where everybody who reads the plan sees it.

use crate::lean::{Show, derived, memo};
use domain::reading::{readings, revised_at};
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use crate::components::{Change, ChoiceCards, chosen};
use crate::editor::use_editor;
use crate::state::{AppState, use_binder, use_tab_unnoted};

/// The question, or its answer.
#[component]
pub(crate) fn ReadTogether(
    /// The meeting that is going on.
    meeting: Signal<Option<EntryId>>,
) -> impl IntoView {
    let app = AppState::get();
    let plan = use_tab_unnoted(use_binder(), BinderTab::WarningPlan);
    let fresh = RwSignal::new(None);
    let here = memo(move |_| {
        let meeting = meeting.get()?;
        plan.with(|view| {
            let all = readings(view.open()?);
            all.into_iter().find(|read| read.meeting() == Some(meeting)).map(|read| (read.entry, read.outcome))
        })
    });
    // An answer that is changed is changed where it stands.
    let first = app.replica().map(|replica| replica.new_entry());
    let entry = memo(move |_| here.get().map(|(entry, _)| entry).or(fresh.get()).or(first));
    let editor = use_editor(plan, EntryKind::ReadThrough, entry.into(), Vec::new());
    let answer = move |outcome: &'static str| {
        let Some(meeting) = meeting.get_untracked() else { return };
        // One that was taken back stays away: the next answer is a new one.
        if here.get_untracked().is_none() {
            fresh.set(app.replica().map(|replica| replica.new_entry()));
        }
        if let Some(change) = chosen(editor, Field::Outcome, Value::choice(outcome)) {
            // On her own phone too it was read at the meeting, and not by herself.
            let at_meeting = |mut draft: replica::Draft| {
                draft.meeting = Some(meeting);
                draft
            };
            let drafts = change.drafts.into_iter().map(at_meeting).collect();
            let back = change.back.into_iter().map(at_meeting).collect();
            Change { drafts, back, said: say!(signs.read_through).to_owned(), ..change }.commit(app);
        }
    };
    let revised = memo(move |_| {
        let meeting = meeting.get();
        plan.with(|view| meeting.zip(view.open()).is_some_and(|(meeting, tab)| revised_at(tab, meeting)))
    });
    view! {
        <Show when=move || editor.form() == Form::Direct>
            <ChoiceCards legend=say!(meetings.read_through) name="genomlast" beside=true on_choose=answer
                chosen=derived(move || here.get().map(|(_, outcome)| outcome.as_str()))
                choices=vec![
                    ("unchanged", say!(signs.unchanged).to_owned()),
                    ("revised", say!(signs.revised).to_owned()),
                ]/>
            <Show when=move || revised.get() && here.get().is_none()>
                <p class="small">{say!(meetings.revised_here)}</p>
            </Show>
        </Show>
    }
}

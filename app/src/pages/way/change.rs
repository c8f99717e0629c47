//! "Stämmer det inte?": whoever works with her says where they are, and so does she.

use domain::body::Remove;
use domain::phase::Phase;
use domain::rules::Form;
use domain::{BinderTab, Body, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::name;
use crate::components::{ChoiceCards, HistoryLink, chosen};
use crate::editor::{Editor, use_editor};
use crate::lean::{Show, derived, handler};
use crate::state::TabView;

/// The question, behind a button; how it has changed below.
#[component]
pub(super) fn ChangeIt(
    /// The meetings.
    view: Signal<TabView>,
    /// Where they are.
    now: Memo<Option<Phase>>,
) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Phase, Signal::stored(Some(EntryId::PHASE)), Vec::new());
    let open = RwSignal::new(false);
    let stands = derived(move || now.get().map(Phase::as_str));
    view! {
        <div class="stack no-print">
            <Show when=move || editor.form() == Form::Direct>
                <Show when=move || open.get()
                    fallback=move || view! {
                        <button class="button button--text" type="button" on:click=handler(move |_| open.set(true))>
                            {say!(way.wrong)}
                        </button>
                    }>
                    <ChoiceCards legend=say!(way.which) name="vagen-fas" chosen=stands on_choose=move |to| say(editor, to)
                        choices=Phase::ALL.map(|phase| (phase.as_str(), name(phase).to_owned())).to_vec()/>
                </Show>
            </Show>
            <HistoryLink view tab=BinderTab::Meetings entry=editor.entry/>
        </div>
    }
}

/// Says it. What was said and taken back is away, and comes back with the new word.
fn say(editor: Editor, phase: &'static str) {
    let gone = untrack(move || editor.current()).filter(|entry| !entry.is_shown());
    let Some(mut change) = chosen(editor, Field::Phase, Value::choice(phase)) else { return };
    if let Some(entry) = gone {
        let draft = |body| editor.draft(body).into_iter();
        change.drafts.splice(0..0, draft(Body::Restore));
        change.back = draft(Body::Remove(Remove { over: entry.all_heads() })).collect();
    }
    change.commit(editor.app);
}

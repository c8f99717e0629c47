//! Who does what: the line as it is read, and, when it is opened, everything that can be changed in it.

use crate::lean::{Show, handler, memo, part};
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::activity_form::ActivityForm;
use super::evaluation::Evaluation;
use super::outline::{Reading, Step, is_own_top};
use super::tree::StepFacts;
use crate::components::{EntryNotes, HistoryLink, MadeBy, OrderButtons, ProposeBar, choose, moved, written};
use crate::editor::use_editor;
use crate::state::{AppState, TabView, use_owner_name};

/// What is open in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Open {
    /// Its fields.
    Fields,
    /// How it went.
    Evaluation,
}

/// One line of who does what. One at a time is open.
#[component]
pub(crate) fn ActivityCard(
    /// The plan.
    view: Signal<TabView>,
    /// The activity.
    id: EntryId,
    /// What a new one begins with.
    seeds: Vec<(Field, Value)>,
    /// Which one is open, and what in it.
    opened: RwSignal<Option<(EntryId, Open)>>,
    /// Whether the order is being changed.
    ordering: RwSignal<bool>,
) -> impl IntoView {
    let app = AppState::get();
    let owner = use_owner_name();
    // Made here and not in the form, so that words not yet sent as a proposal outlive its closing.
    let editor = use_editor(view, EntryKind::Activity, Signal::stored(Some(id)), seeds);
    let open = memo(move |_| opened.get().filter(|(open, _)| *open == id).map(|(_, what)| what));
    let exists = memo(move |_| editor.current().is_some_and(|entry| entry.is_shown()));
    let stamp = memo(move |_| editor.current().as_ref().map(written));
    let step = memo(move |_| {
        let owner = owner.get();
        let reading = Reading { now: app.now(), owner: owner.as_deref(), at_meeting: false };
        let entry = editor.current().filter(domain::Entry::is_shown)?;
        let own = view.with(|view| view.open().is_some_and(|tab| is_own_top(tab, &entry)));
        Some(Step::of(&entry, own, reading))
    });
    let is_own = memo(move |_| editor.current().is_some_and(|entry| entry.private));
    let intervention = memo(move |_| editor.text(Field::Intervention));
    let move_it = move |by| {
        let place = view.with_untracked(|view| {
            let tab = view.open()?;
            let entry = tab.entries.get(&id)?;
            moved(tab, EntryKind::Activity, entry, by, |other| other.parent() == entry.parent())
        });
        if let Some((field, value)) = place {
            choose(editor, field, value);
        }
    };
    let name = move || step.with_untracked(|step| step.as_ref().map(|step| step.what.clone()).unwrap_or_default());
    view! {
        <li class="sheet">
            {part(move || step.get().map(|step| view! {
                <div class="activity">
                    <h3 class="activity__what">{step.what.clone()}</h3>
                    <StepFacts step/>
                    {part(move || Some(intervention.get()).filter(|text| !text.trim().is_empty()).map(|text| view! {
                        <p class="activity__by">{say!(plan.intervention_line, text = text)}</p>
                    }))}
                </div>
            }))}
            <EntryNotes editor/>
            {part(move || match open.get() {
                Some(Open::Fields) => view! { <ActivityForm editor opened/> }.into_any(),
                Some(Open::Evaluation) => view! { <Evaluation editor/> }.into_any(),
                None => ().into_any(),
            })}
            <ProposeBar editor/>
            <Show when=move || open.get().is_some()>
                {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp own=is_own.get()/> }))}
                <HistoryLink view tab=BinderTab::Plan entry=editor.entry/>
                <div class="sheet__actions">
                    <button class="button button--quiet button--small" type="button"
                        on:click=handler(move |_| {
                            app.fields_close();
                            opened.set(None);
                        })>{say!(plan.close_step)}</button>
                </div>
            </Show>
            <Show when=move || open.get().is_none()>
                <div class="sheet__actions">
                    <Show when=move || exists.get()>
                        <button class="button button--quiet button--small" type="button"
                            on:click=handler(move |_| opened.set(Some((id, Open::Evaluation))))>{say!(plan.how_did_it_go)}</button>
                    </Show>
                    <Show when=move || editor.form() != Form::Never>
                        <button class="button button--quiet button--small" type="button"
                            on:click=handler(move |_| opened.set(Some((id, Open::Fields))))>{say!(common.change)}</button>
                    </Show>
                </div>
            </Show>
            <Show when=move || ordering.get() && exists.get()>
                <OrderButtons name=name() on_move=move_it/>
            </Show>
        </li>
    }
}

//! "Så är jag när jag mår bra" and "Det här brukar hjälpa mig": first on the sheet, so that it does not
//! begin with what is hard.

use crate::lean::{For, Show, attribute, handler, memo, part};
use domain::room::is_own_tab;
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field};
use leptos::prelude::*;

use super::lines::written;
use crate::browser::focus_soon;
use crate::components::{EntryNotes, HistoryLink, Icon, MadeBy, OwnOnly, ProposeBar, TextField, TwoVersions};
use crate::editor::{Editor, use_editor};
use crate::paths;
use crate::state::{AppState, TabView, use_binder, use_tab_unnoted};

/// Both texts, to read and to change: as others may read them, and as she has them for herself.
#[component]
pub(super) fn Wellness(view: Signal<TabView>) -> impl IntoView {
    let sharing = use_tab_unnoted(use_binder(), BinderTab::Sharing);
    // In her own room it has no fixed id: there it is one of several that nobody can tell apart.
    let fresh = StoredValue::new(AppState::get().replica().map(|replica| replica.new_entry()));
    let ids = memo(move |_| {
        let own = sharing.with(|view| view.open().map(|sharing| is_own_tab(sharing, BinderTab::WarningPlan)));
        view.with(|view| {
            let (Some(tab), Some(own)) = (view.open(), own) else { return Vec::new() };
            let within: Vec<EntryId> =
                tab.listed(EntryKind::Wellness).into_iter().filter(|one| one.private).map(|one| one.id).collect();
            let open = tab.entries.get(&EntryId::WELLNESS).filter(|one| !one.private);
            let is_there = open.is_some_and(|one| one.is_shown() || one.open_proposals().next().is_some());
            let first = match (is_there, within.is_empty(), own) {
                (true, ..) | (false, true, false) => Some(EntryId::WELLNESS),
                (false, true, true) => fresh.get_value(),
                (false, false, _) => None,
            };
            first.into_iter().chain(within).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || ids.get() key=|id| *id let:id>
            <OneWellness view id/>
        </For>
    }
}

#[component]
fn OneWellness(view: Signal<TabView>, id: EntryId) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Wellness, Signal::stored(Some(id)), Vec::new());
    let is_own = memo(move |_| editor.current().is_some_and(|entry| entry.private));
    view! {
        <OneText editor field=Field::Well title=say!(signs.well) hint=say!(signs.well_hint)/>
        <OneText editor field=Field::Helps title=say!(signs.helps) hint=say!(signs.helps_hint)/>
        <EntryNotes editor/>
        <ProposeBar editor/>
        <Show when=move || is_own.get()><OwnOnly editor path=paths::SIGNS/></Show>
        <HistoryLink view tab=BinderTab::WarningPlan entry=editor.entry/>
    }
}

#[component]
fn OneText(editor: Editor, field: Field, title: &'static str, hint: &'static str) -> impl IntoView {
    let editing = RwSignal::new(false);
    view! {
        <Show
            when=move || editing.get()
            fallback=move || view! { <Reading editor field title hint editing/> }
        >
            <TextField editor field label=title hint=hint long=true/>
            <button class="button button--quiet" type="button" on:click=handler(move |_| {
                editor.app.fields_close();
                editing.set(false);
                focus_soon(button_id(editor, field));
            })>
                {say!(common.done)}
            </button>
        </Show>
    }
}

fn button_id(editor: Editor, field: Field) -> String {
    editor.entry.get_untracked().map_or_else(String::new, |id| format!("andra-{field:?}-{id}"))
}

#[component]
fn Reading(
    editor: Editor,
    field: Field,
    title: &'static str,
    hint: &'static str,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let words = memo(move |_| editor.text(field));
    let stamp = memo(move |_| written(&editor.current()?, field));
    let empty = move || words.with(|words| words.trim().is_empty());
    let verb = move || if empty() { say!(signs.write_words) } else { say!(common.change) };
    let is_own = move || editor.current().is_some_and(|entry| entry.private);
    let change = move |_| {
        editing.set(true);
        if let Some(id) = editor.entry.get_untracked() {
            focus_soon(format!("falt-{field:?}-{id}"));
        }
    };
    view! {
        <section class="sheet" class:no-print=is_own aria-label=title>
            <h2 class="sheet__title">{title}</h2>
            <p class=attribute(move || if empty() { "small" } else { "sheet__text" })>
                {part(move || if empty() { hint.to_owned() } else { words.get() })}
            </p>
            {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp own=is_own()/> }))}
            <Show when=move || editor.form() != Form::Never>
                <div class="sheet__actions">
                    <button class="button button--quiet button--small" type="button" id=button_id(editor, field)
                        aria-label=attribute(move || format!("{}: {title}", verb())) on:click=change>
                        <Icon name="pencil"/>{verb}
                    </button>
                </div>
            </Show>
        </section>
        <TwoVersions editor field/>
    }
}

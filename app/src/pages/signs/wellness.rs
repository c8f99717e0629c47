//! "Så är jag när jag mår bra" and "Det här brukar hjälpa mig": first on the sheet, so that it does not
//! begin with what is hard.

use crate::lean::{Show, attribute, handler, memo, part};
use domain::rules::Form;
use domain::{BinderTab, EntryId, EntryKind, Field};
use leptos::prelude::*;

use super::lines::written;
use crate::browser::focus_soon;
use crate::components::{EntryNotes, HistoryLink, Icon, MadeBy, ProposeBar, TextField, TwoVersions};
use crate::editor::{Editor, use_editor};
use crate::state::TabView;

/// Both texts, to read and to change.
#[component]
pub(super) fn Wellness(view: Signal<TabView>) -> impl IntoView {
    let editor = use_editor(view, EntryKind::Wellness, Signal::stored(Some(EntryId::WELLNESS)), Vec::new());
    view! {
        <OneText editor field=Field::Well title=say!(signs.well) hint=say!(signs.well_hint)/>
        <OneText editor field=Field::Helps title=say!(signs.helps) hint=say!(signs.helps_hint)/>
        <EntryNotes editor/>
        <ProposeBar editor/>
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
                focus_soon(button_id(field));
            })>
                {say!(common.done)}
            </button>
        </Show>
    }
}

fn button_id(field: Field) -> String {
    format!("andra-{field:?}")
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
    let change = move |_| {
        editing.set(true);
        focus_soon(format!("falt-{field:?}-{}", EntryId::WELLNESS));
    };
    view! {
        <section class="sheet" aria-label=title>
            <h2 class="sheet__title">{title}</h2>
            <p class=attribute(move || if empty() { "small" } else { "sheet__text" })>
                {part(move || if empty() { hint.to_owned() } else { words.get() })}
            </p>
            {part(move || stamp.get().map(|stamp| view! { <MadeBy stamp/> }))}
            <Show when=move || editor.form() != Form::Never>
                <div class="sheet__actions">
                    <button class="button button--quiet button--small" type="button" id=button_id(field)
                        aria-label=attribute(move || format!("{}: {title}", verb())) on:click=change>
                        <Icon name="pencil"/>{verb}
                    </button>
                </div>
            </Show>
        </section>
        <TwoVersions editor field/>
    }
}

//! The coordinator writes what is to be told. It is kept on her device at each key and reaches nobody before she sends
//! it; and it cannot be sent unless the owner has agreed to be told something (R35).

use domain::body::FieldWrite;
use domain::interview::{self, Telling};
use domain::{EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::use_name;
use crate::components::{ProposeBar, telling_words};
use crate::editor::{Editor, use_editor};
use crate::lean::{Show, attribute, derived, handler, memo, part};

/// The field and its button; a sentence that says why, where nothing may be told.
#[component]
pub(super) fn Tell(editor: Editor, contact: EntryId) -> impl IntoView {
    let owner = Editor::owner_name();
    let agreed = memo(move |_| editor.current().as_ref().and_then(interview::agreed));
    let tells = memo(move |_| agreed.get().is_some_and(Telling::tells));
    let why_not = move || {
        if agreed.get() == Some(Telling::Nothing) {
            say!(near.tell_no, telling = telling_words(Telling::Nothing.name()))
        } else {
            say!(near.tell_not_yet, owner = owner.get())
        }
    };
    view! {
        <Show when=move || tells.get() fallback=move || view! { <p class="small" role="status">{part(why_not)}</p> }>
            <Writing editor contact agreed/>
        </Show>
    }
}

#[component]
fn Writing(editor: Editor, contact: EntryId, agreed: Memo<Option<Telling>>) -> impl IntoView {
    let (owner, name) = (Editor::owner_name(), use_name(editor));
    let app = editor.app;
    // What she began here and has not sent, or something new once that is sent.
    let known = memo(move |_| {
        let unsent = app.unsent.within(editor.binder.get()?);
        let is_about = |one: &&replica::UnsentProposal| {
            let parent = one.fields.get(&Field::Parent).map(|parent| &parent.value);
            one.kind == EntryKind::Told && parent == Some(&Value::Entry(contact))
        };
        unsent.iter().find(is_about).map(|one| one.entry)
    });
    let fresh = RwSignal::new(None::<EntryId>);
    Effect::new(move |_| {
        // Made when there is none that waits, so that what was sent is never written over.
        if known.get().is_none() {
            fresh.set(app.replica().map(|replica| replica.new_entry()));
        }
    });
    let entry = derived(move || known.get().or_else(|| fresh.get()));
    let telling = use_editor(editor.tab, EntryKind::Told, entry, vec![(Field::Parent, Value::Entry(contact))]);
    let text = derived(move || telling.text(Field::Text));
    let write = move |event| {
        let words = event_target_value(&event);
        if words.trim().is_empty() {
            telling.throw_away();
        } else {
            telling.hold(Field::Text, FieldWrite { over: Vec::new(), value: Value::text(words) });
        }
    };
    let hint = move || {
        let agreed = agreed.get().map_or("", |telling| telling_words(telling.name()));
        say!(near.tell_hint, telling = agreed, owner = owner.get(), name = name.get())
    };
    view! {
        <div class="field">
            <label class="field__label" for="beratta">{part(move || say!(near.tell, owner = owner.get()))}</label>
            <p class="field__hint" id="beratta-hint">{part(hint)}</p>
            <textarea class="field__input" id="beratta" rows="3" aria-describedby="beratta-hint"
                prop:value=attribute(move || text.get()) on:input=handler(write)></textarea>
        </div>
        <ProposeBar editor=telling save=say!(near.tell_send) never_urgent=true/>
    }
}

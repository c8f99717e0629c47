//! A coordinator suggests the words of an invitation; she sends it, or not.

use std::collections::BTreeMap;

use domain::body::{FieldWrite, Propose};
use domain::consent::Right;
use domain::{Body, EntryId, EntryKind, Field, Value};
use leptos::prelude::*;

use super::answers::answers;
use super::{can_be_invited_to, prefilled};
use crate::components::EntryNotes;
use crate::editor::use_editor;
use crate::lean::{Show, attribute, handler, memo, part};
use crate::state::{AppState, TabView, use_owner_name, use_right};

/// The words, and the button.
#[component]
pub(super) fn Suggest(view: Signal<TabView>, id: EntryId) -> impl IntoView {
    let app = AppState::get();
    let owner = use_owner_name();
    let right = use_right(domain::BinderTab::Meetings);
    let editor = use_editor(view, EntryKind::Meeting, Signal::stored(Some(id)), Vec::new());
    let text = RwSignal::new(untrack(move || match editor.text(Field::Invitation) {
        words if words.trim().is_empty() => {
            editor.current().map(|entry| prefilled(&entry, app.now())).unwrap_or_default()
        }
        words => words,
    }));
    let said = RwSignal::new(String::new());
    let can = memo(move |_| {
        right.get() == Some(Right::Suggest)
            && editor.current().is_some_and(|entry| can_be_invited_to(&entry, app.clock()))
    });
    let name = move || owner.get().unwrap_or_default();
    let suggest = move |_| {
        let over = editor.heads(Field::Invitation);
        let fields = BTreeMap::from([(
            Field::Invitation,
            FieldWrite { over, value: Value::text(text.get_untracked().trim()) },
        )]);
        let body = Body::Propose(Propose { entry_kind: EntryKind::Meeting, fields, remove: false, urgent: false });
        if let (Some(binder), Some(draft)) = (editor.binder.get_untracked(), editor.draft(body)) {
            app.commit(binder, vec![draft]);
            said.set(say!(invite.suggested, name = untrack(name)));
        }
    };
    let answered = memo(move |_| editor.current().map(|entry| answers(&entry)).unwrap_or_default());
    view! {
        <EntryNotes editor/>
        <p class="page__lede">{part(move || say!(invite.staff_lede, name = name()))}</p>
        {part(move || Some(answered.get()).filter(|said| !said.is_empty()).map(|said| view! { <p>{said}</p> }))}
        <Show when=move || can.get() fallback=|| view! { <p>{say!(invite.not_now)}</p> }>
            <div class="field">
                <label class="field__label" for="inbjudan">{say!(invite.words)}</label>
                <textarea class="field__input" id="inbjudan" rows="5" prop:value=attribute(move || text.get())
                    on:input=handler(move |event| text.set(event_target_value(&event)))></textarea>
            </div>
            <div class="button-stack">
                <button class="button" type="button" disabled=attribute(move || text.with(|text| text.trim().is_empty()))
                    on:click=handler(suggest)>{say!(invite.suggest)}</button>
            </div>
            <p class="small" role="status">{part(move || said.get())}</p>
        </Show>
    }
}

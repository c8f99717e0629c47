//! A text that saves itself.
//!
//! Words are written to this device a moment after the last key, when the field is left, and when the
//! app goes to the background. A write replaces exactly the versions that were on screen when editing
//! began and this field's own later ones, so a change that arrives meanwhile is kept beside it and
//! never overwritten. What is being typed is never exchanged under the fingers.
//!
//! A field may be gone before its last words are stored (the phone's own "back" takes a page away with the
//! cursor in it), so what a write needs is made at the key and not when it is stored.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::body::FieldWrite;
use domain::rules::Form;
use domain::{BinderId, Body, Field, OpId, Reference, Value};
use leptos::ev;
use leptos::prelude::*;
use replica::Draft;

use super::TwoVersions;
use crate::editor::Editor;
use crate::state::AppState;

/// How long after the last key the words are written.
const PAUSE: Duration = Duration::from_millis(500);

/// One stretch of editing, from the first key until the field is left.
#[derive(Default)]
struct Session {
    over: Vec<OpId>,
    before: Option<Value>,
    /// The write of what has been typed, in its pärm.
    typed: Option<(BinderId, Draft)>,
    dirty: bool,
    saving: bool,
    wrote: bool,
    keys: u64,
}

type Shared = Arc<Mutex<Option<Session>>>;

fn with<R>(session: &Shared, work: impl FnOnce(&mut Option<Session>) -> R) -> R {
    work(&mut session.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A text field of an entry, or the free name of a person field.
#[component]
pub(crate) fn TextField(
    /// The entry.
    editor: Editor,
    /// The field.
    field: Field,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// A line below the label.
    #[prop(into, optional)]
    hint: String,
    /// Several lines.
    #[prop(optional)]
    long: bool,
    /// The kind of keyboard: `text`, `tel`.
    #[prop(default = "text")]
    keyboard: &'static str,
) -> impl IntoView {
    let app = editor.app;
    let session: Shared = Arc::default();
    let text = RwSignal::new(String::new());
    let state = RwSignal::new("");
    let id = format!("falt-{field:?}-{}", editor.entry.get_untracked().map(|e| e.to_string()).unwrap_or_default());
    let shown = Memo::new(move |_| editor.text(field));
    Effect::new({
        let session = session.clone();
        move |_| {
            let shown = shown.get();
            if with(&session, |session| session.is_none()) {
                text.set(shown);
            }
        }
    });
    let begin = {
        let session = session.clone();
        move || {
            with(&session, |session| {
                session.get_or_insert_with(|| Session {
                    over: editor.heads(field),
                    before: untrack(move || editor.current()).and_then(|entry| entry.value(field).cloned()),
                    ..Session::default()
                });
            });
        }
    };
    let typed = {
        let (session, begin) = (session.clone(), begin.clone());
        move |now: String| {
            begin();
            text.set(now.clone());
            if untrack(move || editor.form()) == Form::Proposal {
                let over = with(&session, |session| session.as_ref().map(|s| s.over.clone()).unwrap_or_default());
                editor.pending.update(|pending| {
                    pending.insert(field, FieldWrite { over, value: value_of(field, &now) });
                });
                return;
            }
            state.set(say!(common.not_saved));
            let draft = editor.binder.get_untracked().zip(editor.write_draft(field, Vec::new(), value_of(field, &now)));
            let key = with(&session, |session| {
                session.as_mut().map(|session| {
                    session.typed = draft;
                    session.dirty = true;
                    session.keys += 1;
                    session.keys
                })
            });
            let session = session.clone();
            set_timeout(
                move || {
                    let resting = with(&session, |session| session.as_ref().map(|session| session.keys)) == key;
                    if resting {
                        save(app, field, session, state);
                    }
                },
                PAUSE,
            );
        }
    };
    let leave = {
        let session = session.clone();
        move || {
            save(app, field, session.clone(), state);
            let ended = with(&session, |session| if session.as_ref().is_some_and(|s| s.dirty || s.saving) { None } else { session.take() });
            if let Some(ended) = ended.filter(|ended| ended.wrote) {
                offer_undo(app, field, ended);
            }
        }
    };
    // Going to the background, or leaving the page, saves at once.
    let hidden = window_event_listener(ev::visibilitychange, {
        let session = session.clone();
        move |_| save(app, field, session.clone(), state)
    });
    on_cleanup({
        let session = session.clone();
        move || {
            hidden.remove();
            save(app, field, session, state);
        }
    });
    let described = format!("{id}-hint {id}-status");
    let locked = move || editor.form() == Form::Never;
    let input = if long {
        let (typed, begin, leave) = (typed, begin, leave);
        view! {
            <textarea class="field__input" id=id.clone() rows="3" aria-describedby=described readonly=locked
                prop:value=text on:focus=move |_| begin() on:blur=move |_| leave()
                on:input=move |event| typed(event_target_value(&event))></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class="field__input" id=id.clone() type=keyboard autocomplete="off" aria-describedby=described
                readonly=locked prop:value=text on:focus=move |_| begin() on:blur=move |_| leave()
                on:input=move |event| typed(event_target_value(&event))/>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            {input}
            <p class="field__status" id=format!("{id}-status") role="status"
                data-state=move || (state.get() == say!(common.saved)).then_some("saved")>{state}</p>
        </div>
        <TwoVersions editor field/>
    }
}

fn value_of(field: Field, text: &str) -> Value {
    match field {
        Field::Who | Field::Person => Value::Person(Reference::named(text)),
        _ => Value::text(text),
    }
}

/// Writes what has been typed, one write at a time, so that each names the one before as replaced.
fn save(app: AppState, field: Field, session: Shared, state: RwSignal<&'static str>) {
    let ready = with(&session, |session| {
        let session = session.as_mut().filter(|session| session.dirty && !session.saving)?;
        let (binder, draft) = session.typed.clone()?;
        session.saving = true;
        session.dirty = false;
        Some((binder, over(draft, field, &session.over, session.wrote)))
    });
    let (Some((binder, draft)), Some(replica)) = (ready, app.replica()) else { return };
    crate::browser::spawn(async move {
        let saved = replica.commit(binder, vec![draft]).await;
        let again = with(&session, |session| {
            let Some(session) = session else { return false };
            session.saving = false;
            match &saved {
                Ok(ids) => {
                    session.over.clone_from(ids);
                    session.wrote = true;
                }
                // Nothing was stored: the words stay on screen and are tried again with the next key.
                Err(_) => session.dirty = true,
            }
            saved.is_ok() && session.dirty
        });
        app.status.set(replica.status());
        let _ = state.try_set(if saved.is_ok() { say!(common.saved) } else { say!(common.not_saved) });
        if again {
            save(app, field, session, state);
        }
    });
}

/// The draft as a write over these versions. What a new entry begins with is written once.
fn over(mut draft: Draft, field: Field, versions: &[OpId], begun: bool) -> Draft {
    if let Body::Write(write) = &mut draft.body {
        write.fields.retain(|other, _| !begun || *other == field);
        if let Some(write) = write.fields.get_mut(&field) {
            write.over = versions.to_vec();
        }
    }
    draft
}

fn offer_undo(app: AppState, field: Field, ended: Session) {
    let before = ended.before.unwrap_or_else(|| value_of(field, ""));
    let Some((binder, draft)) = ended.typed else { return };
    let mut back = over(draft, field, &ended.over, true);
    if let Body::Write(write) = &mut back.body
        && let Some(write) = write.fields.get_mut(&field)
    {
        write.value = before;
    }
    app.offer_undo(binder, say!(common.written).to_owned(), vec![back]);
}
